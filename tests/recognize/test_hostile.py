"""Texts that nobody would print: length, depth, capitals, odd characters. Time and offsets hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.geocode import Gazetteer
from geo.reading import read
from geo.recognize.tokens import Tokens

SCRAPS = [
    "Aleppo",
    "al-",
    "St. ",
    "U.S.",
    ", Texas",
    "’s",
    "'s",
    " ",
    "\n",
    "(",
    "Сирии",
    "حلب",
    "😀",
    "\u0301",
    "\u200f",
    "ſ",
]


def _seconds(text):
    start = time.process_time()
    for _ in read(text):
        pass
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit",
    ["(", "Homs ", "A", "Paris, Texas, ", "SYRIA AND IRAQ ", "a ", "al-", "U.", "'", "is a town in (", "حلب ", "\n"],
)
def test_a_long_line_takes_time_in_proportion(unit):
    _seconds(unit * (10_000 // len(unit)))  # whatever is loaded once
    short, long = (_seconds(unit * (size // len(unit))) for size in (60_000, 240_000))
    assert long < 8 * short + 0.5


def test_ten_million_characters_in_a_line():
    assert _seconds("x" * 5_000_000 + " " + "(" * 5_000_000) < 30


def test_offsets_count_code_points():
    text = "🙂𝔸 Aleppo 🙂 Homs"
    assert [(t.mention.start, text[t.mention.start : t.mention.end]) for t in geo.parse(text).toponyms] == [
        (3, "Aleppo"),
        (12, "Homs"),
    ]


def test_offsets_hold_beyond_the_first_window():
    text = "Nothing happened here. " * 10_000 + "Shells fell on Aleppo."
    assert [text[t.mention.start : t.mention.end] for t in geo.parse(text).toponyms] == ["Aleppo"]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=6)), max_size=30).map("".join))
def test_mentions_are_in_order_apart_and_as_written(text):
    end = 0
    for toponym in geo.parse(text).toponyms:
        mention = toponym.mention
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.surface
        end = mention.end


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=40), st.data())
def test_spans_that_are_given_come_back_as_given(text, data):
    marks = []
    for _ in range(data.draw(st.integers(0, 4)) if text else 0):
        start = data.draw(st.integers(0, len(text) - 1))
        marks.append((start, data.draw(st.integers(start + 1, len(text)))))
    assert [(t.mention.start, t.mention.end) for t in geo.parse(text, spans=marks).toponyms] == marks


def test_what_is_remembered_is_bounded():
    names = Gazetteer()
    for number in range(20_000):
        names.bearers(f"no such place {number}")
    assert names._remembered.cache_info().currsize <= 8192
    assert len(Tokens("Word " * 10).words) == 10
