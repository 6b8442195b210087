"""Dates as people write them: read when certain, else set aside with a reason; never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.read.dates import to_edtf
from geo.records import Level

from .conftest import HEADER, dated_table, days, of


@pytest.mark.parametrize("text", ["31/02/2016", "2015-13-01", "2015-02-29", "30 February 2015"])
def test_R056_a_day_that_does_not_exist_leaves_the_event_undated(dated, text):
    seeds = dated("2015-09-30", text)
    assert days(seeds, "earliest") == ["2015-09-30", None]
    assert seeds.events.at[1, "date_problem"]
    assert seeds.events.at[1, "date_text"] == text
    [fault] = of(seeds, Level.FAULT)
    assert (fault.line, fault.column, fault.value) == (3, "date_start", text)
    assert fault.message.startswith("there is no ")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("00/00/2015", "2015"),
        ("2015-09-00", "2015-09"),
        ("2015-00-00", "2015"),
        ("00/09/2015", "2015-09"),
        ("20150900", "2015-09"),
    ],
)
def test_R057_zeros_are_unknown_days_and_months(dated, text, edtf):
    seeds = dated(text)
    assert seeds.events.loc[0, ["date_start", "date_text"]].tolist() == [edtf, text]
    assert any("zeros as unknown" in note.message for note in of(seeds, Level.NOTE))


def test_R057_a_zero_stands_where_the_column_has_day_or_month(dated):
    seeds = dated("19/07/2015", "00/09/2015", "09/00/2015")
    assert seeds.events["date_start"].tolist() == ["2015-07-19", "2015-09", "2015"]


def test_R057_a_day_without_its_month_leaves_the_year(dated):
    assert dated("15/00/2015").events.loc[0, "date_start"] == "2015"


def test_R058_day_and_month_are_decided_once_a_column(dated):
    seeds = dated("03/04/2016", "25/04/2016", "05/05/2016")
    assert seeds.events["date_start"].tolist() == ["2016-04-03", "2016-04-25", "2016-05-05"]
    assert seeds.events["date_text"].tolist() == ["03/04/2016", "25/04/2016", "05/05/2016"]
    [note] = of(seeds, Level.NOTE)
    assert (note.line, note.value) == (3, "25/04/2016")
    assert "day/month/year" in note.message
    assert dated("03/04/2016", "04/25/2016").events["date_start"].tolist() == ["2016-03-04", "2016-04-25"]


def test_R058_without_proof_the_format_is_asked_for_and_then_used(folder, dated):
    [fault] = folder.events(dated_table("2015", "03/04/2016", "05/06/2016")).refused()
    assert (fault.line, fault.value) == (3, "03/04/2016")
    assert "also line 4" in fault.message
    assert "date_format" in fault.remedy
    assert dated("03/04/2016", project='date_format = "m/d/y"\n').events["date_start"].tolist() == ["2016-03-04"]
    assert dated("03/04/2016", project='date_format = "DD/MM/YYYY"\n').events["date_start"].tolist() == ["2016-04-03"]


def test_R058_the_other_date_column_can_prove_it(dated):
    seeds = dated(("25/04/2016", "03/05/2016"))
    assert seeds.events.loc[0, ["earliest", "latest"]].tolist() == ["2016-04-25", "2016-05-03"]
    assert any("like the other date column" in note.message for note in of(seeds, Level.NOTE))


def test_R059_a_column_that_mixes_both_is_an_error_that_names_both_rows(folder):
    [fault] = folder.events(dated_table("2015", "25/04/2016", "04/25/2016")).refused()
    assert "25/04/2016 on line 3" in fault.message
    assert "04/25/2016 on line 4" in fault.message


def test_R060_an_end_before_the_start_is_a_fault_and_never_swapped(dated):
    seeds = dated(("2015-09-30", "2015-09-01"), ("2015-09-15", "2015-09"))
    assert days(seeds, "earliest") == [None, "2015-09-15"]
    [fault] = of(seeds, Level.FAULT)
    assert fault.line == 2
    assert "before the start" in fault.message
    assert seeds.events.at[0, "date_text"] == "2015-09-30 – 2015-09-01"


@pytest.mark.parametrize(
    "text", ["2015-09", "September 2015", "Sept. 2015", "сентябрь 2015 г.", "أيلول 2015", "2015-09-XX"]
)
def test_R061_a_month_stays_a_month(dated, text):
    row = dated(text).events.iloc[0]
    assert (row["earliest"], row["latest"], row["date_precision"]) == ("2015-09-01", "2015-09-30", "month")


@pytest.mark.parametrize("pair", [("2015-09-30/..", ""), ("2015-09-30", ".."), ("2015-09-30/", "")])
def test_R063_what_goes_on_runs_to_the_as_of_day(folder, pair):
    folder.events(dated_table(pair))
    assert folder.read().events["latest"].tolist() == ["2016-07-31"]
    assert folder.read(as_of="2016-01-31").events["latest"].tolist() == ["2016-01-31"]


@pytest.mark.parametrize("end", ["ongoing", "Present", "to date", "по настоящее время", "مستمر"])
def test_R063_an_end_in_words_that_has_not_come_runs_to_the_as_of_day(dated, end):
    seeds = dated(("2015-09-30", end))
    assert seeds.events.loc[0, ["latest", "date_problem"]].tolist() == ["2016-07-31", ""]
    assert any("going on" in note.message for note in of(seeds, Level.NOTE))


def test_R063_a_blank_end_is_the_day_of_the_start(dated):
    assert dated(("2015-09-30", "")).events["latest"].tolist() == ["2015-09-30"]


@pytest.mark.parametrize(
    "text", ["2015-09-30T23:30+03:00", "2015-09-30T23:30:00Z", "2015-09-30 23:30", "30/09/2015 23:30"]
)
def test_R064_of_a_date_time_the_day_as_written_is_kept(dated, text):
    row = dated(text).events.iloc[0]
    assert (row["date_start"], row["date_text"]) == ("2015-09-30", text)


@pytest.mark.parametrize("text", ["1527-02-04", "2105-01-01", "15700", "04/03/15"])
def test_R065_a_date_outside_the_project_is_flagged_and_kept_in_the_list(dated, text):
    seeds = dated(text, project='earliest = "1956-01-01"\nlatest = "2016-12-31"\n')
    assert len(seeds.events) == 1
    assert days(seeds, "earliest")[0] is None
    assert seeds.events.at[0, "date_problem"]
    assert len(of(seeds, Level.FAULT)) == 1


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("1443571200000", "Unix time .it would be 2015-09-30"),
        ("42277", "Excel .it would be 2015-09-30"),
        ("648123456789012345", "number or an id"),
        ("12 رمضان 1437", "Hijri"),
        ("8 July", "year is missing"),
        ("15700", "more than four digits"),
        ("9" * 400, "too long"),
    ],
)
def test_R066_other_counts_are_flagged_and_never_guessed(text, looks):
    with pytest.raises(ValueError, match=looks):
        to_edtf(text)


def test_R066_eight_digits_are_a_date_and_this_is_said(dated):
    seeds = dated("20150930")
    assert seeds.events.at[0, "date_start"] == "2015-09-30"
    assert any("20150930 as 2015-09-30" in note.message for note in of(seeds, Level.NOTE))


@pytest.mark.parametrize(
    "text", ["-1", "9999-12-31", "31/12/9999", "1900-01-01", "1900-01-01T00:00:00", "Time Unknown", "n/a", "0"]
)
def test_R067_what_stands_for_unknown_is_unknown(dated, text):
    seeds = dated("2015-09-30", text)
    assert days(seeds, "earliest")[1] is None
    assert of(seeds, Level.FAULT) == []
    assert any("unknown date" in note.message and note.line == 3 for note in of(seeds, Level.NOTE))


@pytest.mark.parametrize(
    "text",
    [
        "٣٠/٠٩/٢٠١٥",
        "30 сентября 2015 г.",
        "30 أيلول/سبتمبر 2015",
        "30 أيلول 2015",
        "30 September, 2015",
        "Sep 30th, 2015",
    ],
)
def test_R069_digits_and_months_of_other_languages_are_read(dated, text):
    row = dated(text).events.iloc[0]
    assert (row["date_start"], row["date_text"]) == ("2015-09-30", text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("c. 1980", "1980~"), ("circa September 2015", "2015-09~"), ("spring 2015", "2015-21"), ("Q3 2015", "2015-35"),
        ("the 1980s", "198X"), ("1956-1991", "1956/1991"), ("30 Sep 2015 – 14 Mar 2016", "2015-09-30/2016-03-14"),
        ("2015/09/30", "2015-09-30"), ("2015-9-3", "2015-09-03"), ("كانون الثاني 2016", "2016-01"),
    ],
)  # fmt: skip
def test_common_words_for_dates_become_edtf(text, edtf):
    assert to_edtf(text)[0] == edtf


def test_R070_a_day_without_its_year_is_unresolved(dated):
    seeds = dated("XXXX-07-08")
    row = seeds.events.iloc[0]
    assert (row["date_start"], days(seeds, "earliest"), days(seeds, "latest")) == ("XXXX-07-08", [None], [None])
    assert row["date_problem"] == "the year is not known"


def test_a_day_that_stands_for_its_month_covers_the_month(folder):
    table = HEADER.replace("\n", ",date_precision\n")
    rows = "".join(
        f"e{i},A{i},2015-09-30,,Azaz,,,S,{p}\n" for i, p in enumerate(["month", "week", "year", "day", "mont"])
    )
    seeds = folder.events(table + rows).read()
    assert seeds.events["latest"].tolist() == ["2015-09-30", "2015-10-04", "2015-12-31", "2015-09-30", "2015-09-30"]
    assert seeds.events["earliest"].tolist()[:3] == ["2015-09-01", "2015-09-28", "2015-01-01"]
    assert seeds.events["date_precision"].tolist() == ["month", "week", "year", "day", "day"]
    assert [f.value for f in of(seeds, Level.FAULT)] == ["mont"]


def test_an_end_that_is_no_date_is_set_aside_alone(dated):
    seeds = dated(("2015-09-30", "soon"))
    assert seeds.events.at[0, "latest"] == "2015-09-30"
    assert "date_end" in seeds.events.at[0, "date_problem"]


def test_an_end_without_a_start_is_undated(dated):
    seeds = dated(("", "2015-09-30"))
    assert days(seeds, "latest")[0] is None
    assert seeds.events.at[0, "date_problem"] == "date_end is given without date_start"


def test_a_stated_date_text_is_kept(folder):
    folder.events("title,date,date_text,location,source\nA,September 2015,late in the month,Azaz,S\n")
    assert folder.read().events.at[0, "date_text"] == "late in the month"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        edtf, _ = to_edtf(text)
    except ValueError as problem:
        assert str(problem)
    else:
        assert to_edtf(edtf) == (edtf, "")


def test_R065_a_day_after_the_as_of_day_is_said_and_kept(dated):
    seeds = dated("2015-09-30", "2105-09-30", "2105-09-30")
    (note,) = of(seeds, Level.NOTE)
    assert (note.line, note.column, note.value) == (3, "date_start", "2105-09-30")
    assert "after as_of" in note.message
    assert "also line 4" in note.message
    assert seeds.events.loc[1, "date_start"] == "2105-09-30"


@pytest.mark.parametrize("text", ["-1.0", "-99", "99/99/9999", "9999-99-99"])
def test_R067_what_programs_write_for_unknown_is_unknown(dated, text):
    seeds = dated(text)
    assert days(seeds, "earliest") == [None]
    assert seeds.events.at[0, "date_problem"] == "the date is given as unknown"
    assert not of(seeds, Level.FAULT)


@pytest.mark.parametrize("text", ["1436-12-16", "1436-12", "1394/07/08"])
def test_R069_a_year_that_may_be_hijri_is_said(dated, text):
    (note,) = [n for n in of(dated("2015-09-30", text), Level.NOTE) if "Hijri" in n.message]
    assert (note.line, note.value) == (3, text)


def test_R069_old_years_are_no_matter_where_the_project_states_its_days(dated):
    assert not of(dated("1436-12-16", project='earliest = "1400"\n'), Level.NOTE)
