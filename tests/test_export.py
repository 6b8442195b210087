import json

import pytest

from geo.export import geojson, known, news
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


def _file(*rows):
    return geojson(features(*rows), (), {}).encode()


_ONE = {"event_id": "a", "day": "2016-01-01", "at": (36.0, 35.0), "title": 'One\u2028line, "file": "x"'}
_TWO = {"event_id": "b", "day": "2016-01-02", "at": (36.0, 35.0), "title": "Two"}


def _news(tmp_path, before, after):
    table = tmp_path / "events.geojson"
    table.write_bytes(before)
    old = known(table)
    table.write_bytes(after)
    return [note.message for note in news(old, table)]


def test_R074_what_was_added_changed_and_removed_is_named(tmp_path):
    before = _file(_ONE, _TWO, _TWO | {"event_id": "gone"})
    after = _file(_ONE | {"event_id": "new"}, _TWO | {"title": "Other words"}, _ONE)
    assert _news(tmp_path, before, after) == [
        "events since the last build: 1 added (new), 1 changed (b), 1 removed (gone)"
    ]


def test_R074_rows_that_only_moved_are_no_news(tmp_path):
    before = _file(_ONE | {"line": 2}, _TWO | {"line": 3})
    assert _news(tmp_path, before, _file(_TWO | {"line": 2, "file": "events/b.csv"}, _ONE | {"line": 9})) == []


@pytest.mark.parametrize("before", [b"", b"\xff\x00", b'{"type": "Feature", "id": ', b"[1]"])
def test_R074_a_broken_file_of_the_last_build_stops_no_build(tmp_path, before):
    assert _news(tmp_path, before, _file(_ONE)) == []


def test_R074_where_nothing_stood_there_is_no_news(tmp_path):
    assert known(tmp_path / "events.geojson") == {}
