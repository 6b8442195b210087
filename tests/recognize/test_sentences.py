"""Sentences of our own from varied conflicts: names with their roles, dates and events, and what the names mean.

The columns of sentences.csv say what a reader sees; `missed` says where the program differs, so that a change for
better or worse shows. After one, `python -m tests.recognize.sentences` writes that column anew.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

import geo
from tests.recognize.sentences import items, missed, rows, seen

HERE = Path(__file__).parent
SENTENCES = rows()
FOUND = {row["id"]: seen(row) for row in SENTENCES}


def _rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row.get("id", row["text"])) for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["id"])
def test_a_sentence_is_read_as_the_table_says(row):
    assert missed(row, FOUND[row["id"]]) == row["missed"]


def test_the_table_is_broad_enough():
    languages, regions = Counter(row["language"] for row in SENTENCES), Counter(row["region"] for row in SENTENCES)
    assert len(SENTENCES) == len(FOUND) >= 320
    assert languages["ru"] + languages["uk"] >= 48 and languages["ar"] >= 44
    assert languages["es"] >= 10 and languages["fr"] >= 10
    assert len(regions) >= 15


@pytest.mark.parametrize(
    ("kind", "of_truth", "of_found"), [("toponyms", 0.85, 0.85), ("dates", 0.95, 0.95)], ids=lambda value: str(value)
)
def test_most_of_what_a_reader_sees_is_seen_and_most_of_what_is_seen_is_there(kind, of_truth, of_found):
    truth, found, right = 0, 0, 0
    for row in SENTENCES:
        wanted, program = Counter(items(row[kind])), Counter(FOUND[row["id"]][kind])
        truth, found, right = truth + wanted.total(), found + program.total(), right + (wanted & program).total()
    assert right / truth > of_truth and right / found > of_found


def test_what_stands_in_a_mention_stands_in_the_text():
    for row in SENTENCES:
        for toponym in geo.parse(row["text"]).toponyms:
            start, end = toponym.mention.start, toponym.mention.end
            assert row["text"][start:end] == toponym.mention.surface


@pytest.mark.parametrize("row", _rows("roles.csv"))
def test_a_government_is_told_from_its_place(row):
    """As a reader would have it; where that is arguable, what is safe to draw."""
    found = geo.parse(row["text"]).toponyms
    assert "; ".join(f"{t.mention.surface}/{t.mention.role}" for t in found) == row["expected"]


@pytest.mark.parametrize("row", _rows("places.csv"))
def test_the_place_that_a_name_means(row):
    meant = [t for t in geo.parse(row["text"]).toponyms if t.mention.surface == row["surface"]]
    assert meant
    for toponym in meant:
        place = toponym.candidate
        assert (place.country, place.kind, toponym.geo_precision) == (row["country"], row["kind"], row["precision"])
        assert toponym.reason


def test_a_small_place_alone_in_its_land_is_for_review():
    *others, last = geo.parse("Shells fell on Homs, Hama and Yavneel.").toponyms
    assert all(t.certain for t in others)
    assert (last.candidate.country, last.certain, last.rivals[0]) == ("IL", False, last.candidate)
    assert geo.parse("Shells fell on Haifa, Safed and Yavneel.").toponyms[-1].certain
