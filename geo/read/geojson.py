"""Stage 1 of 6, GeoJSON: features with properties and times, from one collection or one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from geo.read.features import Feature, meaning, table_of, union
from geo.read.linked import is_linked, linked_cells
from geo.read.table import Table
from geo.read.tell import fault_of
from geo.records import Fault, Level

# Numbers stay as they are written: ids keep all their digits, coordinates get none.
_JSON = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
_SPACE = re.compile(r"[ \t\n]*")
_WGS84 = re.compile(r"(^|[:/])(CRS84h?|(EPSG[:/]+([\d.]*[:/])?)?(4326|4979))$|^WGS ?84$", re.IGNORECASE)
_SEVERAL = ("times", "coordTimes")  # a time for each point of a line
_SAID = 20
_REMEDY = "Write a FeatureCollection, or a feature a line in a file .jsonl"


class _BrokenError(ValueError):
    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def read_geojson(text: str, file: str, faults: list[Fault]) -> Table | None:
    """Return the features of a collection (or a single one) as a table; None after telling why there is none."""
    members: dict[str, Any] = {}
    features: list[Feature] = []
    others: list[int] = []
    line, counted_to = 1, 0
    try:
        for position, value in _items(text, members):
            line, counted_to = line + text.count("\n", counted_to, position), position
            feature = feature_of(value, line)
            if feature is None:
                others.append(line)
            else:
                features.append(feature)
    except _BrokenError as problem:
        line = text.count("\n", 0, problem.position) + 1
        remedy = "Mend the JSON at this line; the rest of the file could not be read"
        faults.append(Fault(Level.ERROR, str(problem), file, line, remedy=remedy))
        return None
    if members.get("type") == "Feature":
        features = [feature for feature in [feature_of(members, 1)] if feature]
    elif "features" not in members:
        faults.append(Fault(Level.ERROR, "this JSON holds no features", file, remedy=_REMEDY))
        return None
    if not _is_wgs84(members.get("crs"), file, faults):
        return None
    return _table(features, others, file, faults)


def read_lines(text: str, file: str, faults: list[Fault]) -> Table | None:
    """Return a feature a line as a table."""
    features: list[Feature] = []
    others: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = _JSON.decode(line)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, Mapping) and not _is_wgs84(value.get("crs"), file, faults, number):
            return None
        feature = feature_of(value, number)
        if feature is None:
            others.append(number)
        else:
            features.append(feature)
    if not features:
        faults.append(Fault(Level.ERROR, "no line of it is a feature", file, remedy=_REMEDY))
        return None
    return _table(features, others, file, faults)


def feature_of(value: Any, line: int) -> Feature | None:
    """Return one feature with its properties as cells; None if it is none."""
    if not isinstance(value, Mapping):
        return None
    if value.get("type") != "Feature" and "properties" not in value:
        return Feature(line, _cells(value)) if value and "type" not in value else None
    properties = value.get("properties") or {}
    if not isinstance(properties, Mapping):
        return None
    cells = _cells(properties)
    if (given := cell_of(value.get("id"))) and not any(meaning(name) == "event_id" for name in cells):
        cells = {"id": given} | cells
    told: tuple[str, ...] = ()
    if is_linked(value):
        linked, told = linked_cells(value)
        stated = {meaning(name) for name in cells} | set(cells)
        cells |= {name: cell for name, cell in linked.items() if name not in stated}
    return Feature(line, cells, value.get("geometry"), told)


def cell_of(value: Any) -> str:
    """Return a value of JSON as one cell; several are parted by semicolons, what is nested stays JSON."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and not any(isinstance(part, list | Mapping) for part in value):
        return union(map(cell_of, value))
    return json.dumps(value, ensure_ascii=False)


def _cells(properties: Mapping[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    stated = {meaning(name) for name, value in properties.items() if cell_of(value)}
    for name, value in properties.items():
        if name == "when" and isinstance(value, Mapping):
            continue  # a record of linked places, see there
        if name in _SEVERAL and isinstance(value, list):
            times = [cell_of(time) for time in value]
            if times and "date_start" not in stated:
                cells |= {"date_start": times[0], "date_end": times[-1] if times[-1] != times[0] else ""}
        elif cell := cell_of(value):
            cells[name.strip()] = cell
    return cells


def _table(features: list[Feature], others: list[int], file: str, faults: list[Fault]) -> Table:
    for number in others[:_SAID]:
        faults.append(Fault(Level.FAULT, "this is no feature; row rejected", file, number, remedy=_REMEDY))
    if rest := others[_SAID:]:
        faults.append(fault_of(Level.FAULT, f"{len(rest):,} more were no features and rejected", file, rest))
    return table_of(features, file, faults, rejected=len(others))


def _is_wgs84(crs: Any, file: str, faults: list[Fault], line: int = 0) -> bool:
    """Tell whether positions are degrees, longitude first; add an ERROR that names the CRS if not."""
    if crs is None:
        return True
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = cell_of(properties.get("name") or properties.get("code")) if isinstance(properties, Mapping) else ""
    if _WGS84.search(name):
        return True
    message = "the coordinates are of another CRS, not degrees of WGS 84"
    remedy = "Save it anew in EPSG:4326, as in `ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson`"
    faults.append(Fault(Level.ERROR, message, file, line, "crs", name or cell_of(crs), remedy))
    return False


def _items(text: str, members: dict[str, Any]) -> Iterator[tuple[int, Any]]:
    """Yield position and value of each feature of a collection, one at a time; put the other members into a dict."""
    at = _past(text, 0, "{")
    if text.startswith("}", at):
        return
    while True:
        name, at = _value(text, at)
        at = _past(text, at, ":")
        if name == "features" and text.startswith("[", at):
            members["features"] = True
            at = _skip(text, at + 1)
            while not text.startswith("]", at):
                start = at
                value, at = _value(text, at)
                yield start, value
                if not text.startswith("]", at):
                    at = _past(text, at, ",")
            at = _skip(text, at + 1)
        else:
            members[str(name)], at = _value(text, at)
        if text.startswith("}", at):
            return
        at = _past(text, at, ",")


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        value, end = _JSON.raw_decode(text, at)
    except json.JSONDecodeError as problem:
        raise _BrokenError(f"this is no JSON: {problem.msg}", problem.pos) from None
    except RecursionError:
        raise _BrokenError("this JSON is nested too deeply", at) from None
    return value, _skip(text, end)


def _past(text: str, at: int, mark: str) -> int:
    at = _skip(text, at)
    if not text.startswith(mark, at):
        raise _BrokenError(f"this is no JSON: there should be {mark!r} here", min(at, len(text)))
    return _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it always matches
