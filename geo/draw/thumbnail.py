"""Stage 6 of 6, its small pictures: pages' features over one outline of the land, as SVG.

All pictures of an album show the same part of the world; what they share is drawn once and used by each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import Any

from geo.draw.glyphs import glyph
from geo.draw.html import Html, tag
from geo.draw.labels import Labels
from geo.draw.projection import HEIGHT, WIDTH, View, covers, line_path, pieces_in_view, ring_path
from geo.draw.scene import BADGE, Pile, Scene, Shape, scene
from geo.records import Bounds

_RADIUS = 4.5  # screen pixels of a single mark, as on the pages
_LARGEST = 13.0  # of a pile of one category; its number says the rest
_TEXT = 13.0
_CROWDED = 15.0  # a mark so near the end of a route would hide its arrow


class Album:
    """The pictures of one gallery: one base map (`basemap.clip`), one part of the world, one set of glyphs."""

    def __init__(
        self, base: Mapping[str, Any], core: Bounds, categories: Sequence[Mapping[str, Any]],
        number: Callable[[int], str] = str,
    ) -> None:  # fmt: skip
        self._view = View(core)
        self.number = number
        self._base, self._categories = base, categories
        self._paths: dict[str, str] = {}
        self._scenes: dict[tuple[int, float], tuple[Mapping[str, Any], Scene]] = {}
        self._hatches: dict[tuple[str, float], Html] = {}

    def scene(self, data: Mapping[str, Any], unit: float) -> Scene:
        """What a picture shows of a page's data; `unit` is a screen pixel in units of the picture."""
        key = id(data), unit
        if key not in self._scenes:
            self._scenes[key] = data, scene(data, self._view, unit)
        return self._scenes[key][1]

    def picture(self, data: Mapping[str, Any], unit: float, text: str, *, names: int = 0, kind: str = "") -> Html:
        """One picture; `text` says what it shows, `names` is how many places are named at most."""
        shown = self.scene(data, unit)
        pen = _Pen(self, unit)
        badges = [shape.pile for shape in shown.shapes if shape.pile]
        ordered = sorted(shown.shapes, key=lambda shape: not shape.area)  # routes lie over areas
        below = [part for shape in ordered for part in pen.shape(shape, (*shown.piles, *badges))]
        labels = Labels(unit * _TEXT)
        marks = [part for pile in shown.piles for part in pen.mark(pile, labels)]
        above = [part for pile in badges for part in pen.badge(*labels.aside(pile.x, pile.y, pen.width(pile)), pile)]
        return tag(
            "svg",
            tag("use", href="#ground"),
            *below,
            *marks,
            *above,
            *_names(data, shown.piles[:names], labels, pen),
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_label=text,
            class_=f"map {kind}".strip(),
        )

    def definitions(self) -> Html:
        """What the pictures share; made after them."""
        glyphs = (
            tag("path", id=f"g{c}", d=glyph(kind["shape"]), class_="glyph") for c, kind in enumerate(self._categories)
        )
        shapes = (tag("path", id=name, d=d) for d, name in self._paths.items())
        ground = tag("g", *_ground(self._base, self._view), id="ground")
        inside = tag("defs", ground, *glyphs, *shapes, *self._hatches.values())
        return tag("svg", inside, width="0", height="0", class_="shared", aria_hidden="true")

    def path(self, d: str) -> str:
        """The reference to a path that may be drawn in several pictures."""
        return f"#{self._paths.setdefault(d, f's{len(self._paths)}')}"

    def hatch(self, color: str, unit: float) -> str:
        """The fill of an area: diagonal lines in the colour of a class."""
        name = f"h{color}-{unit:g}".replace(".", "_")
        if (color, unit) not in self._hatches:
            line = tag("path", d="M0 8L8 0M-1 1L1-1M7 9L9 7", class_=color)
            self._hatches[color, unit] = tag(
                "pattern", line, id=name, width="8", height="8", patternUnits="userSpaceOnUse",
                patternTransform=f"scale({unit:g})",
            )  # fmt: skip
        return f"url(#{name})"


class _Pen:
    """Draws marks at the size that they have on the screen."""

    def __init__(self, album: Album, unit: float) -> None:
        self._album, self.unit = album, unit

    def shape(self, shape: Shape, piles: Iterable[Pile]) -> Iterable[Html]:
        """An area hatched, a route with its arrow, which stops short of what stands at its end."""
        kinds = shape.events.mix
        color = f"c{kinds[0][0]}" if len(kinds) == 1 else "several"
        href, width = self._album.path(shape.path), _number(1.2 * self.unit)
        if shape.area:
            fill = self._album.hatch(color, self.unit)
            yield tag("use", href=href, class_=f"area {color}", fill=fill, stroke_width=width)
            return
        yield tag("use", href=href, class_="casing", stroke_width=_number(4.5 * self.unit))
        yield tag("use", href=href, class_=f"route {color}", stroke_width=_number(2 * self.unit))
        if shape.arrow:
            (ax, ay), (x, y) = shape.arrow
            angle, reach = atan2(y - ay, x - ax), _CROWDED * self.unit
            short = reach if any(hypot(p.x - x, p.y - y) < reach for p in piles) else 0
            head = _arrow(x - short * cos(angle), y - short * sin(angle), angle, 4.5 * self.unit)
            yield tag("path", d=head, class_=f"mark {color}")

    def mark(self, pile: Pile, labels: Labels) -> Iterable[Html]:
        """One category: its shape, the area as the number; several: the number over a bar of them."""
        kinds, number = pile.events.mix, len(pile.events)
        if len(kinds) > 1:
            half = self.width(pile) / 2
            labels.take(pile.x, pile.y, half, self.unit * BADGE / 2)
            yield from self.badge(pile.x, pile.y, pile)
            return
        r = min(_RADIUS * sqrt(number), _LARGEST) * self.unit
        labels.take(pile.x, pile.y, r * 1.2, r * 1.2)
        place = f"translate({_number(pile.x)} {_number(pile.y)})scale({_number(r)})"
        yield tag("use", href=f"#g{kinds[0][0]}", transform=place, class_=f"mark c{kinds[0][0]}")
        if number > 1:
            x = pile.x + r * 1.2 + 2 * self.unit
            text = self._album.number(number)
            labels.take(x + len(text) * 4 * self.unit, pile.y, len(text) * 4 * self.unit, 6 * self.unit)
            yield self.text(x, pile.y, text)

    def width(self, pile: Pile) -> float:
        """Of a number with its bar."""
        return (8 + 8 * len(str(len(pile.events)))) * self.unit

    def badge(self, x: float, y: float, pile: Pile) -> Iterable[Html]:
        """A number over a bar of the categories."""
        width, height, unit = self.width(pile), BADGE * self.unit, self.unit
        left, top = x - width / 2, y - height / 2
        size = {"width": _number(width), "height": _number(height), "rx": _number(2 * unit)}
        yield tag("rect", x=_number(left), y=_number(top), class_="badge", **size)
        inner, at = width - 2 * unit, left + unit
        for kind, number in pile.events.mix:
            part = inner * number / len(pile.events)
            yield tag(
                "rect", x=_number(at), y=_number(top + height - 5 * unit), width=_number(part),
                height=_number(4 * unit), class_=f"bar c{kind}",
            )  # fmt: skip
            at += part
        yield self.text(x, y - 3 * unit, self._album.number(len(pile.events)), "middle")

    def text(self, x: float, y: float, text: str, anchor: str = "start") -> Html:
        size = self.unit * _TEXT
        place = {"x": _number(x), "y": _number(y + size * 0.35), "font_size": _number(size)}
        return tag("text", text, text_anchor=anchor, **place)


def _names(data: Mapping[str, Any], piles: Iterable[Pile], labels: Labels, pen: _Pen) -> Iterable[Html]:
    """Names of the places with most events, none over another or over a mark."""
    events, strings = data["events"], data["strings"]
    named = set()
    for pile in piles:
        name = strings[events["place"][pile.events.first]]
        if name and name not in named and (spot := labels.beside(pile.x, pile.y, name)):
            named.add(name)
            yield pen.text(*spot, name)


def _ground(base: Mapping[str, Any], view: View) -> Iterable[Html]:
    """Land and borders of the closest tier that covers the picture (rings are wound for "nonzero")."""
    tiers = [tier for tier in base["tiers"] if covers(tier["bounds"], view.bounds)] or base["tiers"][:1]
    yield tag("path", class_="water", d=f"M0 0H{WIDTH}V{HEIGHT}H0z")
    for name, drawn in (("land", ring_path), ("borders", line_path), ("disputed", line_path)):
        groups = (pieces_in_view(paths, tiers[-1]["scale"], view) for _, paths in tiers[-1][name])
        d = "".join(map(drawn, chain.from_iterable(groups)))
        if d:
            yield tag("path", class_=name, d=d)


def _arrow(x: float, y: float, angle: float, size: float) -> str:
    """A head whose point is where the route ends."""
    corners = ((size, angle), (size * 1.2, angle + 0.8 * pi), (size * 1.2, angle - 0.8 * pi))
    return "M" + "L".join(f"{_number(x + r * cos(a))} {_number(y + r * sin(a))}" for r, a in corners) + "z"


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
