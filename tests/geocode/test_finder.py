"""The chain of one project, and what it says of ids."""

from __future__ import annotations

import pytest

from geo.geocode import Finder


@pytest.mark.parametrize("kind", ["gn", "oa", "adm1", "adm2", "iso", "sea", "lake", "river", "region", "site", "own"])
def test_an_id_of_ours_that_is_nowhere_is_said_and_not_replaced_by_the_name(kind):
    assert Finder().place("Homs", place_id=f"{kind}:no-such") == (None, f"no place has the id '{kind}:no-such'")


def test_an_id_that_is_not_ours_leaves_the_name():
    place, _ = Finder().place("Homs", country="SY", place_id="wikidata:Q131275")
    assert place is not None
    assert place.candidate.name == "Homs"
