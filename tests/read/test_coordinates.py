"""Coordinates: what is not certain to be one is set aside, and the event stays."""

from __future__ import annotations

import math

import pytest

from geo.read.coordinates import degrees
from geo.records import Level

from .conftest import HEADER, of, placed_table


def test_R044_latitude_135_is_set_aside(folder):
    seeds = folder.events(placed_table(("35.4", "35.9"), ("135", "35"))).read()
    assert seeds.events["latitude"].isna().tolist() == [False, True]
    assert seeds.events["longitude"].isna().tolist() == [False, True]
    [fault] = of(seeds, Level.FAULT)
    assert (fault.file, fault.line, fault.column, fault.value) == ("events/a.csv", 3, "latitude", "135")
    assert "135" in seeds.events.at[1, "place_problem"]
    assert (len(seeds.events), seeds.rejected) == (2, 0)


@pytest.mark.parametrize("pair", [("0", "0"), ("0", "35.9"), ("35.4", "0.000")])
def test_R046_a_zero_is_a_missing_value_and_told(folder, pair):
    seeds = folder.events(placed_table(pair)).read()
    assert seeds.events["latitude"].isna().all()
    assert len(of(seeds, Level.FAULT)) == 1
    kept = folder.read(allow_null_island=True)
    assert kept.events["latitude"].tolist() == [float(pair[0])]


@pytest.mark.parametrize("value", ["NaN", "inf", "-inf", "N/A", "1e400", ""])
def test_R047_what_is_no_number_leaves_the_event_without_a_place(folder, value):
    seeds = folder.events(placed_table((value, value), ("35.4", "35.9"))).read()
    lat = seeds.events["latitude"].tolist()
    assert math.isnan(lat[0])
    assert lat[1] == 35.4
    assert bool(of(seeds, Level.FAULT)) == (value in ("inf", "-inf", "1e400"))


@pytest.mark.parametrize(
    ("text", "axis", "expected"),
    [
        ("35.53", "latitude", 35.53),
        ("-35,53", "latitude", -35.53),
        ("35°31'N", "latitude", 35 + 31 / 60),
        ("35° 31′ 12″ S", "latitude", -(35 + 31 / 60 + 12 / 3600)),
        ("35.53N", "latitude", 35.53),
        ("N 35.53°", "latitude", 35.53),
        ("35 31 12", "latitude", 35.52),
        ("035°47'W", "longitude", -(35 + 47 / 60)),
        ("٣٥٫٥", "latitude", 35.5),
        ("−35.5", "latitude", -35.5),
        ("33 51 35 S", "latitude", -33.8597222),
        ("33d51m35s", "latitude", 33.8597222),
        ("33d51m35S", "latitude", -33.8597222),
        ("33d51m35s S", "latitude", -33.8597222),
    ],
)
def test_R048_other_spellings_are_read_to_the_right_place(text, axis, expected):
    assert degrees(text, axis) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "axis", "why"),
    [
        ("35.5W", "latitude", "W is no direction"),
        ("37S BU 12345 67890", "latitude", "MGRS or UTM"),
        ("-35.5N", "latitude", "twice"),
        ("35°61'N", "latitude", "run to 60"),
        ("35.5, 36.1", "latitude", "this is no latitude"),
        ("1_0", "latitude", "this is no latitude"),
        ("35.401.123", "latitude", "this is no latitude"),
        ("35.520,5", "latitude", "this is no latitude"),
        ("35.401 2", "latitude", "only its last part"),
        ("1" * 5000, "latitude", "beyond"),
        ("1 " * 5000 + "x", "latitude", "this is no latitude"),
    ],
)
def test_R048_what_cannot_be_read_is_refused_with_a_reason(text, axis, why):
    with pytest.raises(ValueError, match=why):
        degrees(text, axis)


def test_R048_both_in_the_cell_of_the_latitude(folder):
    events = folder.events(placed_table(("35°31'N 35°47'E", ""))).read().events
    assert events.loc[0, ["latitude", "longitude"]].tolist() == pytest.approx([35.5166667, 35.7833333])


def test_R049_metres_are_recognized_as_a_projection(folder):
    seeds = folder.events(placed_table(("4180000", "300000"))).read()
    assert all("projected" in f.message for f in of(seeds, Level.FAULT))
    assert seeds.events["latitude"].isna().all()


def test_half_a_pair_is_set_aside(folder):
    seeds = folder.events(placed_table(("35.4", ""), ("", "35.9"))).read()
    [fault] = of(seeds, Level.FAULT)
    assert "only one of latitude and longitude" in fault.message
    assert "also line 3" in fault.message
    assert seeds.events["longitude"].isna().all()


def test_underscores_are_no_part_of_a_number(folder):
    seeds = folder.events(placed_table(("3_5", "3_6"))).read()
    assert seeds.events["latitude"].isna().all()


def test_precision_words_of_others_are_taken_and_said(folder):
    table = "title,date,lat,lon,source,precision\n" + "".join(
        f"T{w},2015,36,37,S,{w}\n" for w in ("exact", "street", "town", "district", "region", "Country", "")
    )
    seeds = folder.events(table).read()
    assert seeds.events["geo_precision"].tolist() == ["exact", "exact", "near", "adm2", "region", "country", ""]
    assert any("town as near (1 row)" in note.message for note in of(seeds, Level.NOTE))


def test_number_codes_of_precision_are_not_guessed(folder):
    seeds = folder.events("title,date,lat,lon,source,geo_precision\nA,2015,36,37,S,1\n").read()
    assert seeds.events["geo_precision"].tolist() == ["unknown"]
    assert "ACLED, UCDP and GTD" in of(seeds, Level.FAULT)[0].remedy


def test_a_precision_that_speaks_of_days_is_the_dates(folder):
    events = folder.events("title,date,lat,lon,source,precision\nA,2015-09-30,36,37,S,month\n").read().events
    assert events.loc[0, ["date_precision", "geo_precision"]].tolist() == ["month", ""]


def test_blank_coordinates_and_place_are_no_fault(folder):
    seeds = folder.events(HEADER + "e1,A,2015,,,,,S\n").read()
    assert seeds.events["place_problem"].tolist() == [""]
    assert of(seeds, Level.FAULT) == []
