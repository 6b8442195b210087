"""Stage 6 of 6, its ground: reading the embedded world base map by bounding box.

`basemap.pack` is made by ``scripts/build_basemap.py``. Layout, little-endian:

    8 bytes  magic "GEOBASE1"
    4 bytes  length of the header
    header   JSON: {"layers": {name: [level, …]}, "towns": [[zoom, [block, …]], …]}
             level  {"scale": integers per degree, "blocks": [block, …]}
             block  [offset, length, west, south, east, north], offset from the end of the header
             towns that show from `zoom` on at the earliest
    blocks   zlib; geometry: byte-shuffled int32, see `_geometry`; towns: JSON columns

Positions are Mercator degrees: x is the longitude, y is the latitude stretched as web maps stretch it, so
that cutting and thinning happen in the units in which the page draws. Level 0 is for the whole world,
1 for a continent, 2 for a country.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

MAGIC = b"GEOBASE1"
LAYERS = ("land", "lakes", "rivers", "borders", "disputed", "adm1")
AREAS = frozenset({"land", "lakes"})
NORTH = 85.05  # degrees of latitude where web maps end; -NORTH in the south
WORLD = (-180.0, -180.0, 180.0, 180.0)  # Mercator degrees

Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Shapes:
    """Geometries of one layer, each with the zoom from which it is worth drawing."""

    geometry: np.ndarray  # shapely objects, Mercator degrees
    minzoom: np.ndarray  # int


class Pack:
    """The base map file; the header is read at once, blocks when asked for.

    Parameters
    ----------
    path : Path
        A file made by ``scripts/build_basemap.py``.

    Raises
    ------
    ValueError
        The file is not a base map of this version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            if file.read(8) != MAGIC:
                raise ValueError(f"{path.name} is not a base map of this version; build it again")
            length = int.from_bytes(file.read(4), "little")
            self._header: dict[str, Any] = json.loads(file.read(length))
        self._start = 12 + length

    def shapes(self, layer: str, level: int, box: Box) -> Shapes:
        """Return what meets `box` (Mercator degrees), cut to it; polygons whole in topology, in file order."""
        stored = self._header["layers"][layer][level]
        parts = [_geometry(raw, stored["scale"], layer in AREAS) for raw in self._blocks(stored["blocks"], box)]
        if not parts:
            return Shapes(np.empty(0, object), np.empty(0, int))
        geometry = np.concatenate([part.geometry for part in parts])
        minzoom = np.concatenate([part.minzoom for part in parts])
        west, south, east, north = shapely.bounds(geometry).T
        meets = (west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1])
        geometry = shapely.clip_by_rect(geometry[meets], *box)
        kept = ~shapely.is_empty(geometry)
        return Shapes(geometry[kept], minzoom[meets][kept])

    def towns(self, box: Box, until: int) -> list[dict[str, Any]]:
        """Return the towns in `box` (degrees of longitude and latitude) that show at zoom `until` or before."""
        west, south, east, north = box
        rows: list[dict[str, Any]] = []
        for zoom, blocks in self._header["towns"]:
            for raw in self._blocks(blocks if zoom <= until else [], box):
                columns = json.loads(raw)
                names, values = tuple(columns), zip(*columns.values(), strict=True)
                spots = zip(columns["lon"], columns["lat"], columns["minzoom"], values, strict=True)
                rows += [
                    dict(zip(names, town, strict=True))
                    for lon, lat, shows, town in spots
                    if west <= lon <= east and south <= lat <= north and shows <= until
                ]
        return rows

    def _blocks(self, blocks: list[list[float]], box: Box) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            for offset, length, west, south, east, north in blocks:
                if west <= box[2] and east >= box[0] and south <= box[3] and north >= box[1]:
                    file.seek(self._start + int(offset))
                    yield zlib.decompress(file.read(int(length)))


def stretch(lonlat: np.ndarray) -> np.ndarray:
    """Degrees of longitude and latitude to Mercator degrees, one pair a row."""
    y = np.degrees(np.arcsinh(np.tan(np.radians(lonlat[:, 1]))))
    return np.column_stack([lonlat[:, 0], np.clip(y, WORLD[1], WORLD[3])])


def flatten(mercator: np.ndarray) -> np.ndarray:
    """Mercator degrees to degrees of longitude and latitude, one pair a row."""
    lat = np.degrees(np.arctan(np.sinh(np.radians(mercator[:, 1]))))
    return np.column_stack([mercator[:, 0], lat])


@lru_cache(maxsize=2)
def open_pack(path: Path) -> Pack:
    """Open a base map once a process; its header is small and does not change."""
    return Pack(path)


def _geometry(raw: bytes, scale: int, areas: bool) -> Shapes:
    """Decode a block: counts, minzoom a feature, rings a feature, points a ring, dx…, dy…."""
    # Byte planes apart: the high bytes of small steps are all alike and pack to nearly nothing.
    numbers = np.frombuffer(raw, np.uint8).reshape(4, -1).T.copy().view("<i4").ravel()
    features, rings, points = (int(n) for n in numbers[:3])
    cuts = np.cumsum([3, features, features, rings, points])
    minzoom, ring_counts, point_counts, dx, dy = np.split(numbers[3:], cuts[1:] - 3)
    xy = np.column_stack([np.cumsum(dx), np.cumsum(dy)]) / scale
    ring_ends = np.concatenate([[0], np.cumsum(point_counts)])
    if not areas:
        return Shapes(shapely.from_ragged_array(shapely.GeometryType.LINESTRING, xy, (ring_ends,)), minzoom)
    ends = (ring_ends, np.concatenate([[0], np.cumsum(ring_counts)]))
    return Shapes(shapely.from_ragged_array(shapely.GeometryType.POLYGON, xy, ends), minzoom)
