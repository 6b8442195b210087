"""Stage 3 of 6, the layout of the compiled gazetteer: read here, written by scripts/build_gazetteer.py.

gazetteer.keys   a marisa trie of folded names; a key's id points into `first`
gazetteer.rows   header, then sections: first, more, rows, texts, meta
areas.bin        lines and areas one after the other, found by the offset in their row

All numbers are little-endian. Rows are sorted: GeoNames places by their number, then the others by place_id.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mmap import mmap

    from shapely.geometry.base import BaseGeometry

MAGIC = b"geogaz1\n"
SECTIONS = ("first", "more", "rows", "texts", "meta")
HEADER = struct.Struct("<8s" + "II" * len(SECTIONS))  # magic, then offset and size of each section
# lon, lat (1e-5 degrees), population, GeoNames number or 1 + offset in areas.bin (0: none), offset in texts,
# admin1 (index in meta), country (index in meta), kind.
ROW = struct.Struct("<iiIIIHBB")
NUMBER = struct.Struct("<I")

KINDS = (
    "town", "airfield", "port", "site", "adm1", "adm2", "country",
    "sea", "strait", "river", "lake", "mountains", "region",
"site-near", "airfield-closed",
)  # fmt: skip

# `first` holds one posting, or MANY + a position in `more`, where a count stands before the postings.
MANY = 1 << 31
# A posting is a row's number and how the name is borne by it.
ROW_MASK = (1 << 24) - 1
BARE, ARTICLE = 1 << 25, 1 << 26  # borne without, with the article
MAIN_BARE, MAIN_ARTICLE = 1 << 27, 1 << 28  # and so is it the main name

AREA = struct.Struct("<iiiiBBI")  # west, south, east, north (1e-4 degrees), type, decimals, size of the rest
LINE, POLYGON = 1, 2
FLAT = 10_000  # of the bounds


def pack_numbers(numbers: list[int]) -> bytes:
    """Write signed integers as zigzag varints: a byte or two for the small steps along a border."""
    out = bytearray()
    for number in numbers:
        rest = number << 1 if number >= 0 else (-number << 1) - 1
        while rest > 127:
            out.append(rest & 127 | 128)
            rest >>= 7
        out.append(rest)
    return bytes(out)


def unpack_numbers(data: bytes) -> list[int]:
    """Read what `pack_numbers` wrote."""
    numbers, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 127) << shift
        if byte > 127:
            shift += 7
        else:
            numbers.append(-((value + 1) >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return numbers


def unpack_area(data: bytes | mmap, start: int) -> BaseGeometry:
    """Read the line or area that begins at `start`: parts, of rings, of steps from point to point."""
    from shapely import LineString, MultiLineString, MultiPolygon, Polygon

    *_, shape, decimals, size = AREA.unpack_from(data, start)
    numbers = iter(unpack_numbers(data[start + AREA.size : start + AREA.size + size]))
    scale = 10**decimals
    parts = [[_points(numbers, scale) for _ in range(next(numbers))] for _ in range(next(numbers))]
    if shape == LINE:
        lines = [LineString(part[0]) for part in parts]
        return lines[0] if len(lines) == 1 else MultiLineString(lines)
    polygons = [Polygon(part[0], part[1:]) for part in parts]
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _points(numbers: Iterator[int], scale: int) -> list[tuple[float, float]]:
    points, x, y = [], 0, 0
    for _ in range(next(numbers)):
        x += next(numbers)
        y += next(numbers)
        points.append((x / scale, y / scale))
    return points
