"""Counties of the United States: the Census Bureau's, from the npm package us-atlas (TopoJSON).

Only a point each: shapes of 3,100 counties would take more room than those of all other divisions together.
"""

from __future__ import annotations

import csv
import json
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely

from gazetteer.pack import Entry
from geo.folding import slug

_KINDS = {"LA": "Parish", "AK": "Borough"}


def counties(archive: Path, states: Path, names: dict[str, str]) -> Iterator[Entry]:
    """Yield the counties; `states` lists codes and FIPS numbers, `names` gives a division's name by place_id."""
    with tarfile.open(archive) as tar:
        file = tar.extractfile("package/counties-10m.json")
        assert file is not None
        topology = json.load(file)
    with states.open(encoding="utf-8", newline="") as listed:
        code_of = {row["fips"]: row["code"] for row in csv.DictReader(listed)}
    found: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    arcs = [_unfolded(arc, topology["transform"]) for arc in topology["arcs"]]
    for county in sorted(topology["objects"]["counties"]["geometries"], key=lambda c: str(c["id"])):
        if state := code_of.get(county["id"][:2]):
            point = _middle(county, arcs)
            found[state].append((county["properties"]["name"], point.x, point.y))
    for state, listed_counties in found.items():
        yield from _entries(state, listed_counties, names.get(f"adm1:US.{state}", ""))


def _entries(state: str, counties: Iterable[tuple[str, float, float]], home: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for name, lon, lat in counties:
        kind = _KINDS.get(state, "County")
        full = name if name.endswith((" City", kind)) or state == "DC" else f"{name} {kind}"
        place_id = f"adm2:US.{state}.{slug(name)}"
        if place_id in seen:
            continue  # an independent city of the county's name
        seen.add(place_id)
        weak = {name, f"{name} Co.", f"County of {name}"}
        yield Entry(place_id, full, lon, lat, "adm2", weak, country="US", admin1=home)


def _unfolded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    (scale_x, scale_y), (x0, y0) = transform["scale"], transform["translate"]
    points, x, y = [], 0, 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + x0, y * scale_y + y0))
    return points


def _middle(county: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> shapely.Point:
    parts = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
    rings = [[p for i in part[0] for p in (arcs[i] if i >= 0 else arcs[~i][::-1])] for part in parts]
    return max((shapely.Polygon(ring) for ring in rings if len(ring) > 3), key=lambda polygon: polygon.area).centroid
