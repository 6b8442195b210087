"""The joined features as GeoJSON, for QGIS and for checking; suggested events as a table, for reviewing."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.records import Period
from geo.schema import EVENT_COLUMNS, PLACE_COLUMNS

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

_DECIMALS = 5  # degrees; about a metre
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # or else spreadsheets take UTF-8 for an old encoding
_RUN = re.compile(r"[=+\-@\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
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
