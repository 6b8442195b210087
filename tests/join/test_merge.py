from dataclasses import replace

import pytest
import shapely

from geo.join import Toponym, join, merge
from geo.records import Place
from geo.schema import account, check
from tests.join.tellings import ALEPPO, AZAZ, HOMS, SYRIA, document, event, tell, telling
from tests.tables import events

LAND = shapely.box(35, 32, 42, 37)
PLACES = {Toponym(p.name): Place(p.name, p, "known") for p in (ALEPPO, AZAZ, HOMS)}
PLACES[Toponym("Syria")] = Place("Syria", SYRIA, "known", LAND)
DAY = {"day": "2015-10-12", "location": "Aleppo", "event_type": "Battles", "source": "s"}
TEXT = "Shells fell on Aleppo on 12 October 2015. The market burned."
SENTENCE = "Shells fell on Aleppo on 12 October 2015."


def _table(*rows):
    return join(events(*rows), PLACES)[0]


def _merge(rows, told, rejected=()):
    merged = merge(_table(*rows), _table(*rejected) if rejected else None, told)
    check(merged.features)
    return merged


def _quoting(**more):
    return DAY | {"doc_id": "a", "quote": SENTENCE, "char_start": "0", "char_end": str(len(SENTENCE))} | more


def _told(place=ALEPPO, **more):
    made = document(text=TEXT, source="d")
    return tell((made, event(made, SENTENCE, place, **more)))


def test_a_suggestion_stands_beside_the_rows_with_its_place_and_reason():
    merged = _merge([DAY | {"location": "Homs"}], _told())
    row = merged.features.iloc[1]
    assert (row.geometry.x, row.geometry.y, row.status) == (37.161, 36.201, "suggested")
    assert (row.place_name, row.place_reason, row.radius_km, row.set_aside) == (
        "Aleppo", "the largest of this name", 14.9, "",
    )  # fmt: skip
    assert merged.suggested["event_id"].tolist() == [row.event_id]
    assert account(merged.features).suggested == 1
    assert str(account(merged.features)).endswith("0 duplicates; 1 suggested, not reviewed")
    assert merged.notes == ()


def test_documents_alone_make_features():
    merged = _merge([], _told())
    assert merged.features["place_name"].tolist() == ["Aleppo"]


def test_documents_without_events_change_nothing():
    table = _table(DAY)
    assert merge(table, None, ()).features is table
    assert len(merge(table, None, ()).suggested) == 0


@pytest.mark.parametrize(
    "row",
    [
        _quoting(),
        _quoting(char_start="", char_end=""),
        _quoting(location=""),
        _quoting(location="Syria"),
        _quoting(day="2015-10-13", earliest="2015-10-01", latest="2015-10-31"),
        _quoting(date_start="", day="", earliest=None, latest=None),
        _quoting(char_start="10", char_end="20", quote="on Aleppo o", event_type="Protests"),
    ],
)
def test_a_row_that_quotes_the_sentence_absorbs_what_the_sentence_tells(row):
    row = {k: v for k, v in row.items() if k != "day"} if "earliest" in row else row
    merged = _merge([row], _told())
    assert len(merged.features) == 1
    (note,) = merged.notes
    assert note.message == "1 suggested event agrees with rows of the tables and is joined with them"


@pytest.mark.parametrize(
    "row",
    [
        _quoting(location="Homs"),
        _quoting(day="2015-11-12"),
        _quoting(doc_id="b"),
        _quoting(char_start="42", char_end="60"),
    ],
)
def test_another_place_day_document_or_sentence_is_another_event(row):
    row = row | {"event_type": "Protests"}
    assert len(_merge([row], _told()).features) == 2


def test_an_area_absorbs_what_lies_in_it_and_is_absorbed_by_what_it_holds():
    assert len(_merge([_quoting()], _told(SYRIA, surface="Aleppo")).features) == 2  # nobody knows how far it reaches
    held = tell(
        (made := document(text=TEXT), event(made, SENTENCE, SYRIA, surface="Aleppo")), area_of=lambda _: (LAND, True)
    )
    assert len(_merge([_quoting()], held).features) == 1


def test_a_row_from_elsewhere_absorbs_what_agrees_and_gains_source_and_sentence():
    merged = _merge([DAY | {"location": "Aleppo", "title": "Mine", "status": "accepted"}], _told())
    row = merged.features.iloc[0]
    assert len(merged.features) == 1
    assert (row.title, row.status, row.source) == ("Mine", "accepted", "s; d")
    assert (row.quote, row.doc_id, row.char_start, row.char_end) == (SENTENCE, "a", "0", "41")


def test_a_row_keeps_its_own_sentence_and_names_no_source_twice():
    merged = _merge([DAY | {"source": "D", "quote": "Mine.", "doc_id": "z"}], _told())
    row = merged.features.iloc[0]
    assert (len(merged.features), row.source, row.quote, row.doc_id) == (1, "D", "Mine.", "z")


@pytest.mark.parametrize(
    ("row", "absorbed"),
    [
        ({"location": "Azaz"}, False),  # 44 km
        ({"day": "2015-10-13"}, False),
        ({"date_start": "2015-10", "earliest": "2015-10-01", "latest": "2015-10-31", "date_precision": "month"}, True),
        ({"date_start": "2015", "earliest": "2015-01-01", "latest": "2015-12-31", "date_precision": "year"}, False),
        ({"event_type": "Protests"}, False),
        ({"event_type": "Protests", "actor2": "army"}, True),
        ({"event_type": "Fierce battles"}, True),
        ({"location": "Syria"}, False),
    ],
)
def test_when_a_row_from_elsewhere_agrees(row, absorbed):
    base = {k: v for k, v in DAY.items() if not (k == "day" and "earliest" in row)}
    assert len(_merge([base | row], _told(actors=("Army",))).features) == (1 if absorbed else 2)


def test_two_stories_of_a_whole_country_agree_only_on_the_same_day():
    row = DAY | {"location": "Syria"}
    assert len(_merge([row], [telling(place=SYRIA)]).features) == 1
    month = telling(place=SYRIA, edtf="2015-10", date_precision="month")
    assert len(_merge([row], [month]).features) == 2


def test_a_row_from_elsewhere_stands_for_one_event_of_a_document_the_nearest_in_time():
    made = document(text="In October shells fell on Aleppo. Shells fell on 12 October.")
    told = tell((
        made,
        event(made, "In October shells fell on Aleppo.", ALEPPO, "2015-10", date_precision="month"),
        event(made, "Shells fell on 12 October.", ALEPPO),
    ))  # fmt: skip
    merged = _merge([DAY], told)
    assert merged.features["quote"].tolist() == ["Shells fell on 12 October.", "In October shells fell on Aleppo."]


def test_what_a_row_of_status_rejected_tells_is_gone():
    for row in (_quoting(status="rejected"), DAY | {"status": "rejected"}):
        merged = _merge([DAY | {"location": "Homs"}], _told(), rejected=[row])
        assert merged.features["place_name"].tolist() == ["Homs"]
        assert "1 suggested event is rejected by rows of the tables and left out" in str(merged.notes[0])


def test_a_row_with_the_id_of_a_suggestion_is_that_suggestion_however_it_was_edited():
    (told,) = _told()
    row = DAY | {"event_id": told.event_id, "location": "Homs", "day": "1999-01-01", "event_type": "Other"}
    assert len(_merge([row], [told]).features) == 1
    assert len(_merge([], [told], rejected=[row]).features) == 0


def test_one_event_of_two_documents_is_reviewed_once():
    told = [telling("a", source="s1"), telling("b", source="s2")]
    alone = _merge([], told)
    assert alone.features["source"].tolist() == ["s1; s2"]
    second = DAY | {"doc_id": "b", "quote": told[1].mention.quote, "source": "s2"}
    joined = _merge([second], told)
    assert joined.features["source"].tolist() == ["s2; s1"]


def test_a_wide_place_is_drawn_as_a_disc_and_a_small_one_as_its_point():
    wide = replace(ALEPPO, radius_km=60.0, lon=37.5)
    small = replace(ALEPPO, radius_km=8.0, lon=37.5)
    unsure = replace(ALEPPO, radius_km=0.0, geo_precision="region")
    moved = lambda candidate: (None, False)  # noqa: E731
    kinds = [
        merge(_table(), None, [telling(place=place, area_of=moved)]).features.geometry.iloc[0].geom_type
        for place in (wide, small, unsure)
    ]
    assert kinds == ["Polygon", "Point", "Polygon"]


def test_the_area_of_a_place_is_drawn_where_there_is_one():
    merged = merge(_table(), None, [telling(place=SYRIA, area_of=lambda candidate: (LAND, True))])
    assert merged.features.geometry.iloc[0].equals(LAND)
    assert merged.features["geo_precision"].tolist() == ["country"]


def test_a_place_30_km_to_the_east_is_another():
    east = replace(AZAZ, place_id="gn:3", lat=ALEPPO.lat, lon=ALEPPO.lon + 0.4)
    assert len(_merge([DAY], [telling(place=east)]).features) == 2
    assert len(_merge([DAY], [telling(place=replace(east, lon=ALEPPO.lon + 0.2))]).features) == 1


def test_a_coarser_row_absorbs_its_sentence_wherever_that_puts_it():
    abroad = replace(ALEPPO, place_id="gn:4", lon=60.0)
    assert len(_merge([_quoting(location="Syria", event_type="Other")], _told(abroad)).features) == 1
    assert len(_merge([_quoting(location="Homs", event_type="Other")], _told(abroad)).features) == 2
