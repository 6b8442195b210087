"""Stage 3 of 6, what a project knows, laid over the gazetteer for reading prose: its places and its countries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.folding import fold
from geo.geocode.places import SeedPlaces
from geo.mentions import Bearer
from geo.records import Candidate, SeedPlace

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.geocode.gazetteer import Gazetteer


class OwnNames:
    """A gazetteer in which a project's places come first, as in a build: their names mean them alone.

    Parameters
    ----------
    places : sequence of SeedPlace
        Rows of places.csv; their bearers have rows below zero.
    countries : sequence of str
        ISO 3166-1 alpha-2 codes of the project's countries, likely in its documents though they do not name them.
    gazetteer : Gazetteer
        Asked for everything else.
    """

    def __init__(self, places: Sequence[SeedPlace], countries: Sequence[str], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._places = [replace(place.candidate, origin="places") for place in places]
        self._shapes = SeedPlaces(places, areas=gazetteer)
        self._bearers: dict[str, tuple[Bearer, ...]] = {}
        self._keys: dict[str, list[str]] = {}  # by first word
        self._home = frozenset(countries)
        for number, place in enumerate(places):
            for spelling in dict.fromkeys((place.candidate.name, place.candidate.local_name, *place.spellings)):
                if key := fold(spelling):
                    self._add(key, _bearer(number, place.candidate))
        for keys in self._keys.values():
            keys.sort(key=len)

    def _add(self, key: str, bearer: Bearer) -> None:
        known = self._bearers.get(key, ())
        if not known:
            self._keys.setdefault(key.partition(" ")[0], []).append(key)
        if bearer not in known:
            self._bearers[key] = (*known, bearer)

    @property
    def home(self) -> frozenset[str]:
        """Codes of the project's countries."""
        return self._home

    @property
    def country_names(self) -> Mapping[str, str]:
        """Code → English name."""
        return self._gazetteer.country_names

    def prefixes(self, key: str) -> list[str]:
        """Return the folded names that `key` begins with, the shortest first."""
        found = self._gazetteer.prefixes(key)
        own = [name for name in self._keys.get(key.partition(" ")[0], ()) if key.startswith(name)]
        return sorted({*found, *own}, key=len) if own else found

    def bearers(self, key: str) -> Sequence[Bearer]:
        """Return the places of a folded name: the project's, or else the gazetteer's."""
        return self._bearers.get(key) or self._gazetteer.bearers(key)

    def respelled(self, key: str) -> str:
        """Return the folded name that a newspaper's spelling of an Arabic name stands for, "" if none."""
        return "" if key in self._bearers else self._gazetteer.respelled(key)

    def alike(self, key: str) -> Sequence[tuple[str, float]]:
        """Return folded names one or two letters off, each with how like it is in per cent, the likest first."""
        return self._gazetteer.alike(key)

    def bearer(self, place_id: str) -> Bearer | None:
        """Return, in short, the gazetteer's place of an id."""
        return self._gazetteer.bearer(place_id)

    def bearing(self, bearer: Bearer) -> Candidate:
        """Return a place in full."""
        return self._places[-1 - bearer.row] if bearer.row < 0 else self._gazetteer.bearing(bearer)

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the shape of an area, None if only its point is known."""
        shape = self._shapes.geometry(place_id)
        return self._gazetteer.geometry(place_id) if shape is None else shape


def _bearer(number: int, place: Candidate) -> Bearer:
    return Bearer(-1 - number, place.kind, place.lon, place.lat, place.population, place.country, 0, 2)
