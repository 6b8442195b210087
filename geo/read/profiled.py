"""Stage 1 of 6, tables of a known format: their columns and codes to ours, as a profile says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.read.cells import Cells, Column, cells_of, either, has_text
from geo.read.columns import EVENTS, Columns, fold_name, name_columns
from geo.read.profile import FIELD, OURS, Profile, has_tag, parts, tag_of
from geo.read.table import Table
from geo.read.tell import counted
from geo.records import Fault, Level
from geo.schema import split_values
from geo.texts import repeated

_DATES = ("date_start", "date_end", "source_date")
_NUMBERS = ("fatalities", "fatalities_low", "fatalities_high")
_WITHIN = (("admin1", "adm1"), ("country", "country"))  # what holds a place that is not named at all
_LISTS = ("source", "source_date")  # a report for each value, so that the same one often stands there again
_WRITTEN = {*_DATES, *_NUMBERS, *_LISTS}
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]0?0:00(?::00)?(?:\.0+)?Z?|\d{6})?", re.ASCII)
_WHOLE = re.compile(r"(-?\d+)\.0+", re.ASCII)


def columns_of(profile: Profile, table: Table, faults: list[Fault]) -> Columns:
    """Return the table by our names; what the profile gives none is kept under its own."""
    reader = _Reader(profile, table)
    ours = {name: cells for name, ways in profile.columns.items() if (cells := reader.filled(ways)) is not None}
    named = {name: ways for name, ways in profile.columns.items() if any("{" + OURS in way for way in ways)}
    known, unknown = _rest(profile, table, reader, faults)
    if profile.fills:
        ours = {name: cells for name, cells in ours.items() if name not in known}
        named = {name: ways for name, ways in named.items() if name not in known}
    known |= ours
    for name, cells in known.items():
        known[name] = _plain(name, cells, profile)
    unknown |= _areas(profile, known, len(table))
    for name, ways in named.items():
        known[name] = reader.filled(ways, known) or [""] * len(table)
    fixed = {**profile.fixed, **({"licence": profile.licence} if profile.licence else {})}
    for name, value in fixed.items():
        whole = Cells(repeated(value, len(table)).__arrow_array__())
        known[name] = either(known[name], whole) if name in known else whole
    _tell(profile, table, reader.blanked, faults)
    return Columns(table, known, unknown)


class _Reader:
    """Finds the format's columns in a table, by name or tag, and remembers which were read."""

    def __init__(self, profile: Profile, table: Table) -> None:
        self._table = table
        self._blank = set(profile.blank)
        self._at: dict[str, int] = {}
        for i, name in enumerate(table.names):
            self._at.setdefault(fold_name(name), i)
        self.read: set[int] = set()
        self.blanked = 0

    def index(self, name: str) -> int | None:
        if not name.startswith("#"):
            return self._at.get(fold_name(name))
        return next((i for i in range(len(self._table.names)) if has_tag(tag_of(self._table, i), name)), None)

    def cells(self, i: int) -> Sequence[str]:
        import pyarrow as pa
        from pyarrow import compute

        if not self._blank:
            return self._table.columns[i]
        arrow = cells_of(self._table.columns[i]).arrow
        meant = compute.is_in(arrow, pa.array(sorted(self._blank), pa.large_string()))
        number = compute.sum(meant).as_py() or 0
        if i not in self.read:
            self.blanked += number
        return Cells(compute.if_else(meant, "", arrow)) if number else Cells(arrow)

    def filled(self, ways: Sequence[str], ours: dict[str, Sequence[str]] | None = None) -> Sequence[str] | None:
        """The cells by the first way that says anything, row by row; None if the table has none of them."""
        found: Sequence[str] | None = None
        for way in ways:
            if (ours is None) and "{" + OURS in way:
                return None
            places = [self.index(part) for part in parts(way)]
            if None in places:
                continue
            indexes = [i for i in places if i is not None]
            if found is not None and "" not in found:
                break
            cells = self._composed(way, ours or {}) if "{" in way else self.cells(indexes[0])
            if found is None:
                self.read |= set(indexes)
            found = cells if found is None else either(found, cells)
        return found

    def _composed(self, way: str, ours: dict[str, Sequence[str]]) -> Sequence[str]:
        """What a template makes of each row; blank where a part of it is."""
        texts = FIELD.split(way)
        columns = []
        for name, width, part, days in zip(texts[1::5], texts[2::5], texts[3::5], texts[4::5], strict=True):
            i = None if name.startswith(OURS) else self.index(name)
            cells = ours.get(name.removeprefix(OURS), [""] * len(self._table)) if i is None else self.cells(i)
            if width:
                cells = [cell and cell.zfill(int(width)) for cell in cells]
            if days:
                cells = [_later(cell, int(days)) for cell in cells]
            columns.append([_part(cell, int(part)) for cell in cells] if part else cells)
        form = "%s".join(text.replace("%", "%%") for text in texts[::5])
        return [form % row if all(row) else "" for row in zip(*columns, strict=True)]


def _part(cell: str, at: int) -> str:
    found = cell.split(",")
    return found[at].strip() if -len(found) <= at < len(found) else ""


def _later(cell: str, days: int) -> str:
    """The day so many days after one; "" if there is none."""
    try:
        return (date.fromisoformat(_day(cell)) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _rest(
    profile: Profile, table: Table, reader: _Reader, faults: list[Fault]
) -> tuple[dict[str, Sequence[str]], dict[str, Sequence[str]]]:
    """What the profile does not read: by the usual names, and by their own."""
    out = {fold_name(name) for name in profile.leave_out}
    kept = [
        i
        for i, name in enumerate(table.names)
        if fold_name(name) not in out and (profile.fills or i not in reader.read) and has_text(table.columns[i])
    ]
    if profile.others == "known":
        tags = tuple(tag_of(table, i) for i in kept)
        some = replace(
            table, names=tuple(table.names[i] for i in kept), columns=tuple(table.columns[i] for i in kept), tags=tags
        )
        columns = name_columns(some, EVENTS, faults)
        free = {ours for ours in columns.known if profile.fills or ours not in profile.columns}
        return (
            {ours: cells for ours, cells in columns.known.items() if ours in free},
            {**columns.unknown, **{ours: cells for ours, cells in columns.known.items() if ours not in free}},
        )
    rest: dict[str, Sequence[str]] = {}
    for i in kept:
        name = table.names[i] or tag_of(table, i) or f"column {i + 1}"
        rest[name if name not in rest else f"{name} ({i + 1})"] = table.columns[i]
    return {}, rest


def _plain(name: str, cells: Sequence[str], profile: Profile) -> Sequence[str]:
    """The cells as we would write them: words for codes, days without a midnight, whole numbers, each report once."""
    codes = profile.codes.get(name, {})
    if not codes and name not in _WRITTEN:
        return cells
    column, written = Column(cells, ()), []
    for cell in column.values:
        value = whole[1] if (codes or name in _NUMBERS) and (whole := _WHOLE.fullmatch(cell)) else cell
        value = codes.get(value, codes.get("*", value)) if value else ""
        if name in _DATES:
            value = ";".join(_day(part) for part in value.split(";"))
        if name in _LISTS and ";" in value:
            value = "; ".join(dict.fromkeys(split_values(value)))
        written.append(value)
    return Cells(column.spread(written).__arrow_array__())


def _day(text: str) -> str:
    found = _DAY.fullmatch(text.strip())
    return "-".join(found.groups()) if found else text


def _areas(profile: Profile, known: dict[str, Sequence[str]], rows: int) -> dict[str, Sequence[str]]:
    """Let the area name the place where only the area is known; return what stood there instead."""
    blank = [""] * rows
    stated, precisions = list(known.get("location", blank)), list(known.get("geo_precision", blank))
    named, told = list(stated), list(precisions)
    for precision, column in profile.areas.items():
        for row, area in enumerate(known.get(column, ())):
            if area and precisions[row] == precision:
                named[row] = area
    points = list(known.get("latitude", blank))
    for column, precision in _WITHIN:
        for row, area in enumerate(known.get(column, ())):
            if area and not named[row] and not points[row]:
                named[row], told[row] = area, precision
    moved = [old if old != new else "" for old, new in zip(stated, named, strict=True)]
    if named != list(stated):
        known |= {"location": named, "geo_precision": told}
    return {"location as given": moved} if any(moved) else {}


def _tell(profile: Profile, table: Table, blanked: int, faults: list[Fault]) -> None:
    if blanked:
        words = ", ".join(map(repr, profile.blank))
        message = f"{counted(blanked, 'cell')} with {words} taken as blank, as {profile.title} means it"
        faults.append(Fault(Level.NOTE, message, table.file))
    if profile.said:
        faults.append(Fault(Level.NOTE, profile.said, table.file))
