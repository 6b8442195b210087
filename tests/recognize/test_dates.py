import csv
import time
from pathlib import Path

import pytest

from geo.recognize.dates import dates

ROWS = list(csv.DictReader((Path(__file__).parent / "dates.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sentence"])
def test_a_sentence_gives_its_date_and_no_other(row):
    found = [(d.text, d.edtf, d.status) for d in dates(row["sentence"], row["published"])]
    assert found == ([(row["date"], row["edtf"], row["status"])] if row["date"] else [])


def test_offsets_are_those_of_the_text_in_any_script():
    text = "𐐀🛬 İstanbul — 5 мая 2016, then ٣٠ أيلول ٢٠١٥ and 8–9 July 2016."
    found = list(dates(text))
    assert [text[d.start : d.end] for d in found] == [d.text for d in found]
    assert [d.edtf for d in found] == ["2016-05-05", "2015-09-30", "2016-07-08/2016-07-09"]


def test_days_that_do_not_exist_are_no_dates():
    assert not [d for d in dates("On 31 February 2015 nothing happened.") if d.edtf]


def test_a_long_line_takes_time_in_proportion():
    def seconds(text):
        begun = time.process_time()
        assert sum(1 for _ in dates(text, "2016-01-01")) > 0
        return time.process_time() - begun

    for word in ("in 1956 ", "two days ago, ", "the first 8 months of "):
        short, long = word * 2_000, word * 20_000
        seconds(short)
        assert seconds(long) < 40 * max(seconds(short), 0.005)
