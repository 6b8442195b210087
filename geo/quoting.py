"""A noun: where a quoted sentence stands in a text, however its spaces and its marks are set."""

from __future__ import annotations

import re

_APOSTROPHES, _QUOTES = "'’‘ʼ", '"“”„«»'


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Return where a quote stands in a text: start and end in code points, or None.

    Runs of spaces and line breaks count as one space, straight and curly marks as equal.
    """
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    loosely = re.search(r"\s+".join(map(_loose, quote.split())), text)
    return loosely.span() if loosely else None


def _loose(word: str) -> str:
    return "".join(
        f"[{_APOSTROPHES}]" if c in _APOSTROPHES else f"[{_QUOTES}]" if c in _QUOTES else re.escape(c) for c in word
    )
