"""The page's data against golden data. After a wanted change: GOLDEN=write pytest tests/draw/test_contract.py."""

import dataclasses
import json
import os
from pathlib import Path

import pytest
import shapely

from geo.draw.columns import compact, plain
from geo.draw.contract import contract as held
from geo.draw.shapes import Shapes, encoded
from geo.mentions import Mentioned, Named, Unsettled
from geo.records import Candidate
from tests.draw.samples import CAMPAIGN, PERIODS, ROWS, edition
from tests.tables import features

GOLDEN = Path(__file__).with_name("golden")


def contract(made, *about, **more):
    """The data of a page as JSON can say them, but with the rows in the order of the table."""
    data = plain(held(made, *about, **more))
    at = [data["events"]["id"].index(event) for event in made.features["event_id"]]
    events = {name: [c[i] for i in at] if isinstance(c, list) else c for name, c in data["events"].items()}
    return data | {"events": events}


@pytest.mark.parametrize("name", ["all-periods", "campaign"])
def test_the_contract_is_the_golden_one(name):
    period = {p.period_id: p for p in PERIODS}.get(name)
    data = plain(held(edition().of(period), period, links=[("index.html", "All maps")]))
    made = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    golden = GOLDEN / f"{name}.json"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(made, encoding="utf-8")
    assert json.loads(made) == json.loads(golden.read_text(encoding="utf-8"))


@pytest.fixture
def data():
    return contract(edition())


def _told(data, column):
    return [data["strings"][code] for code in data["events"][column]]


def test_every_column_has_one_value_an_event(data):
    events = data["events"]
    assert events["count"] == len(ROWS)
    assert {len(column) for name, column in events.items() if name != "count"} == {len(ROWS)}


def test_events_are_in_the_order_of_time_and_undated_ones_last():
    days = [
        ("", ""),
        ("2016-02-01", ""),
        ("", "2016-01-05"),
        ("2016-01-02", "2016-01-09"),
        ("2016-01-02", "2016-01-03"),
    ]
    rows = [{"earliest": first or None, "latest": last or None} for first, last in days]
    data = plain(held(edition(*rows, rows[2])))
    assert data["events"]["id"] == ["e4", "e3", "e2", "e5", "e1", "e0"]


def test_places_are_where_the_features_are(data):
    events = data["events"]
    assert (events["lon"][0], events["lat"][0], events["geometry"][0]) == (3594900, 3540100, -1)
    assert (events["lon"][4], events["lat"][4]) == (2905000, 4110000)  # where the row says
    assert events["lon"][7] is None and events["geometry"][7] == -1


def test_R053_an_area_is_an_area_and_a_route_a_line_each_once():
    rows = [row for row in ROWS if row["event_id"] in ("province", "ships")]
    data = contract(edition(*rows, rows[0] | {"event_id": "again"}))
    assert data["events"]["geometry"] == [0, 1, 0]
    assert [shape["type"] for shape in data["geometries"]] == ["area", "line"]


def test_dates_are_days_and_edtf_as_written(data):
    events = data["events"]
    assert (events["from"][0], events["to"][0], events["date"][0]) == (16708, 16708, "2015-09-30")
    assert events["date"][3] == "2016-02/2016-04"
    assert (events["from"][8], events["to"][8], events["date"][8]) == (None, None, "")


def test_R065_years_that_pandas_cannot_hold_are_days_too():
    row = {"date_start": "1527", "earliest": "1527-01-01", "latest": "1527-12-31"}
    events = contract(edition(row))["events"]
    assert events["from"] == [-161803] and events["to"] == [-161439]


def test_sources_and_publishers_are_told_apart(data):
    assert data["events"]["source"] == [0, -1, -1, -1, -1, -1, -1, -1, -1]
    assert _told(data, "publisher")[:3] == ["", "Local radio", "s"]


def test_actors_are_a_list_without_repeats(data):
    actors = [[data["strings"][code] for code in data["actor_lists"][at]] for at in data["events"]["actors"]]
    assert actors[0] == ["Russian Aerospace Forces", "Pilots"]
    assert actors[4] == ["Navy"]


def test_a_turning_point_has_its_caption_or_the_event_s_title():
    words = ("", "The siege ends.", " YES ", "x", "1", "True", "no", "0")
    data = contract(edition(*({"title": "T", "day": "2016-01-01", "turning_point": word} for word in words)))
    assert _told(data, "turning") == ["", "The siege ends.", "T", "T", "T", "T", "", ""]


def test_places_have_their_other_names_by_the_shown_one():
    data = contract(edition())
    assert [(data["strings"][code], names) for code, names in data["spellings"]] == [
        ("Hmeimim", ["حميميم", "Khmeimim"])
    ]


def test_what_an_event_quotes_stands_in_its_paragraph(data):
    events = data["events"]
    start, end, kind = events["marks"][0][:3]
    assert (data["passages"][events["passage"][0]][start:end], kind) == (events["quote"][0], 0)
    assert events["passage"][1:] == [-1] * 8


def test_fatalities_stay_as_told(data):
    assert data["events"]["fatalities"][:3] == ["", "2–5", "4"]
    half_told = [{"fatalities_low": "5"}, {"fatalities_high": "9"}, {"fatalities_low": "3", "fatalities_high": "3"}]
    assert contract(edition(*half_told))["events"]["fatalities"] == ["≥ 5", "≤ 9", "3"]


def test_what_is_tagged_disputed_or_denied_is_disputed():
    rows = (
        {"tags": "airstrike; Disputed"},
        {"confidence": "denied"},
        {"tags": "undisputed"},
        {"confidence": "uncertain"},
    )
    assert contract(edition(*rows))["events"]["disputed"] == [1, 1, 0, 0]


def test_R006_an_address_that_must_not_be_followed_is_shown_as_text():
    data = contract(edition({"source_url": "javascript:alert(1)", "day": "2016-01-01", "at": (36, 35)}))
    assert data["events"]["url"] == [""]
    assert data["events"]["extra"] == [{"source_url": "javascript:alert(1)"}]


def test_an_event_without_a_place_keeps_its_name_and_its_reason(data):
    assert _told(data, "place")[7] == "the old mill"
    assert _told(data, "set_aside")[7:] == ["without place", "undated"]
    assert data["events"]["reason"][7:] == ["no place of this name is known", "no date is given"]


def test_where_a_route_leads_is_said_once(data):
    assert _told(data, "place")[4] == "Bosphorus → Tartus"
    assert _told(data, "to_place")[4] == ""
    unplaced = contract(edition({"day": "2016-01-01", "location": "A", "to_location": "B"}))
    assert (_told(unplaced, "place"), _told(unplaced, "to_place")) == (["A"], ["B"])


def test_a_page_of_a_period_has_its_events_and_the_accounting_of_the_table():
    data = contract(edition().of(CAMPAIGN), CAMPAIGN)
    assert data["events"]["id"] == ["base", "town", "same-town", "province", "ships", "unplaced"]
    assert data["accounting"] == contract(edition())["accounting"]
    assert plain(held(edition().of(CAMPAIGN), CAMPAIGN))["events"]["id"][:3] == ["base", "town", "same-town"]
    assert [p["id"] for p in data["periods"]] == ["campaign"]
    assert {layer["period"] for layer in data["layers"]} == {0}
    assert data["page"]["headline"] == "Active campaign"


def test_R093_the_accounting_adds_up(data):
    rows = data["accounting"].pop("rows")
    assert data["accounting"].pop("suggested") == 1  # one of the rows, not a part of the sum
    assert rows == sum(data["accounting"].values()) == len(ROWS)


def test_R111_what_belongs_to_the_desk_is_not_on_the_page():
    row = {"reviewer": "A. Reviewer", "reviewed_at": "2016-09-09", "file": "/home/someone/seeds/a.csv", "line": 12345}
    text = json.dumps(contract(edition(row)))
    for private in ("A. Reviewer", "2016-09-09", "/home/someone", "12345"):
        assert private not in text


def test_another_state_of_the_data_has_another_hash():
    changed = [ROWS[0] | {"title": "Other"}, *ROWS[1:]]
    hashes = [contract(e)["page"]["hash"] for e in (edition(), edition(), edition(*changed))]
    assert hashes[0] == hashes[1] != hashes[2]
    assert len(hashes[0]) == 16


def _decoded(shape):
    import numpy as np

    return [np.array(part).reshape(-1, 2).cumsum(axis=0) / shape["scale"] for part in shape["parts"]]


def test_a_small_area_is_held_to_the_metre_and_a_wide_one_to_100_metres():
    small, wide = encoded(shapely.box(36, 35, 36.12345, 35.5)), encoded(shapely.box(30, 30, 40.12345, 40))
    assert _decoded(small)[0].max(axis=0).tolist() == [36.12345, 35.5]
    assert _decoded(wide)[0].max(axis=0).tolist() == [40.123, 40]


def test_R052_parts_holes_collections_and_heights_are_drawn():
    ring = shapely.box(36, 35, 37, 36).difference(shapely.box(36.4, 35.4, 36.6, 35.6))
    pair = shapely.MultiPolygon([shapely.box(40, 35, 41, 36), ring])
    assert len(encoded(pair)["parts"]) == 3
    mixed = shapely.GeometryCollection([shapely.Point(1, 1), shapely.LineString([(0, 0, 9), (1, 1, 9)])])
    many = shapely.GeometryCollection([pair, shapely.LineString([(0, 0), (1, 1)])])
    assert encoded(many) == encoded(pair)
    assert encoded(mixed) == {"type": "line", "scale": 100_000, "parts": [[0, 0, 100_000, 100_000]]}


def test_a_shape_without_a_point_in_its_row_is_marked_inside_itself():
    bent = shapely.Polygon([(0, 0), (10, 0), (10, 10), (9, 10), (9, 1), (0, 1)])
    lon, lat, _ = Shapes().columns(features({"at": bent}))
    assert bent.contains(shapely.Point(lon[0] / 1e5, lat[0] / 1e5))


def test_a_column_of_one_value_is_written_once_and_no_other():
    data = held(edition())
    written, whole = compact(data)["events"], plain(data)["events"]
    once = {name for name, column in written.items() if isinstance(column, dict)}
    assert "title" not in once and once
    assert all(len(set(map(repr, whole[name]))) == 1 for name in once)
    assert all(len(set(map(repr, whole[name]))) > 1 for name in set(whole) - once - {"count"})


def _named(places=(), unplaced=()):
    return contract(dataclasses.replace(edition(), named=Named(tuple(places), tuple(unplaced))))


HOMS = Candidate("gn:169577", "Homs", 36.72, 34.73, "town", "near", country="SY")


def test_a_page_without_mentioned_places_says_so(data):
    assert {len(column) for column in data["mentions"].values()} == {0}
    assert (data["mentions_more"], data["unplaced"], data["unplaced_more"]) == (0, [], 0)


def test_mentioned_places_are_columns_with_their_sentences():
    data = _named([Mentioned(HOMS, "near", 7, (("air-base", "From Homs."), ("gone", "To Homs.")))])
    mentions, strings = data["mentions"], data["strings"]
    told = {name: [strings[code] for code in mentions[name]] for name in ("name", "geo_precision", "kind")}
    assert told == {"name": ["Homs"], "geo_precision": ["near"], "kind": ["town"]}
    assert (mentions["lon"], mentions["lat"], mentions["count"]) == ([3672000], [3473000], [7])
    quotes = [[document, strings[text]] for document, text in mentions["quotes"][0]]
    assert quotes == [[0, "From Homs."], [-1, "To Homs."]]


def test_unsettled_names_have_what_they_may_be():
    data = _named(unplaced=[Unsettled("Homs", "air-base", "In Homs.", ((HOMS, "Syria"),))])
    assert data["unplaced"] == [{
        "name": "Homs", "document": 0, "sentence": "In Homs.",
        "candidates": [{"name": "Homs", "where": "Syria", "lon": 36.72, "lat": 34.73}],
    }]  # fmt: skip


def test_a_page_holds_the_first_2000_places_and_500_names_and_counts_the_rest():
    data = _named([Mentioned(HOMS, "near", 1, ())] * 2003, [Unsettled("X", "", "", ())] * 501)
    assert (len(data["mentions"]["count"]), data["mentions_more"]) == (2000, 3)
    assert (len(data["unplaced"]), data["unplaced_more"]) == (500, 1)


def test_mentioned_places_follow_a_map_across_the_antimeridian():
    across = [{"day": "2016-01-01", "at": (lon, -17.0), "geo_precision": "exact"} for lon in (178.0, -178.0)]
    fiji = dataclasses.replace(HOMS, lon=-179.0)
    whole = dataclasses.replace(edition(*across), named=Named((Mentioned(fiji, "near", 1, ()),)))
    assert contract(whole)["mentions"]["lon"] == [18100000]


def test_a_page_of_a_period_has_no_mentioned_places():
    whole = dataclasses.replace(edition(), named=Named((Mentioned(HOMS, "near", 7, ()),)))
    assert contract(whole.of(CAMPAIGN), CAMPAIGN)["mentions"]["name"] == []


def test_of_several_sources_all_are_named_and_the_first_address_is_lent():
    rows = [
        {"day": "2016-01-01", "at": (36, 35), "source": source, "source_url": url}
        for source, url in (
            ("Radio; record", ""), ("Radio; record", "https://example.org/x"), ("record", ""), ("Radio", ""),
        )
    ]  # fmt: skip
    data = contract(edition(*rows))
    assert data["events"]["source"] == [-1, -1, 0, -1]
    assert _told(data, "publisher") == ["Radio; Air base takes shape"] * 2 + ["", "Radio"]
    assert data["events"]["url"] == ["https://example.org/base", "https://example.org/x", "", ""]


def test_the_licences_that_rows_name_are_told_with_their_numbers():
    rows = [{"day": "2016-01-01", "at": (36, 35), "licence": text} for text in ("CC0", "", "CC BY 4.0", "CC BY 4.0")]
    told = [{"licence": "CC BY 4.0", "events": 2}, {"licence": "CC0", "events": 1}]
    assert contract(edition(*rows))["licences"] == told
    assert "licences" not in contract(edition())
