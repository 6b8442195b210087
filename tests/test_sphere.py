"""Distance and direction on the sphere, against geopy's."""

from __future__ import annotations

from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from geo.sphere import destination, distance_km, middle

POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(POINTS, POINTS)
def test_the_distance_is_that_of_geopy(a, b):
    assert abs(distance_km(a, b) - great_circle(a[::-1], b[::-1]).km) < 0.001


@given(POINTS, st.floats(0, 5000), st.floats(0, 360))
def test_a_destination_is_that_of_geopy(start, km, bearing):
    there = destination(start, km, bearing)
    expected = great_circle(kilometers=km).destination(start[::-1], bearing)
    assert -180 <= there[0] <= 180 and distance_km(there, (expected.longitude, expected.latitude)) < 0.01


@given(POINTS, POINTS)
def test_the_middle_is_half_way(a, b):
    there, apart = middle(a, b), distance_km(a, b)
    if apart < 20_000:  # between antipodes any point is
        assert abs(distance_km(a, there) - apart / 2) < 0.1 and abs(distance_km(b, there) - apart / 2) < 0.1
