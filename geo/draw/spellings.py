"""Stage 6 of 6, its spellings: the other names of the places on a page, so that a search finds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from geo.draw.columns import ROUTE, destinations, places
from geo.records import SeedPlace

if TYPE_CHECKING:
    import pandas


def spellings_of(known: Iterable[SeedPlace]) -> dict[str, tuple[str, ...]]:
    """Every name of the project's own places, under each of them."""
    found: dict[str, dict[str, None]] = {}
    for place in known:
        names = [n for n in (place.candidate.name, place.candidate.local_name, *place.spellings) if n]
        for name in names:
            found.setdefault(name, {}).update(dict.fromkeys(names))
    return {name: tuple(names) for name, names in found.items()}


def other_names(features: pandas.DataFrame, known: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The other names of each place that the features show: as rows write it, its local name, the known ones.

    Places without other names are left out. A route has those of the places it leads through.
    """
    import pandas as pd

    shown = (places(features), features["location"], features["local_name"], features["to_location"])
    rows = pd.concat([*shown, destinations(features)], axis=1, keys=range(5)).drop_duplicates()
    found: dict[str, dict[str, None]] = {}
    for place, location, local, to_location, to_place in rows.itertuples(index=False):
        written = [location, local, *([to_location] if ROUTE in place else [])]
        for name, others in ((place, written), (to_place, [])):
            names = found.setdefault(name, {})
            for other in (*others, *name.split(ROUTE)):
                names |= dict.fromkeys((other, *known.get(other, ())))
    left = {name: [n for n in names if n not in ("", name, *name.split(ROUTE))] for name, names in found.items()}
    return {name: names for name, names in left.items() if name and names}
