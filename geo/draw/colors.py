"""Stage 6 of 6, its colours: those of categories, made to stand out from the land as the page's script does it."""

from __future__ import annotations

import re

FALLBACK = "#5c5f62"
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 20


def legible(color: str, ground: str, ratio: float = 3.2) -> str:
    """The colour ("#rrggbb", else the fallback), moved towards white or black until it stands out."""
    channels = _channels(color if _COLOR.fullmatch(color) else FALLBACK)
    target = 255 if _luminance(_channels(ground)) < 0.18 else 0
    for _ in range(_STEPS):
        if contrast(_hex(channels), ground) >= ratio:
            break
        channels = [channel + (target - channel) * 0.1 for channel in channels]
    return _hex(channels)


def contrast(a: str, b: str) -> float:
    """WCAG's contrast ratio of two "#rrggbb" colours."""
    low, high = sorted((_luminance(_channels(a)), _luminance(_channels(b))))
    return (high + 0.05) / (low + 0.05)


def _luminance(channels: list[float]) -> float:
    shares = (channel / 255 for channel in channels)
    r, g, b = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _channels(color: str) -> list[float]:
    return [float(int(color[at : at + 2], 16)) for at in (1, 3, 5)]


def _hex(channels: list[float]) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)
