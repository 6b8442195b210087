"""Stage 3 of 6, the project's own places: seeds/places.csv as a geocoder, asked before all others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.folding import fold, has_article
from geo.records import Candidate, SeedPlace

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.geocode.protocol import Geocoder


class SeedPlaces:
    """The places a project defines itself.

    Parameters
    ----------
    places : iterable of SeedPlace
        Rows of places.csv.
    areas : Geocoder, optional
        Where the shape named in a place's `like` is taken from (usually the gazetteer).
    """

    def __init__(self, places: Iterable[SeedPlace], *, areas: Geocoder | None = None) -> None:
        self._places: dict[str, SeedPlace] = {}
        self._keys: dict[str, dict[str, list[str]]] = {}  # key → place_id → spellings that fold to it
        self._areas = areas
        for place in places:
            place_id = place.candidate.place_id
            self._places[place_id] = place
            for spelling in (place.candidate.name, place.candidate.local_name, *place.spellings):
                if key := fold(spelling):
                    self._keys.setdefault(key, {}).setdefault(place_id, []).append(spelling)

    def candidates(self, toponym: str, *, country: str = "") -> list[Candidate]:
        """Return the project's places of this name; those that know it as written come first."""
        found = [
            replace(self._places[place_id].candidate, match=_match(toponym, spellings), origin="places")
            for place_id, spellings in self._keys.get(fold(toponym), {}).items()
        ]
        return sorted(found, key=lambda c: (_ORDER[c.match], c.place_id))

    def place(self, place_id: str) -> Candidate | None:
        """Return the project's place of this id."""
        known = self._places.get(place_id)
        return replace(known.candidate, origin="places") if known else None

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the shape written in places.csv, else that of the gazetteer area the place is like."""
        place = self._places.get(place_id)
        if place is None:
            return None
        if place.geometry is None and place.like and self._areas is not None:
            return self._areas.geometry(place.like)
        return place.geometry


_ORDER = {"name": 0, "spelling": 1, "folded": 2}


def _match(toponym: str, spellings: list[str]) -> str:
    if toponym.strip() in spellings:
        return "name"
    article = has_article(toponym)
    return "spelling" if any(has_article(s) == article for s in spellings) else "folded"
