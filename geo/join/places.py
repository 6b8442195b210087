"""Stage 4 of 6, the names: which places the rows name, each to be resolved once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.records import Candidate, Place
from geo.schema import split_values

if TYPE_CHECKING:
    import pandas

_ISO = "iso:"


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name with what its row says of where it lies: the key under which places are resolved once."""

    name: str
    country: str = ""
    admin1: str = ""
    place_id: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A toponym that could not be resolved, and why."""

    toponym: Toponym
    reason: str


Resolved = Mapping[Toponym, Place | Unplaced]


def toponyms(events: pandas.DataFrame) -> list[Toponym]:
    """Every distinct place name of the events, with way points, in the order of first use."""
    found: dict[Toponym, None] = {}
    named = events["location"] + events["place_id"] != ""
    columns = [events.loc[named, c] for c in ("location", "iso", "country", "admin1", "place_id")]
    for name, iso, country, admin1, place_id in zip(*columns, strict=True):
        found[Toponym(name, iso or country, admin1, place_id)] = None
    vague = events["longitude"].notna() & events["geo_precision"].isin(("adm1", "country"))
    for row in events.loc[vague].itertuples():
        found.update(dict.fromkeys(surroundings(row)))
    for name in land(events.loc[events["longitude"].notna()]).unique():
        found.update({nation(name): None} if name else {})
    for stops in events.loc[events["to_location"] + events["via"] != "", ["via", "to_location"]].itertuples():
        for name in [*split_values(stops.via), stops.to_location]:
            if name:
                found[Toponym(name)] = None
    return list(found)


def land(events: pandas.DataFrame) -> pandas.Series[str]:
    """The country of each row by its name, else by its code as a place id."""
    coded = events["iso"].where(events["iso"] == "", _ISO + events["iso"].str.upper())
    return events["country"].where(events["country"] != "", coded)


def nation(name: str) -> Toponym:
    """The toponym of a country as `land` gives it."""
    return Toponym(name, place_id=name if name.startswith(_ISO) else "")


def surroundings(row: Any) -> list[Toponym]:
    """The province and the country that a row names, the one its precision speaks of first."""
    found = [Toponym(row.admin1, row.iso or row.country)] if row.geo_precision == "adm1" and row.admin1 else []
    country = row.country or (_ISO + row.iso.upper() if row.iso else "")
    return [*found, nation(country)] if row.geo_precision == "country" and country else found


def basis_of(candidate: Candidate) -> str:
    """On what a place rests, by who knows it."""
    return {"places": "manual", "gazetteer": "gazetteer"}.get(candidate.origin, "geocoder")
