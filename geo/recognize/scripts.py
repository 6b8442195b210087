"""Stage 2 of 6, names in Arabic and Cyrillic script: what is found here is decided here, not by points.

The points of `weights.csv` are learnt from English, so these names have rules of their own; each script has its module.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.recognize import arabic, cyrillic
from geo.recognize.inflect import Named
from geo.recognize.tokens import Tokens

if TYPE_CHECKING:
    from geo.recognize.spans import Names

_CYRILLIC = re.compile("[\u0400-\u052f]")


def candidates(tokens: Tokens) -> list[int]:
    """Return the words at which a name may begin: those in upper case, and peoples, which Russian writes small."""
    if tokens.text.isascii() or not _CYRILLIC.search(tokens.text):
        return tokens.capital
    small = [
        n
        for n, word in enumerate(tokens.words)
        if "\u0430" <= word[0] <= "\u052f" and len(word) > 4 and word[0].islower() and cyrillic.people(word)
    ]
    return sorted([*tokens.capital, *small]) if small else tokens.capital


def named(tokens: Tokens, first: int, names: Names) -> Named | None:
    """Return the name that begins at a word in one of these scripts."""
    if "\u0400" <= tokens.words[first][0] < "\u0530":
        return cyrillic.named(tokens, first, names)
    return arabic.named(tokens, first, names)
