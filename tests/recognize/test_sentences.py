"""Sentences from varied conflicts: which names are found in them, in which role, and what they mean.

The column `missed` of sentences.csv says what a reader would see and the program does not; the expectation is what it
does, so that a change for better or worse shows.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import geo

HERE = Path(__file__).parent


def _rows(name):
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row.get("id", row["text"])) for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", _rows("sentences"))
def test_names_and_their_roles(row):
    found = geo.parse(row["text"]).toponyms
    assert [f"{t.mention.surface}/{t.mention.role}" for t in found] == [
        part.strip() for part in row["expected"].split(";") if part.strip()
    ]
    assert all(row["text"][t.mention.start : t.mention.end] == t.mention.surface for t in found)


@pytest.mark.parametrize("row", _rows("roles"))
def test_a_government_is_told_from_its_place(row):
    """As a reader would have it; where it is arguable, what is safe to draw."""
    found = geo.parse(row["text"]).toponyms
    assert "; ".join(f"{t.mention.surface}/{t.mention.role}" for t in found) == row["expected"]


@pytest.mark.parametrize("row", _rows("places"))
def test_the_place_that_a_name_means(row):
    meant = [t for t in geo.parse(row["text"]).toponyms if t.mention.surface == row["surface"]]
    assert meant
    for toponym in meant:
        place = toponym.candidate
        assert (place.country, place.kind, toponym.geo_precision) == (row["country"], row["kind"], row["precision"])
        assert toponym.reason
