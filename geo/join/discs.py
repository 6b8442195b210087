"""Stage 4 of 6, its discs: a place that is only known to lie about a point, as an area."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import TYPE_CHECKING

from geo.sphere import EARTH_KM

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WIDE_KM = 25.0  # "near" reaches this far; what is wider is an area
_POINTS = 72
_POLE = 89.0  # degrees; a disc that reaches beyond is drawn round the pole


def wide_disc(lon: float, lat: float, radius_km: float, geo_precision: str) -> BaseGeometry | None:
    """The disc that stands for a place of this size without a shape of its own; None if its point will do.

    Degrees, EPSG:4326. Of a place that is known to be a region, a point would say too much.
    """
    return disc(lon, lat, radius_km) if is_wide(radius_km, geo_precision) else None


def is_wide(radius_km: float, geo_precision: str) -> bool:
    """Tell whether a place of this size is an area rather than a point."""
    return radius_km > WIDE_KM or bool(radius_km and geo_precision == "region")


def disc(lon: float, lat: float, radius_km: float) -> BaseGeometry:
    """All that lies within `radius_km` of a point, on the sphere; parted at the antimeridian."""
    import shapely
    import shapely.affinity

    reach = degrees(radius_km / EARTH_KM)
    if abs(lat) + reach > _POLE:
        return shapely.box(-180, max(lat - reach, -90), 180, min(lat + reach, 90))
    ring = shapely.Polygon([_reached(lon, lat, radius_km, 2 * pi * i / _POINTS) for i in range(_POINTS)])
    west, _, east, _ = ring.bounds
    if west >= -180 and east <= 180:
        return ring
    turn = 360 if west < -180 else -360  # the part beyond comes in at the other side
    world = shapely.box(-180, -90, 180, 90)
    moved = shapely.affinity.translate(ring, turn)
    return shapely.MultiPolygon([ring.intersection(world), moved.intersection(world)])


def _reached(lon: float, lat: float, km: float, bearing: float) -> tuple[float, float]:
    """Where one arrives after so many km; the longitude counts on from that of the start."""
    far, phi = km / EARTH_KM, radians(lat)
    north = asin(sin(phi) * cos(far) + cos(phi) * sin(far) * cos(bearing))
    east = atan2(sin(bearing) * sin(far) * cos(phi), cos(far) - sin(phi) * sin(north))
    return lon + degrees(east), degrees(north)
