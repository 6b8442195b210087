"""Stage 4 of 6, what documents name beside their events: places, and names that need a person's eye."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from geo.join.agree import SAME_KM
from geo.mentions import Mentioned, Named, Reading, Toponym, Unsettled
from geo.records import Candidate, Document
from geo.sentences import sentences
from geo.sphere import distance_km

if TYPE_CHECKING:
    import pandas

_QUOTES = 5  # sentences of a place
_CANDIDATES = 3  # of a name
_REACH = 300  # characters to either side of a name that are kept of its sentence

Where = Callable[[Candidate], str]


@dataclass(slots=True)
class _Found:
    """A place as its mentions are counted."""

    toponym: Toponym
    count: int = 0
    quotes: dict[tuple[str, str], None] = field(default_factory=dict)


def named(
    documents: Sequence[Document], readings: Mapping[str, Reading], features: pandas.DataFrame, where: Where
) -> Named:
    """Gather the names of places that are in no event, and those that could not be placed for certain.

    Only names that stand for the place itself: "Damascus denied it" names no place. `where` tells a candidate's land.
    """
    if not documents:
        return Named()
    spans = _Spans(features)
    places: dict[tuple[str, float, float], _Found] = {}
    unsettled: dict[tuple[str, str], Unsettled] = {}
    for document in documents:
        reading = readings.get(document.doc_id, Reading())
        told = _Sentences(document.text)
        in_events = {event.toponym.mention.start for event in reading.events}
        for toponym in reading.toponyms:
            mention, best = toponym.mention, toponym.candidate
            if mention.role != "location":
                continue
            if best is None or not toponym.certain:
                key = (document.doc_id, mention.key or mention.surface)
                if key not in unsettled:
                    unsettled[key] = _unsettled(document.doc_id, toponym, told, where)
            elif mention.start not in in_events and not spans.hold(document.doc_id, mention.start, best):
                found = places.setdefault((best.place_id, best.lon, best.lat), _Found(toponym))
                found.count += 1
                if len(found.quotes) < _QUOTES:
                    found.quotes[document.doc_id, told.around(mention.start, mention.end)] = None
    ordered = sorted(places.values(), key=lambda f: -f.count)  # of equal ones the first named
    return Named(tuple(map(_mentioned, ordered)), tuple(unsettled.values()))


def _mentioned(found: _Found) -> Mentioned:
    best = found.toponym.candidate
    assert best is not None
    return Mentioned(best, found.toponym.geo_precision, found.count, tuple(found.quotes))


def _unsettled(doc_id: str, toponym: Toponym, told: _Sentences, where: Where) -> Unsettled:
    mention, best = toponym.mention, toponym.candidate
    rivals = {candidate.place_id: candidate for candidate in ([best] if best else []) + list(toponym.rivals)}
    candidates = tuple((candidate, where(candidate)) for candidate in list(rivals.values())[:_CANDIDATES])
    return Unsettled(mention.surface, doc_id, told.around(mention.start, mention.end), candidates)


class _Sentences:
    """The sentences of a text, found when they are first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return sentences(self._text)

    def around(self, start: int, end: int) -> str:
        """The sentence that holds a span, on one line; of a very long one what is about the span, with ellipses."""
        number = bisect_right(self._spans, start, key=lambda span: span[0]) - 1
        first, last = self._spans[number] if number >= 0 else (start, end)
        left, right = max(first, start - _REACH), min(max(last, end), end + _REACH)
        told = " ".join(self._text[left:right].split())
        return ("…" if left > first else "") + told + ("…" if right < last else "")


class _Spans:
    """The sentences that events quote, each with the event's place."""

    def __init__(self, features: pandas.DataFrame) -> None:
        self._spans: dict[str, list[tuple[int, int, float, float]]] = defaultdict(list)
        told = features.loc[features["doc_id"] != "", ["doc_id", "char_start", "char_end", "longitude", "latitude"]]
        columns = (told[column] for column in told.columns)
        for doc_id, start, end, lon, lat in zip(*columns, strict=True):
            if str(start).isdecimal() and str(end).isdecimal() and lon == lon:
                self._spans[doc_id].append((int(start), int(end), lon, lat))
        self._longest = {doc_id: max(e - s for s, e, *_ in spans) for doc_id, spans in self._spans.items()}
        for spans in self._spans.values():
            spans.sort()

    def hold(self, doc_id: str, at: int, place: Candidate) -> bool:
        """Whether an event at this place quotes what stands there."""
        spans = self._spans.get(doc_id, [])
        number = bisect_right(spans, at, key=lambda span: span[0])
        for start, end, lon, lat in reversed(spans[:number]):
            if start < at - self._longest[doc_id]:
                return False
            if at < end and distance_km((lon, lat), (place.lon, place.lat)) <= SAME_KM:
                return True
        return False
