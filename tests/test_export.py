import json

from geo.export import geojson
from geo.layer import memberships
from tests.tables import features, period


def _export(*rows, periods=()):
    table = features(*rows)
    return json.loads(geojson(table, periods, memberships(table, periods)))["features"]


def test_periods_are_listed_and_the_possible_ones_apart():
    periods = [period("a", "2016-01-01", "2016-06-30"), period("b", "2016-07-01", "2016-12-31")]
    rows = [
        {"day": "2016-03-01", "at": (36, 35)},
        {"earliest": "2016-06-01", "latest": "2016-07-31", "at": (36, 35)},
    ]
    first, second = (f["properties"] for f in _export(*rows, periods=periods))
    assert (first["periods"], first["periods_possible"]) == (["a"], [])
    assert (second["periods"], second["periods_possible"]) == (["a", "b"], ["a", "b"])


def test_an_event_without_a_place_has_a_null_geometry_and_its_reason():
    (feature,) = _export({"day": "2016-03-01", "reason": "no place is named"})
    assert feature["geometry"] is None
    assert feature["properties"]["set_aside"] == "without place"
    assert feature["properties"]["latitude"] is None


def test_geometry_is_lon_lat_to_five_decimals():
    (feature,) = _export({"day": "2016-03-01", "at": (35.123456789, 36.0)})
    assert feature["geometry"] == {"type": "Point", "coordinates": [35.12346, 36.0]}


def test_text_comes_back_as_it_was():
    title = "\u2028 {{ 7*7 }} </script> حميميم \U0001f6e9"
    (feature,) = _export({"day": "2016-03-01", "title": title})
    assert feature["properties"]["title"] == title
