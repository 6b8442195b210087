"""Stage 1 of 6, references: names of things that must exist."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from geo.folding import nearest
from geo.read.tell import faults_of_values
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
_OWN = "own:"


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
    *,
    foreign: Collection[str] = (),
) -> None:
    """Add an ERROR for every source, own place and document that an event names and that is not there.


    An own place may be named without "own:", as in places.csv; the events are given its full id. In files of others'
    making (`foreign`) a source is a publisher, however it is written.
    """
    bare = {v: _OWN + v for v in events["place_id"].unique() if _OWN + v in places}
    if bare:
        events["place_id"] = events["place_id"].replace(bare)
    for column, homes in (("source", sources), ("place_id", places), ("doc_id", documents)):
        bad = {v: (_NO_SUCH[column], told) for v in events[column].unique() if (told := _remedy(v, column, homes))}
        for file, rows in events[events[column].isin(bad)].groupby("file", sort=False) if bad else ():
            if column == "source" and file in foreign:
                continue
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
