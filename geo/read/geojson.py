"""Stage 1 of 6, JSON: features with properties and times, from one collection, one a line, or the rows of a list."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.read.features import Feature, meaning, table_of, union
from geo.read.jsonrows import is_list_of_rows, is_row, rows_of_tags, table_of_lists
from geo.read.linked import is_linked, linked_cells
from geo.read.table import Table
from geo.read.tell import fault_of
from geo.records import Fault, Level

# Numbers stay as they are written: ids keep all their digits, coordinates get none.
_JSON = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
_SPACE = re.compile(r"[ \t\n]*")
_WGS84 = re.compile(r"(^|[:/])(CRS84h?|(EPSG[:/]+([\d.]*[:/])?)?(4326|4979))$|^WGS ?84$", re.IGNORECASE)
_SEVERAL = ("times", "coordTimes")  # a time for each point of a line
_PARTS = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
          "FeatureCollection", "Topology")  # fmt: skip
_SAID = 20
_REMEDY = "Write a FeatureCollection, a list of objects, or a feature a line in a file .jsonl"


class _BrokenError(ValueError):
    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def read_geojson(text: str, file: str, faults: list[Fault]) -> Table | None:
    """Return the features of a collection (or a single one), or the rows of a list, as a table; None after telling why
    there is none."""
    members: dict[str, Any] = {}
    found = _Found()
    line, counted_to = 1, 0
    try:
        for position, value in _items(text, members):
            if position < 0:  # a feature a line, in a file that is named otherwise
                return read_lines(text, file, faults)
            line, counted_to = line + text.count("\n", counted_to, position), position
            found.add(value, line)
    except _BrokenError as problem:
        line = text.count("\n", 0, problem.position) + 1
        remedy = "Mend the JSON at this line; the rest of the file could not be read"
        faults.append(Fault(Level.ERROR, str(problem), file, line, remedy=remedy))
        return None
    if members.get("type") == "Feature":
        found.add(members, 1)
    elif "features" not in members:
        lists = [value for value in members.values() if is_list_of_rows(value)]
        if len(lists) != 1:  # what an interface answers holds one, beside words on it
            faults.append(Fault(Level.ERROR, "this JSON holds no features", file, remedy=_REMEDY))
            return None
        for value in lists[0]:
            found.add(value, 1)
    if not _is_wgs84(members.get("crs"), file, faults):
        return None
    return found.table(file, faults)


def read_lines(text: str, file: str, faults: list[Fault]) -> Table | None:
    """Return a feature a line as a table."""
    found = _Found()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = _JSON.decode(line)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, Mapping) and not _is_wgs84(value.get("crs"), file, faults, number):
            return None
        found.add(value, number)
    if not found:
        faults.append(Fault(Level.ERROR, "no line of it is a feature", file, remedy=_REMEDY))
        return None
    return found.table(file, faults)


@dataclass(slots=True)
class _Found:
    """What a file holds: features or rows of cells, and the lines of what is neither."""

    features: list[Feature] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.features or self.rows)

    def add(self, value: Any, line: int) -> None:
        """Take in one value."""
        if isinstance(value, list) and is_row(value):
            self.rows.append((line, [cell_of(cell) for cell in value]))
        elif (feature := feature_of(value, line)) is not None:
            self.features.append(feature)
        else:
            self.others.append(line)

    def table(self, file: str, faults: list[Fault]) -> Table | None:
        """All of it as a table; among features, a list is none and rejected."""
        rows = self.rows
        if all(name.startswith("#") for feature in self.features for name in feature.cells):
            rows = rows or rows_of_tags(self.features)
        elif rows:
            rows, self.others = [], sorted([*self.others, *(line for line, _ in rows)])
        _tell_others(self.others, file, faults)
        if rows:
            return table_of_lists(rows, file, faults, rejected=len(self.others))
        return table_of(self.features, file, faults, rejected=len(self.others))


def feature_of(value: Any, line: int) -> Feature | None:
    """Return one feature with its properties as cells; None if it is none."""
    if not isinstance(value, Mapping):
        return None
    if value.get("type") != "Feature" and "properties" not in value:
        return Feature(line, _cells(value)) if value and value.get("type") not in _PARTS else None
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


def _tell_others(others: list[int], file: str, faults: list[Fault]) -> None:
    for number in others[:_SAID]:
        faults.append(Fault(Level.FAULT, "this is no feature; row rejected", file, number, remedy=_REMEDY))
    if rest := others[_SAID:]:
        faults.append(fault_of(Level.FAULT, f"{len(rest):,} more were no features and rejected", file, rest))


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
    """Yield position and value of each feature of a collection or member of a list, one at a time.

    The other members of the collection are put into a dict. A position of -1 says that more objects follow the first.
    """
    start = _skip(text, 0)
    if text.startswith("[", start):
        members["features"] = True
        at = yield from _listed(text, start)
    else:
        at = yield from _members(text, start, members)
    if text.startswith("{", at) and text.startswith("{", start):
        yield -1, None
    elif at < len(text):
        raise _BrokenError("this is no JSON: more stands behind its end", at)


def _members(text: str, at: int, members: dict[str, Any]) -> Generator[tuple[int, Any], None, int]:
    at = _past(text, at, "{")
    if text.startswith("}", at):
        return _skip(text, at + 1)
    while True:
        name, at = _value(text, at)
        at = _past(text, at, ":")
        if name == "features" and text.startswith("[", at):
            members["features"] = True
            at = yield from _listed(text, at)
        else:
            members[str(name)], at = _value(text, at)
        if text.startswith("}", at):
            return _skip(text, at + 1)
        at = _past(text, at, ",")


def _listed(text: str, at: int) -> Generator[tuple[int, Any], None, int]:
    """Yield the members of a list; return the position behind it."""
    at = _skip(text, at + 1)
    while not text.startswith("]", at):
        start = at
        value, at = _value(text, at)
        yield start, value
        if not text.startswith("]", at):
            at = _past(text, at, ",")
    return _skip(text, at + 1)


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
