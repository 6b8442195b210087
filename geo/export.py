"""The joined features as GeoJSON, for QGIS and for checking; suggested events as a table, for reviewing."""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

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
_FEATURE = '{"type": "Feature", "id": '  # how the line of a feature begins
# Where its row stands, which is no part of an event.
_STANDS = re.compile(r'"file": (?:null|"(?:[^"\\]|\\.)*"), "line": \d+')
_IDS_SAID = 5
_COMPUTED = ("earliest", "latest", "date_qualifier", "file", "line")


def geojson(features: geopandas.GeoDataFrame, periods: Sequence[Period], membership: Mapping[str, Any]) -> str:
    """A FeatureCollection in EPSG:4326, one feature a line, in table order; null geometry where there is no place.

    Properties are the columns of the event table, what the tool added to them, `periods` (ids of every
    period that the event overlaps) and `periods_possible` (those of them that it may lie outside of).
    `membership` maps a period's id to its two boolean arrays, overlaps and inside.
    """
    names = [*EVENT_COLUMNS, *_COMPUTED, *PLACE_COLUMNS]
    columns = {name: features[name].tolist() for name in names}
    certain: list[list[str]] = [[] for _ in range(len(features))]
    possible: list[list[str]] = [[] for _ in range(len(features))]
    for period in periods:
        overlaps, inside = membership[period.period_id]
        for i in overlaps.nonzero()[0]:
            certain[i].append(period.period_id)
            if not inside[i]:
                possible[i].append(period.period_id)
    lines = [
        _line(
            {name: _value(column[i]) for name, column in columns.items()}
            | {"periods": certain[i], "periods_possible": possible[i], "extra": extra},
            shape,
        )
        for i, (shape, extra) in enumerate(zip(features.geometry, features["extra"], strict=True))
    ]
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"


def news(table: Path, content: bytes) -> list[Fault]:
    """Note how the events of a new `geojson` differ from those in the file that stands there, if there is one.

    Where a row stands is no part of an event: moving rows is no news.
    """
    if not table.is_file():
        return []
    new = dict(filter(None, map(_known, _lines(io.BytesIO(content)))))
    changed, removed = [], []
    with table.open("rb") as before:
        for event_id, digest in filter(None, map(_known, _lines(before))):
            if event_id not in new:
                removed.append(event_id)
            elif new.pop(event_id) != digest:
                changed.append(event_id)
    kinds = {"added": list(new), "changed": changed, "removed": removed}
    told = ", ".join(f"{len(ids):,} {kind} ({_some(ids)})" for kind, ids in kinds.items() if ids)
    return [Fault(Level.NOTE, f"events since the last build: {told}", str(table))] if told else []


def _lines(file: BinaryIO) -> Iterator[str]:
    return (line.decode("utf-8", "replace") for line in file)


def _known(line: str) -> tuple[str, bytes] | None:
    """Id and digest of a feature's line; None for other lines."""
    if not line.startswith(_FEATURE):
        return None
    try:
        event_id, _ = json.JSONDecoder().raw_decode(line, len(_FEATURE))
    except ValueError:
        return None
    content = _STANDS.sub("", line.rstrip().removesuffix(","), count=1)
    return str(event_id), hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()[:12]


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_IDS_SAID]) + (" …" if len(ids) > _IDS_SAID else "")


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


def _line(properties: dict[str, Any], shape: BaseGeometry | None) -> str:
    feature = {
        "type": "Feature",
        "id": properties["event_id"],
        "properties": properties,
        "geometry": _geometry(shape),
    }
    return json.dumps(feature, ensure_ascii=False, allow_nan=False)


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


def _value(value: Any) -> Any:
    """Blank and NaN become null, so that QGIS takes a column of numbers for one."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    return value
