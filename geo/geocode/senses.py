"""Stage 3 of 6, senses: the mentions of a text grouped into names, with what each name says by itself."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from geo.mentions import Bearer, Mention

_WEIGHT = {
    "country": 10.0, "adm1": 6.0, "sea": 9.0, "strait": 8.0, "mountains": 7.5, "region": 8.5, "river": 6.5, "lake": 6.5,
    "adm2": 3.4, "site": 2.5, "port": 2.0, "airfield": 1.0,
}  # fmt: skip
_MATCH = (-1.0, 0.0, 1.5)
_SEAT_MEANT = 3.0  # weight of a division whose town of the same name is meant
_LAND_MEANT = 3.0  # less for a town that is called as its country is
KM = 111.2  # a degree of latitude
_APART_KM = 60.0  # two bearers closer than this are no rivals
_TOWN, _SMALLEST = 0.9, 200
_KIND, _WITHIN = 3.0, 12.0


@dataclass(slots=True)
class Name:
    """One name of a text, or one of its senses where the text states a land."""

    mentions: list[int]
    first: int
    bearers: list[Bearer]
    prior: list[float]
    points: list[float] = field(default_factory=list)
    best: int = 0
    margin: float = 99.0
    land: int = -1  # number of the mention that says where it lies
    missing: bool = False  # no bearer lies there

    @property
    def place(self) -> Bearer:
        """The present choice."""
        return self.bearers[self.best]


def names_of(mentions: Sequence[Mention]) -> list[Name]:
    """Group the mentions: by name, and by the land where one is stated."""
    lands = _stated(mentions)
    groups: dict[tuple[str, int], Name] = {}
    for number, mention in enumerate(mentions):
        if not mention.bearers:
            continue
        land = mention.within if mention.within >= 0 else lands.get(mention.key, -1)
        sense = (mention.key, _sense(mentions[land]) if land >= 0 else -1)
        group = groups.get(sense)
        if group is None:
            group = groups[sense] = Name([], number, list(mention.bearers), [])
            inside = _inside(mention.bearers, land, mentions) if land >= 0 else frozenset()
            alone = _priors(mention.bearers, mention.kind)
            group.prior = [p + (_WITHIN if b.row in inside else 0.0) for b, p in zip(group.bearers, alone, strict=True)]
            if land >= 0:
                # A project knows where its own places lie.
                group.land, group.missing = land, not inside and mention.bearers[0].row >= 0
        elif mention.kind:
            group.prior = [
                p + (_KIND if b.kind == mention.kind else 0.0) for b, p in zip(group.bearers, group.prior, strict=True)
            ]
        group.mentions.append(number)
    return list(groups.values())


def _sense(land: Mention) -> int:
    return min(b.row for b in land.bearers)


def _stated(mentions: Sequence[Mention]) -> dict[str, int]:
    """Return, for each name, the mention of the land that holds for all its mentions: the first says it, or half do."""
    total: Counter[str] = Counter(mention.key for mention in mentions)
    said: Counter[str] = Counter(mention.key for mention in mentions if mention.within >= 0)
    lands: dict[str, int] = {}
    seen: set[str] = set()
    for mention in mentions:
        if mention.within >= 0 and (mention.key not in seen or 2 * said[mention.key] >= total[mention.key]):
            lands.setdefault(mention.key, mention.within)
        seen.add(mention.key)
    return lands


def _inside(bearers: Sequence[Bearer], land: int, mentions: Sequence[Mention]) -> frozenset[int]:
    """Return the rows of the bearers that lie in a land; of "Henry County, Ohio" only that county counts."""
    stated = mentions[land]
    lands = stated.bearers
    if 0 <= stated.within != land:
        narrow = _inside(lands, stated.within, mentions) if stated.within > land else frozenset()
        lands = tuple(b for b in lands if b.row in narrow) or lands
    countries = {b.country for b in lands if b.kind == "country"}
    divisions = {(b.country, b.admin1) for b in lands if b.kind in ("adm1", "adm2", "town")}
    own = {b.row for b in lands}
    return frozenset(
        b.row
        for b in bearers
        if b.row not in own and b.kind != "country" and (b.country in countries or (b.country, b.admin1) in divisions)
    )


@lru_cache(maxsize=1 << 13)
def _priors(bearers: tuple[Bearer, ...], stated: str) -> tuple[float, ...]:
    """Return the points of each place of a name by itself, if the words beside the name state its kind."""
    lands = {b.country for b in bearers if b.kind == "country" and b.match}
    return tuple(_prior(b, stated, bearers, lands) for b in bearers)


def _prior(bearer: Bearer, stated: str, others: Sequence[Bearer], lands: set[str]) -> float:
    if bearer.kind == "town":
        weight = _TOWN * math.log10(max(bearer.population, _SMALLEST))
        if bearer.country in lands:
            weight -= _LAND_MEANT
    elif bearer.kind == "adm1" and stated != "adm1" and _has_seat(bearer, others):
        weight = _SEAT_MEANT
    else:
        weight = _WEIGHT.get(bearer.kind, 2.0)
    kind = _KIND if stated == bearer.kind else 0.0
    return weight + _MATCH[bearer.match] + kind


def _has_seat(division: Bearer, others: Sequence[Bearer]) -> bool:
    return any(
        b.kind == "town"
        and b.country == division.country
        and b.admin1 == division.admin1
        and b.population > 50_000
        and b.match >= division.match
        for b in others
    )


def apart(a: Bearer, b: Bearer) -> bool:
    """Tell whether two bearers lie so far from each other that one is not as good as the other."""
    up, aside = a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return math.sqrt(up * up + aside * aside) * KM > _APART_KM
