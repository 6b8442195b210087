"""From a text to what it says: its names recognized and resolved, its dates, its events. Window by window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from geo import recognize, when
from geo.geocode import Gazetteer, OwnNames, resolve_all
from geo.mentions import Mention, Reading
from geo.records import SeedPlace

_PIECE = 10  # windows


def names_of(places: Sequence[SeedPlace] = (), countries: Sequence[str] = ()) -> OwnNames:
    """Return the names to read a project's documents with: its own places and countries before all others."""
    return OwnNames(places, countries, _gazetteer())


def read(
    text: str,
    *,
    title: str = "",
    date: str = "",
    spans: Sequence[tuple[int, int]] | None = None,
    names: OwnNames | None = None,
    offset: int = 0,
) -> Iterator[Reading]:
    """Yield what each window of a text says; most texts are one. Parameters as for `geo.parse`.

    A text of any length is never held as a list of its names. `offset` is where the text begins, if it is a piece
    of a longer one.

    Raises
    ------
    ValueError
        `date` is no date.
    """
    names = names or _no_project()
    if spans is not None:
        mentions, wanted = recognize.given(text, spans, names)
        resolved = resolve_all(mentions, names)
        yield Reading(tuple(resolved[number] for number in wanted))
        return
    published = when.parse(date) if date else None
    day = str(published.earliest) if published and published.precision == "day" else ""
    headline = recognize.recognize(title, names) if title else []
    for start, part in recognize.windows(text):
        begin = offset + start
        mentions = recognize.recognize(part, names, begin)
        toponyms = resolve_all([*mentions, *_as_context(headline, len(mentions))], names)[: len(mentions)]
        dates = list(recognize.dates(part, day, begin))
        events = recognize.events(part, toponyms, dates, published.edtf if published else "", begin)
        yield Reading(tuple(toponyms), tuple(dates), tuple(events))


def parse(
    text: str,
    *,
    title: str = "",
    date: str = "",
    spans: Sequence[tuple[int, int]] | None = None,
    names: OwnNames | None = None,
) -> Reading:
    """Read a text: the places that it names, its dates, the events that it tells, each with its reason.

    Parameters
    ----------
    text : str
        Prose in Latin, Arabic or Cyrillic script; offsets in the answer count its code points.
    title : str
        Its headline, if that is not part of the text: read as context, its own names are not listed.
    date : str
        When it was published, EDTF; relative dates lean on it, if it is a day.
    spans : sequence of (start, end), optional
        Resolve these names, found by somebody else, in this order, and read nothing else.
    names : OwnNames, optional
        From `names_of`: the places and countries of the project that the text belongs to.

    Raises
    ------
    ValueError
        `date` is no date.
    """
    return joined(read(text, title=title, date=date, spans=spans, names=names))


def joined(parts: Iterable[Reading]) -> Reading:
    """Put the readings of a text's windows or pieces together, in their order."""
    listed = list(parts)
    if len(listed) == 1:
        return listed[0]
    return Reading(
        tuple(t for part in listed for t in part.toponyms),
        tuple(d for part in listed for d in part.dates),
        tuple(e for part in listed for e in part.events),
    )


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the pieces of a text, runs of windows: read apart they say what the text says."""
    start, held = 0, 0
    for begin, _ in recognize.windows(text):
        if held == _PIECE:
            yield start, begin
            start, held = begin, 0
        held += 1
    yield start, len(text)


def _as_context(headline: Sequence[Mention], before: int) -> list[Mention]:
    """The headline's mentions as they stand after `before` others."""
    return [replace(m, within=m.within + before) if m.within >= 0 else m for m in headline]


@cache
def _no_project() -> OwnNames:
    """One for all texts, for what names mean is remembered by whom it was asked."""
    return names_of()


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()
