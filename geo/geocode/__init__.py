"""Stage 3 of 6: toponyms to places.

A geocoder answers a name with candidates; `choose` picks one and says why, or refuses and says why not.
Compose them with the best informed first: ``FirstOf([SeedPlaces(seeds.places), Gazetteer()])``; a `Finder` does it
for a project.
"""

from __future__ import annotations

from geo.geocode.choose import choose
from geo.geocode.finder import Finder
from geo.geocode.gazetteer import Gazetteer
from geo.geocode.own import OwnNames
from geo.geocode.places import SeedPlaces
from geo.geocode.prose import resolve_all
from geo.geocode.protocol import FirstOf, Geocoder
from geo.geocode.resolve import resolve

__all__ = ["Finder", "FirstOf", "Gazetteer", "Geocoder", "OwnNames", "SeedPlaces", "choose", "resolve", "resolve_all"]
