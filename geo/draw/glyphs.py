"""Stage 6 of 6, its glyphs: the outlines of the six shapes of categories, as the page's script draws them."""

from __future__ import annotations

_ARM, _HALF = 1.15, 0.42  # of the cross: length of an arm, half its width
_CROSS = (
    (-_HALF, -_ARM), (_HALF, -_ARM), (_HALF, -_HALF), (_ARM, -_HALF), (_ARM, _HALF), (_HALF, _HALF),
    (_HALF, _ARM), (-_HALF, _ARM), (-_HALF, _HALF), (-_ARM, _HALF), (-_ARM, -_HALF), (-_HALF, -_HALF),
)  # fmt: skip
_RINGS = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0.0, -1.2), (1.15, 0.85), (-1.15, 0.85)),
    "diamond": ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
    "cross": _CROSS,
}
_CIRCLES = {"ring": (1.05, 0.45)}


def glyph(shape: str) -> str:
    """Path data around 0, 0, to be filled "evenodd"; 1 is the radius of the circle of equal weight."""
    if ring := _RINGS.get(shape):
        return f"M{'L'.join(f'{x:g} {y:g}' for x, y in ring)}Z"
    return "".join(_disc(radius) for radius in _CIRCLES.get(shape, (1.0,)))


def _disc(r: float) -> str:
    return f"M{-r:g} 0" + "".join(f"a{r:g} {r:g} 0 1 0 {x:g} 0" for x in (2 * r, -2 * r)) + "Z"
