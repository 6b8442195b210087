from geo.draw.spellings import other_names, spellings_of
from geo.draw.texts import Table
from geo.records import Candidate, SeedPlace
from tests.tables import features


def _place(name: str, *spellings: str, local: str = "") -> SeedPlace:
    return SeedPlace(Candidate(f"own:{name}", name, 36, 35, "town", "near", local_name=local), spellings)


TARTUS = _place("Tartus", "Tartous", "Тартус", local="طرطوس")
HMEIMIM = _place("Hmeimim", "Khmeimim")


def _names(*rows: dict) -> dict[str, list[str]]:
    return other_names(Table(features(*rows)), spellings_of([TARTUS, HMEIMIM]))


def test_a_place_is_known_by_its_names_in_rows_and_in_places_csv():
    rows = [{"place_name": "Azaz", "location": w, "local_name": "أعزاز"} for w in ("A'zaz", "Azaz", "Aazaz")]
    assert _names(*rows) == {"Azaz": ["A'zaz", "أعزاز", "Aazaz"]}
    assert _names({"place_name": "Tartus", "location": "Tartus"}) == {"Tartus": ["طرطوس", "Tartous", "Тартус"]}


def test_a_place_with_one_name_is_left_out():
    assert _names({"place_name": "Moscow", "location": "Moscow"}, {"location": "the old mill"}, {}) == {}


def test_where_something_went_is_known_by_any_of_its_names():
    named = _names({"location": "A", "to_location": "Tartous"})
    assert named == {"Tartous": ["Tartus", "طرطوس", "Тартус"]}


def test_a_route_is_known_by_the_names_of_its_places():
    row = {"place_name": "Hmeimim → Tartus", "place_kind": "route", "location": "Hmeymim", "to_location": "Tartous"}
    assert _names(row) == {"Hmeimim → Tartus": ["Hmeymim", "Tartous", "طرطوس", "Тартус", "Khmeimim"]}
