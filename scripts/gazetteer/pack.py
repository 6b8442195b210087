"""Writes the files that geo.geocode.gazetteer reads; the layout is geo/geocode/packed.py."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import marisa_trie
from shapely.geometry.base import BaseGeometry

from geo.folding import fold, has_article
from geo.geocode import packed


@dataclass
class Entry:
    """One place on its way into the gazetteer."""

    place_id: str
    name: str
    lon: float
    lat: float
    kind: str
    names: set[str] = field(default_factory=set)  # all others
    weak: set[str] = field(default_factory=set)  # names that only just mean it: Shayrat for Shayrat Air Base
    local_name: str = ""
    country: str = ""
    admin1: str = ""  # name of the first-order division
    population: int = 0
    shape: BaseGeometry | None = None
    decimals: int = 3


def write(entries: Iterable[Entry], countries: Mapping[str, tuple[str, list[str], str]], folder: Path) -> None:
    """Write gazetteer.keys, gazetteer.rows and areas.bin; the same entries give the same bytes."""
    ordered = sorted(entries, key=_order)
    _refuse_twins(ordered)
    admin1 = sorted({e.admin1 for e in ordered} | {""})
    areas, offsets = _areas(ordered)
    trie, first, more = _keys(ordered)
    rows, texts = bytearray(), bytearray()
    places = {name: i for i, name in enumerate(admin1)}
    codes = {code: i + 1 for i, code in enumerate(countries)} | {"": 0}
    for entry, offset in zip(ordered, offsets, strict=True):
        town = entry.kind == "town"
        rows += packed.ROW.pack(
            round(entry.lon * 1e5), round(entry.lat * 1e5), entry.population,
            int(entry.place_id[3:]) if town else offset, len(texts),
            places[entry.admin1], codes[entry.country], packed.KINDS.index(entry.kind),
        )  # fmt: skip
        texts += "\t".join([entry.name, entry.local_name, *([] if town else [entry.place_id])]).encode() + b"\n"
    towns = sum(e.kind == "town" for e in ordered)
    meta = {"counts": [towns, len(ordered)], "countries": dict(countries), "admin1": admin1}
    packed_meta = json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode()
    trie.save(str(folder / "gazetteer.keys"))
    (folder / "areas.bin").write_bytes(areas)
    sections = [_numbers(first), _numbers(more), bytes(rows), bytes(texts), packed_meta]
    (folder / "gazetteer.rows").write_bytes(_with_header(sections))


def _order(entry: Entry) -> tuple[bool, int, str]:
    town = entry.kind == "town"
    return (not town, int(entry.place_id[3:]) if town else 0, entry.place_id)


def _refuse_twins(ordered: list[Entry]) -> None:
    ids = [e.place_id for e in ordered]
    if twins := {i for i, j in pairwise(ids) if i == j}:
        raise SystemExit(f"places of one id: {sorted(twins)}")


def _numbers(numbers: list[int]) -> bytes:
    return b"".join(map(packed.NUMBER.pack, numbers))


def _with_header(sections: list[bytes]) -> bytes:
    spans, start = [], packed.HEADER.size
    for section in sections:
        spans += [start, len(section)]
        start += len(section)
    return packed.HEADER.pack(packed.MAGIC, *spans) + b"".join(sections)


def _keys(ordered: list[Entry]) -> tuple[marisa_trie.Trie, list[int], list[int]]:
    postings: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row, entry in enumerate(ordered):
        for name in {entry.name, entry.local_name, *entry.names} - {""}:
            main = name in (entry.name, entry.local_name)
            if has_article(name):
                flags = packed.ARTICLE | (packed.MAIN_ARTICLE if main else 0)
            else:
                flags = packed.BARE | (packed.MAIN_BARE if main else 0)
            postings[fold(name)][row] |= flags
        for name in entry.weak:
            postings[fold(name)][row] |= 0
    postings.pop("", None)
    trie = marisa_trie.Trie(sorted(postings), order=marisa_trie.LABEL_ORDER)
    first, more = [0] * len(trie), []
    for key in sorted(postings):
        marked = [row | flags for row, flags in sorted(postings[key].items())]
        first[trie[key]] = marked[0] if len(marked) == 1 else packed.MANY + len(more)
        if len(marked) > 1:
            more += [len(marked), *marked]
    return trie, first, more


def _areas(ordered: list[Entry]) -> tuple[bytes, list[int]]:
    out, offsets = bytearray(), []
    for entry in ordered:
        offsets.append(0 if entry.shape is None else len(out) + 1)
        if entry.shape is not None:
            out += pack_area(entry.shape, entry.decimals)
    return bytes(out), offsets


def pack_area(shape: BaseGeometry, decimals: int) -> bytes:
    """Write a line or area: parts, of rings, of steps from point to point."""
    line = "Line" in shape.geom_type
    scale, numbers = 10**decimals, []
    parts = list(getattr(shape, "geoms", [shape]))
    numbers.append(len(parts))
    for part in parts:
        rings = [part] if line else [part.exterior, *part.interiors]
        numbers.append(len(rings))
        for ring in rings:
            numbers += _steps(ring.coords, scale)
    body = packed.pack_numbers(numbers)
    bounds = (round(side * packed.FLAT) for side in shape.bounds)
    return packed.AREA.pack(*bounds, packed.LINE if line else packed.POLYGON, decimals, len(body)) + body


def _steps(coords: Iterable[tuple[float, ...]], scale: int) -> list[int]:
    steps, x, y, count = [], 0, 0, 0
    for lon, lat in ((c[0], c[1]) for c in coords):
        to_x, to_y = round(lon * scale), round(lat * scale)
        steps += [to_x - x, to_y - y]
        x, y, count = to_x, to_y, count + 1
    return [count, *steps]
