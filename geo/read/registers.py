"""Stage 1 of 6, the small tables: sources.csv and periods.csv, row by row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from geo.read.columns import Naming, fold_name, has_header, name_columns, require
from geo.read.dates import WRITE_A_DATE, to_edtf
from geo.read.identity import check_source, missing
from geo.read.table import read_table
from geo.read.words import is_link
from geo.records import Fault, Level, Period, Source
from geo.when import OPEN, parse

Row = tuple[int, dict[str, str]]  # line, cells by column
SOURCES = Naming(
    ("source_id", "title", "outlet", "author", "date", "kind", "url", "licence", "notes"),
    {"id": "source_id", "name": "title", "publisher": "outlet", "type": "kind", "license": "licence",
     "link": "url", "source_url": "url"},
    {},
)  # fmt: skip
PERIODS = Naming(
    ("period_id", "title", "start", "stop", "color", "description", "source", "source_url", "parent"),
    {"id": "period_id", "name": "title", "from": "start", "end": "stop", "to": "stop", "colour": "color"},
    {},
)
_COLORS = {
    "black": "#000000", "blue": "#0000ff", "brown": "#a52a2a", "cyan": "#00ffff", "gray": "#808080",
    "green": "#008000", "grey": "#808080", "lime": "#00ff00", "magenta": "#ff00ff", "maroon": "#800000",
    "navy": "#000080", "olive": "#808000", "orange": "#ffa500", "pink": "#ffc0cb", "purple": "#800080",
    "red": "#ff0000", "silver": "#c0c0c0", "teal": "#008080", "white": "#ffffff", "yellow": "#ffff00",
}  # fmt: skip
_FIRST_DAY = "0001-01-01"


def rows_of(
    text: str, file: str, naming: Naming, needs: Sequence[Sequence[str]], faults: list[Fault]
) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """Yield line, known cells and other cells of each row of a small table; blank for absent columns."""
    table = read_table(text, file, faults)
    if table is None or not has_header(table, naming, faults):
        return
    columns = name_columns(table, naming, faults)
    for name in columns.unknown:
        message = "this column is not used"
        faults.append(Fault(Level.NOTE, message, file, table.header_line, name))
    if not require(columns, needs, faults):
        return
    for i, line in enumerate(table.lines):
        known = {name: columns.known[name][i] if name in columns.known else "" for name in naming.names}
        yield line, known, {name: cells[i] for name, cells in columns.unknown.items() if cells[i]}


def read_sources(text: str, file: str, faults: list[Fault]) -> dict[str, Source]:
    """Return the sources by id, in the order of the file."""
    sources: dict[str, Source] = {}
    first: dict[str, Row] = {}
    for line, row, _ in rows_of(text, file, SOURCES, [("source_id",), ("title", "outlet")], faults):
        if not _is_new(line, row, "source_id", first, file, faults):
            continue
        row["url"] = link_or_blank(row["url"], line, file, "url", faults)
        row["date"] = edtf_or_blank(row["date"], line, file, "date", faults)
        row["title"] = row["title"] or row["outlet"]
        sources[row["source_id"]] = Source(**row)
    return sources


def read_periods(text: str, file: str, as_of: str, sources: Collection[str], faults: list[Fault]) -> tuple[Period, ...]:
    """Return the periods in the order of the file; overlaps and gaps of siblings are noted."""
    periods: dict[str, Period] = {}
    lines: dict[str, int] = {}
    first: dict[str, Row] = {}
    for line, row, _ in rows_of(text, file, PERIODS, [("period_id",), ("start",), ("stop",)], faults):
        if not _is_new(line, row, "period_id", first, file, faults):
            continue
        period = _period(row, line, file, as_of, faults)
        check_source(row["source"], sources, file, line, faults)
        if period:
            periods[period.period_id], lines[period.period_id] = period, line
    faults += _unknown_parents(first, file)
    faults += _gaps_and_overlaps(list(periods.values()), lines, file)
    return tuple(periods.values())


def link_or_blank(value: str, line: int, file: str, column: str, faults: list[Fault]) -> str:
    """Return an http(s) address; anything else is told and left out."""
    if not value or is_link(value):
        return value
    message = "this is no web address; it was left out"
    faults.append(Fault(Level.FAULT, message, file, line, column, value, "Write http:// or https://"))
    return ""


def edtf_or_blank(value: str, line: int, file: str, column: str, faults: list[Fault]) -> str:
    """Return a date as EDTF; what is none is told and left out."""
    try:
        return to_edtf(value)[0] if value else ""
    except ValueError as problem:
        faults.append(Fault(Level.FAULT, str(problem), file, line, column, value, WRITE_A_DATE))
        return ""


def _is_new(line: int, row: dict[str, str], column: str, first: dict[str, Row], file: str, faults: list[Fault]) -> bool:
    """Remember the row under its id; tell a blank or repeated id."""
    row_id = row[column]
    if not row_id:
        faults.append(Fault(Level.ERROR, "the row has no id", file, line, column, remedy="Give it one"))
        return False
    if row_id not in first:
        first[row_id] = (line, dict(row))
        return True
    other, content = first[row_id]
    if content == row:
        message = f"this row repeats line {other}; kept once"
        faults.append(Fault(Level.FAULT, message, file, line, column, row_id))
    else:
        message = f"this id stands on line {other} too"
        faults.append(Fault(Level.ERROR, message, file, line, column, row_id, "Give each its own id"))
    return False


def _period(row: dict[str, str], line: int, file: str, as_of: str, faults: list[Fault]) -> Period | None:
    problems = len(faults)
    if not re.fullmatch(r"[a-z0-9_-]{1,40}", row["period_id"]):
        near = re.sub(r"[^a-z0-9-]+", "-", fold_name(row["period_id"]).replace("_", "-")).strip("-")[:40]
        remedy = "Use 1 to 40 of a-z, 0-9, - and _" + (f", as {near!r}" if near else "")
        message = "this id cannot name a page"
        faults.append(Fault(Level.ERROR, message, file, line, "period_id", row["period_id"], remedy))
    start = _boundary(row, "start", line, file, "", faults)
    stop = _boundary(row, "stop", line, file, as_of, faults)
    if start and stop and stop < start:
        message = f"the period stops on {stop}, before it starts on {start}"
        remedy = "Mend one of them" + ("; '..' runs to as_of" if row["stop"] == OPEN else "")
        faults.append(Fault(Level.ERROR, message, file, line, "stop", row["stop"], remedy))
    if len(faults) > problems or not stop:
        return None
    color = _color(row["color"], line, file, faults)
    url = link_or_blank(row["source_url"], line, file, "source_url", faults)
    return Period(
        row["period_id"], row["title"] or row["period_id"], start, stop, row["start"], row["stop"],
        color, row["description"], row["source"], url, row["parent"],
    )  # fmt: skip


def _boundary(row: dict[str, str], column: str, line: int, file: str, as_of: str, faults: list[Fault]) -> str:
    """The first or last day of a period, "" after telling why there is none."""
    text, is_start = row[column], column == "start"
    if text == OPEN:
        return _FIRST_DAY if is_start else as_of
    try:
        when = parse(to_edtf(text)[0])
    except ValueError as problem:
        remedy = f"{WRITE_A_DATE}; '..' is open"
        faults.append(Fault(Level.ERROR, str(problem), file, line, column, text, remedy))
        return ""
    day = when.earliest if is_start else when.latest
    if not day:
        message = "this has no day to count from"
        faults.append(Fault(Level.ERROR, message, file, line, column, text, "Write a full date"))
    return day or ""


def _color(value: str, line: int, file: str, faults: list[Fault]) -> str:
    plain = _COLORS.get(value.lower(), value.lower())
    if re.fullmatch(r"#[0-9a-f]{3}", plain):
        plain = "#" + "".join(digit * 2 for digit in plain[1:])
    if not plain or re.fullmatch(r"#[0-9a-f]{6}", plain):
        return plain
    remedy = "Write #rrggbb; until then the colour is chosen by the page"
    faults.append(Fault(Level.FAULT, "this is no colour", file, line, "color", value, remedy))
    return ""


def _unknown_parents(first: Mapping[str, Row], file: str) -> list[Fault]:
    return [
        Fault(Level.ERROR, "there is no period of this id", file, line, "parent", row["parent"], told)
        for line, row in first.values()
        if row["parent"] and (told := missing(row["parent"], first, file))
    ]


def _gaps_and_overlaps(periods: list[Period], lines: Mapping[str, int], file: str) -> list[Fault]:
    """Notes on periods of one parent that overlap or leave days between them."""
    faults = []
    for parent in dict.fromkeys(period.parent for period in periods):
        siblings = sorted((p for p in periods if p.parent == parent), key=lambda p: (p.start, p.stop))
        before = siblings[0]
        for period in siblings[1:]:
            next_day = _day_after(before.stop)
            if period.start <= before.stop:
                until = min(period.stop, before.stop)
                message = f"overlaps {before.period_id!r} from {period.start} to {until}"
            else:
                message = f"leaves a gap after {before.period_id!r}: from {next_day} to the day before {period.start}"
            if period.start != next_day:
                where = (file, lines[period.period_id], "start", period.period_id)
                faults.append(Fault(Level.NOTE, message, *where))
            before = max(before, period, key=lambda p: p.stop)
    return faults


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day < "9999-12-31" else day
