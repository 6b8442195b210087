"""Stage 3 of 6, what a geocoder is, and how several make one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from geo.geocode import relative
from geo.records import Candidate

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Geocoder(Protocol):
    """What answers a name with the places that bear it."""

    def candidates(self, toponym: str, *, country: str = "") -> list[Candidate]:
        """Return every place that the toponym may mean; empty means not found, trouble raises.

        `country` (ISO 3166-1 alpha-2) is a hint that may narrow a request; it need not be obeyed.
        """
        ...

    def place(self, place_id: str) -> Candidate | None:
        """Return the place of an id; None if the geocoder has no such id."""
        ...

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the line or area of a place in EPSG:4326; None where only its point is known."""
        ...


class FirstOf:
    """Asks geocoders in turn; the first that knows a name answers alone.

    Parameters
    ----------
    geocoders : sequence of Geocoder
        The best informed first: the project's own places, then the gazetteer, then a service.
    """

    def __init__(self, geocoders: Sequence[Geocoder]) -> None:
        self.geocoders = tuple(geocoders)

    def candidates(self, toponym: str, *, country: str = "") -> list[Candidate]:
        """Return the candidates of the first geocoder that has any."""
        for geocoder in self.geocoders:
            if found := geocoder.candidates(toponym, country=country):
                return found
        return []

    def place(self, place_id: str) -> Candidate | None:
        """Return the place from the first geocoder that knows the id, also "20 km north-east of" one."""
        base, plus, how = place_id.partition("+")
        if plus:
            return relative.from_id(base, how, self)
        return next((found for g in self.geocoders if (found := g.place(place_id))), None)

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the geometry from the first geocoder that has one; of a part, what of its area lies in it."""
        base, plus, _ = place_id.partition("+")
        if plus:
            part, shape = self.place(place_id), self.geometry(base)
            return relative.clipped(shape, part.bounds) if part and part.bounds and shape is not None else None
        for geocoder in self.geocoders:
            if (shape := geocoder.geometry(place_id)) is not None:
                return shape
        return None
