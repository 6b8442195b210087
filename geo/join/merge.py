"""Stage 4 of 6, tables and documents together: one row an event, with all its sources."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.join.agree import NEAR_KM, Facts, Group, apart_km, facts, facts_of, link, near, overlap, same_kind
from geo.join.features import join_placed
from geo.join.suggest import Telling, sources_of, suggest
from geo.quoting import find
from geo.records import GEO_PRECISIONS, Document, Fault, Level, Place
from geo.schema import split_values
from geo.when import day_number

if TYPE_CHECKING:
    import geopandas
    import numpy as np
    import pandas

_REACH = 0.25  # degrees of latitude: further than NEAR_KM
_EVIDENCE = ("quote", "doc_id", "char_start", "char_end")


@dataclass(frozen=True, slots=True)
class Merged:
    """The features of tables and documents, and the suggestions among them as rows of an events table."""

    features: geopandas.GeoDataFrame
    suggested: pandas.DataFrame
    notes: tuple[Fault, ...] = ()


def merge(table: geopandas.GeoDataFrame, turned_down: geopandas.GeoDataFrame | None, told: Sequence[Telling]) -> Merged:
    """Add to the features of the tables what the documents tell, but for what the tables have already.

    A row keeps what it says and gains the sources of the sentences that agree with it. What agrees with a row of
    status rejected (`turned_down`, joined like the others) is left out.
    """
    import pandas as pd

    if not told:
        return Merged(table, suggest(()))
    groups = link(told)
    known = _Rows(table, {t.document.doc_id: t.document for t in told})
    refused = _Rows(turned_down, known.documents) if turned_down is not None else None
    taken, out = _matched(groups, known, refused)
    kept = [group for number, group in enumerate(groups) if number not in taken and number not in out]
    rows = suggest(kept)
    features = _enriched(table, {n: groups[n] for n in taken}, taken)
    if len(rows):
        added = join_placed(rows, [group[0].place for group in kept])
        features = pd.concat([features, added], ignore_index=True) if len(features) else added
    return Merged(features, rows, tuple(_notes(len(taken), len(out))))


class _Rows:
    """The rows of a table as they are compared."""

    def __init__(self, table: pandas.DataFrame, documents: Mapping[str, Document]) -> None:
        import numpy as np

        self._table = table
        self.documents = documents
        self._facts: dict[int, Facts] = {}
        self._cells = {column: table[column].to_numpy(dtype=object) for column in (*_COMPARED, *_EVIDENCE)}
        self.by_id = {event_id: row for row, event_id in enumerate(table["event_id"]) if event_id}
        self._quoted: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for row in np.flatnonzero(table["doc_id"].isin(documents).to_numpy()).tolist():
            if span := self._span(row):
                self._quoted[str(self._cells["doc_id"][row])].append((*span, row))
        latitudes = table["latitude"].to_numpy(dtype=float)
        self._order = np.argsort(latitudes, kind="stable")
        self._latitudes = latitudes[self._order]
        self._longitudes = table["longitude"].to_numpy(dtype=float)[self._order]
        self._first, self._last = (_days(table[c], open_end)[self._order] for c, open_end in _ENDS)

    def _span(self, row: int) -> tuple[int, int] | None:
        """Where the row's sentence stands in its document."""
        quote, doc_id, start, end = (str(self._cells[column][row]) for column in _EVIDENCE)
        if start.isdecimal() and end.isdecimal():
            return int(start), int(end)
        return find(quote, self.documents[doc_id].text) if quote else None

    def facts(self, row: int) -> Facts:
        if row not in self._facts:
            cell = {c: self._cells[c][row] for c in _COMPARED}
            actors = [*split_values(cell["actor1"]), *split_values(cell["actor2"])]
            self._facts[row] = facts(
                _day(cell["earliest"]), _day(cell["latest"]), cell["date_precision"], cell["longitude"],
                cell["latitude"], cell["place_id"], cell["geo_precision"], cell["event_type"], actors,
            )  # fmt: skip
        return self._facts[row]

    def of_id(self, group: Group) -> int | None:
        """The row that is this very suggestion, reviewed."""
        return next((self.by_id[t.event_id] for t in group if t.event_id in self.by_id), None)

    def quoting(self, group: Group) -> int | None:
        """The row that quotes the same sentence and whose place and date do not speak against it."""
        for telling in group:
            fact = facts_of(telling)
            for start, end, row in self._quoted.get(telling.document.doc_id, ()):
                overlaps = start < telling.mention.end and telling.mention.start < end
                if overlaps and overlap(fact, self.facts(row)) and self._fits(row, telling, fact):
                    return row
        return None

    def _fits(self, row: int, telling: Telling, fact: Facts) -> bool:
        """Whether the two places are one, or one holds the other; a row without a place fits any."""
        import shapely

        own = self.facts(row)
        shape = self._table.geometry.iat[row]
        if shape is None or not fact.placed or (own.place_id and own.place_id == fact.place_id):
            return True
        coarser = GEO_PRECISIONS.index(own.geo_precision or "exact") > GEO_PRECISIONS.index(fact.geo_precision)
        if coarser or apart_km(own, fact) <= NEAR_KM or shapely.intersects_xy(shape, fact.lon, fact.lat):
            return True
        area = telling.place.geometry if isinstance(telling.place, Place) else None
        return area is not None and area.intersects(shape)

    def alike(self, group: Group) -> Iterator[tuple[tuple[float, float], int]]:
        """Rows from elsewhere that agree, each with how far it is from agreeing wholly: in days, in km."""
        read = {telling.document.doc_id for telling in group}
        for fact in map(facts_of, group):
            if not fact.placed or not fact.short:
                continue
            for row in self._about(fact):
                own = self.facts(row)
                agree = near(own, fact) and (same_kind(own, fact) or own.actors & fact.actors)
                if agree and self._cells["doc_id"][row] not in read:
                    days = abs(own.first - fact.first) + abs(own.last - fact.last)
                    yield (days, apart_km(own, fact)), row

    def _about(self, fact: Facts) -> list[int]:
        """The rows about an event's place and time; at once, for a table may have a million."""
        import numpy as np

        low, high = np.searchsorted(self._latitudes, (fact.lat - _REACH, fact.lat + _REACH))
        aside = np.abs((self._longitudes[low:high] - fact.lon + 180) % 360 - 180)
        reach = _REACH / max(math.cos(math.radians(fact.lat)), _REACH)
        about = (aside <= reach) & (self._first[low:high] <= fact.last) & (self._last[low:high] >= fact.first)
        rows: list[int] = self._order[low:high][about].tolist()
        return rows


def _day(cell: Any) -> str | None:
    """A day of the table, None where it knows none."""
    return cell if isinstance(cell, str) and cell else None


def _days(column: pandas.Series, open_end: float) -> np.ndarray:
    """ISO days as numbers, each distinct one read once; an open end lies beyond all."""
    numbers = {iso: float(day_number(iso)) if isinstance(iso, str) and iso else open_end for iso in column.unique()}
    days: np.ndarray = column.map(numbers).fillna(open_end).to_numpy(dtype=float)
    return days


_ENDS = (("earliest", -math.inf), ("latest", math.inf))
_COMPARED = (
    "earliest", "latest", "date_precision", "longitude", "latitude", "place_id", "geo_precision", "event_type",
    "actor1", "actor2",
)  # fmt: skip


def _matched(groups: Sequence[Group], known: _Rows, refused: _Rows | None) -> tuple[dict[int, int], set[int]]:
    """The row of each group that a table has already, and the groups that a table turns down."""
    taken: dict[int, int] = {}
    out: set[int] = set()
    for number, group in enumerate(groups):
        for ask in (_Rows.of_id, _Rows.quoting):
            if (row := ask(known, group)) is not None:
                taken[number] = row
            elif refused is not None and ask(refused, group) is not None:
                out.add(number)
            else:
                continue
            break
    used = {(0, row, t.document.doc_id) for number, row in taken.items() for t in groups[number]}
    pairs = [
        (score, number, side, row)
        for number, group in enumerate(groups)
        if number not in taken and number not in out
        for side, rows in enumerate((known, refused))
        if rows is not None
        for score, row in rows.alike(group)
    ]
    for _, number, side, row in sorted(pairs):  # the best agreement first; a row stands for one event of a document
        claims = {(side, row, t.document.doc_id) for t in groups[number]}
        if number in taken or number in out or claims & used:
            continue
        used |= claims
        if side:
            out.add(number)
        else:
            taken[number] = row
    return taken, out


def _enriched(
    table: geopandas.GeoDataFrame, groups: Mapping[int, Group], taken: Mapping[int, int]
) -> geopandas.GeoDataFrame:
    """The table with the sources of the sentences that agree with its rows, and a sentence where a row had none."""
    if not taken:
        return table
    cells = {column: table[column].tolist() for column in ("source", *_EVIDENCE)}
    evidence = suggest([groups[number] for number in taken])
    said = zip(*(evidence[column] for column in _EVIDENCE), strict=True)
    for (number, row), sentence in zip(taken.items(), said, strict=True):
        own = split_values(cells["source"][row])
        known = {source.casefold() for source in own}
        more = [source for source in sources_of(groups[number]) if source.casefold() not in known]
        cells["source"][row] = "; ".join([*own, *more])
        if not cells["quote"][row]:
            for column, cell in zip(_EVIDENCE, sentence, strict=True):
                cells[column][row] = cell
    return table.assign(**cells)


def _notes(joined: int, out: int) -> Iterator[Fault]:
    if joined:
        events, agree = ("event", "agrees") if joined == 1 else ("events", "agree")
        are = "is" if joined == 1 else "are"
        told = f"{joined:,} suggested {events} {agree} with rows of the tables and {are} joined with them"
        yield Fault(Level.NOTE, told, "documents/")
    if out:
        events, are = ("event", "is") if out == 1 else ("events", "are")
        yield Fault(
            Level.NOTE, f"{out:,} suggested {events} {are} rejected by rows of the tables and left out", "documents/"
        )
