"""Stage 1 of 6, event tables: columns to the events table, every fault told and no row lost unsaid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.read.cells import Column, objects
from geo.read.columns import EVENTS, Columns, has_header, name_columns, require
from geo.read.coordinates import read_coordinates
from geo.read.dated import read_dates
from geo.read.dates import WRITE_A_DATE, to_edtf
from geo.read.profile import Profile
from geo.read.profiled import columns_of
from geo.read.table import Table
from geo.read.tell import counted, fault_of, faults_of_values
from geo.read.words import NUMBERS, is_about_dates, read_links, read_numbers, read_words
from geo.records import Fault, Level, Project
from geo.schema import EVENT_COLUMNS, READ_COLUMNS, split_values
from geo.texts import repeated, text_column, text_dtype

if TYPE_CHECKING:
    import pandas

# Of each, one alternative must be there.
_NEEDS = (("title", "notes"), ("date_start",), ("location", "latitude+longitude"), ("source",))
_SENTENCE_END = re.compile(r"(?<=[.!?؟。…])\s")
_TITLE_LENGTH = 200  # characters of a first sentence that serves as title
# All others: text.
_DTYPES: dict[str, Any] = {"latitude": "float64", "longitude": "float64", "extra": object, "line": "int64"}
UNTITLED = "Untitled event"


def read_event_table(
    table: Table,
    project: Project,
    faults: list[Fault],
    *,
    profile: Profile | None = None,
    allow_null_island: bool = False,
) -> tuple[pandas.DataFrame | None, pandas.DataFrame | None]:
    """Turn one table of events into ours; `profile` says what its columns mean, if it is of a known format.

    Returns
    -------
    events : DataFrame or None
        EVENT_COLUMNS + READ_COLUMNS; latitude and longitude in degrees, EPSG:4326. None if the table cannot
        be used; a fault says why.
    rejected : DataFrame or None
        The rows of status "rejected", which are left out; rows of the wrong length are not among them.
    """
    if profile is None and not has_header(table, EVENTS, faults):
        return None, None
    columns = columns_of(profile, table, faults) if profile else name_columns(table, EVENTS, faults)
    if profile and profile.date_format:
        project = replace(project, date_format=profile.date_format)
    if not require(columns, _NEEDS, faults):
        return None, None
    if not len(table):
        faults.append(Fault(Level.NOTE, "the table has a header but no rows that could be read", table.file))
        return no_events(), None
    events = _frame(columns, project, faults, allow_null_island)
    kept = events["status"] != "rejected"
    if kept.all():
        return events, None
    rejected = events[~kept]
    lines = rejected["line"].tolist()
    message = f"{counted(len(lines), 'row')} of status rejected, left out"
    faults.append(fault_of(Level.NOTE, message, table.file, lines, column="status"))
    return events[kept].reset_index(drop=True), rejected


def _frame(columns: Columns, project: Project, faults: list[Fault], allow_null_island: bool) -> pandas.DataFrame:
    import numpy as np
    import pandas as pd

    known, lines, file = _settled(columns), columns.table.lines, columns.table.file
    n = len(lines)
    given: dict[str, Any] = {name: objects(cells) for name, cells in known.items()}
    given |= read_dates(known, lines, file, project, faults)
    given |= read_coordinates(known, lines, file, faults, allow_null_island=allow_null_island)
    given |= read_words(known, lines, file, faults)
    given["title"] = objects(_titles(known, lines, file, faults))
    given["status"] = _filled(given.get("status"), "accepted", n)
    refused = {name: read_numbers(known[name], lines, file, name, faults) for name in NUMBERS if name in known}
    if "source_url" in known:
        refused["source_url"] = read_links(known["source_url"], lines, file, "source_url", faults)
    if "source_date" in known:
        refused["source_date"] = _source_dates(known["source_date"], lines, file, given, faults)
    for name, rows in refused.items():
        given[name][list(rows)] = ""
    given |= {"extra": objects(_extras(columns.unknown, refused, n)), "file": _filled(None, file, n)}
    given["line"] = np.fromiter(lines, dtype="int64", count=n)
    _tell_sourceless(known["source"], lines, file, faults)
    blank = repeated("", n)
    cells = {name: given.get(name, blank) for name in (*EVENT_COLUMNS, *READ_COLUMNS)}
    # pandas copies what it is given in a dict, but for columns of text, which nobody can write into.
    return pd.DataFrame({name: _typed(name, column) for name, column in cells.items()})


def _typed(name: str, cells: Any) -> Any:
    import pandas as pd

    if name in _DTYPES:
        return pd.Series(cells, dtype=_DTYPES[name])
    return cells if hasattr(cells, "dtype") and cells.dtype == text_dtype() else text_column(cells)


def no_events() -> pandas.DataFrame:
    """Return an events table without rows."""
    import pandas as pd

    return pd.DataFrame({name: _typed(name, ()) for name in (*EVENT_COLUMNS, *READ_COLUMNS)})


def _settled(columns: Columns) -> dict[str, list[str]]:
    """The known columns; a "precision" that speaks of days is the date's."""
    known = dict(columns.known)
    if "date_precision" not in known and is_about_dates(known.get("geo_precision", ())):
        known["date_precision"] = known.pop("geo_precision")
    return known


def _filled(cells: Any, value: str, n: int) -> Any:
    """The cells with their blanks filled, or a column of the value alone."""
    import numpy as np

    return np.full(n, value, dtype=object) if cells is None else np.where(cells == "", value, cells)


def _titles(known: Mapping[str, list[str]], lines: Sequence[int], file: str, faults: list[Fault]) -> list[str]:
    """One line each; where blank, the first sentence of the notes, else what and where."""
    titles = [" ".join(title.split()) if "\n" in title else title for title in known.get("title", [""] * len(lines))]
    blank = [row for row, title in enumerate(titles) if not title]
    untitled: list[int] = []
    for row in blank:
        notes = known["notes"][row] if "notes" in known else ""
        titles[row] = " ".join(_SENTENCE_END.split(notes, maxsplit=1)[0].split())[:_TITLE_LENGTH]
        if not titles[row]:
            untitled.append(lines[row])
            what, where = (known[name][row] if name in known else "" for name in ("event_type", "location"))
            titles[row] = f"{what or UNTITLED}, {where}" if where else what or UNTITLED
    if len(blank) > len(untitled):
        message = "titles were taken from the first sentence of the notes"
        bare = set(untitled)
        first = next(lines[row] for row in blank if lines[row] not in bare)
        faults.append(Fault(Level.NOTE, message, file, first, "title"))
    if untitled:
        message = "the event has neither title nor notes; its kind and place stand for them"
        faults.append(fault_of(Level.FAULT, message, file, untitled, column="title", remedy="Give it a title"))
    return titles


def _source_dates(
    cells: Sequence[str], lines: Sequence[int], file: str, given: dict[str, Any], faults: list[Fault]
) -> dict[int, str]:
    """Write the column as EDTF, several parted by semicolons; return, by row, what is no date."""
    column = Column(cells, lines)
    read, bad = [], {}
    for value in column.values:
        try:
            read.append("; ".join(to_edtf(part)[0] for part in split_values(value)))
        except ValueError as problem:
            read.append("")
            bad[value] = (str(problem), WRITE_A_DATE)
    faults += faults_of_values(Level.FAULT, file, "source_date", bad, column.where(bad))
    given["source_date"] = column.spread(read)
    return {row: cells[row] for row in range(len(cells)) if cells[row] in bad} if bad else {}


def _extras(unknown: Mapping[str, list[str]], refused: Mapping[str, Mapping[int, str]], n: int) -> list[dict[str, str]]:
    """Unknown columns, and the text of values that were set aside, by row; equal ones are one dict."""
    seen: dict[tuple[str, ...], dict[str, str]] = {}
    extras: list[dict[str, str]] = [{}] * n if not unknown else []
    for cells in zip(*unknown.values(), strict=True):
        if cells not in seen:
            seen[cells] = {name: cell for name, cell in zip(unknown, cells, strict=True) if cell}
        extras.append(seen[cells])
    for name, rows in refused.items():
        for row, text in rows.items():
            extras[row] = extras[row] | {name: text}
    return extras


def _tell_sourceless(sources: Sequence[str], lines: Sequence[int], file: str, faults: list[Fault]) -> None:
    if "" in sources:
        without = [line for source, line in zip(sources, lines, strict=True) if not source]
        message = "the event names no source"
        remedy = "Name an id of sources.csv or a publisher"
        faults.append(fault_of(Level.FAULT, message, file, without, column="source", remedy=remedy))
