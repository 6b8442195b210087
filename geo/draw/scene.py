"""Stage 6 of 6, its small scenes: what of a page's data stands where in a picture, and how many lie beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, Any

from geo.draw.projection import HEIGHT, WIDTH, Point, View, holds, line_path, ring_path
from geo.draw.shapes import DEGREE

if TYPE_CHECKING:
    import numpy

Spot = tuple[int, int]
SHORT = 8  # screen pixels; a shorter route is a mark
_NEAR = 13.0  # screen pixels: marks of one category nearer than this are one
BADGE = 18.0  # height of a number with its bar of categories


@dataclass(frozen=True, slots=True)
class Lot:
    """Some events: how many of each category, and the first of them."""

    kinds: tuple[int, ...]
    first: int

    def __len__(self) -> int:
        return sum(self.kinds)

    def __add__(self, other: Lot) -> Lot:
        return Lot(tuple(map(add, self.kinds, other.kinds)), self.first)

    @property
    def mix(self) -> list[tuple[int, int]]:
        """(category, number) of those there are, in the order of the categories."""
        return [(kind, number) for kind, number in enumerate(self.kinds) if number]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in screen pixels: of a badge where there are several categories, else of a mark."""
        if sum(map(bool, self.kinds)) < 2:
            return _NEAR, _NEAR
        return 8.0 + 8 * len(str(len(self))), BADGE


@dataclass(slots=True)
class Pile:
    """Events at one spot, or at spots too close to be told apart; x and y are those of the weightiest."""

    x: float
    y: float
    events: Lot


@dataclass(slots=True)
class Shape:
    """An area or a route with its events; `pile` is where an area's number stands, if that is in the picture."""

    path: str
    area: bool
    events: Lot
    arrow: tuple[Point, Point] | None = None  # the last two points of a route whose end is in the picture
    pile: Pile | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """Piles, areas and routes of one picture; `shown` + `beyond` are all events with a place."""

    piles: tuple[Pile, ...]
    shapes: tuple[Shape, ...]
    shown: int
    places: int
    beyond: int


def scene(data: Mapping[str, Any], view: View, unit: float) -> Scene:
    """What a picture shows of a page's data (`contract`); `unit` is a screen pixel in units of the picture."""
    import numpy as np

    events = data["events"]
    on_map = events["set_aside"] == 0  # 0 is the blank text
    kinds = len(data["categories"])
    spots = _spots(events, np.flatnonzero(on_map & (events["geometry"] < 0)), view, kinds)
    shapes = []
    rows = np.flatnonzero(on_map & (events["geometry"] >= 0))
    for at, lot in _lots(events["geometry"][rows], rows, events["category"], kinds).items():
        geometry = data["geometries"][at]
        parts = [_points(part, geometry["scale"], view) for part in geometry["parts"]]
        if geometry["type"] == "line" and _is_short(parts, unit):
            x, y = parts[-1][-1]
            spot = round(x), round(y)
            spots[spot] = spots[spot] + lot if spot in spots else lot
        else:
            shapes.append(_marked(_shape(parts, geometry["type"] == "area", lot), parts, events, view))
    seen = {spot: lot for spot, lot in spots.items() if holds(*spot)}
    drawn = [shape for shape in shapes if shape.path]
    shown = sum(map(len, seen.values())) + sum(len(shape.events) for shape in drawn)
    return Scene(_piles(seen, unit), tuple(drawn), shown, len(seen) + len(drawn), int(on_map.sum()) - shown)


def _spots(events: Mapping[str, Any], rows: numpy.ndarray, view: View, kinds: int) -> dict[Spot, Lot]:
    """The events of each unit of the picture that holds any."""
    lon, lat = (events[name][rows] / DEGREE for name in ("lon", "lat"))
    x, y = view.pixels(lon, lat)
    seen = (x >= 0) & (x <= WIDTH) & (y >= 0) & (y <= HEIGHT)
    unit = (x * (HEIGHT + 1) + y)[seen].astype("int32")
    lots = _lots(unit, rows[seen], events["category"], kinds)
    return {divmod(spot, HEIGHT + 1): lots[spot] for spot in sorted(lots)}


def _lots(keys: numpy.ndarray, rows: numpy.ndarray, category: numpy.ndarray, kinds: int) -> dict[int, Lot]:
    """The events of each key, in the order of its first."""
    import numpy as np
    import pandas as pd

    codes, distinct = pd.factorize(keys)
    counts = np.bincount(codes * kinds + category[rows], minlength=len(distinct) * kinds).reshape(len(distinct), kinds)
    first = np.empty(len(distinct), dtype="int64")
    first[codes[::-1]] = rows[::-1]
    told = zip(distinct.tolist(), map(tuple, counts.tolist()), first.tolist(), strict=True)
    return {key: Lot(numbers, at) for key, numbers, at in told}


def _piles(spots: Mapping[Spot, Lot], unit: float) -> tuple[Pile, ...]:
    """The events of the spots, in piles of which none touches another; a pile that grows may touch once more."""
    piles = [Pile(x, y, lot) for (x, y), lot in spots.items()]
    widest = unit * (8 + 8 * len(str(sum(map(len, spots.values())))))
    while len(joined := _joined(piles, unit, widest)) < len(piles):
        piles = joined
    return tuple(joined)


def _joined(piles: Iterable[Pile], unit: float, cell: float) -> list[Pile]:
    """The weightiest first; what touches one joins it."""
    kept: list[Pile] = []
    cells: dict[Spot, list[int]] = {}  # piles by the square of the picture that they stand in
    for pile in sorted(piles, key=lambda pile: (-len(pile.events), pile.x, pile.y)):
        column, line = int(pile.x // cell), int(pile.y // cell)
        around = [i for c in (-1, 0, 1) for r in (-1, 0, 1) for i in cells.get((column + c, line + r), ())]
        near = min((i for i in around if _touch(kept[i], pile, unit)), default=None)
        if near is None:
            cells.setdefault((column, line), []).append(len(kept))
            kept.append(Pile(pile.x, pile.y, pile.events))
        else:
            kept[near].events += pile.events
    return kept


def _touch(one: Pile, other: Pile, unit: float) -> bool:
    (width, height), (wide, high) = one.events.size, other.events.size
    across, down = unit * (width + wide) / 2, unit * (height + high) / 2
    return abs(one.x - other.x) < across and abs(one.y - other.y) < down


def _points(part: Sequence[int], scale: int, view: View) -> list[Point]:
    x = y = 0
    points = []
    for dx, dy in zip(part[::2], part[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append(view.point(x / scale, y / scale))
    return points


def _shape(parts: list[list[Point]], area: bool, lot: Lot) -> Shape:
    if area:
        return Shape("".join(map(ring_path, parts)), True, lot)
    last = parts[-1]
    arrow = (last[-2], last[-1]) if len(last) > 1 and holds(*last[-1]) else None
    return Shape("".join(map(line_path, parts)), False, lot, arrow)


def _marked(shape: Shape, parts: Sequence[list[Point]], events: Mapping[str, Any], view: View) -> Shape:
    """The shape with the place of its number: an area's always, a route's if it has several events."""
    if shape.path and (shape.area or len(shape.events) > 1):
        i = shape.events.first
        x, y = view.pixel(events["lon"][i] / DEGREE, events["lat"][i] / DEGREE)
        if holds(x, y):
            shape.pile = Pile(x, y, shape.events)
        elif shape.area and (inside := _inside(parts)):
            shape.pile = Pile(*inside, shape.events)
    return shape


def _inside(parts: Sequence[list[Point]]) -> Point | None:
    """A point of what the picture shows of an area whose own mark lies beyond."""
    import shapely

    rings = [shapely.make_valid(shapely.Polygon(ring)) for ring in parts if len(ring) > 2]
    seen = max((shapely.clip_by_rect(ring, 0, 0, WIDTH, HEIGHT) for ring in rings), key=shapely.area, default=None)
    if seen is None or seen.area == 0:
        return None
    point = seen.representative_point()
    return point.x, point.y


def _is_short(parts: Sequence[Sequence[Point]], unit: float) -> bool:
    """Whether a route would be lost: no longer than a mark is wide."""
    return all(
        max(p[axis] for part in parts for p in part) - min(p[axis] for part in parts for p in part) < SHORT * unit
        for axis in (0, 1)
    )
