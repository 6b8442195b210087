"""A noun: distance on the Earth."""

from __future__ import annotations


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance in km between two points (lon, lat) in degrees, EPSG:4326.

    geopy's sphere of 6371.009 km; within 0.5 % of the ellipsoid's, which is far finer than places here are known.
    """
    from geopy.distance import great_circle

    return float(great_circle(a[::-1], b[::-1]).km)  # geopy takes lat, lon
