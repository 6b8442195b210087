"""The project's own places: found by every spelling, with their own shape or a borrowed one."""

from __future__ import annotations

import shapely

from geo.geocode import FirstOf, SeedPlaces
from geo.records import Candidate, SeedPlace

BASE = Candidate("own:base", "Hmeimim", 35.949, 35.401, "airfield", "exact", local_name="حميميم", country="SY")
COAST = Candidate("own:coast", "The Coast", 36.0, 35.3, "region", "region", country="SY")
LINE = shapely.LineString([(29.0, 41.0), (29.1, 41.2)])
PLACES = (
    SeedPlace(BASE, spellings=("Khmeimim", "al-Hmeimim base")),
    SeedPlace(COAST, like="adm1:SY.02"),
    SeedPlace(Candidate("own:strait", "Straits", 29.0, 41.1, "strait", "region"), geometry=LINE),
)


class Areas:
    """A geocoder that knows one shape and the name Azaz."""

    def candidates(self, toponym, *, country=""):
        return [Candidate("gn:1", "Azaz", 37.0, 36.6, "town", "exact")] if toponym == "Azaz" else []

    def geometry(self, place_id):
        return shapely.box(35.7, 35.3, 36.3, 35.9) if place_id == "adm1:SY.02" else None


def matches(name):
    return [(c.place_id, c.match) for c in SeedPlaces(PLACES).candidates(name)]


def test_every_spelling_leads_to_the_place_and_says_how():
    assert matches("Hmeimim") == matches("Khmeimim") == matches("حميميم") == [("own:base", "name")]
    assert matches("HMEIMIM") == [("own:base", "spelling")]
    assert matches("Al-Khmeimim") == [("own:base", "folded")]
    assert matches("Azaz") == matches("") == []


def test_the_origin_is_the_projects_file():
    assert SeedPlaces(PLACES).candidates("Hmeimim")[0].origin == "places"


def test_two_places_of_one_name_are_both_answered_the_one_as_written_first():
    other = SeedPlace(Candidate("own:a", "Al-Hmeimim", 1.0, 1.0, "site", "exact"))
    assert [c.place_id for c in SeedPlaces((other, *PLACES)).candidates("Hmeimim")] == ["own:base", "own:a"]


def test_shapes_are_own_or_borrowed():
    assert SeedPlaces(PLACES).geometry("own:strait") == LINE
    assert SeedPlaces(PLACES).geometry("own:coast") is None
    assert SeedPlaces(PLACES, areas=Areas()).geometry("own:coast").bounds == (35.7, 35.3, 36.3, 35.9)
    assert SeedPlaces(PLACES).geometry("own:unknown") is None


def test_the_first_that_knows_a_name_answers_alone():
    both = FirstOf([SeedPlaces(PLACES), Areas()])
    assert [c.place_id for c in both.candidates("Azaz")] == ["gn:1"]
    assert [c.place_id for c in both.candidates("Hmeimim")] == ["own:base"]
    assert both.candidates("Nowhere") == []
    assert both.geometry("own:strait") == LINE and both.geometry("adm1:SY.02") is not None
