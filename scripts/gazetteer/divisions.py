"""First- and second-order divisions: Natural Earth's shapes under GeoNames' codes and OurAirports' names.

A polygon gets the code that most of the towns in it have, and the polygons of one code are joined. Where
Natural Earth divides more finely than GeoNames (France, Italy, the United Kingdom), its own polygons are
kept as second-order divisions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas
import shapely

from gazetteer import names, shapes
from gazetteer.airports import Airport, regions
from gazetteer.pack import Entry
from geo.folding import fold, slug

MOVED = {"Crimea": "UA", "Sevastopol": "UA"}  # see sources._move_crimea
_GENERIC = re.compile(
    r"^(?:Republic|Province|State|Region|Muhafazat) (?:of )?(?:the )?|\s+(?:Governorate|Oblast|Krai|Province|Region|"
    r"Department|District|County|State|Prefecture|Republic|Municipality|Voivodeship|Division|Emirate|"
    r"Autonomous (?:Okrug|Oblast|Republic|Region)|\(.*\))$"
)
_SUFFIXES = {
    "ARABIC": ("Governorate", "Province", "Region"),
    "CYRILLIC": ("Oblast", "Region", "Province"),
    "": ("Province", "Region", "State"),
}


@dataclass
class Division:
    """A division; `short` is its name without "province" and the like."""

    entry: Entry
    short: str


@dataclass
class _Polygon:
    country: str
    code: str  # GeoNames' admin1 code, "" if no town lies in it
    name: str
    others: set[str]
    weight: int  # towns in it
    shape: Any


def divisions(
    frame: geopandas.GeoDataFrame, cities: Sequence[Mapping[str, Any]], airports: Sequence[Airport]
) -> dict[str, Division]:
    """Return first- and second-order divisions by place_id."""
    groups: dict[tuple[str, str], list[_Polygon]] = defaultdict(list)
    for polygon in _polygons(frame, cities):
        groups[polygon.country, polygon.code or f"_{slug(polygon.name)}"].append(polygon)
    listed = regions()
    region_of = _regions(groups, airports, listed)
    towns = _towns(cities)
    found = {}
    for (country, code), polygons in sorted(groups.items()):
        known = listed.get(region_of.get((country, code), ""), ())
        division = _first_order(country, code.lstrip("_"), polygons, known, towns)
        if division is None:
            continue
        found[division.entry.place_id] = division
        if len(polygons) > 1:
            found |= {d.entry.place_id: d for d in _second_order(division, polygons)}
    _yield_names(found.values())
    return found


def _polygons(frame: geopandas.GeoDataFrame, cities: Sequence[Mapping[str, Any]]) -> list[_Polygon]:
    tree = shapely.STRtree(shapely.points([(c["longitude"], c["latitude"]) for c in cities]))
    inside: dict[int, list[int]] = defaultdict(list)
    for polygon, point in tree.query(frame.geometry.values, predicate="contains").T.tolist():
        inside[polygon].append(point)
    thin = shapes.coverage(frame.geometry.values)
    found = []
    for number, row in enumerate(frame.itertuples(index=False)):
        shape = thin[number]
        towns = [cities[i] for i in inside[number]]
        country = MOVED.get(row.name, row.iso_a2)
        if country == "-1" and towns:
            country = Counter(c["countrycode"] for c in towns).most_common(1)[0][0]
        if shape is None or country == "-1":
            continue
        votes = Counter(c["admin1code"] for c in towns if c["countrycode"] == country and c["admin1code"])
        code = min(votes, key=lambda c: (-votes[c], c)) if votes else ""
        listed = [_repaired(n) for n in (row.name, row.woe_name, row.gn_name) if n]
        name = listed[0] if listed else ""
        if name or code:
            found.append(_Polygon(country, code, name, set(listed), len(towns), shape))
    return found


def _repaired(name: str) -> str:
    """Undo UTF-8 read as Latin-1, which some names of the source have gone through."""
    try:
        return name.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def _regions(
    groups: Mapping[tuple[str, str], list[_Polygon]], airports: Sequence[Airport], regions: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], str]:
    """Find the ISO 3166-2 region of each group: the one of its name, else the one most airports in it are of."""
    found: dict[tuple[str, str], str] = {}
    by_name = {(key[0], fold(short_name(_largest(group).name))): key for key, group in groups.items()}
    for region, listed in sorted(regions.items()):
        keys = (by_name.get((region.partition("-")[0], fold(short_name(name)))) for name in listed)
        if key := next((k for k in keys if k and k not in found), None):
            found[key] = region
    votes = _votes({key: group for key, group in groups.items() if key not in found}, airports)
    claims: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for region in sorted(set(votes) & set(regions) - set(found.values())):
        key = min(votes[region], key=lambda k: (-votes[region][k], k))
        claims[key].append((votes[region][key], region))
    return found | {key: max(claimed)[1] for key, claimed in claims.items()}


def _largest(group: Iterable[_Polygon]) -> _Polygon:
    return max(group, key=lambda p: (p.weight, p.name))


def _votes(
    groups: Mapping[tuple[str, str], list[_Polygon]], airports: Sequence[Airport]
) -> dict[str, Counter[tuple[str, str]]]:
    """Count, for each region, the airports of it that lie in each group."""
    tree = shapely.STRtree(shapely.points([(a.lon, a.lat) for a in airports]))
    votes: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for key, group in groups.items():
        for polygon in group:
            for i in tree.query(polygon.shape, predicate="contains").tolist():
                if airports[i].country == key[0]:
                    votes[airports[i].region][key] += 1
    return votes


def _towns(cities: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str, str], Mapping[str, Any]]:
    """Index the largest town of each name within its division."""
    found: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for city in sorted(cities, key=lambda c: (c["population"], c["geonameid"])):
        for name in {city["name"], *city["alternatenames"]}:
            found[city["countrycode"], city["admin1code"], fold(name)] = city
    return found


def _first_order(
    country: str,
    code: str,
    polygons: list[_Polygon],
    known: Sequence[str],
    towns: Mapping[tuple[str, str, str], Mapping[str, Any]],
) -> Division | None:
    largest = _largest(polygons)
    name = known[0] if known else largest.name
    if not name:
        return None
    shape = shapes.thinned(shapely.union_all([p.shape for p in polygons]), 0.0)
    lon, lat = shapes.middle(shape)
    short = short_name(name)
    spellings = {*known, name, short}
    if len(polygons) == 1 or fold(short_name(largest.name)) in map(fold, spellings):
        spellings |= largest.others | {short_name(n) for n in largest.others}
    seat = towns.get((country, code, fold(short)))
    script = "ARABIC" if country in names.ARABIC else "CYRILLIC" if country in names.CYRILLIC else ""
    if "(" not in name:
        spellings |= {f"{n} {suffix}" for n in {short, *map(short_name, spellings)} for suffix in _SUFFIXES[script]}
    local = ""
    if seat is not None and country in names.ARABIC:
        own = [n for n in seat["alternatenames"] if names.usable(n)]
        arabic = names.local_name(seat["name"], own, country)
        local = f"محافظة {arabic}" if arabic else ""
        spellings |= {f"провинция {n}" for n in own if names.script(n) == "CYRILLIC"} | ({local} - {""})
    entry = Entry(
        f"adm1:{country}.{code}", name, lon, lat, "adm1", {n for n in spellings if names.usable(n)},
        local_name=local, country=country, admin1=name, shape=shape,
    )  # fmt: skip
    return Division(entry, short)


def _yield_names(divisions: Iterable[Division]) -> None:
    """Take from each division the full names of others: Moscow (city) is not Moscow Oblast."""
    owner = {(d.entry.country, fold(d.entry.name)): d for d in divisions}
    for division in divisions:
        entry = division.entry
        entry.names = {n for n in entry.names if owner.get((entry.country, fold(n)), division) is division}


def _second_order(first: Division, polygons: Iterable[_Polygon]) -> list[Division]:
    found: dict[str, Division] = {}
    for polygon in polygons:
        if not polygon.name or fold(polygon.name) in (fold(first.short), fold(first.entry.name)):
            continue
        lon, lat = shapes.middle(polygon.shape)
        place_id = f"adm2:{first.entry.place_id[5:]}.{slug(polygon.name)}"
        entry = Entry(
            place_id, polygon.name, lon, lat, "adm2", {n for n in polygon.others if names.usable(n)},
            country=polygon.country, admin1=first.entry.name, shape=polygon.shape,
        )  # fmt: skip
        found.setdefault(place_id, Division(entry, polygon.name))
    return list(found.values())


def put_into(divisions: Mapping[str, Division], entries: Sequence[Entry]) -> None:
    """Name the first-order division that each point without one lies in."""
    first = [d.entry for d in divisions.values() if d.entry.kind == "adm1"]
    lost = [e for e in entries if not e.admin1]
    tree = shapely.STRtree([division.shape for division in first])
    points = shapely.points([(e.lon, e.lat) for e in lost])
    for point, number in sorted(tree.query(points, predicate="within").T.tolist()):
        if first[number].country == lost[point].country:
            lost[point].admin1 = first[number].name


def short_name(name: str) -> str:
    """Return a division's name without "Governorate", "Republic of" and the like."""
    return _GENERIC.sub("", _GENERIC.sub("", name)).strip() or name
