"""A reading written down and read again: nothing but bearers is lost, nothing foreign gets in."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from geo import notation, reading
from geo.mentions import DateMention, EventMention, Quantity, Reading, Relation
from geo.records import Candidate, SeedPlace
from tests.test_library import _bare

TEXT = "On 3 May 2016 shells fell on Aleppo, Syria, and killed 12 people.\nЗатем в Хомсе, حلب and north of Idlib."


@pytest.fixture(scope="module")
def said():
    """A reading in which every noun of prose occurs."""
    found = _bare(reading.parse(TEXT, date="2016-05-04"))
    assert len(found.toponyms) >= 4
    assert found.dates
    event = EventMention(
        0, 64, TEXT[:64], "2016-05-03", "day", "3 May 2016", "stated", found.toponyms[0], "Shelling", "shells fell",
        ("the army",), (Quantity("killed", 12, 12, "12 people"),), "fact", "one sentence", ((70, 80),),
    )  # fmt: skip
    lost = replace(found.toponyms[0], candidate=None, geo_precision="unknown", certain=False)
    nowhen = DateMention(3, 13, "written otherwise", "", "unknown", "unresolved", "it leans on nothing")
    by = Relation("away", "20 km north of", 20.0, None, 1)
    beside = replace(found.toponyms[0], mention=replace(found.toponyms[0].mention, relation=by, likeness=87.5))
    doubtful = replace(beside, rivals=tuple(t.candidate for t in found.toponyms[:2]), named=found.toponyms[1].candidate)
    return Reading((*found.toponyms, lost, doubtful), (*found.dates, nowhen), (event, replace(event, toponym=lost)))


def test_what_is_written_is_read_again(said):
    assert notation.read(notation.written(said, TEXT), TEXT) == said


def test_a_projects_own_places_are_written_and_read(tmp_path):
    from shapely.geometry import LineString

    at = Candidate("own:1", "The Camp", 36.1, 35.2, "site", "near", bounds=(1.0, 2.0, 3.5, 4.0), country="SY")
    line = LineString([(36.123456789, 35.1), (37, 36)])
    for place in (SeedPlace(at, ("Camp", "المخيم"), line), SeedPlace(at, (), None, "adm1:SY.02")):
        assert notation.place_read(json.loads(json.dumps(notation.place_written(place)))) == place


def test_a_piece_of_a_longer_text(said):
    before = "Earlier. "
    line = notation.written(said, TEXT)
    moved = reading.joined(reading.read(TEXT, date="2016-05-04", offset=len(before)))
    again = notation.read(notation.written(moved, TEXT, len(before)), TEXT, len(before))
    assert again == _bare(moved)
    assert again.toponyms[0].mention.start == said.toponyms[0].mention.start + len(before)
    assert b"Earlier" not in line


def test_no_sentence_is_written_down(said):
    line = notation.written(said, TEXT).decode()
    assert "shells fell on" not in line
    assert "Syria, and" not in line


def test_one_line_whatever_the_text_holds():
    odd = "In Homs\u2028and\r\nHoms \ud800 in Aleppo"
    line = notation.written(reading.parse(odd), odd)
    assert b"\n" not in line
    assert notation.read(line, odd) == _bare(reading.parse(odd))


@pytest.mark.parametrize("foreign", [
    b"", b"{}", b"[]", b"[[],[]]", b"[[],[[],[],[],[]]]", b"null", b"[" * 100_000, b"\xff", b'[[],[[],[],"x"]]',
    b'[[],[[["a"]],[],[]]]', b"[[],[[],[[0,99999,{},{},{},{},{}]],[]]]", b"[[],[[],[[5,1,{},{},{},{},{}]],[]]]",
    b"[[],[[],[[-5,1,{},{},{},{},{}]],[]]]", b"[[],[[],[[true,1,{},{},{},{},{}]],[]]]",
])  # fmt: skip
def test_what_is_no_reading_is_refused(foreign):
    with pytest.raises(ValueError):
        notation.read(foreign, TEXT)


def _paths(value, path=()):
    yield path
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _paths(item, (*path, number))


@pytest.mark.parametrize("value", [None, [], {"a": 1}, "x", 1e400, float("nan"), 10**40, -3, True])
def test_a_value_of_another_kind_anywhere_is_refused_or_harmless(said, value):
    written = json.loads(notation.written(said, TEXT))
    for path in list(_paths(written))[1:]:
        spoilt = json.loads(json.dumps(written))
        inner = spoilt
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        try:
            found = notation.read(json.dumps(spoilt).encode(), TEXT)
        except ValueError:
            continue
        assert isinstance(found, Reading)
        for toponym in found.toponyms:
            assert 0 <= toponym.mention.start <= toponym.mention.end <= len(TEXT)
            assert isinstance(toponym.mention.surface, str)
            assert toponym.candidate is None or toponym.candidate.lat < float("inf")
