"""A noun: distance and direction on the Earth as a sphere."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.009  # mean radius, as geopy has it


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance in km between two points (lon, lat) in degrees, EPSG:4326.

    Haversine; within 0.5 % of the ellipsoid's, which is far finer than places here are known.
    """
    half_lon, half_lat = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    h = sin(half_lat) ** 2 + cos(radians(a[1])) * cos(radians(b[1])) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def destination(start: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """Return the point (lon, lat) that lies `km` from another in a direction, degrees clockwise from north."""
    lon, lat, way, turn = radians(start[0]), radians(start[1]), km / EARTH_KM, radians(bearing)
    height = sin(lat) * cos(way) + cos(lat) * sin(way) * cos(turn)
    aside = atan2(sin(turn) * sin(way) * cos(lat), cos(way) - sin(lat) * height)
    return (degrees(lon + aside) + 540.0) % 360.0 - 180.0, degrees(asin(max(-1.0, min(1.0, height))))


def middle(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """Return the point half-way between two, also across the antimeridian."""
    x, y = cos(radians(b[1])) * cos(radians(b[0] - a[0])), cos(radians(b[1])) * sin(radians(b[0] - a[0]))
    lat = atan2(sin(radians(a[1])) + sin(radians(b[1])), sqrt((cos(radians(a[1])) + x) ** 2 + y * y))
    return (a[0] + degrees(atan2(y, cos(radians(a[1])) + x)) + 540.0) % 360.0 - 180.0, degrees(lat)
