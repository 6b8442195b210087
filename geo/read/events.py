"""Stage 1 of 6, event tables: columns to the events table, every fault told and no row lost unsaid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.read.cells import Cells, Column, cells_of, has_text, objects, rows_where
from geo.read.columns import EVENTS, Columns, has_header, name_columns, require
from geo.read.coordinates import read_coordinates
from geo.read.dated import read_dates
from geo.read.dates import WRITE_A_DATE, to_edtf
from geo.read.profile import Profile
from geo.read.profiled import columns_of
from geo.read.repeats import only
from geo.read.table import Table
from geo.read.tell import counted, fault_of, faults_of_values
from geo.read.words import NUMBERS, is_about_dates, read_links, read_numbers, read_words
from geo.records import Fault, Level, Project
from geo.schema import EVENT_COLUMNS, READ_COLUMNS, split_values
from geo.texts import repeated, text_column

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
    return only(events, kept.to_numpy(dtype=bool)), rejected


def _frame(columns: Columns, project: Project, faults: list[Fault], allow_null_island: bool) -> pandas.DataFrame:
    import numpy as np
    import pandas as pd

    known = {name: cells_of(cells) for name, cells in _settled(columns).items()}
    lines, file = np.asarray(columns.table.lines, dtype="int64"), columns.table.file
    n = len(lines)
    given: dict[str, Any] = dict(known)
    given |= read_dates(known, lines, file, project, faults)
    given |= read_coordinates(known, lines, file, faults, allow_null_island=allow_null_island)
    given |= read_words(known, lines, file, faults)
    given["title"] = _titles(known, lines, file, faults)
    given["status"] = _filled(given.get("status"), "accepted", n)
    refused = {name: read_numbers(known[name], lines, file, name, faults) for name in NUMBERS if name in known}
    if "source_url" in known:
        refused["source_url"] = read_links(known["source_url"], lines, file, "source_url", faults)
    if "source_date" in known:
        refused["source_date"] = _source_dates(known["source_date"], lines, file, given, faults)
    for name, rows in refused.items():
        given[name] = _changed(given[name], dict.fromkeys(rows, ""))
    given |= {"extra": _extras(columns.unknown, refused, n), "file": repeated(file, n), "line": lines}
    _tell_sourceless(known["source"], lines, file, faults)
    blank = repeated("", n)
    cells = {name: given.get(name, blank) for name in (*EVENT_COLUMNS, *READ_COLUMNS)}
    # pandas copies what it is given in a dict, but for columns of text, which nobody can write into.
    return pd.DataFrame({name: _typed(name, column) for name, column in cells.items()})


def _typed(name: str, cells: Any) -> Any:
    import pandas as pd

    if name in _DTYPES:
        return pd.Series(cells, dtype=_DTYPES[name])
    arrow = cells_of(cells).arrow if not hasattr(cells, "dtype") else cells.__arrow_array__()
    return text_column(arrow) if arrow.null_count or has_text(Cells(arrow)) else repeated("", len(arrow))


def no_events() -> pandas.DataFrame:
    """Return an events table without rows."""
    import pandas as pd

    return pd.DataFrame({name: _typed(name, ()) for name in (*EVENT_COLUMNS, *READ_COLUMNS)})


def _settled(columns: Columns) -> dict[str, Sequence[str]]:
    """The known columns; a "precision" that speaks of days is the date's."""
    known = dict(columns.known)
    if "date_precision" not in known and is_about_dates(known.get("geo_precision", ())):
        known["date_precision"] = known.pop("geo_precision")
    return known


def _filled(column: Any, value: str, n: int) -> Any:
    """The column with its blanks filled, or one of the value alone."""
    from pyarrow import compute

    if column is None:
        return repeated(value, n)
    arrow = column.__arrow_array__()
    return text_column(compute.if_else(compute.equal(arrow, ""), value, arrow))


def _changed(column: Any, cells: Mapping[int, str]) -> Any:
    """The column with other texts in some rows."""
    import numpy as np
    import pyarrow as pa

    if not cells:
        return column
    arrow = column.arrow if isinstance(column, Cells) else column.__arrow_array__()
    codes = np.arange(len(arrow))
    codes[list(cells)] = len(arrow) + np.arange(len(cells))
    return text_column(pa.chunked_array([*arrow.chunks, pa.array(cells.values(), pa.large_string())]).take(codes))


def _titles(known: Mapping[str, Cells], lines: Any, file: str, faults: list[Fault]) -> Any:
    """One line each; where blank, the first sentence of the notes, else what and where."""
    from pyarrow import compute

    n = len(lines)
    given = known["title"].arrow if "title" in known else repeated("", n).__arrow_array__()
    titles = {row: " ".join(given[row].as_py().split()) for row in rows_where(compute.match_substring(given, "\n"))}
    blank = rows_where(compute.equal(given, ""))
    untitled: list[int] = []
    for row in blank:
        notes = known["notes"][row] if "notes" in known else ""
        titles[row] = " ".join(_SENTENCE_END.split(notes, maxsplit=1)[0].split())[:_TITLE_LENGTH]
        if not titles[row]:
            untitled.append(row)
            what, where = (known[name][row] if name in known else "" for name in ("event_type", "location"))
            titles[row] = f"{what or UNTITLED}, {where}" if where else what or UNTITLED
    if len(blank) > len(untitled):
        message = "titles were taken from the first sentence of the notes"
        bare = set(untitled)
        first = next(row for row in blank if row not in bare)
        faults.append(Fault(Level.NOTE, message, file, int(lines[first]), "title"))
    if untitled:
        message = "the event has neither title nor notes; its kind and place stand for them"
        where = lines[untitled].tolist()
        faults.append(fault_of(Level.FAULT, message, file, where, column="title", remedy="Give it a title"))
    return _changed(text_column(given), titles)


def _source_dates(
    cells: Sequence[str], lines: Any, file: str, given: dict[str, Any], faults: list[Fault]
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
    return column.rows(bad)


def _extras(unknown: Mapping[str, Sequence[str]], refused: Mapping[str, Mapping[int, str]], n: int) -> Any:
    """Unknown columns, and the text of values that were set aside, by row; equal ones are one dict."""
    import numpy as np
    import pandas as pd

    held = {name: cells_of(cells) for name, cells in unknown.items()}
    codes = np.zeros(n, dtype="int64")
    for cells in held.values():
        column = Column(cells, ())
        codes, _ = pd.factorize(codes * len(column.values) + column.codes)
    first = np.flatnonzero(~pd.Series(codes).duplicated().to_numpy())  # codes count on as they are first met
    texts = [cells.arrow.take(first).to_pylist() for cells in held.values()]
    kinds = [{name: cell for name, cell in zip(held, row, strict=True) if cell} for row in zip(*texts, strict=True)]
    extras = objects(kinds or [{}])[codes]
    for name, rows in refused.items():
        for row, text in rows.items():
            extras[row] = extras[row] | {name: text}
    return extras


def _tell_sourceless(sources: Cells, lines: Any, file: str, faults: list[Fault]) -> None:
    from pyarrow import compute

    if without := rows_where(compute.equal(sources.arrow, "")):
        message = "the event names no source"
        remedy, where = "Name an id of sources.csv or a publisher", lines[without].tolist()
        faults.append(fault_of(Level.FAULT, message, file, where, column="source", remedy=remedy))
