import math
from dataclasses import replace

import pytest

from geo.join import suggest
from geo.join.suggest import shortened
from geo.mentions import Quantity
from geo.schema import EVENT_COLUMNS, READ_COLUMNS
from tests.join.tellings import ALEPPO, AZAZ, document, event, tell, telling, toponym


def _row(found):
    return suggest([(found,)]).iloc[0]


def test_a_sentence_becomes_a_row_that_says_where_it_stands_and_what_it_rests_on():
    text = "A headline.\n\nShells fell on Aleppo on 12 October 2015. Then it was quiet."
    made = document(text=text, source="s1", date="2015-10", url="https://example.org/a", licence="CC BY 4.0", line=4)
    mention = event(
        made, "Shells fell on Aleppo on 12 October 2015.", ALEPPO, date_text="12 October 2015", actors=("Army", "ISIS")
    )
    table = suggest([tell((made, mention))])
    assert list(table.columns) == [*EVENT_COLUMNS, *READ_COLUMNS]
    row = table.iloc[0]
    said = {
        "title": "Shells fell on Aleppo on 12 October 2015", "status": "suggested", "confidence": "fact",
        "quote": "Shells fell on Aleppo on 12 October 2015.", "doc_id": "a", "char_start": "13", "char_end": "54",
        "date_start": "2015-10-12", "earliest": "2015-10-12", "latest": "2015-10-12", "date_precision": "day",
        "date_text": "12 October 2015", "date_basis": "stated", "location": "Aleppo", "place_id": "gn:170063",
        "geo_precision": "near", "geo_basis": "gazetteer", "iso": "SY", "event_type": "Battles",
        "actor1": "Army; ISIS", "source": "s1", "source_url": "https://example.org/a", "source_date": "2015-10",
        "licence": "CC BY 4.0", "file": "documents/a.md", "line": 6,
    }  # fmt: skip
    assert {name: row[name] for name in said} == said
    assert text[int(row["char_start"]) : int(row["char_end"])] == row["quote"]
    assert row["notes"] == "Suggested because of “fell”. Dated by its words."


def test_an_id_stays_when_documents_are_added_and_no_two_are_alike():
    made = document(text="Shells fell on Aleppo. Shells fell on Aleppo.")
    twice = [event(made, "Shells fell on Aleppo.", ALEPPO), event(made, "Shells fell on Aleppo.", ALEPPO)]
    other = document("0", "Shells fell on Azaz.")
    alone = [t.event_id for t in tell((made, *twice))]
    beside = [t.event_id for t in tell((other, event(other, other.text, AZAZ)), (made, *twice))]
    assert beside[1:] == alone
    assert len(set(beside)) == 3
    renamed = document("a-2", made.text, file=made.file)  # another file took the shorter id
    assert [t.event_id for t in tell((renamed, *twice))] == alone


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (Quantity("killed", 4, 4, "four civilians"), {"fatalities": "4"}),
        (Quantity("killed", 4, 6, "four to six"), {"fatalities_low": "4", "fatalities_high": "6"}),
        (Quantity("killed", 40, 40, "At least 40 civilians"), {"fatalities_low": "40"}),
        (Quantity("killed", 40, 40, "up to 40"), {"fatalities_high": "40"}),
        (Quantity("killed", 40, 40, "about 40"), {}),
        (Quantity("wounded", 9, 9, "nine men"), {}),
    ],
)
def test_the_dead_are_counted_as_the_sentence_counts_them(number, told):
    row = _row(telling(numbers=(number,)))
    names = ("fatalities", "fatalities_low", "fatalities_high")
    assert {name: row[name] for name in names if row[name]} == told
    assert (f"{number.text} ({number.what})" in row["notes"]) is not bool(told)


def test_several_counts_of_the_dead_are_never_made_one():
    row = _row(telling(numbers=(Quantity("killed", 4, 4, "four men"), Quantity("killed", 3, 3, "three women"))))
    assert (row["fatalities"], row["fatalities_low"], row["fatalities_high"]) == ("", "", "")
    assert "four men (killed), three women (killed)" in row["notes"]


def test_a_date_that_no_row_could_bear_leaves_the_event_undated():
    for edtf in ("", "2015-13-45", "XXXX-10-12"):
        row = _row(telling(edtf=edtf))
        assert row["earliest"] is None or row["date_start"] == edtf == "XXXX-10-12"


def test_an_event_without_a_place_says_why():
    row = _row(telling(place=None))
    assert (row["location"], row["place_id"], row["place_problem"]) == ("nowhere", "", "nobody knows it")
    assert math.isnan(row["longitude"])


def test_a_point_is_written_only_where_the_place_is_not_that_of_its_id():
    fixed, moved = telling(), telling(area_of=lambda candidate: (None, False))
    assert math.isnan(_row(fixed)["latitude"])
    row = _row(moved)
    assert (row["latitude"], row["longitude"], row["radius_km"]) == (36.201, 37.161, "14.9")


def test_a_document_without_a_source_is_named_so_that_it_is_not_taken_for_an_id():
    assert _row(telling("falmouth"))["source"] == "The falmouth report"
    made = document(title="falmouth")
    (found,) = tell((made, event(made, made.text, ALEPPO)))
    assert _row(found)["source"] == "Document falmouth"
    made = document(title="War; and peace")
    (found,) = tell((made, event(made, made.text, ALEPPO)))
    assert _row(found)["source"] == "War, and peace"


def test_what_two_documents_tell_names_both():
    group = (telling("a", source="s1"), telling("b", source="s2", date="2015-11"))
    row = suggest([group]).iloc[0]
    assert row["source"] == "s1; s2"
    assert row["doc_id"] == "a"
    assert "Also told in “The b report” (2015-11): “Shells fell on Aleppo, b says.”" in row["notes"]


def test_a_long_sentence_is_cut_at_a_word():
    words = "word " * 60
    title = shortened(words)
    assert len(title) <= 120 and title.endswith("word…")
    assert shortened("x" * 300) == "x" * 119 + "…"
    assert shortened("one\n two ") == "one two"
    assert shortened("a" * 60 + " " + "b" * 58 + " c") == "a" * 60 + " " + "b" * 58 + "…"


def test_a_name_in_other_words_is_kept_as_written():
    made = document(text="Shells fell on Halab.")
    (found,) = tell((made, event(made, made.text, ALEPPO, toponym=toponym(made.text, ALEPPO, "Halab"))))
    assert _row(found)["location"] == "Halab"


def test_a_title_has_no_full_stop_but_that_of_an_abbreviation():
    assert shortened("Shells fell on Aleppo.") == "Shells fell on Aleppo"
    assert shortened("He left for the U.S.") == "He left for the U.S."


def test_the_notes_tell_numbers_and_how_often():
    made = document(text="Shells fell on Aleppo. Shells fell again.")
    numbers = (Quantity("wounded", 14, 14, "14"), Quantity("people", 40, 40, "about 40 people"))
    alone = event(made, "Shells fell on Aleppo.", ALEPPO, numbers=numbers)
    once = replace(alone, told=((0, 22),))
    row = suggest([tell((made, once))]).iloc[0]
    assert row["notes"].endswith("Numbers told: 14 (wounded), about 40 people.")  # one sentence that names two places
    row = suggest([tell((made, replace(once, told=((23, 41),))))]).iloc[0]
    assert row["notes"].endswith("The document tells it 2 times.")


def test_what_goes_on_is_told_no_further_than_the_document_reaches():
    row = _row(telling(date="2015-11", edtf="2015-10-12/..", date_precision="days"))
    assert (row["date_start"], row["latest"]) == ("2015-10-12/2015-11-30", "2015-11-30")
    assert _row(telling(date="2015-11", edtf="2015-12-01/.."))["date_start"] == "2015-12-01/.."
