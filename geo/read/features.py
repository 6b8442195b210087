"""Stage 1 of 6, features to columns: what GeoJSON, Linked Places and KML hold becomes the same table as a CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from geo.read.columns import EVENTS, fold_name
from geo.read.decode import tamed
from geo.read.shapes import REPAIRED, place_of
from geo.read.table import Table
from geo.read.tell import counted, fault_of
from geo.records import Fault, Level

_POSITION = ("latitude", "longitude")
_REACH = ("geo_precision", "radius_km")
_TIMES = ("time", "timestamp", "datetime", "date_time", "when")  # name a date where no column that we know does
_NEEDED = (("title", "notes"), ("date_start",), ("source",))  # a feature may lack them; then its row says so
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS = re.compile(r"-?\d{12,13}(\.0+)?", re.ASCII)
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing of a file: where it stands, what it says, its geometry as GeoJSON writes it."""

    line: int
    cells: dict[str, str]
    geometry: Any = None
    told: tuple[str, ...] = ()  # how it was read, where that has to be said


@lru_cache(maxsize=4096)
def meaning(name: str) -> str:
    """Return the column that a name means, "" if we do not know it."""
    folded = fold_name(name)
    return folded if folded in EVENTS.names else EVENTS.same.get(folded) or EVENTS.like.get(folded, "")


def table_of(features: Sequence[Feature], file: str, faults: list[Fault], *, rejected: int = 0) -> Table:
    """Return the features as a table, a row each; what is decided on the way is told.

    Parameters
    ----------
    rejected : int
        How many more were read but are none; counted as rejected rows.
    """
    lines = [feature.line for feature in features]
    if any(a >= b for a, b in pairwise(lines)):
        lines = list(range(1, len(lines) + 1))
        message = "several features stand on one line: here, line 3 is the third feature"
        faults.append(Fault(Level.NOTE, message, file))
    rows = [dict(feature.cells) for feature in features]
    if features:
        _place(rows, features, lines, file, faults)
    told: dict[str, list[int]] = {}
    for feature, line in zip(features, lines, strict=True):
        for message in feature.told:
            told.setdefault(message, []).append(line)
    faults += [fault_of(Level.NOTE, message, file, where, column="date_start") for message, where in told.items()]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    _dated(columns, lines, file, faults)
    known = {meaning(name) for name in columns}
    for need in _NEEDED:
        if not known & set(need):
            columns[need[0]] = [""] * len(rows)
    header = lines[0] if lines else 1
    table = Table(file, tuple(columns), tuple(columns.values()), lines, header, rejected=rejected)
    return cleaned(table, faults)


def cleaned(table: Table, faults: list[Fault]) -> Table:
    """Return the table with cells that hold no characters that do things: escapes bring in what no text file could."""
    told: list[Fault] = []
    columns = tuple(_tamed(cells, table.file, told) for cells in table.columns)
    names = tuple(_tamed(table.names, table.file, told))
    messages = dict.fromkeys(re.sub(r"^[\d,]+ ", "", fault.message) for fault in told)
    for message in messages:
        alike = [fault for fault in told if fault.message.endswith(message)]
        faults.append(replace(alike[0], message=f"in {counted(len(alike), 'text')}, {message}", line=0))
    return replace(table, names=names, columns=columns)


def _tamed(cells: Sequence[str], file: str, told: list[Fault]) -> list[str]:
    distinct = set(cells)
    mended = {}
    for cell in distinct:
        if cell.isascii() and cell.isprintable():
            continue
        plain = _SURROGATES.sub("�", cell).replace("\r\n", "\n").replace("\r", "\n")
        if (plain := tamed(plain, file, told, True).strip()) != cell:
            mended[cell] = plain
    return [mended.get(cell, cell) for cell in cells] if mended else list(cells)


def _place(
    rows: list[dict[str, str]], features: Sequence[Feature], lines: Sequence[int], file: str, faults: list[Fault]
) -> None:
    """Each row's geometry as latitude and longitude; a property of that meaning counts only where there is none."""
    shapes: list[int] = []
    repaired: list[int] = []
    bad: dict[str, list[int]] = {}
    other: list[int] = []
    for row, feature, line in zip(rows, features, lines, strict=True):
        try:
            lat, lon, radius, how = place_of(feature.geometry)
        except ValueError as problem:
            bad.setdefault(str(problem), []).append(line)
            lat = lon = radius = how = ""
        stated = {means: row.pop(name) for name in list(row) if (means := meaning(name)) in _POSITION}
        if not (lat or lon):
            lat, lon = (stated.get(axis, "") for axis in _POSITION)
        elif any(stated.values()) and not _agree((lat, lon), stated):
            other.append(line)
        row |= {"latitude": lat, "longitude": lon}
        if radius:
            shapes.append(line)
            for name, value in zip(_REACH, ("region", radius), strict=True):
                at = next((n for n in row if meaning(n) == name), name)
                row[at] = row.get(at) or value
        if how == REPAIRED:
            repaired.append(line)
    _tell = _teller(file, faults)
    for message, where in bad.items():
        _tell(Level.FAULT, f"{message}; the event is without place", where)
    _tell(Level.NOTE, "the shape crosses itself and was repaired", repaired)
    _tell(Level.NOTE, "a point in the shape and how far it reaches from there stand for a line or an area", shapes)
    _tell(Level.NOTE, "the properties give other coordinates than the geometry, which was read", other)


def _agree(place: tuple[str, str], stated: Mapping[str, str]) -> bool:
    try:
        return all(
            abs(float(given) - float(stated[axis])) < 1e-3
            for axis, given in zip(_POSITION, place, strict=True)
            if stated.get(axis)
        )
    except ValueError:
        return False


def _teller(file: str, faults: list[Fault]) -> Callable[[Level, str, list[int]], None]:
    def tell(level: Level, message: str, where: list[int]) -> None:
        if where:
            faults.append(fault_of(level, message, file, where, column="geometry"))

    return tell


def _dated(columns: dict[str, list[str]], lines: Sequence[int], file: str, faults: list[Fault]) -> None:
    """Give a time the name of a date, and milliseconds since 1970, which such files count by custom, a day."""
    if "date_start" not in {meaning(name) for name in columns}:
        time = next((name for name in columns if fold_name(name) in _TIMES), "")
        if time:
            columns["date_start"] = columns.pop(time)
    for name in [name for name in columns if meaning(name) in ("date_start", "date_end")]:
        counted_in_ms = [row for row, cell in enumerate(columns[name]) if _MILLISECONDS.fullmatch(cell)]
        for row in counted_in_ms:
            columns[name][row] = _day(columns[name][row])
        if counted_in_ms:
            message = "milliseconds since 1970 were read as days in UTC"
            faults.append(fault_of(Level.NOTE, message, file, [lines[row] for row in counted_in_ms], column=name))


def _day(milliseconds: str) -> str:
    return (_EPOCH + timedelta(milliseconds=float(milliseconds))).date().isoformat()


def union(parts: Iterable[str]) -> str:
    """Return several values as one cell, each once."""
    return ";".join(dict.fromkeys(part for part in parts if part))
