"""A noun: where a quoted sentence stands in a text, however its marks are set; the sentence around a word."""

from __future__ import annotations

import re

_REACH = 300  # characters of a sentence to either side
_END = re.compile(r"(?<!\b[A-Z])[.!?؟。…][\"'”’»)]*\s+(?![a-z])|\n\s*\n\s*")
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


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence that holds a span, on one line; of a very long one what is about the span, with ellipses."""
    left, right = max(0, start - _REACH), min(len(text), end + _REACH)
    before = [found.end() for found in _END.finditer(text[left:start])]
    after = _END.search(text[end:right])
    first = left + before[-1] if before else left
    last = end + after.end() if after else right
    cut_before, cut_after = not before and left > 0, not after and right < len(text)
    if cut_before:
        first = text.find(" ", first, start) + 1 or first
    if cut_after:
        space = text.rfind(" ", end, last)
        last = space if space > 0 else last
    return ("… " if cut_before else "") + " ".join(text[first:last].split()) + (" …" if cut_after else "")


def _loose(word: str) -> str:
    return "".join(
        f"[{_APOSTROPHES}]" if c in _APOSTROPHES else f"[{_QUOTES}]" if c in _QUOTES else re.escape(c) for c in word
    )
