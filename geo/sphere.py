"""A noun: distance on the Earth as a sphere."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.009  # mean radius, as geopy has it


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance in km between two points (lon, lat) in degrees, EPSG:4326.

    Haversine; within 0.5 % of the ellipsoid's, which is far finer than places here are known.
    """
    half_lon, half_lat = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    h = sin(half_lat) ** 2 + cos(radians(a[1])) * cos(radians(b[1])) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))
