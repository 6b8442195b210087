"""Stage 4 of 6, agreement: which tellings are of one event. In doubt they are two."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo import when
from geo.folding import fold
from geo.join.suggest import Telling
from geo.mentions import EventMention
from geo.records import Place
from geo.sphere import distance_km

SAME_KM = 5.0  # two documents speak of one place
NEAR_KM = 25.0  # a table and a document do
_MONTH = 31  # days
_SHORT = ("day", "days", "week", "month")
_POINTS = ("exact", "near")
_CELL = 0.5  # degrees: wider than SAME_KM but next to the poles
_TOLD = ("fact", "reported")  # may speak of one event; a denial and a report do not

Group = tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of an event. Days since 1970-01-01, an open end infinite; degrees."""

    first: float
    last: float
    date_precision: str
    lon: float
    lat: float
    place_id: str
    geo_precision: str
    kind: frozenset[str]  # words of its type
    actors: frozenset[str]

    @property
    def short(self) -> bool:
        """Whether its date is no coarser than a month."""
        return self.date_precision in _SHORT and self.last - self.first < _MONTH

    @property
    def dated(self) -> bool:
        return self.first > -math.inf or self.last < math.inf

    @property
    def placed(self) -> bool:
        return self.lon == self.lon


def facts(
    earliest: str | None, latest: str | None, date_precision: str, lon: float, lat: float, place_id: str,
    geo_precision: str, event_type: str, actors: Iterable[str],
) -> Facts:  # fmt: skip
    """What is compared of an event, from what its row says."""
    return Facts(
        float(when.day_number(earliest)) if earliest else -math.inf,
        float(when.day_number(latest)) if latest else math.inf,
        date_precision, lon, lat, place_id, geo_precision,
        frozenset(re.findall(r"\w+", event_type.casefold())),
        frozenset(filter(None, map(fold, actors))),
    )  # fmt: skip


def facts_of(telling: Telling) -> Facts:
    """What is compared of a document's sentence."""
    mention, place = telling.mention, telling.place
    spot = (place.candidate.lon, place.candidate.lat) if isinstance(place, Place) else (math.nan, math.nan)
    place_id = place.candidate.place_id if isinstance(place, Place) and telling.fixed else ""
    return facts(
        telling.when.earliest, telling.when.latest, mention.date_precision, *spot, place_id,
        mention.toponym.geo_precision, mention.event_type, mention.actors,
    )  # fmt: skip


def overlap(a: Facts, b: Facts) -> bool:
    """Whether there is a day that both may cover; what has no date at all may be of any."""
    return not (a.dated and b.dated) or (a.first <= b.last and b.first <= a.last)


def same_time(a: Facts, b: Facts) -> bool:
    """Whether both dates are short and overlap: two days are the same day."""
    return a.short and b.short and overlap(a, b)


def apart_km(a: Facts, b: Facts) -> float:
    """How far the places of two events are from one another; endless if one has none."""
    return distance_km((a.lon, a.lat), (b.lon, b.lat)) if a.placed and b.placed else math.inf


def same_kind(a: Facts, b: Facts) -> bool:
    """Whether the words of one type are all among those of the other ("Deployment", "Troop deployment")."""
    return bool(a.kind and b.kind) and (a.kind <= b.kind or b.kind <= a.kind)


def near(a: Facts, b: Facts) -> bool:
    """Whether a row of a table and a sentence from elsewhere may speak of one place and time.

    An area says little: then it must be the same area on the same day.
    """
    if not same_time(a, b):
        return False
    if a.geo_precision in _POINTS and b.geo_precision in _POINTS:
        return apart_km(a, b) <= NEAR_KM
    same_area = bool(a.place_id) and a.place_id == b.place_id
    return same_area and a.date_precision == b.date_precision == "day"


def link(tellings: Sequence[Telling]) -> list[Group]:
    """Group what several documents tell of the same event, at most one sentence of each; the earliest stands first.

    The groups stand in the order of the documents.
    """
    order = sorted(range(len(tellings)), key=lambda i: (tellings[i].document.date or "9999", i))
    known = [facts_of(telling) for telling in tellings]
    groups: list[list[int]] = []
    at: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i in order:
        near_by = sorted({g for box in _boxes(known[i], 1) for g in at.get(box, ())})
        group = next((g for g in near_by if all(_same(tellings, known, i, j) for j in groups[g])), len(groups))
        if group == len(groups):
            groups.append([])
        groups[group].append(i)
        for box in _boxes(known[i], 0):
            at[box].append(group)
    return [tuple(tellings[i] for i in group) for group in sorted(groups)]


def _boxes(fact: Facts, reach: int) -> Iterator[tuple[object, ...]]:
    """The boxes of kind, time and place that an event lies in, and those about it; none if it can agree with none."""
    if not fact.placed or not fact.short or fact.geo_precision not in _POINTS or not fact.kind:
        return
    row, column = math.floor(fact.lat / _CELL), math.floor(fact.lon / _CELL)
    spans = range(int(fact.first // _MONTH), int(fact.last // _MONTH) + 1)
    for span in spans:
        for up in range(-reach, reach + 1):
            for aside in range(-reach, reach + 1):
                yield fact.kind, span, row + up, column + aside


def _same(tellings: Sequence[Telling], known: Sequence[Facts], i: int, j: int) -> bool:
    one, other = tellings[i].mention, tellings[j].mention
    a, b = known[i], known[j]
    return (
        tellings[i].document.doc_id != tellings[j].document.doc_id
        and apart_km(a, b) <= SAME_KM
        and same_time(a, b)
        and a.kind == b.kind
        and (one.confidence == other.confidence or {one.confidence, other.confidence} <= set(_TOLD))
        and not (a.actors and b.actors and not a.actors & b.actors)
        and _compatible(tellings[i], tellings[j])
        and ((_dated(one) and _dated(other)) or _counts_alike(one, other))
    )


def _dated(mention: EventMention) -> bool:
    """Whether the sentence itself tells its day; one that is only guessed agrees with too much."""
    return mention.date_basis in ("stated", "anchored")


def _counts_alike(one: EventMention, other: EventMention) -> bool:
    """Whether both count something alike; `_compatible` has seen that the numbers agree."""
    return not {n.what for n in one.numbers}.isdisjoint(n.what for n in other.numbers)


def _compatible(one: Telling, other: Telling) -> bool:
    """Whether no number of the one contradicts one of the other."""
    return all(
        a.low <= b.high and b.low <= a.high
        for a in one.mention.numbers
        for b in other.mention.numbers
        if a.what == b.what
    )
