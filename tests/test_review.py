"""From documents to suggested events, and back through a person's table."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner

from geo import build, library
from geo.cli import main
from geo.errors import SeedError
from geo.geocode import Gazetteer
from geo.mentions import Reading
from geo.pipeline import features, survey
from geo.read import read_seeds
from tests.join.tellings import event, toponym

TEXT = (
    "---\ntitle: =cmd|' /C calc'!A0\ndate: 2015-10-13\n---\n"
    '- Shells fell on Aleppo on 12 October 2015, "by the market", reports say.\n\n'
    "Syria was\nquiet on 11 October 2015. Azaz was not. Nobody knew Qaryat.\n"
)


@pytest.fixture
def seeds(tmp_path, monkeypatch):
    """A project of one document, no table and no period; its events are marked by hand."""
    root = tmp_path / "seeds"
    (root / "documents").mkdir(parents=True)
    (root / "events").mkdir()
    (root / "project.toml").write_text('title = "Small"\nas_of = "2016-07-31"\n')
    (root / "documents/report.md").write_text(TEXT)
    monkeypatch.setattr(library, "read_documents", _read)
    return root


def _read(documents, progress, **_):
    gazetteer = Gazetteer()
    aleppo, syria, azaz = (gazetteer.place(i) for i in ("gn:170063", "iso:SY", "gn:172082"))
    found = {}
    for made in documents:
        shells, quiet = re.findall(r"^- Shells.*say\.|Syria was\nquiet[^.]*\.", made.text, re.M)
        events = (
            event(made, shells, aleppo, toponym=toponym(made.text, aleppo, "Aleppo")),
            event(made, quiet, syria, "2015-10-11", event_type="Other", toponym=toponym(made.text, syria, "Syria")),
        )
        names = (toponym(made.text, azaz, "Azaz"), toponym(made.text, None, "Qaryat", certain=False))
        found[made.doc_id] = Reading((*(e.toponym for e in events), *names), (), events)
    return found


def _suggested(maps):
    return list(csv.DictReader(io.StringIO((maps / "suggested.csv").read_text("utf-8-sig"), newline="")))


def _accept(seeds, rows, status):
    """Copy rows into a table, as a person does."""
    with (seeds / f"events/{status}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(row | {"status": status} for row in rows)


def _drawn(maps):
    return [f["properties"] for f in json.loads((maps / "events.geojson").read_text())["features"]]


def _data(page):
    return json.loads(re.search(r'id="geo-data">(.*?)</script>', page.read_text())[1])


def test_documents_alone_make_a_map(seeds, tmp_path):
    report = build(seeds, tmp_path / "maps")
    assert str(report.accounting) == (
        "2 rows read = 2 on the map + 0 without a place + 0 undated + 0 rejected + 0 duplicates; "
        "2 suggested, not reviewed"
    )
    assert [(e["place_name"], e["status"]) for e in _drawn(tmp_path / "maps")] == [
        ("Aleppo", "suggested"), ("Syria", "suggested"),
    ]  # fmt: skip
    assert not [fault for fault in report.faults if fault.level != "note"]


def test_the_line_of_a_sentence_is_that_of_the_file(seeds):
    found = survey(seeds).suggested
    lines = TEXT.split("\n")
    assert [lines[n - 1][:7] for n in found["line"]] == ["- Shell", "Syria w"]
    assert set(found["file"]) == {"documents/report.md"}


def test_rows_that_a_person_accepts_take_the_place_of_the_suggestions(seeds, tmp_path):
    maps = tmp_path / "maps"
    build(seeds, maps)
    first, before = _suggested(maps), _drawn(maps)
    _accept(seeds, first[:1], "accepted")
    build(seeds, maps)
    assert [row["event_id"] for row in _suggested(maps)] == [first[1]["event_id"]]
    assert sorted((e["event_id"], e["status"]) for e in _drawn(maps)) == sorted([
        (first[0]["event_id"], "accepted"), (first[1]["event_id"], "suggested"),
    ])  # fmt: skip
    _accept(seeds, first, "accepted")
    report = build(seeds, maps)
    assert not (maps / "suggested.csv").exists()
    assert (report.accounting.rows, report.accounting.suggested) == (2, 0)
    told = [fault for fault in report.faults if fault.level != "note"]
    assert not told
    same = ("event_id", "title", "quote", "char_start", "date_start", "place_name", "geo_precision", "source", "notes")
    for name in same:
        assert [e[name] for e in _drawn(maps)] == [e[name] for e in before], name
    shapes = [f["geometry"] for f in json.loads((maps / "events.geojson").read_text())["features"]]
    assert [shape["type"] for shape in shapes] == ["Point", "Polygon"]


def test_rows_that_a_person_rejects_are_gone_and_counted(seeds, tmp_path):
    maps = tmp_path / "maps"
    build(seeds, maps)
    _accept(seeds, _suggested(maps)[:1], "rejected")
    report = build(seeds, maps)
    assert [e["place_name"] for e in _drawn(maps)] == ["Syria"]
    assert "2 rows read = 1 on the map" in str(report.accounting) and report.accounting.rejected == 1


def test_a_row_without_its_id_and_offsets_is_still_known_by_its_sentence(seeds, tmp_path):
    maps = tmp_path / "maps"
    build(seeds, maps)
    rows = [row | {"event_id": "", "char_start": "", "char_end": ""} for row in _suggested(maps)]
    _accept(seeds, rows, "rejected")
    build(seeds, maps, allow_empty=True)
    assert _drawn(maps) == []


def test_no_cell_of_the_table_is_a_formula(seeds, tmp_path):
    build(seeds, tmp_path / "maps")
    rows = _suggested(tmp_path / "maps")
    assert rows[0]["title"].startswith("'- Shells") and rows[0]["source"].startswith("'=cmd")
    assert not [cell for row in rows for cell in row.values() if re.match(r"[=+@\t\r\n]|-(?!\d)", cell)]


def test_publish_refuses_what_nobody_has_reviewed_and_names_it(seeds, tmp_path):
    maps = tmp_path / "maps"
    build(seeds, maps)
    rows = _suggested(maps)
    before = (maps / "all-periods.html").read_bytes()
    refused = CliRunner().invoke(main, ["build", str(seeds), "--out", str(maps), "--publish"])
    assert refused.exit_code == 1
    for row, line in zip(rows, (5, 7), strict=True):
        assert f"documents/report.md, line {line}, column status, value '{row['event_id']}" in refused.stderr
    assert (maps / "all-periods.html").read_bytes() == before
    _accept(seeds, rows, "accepted")
    done = CliRunner().invoke(main, ["build", str(seeds), "--out", str(maps), "--publish"])
    assert done.exit_code == 0, done.stderr


def test_publish_refuses_a_row_of_a_table_that_is_only_suggested(seeds, tmp_path):
    maps = tmp_path / "maps"
    build(seeds, maps)
    _accept(seeds, _suggested(maps), "suggested")
    with pytest.raises(SeedError, match=r"events/suggested.csv, line 2, column status"):
        build(seeds, maps, publish=True)


def test_a_long_list_of_the_unreviewed_is_named_up_to_a_hundred(seeds, tmp_path):
    rows = "".join(f"e{n},E,2015-10-{1 + n % 30:02d},Homs,s,suggested\n" for n in range(130))
    (seeds / "events/a.csv").write_text("event_id,title,date_start,location,source,status\n" + rows)
    with pytest.raises(SeedError) as refused:
        build(seeds, tmp_path / "maps", publish=True)
    assert len(refused.value.faults) == 101
    assert "32 more events" in str(refused.value.faults[-1])


def test_what_documents_name_beside_their_events_is_on_the_page_of_all_periods(seeds, tmp_path):
    (seeds / "periods.csv").write_text("period_id,title,start,stop\nautumn,Autumn,2015-09,2015-11\n")
    maps = tmp_path / "maps"
    build(seeds, maps)
    data = _data(maps / "all-periods.html")
    mentions, strings = data["mentions"], data["strings"]
    assert [strings[name] for name in mentions["name"]] == ["I‘zāz"]
    assert (mentions["count"], mentions["lon"], mentions["lat"]) == ([1], [3704628], [3658662])
    assert [[document, strings[text]] for document, text in mentions["quotes"][0]] == [[0, "Azaz was not."]]
    assert data["unplaced"] == [{"name": "Qaryat", "document": 0, "sentence": "Nobody knew Qaryat.", "candidates": []}]
    assert data["accounting"]["suggested"] == 2
    assert (_data(maps / "autumn.html")["mentions"]["name"], _data(maps / "autumn.html")["unplaced"]) == ([], [])


def test_a_page_to_be_published_says_nothing_that_nobody_reviewed(seeds, tmp_path):
    maps = tmp_path / "maps"
    build(seeds, maps)
    _accept(seeds, _suggested(maps), "accepted")
    build(seeds, maps, publish=True)
    data = _data(maps / "all-periods.html")
    assert (data["mentions"]["name"], data["unplaced"]) == ([], [])


def test_a_suggested_table_of_somebody_else_stays(seeds, tmp_path):
    maps = tmp_path / "maps"
    build(seeds, maps)
    _accept(seeds, _suggested(maps), "accepted")
    (maps / "suggested.csv").write_text("my,own,list\n")
    build(seeds, maps)
    assert (maps / "suggested.csv").read_text() == "my,own,list\n"


def test_features_of_python_are_those_of_a_build(seeds):
    table = features(read_seeds(seeds))
    assert table["place_name"].tolist() == ["Aleppo", "Syria"]


def test_twice_the_same_bytes(seeds, tmp_path):
    build(seeds, tmp_path / "a")
    build(seeds, tmp_path / "b")
    for file in ("suggested.csv", "all-periods.html", "events.geojson"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
