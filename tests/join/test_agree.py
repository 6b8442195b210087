from dataclasses import replace

import pytest

from geo.join.agree import link
from geo.mentions import Quantity
from tests.join.tellings import ALEPPO, AZAZ, SYRIA, document, event, tell, telling

BESIDE = replace(ALEPPO, place_id="oa:OSAP", name="Aleppo", lon=37.2, lat=36.2)  # 4 km
OFF = replace(ALEPPO, place_id="gn:1", lon=37.3)  # 12 km


def _groups(*told):
    return [[t.document.doc_id for t in group] for group in link(told)]


def test_what_two_documents_tell_alike_is_one_event_the_earliest_published_first():
    told = (telling("a", date="2015-11"), telling("b", date="2015-10-13"), telling("c"))
    assert _groups(*told) == [["b", "a", "c"]]


def test_a_month_and_a_day_in_it_agree_and_two_places_within_5_km_do():
    assert _groups(telling("a"), telling("b", edtf="2015-10", date_precision="month")) == [["a", "b"]]
    assert _groups(telling("a"), telling("b", BESIDE)) == [["a", "b"]]


@pytest.mark.parametrize(
    "other",
    [
        {"edtf": "2015-10-13"},
        {"edtf": "2015", "date_precision": "year"},
        {"edtf": "2015-01/2015-12", "date_precision": "month"},
        {"edtf": ""},
        {"event_type": "Protests"},
        {"confidence": "denied"},
        {"numbers": (Quantity("killed", 9, 9, "nine"),)},
        {"actors": ("Army",)},
        {"place": AZAZ},
        {"place": OFF},
        {"place": None},
    ],
)
def test_in_doubt_they_are_two(other):
    first = telling("a", numbers=(Quantity("killed", 4, 4, "four"),), actors=("ISIS",))
    assert _groups(first, telling("b", **other)) == [["a"], ["b"]]


def test_numbers_that_overlap_and_reports_of_facts_agree():
    first = telling("a", numbers=(Quantity("killed", 4, 6, "4 to 6"), Quantity("wounded", 1, 1, "one")))
    other = telling("b", numbers=(Quantity("killed", 5, 5, "five"),), confidence="reported")
    assert _groups(first, other) == [["a", "b"]]


def test_a_country_is_no_place_at_which_two_stories_meet():
    assert _groups(telling("a", SYRIA), telling("b", SYRIA)) == [["a"], ["b"]]


def test_a_document_tells_two_events_if_it_tells_two():
    made = document(text="Shells fell on Aleppo. Shells fell again.")
    other = telling("b")
    told = tell((made, event(made, "Shells fell on Aleppo.", ALEPPO), event(made, "Shells fell again.", ALEPPO)))
    assert _groups(*told, other) == [["a", "b"], ["a"]]


def test_no_chain_of_neighbours_makes_one_event_of_two():
    far = replace(ALEPPO, place_id="gn:2", lon=37.25)  # 4.5 km from BESIDE, 8 km from Aleppo
    assert _groups(telling("a"), telling("b", BESIDE), telling("c", far)) == [["a", "b"], ["c"]]


def test_a_day_that_is_only_guessed_agrees_with_no_other_unless_a_count_does():
    first, other = (telling(name, date_basis=basis) for name, basis in (("a", "stated"), ("b", "inferred")))
    assert _groups(first, other) == [["a"], ["b"]]
    killed = (Quantity("killed", 4, 4, "four"),)
    first, other = (telling(name, numbers=killed, date_basis="publication") for name in "ab")
    assert _groups(first, other) == [["a", "b"]]
