from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from geo.sphere import distance_km

POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(POINTS, POINTS)
def test_the_distance_is_that_of_geopy(a, b):
    assert abs(distance_km(a, b) - great_circle(a[::-1], b[::-1]).km) < 0.001
