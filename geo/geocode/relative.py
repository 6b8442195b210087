"""Stage 3 of 6, relative places: an area by a place, from what the text says or from the id that this makes.

The id is the place's own and how: "gn:170654+20km-NE", "gn:170654+near", "gn:1+between-gn:2", "iso:SY+part-N".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.mentions import Relation
from geo.records import Bounds, Candidate
from geo.sphere import destination, distance_km, middle

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.geocode.protocol import Geocoder

NEAR_KM = 25.0  # what "near" reaches, and up to which radius a place counts as near
_POINTS = frozenset(("town", "site", "port", "airfield"))
_AREAS = frozenset(("country", "adm1", "adm2", "region", "sea"))
_FARTHEST_KM, _WIDEST_KM = 1000.0, 600.0  # beyond, words of distance and "between" mean no area
_WORDS = {
    "N": "north", "NE": "north-east", "E": "east", "SE": "south-east", "S": "south", "SW": "south-west", "W": "west",
    "NW": "north-west",
}  # fmt: skip
_COMPASS = list(_WORDS)


def how(relation: Relation, place: Candidate, other: Candidate | None) -> str:
    """Return how the id goes on for a relation to a place, "" where it makes no area: "20 km from Syria"."""
    side = "" if relation.bearing is None else _COMPASS[round(relation.bearing / 45) % 8]
    if place.kind in _AREAS:
        if place.bounds is None or relation.sort not in ("part", "side"):
            return ""
        within = relation.sort == "part" or "of" not in relation.words.split()[-3:]
        return f"part-{side or 'C'}" if within else ""
    if place.kind not in _POINTS:
        return ""
    if relation.sort == "between":
        near = other is not None and other.kind in _POINTS and 0 < _apart(place, other) <= _WIDEST_KM
        return between(other) if near and other else ""
    if relation.sort == "away" and relation.km <= _FARTHEST_KM:
        return f"{_round(relation.km):g}km" + (f"-{side}" if side else "")
    if relation.sort in ("side", "near"):
        return f"{relation.sort}-{side}" if side else "near"
    return ""


def _round(km: float) -> float:
    """Miles become kilometres no finer than the text has it."""
    return round(km) if km >= 10 else km


def between(other: Candidate) -> str:
    """Return how the id goes on for what lies between a place and another."""
    return f"between-{other.place_id}"


def from_id(base: str, said: str, geocoder: Geocoder) -> Candidate | None:
    """Return the area of an id, given in its two halves."""
    first = geocoder.place(base)
    second = geocoder.place(said.removeprefix("between-")) if said.startswith("between-") else None
    if first and said.startswith("part-"):
        first = replace(first, bounds=mainland(geocoder.geometry(base)) or first.bounds)
    return placed(first, said, second) if first else None


def mainland(shape: BaseGeometry | None) -> Bounds | None:
    """Return the extent of the largest part of an area: northern Norway is not half-way to its farthest island."""
    if shape is None:
        return None
    largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    west, south, east, north = largest.bounds
    return west, south, east, north


def placed(place: Candidate, said: str, other: Candidate | None = None) -> Candidate | None:
    """Return the area that `said` makes of a place; None if it says nothing known."""
    sort, _, side = said.partition("-")
    if sort == "between":
        return _between(place, other, said) if other else None
    if side and side not in _WORDS and side != "C":
        return None
    turn = 45.0 * _COMPASS.index(side) if side in _WORDS else None
    if sort == "part":
        return _part(place, said, side)
    if sort in ("near", "side"):
        km = NEAR_KM / 2 if turn is not None else 0.0
        name = f"{_WORDS[side]} of {place.name}" if turn is not None else f"near {place.name}"
        return _around(place, said, name, km, turn, NEAR_KM - km)
    try:
        km = float(sort.removesuffix("km"))
    except ValueError:
        return None
    if not 0.0 <= km <= _FARTHEST_KM:
        return None
    if turn is None:
        return _around(place, said, f"{km:g} km from {place.name}", 0.0, None, max(5.0, 1.2 * km))
    return _around(place, said, f"{km:g} km {_WORDS[side]} of {place.name}", km, turn, max(5.0, 0.2 * km))


def _around(place: Candidate, said: str, name: str, km: float, turn: float | None, radius: float) -> Candidate:
    lon, lat = (place.lon, place.lat) if turn is None else destination((place.lon, place.lat), km, turn)
    return _area(place, said, name, (lon, lat), radius)


def _between(place: Candidate, other: Candidate, said: str) -> Candidate:
    half = max(5.0, _apart(place, other) / 2)
    point = middle((place.lon, place.lat), (other.lon, other.lat))
    return _area(place, said, f"between {place.name} and {other.name}", point, half)


def _part(place: Candidate, said: str, side: str) -> Candidate | None:
    """Half of an area's extent, its quarter or its middle: the words say no more."""
    if place.bounds is None or not side:
        return None
    west, south, east, north = place.bounds
    wide, high = east - west, north - south
    if side == "C":
        west, south, east, north = west + wide / 4, south + high / 4, east - wide / 4, north - high / 4
    if "N" in side:
        south += high / 2
    if "S" in side:
        north -= high / 2
    if "E" in side:
        west += wide / 2
    if "W" in side:
        east -= wide / 2
    name = f"{_WORDS[side]}ern {place.name}" if side != "C" else f"central {place.name}"
    precision = "sea" if place.geo_precision == "sea" else "region"
    middle_of_it = ((west + east) / 2, (south + north) / 2)
    found = _area(place, said, name, middle_of_it, 0.0)
    return replace(found, kind=place.kind, geo_precision=precision, bounds=(west, south, east, north))


def _area(place: Candidate, said: str, name: str, point: tuple[float, float], radius: float) -> Candidate:
    return replace(
        place,
        place_id=f"{place.place_id}+{said}",
        name=name,
        local_name="",
        lon=round(point[0], 5),
        lat=round(point[1], 5),
        kind="site",
        geo_precision="near" if radius <= NEAR_KM else "region",
        population=0,
        radius_km=round(radius, 1),
        bounds=None,
    )


def clipped(shape: BaseGeometry, bounds: Bounds) -> BaseGeometry:
    """Return what of a shape lies within bounds."""
    import shapely

    return shapely.intersection(shape, shapely.box(*bounds))


def _apart(a: Candidate, b: Candidate) -> float:
    return distance_km((a.lon, a.lat), (b.lon, b.lat))
