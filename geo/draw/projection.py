"""Stage 6 of 6, its projection: degrees to the whole units of a picture, and paths cut to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.draw import vlq
from geo.draw.basepack import NORTH
from geo.draw.frame import latitude, mercator
from geo.records import Bounds

if TYPE_CHECKING:
    import numpy

WIDTH, HEIGHT = 960, 600  # units of every picture, whatever its size on the screen
_WIDER = 1.25  # times the core: a small picture needs more around it to be recognised
_PAD = 24  # units by which a cut outline reaches past the picture, so that its stroke shows no frame

Point = tuple[float, float]


class View:
    """Degrees to units of the picture, in Mercator, filling it."""

    def __init__(self, core: Bounds) -> None:
        west, south, east, north = core
        low, high = mercator(south), mercator(north)
        self._scale = min(WIDTH / (east - west), HEIGHT / (high - low)) / _WIDER
        self._x, self._y = (west + east) / 2, (low + high) / 2
        half_width, half_height = WIDTH / 2 / self._scale, HEIGHT / 2 / self._scale
        south, north = (latitude(self._y + side * half_height) for side in (-1, 1))
        self.bounds = (self._x - half_width, south, self._x + half_width, north)

    def pixel(self, lon: float, lat: float) -> tuple[int, int]:
        """Whole units of a place, by the nearer way round the world."""
        x, y = self.point(self._x + (lon - self._x + 180) % 360 - 180, lat)
        return round(x), round(y)

    def pixels(self, lon: numpy.ndarray, lat: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
        """`pixel` of many places, as arrays."""
        import numpy as np

        x, y = self.points(self._x + (lon - self._x + 180) % 360 - 180, lat)
        return np.rint(x), np.rint(y)

    def points(self, lon: numpy.ndarray, lat: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
        """`point` of many, as arrays."""
        import numpy as np

        y = np.degrees(np.arctanh(np.sin(np.radians(lat.clip(-NORTH, NORTH))))) - self._y
        return WIDTH / 2 + (lon - self._x) * self._scale, HEIGHT / 2 - y * self._scale

    def point(self, lon: float, lat: float) -> Point:
        """Units of a point of a shape, which must not be torn at the antimeridian."""
        x, y = lon - self._x, mercator(lat) - self._y
        return WIDTH / 2 + x * self._scale, HEIGHT / 2 - y * self._scale


def holds(x: float, y: float) -> bool:
    """Whether a point lies in the picture."""
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def covers(outer: Sequence[float], inner: Sequence[float]) -> bool:
    """Whether bounds hold others, but for a pixel of a small picture."""
    slack = (inner[2] - inner[0]) / 320
    west, south, east, north = inner
    return (
        outer[0] <= west + slack
        and outer[1] <= south + slack
        and outer[2] >= east - slack
        and outer[3] >= north - slack
    )


def pieces_in_view(paths: Sequence[str], scale: int, view: View) -> Iterator[list[Point]]:
    """Those rings or lines of a group that reach into the picture, in its units.

    They are Base64 VLQ steps in integers, degrees x `scale`, the pen carried on from ring to ring.
    """
    import numpy as np

    if not paths:
        return
    steps, counts = vlq.decode(paths)
    x, y = view.points(*(steps.reshape(-1, 2).cumsum(axis=0) / scale).T)
    starts = np.concatenate([[0], np.cumsum(counts // 2)[:-1]])
    seen = np.ones(len(starts), bool)
    for axis, limit in ((x, WIDTH), (y, HEIGHT)):
        seen &= np.maximum.reduceat(axis, starts) >= -_PAD
        seen &= np.minimum.reduceat(axis, starts) <= limit + _PAD
    for start, count in zip(starts[seen].tolist(), (counts[seen] // 2).tolist(), strict=True):
        piece = slice(start, start + count)
        yield list(zip(x[piece].tolist(), y[piece].tolist(), strict=True))


def ring_path(points: list[Point]) -> str:
    """A ring cut to the picture, in whole units."""
    for axis, limit, keep in ((0, -_PAD, 1), (0, WIDTH + _PAD, -1), (1, -_PAD, 1), (1, HEIGHT + _PAD, -1)):
        reached = [keep * (point[axis] - limit) for point in points]
        if not points or max(reached) < 0:
            return ""
        if min(reached) < 0:  # most rings lie on one side, which is quickly seen
            points = cut(points, axis, limit, keep)
    pixels = [(round(x), round(y)) for x, y in points]
    pixels = [p for i, p in enumerate(pixels) if p != pixels[i - 1]]
    return f"{_steps(pixels)}z" if len(pixels) > 2 else ""


def line_path(points: list[Point]) -> str:
    """Those pieces of a line that may show, in whole units."""
    pieces: list[dict[tuple[int, int], None]] = [{}]
    for before, here in pairwise(points):
        if _apart(before[0], here[0], WIDTH) or _apart(before[1], here[1], HEIGHT):
            pieces.append({})
        else:
            pieces[-1] |= dict.fromkeys((round(x), round(y)) for x, y in (before, here))
    return "".join(_steps(list(piece)) for piece in pieces if len(piece) > 1)


def cut(points: list[Point], axis: int, limit: float, keep: int) -> list[Point]:
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


def _steps(pixels: list[tuple[int, int]]) -> str:
    """Path data in relative steps, which are shorter."""
    (x0, y0), rest = pixels[0], pairwise(pixels)
    return f"M{x0} {y0}l" + " ".join(f"{x - bx} {y - by}" for (bx, by), (x, y) in rest).replace(" -", "-")


def _apart(a: float, b: float, size: int) -> bool:
    return max(a, b) < 0 or min(a, b) > size
