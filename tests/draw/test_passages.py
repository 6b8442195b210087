"""Passages and their marks; every offset is checked as JavaScript slices: in UTF-16 code units."""

import time

import pytest

from geo.draw.passages import LONGEST, passages
from geo.records import Document
from tests.tables import features

QUOTE = "Jets arrived at Hmeimim on 30 September."
TEXT = f"# Air base\n\nThe runway was ready.\n\nThe field lies south. {QUOTE}\nPilots came too.\n\nNobody counted."


def sliced(text: str, start: int, end: int) -> str:
    """What text.slice(start, end) is in JavaScript."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def read(row: dict, text: str = "") -> tuple[str | None, list[tuple[str, int]]]:
    """The passage of one event, and the words that are marked with their kind."""
    row = {"doc_id": "d" if text else "", "day": "2015-09-30"} | row
    made = passages(features(row), [Document("d", "D", text)])
    passage = made.texts[made.of[0]] if made.of[0] >= 0 else None
    shown = row.get("quote", "") if passage is None else passage
    marks = made.marks[0]
    triples = list(zip(marks[::3], marks[1::3], marks[2::3], strict=True))
    assert [start for start, *_ in triples] == sorted(start for start, *_ in triples)
    return passage, [(sliced(shown, start, end), kind) for start, end, kind in triples]


def test_the_passage_is_the_paragraph_around_the_quote():
    passage, marks = read({"quote": QUOTE, "location": "Hmeimim", "actor1": "Navy; Pilots"}, TEXT)
    assert passage == f"The field lies south. {QUOTE}\nPilots came too."
    assert marks == [(QUOTE, 0), ("Hmeimim", 1), ("30 September", 2), ("Pilots", 3)]


def test_a_quote_is_found_however_its_spaces_and_marks_are_set():
    text = "One.\n\nHe said: “It’s\n  over there”, and left."
    assert read({"quote": 'He said: "It\'s over there"'}, text)[1] == [("He said: “It’s\n  over there”", 0)]


def test_a_quote_across_two_paragraphs_has_both():
    passage, marks = read({"quote": "Pilots came too. Nobody counted."}, TEXT)
    assert passage == TEXT[TEXT.index("The field") :]
    assert ("Pilots came too.\n\nNobody counted.", 0) in marks


def test_offsets_say_which_of_two_equal_sentences_is_quoted():
    text = "They left. First.\n\nThey left. Second."
    given = {"quote": "They left.", "char_start": "19", "char_end": "29"}
    assert read(given, text)[0] == "They left. Second."
    assert read({"quote": "They left."}, text)[0] == "They left. First."
    assert read(given | {"char_start": "3"}, text)[0] == "They left. First."


def test_offsets_without_a_quote_make_a_passage():
    start = TEXT.index(QUOTE)
    passage, marks = read({"char_start": str(start), "char_end": str(start + len(QUOTE))}, TEXT)
    assert passage.startswith("The field") and marks[0] == (QUOTE, 0)


@pytest.mark.parametrize(
    ("start", "end"), [("x", "4"), ("9", ""), ("900", "950"), ("5", "2"), ("9" * 5000, "9" * 5001)]
)
def test_offsets_that_say_nothing_make_no_passage(start, end):
    assert read({"char_start": start, "char_end": end}, TEXT) == (None, [])


def test_a_heading_is_no_passage_and_a_quote_without_one_is_marked_itself():
    assert read({"quote": "Air base"}, TEXT)[0] is None
    row = {"quote": "They met in Azaz.", "location": "Azaz"}
    assert read(row, TEXT) == read(row) == (None, [("Azaz", 1)])


def test_a_text_without_blank_lines_has_its_lines_for_paragraphs():
    assert read({"quote": "Two."}, "One.\nTwo. Three.\nFour.")[0] == "Two. Three."


def test_each_paragraph_is_there_once_and_only_if_it_is_used():
    rows = [{"quote": q, "doc_id": "d", "day": "2015-09-30"} for q in ("Pilots", "Jets", "Nobody", "Pilots")]
    made = passages(features(*rows), [Document("d", "D", TEXT), Document("e", "E", "Unused.")])
    assert made.of.tolist() == [0, 0, 1, 0]
    assert len(made.texts) == 2


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("🛬🛬 ", "Hmeimim"),
        ("في قاعدة ", "حميميم"),
        ("Ḥ̣a\u0301 𒀀 ", "A\u0301zaz"),
        ("İİ ß ", "İstanbul"),
        ("\x00\ud83d ", "A🛬B"),
    ],
)  # fmt: skip
def test_offsets_are_those_of_javascript(before, place):
    text = f"Zero 🛬.\n\n{before}{place} saw it. {before}Then {place}. 🛬 End."
    _, marks = read({"quote": f"Then {place}.", "location": place}, text)
    assert marks == [(f"Then {place}.", 0), (place, 1)]
    assert read({"quote": text, "location": place})[1] == [(place, 1)] * 2


def test_names_are_marked_as_whole_words_in_any_case():
    row = {"quote": "syria's army left SYRIA for Assyria; Syrians and Syria\u0301 stayed.", "location": "Syria"}
    assert read(row)[1] == [("syria", 1), ("SYRIA", 1)]


def test_of_marks_that_overlap_the_longest_is_kept():
    row = {"quote": "The Syrian army of Syrian Kurds", "local_name": "Syrian", "actor1": "Syrian army"}
    assert read(row)[1] == [("Syrian army", 3), ("Syrian", 1)]


def test_no_mark_reaches_across_an_end_of_the_quote():
    row = {"quote": "came from Deir", "location": "Deir ez-Zor", "day": "2015"}
    _, marks = read(row, "They came from Deir ez-Zor, as Deir ez-Zor said.")
    assert marks == [
        ("came from Deir", 0),
        ("Deir ez-Zor", 1),
    ]


def test_what_the_quote_does_not_say_is_marked_around_it():
    text = "In September 2015 ships came to Tartus. They went back from Tartus at once."
    row = {"quote": "They went back from Tartus at once.", "location": "Tartus", "day": "2015-09"}
    assert read(row, text)[1] == [("September 2015", 2), (row["quote"], 0), ("Tartus", 1)]


def test_the_places_of_a_route_are_marked_each():
    row = {"quote": "From Hmeimim they went to Palmyra.", "place_name": "Hmeimim → Palmyra"}
    assert read(row)[1] == [("Hmeimim", 1), ("Palmyra", 1)]


@pytest.mark.parametrize(
    ("edtf", "quote", "dated"),
    [
        ("2015-09-30", "on 30 September 2015 or 30 Sep", ["30 September 2015", "30 Sep"]),
        ("2015-09-30", "on September 30, 2015, on Sep. 30", ["September 30, 2015", "Sep. 30"]),
        ("2016-07-08", "on 8 July 2015, on 8 July", ["8 July"]),
        ("2016-03", "on 14 March 2016, in March 2016", ["March 2016"]),
        ("1956/1991", "from 1956 to 1991", ["1956 to 1991"]),
        ("1956/1991", "1956–1991", ["1956–1991"]),
        ("2015-01/2015-08", "From January to August 2015", ["January to August 2015"]),
        ("2015-09-01/2015-09-29", "in September 2015", ["September 2015"]),
        ("198X~", "in the 1980s, in 1980", ["1980s"]),
        ("2015-21", "in spring 2015", ["spring 2015"]),
        ("2015-09-XX", "in September 2015", ["September 2015"]),
        ("2013?", "in 2013, 20130 or 12013", ["2013"]),
        ("XXXX-07-08", "on 8 July", []),
    ],
)  # fmt: skip
def test_dates_are_marked_as_texts_write_them(edtf, quote, dated):
    assert read({"day": edtf, "quote": quote})[1] == [(words, 2) for words in dated]


def test_the_date_as_the_row_words_it_is_marked():
    assert read({"date_text": "late spring", "quote": "It was late spring."})[1] == [("late spring", 2)]


def test_a_long_paragraph_is_cut_around_the_quote_at_the_ends_of_sentences():
    text = " ".join(f"Sentence number {i} says little." for i in range(1000))
    passage, marks = read({"quote": "Sentence number 500 says little."}, text)
    assert passage.startswith("… Sentence number") and passage.endswith("says little. …")
    assert len(passage) <= LONGEST
    assert marks[0] == ("Sentence number 500 says little.", 0)
    assert read({"quote": "Sentence number 0 says little."}, text)[0].startswith("Sentence number 0")
    whole = read({"char_start": "0", "char_end": str(len(text))}, text)
    assert len(whole[0]) < 2 * LONGEST and whole[1][0][1] == 0


def test_events_without_quotes_cost_almost_nothing():
    one = features({"day": "2015-09-30", "place_name": "Azaz"})
    many = one.loc[[0] * 100_000].reset_index(drop=True)
    start = time.process_time()
    made = passages(many, [Document("d", "D", TEXT)])
    assert time.process_time() - start < 2
    assert set(made.of) == {-1} and not made.texts


def test_hostile_texts_are_read_in_linear_time():
    start = time.process_time()
    for text in ("# " * 100_000, "\n " * 100_000, "a " * 100_000, "." * 200_000, "«" * 200_000):
        read({"quote": "a a", "location": "a", "actor1": "a a"}, text)
    assert time.process_time() - start < 5
