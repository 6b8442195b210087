"""Stage 1 of 6, identity: ids of events, rows that are there twice, and names of things that must exist."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from typing import TYPE_CHECKING

from geo.folding import nearest
from geo.read.tell import counted, fault_of, faults_of_values
from geo.records import Fault, Level
from geo.schema import split_values

if TYPE_CHECKING:
    import pandas

_ID = re.compile(r"[a-z0-9][a-z0-9_.:-]*")
_NO_SUCH = {
    "source": "there is no source of this id",
    "place_id": "there is no place of this id",
    "doc_id": "there is no document of this id",
}
_HASHED = ("date_start", "date_end", "location", "latitude", "longitude", "title", "source")
_TWINS = ("date_start", "date_end", "location", "latitude", "longitude", "title")
_OWN = "own:"
_PAIRS_SAID = 20
_CLASH_REMEDY = "Give each event its own id, or remove one of the rows"


def unknown_sources(value: str, known: Collection[str]) -> str:
    """Return the remedy for the first of several sources, parted by semicolons, that is an unknown id."""
    return next((told for part in split_values(value) if (told := unknown_source(part, known))), "")


def unknown_source(value: str, known: Collection[str]) -> str:
    """Return the remedy if a source names an id that sources.csv lacks, "" if it is fine.

    A value is taken for an id if it is one word of small ASCII letters, digits and ``_.:-``, or one word that
    is nearly a known id ("RD-2015" for "rd-2015"). Anything else is a publisher's name and may stand as it is.
    """
    if not known or not value or value in known or re.search(r"\s", value):
        return ""
    near = nearest(value, known)
    if not near and not _ID.fullmatch(value):
        return ""
    hint = f"{near!r} may be meant" if near else f"Known are {', '.join(sorted(known)[:8])}"
    return f"{hint}; or add it to sources.csv; or write a publisher's name with a capital letter"


def check_source(value: str, known: Collection[str], file: str, line: int, faults: list[Fault]) -> None:
    """Add an ERROR if a single source names an id that sources.csv lacks."""
    if remedy := unknown_source(value, known):
        faults.append(Fault(Level.ERROR, _NO_SUCH["source"], file, line, "source", value, remedy))


def check_references(
    events: pandas.DataFrame,
    sources: Collection[str],
    places: Collection[str],
    documents: Collection[str],
    faults: list[Fault],
) -> None:
    """Add an ERROR for every source, own place and document that an event names and that is not there.

    An own place may be named without "own:", as in places.csv; the events are given its full id.
    """
    bare = {v: _OWN + v for v in events["place_id"].unique() if _OWN + v in places}
    if bare:
        events["place_id"] = events["place_id"].replace(bare)
    for column, homes in (("source", sources), ("place_id", places), ("doc_id", documents)):
        bad = {v: (_NO_SUCH[column], told) for v in events[column].unique() if (told := _remedy(v, column, homes))}
        for file, rows in events[events[column].isin(bad)].groupby("file", sort=False) if bad else ():
            where = rows.groupby(column, sort=False)["line"].agg(list).to_dict()
            faults += faults_of_values(Level.ERROR, str(file), column, {v: bad[v] for v in where}, where)


def _remedy(value: str, column: str, ids: Collection[str]) -> str:
    """What to do about an id that is not there; "" if it is, or need not be."""
    if column == "source":
        return unknown_sources(value, ids)
    if column == "place_id" and value and ":" not in value:  # nearly ours, or an id of another's making
        near = nearest(value, [place.removeprefix(_OWN) for place in ids])
        return (
            f"{_OWN + near!r} may be meant; an id of your own for anything else needs a column of its own"
            if near
            else ""
        )
    if not value or (column == "place_id" and not value.startswith(_OWN)):
        return ""
    return missing(value, ids, "places.csv" if column == "place_id" else "documents/")


def missing(value: str, ids: Collection[str], home: str) -> str:
    """Return the remedy for an id that is not among those of its home, "" if it is."""
    if value in ids:
        return ""
    near = nearest(value, ids)
    return f"{near!r} may be meant" if near else f"Add it to {home}, or leave the cell blank"


def give_ids(events: pandas.DataFrame) -> None:
    """Give every event without an id one that stays the same while its date, place, title and source do."""
    blank = events["event_id"] == ""
    if not blank.any():
        return
    seen: dict[str, int] = {}
    ids = []
    for row in zip(*(events.loc[blank, column] for column in _HASHED), strict=True):
        text = "\x1f".join(unicodedata.normalize("NFC", str(cell)) for cell in row)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        seen[digest] = seen.get(digest, 0) + 1
        ids.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    events.loc[blank, "event_id"] = ids


def drop_duplicates(events: pandas.DataFrame, faults: list[Fault]) -> tuple[pandas.DataFrame, int]:
    """Keep one of rows that are equal; return the rest's number. Equal ids of different rows are an ERROR.

    Rows without an id are equal if every cell is; rows of one event from two sources are not, and stay both.
    """
    given = events["event_id"] != ""
    suspects = events.index[(given & events["event_id"].duplicated(keep=False))]
    if not given.all():
        suspects = suspects.union(_alike(events, ~given))
    if not len(suspects):
        return events, 0
    first: dict[tuple[str, ...], int] = {}
    of_id: dict[str, int] = {}
    dropped: list[tuple[int, int]] = []
    clashes: list[tuple[int, int]] = []
    content = [c for c in events.columns if c not in ("file", "line")]
    for row, cells in zip(suspects, events.loc[suspects, content].itertuples(index=False, name=None), strict=True):
        key = tuple(repr(sorted(cell.items()) if isinstance(cell, dict) else cell) for cell in cells)
        event_id = str(cells[0])
        if key in first:
            dropped.append((first[key], row))
        elif event_id and event_id in of_id:
            clashes.append((of_id[event_id], row))
        else:
            first[key] = row
            of_id.setdefault(event_id, row)
    faults += _told(events, clashes, Level.ERROR, "this id stands on a different row too", _CLASH_REMEDY)
    faults += _told(events, dropped, Level.FAULT, "kept once, for this row repeats another", "")
    return events.drop(index=[row for _, row in dropped]).reset_index(drop=True), len(dropped)


def tell_twins(events: pandas.DataFrame, faults: list[Fault]) -> None:
    """Note rows alike in date, title and place that name different sources: both stay, and count as two."""
    same = events["title"].duplicated(keep=False) & (events["date_start"] != "")
    same &= (events["location"] != "") | events["latitude"].notna()
    suspects = events.loc[same, [*_TWINS, "source"]]
    suspects = suspects[suspects.duplicated(list(_TWINS), keep=False)]
    pairs = []
    for _, rows in suspects.groupby(list(_TWINS), sort=False, dropna=False)["source"]:
        first = rows.index[0]
        pairs += [(first, row) for row, source in rows.items() if source != rows[first]]
    message = "tells what another source tells too; both are kept and count as two"
    faults += _told(events, pairs, Level.NOTE, message, "If they are one event, reject one of the rows")


def _alike(events: pandas.DataFrame, rows: pandas.Series) -> pandas.Index:
    """Rows without id that share date, place, title and source with another such row."""
    some = events.loc[rows, list(_HASHED)].astype(str)
    return some.index[some.duplicated(keep=False)]


def _where(events: pandas.DataFrame, row: int) -> str:
    return f"{events.at[row, 'file']} line {events.at[row, 'line']}"


def _told(
    events: pandas.DataFrame, pairs: list[tuple[int, int]], level: Level, message: str, remedy: str
) -> list[Fault]:
    """A fault for each pair of rows; beyond twenty, the rest of a file in one."""
    faults = []
    for first, row in pairs[:_PAIRS_SAID]:
        file, line, event_id = (events.at[row, column] for column in ("file", "line", "event_id"))
        faults.append(
            Fault(level, f"{message}: {_where(events, first)}", file, int(line), "event_id", event_id, remedy)
        )
    rest: dict[str, list[int]] = {}
    for _, row in pairs[_PAIRS_SAID:]:
        rest.setdefault(str(events.at[row, "file"]), []).append(int(events.at[row, "line"]))
    for file, lines in rest.items():
        faults.append(fault_of(level, f"{counted(len(lines), 'more row')} of this kind: {message}", file, lines))
    return faults
