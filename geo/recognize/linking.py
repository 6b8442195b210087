"""Stage 2 of 6, linking: an event that a text tells again is one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from geo.mentions import EventMention
from geo.when import parse

_NEAR = 200  # characters between two sentences of which the second goes on with the first


def linked(events: Sequence[EventMention]) -> list[EventMention]:
    """Return the events without those that an earlier one tells already; that one notes where (`told`).

    The same place and kind, days that meet, and no number that differs; of days that the text states only equal
    ones meet. In doubt both stay. A sentence that only says how many died goes with the one before it.
    """
    kept: list[EventMention] = []
    by_place: dict[tuple[str, str], list[int]] = {}
    for event in events:
        if kept and _goes_on(kept[-1], event):
            kept[-1] = _joined(kept[-1], event)
            continue
        place = event.toponym.candidate
        numbers = by_place.setdefault((place.place_id if place else "", event.event_type), [])
        same = next((n for n in numbers if _same(kept[n], event)), -1) if place else -1
        if same < 0:
            numbers.append(len(kept))
            kept.append(event)
        else:
            kept[same] = _joined(kept[same], event)
    return kept


def _goes_on(first: EventMention, event: EventMention) -> bool:
    """Tell whether a sentence only says more of the event right before it: "Two men died"."""
    borrows = event.toponym is first.toponym and event.date_basis == "inferred"
    near = 0 <= event.start - first.end < _NEAR
    return borrows and near and event.event_type == "Other" and first.event_type != "Statement" and _fits(first, event)


def _same(first: EventMention, again: EventMention) -> bool:
    if first.confidence != again.confidence and "denied" in (first.confidence, again.confidence):
        return False
    if not first.edtf or not again.edtf or not _meet(first, again):
        return False
    return _fits(first, again)


def _fits(first: EventMention, again: EventMention) -> bool:
    """Tell whether no number differs."""
    counts = {q.what: (q.low, q.high) for q in first.numbers}
    return all(counts.get(q.what, (q.low, q.high)) == (q.low, q.high) for q in again.numbers)


def _meet(first: EventMention, again: EventMention) -> bool:
    if first.edtf == again.edtf:
        return True
    if {first.date_basis, again.date_basis} & {"stated", "anchored"}:
        return False
    (a, b), (c, d) = _days(first.edtf), _days(again.edtf)
    return a <= d and c <= b


def _joined(first: EventMention, again: EventMention) -> EventMention:
    have = {q.what for q in first.numbers}
    return replace(
        first,
        numbers=(*first.numbers, *(q for q in again.numbers if q.what not in have)),
        actors=tuple(dict.fromkeys((*first.actors, *again.actors)))[:6],
        told=(*first.told, (again.start, again.end)),
    )


@lru_cache(maxsize=4096)
def _days(edtf: str) -> tuple[str, str]:
    when = parse(edtf)
    return when.earliest or "0000", when.latest or "9999"
