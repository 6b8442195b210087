"""Stage 3 of 6, the embedded gazetteer: the world's places, memory-mapped, opened at the first question."""

from __future__ import annotations

import json
import math
import mmap
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.folding import fold, has_article, latin
from geo.geocode import packed
from geo.geocode.variants import near_keys, variants
from geo.mentions import Bearer
from geo.records import PRECISION_OF_KIND, Candidate

if TYPE_CHECKING:
    import marisa_trie
    from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).parent.parent / "data"
PEOPLE_PER_KM2 = 3000.0  # of a built-up area: our round figure, only to guess a town's radius
# A port's name, like a town's, says which one is meant, not where in it.
PRECISION = PRECISION_OF_KIND | {"port": "near", "site-near": "near"}


class Gazetteer:
    """The compiled gazetteer (see geo/data/README.md for what is in it and under which licences).

    Parameters
    ----------
    path : Path, optional
        Folder that holds gazetteer.keys, gazetteer.rows and areas.bin.
    """

    def __init__(self, path: Path = DATA) -> None:
        self._path = path
        self._asked: dict[str, Bearer | None] = {}  # by place_id; few, for only demonyms and abbreviations ask

    def candidates(self, toponym: str, *, country: str = "") -> list[Candidate]:
        """Return every place of this name in any country, the most populous first.

        A name that is no key is tried in Latin letters, then as a newspaper's spelling of an Arabic name; its
        places then carry the match "folded". `country` is not needed: the whole world is at hand.
        """
        key = fold(toponym)
        article = has_article(toponym)
        found = {p & packed.ROW_MASK: _match(p, article) for p in self._postings(key)}
        if not found:
            found = {p & packed.ROW_MASK: "folded" for p in self._last_try(key, toponym)}
        made = [self._candidate(row, match) for row, match in found.items()]
        return sorted(made, key=lambda c: (-c.population, c.place_id))

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the line or area of a place (EPSG:4326, thinned to about 1 km); None if only a point is known."""
        row = self._find(place_id)
        if row is None:
            return None
        *_, link, _text, _admin1, _country, kind = self._row(row)
        if packed.KINDS[kind] == "town" or not link:
            return None
        return packed.unpack_area(self._areas, link - 1)

    def place(self, place_id: str) -> Candidate | None:
        """Return the place of an id (`gn:163345`, `oa:OSLK`, `adm1:SY.02`, `iso:SY`), None if unknown."""
        row = self._find(place_id)
        return None if row is None else self._candidate(row, "name")

    def country_code(self, name: str) -> str:
        """Return the ISO alpha-2 code of a country given as alpha-2, alpha-3 or a name; "" if unknown."""
        code = name.strip().upper()
        code = self.alpha2.get(code, code)
        if code in self.country_names:
            return code
        found = {c.country for c in self.candidates(name) if c.kind == "country" and c.match != "folded"}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def country_names(self) -> Mapping[str, str]:
        """ISO 3166-1 alpha-2 code → English name."""
        return {code: name for code, (name, *_) in self._meta["countries"].items()}

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """ISO 3166-1 alpha-2 code → codes of the countries at its land borders."""
        return {code: tuple(around) for code, (_, around, _) in self._meta["countries"].items()}

    @cached_property
    def alpha2(self) -> Mapping[str, str]:
        """ISO 3166-1 alpha-3 code → alpha-2 code."""
        return {alpha3: code for code, (_, _, alpha3) in self._meta["countries"].items()}

    @property
    def home(self) -> frozenset[str]:
        """No country is likelier than another: a project's are (see `OwnNames`)."""
        return frozenset()

    def prefixes(self, key: str) -> list[str]:
        """Return the folded names that `key` begins with, the shortest first."""
        found: list[str] = self.keys.prefixes(key)
        return found

    def bearers(self, key: str) -> tuple[Bearer, ...]:
        """Return, in short, the places of a folded name; for texts, which ask for many names."""
        return self._remembered(key)

    def respelled(self, key: str) -> str:
        """Return the folded name that a newspaper's spelling of an Arabic name stands for, "" if none."""
        return next((spelling for spelling in variants(key) if spelling in self.keys), "")

    def alike(self, key: str) -> tuple[tuple[str, float], ...]:
        """Return folded names one or two letters off, each with how like it is in per cent, the likest first."""
        return self._likened(key)

    @cached_property
    def _likened(self) -> Callable[[str], tuple[tuple[str, float], ...]]:
        return lru_cache(maxsize=1 << 10)(lambda key: tuple(near_keys(key, self.keys)))

    def bearer(self, place_id: str) -> Bearer | None:
        """Return, in short, the place of an id."""
        if place_id not in self._asked:
            row = self._find(place_id)
            self._asked[place_id] = None if row is None else self._bearer(row, 2)
        return self._asked[place_id]

    def bearing(self, bearer: Bearer) -> Candidate:
        """Return a place in full."""
        return self._in_full(bearer.row, _LEVELS[bearer.match])

    @cached_property
    def _in_full(self) -> Callable[[int, str], Candidate]:
        return lru_cache(maxsize=1 << 13)(self._candidate)

    @cached_property
    def _remembered(self) -> Callable[[str], tuple[Bearer, ...]]:
        return lru_cache(maxsize=1 << 13)(self._bearers)

    def _bearers(self, key: str) -> tuple[Bearer, ...]:
        return tuple(self._bearer(p & packed.ROW_MASK, _level(p)) for p in self._postings(key))

    def _bearer(self, row: int, match: int) -> Bearer:
        lon, lat, population, _link, _text, admin1, country, kind = self._row(row)
        word = packed.KINDS[kind].partition("-")[0]
        return Bearer(row, word, lon / 1e5, lat / 1e5, population, self._codes[country], admin1, match)

    @cached_property
    def keys(self) -> marisa_trie.Trie:
        """All folded names as a trie, for longest-prefix matching in running text."""
        import marisa_trie

        trie = marisa_trie.Trie()
        trie.mmap(str(self._path / "gazetteer.keys"))
        return trie

    @cached_property
    def _rows(self) -> mmap.mmap:
        return _mapped(self._path / "gazetteer.rows")

    @cached_property
    def _areas(self) -> mmap.mmap:
        return _mapped(self._path / "areas.bin")

    @cached_property
    def _sections(self) -> dict[str, tuple[int, int]]:
        magic, *numbers = packed.HEADER.unpack_from(self._rows, 0)
        if magic != packed.MAGIC:
            raise ValueError(f"{self._path / 'gazetteer.rows'} is not a gazetteer of this version")
        return {name: (numbers[2 * i], numbers[2 * i + 1]) for i, name in enumerate(packed.SECTIONS)}

    @cached_property
    def _meta(self) -> dict[str, Any]:
        start, size = self._sections["meta"]
        meta: dict[str, Any] = json.loads(self._rows[start : start + size])
        return meta

    @cached_property
    def _codes(self) -> list[str]:
        return ["", *self._meta["countries"]]

    def _number(self, section: str, position: int) -> int:
        return int(packed.NUMBER.unpack_from(self._rows, self._sections[section][0] + 4 * position)[0])

    def _postings(self, key: str) -> list[int]:
        key_id = self.keys.get(key) if key else None
        if key_id is None:
            return []
        first = self._number("first", key_id)
        if first < packed.MANY:
            return [first]
        start = first - packed.MANY
        return [self._number("more", start + 1 + i) for i in range(self._number("more", start))]

    def _last_try(self, key: str, toponym: str) -> list[int]:
        plain = key if key.isascii() else latin(toponym)
        for spelling in (plain, *variants(plain)):
            if spelling != key and (found := self._postings(spelling)):
                return found
        return []

    def _row(self, row: int) -> tuple[int, ...]:
        return packed.ROW.unpack_from(self._rows, self._sections["rows"][0] + row * packed.ROW.size)

    def _texts(self, offset: int) -> list[str]:
        """Return name, local name and, except for towns, the id."""
        start = self._sections["texts"][0] + offset
        return self._rows[start : self._rows.find(b"\n", start)].decode().split("\t")

    def _candidate(self, row: int, match: str) -> Candidate:
        lon, lat, population, link, text, admin1, country, kind = self._row(row)
        name, local, *rest = self._texts(text)
        code, word = self._codes[country], packed.KINDS[kind]
        town = word == "town"
        bounds = None if town or not link else packed.AREA.unpack_from(self._areas, link - 1)[:4]
        return Candidate(
            place_id=f"gn:{link}" if town else rest[0],
            name=f"{name} (closed)" if word == "airfield-closed" else name,
            lon=lon / 1e5,
            lat=lat / 1e5,
            kind=word.partition("-")[0],
            geo_precision=PRECISION.get(word, "exact"),
            match=match,
            local_name=local,
            country=code,
            admin1=self._meta["admin1"][admin1],
            population=population,
            radius_km=_radius_km(word, population),
            bounds=tuple(side / packed.FLAT for side in bounds) if bounds else None,
        )

    def _find(self, place_id: str) -> int | None:
        """Find a row by bisection: GeoNames places stand first, by their number, the others by their id."""
        towns, rows = self._meta["counts"]
        number = place_id[3:] if place_id.startswith("gn:") else ""
        if number.isdecimal():
            row = bisect_left(range(towns), int(number), key=lambda i: self._row(i)[3])
            return row if row < towns and self._row(row)[3] == int(number) else None
        row = bisect_left(range(rows), place_id, lo=towns, key=self._id)
        return row if row < rows and self._id(row) == place_id else None

    def _id(self, row: int) -> str:
        return self._texts(self._row(row)[4])[2]


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _match(posting: int, article: bool) -> str:
    """Tell how a name met its place: "name" its main one, "spelling" another, "folded" but for the article."""
    if not posting & (packed.ARTICLE if article else packed.BARE):
        return "folded"
    return "name" if posting & (packed.MAIN_ARTICLE if article else packed.MAIN_BARE) else "spelling"


_LEVELS = ("folded", "spelling", "name")
_MAIN, _BORNE = packed.MAIN_BARE | packed.MAIN_ARTICLE, packed.BARE | packed.ARTICLE


def _level(posting: int) -> int:
    return 2 if posting & _MAIN else 1 if posting & _BORNE else 0


def _radius_km(kind: str, population: int) -> float:
    if kind.startswith("airfield"):
        return 2.0
    if kind == "site-near":
        return 10.0
    return round(min(25.0, math.sqrt(max(population, 1500) / PEOPLE_PER_KM2 / math.pi)), 1) if kind == "town" else 0.0
