import random

import pandas
import pytest
import shapely

from geo.join import Toponym, Unplaced, join, toponyms
from geo.join.features import _few
from geo.records import Candidate, Fault, Level, Place
from geo.schema import check
from tests.tables import events

SQUARE = shapely.box(35, 32, 42, 37)


def _place(name, lon, lat, kind="town", precision="near", shape=None, **more):
    candidate = Candidate(f"x:{name}", name, lon, lat, kind, precision, **more)
    return Place(name, candidate, f"{name} is known.", shape)


SYRIA = _place("Syria", 38.5, 35.0, "country", "country", SQUARE)
HOMS = _place("Homs", 36.7, 34.7)
STRAIT = _place("Strait", 29.0, 41.1, "strait", "region", shapely.LineString([(29.1, 41.2), (29.0, 41.0)]))


def _join(*rows, places=()):
    known = {Toponym(p.toponym): p for p in (SYRIA, HOMS, STRAIT, *places)}
    table, faults = join(events(*rows), known)
    check(table)
    return table, faults


def test_a_named_town_gets_its_point_and_reason():
    table, faults = _join({"day": "2016-01-01", "location": "Homs"})
    row = table.iloc[0]
    assert (row.geometry.x, row.geometry.y, row.geo_precision, row.place_name) == (36.7, 34.7, "near", "Homs")
    assert (row.set_aside, row.place_reason, row.geo_basis, faults) == ("", "Homs is known.", "gazetteer", ())


@pytest.mark.parametrize(
    ("origin", "basis"), [("places", "manual"), ("gazetteer", "gazetteer"), ("nominatim", "geocoder")]
)
def test_a_place_says_on_what_it_rests(origin, basis):
    table, _ = _join({"day": "2016-01-01", "location": "Azaz"}, places=[_place("Azaz", 37.0, 36.6, origin=origin)])
    assert table["geo_basis"].tolist() == [basis]


def test_R053_a_country_is_drawn_as_its_area_never_as_a_point():
    table, _ = _join(
        {"day": "2016-01-01", "location": "Syria"},
        {
            "day": "2016-01-01",
            "location": "Syria",
            "longitude": 38.0,
            "latitude": 35.0,
            "geo_precision": "country",
        },
        {"day": "2016-01-01", "location": "Syria", "longitude": 38.0, "latitude": 35.0},
        {
            "day": "2016-01-01",
            "country": "Syria",
            "longitude": 38.0,
            "latitude": 35.0,
            "geo_precision": "country",
        },
    )
    assert table.geometry.geom_type.tolist() == ["Polygon"] * 4
    assert table["geo_precision"].tolist() == ["country"] * 4


def test_given_coordinates_are_kept_and_a_far_one_is_said_R055():
    row = {
        "day": "2016-01-01",
        "location": "Homs",
        "longitude": 36.7,
        "latitude": 36.7,
        "geo_precision": "exact",
    }
    table, (fault,) = _join(row)
    assert table.geometry.iloc[0].y == 36.7
    assert "222 km from Homs" in str(fault)
    assert fault.line == 2


def test_R045_exchanged_coordinates_are_said_and_not_exchanged():
    good = {"day": "2016-01-01", "country": "Syria", "longitude": 36.0, "latitude": 36.5}
    bad = {"day": "2016-01-01", "country": "Syria", "longitude": 33.0, "latitude": 36.0, "line": 7}
    table, (fault,) = _join(good, bad)
    assert table.geometry.iloc[1].x == 33.0
    assert "1 of 2 points given for Syria (50%)" in str(fault)
    assert "lines 7" in str(fault)


def test_R045_exchanged_coordinates_are_found_by_the_code_of_the_country():
    syria = _place("iso:SY", 38.5, 35.0, "country", "country", SQUARE)
    code = Toponym("iso:SY", place_id="iso:SY")
    rows = events({"day": "2016-01-01", "iso": "sy", "longitude": 33.0, "latitude": 36.0, "line": 7})
    assert toponyms(rows) == [code]
    _, (fault,) = join(rows, {code: syria})
    assert "1 of 1 points given for SY (100%)" in str(fault)
    assert fault.line == 7


def test_R045_exchanged_coordinates_are_found_by_the_place_alone():
    good = {"day": "2016-01-01", "location": "Homs", "longitude": 36.7, "latitude": 34.7}
    bad = {"day": "2016-01-01", "location": "Homs", "longitude": 34.7, "latitude": 36.7, "line": 7}
    far = {"day": "2016-01-01", "location": "Homs", "longitude": 30.0, "latitude": 30.0, "line": 8}
    table, faults = _join(good, bad, far)
    assert table.geometry.iloc[1].x == 34.7
    (fault,) = [f for f in faults if "exchanged" in f.message]
    assert "1 of 3 points of named places (33%)" in fault.message
    assert "lines 7;" in fault.message
    assert fault.line == 7


def test_R053_a_point_as_vague_as_its_country_is_an_area_by_the_code_alone():
    row = {"day": "2016-01-01", "iso": "SY", "longitude": 38.0, "latitude": 35.0, "geo_precision": "country"}
    known = {Toponym("iso:SY", place_id="iso:SY"): SYRIA}
    assert toponyms(events(row)) == list(known)
    table, _ = join(events(row), known)
    assert table.geometry.geom_type.tolist() == ["Polygon"]


def test_R047_an_event_without_a_place_is_kept_with_its_reason():
    lost = Toponym("Nowhere")
    table, faults = join(events({"day": "2016-01-01", "location": "Nowhere"}), {lost: Unplaced(lost, "not known")})
    assert table["set_aside"].tolist() == ["without place"]
    assert table["reason"].tolist() == ["not known"]
    assert "not known" in str(faults[0])
    assert faults[0].value == "Nowhere"


def test_R056_an_undated_event_keeps_its_place_and_says_why():
    table, _ = _join({"location": "Homs", "date_problem": "there is no 31 February"})
    assert table["set_aside"].tolist() == ["undated"]
    assert table["reason"].tolist() == ["there is no 31 February"]
    assert table.geometry.notna().all()


def test_a_movement_is_a_line_as_exact_as_its_vaguest_end():
    table, _ = _join({"day": "2016-01-01", "location": "Homs", "to_location": "Syria"})
    row = table.iloc[0]
    assert row.geometry.equals(shapely.LineString([(36.7, 34.7), (38.5, 35.0)]))
    assert (row.geo_precision, row.place_name, row.geo_basis) == ("country", "Homs → Syria", "gazetteer")


def test_a_route_between_the_projects_own_places_is_drawn_by_hand():
    ends = [_place("Home", 36.0, 35.0, origin="places"), _place("Away", 37.0, 35.0, origin="places")]
    table, _ = _join({"day": "2016-01-01", "location": "Home", "to_location": "Away"}, places=ends)
    assert table["geo_basis"].tolist() == ["manual"]


def test_a_route_through_a_strait_follows_it():
    table, _ = _join({"day": "2016-01-01", "location": "Strait", "to_location": "Homs"})
    assert len(table.geometry.iloc[0].coords) == 3


def test_a_movement_with_an_unknown_end_is_not_drawn():
    table, faults = _join({"day": "2016-01-01", "location": "Homs", "via": "Nowhere", "to_location": "Syria"})
    assert table["set_aside"].tolist() == ["without place"]
    assert "Homs → Nowhere → Syria" in str(faults[0])


def test_each_name_is_asked_for_once():
    table = events(
        {"location": "Homs", "country": "Syria"},
        {"location": "Homs", "country": "Syria"},
        {"location": "Homs", "via": "Hama; Idlib", "to_location": "Aleppo"},
    )
    assert toponyms(table) == [Toponym(*n) for n in [("Homs", "Syria"), ("Homs",), ("Hama",), ("Idlib",), ("Aleppo",)]]


@pytest.mark.parametrize("rows", [[], [{"day": "2016-01-01"}]])
def test_tables_without_any_place_are_joined(rows):
    table, _ = _join(*rows)
    assert len(table) == len(rows)


def test_R044_a_wrong_coordinate_is_not_replaced_by_the_named_place():
    table, faults = _join({"day": "2016-01-01", "location": "Homs", "place_problem": "latitude lies beyond ±90°"})
    assert table["set_aside"].tolist() == ["without place"]
    assert table["reason"].tolist() == ["latitude lies beyond ±90°"]
    assert faults == ()


def test_the_size_that_a_row_gives_makes_a_region_a_disc():
    given = {"day": "2016-01-01", "location": "Homs", "longitude": 36.9, "latitude": 34.7}
    table, faults = _join(
        given | {"geo_precision": "region", "radius_km": "12"},
        given | {"radius_km": "40"},
        given | {"radius_km": "8"},
        given,
        {"day": "2016-01-01", "location": "Homs", "radius_km": "40"},
    )
    assert table.geometry.geom_type.tolist() == ["Polygon", "Polygon", "Point", "Point", "Polygon"]
    assert table["radius_km"].tolist() == [12.0, 40.0, 8.0, 0.0, 40.0]
    assert faults == ()


def test_rows_that_say_the_same_share_a_disc_about_the_same_point_only():
    given = {"day": "2016-01-01", "latitude": 34.7, "radius_km": "40"}
    table, _ = _join(*(given | {"longitude": lon} for lon in (36.0, 37.0, 36.0)))
    one, other, again = table.geometry
    assert one is again and not one.equals(other)
    assert [round(shape.centroid.x, 6) for shape in (one, other)] == [36.0, 37.0]


def test_what_cannot_be_drawn_keeps_its_own_coordinates():
    lost = {"day": "2016-01-01", "location": "Homs", "to_location": "Nowhere", "latitude": 34.0}
    table, faults = _join(lost | {"longitude": 36.0}, lost | {"longitude": 37.0})
    assert table["longitude"].tolist() == [36.0, 37.0] and table.geometry.isna().all()
    assert [fault.line for fault in faults] == [2, 2]


def _some_rows(count):
    chance = random.Random(count)
    pools = {
        "location": ["", "Homs", "Syria", "Strait", "Nowhere"], "country": ["", "Syria", "Narnia"], "iso": ["", "SY"],
        "geo_precision": ["", "exact", "near", "region", "country", "adm1"], "radius_km": [0.0, 8.0, 40.0],
        "to_location": ["", "", "", "Homs", "Nowhere"], "via": ["", "", "", "Strait; Homs"], "place_id": ["", "", "x"],
        "place_problem": ["", "", "latitude lies beyond ±90°"], "date_problem": ["", "no such day"],
        "geo_basis": ["", "manual"],
    }  # fmt: skip
    for line in range(2, count + 2):
        row = {name: chance.choice(pool) for name, pool in pools.items()} | {"line": line}
        if chance.random() < 0.6:
            row |= {"longitude": chance.choice((36.6, 38.0, 10.0)), "latitude": chance.choice((34.7, 35.0))}
        yield row | ({"day": "2016-01-01"} if chance.random() < 0.8 else {})


@pytest.mark.parametrize("dtype", ["object", "str"])
def test_each_row_is_placed_as_if_it_stood_alone(dtype, monkeypatch):
    monkeypatch.setattr("geo.join.features._SAID", 1_000)  # all faults are told
    rows = [row | {"event_id": f"e{row['line']}", "title": ""} for row in _some_rows(100)]
    together, faults = _placed_rows(rows, dtype)
    apart = [_placed_rows([row], dtype) for row in rows]
    assert together.to_dict("records") == pandas.concat([table for table, _ in apart]).to_dict("records")
    told = [fault for fault in faults if "exchanged" not in fault.message]  # which is told of all at once
    assert told == [fault for _, one in apart for fault in one if "exchanged" not in fault.message] and told


def _placed_rows(rows, dtype):
    table = events(*rows)
    table["radius_km"] = [f"{km:g}" if km else "" for km in table["radius_km"]]
    texts = [column for column in table if table[column].dtype.kind == "O" and column != "extra"]
    known = {Toponym(place.toponym): place for place in (SYRIA, HOMS, STRAIT)}
    joined, faults = join(table.astype(dict.fromkeys(texts, dtype)), known)
    check(joined)
    return joined.fillna({"latitude": -999, "longitude": -999, "earliest": "", "latest": ""}), faults


def test_of_many_rows_that_fail_alike_only_the_first_are_told_one_by_one():
    faults = [Fault(Level.NOTE, f"{km} km from Homs", "a.csv", km) for km in range(100)]
    few = _few([(fault, "far") for fault in faults])
    assert few[:20] == faults[:20] and len(few) == 21
    more = "80 more rows of this kind: 20 km from Homs (lines 20, 21, 22, 23, 24 …)"
    assert (few[20].line, few[20].message) == (20, more)
    assert _few([(fault, fault.message) for fault in faults]) == faults
