"""Stage 3 of 6, the choice: one candidate and why it won, or none and why not. Pure: no file, no network.

Each candidate collects points: whose country it lies in, how exactly the name fits, how large or known it
is, how near. One point is a factor of ten in population. The best must lead by MARGIN; else two are equally
good, and a person decides. A winner far from everything the project is about must be a place known
the world over; a name that is also a common word needs support from its context.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.folding import fold
from geo.geocode.common import COMMON
from geo.records import Candidate, Choice
from geo.sphere import distance_km

MARGIN = 0.8  # points by which the best must lead
WORLD_KNOWN = 5.0  # weight (a town of 100,000) from which a place may be meant without any context
FAR_KM = 800.0  # from the places named nearby, beyond which nearness no longer speaks for a place
SAME_SPOT_KM = 5.0  # two points no further apart are one place under two ids

# Points of kinds that population does not measure; the scale is log10, so 5 is a town of 100,000.
_WEIGHT = {
    "country": 8.0, "sea": 6.0, "strait": 6.0, "mountains": 5.5, "region": 5.5, "river": 5.0, "lake": 5.0,
    "adm1": 5.0, "adm2": 3.0, "port": 3.0, "site": 3.0, "airfield": 1.5,
}  # fmt: skip
_MATCH = {"name": 2.0, "spelling": 1.0, "folded": 0.0}
_WORDS = {"adm1": "first-order division", "adm2": "second-order division", "mountains": "mountain range"}
_SEAT_MEANT = 2.0  # weight of a division whose town of the same name is meant
# Points for context: in the stated or likeliest country, in another of the project's, in a land that borders them,
# in no country (a sea), a country called by its own name. Against them 7 is the weight of a city of ten million.
_FIRST, _OTHER, _NEXT, _NO_COUNTRY, _NAMED = 8.0, 7.0, 2.5, 4.0, 6.0


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    context: float
    match: float
    weight: float
    near: float  # 0 or less
    km: float  # to `near`; 0 if none was given

    @property
    def total(self) -> float:
        return (20.0 if _own(self.candidate) else 0.0) + self.context + self.match + self.weight + self.near


def choose(
    toponym: str,
    candidates: Sequence[Candidate],
    *,
    countries: Sequence[str] = (),
    country: str = "",
    near: tuple[float, float] | None = None,
    neighbours: Mapping[str, Sequence[str]] = {},
    names: Mapping[str, str] = {},
) -> Choice:
    """Pick the place that a toponym means, with the reason, or refuse.

    Parameters
    ----------
    toponym : str
        The name as written.
    candidates : sequence of Candidate
        What a geocoder answered.
    countries : sequence of str
        The project's countries, ISO 3166-1 alpha-2, most likely first.
    country : str
        The country stated with the name (ISO alpha-2); no place outside it is taken.
    near : tuple of float, optional
        Longitude, latitude in degrees of places named nearby.
    neighbours : mapping
        Country code → codes of the countries at its borders (`Gazetteer.neighbours`).
    names : mapping
        Country code → English name for the reason (`Gazetteer.country_names`).

    Returns
    -------
    Choice
        `best` is None when nothing fits, when two are equally good, or when only context could tell that a
        common word means a place; `reason` is one sentence; `ranked` holds all candidates, best first.
    """
    unique = list({c.place_id: c for c in candidates}.values())
    scored = [_score(c, unique, countries, country, near, neighbours) for c in unique]
    scored.sort(key=lambda s: (-s.total, s.candidate.place_id))
    ranked = tuple(s.candidate for s in scored)
    if not scored:
        return Choice(None, f"no place named {toponym!r} is known")
    if country:
        scored = [s for s in scored if s.candidate.country in ("", country)]
        if not scored:
            return Choice(None, _outside(toponym, ranked, country, names), ranked)
    best, rivals = scored[0], _rivals(scored)
    if rivals and best.total - rivals[0].total < MARGIN:
        return Choice(None, _tie(best.candidate, rivals[0].candidate, names), ranked)
    if reason := _unsupported(toponym, best, countries, near, names):
        return Choice(None, reason, ranked)
    return Choice(best.candidate, _reason(best, rivals, countries, country, names, len(ranked)), ranked)


def _own(candidate: Candidate) -> bool:
    return candidate.origin == "places"


def _score(
    candidate: Candidate,
    others: Sequence[Candidate],
    countries: Sequence[str],
    country: str,
    near: tuple[float, float] | None,
    neighbours: Mapping[str, Sequence[str]],
) -> _Scored:
    km = _km_from(candidate, near) if near else 0.0
    return _Scored(
        candidate,
        _context(candidate, countries, country, neighbours),
        _MATCH.get(candidate.match, 0.0),
        _SEAT_MEANT if _behind_its_seat(candidate, others) else _weight(candidate),
        -2.0 * math.log10(1.0 + km / 30.0),
        km,
    )


def _behind_its_seat(division: Candidate, others: Sequence[Candidate]) -> bool:
    """Tell whether a town in the division bears the name at least as plainly: "Aleppo" is the city."""
    return division.kind == "adm1" and any(
        other.kind == "town" and _namesakes(division, other) and _MATCH[other.match] >= _MATCH[division.match]
        for other in others
    )


def _context(
    candidate: Candidate, countries: Sequence[str], country: str, neighbours: Mapping[str, Sequence[str]]
) -> float:
    if not countries and not country:
        return 0.0
    home = candidate.country
    if not home:
        return _NO_COUNTRY
    if home in (country, *countries[:1]):
        return _FIRST
    if home in countries:
        return _OTHER
    if candidate.kind == "country" and candidate.match != "folded":
        return _NAMED  # a country is meant by its name wherever the project lies
    return _NEXT if any(home in neighbours.get(c, ()) for c in countries) else 0.0


def _weight(candidate: Candidate) -> float:
    """Return how large or known a place is; a town of unknown population counts as one of 500."""
    size = math.log10(max(candidate.population, 500))
    return max(size, 3.0) if candidate.kind == "site" else _WEIGHT.get(candidate.kind, size)


def _km_from(candidate: Candidate, near: tuple[float, float]) -> float:
    lon, lat = candidate.lon, candidate.lat
    if candidate.bounds:  # the nearest point of its extent
        west, south, east, north = candidate.bounds
        lon, lat = min(max(near[0], west), east), min(max(near[1], south), north)
    return distance_km((lon, lat), near)


def _rivals(scored: Sequence[_Scored]) -> list[_Scored]:
    """Leave out the winner, what is the same spot under another id, and a town's or division's namesake."""
    best = scored[0].candidate
    return [s for s in scored[1:] if not _same_spot(best, s.candidate) and not _namesakes(best, s.candidate)]


def _same_spot(a: Candidate, b: Candidate) -> bool:
    both_points = a.bounds is None and b.bounds is None
    return both_points and distance_km((a.lon, a.lat), (b.lon, b.lat)) <= SAME_SPOT_KM


def _namesakes(a: Candidate, b: Candidate) -> bool:
    """Tell whether one is a division or country and the other its town, or the same land at another level."""
    levels = {a.kind, b.kind}
    same_land = a.country == b.country and bool(a.country)
    if "country" in levels:
        return same_land
    return same_land and "adm1" in levels and a.admin1 == b.admin1


def _unsupported(
    toponym: str,
    best: _Scored,
    countries: Sequence[str],
    near: tuple[float, float] | None,
    names: Mapping[str, str],
) -> str:
    """Say why the best is not to be trusted without a person, "" if it is."""
    candidate = best.candidate
    supported = best.context > 0.0 or (near is not None and best.km <= FAR_KM)
    if _own(candidate) or supported:
        return ""
    if fold(toponym) in COMMON and candidate.kind != "country":
        return f"{toponym!r} is also a common word or a person's name, and no context says that a place is meant"
    if near is not None and best.weight < WORLD_KNOWN:
        return f"the best, {_title(candidate, names)}, lies {best.km:,.0f} km from the places named nearby"
    if countries and best.weight < WORLD_KNOWN and candidate.kind != "adm1":
        return f"the best, {_title(candidate, names)}, lies far from the project's countries"
    return ""


def _where(candidate: Candidate, names: Mapping[str, str]) -> str:
    kind = _WORDS.get(candidate.kind, candidate.kind)
    if candidate.kind == "country" or not candidate.country:
        return kind
    return f"{kind} in {names.get(candidate.country, candidate.country)}"


def _tie(a: Candidate, b: Candidate, names: Mapping[str, str]) -> str:
    both = f"{_title(a, names)} and {_title(b, names)}"
    return f"equally good: {both}; state the country, or add the place to places.csv"


def _title(candidate: Candidate, names: Mapping[str, str]) -> str:
    return f"{candidate.name} ({_where(candidate, names)}, {candidate.place_id})"


def _outside(toponym: str, ranked: Sequence[Candidate], country: str, names: Mapping[str, str]) -> str:
    best = _title(ranked[0], names)
    return f"{toponym!r} is not known in {names.get(country, country)}, the country stated; elsewhere: {best}"


def _reason(
    best: _Scored,
    rivals: Sequence[_Scored],
    countries: Sequence[str],
    country: str,
    names: Mapping[str, str],
    total: int,
) -> str:
    where = _where(best.candidate, names)
    if _own(best.candidate):
        return f"{where}, as the project's places.csv says"
    if not rivals:
        alone = "the only place of this name"
        return f"{where}, {alone if total == 1 else _support(best, countries, country)}"
    rest = f"{len(rivals)} other{'s' if len(rivals) > 1 else ''} of this name"
    return f"{where}, {_decisive(best, rivals[0], countries, country)}; {rest} ranked lower"


def _decisive(best: _Scored, rival: _Scored, countries: Sequence[str], country: str) -> str:
    """Name what set the winner apart from the next most."""
    leads = {
        "context": best.context - rival.context,
        "weight": best.weight - rival.weight,
        "match": best.match - rival.match,
        "near": best.near - rival.near,
    }
    what = max(leads, key=lambda part: leads[part])
    if what == "context":
        return _support(best, countries, country)
    if what == "near":
        return f"the nearest to the places named nearby ({best.km:,.0f} km)"
    return "the largest or best known" if what == "weight" else "the one whose name is written so"


def _support(best: _Scored, countries: Sequence[str], country: str) -> str:
    home = best.candidate.country
    if home and home == country:
        return "the country stated"
    if home and home in countries:
        return "the project's country" if len(countries) == 1 else "one of the project's countries"
    if best.candidate.kind == "country":
        return "meant by its own name"
    return "next to the project's countries" if best.context == _NEXT else "the best known of this name"
