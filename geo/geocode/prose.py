"""Stage 3 of 6, a whole text: its mentions resolved together, each by what the others say. Pure but for the gazetteer.

Each place that bears a mentioned name collects points: how large it is, how exactly the name fits, whether the words
beside it name its kind or its land, how much of the text lies in its country and division, how near the
other places are. Three passes let the choices settle; one name has one sense in a text, unless "City, State" says else.
One point is about a factor of ten in population, as in `choose`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from geo.geocode.senses import Name, apart, names_of
from geo.geocode.telling import Gazetteer, tell
from geo.mentions import Bearer, Mention, Toponym

PASSES = 3
NEAR_KM = 120.0  # nearness falls by e over this distance
_KM = 111.2  # a degree of latitude
_REACH = 4.0  # degrees beyond which nearness is nothing
_POINTS = 60  # places that others are near to; the most mentioned, where a text has more
_KEPT = 15  # bearers of a name that are weighed after the first pass

_IN_COUNTRY, _IN_DIVISION, _NEAR, _NEAR_MOST = 2.5, 3.0, 1.6, 3.0
_LAND_NAMED, _DIVISION_NAMED, _HOME = 1.0, 2.0, 3.0
_COMPANY, _COMPANY_MOST = 1.5, 3.0
_BESIDE = 1.5
_AS_POINT = {"town": 1.0, "site": 1.0, "port": 1.0, "airfield": 1.0, "adm2": 1.0, "adm1": 0.4, "lake": 0.5}


def resolve_all(mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Toponym]:
    """Resolve the mentions of one text, in its order."""
    return tell(mentions, weighed(mentions, gazetteer), gazetteer)


def weighed(mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Name]:
    """Return the names of a text, each with its choice and by how much that leads."""
    names = names_of(mentions)
    lands = _lands(names)
    for name in names:
        name.prior = [
            p + _named(b, name, lands) + (_HOME if b.country in gazetteer.home and b.kind != "country" else 0.0)
            for b, p in zip(name.bearers, name.prior, strict=True)
        ]
        name.points = name.prior
        _decide(name)
    _company(names)
    for number in range(PASSES):
        before = [name.place for name in names]
        _pass(names, number, mentions)
        if before == [name.place for name in names]:
            break  # settled
    return names


def _lands(names: Sequence[Name]) -> tuple[set[str], set[tuple[str, int]]]:
    """Return the countries and divisions that the text names beyond doubt or might."""
    countries, divisions = set(), set()
    for name in names:
        for bearer in name.bearers:
            if bearer.match and bearer.kind == "country":
                countries.add(bearer.country)
            elif bearer.match and bearer.kind == "adm1":
                divisions.add((bearer.country, bearer.admin1))
    return countries, divisions


def _named(bearer: Bearer, name: Name, lands: tuple[set[str], set[tuple[str, int]]]) -> float:
    countries, divisions = lands
    if bearer.kind in ("country", "adm1"):
        return _LAND_NAMED if bearer.kind == "adm1" and bearer.country in countries else 0.0
    if (bearer.country, bearer.admin1) in divisions:
        return _DIVISION_NAMED
    return _LAND_NAMED if bearer.country in countries else 0.0


def _company(names: list[Name]) -> None:
    """Decide anew by the company that each bearer could keep: which other names have any bearer about a degree away.

    Rare names count for more: every region has a Washington.
    """
    cells: dict[int, dict[int, float]] = defaultdict(dict)
    for number, name in enumerate(names):
        rarity = 1.0 / math.sqrt(len(name.bearers))
        for bearer in name.bearers:
            if bearer.kind in _AS_POINT:
                cells[_cell(bearer)][number] = rarity
    for number, name in enumerate(names):
        if len(name.bearers) < 2:
            continue
        name.points = [
            prior + (_COMPANY * _met(bearer, number, cells) if bearer.kind in _AS_POINT else 0.0)
            for bearer, prior in zip(name.bearers, name.prior, strict=True)
        ]
        _decide(name)


def _cell(bearer: Bearer) -> int:
    """Return the number of the degree of latitude and longitude in which a place lies."""
    return math.floor(bearer.lat) * _ROW + math.floor(bearer.lon)


_ROW = 1000  # between the cells of one degree of latitude and of the next
_AROUND = tuple(i * _ROW + j for i in (-1, 0, 1) for j in (-1, 0, 1))


def _met(bearer: Bearer, number: int, cells: Mapping[int, Mapping[int, float]]) -> float:
    here = _cell(bearer)
    met: dict[int, float] = {}
    for step in _AROUND:
        if here + step in cells:
            met |= cells[here + step]
    met.pop(number, None)
    return min(_COMPANY_MOST, sum(met.values()))


def _pass(names: list[Name], number: int, mentions: Sequence[Mention]) -> None:
    """Weigh every bearer by where the others' present choices lie."""
    points = [
        (n.place.lat, n.place.lon, _share(n) * _AS_POINT[n.place.kind], n) for n in names if n.place.kind in _AS_POINT
    ]
    points = sorted(points, key=lambda point: -point[2])[:_POINTS]
    shares = [(_share(n), n.place) for n in names if n.place.country]
    total = sum(share for share, _ in shares) or 1.0
    chosen = {m: name.place.kind for name in names for m in name.mentions}
    countries: Counter[str] = Counter()
    divisions: Counter[tuple[str, int]] = Counter()
    for share, place in shares:
        countries[place.country] += share  # type: ignore[assignment]
        if place.admin1 and place.kind != "country":
            divisions[place.country, place.admin1] += share  # type: ignore[assignment]
    for name in names:
        if len(name.bearers) == 1:
            continue
        own, mine = _share(name), name.place
        rest = max(total - (own if mine.country else 0.0), 1.0)
        around = _beside(name, mentions, chosen)
        scored = []
        for bearer, prior in zip(name.bearers, name.prior, strict=True):
            inside = countries.get(bearer.country, 0.0) - (own if bearer.country == mine.country else 0.0)
            home = divisions.get((bearer.country, bearer.admin1), 0.0)
            if home and mine.admin1 == bearer.admin1 and mine.country == bearer.country and mine.kind != "country":
                home -= own
            value = prior + _IN_COUNTRY * inside / rest + _IN_DIVISION * home / rest
            if bearer.kind in _AS_POINT:
                value += min(_NEAR_MOST, _NEAR * _nearness(bearer, points, name))
            scored.append(value + _BESIDE * around.get(bearer.kind, 0.0))
        name.points = scored
        if number == 0 and len(scored) > _KEPT:
            kept = sorted(range(len(scored)), key=lambda i: -scored[i])[:_KEPT]
            name.bearers = [name.bearers[i] for i in kept]
            name.prior = [name.prior[i] for i in kept]
            name.points = [scored[i] for i in kept]
        _decide(name)


def _beside(name: Name, mentions: Sequence[Mention], chosen: Mapping[int, str]) -> dict[str, float]:
    """Return the kinds of what stands next to a name in lists, as shares of its mentions."""
    kinds: Counter[str] = Counter()
    for number in name.mentions:
        before = mentions[number].beside
        after = number + 1 if number + 1 < len(mentions) and mentions[number + 1].beside == number else -1
        kinds.update({chosen[m] for m in (before, after) if m in chosen})
    return {kind: count / len(name.mentions) for kind, count in kinds.items()}


def _share(name: Name) -> float:
    """Return how much a name counts: its mentions, dampened, and double if it opens the text."""
    return math.sqrt(len(name.mentions)) * (2.0 if name.first == 0 else 1.0)


def _nearness(bearer: Bearer, points: Sequence[tuple[float, float, float, Name]], name: Name) -> float:
    lat, lon = bearer.lat, bearer.lon
    wide = math.cos(math.radians(lat))
    total = 0.0
    for other_lat, other_lon, share, other in points:
        up = lat - other_lat
        if -_REACH < up < _REACH and other is not name:
            aside = (lon - other_lon) * wide
            if -_REACH < aside < _REACH:
                total += share * math.exp(-math.sqrt(up * up + aside * aside) * _KM / NEAR_KM)
    return total


def _decide(name: Name) -> None:
    points = name.points
    name.best, *others = sorted(range(len(points)), key=points.__getitem__, reverse=True)
    rival = next((points[i] for i in others if apart(name.bearers[i], name.place)), -99.0)
    name.margin = points[name.best] - rival
