"""Stage 1 of 6, places.csv: the places that a project knows better than any gazetteer."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import TYPE_CHECKING

from geo.folding import nearest
from geo.read.columns import Naming, fold_name
from geo.read.coordinates import degrees
from geo.read.identity import check_source
from geo.read.registers import rows_of
from geo.records import GEO_PRECISIONS, PRECISION_OF_KIND, Bounds, Candidate, Fault, Level, SeedPlace
from geo.schema import split_values

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_COLUMNS = (
    "place_id", "name", "local_name", "spellings", "kind", "latitude", "longitude", "geo_precision",
    "radius_km", "country", "admin1", "geometry", "extent", "like", "source", "notes",
)  # fmt: skip
PLACES = Naming(
    _COLUMNS,
    {"id": "place_id", "lat": "latitude", "lon": "longitude", "lng": "longitude", "wkt": "geometry",
     "precision": "geo_precision", "iso": "country"},
    {},
)  # fmt: skip
_OWN = "own:"


def read_places(text: str, file: str, sources: Collection[str], faults: list[Fault]) -> tuple[SeedPlace, ...]:
    """Return the places in the order of the file; a row that cannot be placed is an ERROR."""
    places: dict[str, SeedPlace] = {}
    needs = [("place_id",), ("name",), ("latitude+longitude", "geometry", "extent")]
    for line, row, extra in rows_of(text, file, PLACES, needs, faults):
        place_id = row["place_id"] if ":" in row["place_id"] else _OWN + row["place_id"]
        check_source(row["source"], sources, file, line, faults)
        if problem := _id_problem(row, place_id, places):
            faults.append(Fault(Level.ERROR, problem, file, line, "place_id", row["place_id"]))
            continue
        place = _place(place_id, row, extra, line, file, faults)
        if place:
            places[place_id] = place
    return tuple(places.values())


def _id_problem(row: dict[str, str], place_id: str, places: dict[str, SeedPlace]) -> str:
    if not row["place_id"] or not row["name"]:
        return "the row lacks a place_id or a name"
    return f"this id stands on line {places[place_id].line} too" if place_id in places else ""


def _place(
    place_id: str, row: dict[str, str], extra: dict[str, str], line: int, file: str, faults: list[Fault]
) -> SeedPlace | None:
    def told(level: Level, column: str, message: str, remedy: str = "") -> None:
        faults.append(Fault(level, message, file, line, column, row[column], remedy))

    try:
        geometry = _geometry(row["geometry"])
    except ValueError as problem:
        told(Level.ERROR, "geometry", str(problem), "Write WKT with lon lat, as LINESTRING (29.1 41.2, 29.0 41.0)")
        return None
    try:
        bounds = _extent(row["extent"]) or (geometry.bounds if geometry is not None else None)
    except ValueError as problem:
        told(Level.ERROR, "extent", str(problem), "Write west;south;east;north in degrees, as 35.6;32.3;42.4;37.3")
        return None
    try:
        point = _point(row, geometry, bounds)
    except ValueError as problem:
        told(Level.ERROR, "latitude", str(problem), "Give latitude and longitude, a geometry or an extent")
        return None
    kind = fold_name(row["kind"]).replace("_", " ") or "site"
    precision = row["geo_precision"] or PRECISION_OF_KIND.get(kind, "exact")
    if precision not in GEO_PRECISIONS:
        near = nearest(precision, GEO_PRECISIONS)
        told(Level.FAULT, "geo_precision", "this is no geo_precision", f"{near!r} may be meant" if near else "")
        precision = "unknown"
    radius = _radius(row["radius_km"])
    if radius is None:
        told(Level.FAULT, "radius_km", "this is no number of kilometres", "Write digits, as 25")
    candidate = Candidate(
        place_id, row["name"], point[0], point[1], kind, precision, "name", row["local_name"], row["country"],
        row["admin1"], 0, radius or 0.0, bounds, "places",
    )  # fmt: skip
    spellings = tuple(dict.fromkeys(split_values(row["spellings"])))
    return SeedPlace(candidate, spellings, geometry, row["like"], row["source"], row["notes"], file, line, extra)


def _geometry(text: str) -> BaseGeometry | None:
    """The shape of a WKT text, None if blank; ValueError if it is none or leaves the world."""
    if not text:
        return None
    import shapely

    try:
        shape: BaseGeometry = shapely.from_wkt(text)
    except (shapely.GEOSException, NotImplementedError):  # the latter: arcs and other curves
        raise ValueError("this is no WKT geometry that can be read") from None
    if shape.geom_type == "GeometryCollection" and not shape.is_empty:
        raise ValueError("this geometry mixes points, lines and areas")
    if shape.is_empty or not all(map(math.isfinite, shape.bounds)):
        raise ValueError("this geometry is empty")
    _in_world(shape.bounds)
    if not shape.is_valid:
        raise ValueError(f"this geometry is broken: {shapely.is_valid_reason(shape)}")
    return None if shape.geom_type == "Point" else shape


def _extent(text: str) -> Bounds | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(";"))
    except ValueError:
        raise ValueError("this is no extent") from None
    _in_world((west, south, east, north))
    if south > north:
        raise ValueError("its south lies north of its north")
    return west, south, east, north


def _in_world(bounds: Bounds) -> None:
    west, south, east, north = bounds
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= 90 and -90 <= north <= 90):
        raise ValueError("it reaches beyond ±180° of longitude or ±90° of latitude")


def _point(row: dict[str, str], geometry: BaseGeometry | None, bounds: Bounds | None) -> tuple[float, float]:
    """lon, lat of the place's mark or label: as given, else within the shape, else the extent's middle."""
    lat, lon = (degrees(row[axis], axis) for axis in ("latitude", "longitude"))
    if lat == lon == 0:
        raise ValueError("0, 0 as coordinates stand for missing ones nearly always")
    if lat == lat and lon == lon:  # neither is NaN
        return lon, lat
    if row["latitude"] or row["longitude"]:
        raise ValueError("only one of latitude and longitude is given")
    if geometry is not None:
        inside = geometry.representative_point()
        return inside.x, inside.y
    if bounds:
        west, south, east, north = bounds
        middle = (west + east + (360 if west > east else 0)) / 2  # an extent may cross 180°
        return middle - 360 if middle > 180 else middle, (south + north) / 2
    raise ValueError("the place has neither coordinates nor a shape of its own")


def _radius(text: str) -> float | None:
    """Kilometres; 0 if blank, None if it is no length."""
    try:
        value = float(text.replace(",", ".") or 0)
    except ValueError:
        return None
    return value if 0 <= value < math.inf else None
