"""Stage 1 of 6, geometry of a feature: to the point and the reach that stand for it in a table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geo.sphere import distance_km

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_DEEPEST = 6  # lists within lists: a multipolygon has four
_WIDEST = 9999.0  # km
_POINT_KM = 0.001  # what reaches no farther than a metre is a point
REPAIRED = "repaired"

Place = tuple[str, str, str, str]  # latitude, longitude, radius_km ("" of a point), "" or REPAIRED
_NOWHERE: Place = ("", "", "", "")


def place_of(geometry: Any) -> Place:
    """Return what stands for a geometry as GeoJSON writes it; longitude comes first in it, heights are left out.

    Raises
    ------
    ValueError
        It is no geometry that can be read; the message says why.
    """
    if not geometry:
        return _NOWHERE
    if not isinstance(geometry, Mapping):
        raise ValueError("the geometry is no object")
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(coordinates, list) and len(coordinates) > 1:
        lon, lat = coordinates[:2]
        if not isinstance(lon, list | Mapping) and not isinstance(lat, list | Mapping):
            return _text(lat), _text(lon), "", ""
    return place_of_shape(_shape(geometry))


def place_of_shape(shape: BaseGeometry | None) -> Place:
    """Return what stands for a shape: a point by its own coordinates, anything else by a point and its reach."""
    if shape is None or shape.is_empty:
        return _NOWHERE
    if shape.geom_type == "Point":
        return str(shape.y), str(shape.x), "", ""
    repaired = "" if shape.is_valid else REPAIRED
    if repaired:
        import shapely

        shape = shapely.make_valid(shape)
    return _reached(shape, repaired)


def _text(number: Any) -> str:
    return "" if number is None else str(number).strip()


def _reached(shape: BaseGeometry, repaired: str) -> Place:
    """A point in the shape, and how far from it the shape's farthest corner lies."""
    import shapely

    is_line = shape.geom_type == "LineString"
    inside = shape.interpolate(0.5, normalized=True) if is_line else shape.representative_point()
    lon, lat = inside.x, inside.y
    west, south, east, north = shape.bounds
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        return f"{lat:.6f}", f"{lon:.6f}", "", repaired  # the reader of coordinates says what is wrong
    radius = max(distance_km((lon, lat), corner) for corner in shapely.get_coordinates(shape).tolist())
    size = "" if radius < _POINT_KM else f"{min(radius, _WIDEST):.3f}".rstrip("0").rstrip(".")
    return f"{lat:.6f}", f"{lon:.6f}", size, repaired


def _shape(geometry: Mapping[str, Any]) -> BaseGeometry | None:
    import shapely

    members = geometry.get("geometries")
    if geometry.get("type") == "GeometryCollection" and isinstance(members, list):
        parts = [_shape(m) for m in members if isinstance(m, Mapping) and m.get("type") != "GeometryCollection"]
        held = [part for part in parts if part is not None and not part.is_empty]
        return shapely.GeometryCollection(held) if held else None
    coordinates = geometry.get("coordinates")
    try:
        if coordinates is None and isinstance(geometry.get("geowkt"), str):
            return shapely.from_wkt(geometry["geowkt"])
        if not coordinates:
            return None
        return shapely.geometry.shape({"type": geometry.get("type"), "coordinates": _numbers(coordinates)})
    except (TypeError, AttributeError, IndexError, KeyError, shapely.errors.ShapelyError) as problem:
        raise ValueError(f"the geometry cannot be read: {problem}") from None


def _numbers(coordinates: Any, depth: int = 0) -> Any:
    """The coordinates as numbers; of a position only the first two."""
    if depth > _DEEPEST:
        raise ValueError("the geometry is nested too deeply")
    if isinstance(coordinates, list):
        if coordinates and not isinstance(coordinates[0], list):
            coordinates = coordinates[:2]
        return [_numbers(part, depth + 1) for part in coordinates]
    try:
        number = float(coordinates)
    except (TypeError, ValueError):
        raise ValueError(f"the geometry has a coordinate that is no number: {str(coordinates)[:40]!r}") from None
    if not math.isfinite(number):
        raise ValueError("the geometry has a coordinate that is no number")
    return number
