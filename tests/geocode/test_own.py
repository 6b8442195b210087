"""A project's own places and countries, in reading its documents."""

from __future__ import annotations

import shapely

from geo import library
from geo.reading import names_of, parse
from geo.records import Candidate, Document, SeedPlace

BASE = Candidate("own:base", "Camp Blue", 38.9, 34.2, "site", "exact", local_name="المعسكر الأزرق", country="SY")
COAST = Candidate("own:coast", "Sunrise Coast", 36.0, 35.3, "region", "region", bounds=(35.7, 35.0, 36.3, 35.9))
TRIPOLI = Candidate("own:tripoli", "Tripoli", 35.84, 34.43, "town", "near", country="LB")
PLACES = (
    SeedPlace(BASE, spellings=("Blue Camp", "Qrzx")),
    SeedPlace(COAST, geometry=shapely.box(35.7, 35.0, 36.3, 35.9)),
    SeedPlace(TRIPOLI),
)
NAMES = names_of(PLACES, ("SY",))


def _placed(text, names=NAMES):
    return {t.mention.surface: t.candidate.place_id for t in parse(text, names=names).toponyms if t.candidate}


def test_own_places_are_found_by_every_spelling_and_come_first():
    found = _placed("Trucks left Camp Blue for Qrzx. In Tripoli nothing moved, nor on the Sunrise Coast.")
    assert found == {
        "Camp Blue": "own:base",
        "Qrzx": "own:base",
        "Tripoli": "own:tripoli",
        "Sunrise Coast": "own:coast",
    }
    assert _placed("Trucks left Camp Blue for Qrzx. In Tripoli nothing moved.", None) == {"Tripoli": "gn:2210247"}


def test_they_carry_their_own_precision_and_say_whose_they_are():
    (found,) = parse("A fire burnt at Camp Blue.", names=NAMES).toponyms
    assert found.geo_precision == "exact" and found.certain and found.candidate.origin == "places"
    assert found.reason == "site in Syria, a place of the project"


def test_an_own_place_lies_where_the_project_says_whatever_land_the_text_names():
    assert _placed("A fire burnt at Camp Blue, Latakia.")["Camp Blue"] == "own:base"


def test_a_place_by_an_own_place_and_a_part_of_one():
    near, part = parse("A fire 20 km east of Camp Blue, in the northern Sunrise Coast.", names=NAMES).toponyms
    assert near.candidate.place_id == "own:base+20km-E" and near.named.place_id == "own:base"
    assert part.candidate.bounds == (35.7, 35.45, 36.3, 35.9)


def test_the_countries_of_a_project_are_likely():
    text = "He was born in Barcelona."
    assert _placed(text, names_of((), ("VE",)))["Barcelona"] == "gn:3648559"
    assert _placed(text)["Barcelona"] == _placed(f"{text} Madrid is in Spain.", names_of((), ("VE",)))["Barcelona"]


def test_the_longest_name_wins_whoever_knows_it():
    places = (SeedPlace(Candidate("own:new", "New", 0.0, 0.0, "town", "near")),)
    assert _placed("He lives in New York.", names_of(places))["New York"].startswith(("gn:", "adm1:"))


def test_a_projects_documents_are_read_with_its_places():
    document = Document("d", "A title", "Trucks left Camp Blue.")
    for places, expected in (((), []), (PLACES, ["own:base"])):
        reading = library.read_documents((document,), lambda _: None, places=places, countries=("SY",))["d"]
        assert [t.candidate.place_id for t in reading.toponyms if t.candidate] == expected
