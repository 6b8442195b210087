import pytest
import shapely

from geo.draw.contract import contract
from geo.draw.frame import Frame, cut, frame
from tests.draw.samples import edition
from tests.tables import features


def _points(*places, precision="exact"):
    return features(*({"day": "2016-01-01", "at": place, "geo_precision": precision} for place in places))


def _inside(inner, outer):
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def test_nothing_to_draw_has_no_frame():
    assert frame(features({"day": "2016-01-01"})) is None


def test_the_core_holds_the_sites_and_leaves_an_outlier_to_the_extent():
    found = frame(_points((36, 35), (36.5, 35.5), (37, 36), (36.2, 33.5), (38.3, 34.6), (139.7, 35.7)))
    west, south, east, north = found.core
    assert west < 36 and 38.3 < east < 60 and south < 33.5 and north > 36
    assert found.extent[2] > 139.7
    assert _inside(found.core, found.extent)


def test_an_area_widens_the_extent_but_not_the_core():
    places = [(36 + n / 10, 35 + n / 10) for n in range(8)]
    rows = [{"day": "2016-01-01", "at": at, "geo_precision": "exact"} for at in places]
    area = {"day": "2016-01-01", "at": shapely.box(20, 40, 60, 60), "geo_precision": "country"}
    found = frame(features(*rows, area))
    assert found.core[0] > 34 and found.extent[0] < 20


def test_an_area_that_holds_an_eighth_of_the_events_is_in_the_core():
    rows = [{"day": "2016-01-01", "at": (38, 34 + n / 10), "geo_precision": "exact"} for n in range(5)]
    area = {"day": "2016-01-01", "at": shapely.box(35, 32, 42, 37), "geo_precision": "country"}
    assert _inside((35, 32, 42, 37), frame(features(*rows, area, area)).core)


def test_a_single_place_has_its_surroundings():
    west, south, east, north = frame(_points((36, 35))).core
    assert 1 < east - west < 5 and 1 < north - south < 5


def test_a_page_of_areas_alone_is_framed_by_them():
    found = frame(_points(shapely.box(30, 30, 40, 40), precision="country"))
    assert _inside((30, 30, 40, 40), found.core)


def test_R050_points_on_both_sides_of_the_antimeridian_lie_side_by_side():
    points = _points((179.9, -17), (-179.9, -16.5), (178.4, -18.1))
    found = frame(points)
    assert found.core[2] - found.core[0] < 10
    assert found.zoom > 5
    data = contract(edition(*({"day": "2016-01-01", "at": (p.x, p.y)} for p in points.geometry)))
    assert data["events"]["lon"].tolist() == [17990000, 18010000, 17840000]


def test_R050_an_area_split_at_the_antimeridian_is_drawn_in_one_piece():
    split = shapely.MultiPolygon([shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -178, -16)])
    row = {"day": "2016-01-01", "at": split, "geo_precision": "country"}
    found = frame(features(row))
    assert found.core[2] - found.core[0] < 10
    parts = contract(edition(row))["geometries"][0]["parts"]
    assert [part[0] > 0 for part in parts] == [True, True]


def test_the_world_over_stays_cut_where_maps_are_cut():
    assert cut(_points((-100, 40), (10, 50), (140, 35))) == -180


def test_R051_the_poles_do_not_break_the_frame():
    found = frame(_points((0, 90), (10, -90)))
    for _, south, _, north in (found.core, found.extent):
        assert north <= 85.05 and south >= -85.05


@pytest.mark.parametrize(
    ("core", "extent", "shared"),
    [
        ((32.0, 32.0, 40.0, 37.0), (20.0, 20.0, 50.0, 50.0), True),
        ((31.0, 32.0, 40.0, 37.0), (20.0, 20.0, 50.0, 50.0), False),  # reaches beyond the whole
        ((34.0, 33.0, 37.0, 35.0), (20.0, 20.0, 50.0, 50.0), False),  # much narrower: worth more detail
        ((32.0, 32.0, 40.0, 37.0), (30.0, 30.0, 42.0, 40.0), False),
    ],
)
def test_a_period_that_shows_nearly_as_much_as_all_takes_their_base_map(core, extent, shared):
    whole = Frame((32.0, 31.0, 42.0, 38.0), (20.0, 20.0, 50.0, 50.0))
    assert whole.nearly(Frame(core, extent)) is shared
