"""project.toml, sources.csv, periods.csv, places.csv."""

from __future__ import annotations

import pytest

from geo.read import read_seeds
from geo.records import Level
from geo.schema import EVENT_COLUMNS, READ_COLUMNS
from geo.texts import text_dtype

from .conftest import HEADER, PROJECT, ROW, days, of


def test_the_project_holds_every_key(folder):
    text = (
        'title = "T"\nheadline = "H"\nstandfirst = "S"\nkicker = "K"\nas_of = 2016-07-31\ncountries = ["SY", "RU"]\n'
        'languages = ["en", "ar"]\nmethod = "M"\ncorrections = "C"\nearliest = "1956"\nlatest = "2016"\n'
    )
    project = folder.put("project.toml", text).read().project
    assert (project.title, project.headline, project.standfirst, project.kicker) == ("T", "H", "S", "K")
    assert (project.as_of, project.countries, project.languages) == ("2016-07-31", ("SY", "RU"), ("en", "ar"))
    assert (project.method, project.corrections) == ("M", "C")
    assert (project.earliest, project.latest) == ("1956-01-01", "2016-12-31")


def test_an_unknown_key_is_a_fault_with_the_nearest(folder):
    [fault] = of(folder.put("project.toml", PROJECT + 'headlin = "x"\n').read(), Level.FAULT)
    assert (fault.file, fault.line, fault.column) == ("project.toml", 3, "headlin")
    assert "'headline' may be meant" in fault.remedy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('as_of = "2016-07-31"\n', "no title"),
        ('title = "T"\n', "no as_of"),
        ('title = "T"\nas_of = "2016-02-30"\n', "no day 30"),
        ('title = "T"\nas_of = "2016-07"\n', "no ISO day"),
        ('title = "T\nas_of = "2016-07-31"\n', "no TOML"),
    ],
)
def test_a_project_that_cannot_be_used_is_an_error(folder, text, said):
    assert any(said in fault.message for fault in folder.put("project.toml", text).refused())


def test_wrong_values_of_the_project_are_set_aside(folder):
    seeds = folder.put("project.toml", PROJECT + 'countries = ["Syria", "SY"]\nheadline = 3\nlatest = "soon"\n').read()
    assert seeds.project.countries == ("SY",)
    assert sorted(f.column for f in of(seeds, Level.FAULT)) == ["countries", "headline", "latest"]


def test_as_of_can_be_overridden_but_must_be_a_day(folder):
    assert folder.read(as_of="2015-01-01").project.as_of == "2015-01-01"
    [fault] = folder.refused(as_of="tomorrow")
    assert fault.value == "tomorrow"


def test_a_folder_without_project_points_to_init(folder, tmp_path):
    (tmp_path / "project.toml").unlink()
    [fault] = folder.refused()
    assert "geo init" in fault.remedy


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="no such folder"):
        read_seeds(tmp_path / "nowhere")


def test_sources_are_read_with_their_aliases(folder):
    folder.put("sources.csv", "id,name,publisher,date,link,license\na,Title,Outlet,September 2015,ftp://x,CC BY\n")
    seeds = folder.read()
    source = seeds.sources["a"]
    assert (source.title, source.outlet, source.date, source.url, source.licence) == (
        "Title",
        "Outlet",
        "2015-09",
        "",
        "CC BY",
    )
    assert [f.column for f in of(seeds, Level.FAULT)] == ["url"]


def test_sources_that_repeat_an_id(folder):
    head = "source_id,title\na,One\n"
    assert len(folder.put("sources.csv", head + "a,One\n").read().sources) == 1
    [fault] = folder.put("sources.csv", head + "a,Two\n").refused()
    assert (fault.line, fault.value) == (3, "a")
    assert "line 2" in fault.message


def test_R068_periods_that_repeat_an_id_or_stop_before_they_start_are_errors(folder):
    table = "period_id,title,start,stop\na,A,2015,2016\na,B,2015,2016\nb,C,2016-05,2016-04\n"
    faults = folder.put("periods.csv", table).refused()
    assert [(f.line, f.column) for f in faults] == [(3, "period_id"), (4, "stop")]
    assert "line 2" in faults[0].message


def test_R068_gaps_and_overlaps_are_noted_among_siblings(folder):
    table = (
        "period_id,title,start,stop,parent\na,A,2015-01-01,2015-03-31,\nb,B,2015-03-15,2015-05-31,\n"
        "c,C,2015-07,2015-08,\nd,D,2015-09-01,..,\nchild,E,2015-02,2015-02,a\n"
    )
    notes = of(folder.put("periods.csv", table).read(), Level.NOTE)
    assert [(n.line, n.message.split(":")[0]) for n in notes] == [
        (3, "overlaps 'a' from 2015-03-15 to 2015-03-31"),
        (4, "leaves a gap after 'b'"),
    ]


def test_R062_period_days_are_inclusive(folder):
    table = "period_id,start,stop\na,1956,1991\nb,2015-09-30,2016-03-14\nc,2016-03-15,..\nd,..,1955\n"
    periods = folder.put("periods.csv", table).read().periods
    assert [(p.start, p.stop) for p in periods] == [
        ("1956-01-01", "1991-12-31"), ("2015-09-30", "2016-03-14"), ("2016-03-15", "2016-07-31"),
        ("0001-01-01", "1955-12-31"),
    ]  # fmt: skip
    assert periods[2].stop_edtf == ".."


@pytest.mark.parametrize("row", ["a,,2016", "a,2015,", "a,soon,2016", "a,2017,..", "a,XXXX-07-08,2016"])
def test_periods_without_days_are_errors(folder, row):
    assert len(folder.put("periods.csv", f"period_id,start,stop\n{row}\n").refused()) == 1


@pytest.mark.parametrize(
    ("written", "read"), [("#abc", "#aabbcc"), ("#A1b2C3", "#a1b2c3"), ("Navy", "#000080"), ("", "")]
)
def test_R007_colours_that_are_colours(folder, written, read):
    [period] = folder.put("periods.csv", f"period_id,start,stop,color\na,2015,2016,{written}\n").read().periods
    assert period.color == read


@pytest.mark.parametrize("color", ["red;background:url(//x)", "#12", '"" onmouseover=x', "rgb(1 2 3)"])
def test_R007_other_colours_are_faults_and_the_default_is_used(folder, color):
    quoted = '"' + color.replace('"', '""') + '"'
    seeds = folder.put("periods.csv", f"period_id,start,stop,color\na,2015,2016,{quoted}\n").read()
    assert seeds.periods[0].color == ""
    assert [(f.line, f.column) for f in of(seeds, Level.FAULT)] == [(2, "color")]


def test_no_periods_is_allowed_and_noted(folder, tmp_path):
    (tmp_path / "periods.csv").unlink()
    seeds = folder.read()
    assert seeds.periods == ()
    assert [n.file for n in of(seeds, Level.NOTE)] == ["periods.csv"]


def test_places_are_points_lines_areas_or_like_an_area(folder):
    table = (
        "place_id,name,local_name,spellings,kind,latitude,longitude,radius_km,geometry,extent,like,color\n"
        "hmeimim,Hmeimim,حميميم,Khmeimim; Humaymim,airfield,35.4,35.9,2,,,,blue\n"
        'own:strait,Strait,,,strait,,,,"LINESTRING (29.1 41.2, 29.0 41.0)",,,\n'
        "own:box,Box,,,region,,,,,-92;-1;-89;1,,\n"
        "own:syria,Syria,,,country,35,38,,,,iso:SY,\n"
    )
    seeds = folder.put("places.csv", table).read()
    point, line, box, area = seeds.places
    assert (point.candidate.place_id, point.candidate.lon, point.candidate.lat) == ("own:hmeimim", 35.9, 35.4)
    assert (point.candidate.geo_precision, point.candidate.radius_km) == ("exact", 2.0)
    assert point.spellings == ("Khmeimim", "Humaymim")
    assert (point.extra, point.file, point.line) == ({"color": "blue"}, "places.csv", 2)
    assert line.geometry.geom_type == "LineString"
    assert line.candidate.bounds == (29.0, 41.0, 29.1, 41.2)
    assert (box.candidate.lon, box.candidate.lat, box.candidate.bounds) == (-90.5, 0.0, (-92.0, -1.0, -89.0, 1.0))
    assert (area.like, area.candidate.geo_precision) == ("iso:SY", "country")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("a,A,135,35,,", "latitude"),
        ("a,A,35,,,", "latitude"),
        ("a,A,,,,", "latitude"),
        ('a,A,,,"POINT (35 135)",', "geometry"),
        ("a,A,,,POLYGON,", "geometry"),
        ('a,A,,,"POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))",', "geometry"),
        ("a,A,,,,1;2;3", "extent"),
        ("a,A,,,,1;9;3;4", "extent"),
        (",A,1,1,,", "place_id"),
    ],
)
def test_a_place_that_lies_nowhere_is_an_error(folder, row, column):
    faults = folder.put("places.csv", f"place_id,name,latitude,longitude,geometry,extent\n{row}\n").refused()
    assert [f.column for f in faults] == [column]


def test_a_place_id_that_stands_twice_is_an_error(folder):
    [fault] = folder.put("places.csv", "place_id,name,latitude,longitude\na,A,1,1\nown:a,B,2,2\n").refused()
    assert "line 2" in fault.message


def test_the_events_table_has_its_columns_and_no_text_is_missing(folder):
    seeds = folder.events(HEADER + ROW).events("title,date,location,source\nA,,Azaz,S\n", "events/b.csv").read()
    events = seeds.events
    assert list(events.columns) == [*EVENT_COLUMNS, *READ_COLUMNS]
    assert list(events.index) == [0, 1]
    assert days(seeds, "earliest") == ["2015-09-30", None]
    texts = [c for c in events.columns if c not in ("latitude", "longitude", "line", "extra", "earliest", "latest")]
    assert {events[column].dtype for column in (*texts, "earliest", "latest")} == {text_dtype()}
    assert all(isinstance(value, str) for column in texts for value in events[column])
    empty = folder.events("", "events/a.csv").events("", "events/b.csv").read().events
    assert list(empty.columns) == [*EVENT_COLUMNS, *READ_COLUMNS]
