"""Places that a text gives by another: how far, on which side, between which two, which part."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import geo
from geo.geocode import FirstOf, Gazetteer

ROWS = list(csv.DictReader((Path(__file__).parent / "relative.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_where_it_is_and_how_exactly(row):
    (found,) = [t for t in geo.parse(row["text"]).toponyms if t.mention.surface == row["surface"]]
    place = found.candidate
    assert (place.name, place.place_id, found.geo_precision) == (row["name"], row["place_id"], row["precision"])
    assert place.radius_km == pytest.approx(float(row["radius"]), abs=0.1)
    if "+" not in row["place_id"]:
        assert found.named is None
        return
    assert found.named.place_id in row["place_id"]
    assert found.reason.startswith("“")
    again = FirstOf([Gazetteer()]).place(place.place_id)  # the id alone leads back to it
    assert (again.lon, again.lat, again.bounds, again.radius_km) == (
        place.lon,
        place.lat,
        place.bounds,
        place.radius_km,
    )


def test_a_part_lies_in_its_own_bounds_and_has_the_shape_of_what_is_in_them():
    chain = FirstOf([Gazetteer()])
    whole, part = chain.place("iso:SY"), chain.place("iso:SY+part-NE")
    west, south, east, north = part.bounds
    assert west > whole.bounds[0] and east == whole.bounds[2] and south > whole.bounds[1] and north == whole.bounds[3]
    shape = chain.geometry("iso:SY+part-NE")
    assert 0 < shape.area < chain.geometry("iso:SY").area and shape.bounds[0] >= west and shape.bounds[1] >= south


def test_a_part_is_one_of_the_mainland():
    north = FirstOf([Gazetteer()]).place("iso:FR+part-S")
    assert 42 < north.lat < 46 and -1 < north.lon < 6


UNKNOWN = ("gn:163808+", "gn:163808+20km-X", "gn:163808+up", "gn:163808+between-gn:0", "gn:0+near", "gn:163808+nankm",
           "gn:163808+part-N", "gn:163808+-5km")  # fmt: skip


@pytest.mark.parametrize("place_id", UNKNOWN)
def test_an_id_that_says_nothing_known_is_no_place(place_id):
    assert FirstOf([Gazetteer()]).place(place_id) is None
    assert FirstOf([Gazetteer()]).geometry(place_id) is None


def test_a_name_that_stands_for_a_government_stays_where_it_is():
    (found,) = geo.parse("Northern Syria? Damascus said nothing.").toponyms[1:]
    assert found.mention.role == "metonym" and found.candidate.place_id == "gn:170654"
