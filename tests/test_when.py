"""EDTF: each form to its days, checked by hand and against the `edtf` package."""

from __future__ import annotations

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.when import coarsen, day_number, from_day_number, label, open_end, parse, span

FORMS = [
    ("2015", "2015-01-01", "2015-12-31", "year", "", "2015"),
    ("2015-09", "2015-09-01", "2015-09-30", "month", "", "September 2015"),
    ("2015-09-30", "2015-09-30", "2015-09-30", "day", "", "30 Sep 2015"),
    ("2015-09-30T23:30+03:00", "2015-09-30", "2015-09-30", "day", "", "30 Sep 2015"),
    ("2015-09-30T01:00:00Z", "2015-09-30", "2015-09-30", "day", "", "30 Sep 2015"),
    ("2015-21", "2015-03-01", "2015-05-31", "season", "", "spring 2015"),
    ("2015-24", "2015-12-01", "2016-02-29", "season", "", "winter 2015"),
    ("9999-24", "9999-12-01", "9999-12-31", "season", "", "winter 9999"),
    ("2015-35", "2015-07-01", "2015-09-30", "quarter", "", "Q3 2015"),
    ("198X", "1980-01-01", "1989-12-31", "decade", "", "1980s"),
    ("19XX", "1900-01-01", "1999-12-31", "unknown", "", "1900–1999"),
    ("2015-XX", "2015-01-01", "2015-12-31", "year", "", "2015"),
    ("2016-02-XX", "2016-02-01", "2016-02-29", "month", "", "February 2016"),
    ("XXXX-07-08", None, None, "unknown", "", "8 July, year unknown"),
    ("1980?", "1980-01-01", "1980-12-31", "year", "?", "1980 (uncertain)"),
    ("1980~", "1980-01-01", "1980-12-31", "year", "~", "c. 1980"),
    ("2015-09%", "2015-09-01", "2015-09-30", "month", "%", "c. September 2015 (uncertain)"),
    ("2015-09-30/2016-03-14", "2015-09-30", "2016-03-14", "days", "", "30 Sep 2015 – 14 Mar 2016"),
    ("2015-01/2015-08", "2015-01-01", "2015-08-31", "month", "", "January 2015 – August 2015"),
    ("2015-09-30/..", "2015-09-30", None, "days", "", "since 30 Sep 2015"),
    ("2015-09-30/", "2015-09-30", None, "days", "", "since 30 Sep 2015"),
    ("../2015", None, "2015-12-31", "year", "", "until 2015"),
    ("2015~/2016?", "2015-01-01", "2016-12-31", "year", "%", "c. 2015 – 2016 (uncertain)"),
    ("{2015-09-30,2015-10-02}", "2015-09-30", "2015-10-02", "days", "", "30 Sep 2015 and 2 Oct 2015"),
    ("[2015,2017]", "2015-01-01", "2017-12-31", "year", "", "2015 or 2017"),
    ("1527-02-04", "1527-02-04", "1527-02-04", "day", "", "4 Feb 1527"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision", "qualifier", "words"), FORMS)
def test_each_form_covers_its_days(text, earliest, latest, precision, qualifier, words):
    when = parse(text)
    assert (when.earliest, when.latest, when.precision, when.qualifier) == (earliest, latest, precision, qualifier)
    assert label(when) == words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no date is given"),
        ("2015-02-29", "there is no day 29 in February 2015"),
        ("2015-13-01", "there is no month 13"),
        ("2015-09-00", "there is no day 0"),
        ("0000", "there is no year 0"),
        ("31/02/2016", "one slash"),
        ("../..", "says nothing"),
        ("2016/2015", "the end 2015 is before the start 2016"),
        ("XXXX-07-08/2015", "no year"),
        ("1X5X", "not a decade"),
        ("2015-09-1X", "XX for the whole part"),
        ("XXXX-02-30", "no day 30"),
        ("{2015,2016", "lacks its closing"),
        ("yesterday", "is not a date"),
    ],
)
def test_what_is_no_date_says_why(text, why):
    with pytest.raises(ValueError, match=why):
        parse(text)


def test_R063_an_open_end_runs_to_the_as_of_day_and_never_to_today():
    assert parse("2015-09-30/..", as_of="2016-07-31").latest == "2016-07-31"
    assert parse("2015-09-30/", as_of="2016-07-31").latest == "2016-07-31"
    assert span(parse("2015-09"), open_end("2016-07-31")).latest == "2016-07-31"
    # What begins after the as-of day is not turned around.
    assert parse("2017/..", as_of="2016-07-31").latest == "2017-12-31"


def test_R060_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before the start"):
        span(parse("2015-09-30"), parse("2015-09-01"))
    assert span(parse("2015-09-15"), parse("2015-09")).latest == "2015-09-30"


def test_a_span_takes_the_outer_ends_of_intervals():
    whole = span(parse("2015-01/2015-02"), parse("2015-03/2015-04"))
    assert (whole.edtf, whole.earliest, whole.latest) == ("2015-01/2015-04", "2015-01-01", "2015-04-30")
    assert span(parse("2015-09-30"), parse("2015-09-30")).precision == "day"


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        ("2015-09-30", "week", "2015-09-28/2015-10-04"),
        ("2015-09-30", "month", "2015-09"),
        ("2016-01-15", "season", "2015-24"),
        ("2015-12-15", "season", "2015-24"),
        ("2015-09-30", "season", "2015-23"),
        ("2015-09-30", "quarter", "2015-35"),
        ("2015-09-30", "year", "2015"),
        ("2015-09-30", "decade", "201X"),
        ("2015-09-30", "day", "2015-09-30"),
    ],
)
def test_a_day_is_coarsened_to_a_span_that_holds_it(day, precision, expected):
    assert coarsen(day, precision) == expected
    when = parse(expected)
    assert when.earliest <= day <= when.latest


def test_days_are_counted_from_1970_and_may_be_negative():
    assert [day_number(d) for d in ("1970-01-01", "1969-12-31", "0001-01-01")] == [0, -1, -719162]


@given(st.dates())
def test_day_numbers_come_back_as_the_same_day(day):
    assert from_day_number(day_number(day.isoformat())) == day.isoformat()


def _values():
    """EDTF of the kinds in which the package is right (its open ends and winters are not)."""
    year, month = st.integers(1000, 2999), st.integers(1, 12)
    months = st.builds("{:04d}-{:02d}".format, year, month)
    days = st.dates().filter(lambda d: d.year >= 1000).map(lambda d: d.isoformat())
    single = st.one_of(year.map(str), months, days, st.integers(100, 299).map("{}X".format))
    seasons = st.builds("{:04d}-{}".format, year, st.sampled_from(["21", "22", "23"]))
    unspecified = st.one_of(year.map("{}-XX".format), months.map("{}-XX".format))
    return st.one_of(single, seasons, unspecified, st.tuples(single, single).map("/".join))


@given(_values())
def test_the_edtf_package_agrees_on_the_days(text):
    theirs = edtf.parse_edtf(text)
    first, last = theirs.lower_strict(), theirs.upper_strict()
    expected = [f"{t.tm_year:04d}-{t.tm_mon:02d}-{t.tm_mday:02d}" for t in (first, last)]
    try:
        when = parse(text)
    except ValueError as problem:
        assert "before the start" in str(problem)  # which the package accepts
        assert expected[1] < expected[0] or "/" in text
        return
    assert [when.earliest, when.latest] == expected


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        when = parse(text)
    except ValueError as problem:
        assert str(problem)
    else:
        assert label(when)
        assert not (when.earliest and when.latest) or when.earliest <= when.latest
