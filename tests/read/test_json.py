"""Lists in JSON: what an interface answers, rows of cells, objects named by HXL tags, a feature a line."""

from __future__ import annotations

import json

import pytest

from geo.records import Level

from .conftest import of
from .test_geojson import feature

ROW = {"title": "Clash", "date": "2015-09-30", "source": "SANA", "type": "riot", "lat": 36.5, "lon": 37.0}


def titles(folder, text, name="events/a.json"):
    return folder.events(text if isinstance(text, str) else json.dumps(text), name).read().events["title"].tolist()


def test_a_list_of_objects_is_a_table(folder):
    text = "[\n" + json.dumps(ROW) + ",\n" + json.dumps(ROW | {"title": "Raid"}) + "]"
    told = folder.events(text, "events/a.json").read().events
    columns = ["title", "event_type", "latitude", "longitude", "line"]
    assert told[columns].values.tolist() == [["Clash", "riot", 36.5, 37.0, 2], ["Raid", "riot", 36.5, 37.0, 3]]


@pytest.mark.parametrize("name", ["data", "Result"])
def test_what_an_interface_answers_is_the_list_in_it(folder, name):
    answer = {"status": 200, "count": 2, "messages": [], name: [ROW, ROW | {"title": "Raid"}]}
    assert titles(folder, answer) == ["Clash", "Raid"]


def test_an_answer_with_two_lists_is_refused_for_nobody_knows_which(folder):
    [fault] = folder.events(json.dumps({"a": [ROW], "b": [ROW]}), "events/a.json").refused()
    assert "holds no features" in fault.message


@pytest.mark.parametrize(
    "rows",
    [
        [["When?"], ["#date", "#event", "#loc", "#meta+source"], ["2015-09-30", "Clash", "Azaz", "SANA"], ["", None]],
        [{"#date": "2015-09-30", "#event": "Clash", "#loc": "Azaz", "#meta+source": "SANA"}],
    ],
)
def test_R024_rows_and_objects_with_hxl_tags_are_read_by_them(folder, rows):
    seeds = folder.events(json.dumps(rows), "events/a.json").read()
    assert seeds.events[["title", "date_start", "source"]].values.tolist() == [["Clash", "2015-09-30", "SANA"]]
    assert any("the third row" in note.message for note in of(seeds, Level.NOTE))


def test_R027_a_row_with_more_cells_than_the_names_is_rejected_and_counted(folder):
    rows = [["title", "date", "location", "source"], *[["x", "2015", "Azaz", "S"]] * 12, ["y", "2016", "", "S", "more"]]
    seeds = folder.events(json.dumps(rows), "events/a.json").read()
    assert (len(seeds.events) + seeds.duplicates, seeds.rejected) == (12, 1)
    assert any("more cells than the header" in fault.message for fault in of(seeds, Level.FAULT))


@pytest.mark.parametrize("suffix", ["geojson", "json", "jsonl", "ndjson", "geojsonl"])
def test_a_feature_a_line_is_read_whatever_the_file_is_called(folder, suffix):
    lines = json.dumps(feature()) + "\n" + json.dumps(feature(title="Raid")) + "\n"
    assert titles(folder, lines, f"events/a.{suffix}") == ["Clash", "Raid"]


def test_text_behind_the_end_is_no_json(folder):
    text = json.dumps({"type": "FeatureCollection", "features": [feature()]}) + "\n]"
    [fault] = folder.events(text, "events/a.json").refused()
    assert ("behind its end" in fault.message, fault.line) == (True, 2)


def test_a_bare_geometry_is_no_event(folder):
    seeds = folder.events(json.dumps([ROW, {"type": "Point", "coordinates": [1, 2]}]), "events/a.json").read()
    assert (len(seeds.events), seeds.rejected) == (1, 1)
