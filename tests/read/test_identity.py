"""Identity: ids, rows that are there twice, names that must exist, spellings that are one."""

from __future__ import annotations

import unicodedata

import pytest

from geo.records import Level

from .conftest import HEADER, ROW, of

SOURCES = "source_id,title\nrd-2015,Article of 2015\nrd-2016,Article of 2016\n"
PLACES = "place_id,name,latitude,longitude\nown:hmeimim,Hmeimim,35.4,35.9\n"


def test_R072_equal_rows_of_one_id_are_kept_once_and_both_named(folder):
    seeds = folder.events(HEADER + ROW + ROW.replace("e1", "e2") + ROW).read()
    assert seeds.events["event_id"].tolist() == ["e1", "e2"]
    assert seeds.duplicates == 1
    [fault] = of(seeds, Level.FAULT)
    assert fault.line == 4
    assert "events/a.csv line 2" in fault.message


def test_R072_equal_rows_in_two_files_are_kept_once(folder):
    seeds = folder.events(HEADER + ROW).events(HEADER + "\n" + ROW, "events/b.csv").read()
    assert (len(seeds.events), seeds.duplicates) == (1, 1)
    [fault] = of(seeds, Level.FAULT)
    assert (fault.file, fault.line) == ("events/b.csv", 3)


def test_R072_equal_rows_without_id_are_kept_once(folder):
    row = ROW.replace("e1", "")
    seeds = folder.events(HEADER + row + row).read()
    assert (len(seeds.events), seeds.duplicates) == (1, 1)


def test_R073_one_id_on_different_rows_is_an_error_that_names_both(folder):
    folder.events(HEADER + ROW).events(HEADER + ROW.replace("Ships", "Boats"), "events/b.csv")
    [fault] = folder.refused()
    assert (fault.file, fault.line, fault.value) == ("events/b.csv", 2, "e1")
    assert "events/a.csv line 2" in fault.message


def test_R073_one_event_from_two_sources_stays_twice(folder):
    row = ROW.replace("e1", "")
    seeds = folder.events(HEADER + row + row.replace("Reuters", "SANA")).read()
    assert seeds.events["source"].tolist() == ["Reuters", "SANA"]
    first, second = seeds.events["event_id"]
    assert first != second
    assert "-" not in first + second
    assert seeds.duplicates == 0


def test_an_id_that_is_absent_is_a_stable_hash(folder):
    table = "title,date,location,source\nShips pass,2015-09-30,Bosphorus,Reuters\n"
    first = folder.events(table).read().events.at[0, "event_id"]
    assert len(first) == 10
    assert int(first, 16) >= 0
    moved = folder.events("source,x,date,location,title\nReuters,y,2015-09-30,Bosphorus,Ships pass\n").read()
    assert moved.events.at[0, "event_id"] == first
    other = folder.events(table.replace("Ships", "Boats")).read().events.at[0, "event_id"]
    assert other != first


def test_rows_alike_but_for_their_notes_get_ids_of_their_own(folder):
    table = "title,date,location,source,notes\nA,2015,Azaz,S,first\nA,2015,Azaz,S,second\n"
    seeds = folder.events(table).read()
    assert seeds.events["event_id"].nunique() == 2
    assert seeds.duplicates == 0


def test_R075_an_unknown_source_id_is_an_error_with_the_nearest(folder):
    folder.put("sources.csv", SOURCES).events(HEADER + ROW.replace("Reuters", "rd-2105"))
    [fault] = folder.refused()
    assert (fault.line, fault.column, fault.value) == (2, "source", "rd-2105")
    assert "may be meant" in fault.remedy


@pytest.mark.parametrize("source", ["rd2015", "RD-2015", "nobody", "rd-2015;rd-2099"])
def test_R075_what_looks_like_an_id_must_be_one(folder, source):
    folder.put("sources.csv", SOURCES).events(HEADER + ROW.replace("Reuters", source))
    assert folder.refused()[0].column == "source"


@pytest.mark.parametrize(
    "source", ["rd-2015", "Reuters", "Al Jazeera", "SANA", "sana news", "RD 2015", "rd-2015; rd-2016", "الجزيرة"]
)
def test_R075_a_publisher_may_stand_without_an_id(folder, source):
    folder.put("sources.csv", SOURCES).events(HEADER + ROW.replace("Reuters", source))
    assert folder.read().events["source"].tolist() == [source]


def test_R075_without_sources_csv_any_source_is_a_publisher(folder):
    assert folder.events(HEADER + ROW.replace("Reuters", "rd-2015")).read().events["source"].tolist() == ["rd-2015"]


@pytest.mark.parametrize(
    ("column", "good", "bad"), [("place_id", "own:hmeimim", "own:hmeimin"), ("doc_id", "a-text", "a-test")]
)
def test_R075_unknown_places_and_documents_are_errors_with_the_nearest(folder, column, good, bad):
    folder.put("places.csv", PLACES).put("documents/A text.txt", "Words.")
    table = HEADER.replace("\n", f",{column}\n") + ROW.replace("\n", "," + good + "\n")
    assert folder.events(table).read().events[column].tolist() == [good]
    [fault] = folder.events(table.replace(good, bad)).refused()
    assert fault.value == bad
    assert repr(good) in fault.remedy


def test_R075_ids_of_gazetteers_are_not_checked_here(folder):
    table = HEADER.replace("\n", ",place_id\n") + ROW.replace("\n", ",gn:163345\n")
    assert folder.events(table).read().events["place_id"].tolist() == ["gn:163345"]


def test_R075_an_unknown_parent_of_a_period_is_an_error(folder):
    [fault] = folder.put(
        "periods.csv", "period_id,start,stop,parent\ncampaign,2015,2016,\nb,2015,2015,campain\n"
    ).refused()
    assert "'campaign' may be meant" in fault.remedy


def test_R076_names_are_composed_and_trimmed_and_else_left_as_written(folder):
    nfd = unicodedata.normalize("NFD", "A‘zāz")
    seeds = folder.events(
        HEADER + ROW.replace("Bosphorus", f"\u00a0{nfd}\u00a0") + ROW.replace("e1", "e2").replace("Bosphorus", "أعزاز")
    ).read()
    assert seeds.events["location"].tolist() == [unicodedata.normalize("NFC", "A‘zāz"), "أعزاز"]


@pytest.mark.parametrize("period_id", ["../../x", "C:\\x", "/etc/x", "%2e%2e", "x" * 300, "Größe", ""])
def test_R079_a_period_id_that_cannot_name_a_page_is_an_error(folder, period_id):
    [fault] = folder.put("periods.csv", f"period_id,start,stop\n{period_id},2015,2016\n").refused()
    assert fault.column == "period_id"


def test_R079_and_R080_document_ids_are_slugs_and_differ(folder):
    for name in ("A b.txt", "a-b.md", "CON?.txt", "…….txt", "сирия.txt"):
        folder.put(f"documents/{name}", "Words stand here.")
    ids = [d.doc_id for d in folder.read().documents]
    assert sorted(ids) == ["a-b", "a-b-2", "con", "document", "siriya"]


def test_rejected_rows_are_left_out_and_counted(folder):
    table = (
        HEADER.replace("\n", ",status\n")
        + ROW.replace("\n", ",rejected\n")
        + ROW.replace("e1", "e2").replace("\n", ",\n")
    )
    seeds = folder.events(table).read()
    assert (seeds.events["event_id"].tolist(), seeds.rejected) == (["e2"], 1)
    assert seeds.events["status"].tolist() == ["accepted"]


def test_an_unknown_status_never_passes_for_reviewed(folder):
    table = HEADER.replace("\n", ",status,confidence\n") + ROW.replace("\n", ",acepted,rumoured\n")
    seeds = folder.events(table).read()
    assert seeds.events.loc[0, ["status", "confidence"]].tolist() == ["suggested", "uncertain"]
    assert "'accepted' may be meant" in of(seeds, Level.FAULT)[0].remedy


@pytest.mark.parametrize(
    "word", ["certain", "Less certain", "fact", "reported", "planned", "denied", "hypothetical", "historical"]
)
def test_the_words_of_confidence(folder, word):
    table = HEADER.replace("\n", ",confidence\n") + ROW.replace("\n", f",{word}\n")
    assert folder.events(table).read().events["confidence"].tolist() == [word.lower().replace(" ", "-")]


def test_a_number_that_is_none_is_set_aside_and_shown(folder):
    table = HEADER.replace("\n", ",fatalities\n") + ROW.replace("\n", ",10-12\n")
    seeds = folder.events(table).read()
    assert seeds.events.loc[0, "fatalities"] == ""
    assert seeds.events.at[0, "extra"] == {"fatalities": "10-12"}
    assert "fatalities_low" in of(seeds, Level.FAULT)[0].remedy


def test_a_title_comes_from_the_notes_or_from_kind_and_place(folder):
    table = "date,location,source,type,notes\n2015,Azaz,S,Raid,One thing. Another.\n2015,Azaz,S,Raid,\n"
    seeds = folder.events(table).read()
    assert seeds.events["title"].tolist() == ["One thing.", "Raid, Azaz"]
    assert [f.line for f in of(seeds, Level.FAULT)] == [3]


def test_events_without_a_source_are_told(folder):
    seeds = folder.events(HEADER + ROW.replace("Reuters", "")).read()
    assert "names no source" in of(seeds, Level.FAULT)[0].message
    assert len(seeds.events) == 1


def test_R073_one_event_from_two_sources_is_said_with_both_lines(folder):
    rows = [f"{i},Ships pass,2015-09-30,,Bosphorus,,,{who}\n" for i, who in enumerate(["Reuters", "AFP", "AFP"])]
    seeds = folder.events(HEADER + rows[0]).events(HEADER + rows[1], "events/b.csv").read()
    (note,) = [n for n in of(seeds, Level.NOTE) if "another source" in n.message]
    assert (note.file, note.line) == ("events/b.csv", 2)
    assert "events/a.csv line 2" in note.message
    assert len(seeds.events) == 2


def test_R073_rows_alike_of_one_source_or_without_a_place_are_not_said_to_be_one(folder):
    rows = "e1,A,2015-09-30,,Azaz,,,AFP\ne2,A,2015-09-30,,Azaz,,,AFP\ne3,B,2015-09-30,,,,,AFP\ne4,B,2015-09-30,,,,,X\n"
    assert not any("another source" in note.message for note in folder.events(HEADER + rows).read().faults)


_OWN_PLACE = "place_id,name,latitude,longitude\nhmeimim,Hmeimim,35.4,35.9\n"
_BY_ID = HEADER.replace("source", "source,place_id")


@pytest.mark.parametrize("named", ["hmeimim", "own:hmeimim"])
def test_R075_an_own_place_is_named_with_or_without_its_prefix(folder, named):
    folder.put("places.csv", _OWN_PLACE).events(f"{_BY_ID}e1,A,2015-09-30,,,,,Reuters,{named}\n")
    assert folder.read().events["place_id"].tolist() == ["own:hmeimim"]


def test_R075_a_place_id_that_is_nearly_our_own_is_an_error_and_a_foreign_one_none(folder):
    rows = "e1,A,2015-09-30,,Azaz,,,Reuters,hmeymim\ne2,A,2015-09-30,,Azaz,,,Reuters,Q1234\n"
    (fault,) = folder.put("places.csv", _OWN_PLACE).events(_BY_ID + rows).refused()
    assert (fault.line, fault.value) == (2, "hmeymim")
    assert "'own:hmeimim' may be meant" in fault.remedy
