"""Events as GeoJSON: a feature is a row, with its times, its place and its line."""

from __future__ import annotations

import json

import pytest

from geo.records import Level
from geo.sphere import distance_km

from .conftest import of

POINT = {"type": "Point", "coordinates": [37.0, 36.5]}


def feature(geometry=POINT, **properties):
    given = {"title": "Clash", "date": "2015-09-30", "source": "SANA"} | properties
    return {"type": "Feature", "properties": given, "geometry": geometry}


def collection(*features, **members):
    parts = ",\n".join(json.dumps(f) for f in features)
    head = "".join(f"{json.dumps(k)}: {json.dumps(v)}, " for k, v in members.items())
    return f'{{"type": "FeatureCollection", {head}"features": [\n{parts}\n]}}'


@pytest.fixture
def read(folder):
    def reader(*features, **members):
        return folder.events(collection(*features, **members), "events/a.geojson").read()

    return reader


def test_a_feature_is_a_row_with_its_line_place_and_what_else_it_says(read):
    seeds = read(feature(mood="calm"), feature(title="Raid", mood=None))
    told = seeds.events[["title", "date_start", "latitude", "longitude", "line", "geo_precision"]].values.tolist()
    assert told == [["Clash", "2015-09-30", 36.5, 37.0, 2, ""], ["Raid", "2015-09-30", 36.5, 37.0, 3, ""]]
    assert seeds.events["extra"].tolist() == [{"mood": "calm"}, {}]


def test_features_on_one_line_are_counted_instead(folder):
    text = json.dumps({"type": "FeatureCollection", "features": [feature(), feature(title="Raid")]})
    seeds = folder.events(text, "events/a.geojson").read()
    assert seeds.events["line"].tolist() == [1, 2]
    assert any("the third feature" in note.message for note in of(seeds, Level.NOTE))


@pytest.mark.parametrize("number", ["9007199254740993", "1e5", "12345678901234567890123"])
def test_R033_an_id_that_is_a_number_keeps_every_digit(folder, number):
    text = collection(feature()).replace('"properties"', f'"id": {number}, "properties"')
    assert folder.events(text, "events/a.geojson").read().events["event_id"].tolist() == [number]


@pytest.mark.parametrize(
    ("properties", "start", "end"),
    [
        ({"time": "2015-09-30T23:30:00+03:00"}, "2015-09-30", "2015-09-30"),
        ({"time": 1443571200000}, "2015-09-30", "2015-09-30"),
        ({"start": "2015-09", "end": "2015-10-02"}, "2015-09-01", "2015-10-02"),
        ({"times": ["2015-09-30 10:51:06", "2015-10-01 00:10:00"]}, "2015-09-30", "2015-10-01"),
        ({"times": [1443571200000]}, "2015-09-30", "2015-09-30"),
    ],
)
def test_the_time_of_a_feature_is_its_date(read, properties, start, end):
    events = read(feature(date=None, **properties)).events
    assert events[["earliest", "latest"]].values.tolist() == [[start, end]]


def test_what_a_feature_lacks_is_a_fault_of_its_row_and_not_of_the_file(read):
    seeds = read({"type": "Feature", "properties": {"mood": "calm"}, "geometry": POINT})
    assert len(seeds.events) == 1
    assert {fault.column for fault in of(seeds, Level.FAULT)} >= {"title", "source"}


def test_a_geometry_that_is_no_point_is_a_point_in_it_and_its_reach(read):
    ring = [[36, 36], [38, 36], [38, 38], [36, 38], [36, 36]]
    event = read(feature({"type": "Polygon", "coordinates": [ring]}, geo_precision="")).events.loc[0]
    assert (event["latitude"], event["longitude"], event["geo_precision"]) == (37.0, 37.0, "region")
    assert 140 < float(event["radius_km"]) < 145
    flag = [[36, 36], [40, 36], [40, 36.1], [36.5, 36.1], [36.5, 37], [36, 37], [36, 36]]
    event = read(feature({"type": "Polygon", "coordinates": [flag]})).events.loc[0]
    reaches = [distance_km((event["longitude"], event["latitude"]), corner) for corner in flag]
    assert float(event["radius_km"]) == pytest.approx(max(reaches), abs=0.01)


@pytest.mark.parametrize(
    ("geometry", "latitude"),
    [
        ({"type": "Point", "coordinates": [37, 36.5, 412.7]}, 36.5),
        ({"type": "MultiPoint", "coordinates": [[37, 36.5, 3], [37, 36.5, 4]]}, 36.5),
        ({"type": "GeometryCollection", "geometries": [POINT]}, 36.5),
        ({"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}, 1.5),
        (None, None),
        ({"type": "Point", "coordinates": []}, None),
        ({"type": "GeometryCollection", "geometries": []}, None),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, "x"], [2, 0], [0, 0]]]}, None),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, None),
        ({"type": "Polygon", "coordinates": [[[[[[[[[0]]]]]]]]]}, None),
        ({"type": "Spiral", "coordinates": [[0, 0], [1, 1]]}, None),
        ("POINT (1 1)", None),
    ],
)
def test_R052_every_geometry_is_a_place_or_a_row_without_one(read, geometry, latitude):
    seeds = read(feature(geometry), feature(title="Raid"))
    found = seeds.events["latitude"].tolist()
    assert len(found) == 2
    assert found[1] == 36.5
    assert round(found[0] % 1, 3) in (0.5, round(latitude % 1, 3)) if latitude else found[0] != found[0]
    if geometry and latitude is None and geometry != {"type": "GeometryCollection", "geometries": []}:
        empty = isinstance(geometry, dict) and geometry["coordinates"] == []
        assert any(fault.column == "geometry" and fault.line == 2 for fault in of(seeds, Level.FAULT)) != empty


def test_R052_a_bow_tie_is_repaired_and_said(read):
    seeds = read(feature({"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}))
    assert any("repaired" in note.message for note in of(seeds, Level.NOTE))


def test_R052_a_geometry_nested_without_end_is_said(read):
    deep = 0
    for _ in range(400):
        deep = [deep]
    seeds = read(feature({"type": "Polygon", "coordinates": deep}))
    assert any("nested too deeply" in fault.message for fault in of(seeds, Level.FAULT))


def test_R049_a_projected_crs_is_refused_and_the_usual_names_of_degrees_are_not(folder, read):
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        assert len(read(feature(), crs={"type": "name", "properties": {"name": name}}).events) == 1
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
    [fault] = folder.events(collection(feature(), crs=crs), "events/a.geojson").refused()
    assert (fault.value, fault.column) == ("urn:ogc:def:crs:EPSG::32637", "crs")
    assert "EPSG:4326" in fault.remedy


def test_R049_metres_without_a_crs_are_no_place(read):
    seeds = read(feature({"type": "LineString", "coordinates": [[4100000, 4300000], [4100100, 4300100]]}))
    assert any("projected CRS" in fault.message for fault in of(seeds, Level.FAULT))


def test_properties_that_repeat_the_place_are_no_contradiction(read):
    seeds = read(feature(lat="36.50", lon="37.00"), feature(lat=11, lon=12, title="B"), feature(None, lat=1, lon=2))
    assert seeds.events["latitude"].tolist() == [36.5, 36.5, 1.0]
    [note] = [n for n in of(seeds, Level.NOTE) if "other coordinates" in n.message]
    assert note.line == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"type": "FeatureCollection",\n "features": [\n{"type": "Feature"', 3),
        ('{"type": "FeatureCollection",\n "features": [' + "[" * 200_000, 2),
        ("[1,\n2]", 1),
        ('{"type": "Topology"}', 0),
        ("{}", 0),
        ("", 1),
    ],
)
def test_what_is_no_geojson_stops_and_says_where(folder, text, line):
    [fault] = folder.events(text, "events/a.geojson").refused()
    assert (fault.file, fault.line) == ("events/a.geojson", line)
    assert fault.remedy


def test_lines_of_features_are_read_and_others_rejected_and_counted(folder):
    text = f"{json.dumps(feature())}\n\nno json\n{json.dumps(feature(title='Raid'))}\n[1]\n"
    seeds = folder.events(text, "events/a.jsonl").read()
    assert seeds.events["line"].tolist() == [1, 4]
    assert seeds.rejected == 2
    assert [fault.line for fault in of(seeds, Level.FAULT)] == [3, 5]


def test_R008_escapes_bring_in_no_character_that_does_things(read):
    seeds = read(feature(title="A\x00B\u202eC"), feature(title="B \ud800"))
    assert seeds.events["title"].tolist() == ["A␀BC", "B �"]
    assert any("control characters" in fault.message for fault in of(seeds, Level.FAULT))
