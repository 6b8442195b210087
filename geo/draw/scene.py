"""Stage 6 of 6, its small scenes: what of a page's data stands where in a picture, and how many lie beyond it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.draw.projection import HEIGHT, WIDTH, Point, View, holds, line_path, ring_path
from geo.draw.shapes import DEGREE

if TYPE_CHECKING:
    import numpy

SHORT = 8  # screen pixels; a shorter route is a mark


@dataclass(slots=True)
class Pile:
    """Events at one spot, or at spots too close to be told apart; x and y are those of the weightiest."""

    x: float
    y: float
    events: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Shape:
    """An area or a route with its events; `pile` is where an area's number stands, if that is in the picture."""

    path: str
    area: bool
    events: list[int]
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
    on_map = np.asarray(events["set_aside"], dtype="int64") == 0  # 0 is the blank text
    geometry = np.asarray(events["geometry"], dtype="int64")
    spots = _spots(events, np.flatnonzero(on_map & (geometry < 0)), view)
    groups: dict[int, list[int]] = {}
    for i in np.flatnonzero(on_map & (geometry >= 0)).tolist():
        groups.setdefault(events["geometry"][i], []).append(i)
    shapes = []
    for at, members in groups.items():
        geometry = data["geometries"][at]
        parts = [_points(part, geometry["scale"], view) for part in geometry["parts"]]
        if geometry["type"] == "line" and _is_short(parts, unit):
            x, y = parts[-1][-1]
            spots.setdefault((round(x), round(y)), []).extend(members)
        else:
            shapes.append(_marked(_shape(parts, geometry["type"] == "area", members), parts, events, view))
    seen = {spot: members for spot, members in spots.items() if holds(*spot)}
    drawn = [shape for shape in shapes if shape.path]
    shown = sum(map(len, seen.values())) + sum(len(shape.events) for shape in drawn)
    return Scene(_piles(seen, 13 * unit), tuple(drawn), shown, len(seen) + len(drawn), int(on_map.sum()) - shown)


def mix(events: Sequence[int], category: Sequence[int]) -> list[tuple[int, int]]:
    """(category, number) of some events, in the order of the categories."""
    return sorted(Counter(map(category.__getitem__, events)).items())


def _spots(events: Mapping[str, Any], rows: numpy.ndarray, view: View) -> dict[tuple[float, float], list[int]]:
    """The events of each unit of the picture that holds any."""
    import numpy as np

    lon, lat = (np.asarray(events[name], dtype=float)[rows] / DEGREE for name in ("lon", "lat"))
    x, y = view.pixels(lon, lat)
    seen = (x >= 0) & (x <= WIDTH) & (y >= 0) & (y <= HEIGHT)
    unit = (x * (HEIGHT + 1) + y)[seen]
    order = np.argsort(unit, kind="stable")
    units, starts = np.unique(unit[order], return_index=True)
    members = np.split(rows[seen][order], starts[1:]) if len(units) else []
    at = (divmod(unit, HEIGHT + 1) for unit in units.astype("int64").tolist())
    return {spot: some.tolist() for spot, some in zip(at, members, strict=True)}


def _piles(spots: Mapping[tuple[float, float], list[int]], reach: float) -> tuple[Pile, ...]:
    """The weightiest spot first; what lies too close to a pile joins it."""
    piles: list[Pile] = []
    for (x, y), members in sorted(spots.items(), key=lambda spot: (-len(spot[1]), spot[0])):
        near = next((p for p in piles if abs(p.x - x) < reach and abs(p.y - y) < reach), None)
        if near is None:
            piles.append(near := Pile(x, y))
        near.events.extend(members)
    return tuple(piles)


def _points(part: Sequence[int], scale: int, view: View) -> list[Point]:
    x = y = 0
    points = []
    for dx, dy in zip(part[::2], part[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append(view.point(x / scale, y / scale))
    return points


def _shape(parts: list[list[Point]], area: bool, members: list[int]) -> Shape:
    if area:
        return Shape("".join(map(ring_path, parts)), True, members)
    last = parts[-1]
    arrow = (last[-2], last[-1]) if len(last) > 1 and holds(*last[-1]) else None
    return Shape("".join(map(line_path, parts)), False, members, arrow)


def _marked(shape: Shape, parts: Sequence[list[Point]], events: Mapping[str, Any], view: View) -> Shape:
    """The shape with the place of its number: an area's always, a route's if it has several events."""
    if shape.path and (shape.area or len(shape.events) > 1):
        i = shape.events[0]
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
