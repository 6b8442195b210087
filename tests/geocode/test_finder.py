"""The chain of one project, and what it says of ids."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.geocode import Finder


@pytest.mark.parametrize("kind", ["gn", "oa", "adm1", "adm2", "iso", "sea", "lake", "river", "region", "site", "own"])
def test_an_id_of_ours_that_is_nowhere_is_said_and_not_replaced_by_the_name(kind):
    assert Finder().place("Homs", place_id=f"{kind}:no-such") == (None, f"no place has the id '{kind}:no-such'")


def test_an_id_that_is_not_ours_leaves_the_name():
    place, _ = Finder().place("Homs", country="SY", place_id="wikidata:Q131275")
    assert place is not None
    assert place.candidate.name == "Homs"


def test_the_area_of_a_place_is_its_own_and_of_what_was_measured_from_it_there_is_none():
    finder = Finder()
    syria, homs = finder.find("Syria")[0], finder.find("Homs", country="SY")[0]
    shape, fixed = finder.area(syria.candidate)
    assert fixed and shape.geom_type in ("Polygon", "MultiPolygon")
    assert finder.area(homs.candidate) == (None, True)
    assert finder.area(replace(syria.candidate, lat=36.5)) == (None, False)
    assert finder.area(replace(homs.candidate, lat=homs.candidate.lat + 0.005)) == (None, True)
    assert finder.area(replace(homs.candidate, place_id="")) == (None, False)


def test_where_a_place_lies_is_its_division_and_its_country_each_once():
    finder = Finder()
    assert finder.where(finder.find("Homs", country="SY")[0].candidate).endswith("Governorate, Syria")
    assert finder.where(finder.find("Syria")[0].candidate) == ""


def test_R075_an_id_of_another_making_is_said_where_no_name_stands_beside_it():
    assert Finder().place("", place_id="163345") == (None, "no place has the id '163345'")
    place, _ = Finder().place("Latakia", place_id="163345")
    assert place.candidate.name == "Latakia"
