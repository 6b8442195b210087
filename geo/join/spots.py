"""Stage 4 of 6, its spots: where one event is drawn, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.join.discs import wide_disc
from geo.join.places import Resolved, Toponym, Unplaced, basis_of, surroundings
from geo.records import GEO_PRECISIONS, Fault, Level, Place
from geo.schema import split_values
from geo.sphere import distance_km

if TYPE_CHECKING:
    import pandas
    from shapely.geometry.base import BaseGeometry

AREAS = ("adm2", "adm1", "region", "country", "sea")
FAR_KM = 25.0  # "near" reaches this far; a given point further from its named place is worth a word


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one event is drawn."""

    geometry: BaseGeometry | None
    latitude: float
    longitude: float
    geo_precision: str
    geo_basis: str = ""
    place_id: str = ""
    place_name: str = ""
    local_name: str = ""
    place_kind: str = ""
    place_reason: str = ""
    radius_km: float = 0.0
    faults: tuple[Fault, ...] = ()
    own: bool = False  # whether it is the point that the row gives
    exchanged: bool = False  # far from the place named, but at it with latitude and longitude exchanged
    named_at: tuple[float, float] | None = None  # of a given point: lon and lat of the place that the row names


def rows_of(events: pandas.DataFrame) -> Any:
    """The rows as tuples of what `locate` looks at."""
    wanted = (
        "location", "iso", "country", "admin1", "place_id", "to_location", "via",
        "latitude", "longitude", "geo_precision", "radius_km", "geo_basis", "place_problem", "file", "line",
    )  # fmt: skip
    return events.loc[:, list(wanted)].itertuples(index=False)


def placed(row: Any, place: Place | str) -> Spot:
    """Where the event of a row is drawn that comes with its place, or with the reason why there is none."""
    if isinstance(place, Place):
        return _named(row, place)
    return Spot(None, row.latitude, row.longitude, row.geo_precision, place_reason=place)


def locate(row: Any, places: Resolved) -> Spot:
    """Where the event of a row is drawn: at its own point, at the place that it names, or along its way."""
    named = places.get(Toponym(row.location, row.iso or row.country, row.admin1, row.place_id))
    if row.to_location or row.via:
        return _route(row, named, places)
    if row.longitude == row.longitude:  # not NaN: the table gives the point
        return _given(row, named, places)
    if row.place_problem:  # told when it was read
        return Spot(None, row.latitude, row.longitude, row.geo_precision, place_reason=row.place_problem)
    if isinstance(named, Place):
        return _named(row, named)
    reason = named.reason if named else "no place is named"
    column = "place_id" if row.place_id else "location"
    value = row.place_id or row.location
    faults = (_fault(row, column, value, reason),) if value else ()
    return Spot(None, row.latitude, row.longitude, row.geo_precision, place_reason=reason, faults=faults)


def _named(row: Any, place: Place) -> Spot:
    best = place.candidate
    size = float(row.radius_km or best.radius_km)
    precision = row.geo_precision or best.geo_precision
    shape = place.geometry if place.geometry is not None else wide_disc(best.lon, best.lat, size, precision)
    return Spot(
        shape if shape is not None else _point(best.lon, best.lat),
        best.lat,
        best.lon,
        precision,
        row.geo_basis or basis_of(best),
        best.place_id,
        best.name,
        best.local_name,
        best.kind,
        place.reason,
        size,
    )


def _given(row: Any, named: Place | Unplaced | None, places: Resolved) -> Spot:
    """The table's own point; the named place lends its name, and its shape if the row is only that exact."""
    if row.geo_precision in AREAS and not _is_area(named):
        named = next((p for t in surroundings(row) if _is_area(p := places.get(t))), named)
    if isinstance(named, Place) and _is_area(named) and (row.geo_precision in AREAS or not row.geo_precision):
        return _named(row, named)  # a country's middle is no place where something happened: draw the area
    size = float(row.radius_km or 0.0)
    around = wide_disc(row.longitude, row.latitude, size, row.geo_precision)
    given = Spot(
        around or _point(row.longitude, row.latitude),
        row.latitude,
        row.longitude,
        row.geo_precision or "exact",
        row.geo_basis or "source",
        row.place_id,
        row.location,
        place_reason="coordinates given in the table",
        radius_km=size,
        own=around is None,
    )
    if not isinstance(named, Place) or _is_area(named):
        return given
    best = named.candidate
    km = distance_km((row.longitude, row.latitude), (best.lon, best.lat))
    reach = FAR_KM + max(size, best.radius_km)
    return replace(
        given,
        place_id=row.place_id or best.place_id,
        place_name=best.name,
        local_name=best.local_name,
        place_kind=best.kind,
        radius_km=size or best.radius_km,
        named_at=(best.lon, best.lat),
        exchanged=km > reach and distance_km((row.latitude, row.longitude), (best.lon, best.lat)) <= reach,
        faults=(_far(row, best.name, km),) if km > reach else (),
    )


def _is_area(place: Place | Unplaced | None) -> bool:
    return isinstance(place, Place) and place.geometry is not None and place.candidate.geo_precision in AREAS


def _route(row: Any, start: Place | Unplaced | None, places: Resolved) -> Spot:
    """A line through the places of a movement, as exact as the vaguest of them."""
    import shapely

    names = [*split_values(row.via), *([row.to_location] if row.to_location else [])]
    stops = [start, *(places.get(Toponym(name)) for name in names)]
    lost = [stop for stop in stops if not isinstance(stop, Place)]
    if lost:
        reason = "; ".join(stop.reason for stop in lost if stop) or "the row names no place to start from"
        value = " → ".join([row.location, *names])
        return Spot(
            None, row.latitude, row.longitude, row.geo_precision,
            place_reason=reason, faults=(_fault(row, "to_location", value, reason),),
        )  # fmt: skip
    found = [stop for stop in stops if isinstance(stop, Place)]
    points = [point for stop in found for point in _path(stop)]
    candidates = [stop.candidate for stop in found]
    vaguest = max((c.geo_precision for c in candidates), key=GEO_PRECISIONS.index)
    return Spot(
        shapely.LineString(points),
        candidates[0].lat,
        candidates[0].lon,
        row.geo_precision or vaguest,
        row.geo_basis or next((b for b in map(basis_of, candidates) if b != "manual"), "manual"),
        candidates[0].place_id,
        " → ".join(c.name for c in candidates),
        "",
        "route",
        "; ".join(f"{stop.candidate.name}: {stop.reason}" for stop in found),
        0.0,
    )


def _path(place: Place) -> list[tuple[float, float]]:
    """The points of a route at one place: all of a line (a strait), else the one point that stands for it."""
    if place.geometry is not None and place.geometry.geom_type == "LineString":
        return [(x, y) for x, y, *_ in place.geometry.coords]
    return [(place.candidate.lon, place.candidate.lat)]


def _point(lon: float, lat: float) -> BaseGeometry:
    import shapely

    return shapely.Point(lon, lat)


def _fault(row: Any, column: str, value: str, reason: str) -> Fault:
    return Fault(
        Level.FAULT, f"{reason}; the event is listed without a place",
        row.file, int(row.line), column, value, "Add the place to places.csv, or correct the spelling",
    )  # fmt: skip


def _far(row: Any, name: str, km: float) -> Fault:
    value = f"{row.latitude}, {row.longitude}"
    return Fault(
        Level.NOTE, f"the point lies {km:.0f} km from {name}, the place that the row names; the point is kept",
        row.file, int(row.line), "latitude", value, "Check which of the two is meant",
    )  # fmt: skip
