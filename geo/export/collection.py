"""The joined features as GeoJSON, for QGIS and for checking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from operator import is_
from typing import TYPE_CHECKING, Any

from geo.export import cells
from geo.records import Period
from geo.schema import EVENT_COLUMNS, PLACE_COLUMNS

if TYPE_CHECKING:
    import geopandas
    import numpy
    from shapely.geometry.base import BaseGeometry

TABLE = "events.geojson"
_DECIMALS = 5  # degrees; about a metre
_SCALE = 10.0**_DECIMALS
_HALF = 1e-3  # of the last decimal: nearer than this to a half, Python rounds
_BLOCK = 16_384  # rows of a piece, which fits a processor's cache
_LARGE = 20_000  # rows of a table whose lines leave out the columns that no row fills
_COMPUTED = ("earliest", "latest", "date_qualifier", "file", "line")
_COLUMNS = (*EVENT_COLUMNS, *_COMPUTED, *PLACE_COLUMNS)
_NEXT = ",\n"
_WORD = 31  # periods of which an int64 holds two bits each


def geojson(features: geopandas.GeoDataFrame, periods: Sequence[Period], membership: Mapping[str, Any]) -> str:
    """The pieces of `geojson_pieces` as one text."""
    return b"".join(geojson_pieces(features, periods, membership)).decode()


def geojson_pieces(
    features: geopandas.GeoDataFrame, periods: Sequence[Period], membership: Mapping[str, Any]
) -> Iterator[bytes | memoryview]:
    """A FeatureCollection in EPSG:4326, one feature a line, in table order; null geometry where there is no place.

    Properties are the columns of the event table, what the tool added to them, `periods` (ids of every
    period that the event overlaps) and `periods_possible` (those of them that it may lie outside of).
    `membership` maps a period's id to its two boolean arrays, overlaps and inside. Beyond 20,000 rows a column
    that no row fills is left out. UTF-8 in pieces, for the text of a large table is larger than all else that
    a build holds.
    """
    rows = len(features)
    large = rows > _LARGE
    names = [name for name in _COLUMNS if not (large and cells.is_blank(features[name]))]
    columns = {name: cells.column(features[name]) for name in names}
    told = _periods(periods, membership, rows)
    extras, shapes = features["extra"].to_numpy(), features.geometry.to_numpy()
    drawn: dict[int, str] = {}  # lines and areas are shared by many rows
    yield b'{"type": "FeatureCollection", "features": [\n'
    for start in range(0, rows, _BLOCK):
        block = slice(start, start + _BLOCK)
        here = {name: of(block) for name, of in columns.items()}
        parts = [part for name, cell in here.items() for part in (f'"{name}": ', *cell, ", ")]
        extra = ['"extra": ', *_extras(extras[block])]
        shape = _geometries(shapes[block], drawn)
        line = [
            '{"type": "Feature", "id": ', *here["event_id"], ', "properties": {', *parts, *told(block), ", ", *extra,
            '}, "geometry": ', *shape, "}", _NEXT,
        ]  # fmt: skip
        piece = cells.lines(line, len(shapes[block]))
        yield piece if start + _BLOCK < rows else piece[: -len(_NEXT)]
    yield b"\n]}\n"


def _extras(extras: numpy.ndarray) -> list[cells.Part]:
    """What else the rows hold; equal ones are one dict mostly."""
    if all(map(is_, extras, repeat(extras[0]))):
        return [cells.encode(extras[0])]
    memo = {id(extra): extra for extra in extras}
    told = {key: cells.encode(extra) for key, extra in memo.items()}
    return [cells.listed([told[id(extra)] for extra in extras])]


def _periods(periods: Sequence[Period], membership: Mapping[str, Any], rows: int) -> cells.Rows:
    """Which periods each row overlaps and which it may lie outside of; each combination is written once."""
    import numpy as np
    import pandas as pd

    codes = np.zeros(rows, dtype="int64")
    for first in range(0, len(periods), _WORD):
        word = np.zeros(rows, dtype="int64")
        for at, period in enumerate(periods[first : first + _WORD]):
            overlaps, inside = (bits.astype("int64") for bits in membership[period.period_id])
            word |= (overlaps << 2 * at) | (inside << 2 * at + 1)
        words, distinct = pd.factorize(word)
        codes, _ = pd.factorize(codes * len(distinct) + words)
    _, firsts = np.unique(codes, return_index=True)
    states = [(period.period_id, *membership[period.period_id]) for period in periods]
    return cells.taken([_said(states, row) for row in firsts.tolist()], codes)


def _said(states: Sequence[tuple[str, Any, Any]], row: int) -> str:
    certain = [period_id for period_id, overlaps, _ in states if overlaps[row]]
    possible = [period_id for period_id, overlaps, inside in states if overlaps[row] and not inside[row]]
    return f'"periods": {cells.encode(certain)}, "periods_possible": {cells.encode(possible)}'


def _geometries(shapes: numpy.ndarray, drawn: dict[int, str]) -> list[cells.Part]:
    """The geometry of each row; points, which nearly all are, from arrays of their coordinates."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    import shapely

    pinned = (shapely.get_type_id(shapes) == 0) & ~shapely.is_empty(shapes) & ~shapely.has_z(shapes)
    at = shapes if pinned.all() else np.where(pinned, shapes, shapely.Point(0, 0))
    x, y = (cells.numbers(_rounded_all(of(at))) for of in (shapely.get_x, shapely.get_y))
    points = ['{"type": "Point", "coordinates": [', x, ", ", y, "]}"]
    if pinned.all():
        return points
    other = [drawn.get(id(shape)) or drawn.setdefault(id(shape), _text(shape)) for shape in shapes[~pinned]]
    if not pinned.any() and len(set(other)) == 1:
        return other[:1]
    return [pc.replace_with_mask(cells.joined(*points), pa.array(~pinned), cells.listed(other))]


def _rounded_all(values: numpy.ndarray) -> numpy.ndarray:
    """What `round` makes of each number: at once where no half is near, of which `round` alone knows the side."""
    import numpy as np

    scaled = values * _SCALE
    whole = np.rint(scaled)
    rounded: numpy.ndarray = whole / _SCALE
    doubtful = np.abs(np.abs(scaled - whole) - 0.5) < _HALF
    rounded[doubtful] = [round(value, _DECIMALS) for value in values[doubtful].tolist()]
    return rounded


def _text(shape: BaseGeometry | None) -> str:
    return cells.encode(_geometry(shape))


def _geometry(shape: BaseGeometry | None) -> dict[str, Any] | None:
    from shapely.geometry import mapping

    if shape is None or shape.is_empty:
        return None
    drawn: dict[str, Any] = mapping(shape)
    return {"type": drawn["type"], "coordinates": _rounded(drawn["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float | int):
        return round(float(coordinates), _DECIMALS)
    return [_rounded(part) for part in coordinates]
