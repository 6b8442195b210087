"""Events of prose: what a sentence needs to be one, what it may take from others, and what is never told."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo import lines
from geo.recognize.actors import actors
from geo.recognize.phrases import Sentence

PUBLISHED = "2024-09-18"


def _events(text, date=PUBLISHED):
    return geo.parse(text, date=date).events


def _one(text, date=PUBLISHED):
    (event,) = _events(text, date)
    return event


def test_an_event_has_its_place_its_day_its_cue_and_stands_where_it_says():
    text = "🙂 Old news.\n\nShells struck Kharkiv on 3 September 2024, killing at least 12 people and wounding 30."
    event = _one(text)
    assert text[event.start : event.end] == event.quote == text[text.index("Shells") :]
    assert (event.toponym.mention.surface, event.edtf, event.date_precision) == ("Kharkiv", "2024-09-03", "day")
    assert (event.date_basis, event.date_text, event.told) == ("stated", "3 September 2024", ())
    assert event.event_type == "Explosions/Remote violence" and event.confidence == "fact"
    assert [(q.what, q.low, q.high, q.text) for q in event.numbers] == [
        ("killed", 12, 12, "at least 12 people"),
        ("wounded", 30, 30, "30"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kharkiv is a large city with many parks.",  # no cue
        "Shells fell on 3 September 2024.",  # no place
        "What did the shelling of Kharkiv on 3 September 2024 mean?",
        "Recommended: shelling of Kharkiv on 3 September 2024.",
        "Moscow said on 3 September 2024 that it was ready.",  # a government is no place
        "The shelling of Kharkiv may never end.",  # no day, and only an idea
    ],
)
def test_what_is_no_event(text):
    assert _events(text) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Troops shelled Kharkiv on 3 September 2024.", "fact"),
        ("Troops reportedly shelled Kharkiv on 3 September 2024.", "reported"),
        ("Troops did not shell Kharkiv; no missiles hit Kharkiv on 3 September 2024.", "denied"),
        ("Troops will shell Kharkiv on 20 September 2024.", "planned"),
        ("Shelling of Kharkiv starts on 20 September 2024.", "planned"),  # after the document's day
        ("Troops could have shelled Kharkiv on 3 September 2024.", "hypothetical"),
        ("Troops shelled Kharkiv on 3 September 1941.", "historical"),
        ("In May 2024 troops shelled Kharkiv.", "fact"),  # the month is no doubt
    ],
)
def test_the_wording_says_how_sure_it_is(text, said):
    assert _one(text).confidence == said


def test_a_sentence_may_take_its_date_from_the_one_before_but_no_day():
    event = _events("On 3 September 2024 troops entered Kupiansk. Shelling of Kharkiv followed.")[-1]
    assert (event.toponym.mention.surface, event.edtf, event.date_basis) == ("Kharkiv", "2024-09", "inferred")
    assert "earlier sentence" in event.reason


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shelling hit Palma, in Cabo Delgado, on 3 May 2024.", "Palma"),
        ("Troops shelled Kidal on 3 May 2024, the junta in Bamako announced.", "Kidal"),
        ("Ural trucks and shells arrived in Tartus on 3 May 2024.", "Tartus"),
        ("On 3 May 2024 six bombers flew from Russian territory and bombed them.", "Russian"),
        ("On 3 May 2024 shells were delivered to the Syrian government.", "Syrian"),
    ],
)
def test_the_place_is_where_it_was(text, place):
    assert _one(text).toponym.mention.surface == place


def test_the_next_day_is_the_day_after_the_one_told_before():
    event = _events("On 31 August 2024 troops entered Kupiansk. The next day they shelled Kharkiv.")[-1]
    assert (event.edtf, event.date_basis) == ("2024-09-01", "anchored")


def test_a_sentence_may_take_its_place_from_the_one_before():
    event = _events("Troops entered Kupiansk on 2 September 2024. On 5 September 2024 shelling killed 4 people.")[-1]
    assert (event.toponym.mention.surface, event.edtf) == ("Kupiansk", "2024-09-05")
    assert "place" in event.reason
    assert len(_events("Troops entered Kupiansk on 2 September 2024. On 5 September 2024 ministers met.")) == 1
    assert len(_events("Troops entered Kupiansk on 2 September 2024.\n\nOn 5 September 2024 shelling killed 4.")) == 1


def test_without_a_date_it_was_in_the_time_before_publication():
    event = _one("Shelling hit the centre of Kharkiv.")
    assert (event.edtf, event.date_basis) == ("2024-08-19/2024-09-18", "publication")
    assert _one("Shelling hit the centre of Kharkiv.", "2024-09").edtf == "2024-09"
    assert _one("Shelling hit the centre of Kharkiv.", "").edtf == ""


def test_what_leans_on_an_untold_day_has_none():
    event = _one("Two weeks later shelling hit the centre of Kharkiv.")
    assert (event.edtf, event.date_precision) == ("", "unknown") and "leave the day open" in event.reason


def test_places_of_a_list_are_an_event_each_and_the_land_is_none():
    found = _events("Shelling hit Avdiivka, Bakhmut and Kramatorsk in Donetsk Oblast on 3 May 2024.")
    assert [e.toponym.mention.surface for e in found] == ["Avdiivka", "Bakhmut", "Kramatorsk"]
    assert _one("Shelling hit Saraqib, Idlib province, on 3 May 2024.").toponym.mention.surface == "Saraqib"


def test_two_dates_that_are_compared_are_two_events():
    first, second = _events("In 2023 convoys crossed Kharkiv 39 times, compared to 36 times in 2022.")
    assert [(e.edtf, e.numbers[0].low) for e in (first, second)] == [("2023", 39), ("2022", 36)]


def test_a_year_that_describes_a_thing_is_no_date():
    text = "Officials signed the 1980 treaty again in Damascus."
    assert [d.edtf for d in geo.parse(text, date=PUBLISHED).dates] == ["1980"]
    assert _one(text).date_basis == "publication"


def test_the_same_told_twice_is_one_event_that_says_where():
    text = "Shelling hit Kharkiv on 3 May 2024 and 4 people died.\n\nIn Kharkiv, shelling on 3 May 2024 was heavy."
    event = _one(text)
    ((start, end),) = event.told
    assert text[start:end].startswith("In Kharkiv")
    assert len(_events(text.replace("was heavy", "killed 9 people"))) == 2  # another number: in doubt both stay


def test_a_sentence_that_only_says_how_many_died_goes_with_the_one_before():
    event = _one("On 3 May 2024 shelling hit Kharkiv. Nine people were killed. Another 41 were wounded.")
    assert [(q.what, q.low) for q in event.numbers] == [("killed", 9), ("wounded", 41)]
    assert len(event.told) == 2
    assert len(_events("On 3 May 2024 shelling killed 4 in Kharkiv. Nine people were killed.")) == 2


def test_and_parts_two_events_if_each_has_its_place_and_its_date():
    found = _events("Shelling hit Kharkiv on 3 May 2024 and Sumy on 5 May 2024.")
    assert [(e.toponym.mention.surface, e.edtf) for e in found] == [("Kharkiv", "2024-05-03"), ("Sumy", "2024-05-05")]
    found = _events("Shelling hit Kharkiv and Sumy on 5 May 2024.")
    assert [(e.toponym.mention.surface, e.edtf) for e in found] == [("Kharkiv", "2024-05-05"), ("Sumy", "2024-05-05")]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("between 40 and 50 villagers were killed", [("killed", 40, 50)]),
        ("10-15 soldiers died", [("killed", 10, 15)]),
        ("10 to 15 soldiers were wounded", [("wounded", 10, 15)]),
        ("two thousand troops left", [("troops", 2000, 2000)]),
        ("16,000 military men served", [("troops", 16000, 16000)]),
        ("six Tu-22M3 strategic bombers took off", [("aircraft", 6, 6)]),
        ("85 percent of people were killed", []),
        ("forty-two people were killed", [("killed", 42, 42)]),
        ("dozens of people were killed", []),  # how many is not said
        ("a Su-24 and 4x4 cars with 2254", []),
        ("44 of them were killed", [("killed", 44, 44)]),
        ("قتل 12 مدنيا", [("killed", 12, 12)]),
        ("погибли пять человек", [("killed", 5, 5)]),
    ],
)
def test_numbers_say_what_they_count(text, counted):
    event = _events(f"Shelling hit Kharkiv on 3 May 2024, {text}.")[0]
    assert [(q.what, q.low, q.high) for q in event.numbers] == counted


def test_actors_are_named_as_written_once_each():
    event = _one(
        "On 3 May 2024 the Karen National Union and Russian landing ships, said Foreign Minister Sergey Lavrov, "
        "shelled Kharkiv with gunmen of the RSF; Gunmen left."
    )
    assert event.actors == ("Karen National Union", "Russian landing ships", "Sergey Lavrov", "gunmen", "RSF")


def test_armed_men_who_killed_civilians_are_violence_against_them():
    assert _one("Gunmen killed 9 villagers in Gao on 3 May 2024.").event_type == "Violence against civilians"
    assert _one("Rebels killed 9 policemen in Gao on 3 May 2024.").event_type == "Battles"


def test_a_line_is_answered_with_its_events():
    asked = {"id": 1, "text": "Shelling hit Kharkiv on 3 May 2024, killing 4.", "date": PUBLISHED}
    (event,) = json.loads(lines.answer(json.dumps(asked).encode(), geo.parse))["events"]
    assert {"start", "end", "date", "date_precision", "location", "lat", "lon", "geo_precision", "event_type", "actors",
            "numbers", "confidence", "quote"} <= event.keys()  # fmt: skip
    assert (event["date"], event["location"], event["numbers"][0]["what"]) == ("2024-05-03", "Kharkiv", "killed")
    assert round(event["lat"]) == 50 and event["status"] == "suggested"


@pytest.mark.parametrize(
    "unit", ["In Kharkiv on 3 May 2024 shelling killed 4, ", "Kharkiv 1 and 2 killed ", "killed 1-2 "]
)
def test_a_long_text_takes_time_in_proportion(unit):
    def seconds(size):
        start = time.process_time()
        geo.parse(unit * (size // len(unit)), date=PUBLISHED)
        return time.process_time() - start

    seconds(5_000)
    short, long = seconds(30_000), seconds(120_000)
    assert long < 8 * short + 0.5


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Shells struck Kharkiv, killing 4 people.", "0001-01-05"),
        ("Shells struck Kharkiv on 9999-12-31. The next day shells struck Sumy.", PUBLISHED),
        (f"Shells struck Kharkiv, killing {'9' * 400} people.", PUBLISHED),
    ],
)
def test_days_and_numbers_at_the_edge_of_what_can_be_counted(text, date):
    events = _events(text, date)
    assert events[0].toponym.mention.surface == "Kharkiv"
    assert not any(quantity.high > 4 for event in events for quantity in event.numbers)
    assert [event.edtf for event in events[1:]] in ([], [""])


def test_a_name_that_goes_on_beyond_its_sentence_ends_no_build():
    assert actors(Sentence("Gunmen struck New", 0), geo.parse("Gunmen struck New York.").toponyms) == ("Gunmen",)


@pytest.mark.parametrize(
    "text",
    [
        "Troops will attack Kharkiv on July 25.",  # not that of a year ago
        "The ceasefire in Kharkiv is to begin on Monday.",
        "Russia said on Monday that it will deploy troops to Kharkiv.",
        "If troops attack Kharkiv in November, many will be killed.",
        "Shells struck Kharkiv on the eve of 9 May 2024.",
        "Shells struck Kharkiv on the anniversary of 24 February 2022.",
    ],
)
def test_a_day_that_words_only_lean_on_is_no_day(text):
    assert {event.edtf for event in _events(text)} == {""}


@pytest.mark.parametrize(
    "text",
    [
        "The deadliest attack on Kharkiv since May 2014 killed 12 people.",
        "The man, born on 5 May 1990, was killed by shelling in Kharkiv.",
        "Koelle (1854:19) says troops shelled Kharkiv and killed 40 people.",
        "Shells struck Kharkiv every Friday.",
    ],
)
def test_a_date_of_something_else_does_not_date_the_event(text):
    assert [event.date_basis for event in _events(text)] == ["publication"]


def test_a_day_of_the_event_comes_before_the_day_it_was_told():
    assert _one("Police said on Tuesday that shells killed 4 in Kharkiv last Friday.").edtf == "2024-09-13"
    assert _one("Shells hit Kharkiv, police said on Tuesday.").edtf == "2024-09-17"


@pytest.mark.parametrize(
    "first", ["On 3-5 May 2024", "On the night of 3 May 2024", "Since 3 May 2024", "On 3 May 2024"]
)
def test_what_a_sentence_before_says_is_no_finer_than_its_month(first):
    events = _events(f"{first} shells struck Kharkiv. Troops shelled Sumy, killing 4 people.")
    assert events[1].date_basis == "inferred" and events[1].edtf.rstrip("/.") == "2024-05"


SCRAPS = (
    *("Shells struck ", "killed ", "clashes in ", "the next day ", "a week later ", "before the ", "yesterday ", "on "),
    *(
        "Kharkiv",
        "Sumy, Ukraine",
        "Syrian ",
        "Алеппо",
        "حلب",
        " and ",
        " near ",
        ". ",
        "\n\n",
        "; while ",
        "?",
        "\u202e",
    ),
    *(
        " 3 May 2015",
        " in June",
        " 2015-09-30",
        " 9999-12-31",
        " 30.09.2015",
        "٣٠ سبتمبر ٢٠١٥",
        " 12 people",
        " dozens",
    ),
)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.sampled_from(SCRAPS), min_size=3, max_size=24).map("".join), st.sampled_from(["", PUBLISHED, "2015"])
)
def test_every_day_is_told_and_every_offset_holds(text, date):
    for event in _events(text, date):
        assert text[event.start : event.end] == event.quote
        assert event.cue in event.quote and event.date_text in event.quote
        assert event.date_precision != "day" or event.date_basis in ("stated", "anchored")
        mention = event.toponym.mention
        assert text[mention.start : mention.end] == mention.surface
        where = [event.quote, *(text[start:end] for start, end in event.told)]
        assert all(q.low <= q.high and any(q.text in quote for quote in where) for q in event.numbers)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A spokesman said in Kharkiv on 3 September 2024 that the army had shelled its own people.", "Statement"),
        ("The UN condemned the attack in Kharkiv on 3 September 2024.", "Statement"),
        ("The army said it shelled Kharkiv on 3 September 2024.", "Explosions/Remote violence"),
        ("Drones killed six peacekeepers in Kharkiv on 3 September 2024.", "Explosions/Remote violence"),
    ],
)
def test_where_something_is_said_is_not_where_it_happened(text, said):
    assert _one(text).event_type == said


def test_no_one_is_no_count():
    assert _one("Shells hit Kharkiv on 3 September 2024 and no one was hurt.").numbers == ()


@pytest.mark.parametrize(
    ("when", "edtf"),
    [
        ("in the first 8 months of 2015", "2015-01/2015-08"),
        ("in the 1980s", "198X"),
        ("on the night of 23-24 November", "2015-11-23/2015-11-24"),
        ("on the night of 30 November to 1 December 2015", "2015-11-30/2015-12-01"),
        ("in the night from 31 December 2014 to 1 January 2015", "2014-12-31/2015-01-01"),
        ("in the first half of 2014", "2014-01/2014-06"),
    ],
)
def test_R071_a_span_in_words_is_that_span(when, edtf):
    assert _one(f"Rebels shelled Aleppo {when}.", "2015-12-15").edtf == edtf


@pytest.mark.parametrize("when", ["on July 8", "on the night of 23-24 November", "on Monday", "yesterday", "this year"])
def test_R070_without_a_day_of_publication_nothing_is_of_this_year(when):
    event = _one(f"Rebels shelled Aleppo {when}.", "")
    assert (event.edtf, event.date_basis, event.date_precision) == ("", "inferred", "unknown")
