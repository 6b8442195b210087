"""Names that the gazetteer lacks: taken for what they are spelled like where the text names the land, else listed."""

from __future__ import annotations

import pytest

import geo
from geo.geocode import Gazetteer


def _found(text, surface):
    found = [t for t in geo.parse(text).toponyms if t.mention.surface == surface]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "surface", "place_id", "certain"),
    [
        ("A man was shot in Kafranbell, Syria.", "Kafranbell", "gn:168661", True),
        ("Бои идут в Украине, в селе Крынкы.", "Крынкы", "gn:703861", False),
        ("Mali's army entered Tombuctoo province.", "Tombuctoo", "gn:2449067", True),
    ],
)
def test_a_name_a_letter_off_is_that_of_the_land_named(text, surface, place_id, certain):
    found = _found(text, surface)
    assert found.candidate.place_id == place_id and found.certain == certain
    assert "spelled like" in found.reason and "%" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot in Kafranbell.",  # no land is named
        "Germany is cold. A man was shot in Kafranbell.",  # another is
        "In Syria, he believed in Kafranbell's cause.",
        "In Syria, he was in Facebook and in English.",
    ],
)
def test_without_evidence_nothing_is_listed(text):
    assert [t.mention.surface for t in geo.parse(text).toponyms if t.mention.likeness or not t.candidate] == []


def test_what_is_called_a_village_is_listed_without_a_place():
    found = _found("Rebels took the village of Ghrmblx.", "Ghrmblx")
    assert found.candidate is None and found.geo_precision == "unknown" and not found.certain


def test_only_so_many_unknown_names_are_looked_up():
    text = " ".join(f"the village of Xq{''.join(chr(97 + int(d)) for d in str(n))}zz," for n in range(1000, 1100))
    assert len(geo.parse(f"In Syria, {text}").toponyms) < 50


@pytest.mark.parametrize(
    ("written", "known"), [("khmeymim", "hmeymim"), ("kafranbell", "kafranbel"), ("qobani", "kobani")]
)
def test_names_are_near_however_their_first_sound_is_written(written, known):
    assert known in dict(Gazetteer().alike(written))
    assert all(50 < likeness < 100 for _, likeness in Gazetteer().alike(written))
