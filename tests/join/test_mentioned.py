from dataclasses import replace

from geo.join import named
from geo.mentions import Reading
from tests.join.tellings import ALEPPO, AZAZ, HOMS, document, event, toponym
from tests.tables import features

TEXT = "Shells fell on Aleppo. Azaz was quiet. Nobody knew Qaryat. From Homs nothing was heard."


def _named(*toponyms, made=None, events=(), rows=()):
    made = made or document(text=TEXT)
    reading = Reading(tuple(toponyms), (), tuple(events))
    return named([made], {made.doc_id: reading}, features(*rows), lambda candidate: candidate.country)


def test_a_place_without_an_event_is_listed_with_its_sentence():
    made = document(text=TEXT)
    found = _named(
        toponym(TEXT, ALEPPO), toponym(TEXT, AZAZ), toponym(TEXT, HOMS, role="metonym"),
        events=[event(made, "Shells fell on Aleppo.", ALEPPO)],
    )  # fmt: skip
    (place,) = found.places
    assert (place.candidate, place.geo_precision, place.count) == (AZAZ, "near", 1)
    assert place.quotes == (("a", "Azaz was quiet."),)
    assert found.unplaced == ()


def test_a_place_in_a_sentence_that_a_row_of_a_table_quotes_is_in_an_event():
    row = {"doc_id": "a", "char_start": "0", "char_end": "22", "longitude": 37.16, "latitude": 36.2}
    assert _named(toponym(TEXT, ALEPPO), rows=[row]).places == ()
    assert len(_named(toponym(TEXT, ALEPPO), rows=[row | {"longitude": 36.7, "latitude": 34.7}]).places) == 1
    assert len(_named(toponym(TEXT, AZAZ), rows=[row]).places) == 1


def test_a_short_sentence_within_a_long_one_does_not_hide_it():
    rows = [
        {"doc_id": "a", "char_start": "0", "char_end": str(len(TEXT)), "longitude": 37.046, "latitude": 36.587},
        {"doc_id": "a", "char_start": "1", "char_end": "5", "longitude": 37.0, "latitude": 36.0},
    ]
    assert _named(toponym(TEXT, AZAZ), rows=rows).places == ()


def test_the_most_mentioned_come_first_and_five_sentences_are_kept():
    text = "Homs. " + " ".join(f"Azaz is number {n}." for n in range(7))
    made = document(text=text)
    spots = [i for i in range(len(text)) if text.startswith("Azaz", i)]
    many = [toponym(text, AZAZ) for _ in spots]
    many = [replace(t, mention=replace(t.mention, start=i, end=i + 4)) for t, i in zip(many, spots, strict=True)]
    found = _named(toponym(text, HOMS), *many, made=made)
    assert [(p.candidate.name, p.count, len(p.quotes)) for p in found.places] == [("Azaz", 7, 5), ("Homs", 1, 1)]
    assert found.places[0].quotes[4] == ("a", "Azaz is number 4.")


def test_a_name_without_a_sure_place_is_listed_once_with_what_it_may_be():
    other = replace(AZAZ, place_id="gn:9", country="DZ")
    unsure = toponym(TEXT, AZAZ, certain=False, rivals=(AZAZ, other, HOMS, ALEPPO))
    found = _named(unsure, unsure, toponym(TEXT, None, "Qaryat"))
    assert found.places == ()
    maybe, unknown = found.unplaced
    assert (maybe.name, maybe.doc_id, maybe.sentence) == ("Azaz", "a", "Azaz was quiet.")
    assert maybe.candidates == ((AZAZ, "SY"), (other, "DZ"), (HOMS, "SY"))
    assert (unknown.name, unknown.sentence, unknown.candidates) == ("Qaryat", "Nobody knew Qaryat.", ())


def test_of_an_endless_sentence_what_is_about_the_name_is_kept():
    text = "word " * 500 + "Azaz" + " word" * 500
    (place,) = _named(toponym(text, AZAZ), made=document(text=text)).places
    ((_, sentence),) = place.quotes
    assert len(sentence) < 620 and sentence[0] == sentence[-1] == "…" and "Azaz" in sentence
