"""The command as a user runs it: a process, its exit code, its two streams."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EVENTS = "title,date_start,location,country,source\n"


def run(*words, cwd=ROOT, **environment):
    process = subprocess.run(
        [sys.executable, "-m", "geo", *map(str, words)],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", env=os.environ | environment, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in process.stderr, process.stderr
    return process


@pytest.fixture
def small(tmp_path):
    """A project of one period and one source, without events yet."""
    seeds = tmp_path / "seeds"
    (seeds / "events").mkdir(parents=True)
    (seeds / "project.toml").write_text('title = "Small"\nas_of = "2016-07-31"\ncountries = ["SY"]\n')
    (seeds / "periods.csv").write_text("period_id,title,start,stop\nspring,Spring,2016-03,2016-05\n")
    (seeds / "sources.csv").write_text("source_id,title\ns,A source\n")
    return seeds


def test_build_of_the_starter_from_any_directory(tmp_path):
    assert run("init", tmp_path / "p").returncode == 0
    built = run("build", tmp_path / "p/seeds", "--out", tmp_path / "p/maps", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert "12 rows read = 12 on the map" in built.stdout
    assert {p.name for p in (tmp_path / "p/maps").glob("*.*") if p.name[0] != "."} == {
        "index.html", "all-periods.html", "outward.html", "survey.html", "homeward.html", "events.geojson",
    }  # fmt: skip
    assert built.stderr == ""


def test_init_never_overwrites(tmp_path):
    assert run("init", tmp_path).returncode == 0
    (tmp_path / "seeds/project.toml").write_text("mine")
    again = run("init", tmp_path)
    assert again.returncode == 1
    assert "already there" in again.stderr
    assert (tmp_path / "seeds/project.toml").read_text() == "mine"


def test_check_lists_every_fault_of_every_file_and_writes_nothing(small):
    (small / "events/a.csv").write_text(EVENTS + "One,2016-04-01,Damascus,SY,s\nTwo,31/02/2016x,Damascus,SY,s\n")
    (small / "periods.csv").write_text("period_id,title,start,stop\nspring,Spring,2016-06,2016-05\n")
    checked = run("check", small)
    assert checked.returncode == 1
    assert "events/a.csv, line 3, column date_start" in checked.stderr
    assert "periods.csv, line 2" in checked.stderr
    assert not (small.parent / "maps").exists()


def test_a_row_set_aside_fails_a_check_but_not_a_build(small, tmp_path):
    (small / "events/a.csv").write_text(EVENTS + "One,2016-04-01,Damascus,SY,s\nTwo,31/02/2016,Damascus,SY,s\n")
    for words, code in [(("check", small), 1), (("build", small, "--out", tmp_path / "maps"), 0)]:
        done = run(*words)
        assert done.returncode == code
        assert "fault: events/a.csv, line 3, column date_start, value '31/02/2016'" in done.stderr


def test_R089_one_broken_table_of_many_is_named_and_the_old_map_stands(small, tmp_path):
    (small / "events/a.csv").write_text(EVENTS + "One,2016-04-01,Damascus,SY,s\n")
    assert run("build", small, "--out", tmp_path / "maps").returncode == 0
    before = (tmp_path / "maps/all-periods.html").read_bytes()
    (small / "events/b.csv").write_bytes(b"%PDF-1.7")
    built = run("build", small, "--out", tmp_path / "maps")
    assert built.returncode == 1
    assert "events/b.csv: this is a PDF" in built.stderr
    assert (tmp_path / "maps/all-periods.html").read_bytes() == before


def test_check_of_sound_seeds_exits_0(small):
    (small / "events/a.csv").write_text(EVENTS + "One,2016-04-01,Damascus,SY,s\n")
    checked = run("check", small)
    assert (checked.returncode, checked.stdout) == (
        0, "1 rows read = 1 on the map + 0 without a place + 0 undated + 0 rejected + 0 duplicates\n",
    )  # fmt: skip


@pytest.mark.parametrize("rows", ["", EVENTS, EVENTS + "One,2016-04-01,Xqzzyplace,SY,s\n", EVENTS + "One,2016-04-01\n"])
def test_R026_an_existing_map_is_not_replaced_by_an_empty_one(small, tmp_path, rows):
    maps = tmp_path / "maps"
    (small / "events/a.csv").write_text(EVENTS + "One,2016-04-01,Damascus,SY,s\n")
    assert run("build", small, "--out", maps).returncode == 0
    before = (maps / "all-periods.html").read_bytes()
    (small / "events/a.csv").write_text(rows)
    built = run("build", small, "--out", maps)
    assert built.returncode == 1
    assert (maps / "all-periods.html").read_bytes() == before


def test_R074_a_build_says_what_is_new_since_the_last(small, tmp_path):
    (small / "events/a.csv").write_text("id," + EVENTS + "e1,One,2016-04-01,Damascus,SY,s\n")
    first, again = (run("build", small, "--out", tmp_path / "maps") for _ in range(2))
    assert "since the last build" not in first.stdout + first.stderr + again.stdout + again.stderr
    (small / "events/a.csv").write_text("id," + EVENTS + "e1,One,2016-04-02,Damascus,SY,s\n")
    assert "since the last build: 1 changed (e1)" in run("build", small, "--out", tmp_path / "maps").stderr


def test_R054_every_event_of_a_pile_on_one_spot_is_in_the_page_and_counted(small, tmp_path):
    rows = [f"Clash number {i:03d},2016-04-01,Damascus,SY,s\n" for i in range(300)]
    (small / "events/a.csv").write_text(EVENTS + "".join(rows))
    built = run("build", small, "--out", tmp_path / "maps")
    assert "300 rows read = 300 on the map" in built.stdout
    page = (tmp_path / "maps/all-periods.html").read_text(encoding="utf-8")
    assert [i for i in range(300) if f"Clash number {i:03d}" not in page] == []


def test_allow_empty_writes_maps_without_events(small, tmp_path):
    (small / "events/a.csv").write_text(EVENTS)
    built = run("build", small, "--out", tmp_path / "maps", "--allow-empty")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "maps/index.html").exists()


def test_R093_the_accounting_adds_up(small, tmp_path):
    rows = "One,2016-04-01,Damascus,SY,s\nTwo,,Damascus,SY,s\nThree,2016-04-01,Xqzzyplace,SY,s\nFour,2016-04-01\n"
    (small / "events/a.csv").write_text(EVENTS + rows + "One,2016-04-01,Damascus,SY,s\n")
    built = run("build", small, "--out", tmp_path / "maps")
    assert built.returncode == 0, built.stderr
    told = "5 rows read = 1 on the map + 1 without a place + 1 undated + 1 rejected + 1 duplicates"
    assert told in built.stdout


def test_as_of_moves_open_ends(small, tmp_path):
    (small / "events/a.csv").write_text(EVENTS + "One,2016-04-01/..,Damascus,SY,s\n")
    run("build", small, "--out", tmp_path / "maps", "--as-of", "2016-05-01")
    (feature,) = json.loads((tmp_path / "maps/events.geojson").read_text())["features"]
    assert feature["properties"]["latest"] == "2016-05-01"


def test_a_missing_folder_is_one_clear_message(tmp_path):
    built = run("build", tmp_path / "nothing", "--out", tmp_path / "maps")
    assert built.returncode == 1
    assert "nothing" in built.stderr
    assert "geo init" in built.stderr


def test_usage_errors_exit_2():
    assert run("build", "--no-such-option").returncode == 2
    assert run("find", "Homs", "--near", "here").returncode == 2


def test_find_prints_the_place_and_why(tmp_path):
    found = run("find", "Palmyra", "--country", "SY", cwd=tmp_path)
    assert found.returncode == 0
    assert "Syria" in found.stdout


@pytest.mark.parametrize(
    "spelling", ["Hmeimim", "Khmeimim", "Hmeymim", "Humaymim", "حميميم", "Хмеймим", "Latakia air base"]
)
@pytest.mark.parametrize("home", [ROOT, None])
def test_the_air_base_is_found_in_every_spelling_in_a_project_and_without(spelling, home, tmp_path):
    found = json.loads(run("find", spelling, "--json", "--country", "SY", cwd=home or tmp_path).stdout)
    assert found["query"] == spelling
    assert abs(found["place"]["lat"] - 35.401) < 0.02
    assert abs(found["place"]["lon"] - 35.949) < 0.02
    assert found["place"]["reason"]


def test_an_unknown_name_is_null_with_its_reason():
    found = run("find", "Xqzzyplace", "--json")
    assert found.returncode == 1
    assert json.loads(found.stdout)["place"] is None


def test_R090_R091_the_same_bytes_under_other_locale_zone_and_hash_seed(tmp_path):
    run("init", tmp_path)
    run("build", tmp_path / "seeds", "--out", tmp_path / "a")
    odd = {"LC_ALL": "C", "TZ": "Pacific/Apia", "PYTHONHASHSEED": "42", "PYTHONUTF8": "0"}
    assert run("build", tmp_path / "seeds", "--out", tmp_path / "b", **odd).returncode == 0
    pages = sorted((tmp_path / "a").glob("*.*"))
    assert len(pages) > 5
    for page in pages:
        if not page.name.startswith("."):
            assert page.read_bytes() == (tmp_path / "b" / page.name).read_bytes(), page.name


def test_R111_no_path_or_user_of_this_machine_in_a_page(tmp_path):
    private = tmp_path / "very-private-folder"
    run("init", private)
    run("build", private / "seeds", "--out", private / "maps")
    for page in private.glob("maps/*.*"):
        assert b"very-private-folder" not in page.read_bytes()


def test_R092_spaces_and_other_scripts_in_the_path(tmp_path):
    odd = tmp_path / "со bäse 名前"
    shutil.copytree(ROOT / "geo/starter/seeds", odd / "seeds")
    assert run("build", odd / "seeds", "--out", odd / "maps out").returncode == 0
    assert (odd / "maps out/index.html").exists()


def test_R098_a_build_needs_no_network(tmp_path):
    run("init", tmp_path)
    script = (
        "import socket\n"
        "def refuse(*_, **__): raise RuntimeError('reached for the network')\n"
        "socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse\n"
        "from geo.cli import main; main()"
    )
    words = [sys.executable, "-c", script, "build", str(tmp_path / "seeds"), "--out", str(tmp_path / "maps")]
    built = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "maps/index.html").exists()


def test_R014_only_known_kinds_of_file_are_read(small, tmp_path):
    (small / "events/a.csv").write_text(EVENTS + "One,2016-04-01,Damascus,SY,s\n")
    (small / "events/b.vrt").write_text("<OGRVRTDataSource/>")
    (small / "events/c.pkl").write_bytes(b"\x80\x04.")
    (small / "events/d.csv").write_text("/vsicurl/https://example.org/x.csv\n")
    checked = run("check", small)
    assert checked.returncode == 1
    assert "events/b.vrt: this is not read" in checked.stderr
    assert "events/c.pkl: this is not read" in checked.stderr
    assert "events/d.csv" in checked.stderr


def test_a_country_that_nobody_knows_is_said(small):
    (small / "events/a.csv").write_text(EVENTS + "One,2016-04-01,Damascus,Syira,s\n")
    checked = run("check", small)
    assert "events/a.csv, line 2, column country, value 'Syira'" in checked.stderr
    assert "'Syria'" in checked.stderr


def test_a_document_alone_makes_a_map_and_its_events_wait_for_a_review(small, tmp_path):
    (small / "documents").mkdir()
    told = "On 2 April 2016 rebels shelled the city of Damascus, and four civilians were killed."
    (small / "documents/report.txt").write_text(f"A report\n\n{told}\n")
    built = run("build", small, "--out", tmp_path / "maps")
    assert built.returncode == 0, built.stderr
    assert built.stdout.endswith("1 suggested, not reviewed\n")
    row = dict(zip(*csv.reader((tmp_path / "maps/suggested.csv").read_text("utf-8-sig").splitlines()), strict=True))
    said = {name: row[name] for name in ("title", "date_start", "place_id", "fatalities", "status")}
    assert said == {
        "title": told[:-1], "date_start": "2016-04-02", "place_id": "gn:170654", "fatalities": "4",
        "status": "suggested",
    }  # fmt: skip
    assert run("build", small, "--out", tmp_path / "maps", "--publish").returncode == 1
    (small / "events/reviewed.csv").write_text(
        (tmp_path / "maps/suggested.csv").read_text("utf-8").replace("suggested", "accepted"), "utf-8"
    )
    published = run("build", small, "--out", tmp_path / "maps", "--publish")
    assert published.stdout.endswith("1 on the map + 0 without a place + 0 undated + 0 rejected + 0 duplicates\n")
