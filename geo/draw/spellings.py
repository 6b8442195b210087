"""Stage 6 of 6, its spellings: the other names of the places on a page, so that a search finds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.draw.columns import ROUTE, destination, place
from geo.draw.texts import Table
from geo.records import SeedPlace


def spellings_of(known: Iterable[SeedPlace]) -> dict[str, tuple[str, ...]]:
    """Every name of the project's own places, under each of them."""
    found: dict[str, dict[str, None]] = {}
    for own in known:
        names = [n for n in (own.candidate.name, own.candidate.local_name, *own.spellings) if n]
        for name in names:
            found.setdefault(name, {}).update(dict.fromkeys(names))
    return {name: tuple(names) for name, names in found.items()}


def other_names(table: Table, known: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The other names of each place that the table shows: as rows write it, its local name, the known ones.

    Places without other names are left out. A route has those of the places it leads through.
    """
    found: dict[str, dict[str, None]] = {}
    _, rows = table.combined("place_name", "location", "local_name", "to_location", "place_kind")
    for name, location, local, to_location, kind in rows:
        shown, to_place = place(name, location), destination(to_location, kind)
        written = [location, local, *([to_location] if ROUTE in shown else [])]
        for name, others in ((shown, written), (to_place, [])):
            names = found.setdefault(name, {})
            for other in (*others, *name.split(ROUTE)):
                names |= dict.fromkeys((other, *known.get(other, ())))
    left = {name: [n for n in names if n not in ("", name, *name.split(ROUTE))] for name, names in found.items()}
    return {name: names for name, names in left.items() if name and names}
