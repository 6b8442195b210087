"""Stage 3 of 6, what was chosen for the names of a text, told: toponyms with precision, reason and rivals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from geo.geocode import relative
from geo.geocode.senses import Name, apart
from geo.mentions import Bearer, Mention, Toponym
from geo.records import Bounds, Candidate

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MARGIN = 1.0  # points by which the best must lead, else a person should look: measured by bench/margin.py
_ALIKE = 85.0  # per cent, from which a name that is only spelled like that of its place is certain
_SMALL, _KNOWN, _COMPANY = ("town", "site", "airfield", "port", "adm2"), 100_000, 2  # kinds; people; names of the text
RIVALS = 3  # places shown for a name that is not certain


class Gazetteer(Hashable, Protocol):
    """What resolving asks of a gazetteer."""

    @property
    def country_names(self) -> Mapping[str, str]:
        """Code → English name."""
        ...

    @property
    def home(self) -> frozenset[str]:
        """Codes of the countries that a text is likely to speak of, named or not."""
        ...

    def bearing(self, bearer: Bearer) -> Candidate:
        """Return a place in full."""
        ...

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the shape of an area, None if only its point is known."""
        ...


def tell(mentions: Sequence[Mention], names: Sequence[Name], gazetteer: Gazetteer) -> list[Toponym]:
    """Return the mentions as toponyms, each with what was chosen for its name."""
    chosen = {m: name for name in names for m in name.mentions}
    lands = Counter(name.place.country for name in names if name.place.country)
    found = []
    for number, mention in enumerate(mentions):
        own = chosen.get(number)
        if own is None:
            found.append(Toponym(mention, None, "unknown", "no place of this name is known", False))
        elif own.missing and own.land in chosen:
            found.append(_somewhere_in(mention, mentions[own.land], chosen[own.land], gazetteer))
        else:
            land = mentions[own.land].surface if own.land >= 0 else ""
            found.append(_toponym(mention, own, land, gazetteer, alone=_alone(own, lands, gazetteer)))
    return [
        _meant(toponym, found, number, gazetteer) if toponym.mention.relation else toponym
        for number, toponym in enumerate(found)
    ]


def _meant(toponym: Toponym, found: Sequence[Toponym], number: int, gazetteer: Gazetteer) -> Toponym:
    """Put what the words beside a name mean in the stead of the name's own place."""
    by, place = toponym.mention.relation, _called(toponym)
    if by is None or place is None or toponym.mention.role != "location":
        return toponym
    other = _called(found[by.other]) if by.other >= 0 else None
    how = relative.how(by, place, other)
    if how.startswith("part-"):
        place = replace(place, bounds=_mainland(place.place_id, gazetteer) or place.bounds)
    if how and other and by.other < number:  # both names of a pair mean the same
        place, other, how = other, place, relative.between(place)
    there = relative.placed(place, how, other) if how else None
    if there is None:
        return toponym
    reason = f"\u201c{by.words}\u201d: {toponym.reason}"
    return replace(toponym, candidate=there, geo_precision=there.geo_precision, reason=reason, named=toponym.candidate)


@lru_cache(maxsize=1 << 9)
def _mainland(place_id: str, gazetteer: Gazetteer) -> Bounds | None:
    return relative.mainland(gazetteer.geometry(place_id))


def _called(toponym: Toponym) -> Candidate | None:
    """Return a toponym's place under the name that the text has for it, if that is in Latin letters."""
    surface = " ".join(toponym.mention.surface.split())
    if toponym.candidate is None or not surface[0] < "\u0250":
        return toponym.candidate
    return replace(toponym.candidate, name=surface)


def _somewhere_in(mention: Mention, land: Mention, name: Name, gazetteer: Gazetteer) -> Toponym:
    """Place a name that no bearer fits in the land where the text says it lies, no finer than that."""
    place = gazetteer.bearing(name.place)
    reason = f"in {land.surface}, as the text says; no place of this name is known there"
    return Toponym(mention, place, place.geo_precision, reason, False)


def _alone(name: Name, lands: Mapping[str, int], gazetteer: Gazetteer) -> bool:
    """Tell whether a place is a small one in a land of which the text speaks nowhere else, though it does of others.

    The gazetteer may lack the place that is meant, and know its name from elsewhere.
    """
    place = name.place
    if name.land >= 0 or place.kind not in _SMALL or place.population >= _KNOWN or place.country in gazetteer.home:
        return False
    return lands[place.country] == 1 and sum(lands.values()) > _COMPANY


def _toponym(mention: Mention, name: Name, land: str, gazetteer: Gazetteer, *, alone: bool) -> Toponym:
    place = gazetteer.bearing(name.place)
    sure = name.margin >= MARGIN and not alone and (not mention.likeness or mention.likeness >= _ALIKE)
    rivals = () if sure else tuple(gazetteer.bearing(b) for b in _best(name))
    return Toponym(
        mention,
        place,
        place.geo_precision,
        _reason(name, place, land, gazetteer, sure, mention.likeness, alone=alone),
        sure,
        rivals,
    )


def _best(name: Name) -> list[Bearer]:
    """Return the few bearers that fit best, each in another place."""
    found: list[Bearer] = []
    for i in sorted(range(len(name.bearers)), key=lambda i: -name.points[i]):
        if all(apart(name.bearers[i], other) for other in found):
            found.append(name.bearers[i])
        if len(found) == RIVALS:
            break
    return found


def _reason(
    name: Name,
    place: Candidate,
    stated: str,
    gazetteer: Gazetteer,
    sure: bool,
    likeness: float = 0.0,
    *,
    alone: bool = False,
) -> str:
    land = gazetteer.country_names.get(place.country, "") if place.kind != "country" else ""
    where = f"{place.kind} in {land}" if land else place.kind
    if likeness:
        return f"{where}, spelled like {place.name}, {likeness:.0f} %"
    if place.origin == "places":
        return f"{where}, a place of the project"
    if alone:
        return f"{where}, but the text speaks of nothing else there"
    if len(name.bearers) == 1:
        return f"{where}, the only place of this name"
    if not sure:
        return f"{where}, but another place of this name fits as well"
    if stated:
        return f"{where}, as the text says ({stated})"
    lift = name.points[name.best] - name.prior[name.best]
    return f"{where}, " + ("near the text's other places" if lift > 1.0 else "the largest or best known of this name")
