"""Stage 3 of 6, the chain for one project: its own places, the world gazetteer, then online services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.folding import nearest
from geo.geocode.gazetteer import Gazetteer
from geo.geocode.places import SeedPlaces
from geo.geocode.protocol import FirstOf, Geocoder
from geo.geocode.resolve import resolve
from geo.records import Candidate, Choice, Fault, Level, Place, SeedPlace
from geo.sphere import distance_km

if TYPE_CHECKING:
    import pandas
    from shapely.geometry.base import BaseGeometry

# Before the colon; an id of another project's making says nothing, and the name is looked up.
_OUR_IDS = ("gn", "oa", "adm1", "adm2", "iso", "sea", "lake", "river", "region", "site", "own")
_STILL_KM = 1.0  # further off, a candidate is no longer the place of its id


class Finder:
    """Resolves the names of one project.

    Parameters
    ----------
    places : sequence of SeedPlace
        The project's own, asked first.
    countries : tuple of str
        The project's countries, ISO 3166-1 alpha-2, most likely first.
    online : sequence of Geocoder
        Asked, in order, for names that nothing else knows.
    """

    def __init__(
        self, places: Sequence[SeedPlace] = (), countries: tuple[str, ...] = (), online: Sequence[Geocoder] = ()
    ) -> None:
        self._gazetteer = Gazetteer()
        self._places = places
        self._chain = FirstOf([SeedPlaces(places, areas=self._gazetteer), self._gazetteer, *online])
        self._countries = countries

    def find(
        self, name: str, *, country: str = "", near: tuple[float, float] | None = None
    ) -> tuple[Place | None, Choice]:
        """Resolve a name; `country` by code or by name, `near` as (lon, lat) in degrees."""
        return resolve(
            name,
            self._chain,
            countries=self._countries,
            country=self._gazetteer.country_code(country) if country else "",
            near=near,
            neighbours=self._gazetteer.neighbours,
            names=self._gazetteer.country_names,
        )

    def place(self, name: str, *, country: str = "", place_id: str = "") -> tuple[Place | None, str]:
        """Resolve what a row names, with the reason: its place id, if it is of a kind that we know, else its name."""
        if place_id and (known := self._chain.place(place_id)):
            reason = f"the row names {known.place_id}"
            return Place(name, known, reason, self._chain.geometry(known.place_id)), reason
        if place_id and (place_id.partition(":")[0] in _OUR_IDS or not name):
            return None, f"no place has the id {place_id!r}"
        place, choice = self.find(name, country=country)
        return place, choice.reason

    def area(self, candidate: Candidate) -> tuple[BaseGeometry | None, bool]:
        """Return the line or area of a place, and whether the candidate stands where the place of its id does.

        What was measured from a place ("20 km north of Aleppo") stands elsewhere, and has no shape.
        """
        known = self._chain.place(candidate.place_id) if candidate.place_id else None
        if known is None or distance_km((known.lon, known.lat), (candidate.lon, candidate.lat)) > _STILL_KM:
            return None, False
        return self._chain.geometry(known.place_id), True

    def where(self, candidate: Candidate) -> str:
        """Return the division and the country in which a place lies: "Aleppo Governorate, Syria"."""
        land = self._gazetteer.country_names.get(candidate.country, "")
        return ", ".join(dict.fromkeys(n for n in (candidate.admin1, land) if n and n != candidate.name))

    def shapeless(self) -> list[Fault]:
        """Own places that name an area for their shape which the gazetteer does not have."""
        said = "no area has this id; the place is drawn without its shape"
        remedy = "Write one as adm1:SY.02 or iso:SY"
        return [
            Fault(Level.FAULT, said, place.file, place.line, "like", place.like, remedy)
            for place in self._places
            if place.like and place.geometry is None and self._gazetteer.geometry(place.like) is None
        ]

    def unknown_countries(self, events: pandas.DataFrame) -> list[Fault]:
        """Countries of the events that help to find no place, because nobody knows them; once for each value."""
        said = "this country is not known, so it does not help to find the place"
        faults = []
        for column in ("iso", "country"):
            firsts = events[events[column] != ""].drop_duplicates(column)
            for value, file, line in zip(firsts[column], firsts["file"], firsts["line"], strict=True):
                if not self._gazetteer.country_code(value):
                    like = nearest(value, self._gazetteer.country_names.values())
                    remedy = f"Did you mean {like!r}?" if like else "Write its ISO code"
                    faults.append(Fault(Level.NOTE, said, file, int(line), column, value, remedy))
        return faults
