"""Stage 6 of 6, its labels: room for names and numbers in a picture, none over another."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.draw.projection import HEIGHT, WIDTH

_LETTER = 0.58  # of the size: width of a letter, on the generous side


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(slots=True)
class Labels:
    """Takes room from a picture, bit by bit; `size` is the height of a line."""

    size: float
    taken: list[Box] = field(default_factory=list)

    def take(self, x: float, y: float, half_width: float, half_height: float) -> None:
        """Keep a box around a point free of names."""
        self.taken.append(Box(x - half_width, y - half_height, x + half_width, y + half_height))

    def beside(self, x: float, y: float, name: str) -> tuple[float, float] | None:
        """The left end of a name next to what stands at a point: right, left, above or below; None without room."""
        half = len(name) * _LETTER * self.size / 2
        own = [box for box in self.taken if box.left <= x <= box.right and box.top <= y <= box.bottom]
        right, left = (max((b.right for b in own), default=x), min((b.left for b in own), default=x))
        top, bottom = (min((b.top for b in own), default=y), max((b.bottom for b in own), default=y))
        gap, line = self.size * 0.3, self.size * 0.55
        tail = next((b.right for b in self.taken if abs(b.left - right) < self.size and b.top <= y <= b.bottom), right)
        for cx, cy in (
            (max(right, tail) + gap + half, y), (left - gap - half, y), (x, top - line), (x, bottom + line),
        ):  # fmt: skip
            if self._free(cx, cy, half, line):
                self.take(cx, cy, half, line)
                return cx - half, cy
        return None

    def aside(self, x: float, y: float, width: float) -> tuple[float, float]:
        """A place for a number as near as can be to its own; on its own where there is no room at all."""
        half, line = width / 2, self.size * 0.7
        steps = [(0, 0), (0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1)]
        tries = [(x + dx * reach * self.size, y + dy * reach * self.size) for reach in (1, 2, 3) for dx, dy in steps]
        cx, cy = next((at for at in tries if self._free(*at, half, line)), (x, y))
        self.take(cx, cy, half, line)
        return cx, cy

    def _free(self, x: float, y: float, half: float, line: float) -> bool:
        box = Box(x - half, y - line, x + half, y + line)
        inside = box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= HEIGHT
        return inside and not any(box.meets(other) for other in self.taken)
