import csv
import json
from pathlib import Path

import pytest

import geo
from geo import lines
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


def test_a_line_is_answered_with_its_dates_leaning_on_the_day_of_publication():
    asked = {"id": 7, "text": "On Friday jets left Hmeimim.", "date": "2016-07-20"}
    told = json.loads(lines.answer(json.dumps(asked).encode(), geo.parse))
    assert [(d["start"], d["end"], d["edtf"]) for d in told["dates"]] == [(3, 9, "2016-07-15")]
    vague = json.loads(lines.answer(json.dumps(asked | {"date": "2016-07"}).encode(), geo.parse))
    assert [d["status"] for d in vague["dates"]] == ["unresolved"]
    wrong = json.loads(lines.answer(json.dumps(asked | {"date": "soon"}).encode(), geo.parse))
    assert "soon" in wrong["error"]
