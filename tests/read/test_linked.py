"""Linked Places as events: one row a record, its times wherever the record states them."""

from __future__ import annotations

import json

import pytest

from geo.records import Level

from .conftest import days, of

POINT = {"type": "Point", "coordinates": [37.0, 36.5]}


def when(start=None, end=None):
    return {"timespans": [{k: v for k, v in (("start", start), ("end", end)) if v is not None}]}


def record(**members):
    return {
        "type": "Feature",
        "@id": "http://example.org/p/1",
        "properties": {"title": "Azaz"},
        "geometry": POINT,
    } | members


@pytest.fixture
def read(folder):
    def reader(*records):
        return folder.events("".join(json.dumps(r) + "\n" for r in records), "events/a.jsonl").read()

    return reader


def spans(seeds):
    return [list(span) for span in zip(days(seeds, "earliest"), days(seeds, "latest"), strict=True)]


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (when({"in": "1600"}, {"in": "1699"}), ["1600-01-01", "1699-12-31"]),
        (when({"in": "1700"}), ["1700-01-01", "2016-07-31"]),
        (
            when({"earliest": "1590", "latest": "1610"}, {"earliest": "1690", "latest": "1700"}),
            ["1590-01-01", "1700-12-31"],
        ),
        (when(1727, 1750), ["1727-01-01", "1750-12-31"]),
        (when({"in": ""}, {"in": "1750"}), [None, "1750-12-31"]),
        (
            {"timespan": [{"start": {"in": "1600-05-01"}, "end": {"latest": "1600-05-09"}}]},
            ["1600-05-01", "1600-05-09"],
        ),
        (
            {"timespans": [*when("1600", "1610")["timespans"], *when("0950", "1605")["timespans"]]},
            ["0950-01-01", "1610-12-31"],
        ),
    ],
)
def test_the_when_of_a_record_is_its_date(read, time, expected):
    assert spans(read(record(when=time))) == [expected]


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (when(-1, -1), [None, None]),
        (when(1727, -1), ["1727-01-01", "1727-12-31"]),
        (when(-1, 1750), [None, "1750-12-31"]),
    ],
)
def test_R067_minus_one_stands_for_unknown(read, time, expected):
    seeds = read(record(when=time))
    assert spans(seeds) == [expected]
    if -1 not in (time["timespans"][0]["start"],) or expected[1] is None:
        assert any("unknown" in note.message and note.value == "-1" for note in of(seeds, Level.NOTE))


def test_a_blank_when_is_none_so_that_of_geometries_or_names_counts(read):
    blank = {"timespan": [{"start": {"in": ""}, "end": {"latest": ""}}]}
    names = [{"toponym": "Azaz", "when": when("1800", "1810")}, {"toponym": "A'zaz"}]
    place = {"type": "GeometryCollection", "geometries": [POINT | {"when": when("1700", "1710")}]}
    undated = {"type": "GeometryCollection", "geometries": [POINT | {"when": when(-1, -1)}]}
    seeds = read(
        record(when=blank, geometry=place, names=names),
        record(when=blank, geometry=undated, names=names, **{"@id": "http://example.org/p/2"}),
    )
    assert spans(seeds) == [["1700-01-01", "1710-12-31"], ["1800-01-01", "1810-12-31"]]
    assert seeds.events["latitude"].tolist() == [36.5, 36.5]
    assert seeds.events.at[0, "extra"] == {"other names": "A'zaz"}


def test_a_when_among_the_properties_counts_too(read):
    seeds = read({"type": "Feature", "properties": {"title": "A", "when": when("1900", "1901")}, "geometry": POINT})
    assert spans(seeds) == [["1900-01-01", "1901-12-31"]]
    assert seeds.events["extra"].tolist() == [{}]


def test_several_times_are_one_span_and_said(read):
    later = {"type": "Point", "coordinates": [37.5, 36.5], "when": when("1700"), "certainty": "uncertain"}
    parts = [POINT | {"when": when("1600", "1699"), "certainty": "certain"}, later]
    seeds = read(record(geometry={"type": "GeometryCollection", "geometries": parts}))
    event = seeds.events.loc[0]
    assert spans(seeds) == [["1600-01-01", "2016-07-31"]]
    assert event[["date_text", "confidence", "geo_precision"]].tolist() == [
        "1600 – 1699; 1700 – …",
        "uncertain",
        "region",
    ]
    assert any("several times" in note.message for note in of(seeds, Level.NOTE))


def test_the_rest_of_a_record_fills_columns_that_its_properties_leave_open(read):
    more = {
        "names": [{"toponym": "Azaz", "citations": [{"label": "Survey; 1900"}]}],
        "types": [{"sourceLabels": [{"label": "town"}]}],
        "descriptions": [{"value": "A town."}, {"value": ""}],
    }
    seeds = read(record(properties={"title": "Azaz", "ccodes": ["SY"], "notes": "Ours."}, when=when("1900"), **more))
    wanted = ["event_id", "title", "location", "iso", "event_type", "notes", "source", "source_url"]
    assert seeds.events.loc[0, wanted].tolist() == [
        "http://example.org/p/1", "Azaz", "Azaz", "SY", "town", "Ours.", "Survey, 1900", "http://example.org/p/1",
    ]  # fmt: skip


@pytest.mark.parametrize("odd", [None, 1, "x", [], [1, None], {"timespans": 3}, {"timespans": [{"start": [1]}]}])
def test_members_of_odd_kinds_are_passed_over(read, odd):
    seeds = read(record(when=odd, names=odd, types=odd, descriptions=odd, properties={"title": "A", "when": odd}))
    assert spans(seeds) == [[None, None]]
