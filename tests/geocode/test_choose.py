"""Choosing is pure: the same candidates and context give the same winner, with a reason, or a refusal."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.geocode.choose import choose
from geo.records import Candidate
from geo.sphere import distance_km

NAMES = {"SY": "Syria", "LB": "Lebanon", "LY": "Libya", "US": "United States", "FR": "France"}
NEIGHBOURS = {"SY": ("IQ", "JO", "IL", "TR", "LB")}


def town(place_id, country, population=0, lon=0.0, lat=0.0, **more):
    fields = {"name": "X", "kind": "town", "geo_precision": "exact", "country": country, "population": population}
    return Candidate(place_id=place_id, lon=lon, lat=lat, **(fields | more))


TADMUR = town("gn:163808", "SY", 55_000, 38.28, 34.56, name="Tadmur", match="spelling")
PALMYRA_NJ = town("gn:4502911", "US", 7_300, -75.0, 40.0, name="Palmyra")
TRIPOLI_LY = town("gn:2210247", "LY", 1_150_989, 13.19, 32.88, name="Tripoli")
TRIPOLI_LB = town("gn:266826", "LB", 229_398, 35.84, 34.43, name="Tripoli")


def test_nothing_known_is_said():
    choice = choose("Xyz", [])
    assert choice.best is None and choice.ranked == () and "'Xyz'" in choice.reason


def test_the_projects_country_wins_over_an_exacter_name_elsewhere():
    choice = choose("Palmyra", [PALMYRA_NJ, TADMUR], countries=("SY",), names=NAMES)
    assert choice.best == TADMUR
    assert choice.reason == "town in Syria, the project's country; 1 other of this name ranked lower"
    assert choice.ranked == (TADMUR, PALMYRA_NJ)


def test_R077_without_context_two_of_a_size_are_refused_and_both_are_named():
    choice = choose("Tripoli", [TRIPOLI_LY, TRIPOLI_LB], names=NAMES)
    assert choice.best is None
    assert "equally good" in choice.reason and "Libya" in choice.reason and "Lebanon" in choice.reason
    assert len(choice.ranked) == 2


def test_a_neighbour_of_the_project_wins_over_a_larger_town_far_away():
    choice = choose("Tripoli", [TRIPOLI_LY, TRIPOLI_LB], countries=("SY",), neighbours=NEIGHBOURS, names=NAMES)
    assert choice.best == TRIPOLI_LB and "next to the project's countries" in choice.reason


def test_nearness_decides_and_the_distance_is_said():
    choice = choose("Tripoli", [TRIPOLI_LY, TRIPOLI_LB], near=(35.5, 33.9))
    assert choice.best == TRIPOLI_LB and "67 km" in choice.reason


def test_a_stated_country_excludes_all_others():
    assert choose("Tripoli", [TRIPOLI_LY, TRIPOLI_LB], country="LY", countries=("SY", "LB")).best == TRIPOLI_LY
    refused = choose("Palmyra", [PALMYRA_NJ], country="SY", names=NAMES)
    assert refused.best is None and "not known in Syria" in refused.reason and "United States" in refused.reason


def test_R078_a_common_word_needs_context():
    nice = town("gn:2990440", "FR", 342_669, 7.27, 43.7, name="Nice")
    assert choose("Nice", [nice], names=NAMES).best is None
    assert "common word" in choose("Nice", [nice], countries=("SY",)).reason
    assert choose("Nice", [nice], countries=("FR",)).best == nice
    assert choose("Nice", [nice], near=(7.0, 43.7)).best == nice


def test_R077_a_small_place_far_from_the_project_is_not_taken_as_fact():
    village = town("gn:1", "US", 800, name="Aleppo")
    choice = choose("Aleppo", [village], countries=("SY",), neighbours=NEIGHBOURS, names=NAMES)
    assert choice.best is None and "far from the project's countries" in choice.reason
    paris = town("gn:2", "FR", 2_100_000, name="Paris")
    assert choose("Paris", [paris], countries=("SY",)).best == paris


def test_a_town_far_from_the_places_named_nearby_is_not_taken_as_fact():
    choice = choose("Palmyra", [PALMYRA_NJ], near=(38.0, 35.0))
    assert choice.best is None and "km from the places named nearby" in choice.reason


def test_the_only_place_of_a_name_is_taken():
    choice = choose("Tadmur", [TADMUR], names=NAMES)
    assert choice.best == TADMUR and choice.reason == "town in Syria, the only place of this name"


def test_a_town_is_meant_before_the_division_named_after_it():
    aleppo = town("gn:170063", "SY", 2_098_210, admin1="Aleppo Governorate", name="Aleppo")
    around = town("adm1:SY.09", "SY", kind="adm1", admin1="Aleppo Governorate", match="spelling")
    assert choose("Aleppo", [around, aleppo]).best == aleppo
    small = dataclasses.replace(aleppo, population=0)
    assert choose("Aleppo", [around, small], countries=("SY",)).best == small
    assert choose("Aleppo Governorate", [around], countries=("SY",)).best == around


def test_a_country_is_meant_by_its_name_before_a_village():
    sudan = town("iso:SD", "SD", 41_000_000, kind="country", name="Sudan")
    village = town("gn:3", "SY", match="spelling")
    assert choose("Sudan", [village, sudan], countries=("SY",)).best == sudan


def test_one_spot_under_two_ids_is_no_rival():
    same = town("gn:9", "SY", 54_000, 38.30, 34.57, match="spelling")
    assert choose("Palmyra", [TADMUR, same], countries=("SY",)).best is not None


def test_the_projects_own_place_is_believed():
    own = dataclasses.replace(PALMYRA_NJ, place_id="own:x", origin="places")
    choice = choose("Palmyra", [own, TADMUR], countries=("SY",))
    assert choice.best == own and "places.csv" in choice.reason


def test_distance_is_that_of_the_sphere():
    assert distance_km((0, 0), (0, 90)) == pytest.approx(10_007, rel=0.001)
    assert distance_km((179.9, 0), (-179.9, 0)) == pytest.approx(22.2, rel=0.01)


ANY = st.builds(
    town,
    st.sampled_from([f"gn:{i}" for i in range(20)]),
    st.sampled_from(["SY", "LB", "US", ""]),
    st.integers(0, 10**7),
    st.floats(-180, 180),
    st.floats(-90, 90),
    match=st.sampled_from(["name", "spelling", "folded"]),
    kind=st.sampled_from(["town", "adm1", "country", "sea", "airfield"]),
)


@given(st.lists(ANY, max_size=8), st.booleans(), st.randoms())
def test_order_of_the_candidates_never_matters_and_a_reason_is_always_given(candidates, nearby, random):
    unique = list({c.place_id: c for c in candidates}.values())
    shuffled = list(unique)
    random.shuffle(shuffled)
    context = {"countries": ("SY",), "neighbours": NEIGHBOURS, "near": (36.0, 35.0) if nearby else None}
    one, other = choose("X", unique, **context), choose("X", shuffled, **context)
    assert one == other
    assert one.reason and set(one.ranked) == set(unique)
