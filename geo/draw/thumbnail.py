"""Stage 6 of 6, its small pictures: the features of a page over the outline of the land, as SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from geo.draw import vlq
from geo.draw.frame import latitude, mercator
from geo.draw.html import Html, tag
from geo.draw.shapes import DEGREE
from geo.records import Bounds

WIDTH, HEIGHT = 320, 200
_SEVERAL = "#5C5F62"  # of events of several categories
_WIDER = 1.4  # times the core: a small picture needs more around it to be recognised
_SMALL = 8  # pixels; a shorter line is a dot
_MOST = 300  # marks; more would only be a blot

Point = tuple[float, float]


def thumbnail(data: Mapping[str, Any], base: Mapping[str, Any], core: Bounds) -> Html:
    """A picture of a page's data (`contract`) over a base map (`basemap.clip`), somewhat wider than `core`."""
    view = _View(core)
    events, categories = data["events"], data["categories"]
    on_map = _on_map(events)
    dots = dict.fromkeys(
        (*view.pixel(events["lon"][i] / DEGREE, events["lat"][i] / DEGREE), events["category"][i])
        for i in on_map
        if events["geometry"][i] < 0
    )
    return tag(
        "svg",
        *_ground(base, view),
        *(_shape(data["geometries"][at], color, view) for at, color in _shapes(events, categories, on_map)),
        *(_dot(x, y, categories[kind]["color"]) for x, y, kind in list(dots)[:_MOST]),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_hidden="true",
    )


def shows_all(core: Bounds, wanted: Bounds) -> bool:
    """Whether a picture of `core` holds all of another part of the world."""
    west, south, east, north = _View(core).bounds
    return west <= wanted[0] and south <= wanted[1] and wanted[2] <= east and wanted[3] <= north


def _on_map(events: Mapping[str, Any]) -> list[int]:
    return [i for i in range(events["count"]) if events["set_aside"][i] == 0]  # 0 is the blank text


def _shapes(
    events: Mapping[str, Any], categories: Sequence[Mapping[str, Any]], on_map: Iterable[int]
) -> list[tuple[int, str]]:
    """Each line and area once, in the colour of its category if all its events are of one."""
    kinds: dict[int, set[int]] = {}
    for i in on_map:
        if events["geometry"][i] >= 0:
            kinds.setdefault(events["geometry"][i], set()).add(events["category"][i])
    return [(at, categories[min(of)]["color"] if len(of) == 1 else _SEVERAL) for at, of in kinds.items()]


class _View:
    """Degrees to pixels of the picture, in Mercator, filling it."""

    def __init__(self, core: Bounds) -> None:
        west, south, east, north = core
        low, high = mercator(south), mercator(north)
        self._scale = min(WIDTH / (east - west), HEIGHT / (high - low)) / _WIDER
        self._x, self._y = (west + east) / 2, (low + high) / 2
        half_width, half_height = WIDTH / 2 / self._scale, HEIGHT / 2 / self._scale
        south, north = (latitude(self._y + side * half_height) for side in (-1, 1))
        self.bounds = (self._x - half_width, south, self._x + half_width, north)

    def pixel(self, lon: float, lat: float) -> tuple[int, int]:
        """Whole pixels of a place, by the nearer way round the world."""
        x, y = self.point(self._x + (lon - self._x + 180) % 360 - 180, lat)
        return round(x), round(y)

    def point(self, lon: float, lat: float) -> Point:
        """Pixels of a point of a shape, which must not be torn at the antimeridian."""
        x, y = lon - self._x, mercator(lat) - self._y
        return WIDTH / 2 + x * self._scale, HEIGHT / 2 - y * self._scale


def _ground(base: Mapping[str, Any], view: _View) -> Iterable[Html]:
    """Land and borders of the closest tier that covers the picture (rings are wound for "nonzero")."""
    tiers = [tier for tier in base["tiers"] if _covers(tier["bounds"], view.bounds)] or base["tiers"][:1]
    for name, drawn in (("land", _ring), ("borders", _line), ("disputed", _line)):
        pieces = (_decoded(paths, tiers[-1]["scale"]) for _, paths in tiers[-1][name])
        d = "".join(drawn([view.point(*p) for p in piece]) for group in pieces for piece in group)
        if d:
            yield tag("path", class_=name, d=d)


def _covers(outer: Sequence[float], inner: Sequence[float]) -> bool:
    slack = (inner[2] - inner[0]) / WIDTH  # a pixel
    west, south, east, north = inner
    return (
        outer[0] <= west + slack
        and outer[1] <= south + slack
        and outer[2] >= east - slack
        and outer[3] >= north - slack
    )


def _decoded(paths: Iterable[str], scale: int) -> Iterable[list[Point]]:
    """The rings of a group: Base64 VLQ steps, the pen carried on from ring to ring."""
    x = y = 0
    for text in paths:
        steps = list(vlq.decode(text))
        ring = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / scale, y / scale))
        yield ring


def _ring(points: list[Point]) -> str:
    """A ring cut to the picture, in whole pixels."""
    for axis, limit, keep in ((0, -8, 1), (0, WIDTH + 8, -1), (1, -8, 1), (1, HEIGHT + 8, -1)):
        points = _cut(points, axis, limit, keep)
    pixels = [(round(x), round(y)) for x, y in points]
    pixels = [p for i, p in enumerate(pixels) if p != pixels[i - 1]]
    return f"M{'L'.join(f'{x} {y}' for x, y in pixels)}Z" if len(pixels) > 2 else ""


def _line(points: list[Point]) -> str:
    """Those pieces of a line that may show, in whole pixels."""
    pieces: list[dict[tuple[int, int], None]] = [{}]
    for before, here in pairwise(points):
        if _apart(before[0], here[0], WIDTH) or _apart(before[1], here[1], HEIGHT):
            pieces.append({})
        else:
            pieces[-1] |= dict.fromkeys((round(x), round(y)) for x, y in (before, here))
    return "".join(f"M{'L'.join(f'{x} {y}' for x, y in piece)}" for piece in pieces if len(piece) > 1)


def _apart(a: float, b: float, size: int) -> bool:
    return max(a, b) < 0 or min(a, b) > size


def _cut(points: list[Point], axis: int, limit: float, keep: int) -> list[Point]:
    """Cut a ring at a line (Sutherland and Hodgman); `keep` 1 keeps what lies above `limit`, -1 below."""
    kept: list[Point] = []
    for before, here in zip(points[-1:] + points[:-1], points, strict=True):
        inside, was_inside = (keep * (p[axis] - limit) >= 0 for p in (here, before))
        if inside != was_inside:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            kept.append(tuple(a + share * (b - a) for a, b in zip(before, here, strict=True)))  # type: ignore[arg-type]
        if inside:
            kept.append(here)
    return kept


def _shape(geometry: Mapping[str, Any], color: str, view: _View) -> Html | None:
    """A line, or an area as a light wash."""
    area = geometry["type"] == "area"
    d = "".join(_part(part, geometry["scale"], view, area) for part in geometry["parts"])
    if not d:
        return None
    if not area and _is_small(numbers := [int(n) for n in re.findall(r"-?\d+", d)]):
        return _dot(numbers[-2], numbers[-1], color)
    fill = {"fill": color, "fill_opacity": "0.12", "fill_rule": "evenodd"} if area else {"fill": "none"}
    return tag(
        "path", d=d, stroke=color, stroke_width="1" if area else "2", stroke_opacity="0.7", class_="shape", **fill
    )


def _is_small(numbers: Sequence[int]) -> bool:
    """Whether the pixels of a line (x, y, x, y, ...) lie so close together that it would be lost."""
    return all(max(axis) - min(axis) < _SMALL for axis in (numbers[::2], numbers[1::2]))


def _part(part: Sequence[int], scale: int, view: _View, area: bool) -> str:
    x = y = 0
    points = []
    for dx, dy in zip(part[::2], part[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append(view.point(x / scale, y / scale))
    return _ring(points) if area else _line(points)


def _dot(x: int, y: int, color: str) -> Html | None:
    if not (-4 <= x <= WIDTH + 4 and -4 <= y <= HEIGHT + 4):
        return None
    return tag("circle", cx=str(x), cy=str(y), r="4", fill=color, class_="mark")
