"""Stage 6 of 6, its ground: the base map of a page, clipped from the embedded world map.

A page carries three tiers, coarse to fine: the world (so that zooming out is never void), the extent of its
events, and its core. Each is thinned to what a reader can see until the next one takes over, and further
where the budget of bytes asks for it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.draw import vlq
from geo.draw.basepack import AREAS, LAYERS, NORTH, WORLD, Box, Pack, Shapes, flatten, open_pack, stretch

PACK = Path(__file__).parent.parent / "data" / "basemap.pack"
BUDGET = 350_000  # bytes of JSON in UTF-8, as `size` counts
ATTRIBUTION = "Natural Earth (public domain); town names GeoNames (CC BY 4.0)"
POLICY = (
    "Borders are those of Natural Earth (versions 3 and 4.1, 2014–2018), which draws who controlled the "
    "ground, not who claimed it. Disputed and indefinite borders, lines of control, ceasefire lines and "
    "claims are dashed. No line is a statement on the status of a territory, and lines that moved later "
    "are not shown."
)
TOWN_SCALE = 1000  # integers per degree

_TOWN_COLUMNS = ("name", "local", "lang", "lon", "lat", "minzoom", "capital")
_TOWN_SHARE = 0.16  # of the budget, at most; what towns leave, the tiers have
_FINEST = (0.05, 0.01, 0.0006)  # degrees of error of each level of the pack
_PIXEL = 360 / 256  # degrees at zoom 0
_STEP = 2**0.5  # a step of coarsening
_POINT = 1.8  # bytes of a point at the least, before coarsening
_STEPS = 24  # the last one leaves nearly nothing
_SMALL, _LARGE = 25, 60  # degrees of width: below, one fine tier will do; above, a fine tier is not possible
_VAST = 180  # degrees: above, the budget would make a medium tier no finer than a coarse one is
_ALL = 99  # a zoom that no map reaches
_MARGIN = 0.02  # of a tier's width: data reach past its bounds, so that a stroked coast shows no frame


@dataclass(frozen=True, slots=True)
class _Plan:
    """A tier to be made: where, from which level of the pack, its share of the bytes that are left."""

    box: Box
    level: int
    until: int  # features that only show from a later zoom are left out
    share: float
    towns_until: int
    towns_later: int  # a town here is worth as much as one that shows so many zooms later in the core


def clip(core: Box, extent: Box, *, budget: int = BUDGET, pack: Path = PACK) -> dict[str, Any]:
    """Return the base map of a page, ready for JSON.

    Parameters
    ----------
    core, extent : tuple of float
        West, south, east, north in degrees, EPSG:4326: where detail is needed, and all that the page
        shows. A box across the antimeridian has ``west > east`` or ``east > 180``. A point is widened.
    budget : int
        Most bytes that the JSON may have, as `size` counts; met by coarsening.
    pack : Path
        The world base map.

    Returns
    -------
    dict
        ``version, attribution, policy, tiers, towns``; typed in ``geo/draw/page/contract.d.ts``. The same
        arguments give the same value.

    Raises
    ------
    ValueError
        A box is not one, or the budget is too small for any map.
    """
    return _clipped(_snapped(_box(core)), _snapped(_box(extent)), budget, pack)


@lru_cache(maxsize=8)  # pages of one build often show the same part of the world
def _clipped(core: Box, extent: Box, budget: int, pack: Path) -> dict[str, Any]:
    plans = _plans(core, extent)
    tiers: list[dict[str, Any]] = []
    towns = _towns(open_pack(pack), plans, int(budget * _TOWN_SHARE))
    found = {"version": 1, "attribution": ATTRIBUTION, "policy": POLICY, "tiers": tiers, "towns": towns}
    minzoom = 0
    for plan in plans:
        share = plan.share if plan is not plans[-1] else 1
        tier, error = _fitting_tier(pack, plan, minzoom, int((budget - size(found)) * share))
        tiers.append(tier)
        # The next tier takes over when this one's error would grow past a pixel.
        minzoom = max(minzoom + 1, math.floor(math.log2(_PIXEL / error)))
    if size(found) > budget:
        raise ValueError(f"no base map fits into {budget} bytes; the least here is {size(found)}")
    return found


def size(basemap: dict[str, Any]) -> int:
    """Return the bytes of a base map as JSON in UTF-8, without spaces or escapes of letters."""
    return len(json.dumps(basemap, ensure_ascii=False, separators=(",", ":")).encode())


def _box(box: Box) -> Box:
    """Check a box; give it west in [-180, 180), east after it, and some width."""
    if len(box) != 4 or not all(math.isfinite(value) for value in box):
        raise ValueError(f"bounds are west, south, east, north in degrees, not {box}")
    west, south, east, north = (float(value) for value in box)
    if south > north or max(abs(south), abs(north)) > 90 or max(abs(west), abs(east)) > 540:
        raise ValueError(f"bounds {box} do not lie on the globe")
    width = (east - west) % 360 if east < west else min(east - west, 360)
    middle, half = west + width / 2, max(width / 2, 0.25)
    west = (middle - half + 180) % 360 - 180 if half < 180 else -180
    lat = min(max((south + north) / 2, -NORTH + 0.25), NORTH - 0.25)
    south, north = max(min(south, lat - 0.25), -NORTH), min(max(north, lat + 0.25), NORTH)
    return round(west, 4), round(south, 4), round(west + 2 * half, 4), round(north, 4)


def _snapped(box: Box) -> Box:
    """The box widened to whole steps of a sixteenth of its width at most, so that boxes much alike become the same."""
    west, south, east, north = box
    step = 2.0 ** math.floor(math.log2((east - west) / 16))
    west, east = math.floor(west / step) * step, math.ceil(east / step) * step
    south, north = max(math.floor(south / step) * step, -NORTH), min(math.ceil(north / step) * step, NORTH)
    if east - west >= 360:
        return -180.0, south, 180.0, north
    turn = 360 if west < -180 else 0
    return west + turn, south, east + turn, north


def _plans(core: Box, extent: Box) -> list[_Plan]:
    """Choose the tiers: the world; the extent, if it is less; the core, if that is less again."""
    globe = _Plan((-180.0, -NORTH, 180.0, NORTH), 0, 5, 0.23, 4, 5)
    if _width(extent) <= _SMALL:
        return [globe, _Plan(extent, 2, _ALL, 1, _ALL, 0)]
    fine = _Plan(core, 2, _ALL, 1, _ALL, 0)
    if _width(core) > _LARGE and _width(extent) > _VAST:
        return [globe, _Plan(extent, 0, _ALL, 1, 6, 0)] if _width(extent) < 300 else [globe]
    if _width(core) > _LARGE:
        return [globe, _Plan(extent, 1, _ALL, 1, 8, 0)]
    if _width(extent) >= 300:
        return [globe, fine]
    return [globe, _Plan(extent, 1, 8, 0.7, 7, 3), fine]


def _width(box: Box) -> float:
    return box[2] - box[0]


def _fitting_tier(pack: Path, plan: _Plan, minzoom: int, allowed: int) -> tuple[dict[str, Any], float]:
    """Return the most detailed tier of at most `allowed` bytes, and its error in degrees."""
    step = _leap(_points(pack, plan) * _POINT, allowed)  # what is far too large need not be written to know it
    tier, used = _tier(pack, plan, minzoom, step)
    while used > allowed and step < _STEPS:
        step = min(step + max(_leap(used, allowed), 1), _STEPS)
        tier, used = _tier(pack, plan, minzoom, step)
    return tier, _FINEST[plan.level] * _STEP**step


def _points(pack: Path, plan: _Plan) -> int:
    """Count the points of a tier before it is coarsened."""
    cut = (_cut(pack, layer, plan.box, plan.level) for layer in LAYERS)
    return sum(int(shapely.get_num_coordinates(one.geometry[one.minzoom <= plan.until]).sum()) for one in cut)


def _leap(used: float, allowed: int) -> int:
    """Steps to just before where so many bytes should fit; a step saves about a fifth."""
    return max(int(math.log(max(used, 1) / max(allowed, 1)) / 0.25), 0)


@lru_cache(maxsize=32)  # of the world's tier above all, which every page has
def _tier(pack: Path, plan: _Plan, minzoom: int, step: int) -> tuple[dict[str, Any], int]:
    """Return a tier and its size in bytes."""
    error = _FINEST[plan.level] * _STEP**step
    scale = max(round(2 / error), 1)  # half the error is lost in rounding at most
    until = plan.until - step // 3 if plan.until < _ALL else _ALL
    cut = {layer: _cut(pack, layer, plan.box, plan.level) for layer in LAYERS}
    layers = {
        layer: _groups(cut[layer], layer in AREAS, error if step else 0, scale, until - 2 * (layer == "adm1"))
        for layer in LAYERS
    }
    tier = {"minzoom": minzoom, "bounds": list(plan.box), "scale": scale, **layers}
    return tier, size(tier)


@lru_cache(maxsize=3 * len(LAYERS))
def _cut(pack: Path, layer: str, box: Box, level: int) -> Shapes:
    """Cut a layer to the tier's box and margin, across the antimeridian too."""
    world = open_pack(pack)
    west, south, east, north = box
    pad = 0 if level == 0 else _width(box) * _MARGIN
    low, high = stretch(np.array([[west, south], [east, north]]))[:, 1]
    low, high = max(low - pad, WORLD[1]), min(high + pad, WORLD[3])
    here = world.shapes(layer, level, (max(west - pad, -180), low, min(east + pad, 180), high))
    if east <= 180:
        return here
    beyond = world.shapes(layer, level, (-180, low, east + pad - 360, high))
    moved = shapely.transform(beyond.geometry, lambda xy: xy + np.array([360, 0]))
    geometry = np.concatenate([here.geometry, moved])
    if layer == "land":  # the halves of an island, cut at 180 degrees, become one again
        merged = shapely.get_parts(shapely.union_all(shapely.make_valid(geometry)))
        return Shapes(merged, np.zeros(len(merged), int))
    return Shapes(geometry, np.concatenate([here.minzoom, beyond.minzoom]))


def _groups(shapes: Shapes, areas: bool, error: float, scale: int, until: int) -> list[list[Any]]:
    shown = shapes.minzoom <= until
    geometry, zooms = shapes.geometry[shown], shapes.minzoom[shown]
    if error:
        geometry = shapely.simplify(geometry, error, preserve_topology=False)
    parts, origin = shapely.get_parts(geometry, return_index=True)
    zooms = zooms[origin]
    drawn = ~shapely.is_empty(parts)
    if areas:
        drawn &= shapely.area(parts) > error**2
    parts, zooms = parts[drawn], zooms[drawn]
    if areas:
        parts = shapely.orient_polygons(parts)
    groups = ((int(zoom), _paths(parts[zooms == zoom], areas, scale)) for zoom in np.unique(zooms))
    return [[zoom, paths] for zoom, paths in groups if paths]


def _paths(geometry: np.ndarray, areas: bool, scale: int) -> list[str]:
    """Encode lines and rings, one string each; see `geo.draw.vlq`. The pen goes on from path to path."""
    _, xy, offsets = shapely.to_ragged_array(geometry)
    path = np.repeat(np.arange(len(offsets[0]) - 1), np.diff(offsets[0]))
    points = np.rint(flatten(xy) * scale).astype(np.int64)
    kept = np.ones(len(points), bool)  # a point where the one before it is tells nothing
    kept[1:] = (points[1:] != points[:-1]).any(axis=1) | (path[1:] != path[:-1])
    if areas:
        kept[offsets[0][1:] - 1] = False  # rings close by themselves
    enough = np.bincount(path[kept], minlength=len(offsets[0]) - 1) >= (3 if areas else 2)
    kept &= enough[path]
    if not kept.any():
        return []
    steps = np.diff(points[kept], axis=0, prepend=np.zeros((1, 2), np.int64))
    counts = np.bincount(path[kept])
    return vlq.encode(steps.ravel(), np.cumsum(2 * counts[counts > 0]))


def _towns(world: Pack, plans: list[_Plan], allowed: int) -> dict[str, Any]:
    """Return the towns as columns, most important first, as many as `allowed` bytes hold."""
    worth: dict[int, int] = {}
    rows: dict[int, dict[str, Any]] = {}
    for plan in plans:  # the core comes last and counts
        for row in _towns_in(world, plan):
            rows[row["order"]] = row
            worth[row["order"]] = row["minzoom"] + plan.towns_later
    langs = sorted({row["lang"] for row in rows.values()} | {""})
    chosen: dict[int, tuple[Any, ...]] = {}
    for order in sorted(rows, key=lambda order: (worth[order], order)):
        values = _town(rows[order], langs)
        allowed -= len(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()) - 1
        if allowed < 0:
            break
        chosen[order] = values
    columns = {name: [chosen[order][i] for order in sorted(chosen)] for i, name in enumerate(_TOWN_COLUMNS)}
    return {"scale": TOWN_SCALE, "langs": langs, **columns}


def _town(row: dict[str, Any], langs: list[str]) -> tuple[Any, ...]:
    lon, lat = round(row["lon"] * TOWN_SCALE), round(row["lat"] * TOWN_SCALE)
    return row["name"], row["local"], langs.index(row["lang"]), lon, lat, row["minzoom"], row["capital"]


def _towns_in(world: Pack, plan: _Plan) -> Iterator[dict[str, Any]]:
    west, south, east, north = plan.box
    for box in ((west, south, min(east, 180), north), (-180, south, east - 360, north)):
        if box[0] <= box[2]:
            yield from world.towns(box, plan.towns_until)
