import pytest
import shapely

from geo.join.discs import disc, wide_disc
from geo.sphere import distance_km


@pytest.mark.parametrize(("lon", "lat"), [(37.0, 36.0), (-70.0, -52.0), (20.0, 78.0)])
def test_every_point_of_the_edge_is_as_far_as_the_radius_says(lon, lat):
    ring = shapely.get_coordinates(disc(lon, lat, 60))
    assert {round(distance_km((lon, lat), (x, y)), 3) for x, y in ring} == {60}


@pytest.mark.parametrize("lon", [179.9, -179.9])
def test_a_disc_across_the_antimeridian_has_two_parts_within_the_world(lon):
    parts = disc(lon, 10, 60)
    west, _, east, _ = parts.bounds
    assert (len(parts.geoms), west, east) == (2, -180, 180)
    assert parts.area == pytest.approx(disc(0, 10, 60).area)


def test_a_disc_about_a_pole_goes_round_it():
    assert disc(0, 89.5, 200).bounds[::2] == (-180, 180)
    assert disc(0, -89.5, 200).bounds[1] == -90


def test_only_what_is_wide_or_a_region_is_a_disc():
    assert wide_disc(37, 36, 25, "near") is None
    assert wide_disc(37, 36, 25.1, "near") is not None
    assert wide_disc(37, 36, 5, "region") is not None
    assert wide_disc(37, 36, 0, "region") is None
