"""Periods as PeriodO hands them on, in the shapes of its older and newer releases; every period here is made up."""

from __future__ import annotations

import json

import pytest

from geo.records import Level

from .conftest import HEADER, ROW, of


def period(name="p0abcdef1", start=None, stop=None, **members):
    bounds = {"start": start or {"label": "c. 1200", "in": {"year": "1200"}}}
    bounds["stop"] = stop or {"label": "1300", "in": {"year": "1300"}}
    return {"id": name, "label": "Middle age", "type": "Period"} | bounds | members


def authority(*periods, **members):
    source = {"title": "A history", "yearPublished": 2001}
    return {"id": "p0abc", "type": "Authority", "source": source, "periods": {p["id"]: p for p in periods}} | members


@pytest.fixture
def read(folder):
    def reader(data, name="periodo.json"):
        (folder.root / "periods.csv").unlink(missing_ok=True)
        return folder.put(name, json.dumps(data)).events(HEADER + ROW).read()

    return reader


def spans(seeds):
    return [(p.period_id, p.start, p.stop) for p in seeds.periods]


@pytest.mark.parametrize(
    "data",
    [
        {"authorities": {"p0abc": authority(period())}},
        {"periodCollections": {"x": authority(periods={}, definitions={"p0abcdef1": period()})}},
        authority(period()),
        {"authorities": [{"source": {"citation": "A history (2001)"}, "periods": [period()]}]},
        period(source={"partOf": {"title": "A history", "yearPublished": 2001}, "locator": "page 1"}),
    ],
)  # fmt: skip
def test_a_dataset_an_authority_or_a_period_in_any_release(read, data):
    [told] = read(data).periods
    assert (told.period_id, told.title, told.start, told.stop) == (
        "p0abcdef1",
        "Middle age",
        "1200-01-01",
        "1300-12-31",
    )
    assert (told.start_edtf, told.stop_edtf, told.source) == ("1200", "1300", "A history (2001)")
    assert told.description.startswith("c. 1200 – 1300")
    assert told.source_url == "http://n2t.net/ark:/99152/p0abcdef1"


@pytest.mark.parametrize(
    ("start", "stop", "span"),
    [
        ({"earliestYear": "1201", "latestYear": "1250"}, {"earliestYear": "1301", "latestYear": "1350"}, (1201, 1350)),
        ({"year": "-0043"}, {"year": "0410"}, (1, 410)),
        ({"year": "0000"}, {"year": "0014"}, (1, 14)),
    ],
)
def test_a_period_is_as_wide_as_its_source_allows(read, start, stop, span):
    seeds = read(authority(period(start={"in": start}, stop={"in": stop})))
    assert spans(seeds) == [("p0abcdef1", f"{span[0]:04}-01-01", f"{span[1]:04}-12-31")]


def test_what_no_calendar_of_ours_holds_is_told_and_none_is_lost(read):
    bronze = period("p1", {"label": "3000 BC", "in": {"year": "-2999"}}, {"label": "1000 BC", "in": {"year": "-0999"}})
    undated = period("p2", {"label": "long ago"}, label="Undated")
    backward = period("p3", {"in": {"year": "1500"}}, label="Backward")
    seeds = read(authority(bronze, undated, backward, period("p4")))
    assert [name for name, _, _ in spans(seeds)] == ["p4"]
    told = {fault.value: fault.message for fault in of(seeds, Level.FAULT)}
    assert told == {
        "Middle age": "1 period left out: outside the years 1 to 9999",
        "Undated, Backward": "2 periods left out: without years from one to another",
    }


def test_ids_are_addresses_or_names_and_name_a_page_either_way(read):
    long = "https://perio.do/.well-known/genid/assigned/p0BD664243d"
    assert [name for name, _, _ in spans(read(authority(period(long))))] == ["p0bd664243d"]


def test_labels_do_nothing_to_whoever_prints_them(read):
    [told] = read(authority(period(label="Late\u0000 \u202eage"))).periods
    assert told.title == "Late\ufffd \ufffdage"


@pytest.mark.parametrize("data", [{}, [], {"authorities": {}}, 3, {"features": []}])
def test_other_json_is_refused(folder, data):
    [fault] = folder.put("periodo.json", json.dumps(data)).refused()
    assert "no periods of PeriodO" in fault.message


def test_broken_json_is_refused_with_its_line(folder):
    [fault] = folder.put("periods.json", '{"authorities":\n{').refused()
    assert (fault.file, fault.line) == ("periods.json", 2)


def test_R068_periods_of_both_kinds_stand_together_and_an_id_counts_once(folder):
    folder.put("periods.json", json.dumps(authority(period()))).events(HEADER + ROW)
    assert [name for name, _, _ in spans(folder.read())] == ["all", "p0abcdef1"]
    [fault] = folder.put("periods.json", json.dumps(authority(period("all")))).refused()
    assert (fault.message, fault.value) == ("this id is of another period too", "all")
