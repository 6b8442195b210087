"""Stage 4 of 6, the names: which places the rows name, each to be resolved once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.records import Candidate, Place
from geo.schema import distinct, split_values

if TYPE_CHECKING:
    import numpy
    import pandas

_ISO = "iso:"
_CODE = re.compile("[A-Z]{2,3}")
_VAGUE = ("adm1", "region", "country")
# What the names of a row are made of.
_NAMING = ("location", "iso", "country", "admin1", "place_id", "geo_precision", "via", "to_location")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name with what its row says of where it lies: the key under which places are resolved once."""

    name: str
    country: str = ""
    admin1: str = ""
    place_id: str = ""
    kind: str = ""  # of place, where the row says: a province, not the town of that name; a country by its code


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A toponym that could not be resolved, and why."""

    toponym: Toponym
    reason: str


Resolved = Mapping[Toponym, Place | Unplaced]


def toponyms(events: pandas.DataFrame) -> list[Toponym]:
    """Every distinct place name of the events, with way points, in the order of first use."""
    found: dict[Toponym, None] = {}
    events = events.iloc[alike(events, _NAMING)[1]]
    named = (events["location"] != "") | (events["place_id"] != "")
    columns = [events.loc[named, c] for c in ("location", "iso", "country", "admin1", "place_id")]
    for name, iso, country, admin1, place_id in zip(*columns, strict=True):
        found[Toponym(name, iso or country, admin1, place_id)] = None
    vague = events["geo_precision"].isin(_VAGUE)
    for row in events.loc[vague].itertuples():
        found.update(dict.fromkeys(surroundings(row)))
    for name in land(events.loc[events["longitude"].notna()]):
        found.update({nation(name): None} if name else {})
    for stops in events.loc[:, ["via", "to_location"]].drop_duplicates().itertuples():
        for name in [*split_values(stops.via), stops.to_location]:
            if name:
                found[Toponym(name)] = None
    return list(found)


def alike(events: pandas.DataFrame, columns: Sequence[str]) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Number the rows so that those of one number agree in these columns, and in whether they give a point.

    The numbers follow the order of first use; beside them the first row of each.
    """
    import pandas as pd

    numbers = events["longitude"].notna().to_numpy().astype("int64")
    for column in columns:
        codes, values = distinct(events[column])
        if len(values) > 1 or (len(codes) and codes.min() < 0):
            numbers, _ = pd.factorize(numbers * (len(values) + 1) + codes)
    return first_rows(numbers)


def first_rows(numbers: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The same numbers in the order of first use, and the first row of each."""
    import numpy as np
    import pandas as pd

    ordered, values = pd.factorize(numbers)
    first = np.empty(len(values), dtype="int64")
    first[ordered[::-1]] = np.arange(len(ordered) - 1, -1, -1)
    return ordered, first


def land(events: pandas.DataFrame) -> pandas.Series[str]:
    """The country of each row by its name, else by its code as a place id."""
    coded = events["iso"].where(events["iso"] == "", _ISO + events["iso"].str.upper())
    return events["country"].where(events["country"] != "", coded)


def nation(name: str) -> Toponym:
    """The toponym of a country as `land` gives it."""
    return Toponym(name, place_id=name if name.startswith(_ISO) else "")


def surroundings(row: Any) -> list[Toponym]:
    """The areas that hold a place which is known no finer: the province that the row names, then its country."""
    found = []
    if row.geo_precision in _VAGUE[:2] and row.admin1:
        found.append(Toponym(row.admin1, row.iso or row.country, kind="adm1"))
    if row.geo_precision in _VAGUE and row.country:
        found.append(Toponym(row.country, kind="country" if _CODE.fullmatch(row.country) else ""))
    elif row.geo_precision in _VAGUE and row.iso:
        found.append(nation(_ISO + row.iso.upper()))
    return found


def basis_of(candidate: Candidate) -> str:
    """On what a place rests, by who knows it."""
    return {"places": "manual", "gazetteer": "gazetteer"}.get(candidate.origin, "geocoder")
