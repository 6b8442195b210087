"""The joined features as GeoJSON, for QGIS and for checking; suggested events as a table, for reviewing."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from json.encoder import encode_basestring
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.records import Fault, Level, Period
from geo.schema import EVENT_COLUMNS, PLACE_COLUMNS

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

TABLE = "events.geojson"
_DECIMALS = 5  # degrees; about a metre
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # or else spreadsheets take UTF-8 for an old encoding
_RUN = re.compile(r"[=+\-@\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_BLOCK = 4_096  # rows of a piece
_FEATURE, _AFTER_ID = (
    b'{"type": "Feature", "id": ',
    b', "properties": ',
)  # of a feature's line; no text holds a bare quote
# Where its row stands, which is no part of an event.
_STANDS = re.compile(rb'"file": (?:null|"(?:[^"\\]|\\.)*"), "line": \d+')
_IDS_SAID = 5
_COMPUTED = ("earliest", "latest", "date_qualifier", "file", "line")


def geojson(features: geopandas.GeoDataFrame, periods: Sequence[Period], membership: Mapping[str, Any]) -> str:
    """The pieces of `geojson_pieces` as one text."""
    return "".join(geojson_pieces(features, periods, membership))


def geojson_pieces(
    features: geopandas.GeoDataFrame, periods: Sequence[Period], membership: Mapping[str, Any]
) -> Iterator[str]:
    """A FeatureCollection in EPSG:4326, one feature a line, in table order; null geometry where there is no place.

    Properties are the columns of the event table, what the tool added to them, `periods` (ids of every
    period that the event overlaps) and `periods_possible` (those of them that it may lie outside of).
    `membership` maps a period's id to its two boolean arrays, overlaps and inside. In pieces, for the text of a
    large table is larger than all else that a build holds.
    """
    columns = {name: features[name].to_numpy() for name in (*EVENT_COLUMNS, *_COMPUTED, *PLACE_COLUMNS)}
    shapes, extras = features.geometry.to_numpy(), features["extra"].to_numpy()
    told = _Periods(periods, membership)
    drawn: dict[int, str] = {}  # lines and areas are shared by many rows
    yield '{"type": "FeatureCollection", "features": [\n'
    for start in range(0, len(features), _BLOCK):
        block = slice(start, start + _BLOCK)
        cells = {name: _cells(column[block]) for name, column in columns.items()}
        parts = [
            *(piece for name, told_cells in cells.items() for piece in (f'"{name}": ', told_cells, ", ")),
            told.cells(block), ', "extra": ', _extras(extras[block]),
        ]  # fmt: skip
        whole = ['{"type": "Feature", "id": ', cells["event_id"], ', "properties": {', *parts, '}, "geometry": ']
        lines = _lines([*whole, _geometries(shapes[block], drawn), "}"], len(shapes[block]))
        yield (",\n" if start else "") + ",\n".join(lines)
    yield "\n]}\n"


def _lines(parts: Sequence[str | list[str]], rows: int) -> Iterator[str]:
    """One text a row: of each part what it has for that row, or its one text for all."""
    template = "".join(part.replace("%", "%%") if isinstance(part, str) else "%s" for part in parts)
    varying = [part for part in parts if not isinstance(part, str)]
    return map(template.__mod__, zip(*varying, strict=True) if varying else repeat((), rows))


def _cells(column: Any) -> str | list[str]:
    """The values of a column as JSON: one text if all are the same.

    Blank and NaN become null, so that QGIS takes a column of numbers for one.
    """
    values = column.tolist()
    if column.dtype.kind in "fi" and not (abs(column) == math.inf).any():
        return ["null" if value != value else repr(value) for value in values]
    if not set(map(type, values)) <= {str, type(None)}:
        return [_ENCODE(None if value == "" or value != value else value) for value in values]
    memo = {value: encode_basestring(value) if value else "null" for value in set(values)}
    return next(iter(memo.values())) if len(memo) == 1 else [memo[value] for value in values]


def _extras(extras: Any) -> str | list[str]:
    """What else the rows hold; equal ones are one dict mostly."""
    memo = {id(extra): extra for extra in extras}
    told = {key: _ENCODE(extra) for key, extra in memo.items()}
    return next(iter(told.values())) if len(told) == 1 else [told[id(extra)] for extra in extras]


class _Periods:
    """Which periods each row overlaps and which it may lie outside of; each combination is written once."""

    def __init__(self, periods: Sequence[Period], membership: Mapping[str, Any]) -> None:
        self._ids = [period.period_id for period in periods]
        self._bits = [bits for period_id in self._ids for bits in membership[period_id]]
        self._told: dict[tuple[bool, ...], str] = {}

    def cells(self, block: slice) -> str | list[str]:
        if not self._ids:
            return self._text(())
        keys = list(zip(*(bits[block].tolist() for bits in self._bits), strict=True))
        self._told |= {key: self._text(key) for key in set(keys) - self._told.keys()}
        return [self._told[key] for key in keys]

    def _text(self, key: tuple[bool, ...]) -> str:
        states = list(zip(self._ids, key[::2], key[1::2], strict=True))
        certain = [period_id for period_id, overlaps, _ in states if overlaps]
        possible = [period_id for period_id, overlaps, inside in states if overlaps and not inside]
        return f'"periods": {_ENCODE(certain)}, "periods_possible": {_ENCODE(possible)}'


def _geometries(shapes: Any, drawn: dict[int, str]) -> list[str]:
    """The geometry of each row; points, which nearly all are, from arrays of their coordinates."""
    import shapely

    pinned = (shapely.get_type_id(shapes) == 0) & ~shapely.is_empty(shapes) & ~shapely.has_z(shapes)
    rows = zip(pinned.tolist(), shapely.get_x(shapes).tolist(), shapely.get_y(shapes).tolist(), shapes, strict=True)
    return [
        f'{{"type": "Point", "coordinates": [{round(x, _DECIMALS)!r}, {round(y, _DECIMALS)!r}]}}'
        if point
        else drawn.get(id(shape)) or drawn.setdefault(id(shape), _ENCODE(_geometry(shape)))
        for point, x, y, shape in rows
    ]


def known(table: Path) -> dict[bytes, int]:
    """What the events of a file of `geojson` are, if it is there: a hash by id, which is as JSON has it.

    Where its row stands is no part of an event: moving rows is no news. The hash holds for this process alone.
    """
    if not table.is_file():
        return {}
    start = len(_FEATURE)
    with table.open("rb") as file:
        lines = (line.rstrip(b",\r\n") for line in file if line.startswith(_FEATURE) and _AFTER_ID in line)
        return {line[start : line.find(_AFTER_ID)]: hash(_STANDS.sub(b"", line, count=1)) for line in lines}


def news(before: Mapping[bytes, int], table: Path) -> list[Fault]:
    """Note which events were added, changed or removed since `before`, if anything was known before."""
    now = known(table) if before else {}
    kinds = {
        "added": [event for event in now if event not in before],
        "changed": [event for event, content in now.items() if before.get(event, content) != content],
        "removed": [event for event in before if event not in now],
    }
    told = ", ".join(f"{len(ids):,} {kind} ({_some(ids)})" for kind, ids in kinds.items() if ids)
    return [Fault(Level.NOTE, f"events since the last build: {told}", str(table))] if told else []


def _some(ids: Sequence[bytes]) -> str:
    named = (event.decode("utf-8", "replace").strip('"') for event in ids[:_IDS_SAID])
    return ", ".join(named) + (" …" if len(ids) > _IDS_SAID else "")


def event_table(events: pandas.DataFrame) -> str:
    """Events as a CSV that can stand in events/, and that a spreadsheet opens without harm: RFC 4180."""
    columns = [events[name].tolist() for name in EVENT_COLUMNS]
    lines = [EVENT_COLUMNS, *zip(*columns, strict=True)]
    return _BOM + "".join(",".join(map(_cell, line)) + "\r\n" for line in lines)


def _cell(value: str | float) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe, which reading takes off again."""
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.{_DECIMALS}f}"
    inert = f"'{value}" if _RUN.match(value) and not _NUMBER.fullmatch(value) else value
    quoted = inert.replace('"', '""')
    return f'"{quoted}"' if re.search(r'[",\r\n]', inert) else inert


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
