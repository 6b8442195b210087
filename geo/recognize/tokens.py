"""Stage 2 of 6, words: one pass over the text, offsets in code points."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from geo.folding import fold_letters

# Abbreviations with their points (U.S.); words with what stands inside them unheard (Côte d'Ivoire, Aʿzāz).
_PARTED = re.compile(
    r"((?=[^\W_])(?:W\. ?Va\b\.?|(?:[^\W\d_]\.){2,}+|[^\W_]++(?:['’ʼʿʾ`´][^\W\d_]++)*+[\u064b-\u0652]*+))"
)
_POSSESSIVE = ("'s", "’s", "'S", "’S")
# Between the words of one name; not across a line that is left blank.
JOINTS = frozenset((" ", "-", "\u2010", "\u2011", "\u00a0", "\n", "\r\n", "  ", "\u200c"))
_SHORTENED = frozenset(("St", "Ste", "Mt", "Ft", "Pt"))
_LONGEST = 60  # letters of a word that may be in a name
_ARTICLES = frozenset(("al", "el", "ul"))
_SUNNY = ("sh", "th", "dh", "ch", "r", "s", "t", "d", "n", "z")


class Tokens:
    """The words of a text in parallel lists: as written without 's, in lower case, start, end.

    Parameters
    ----------
    text : str
        Any text.
    """

    __slots__ = ("_gaps", "capital", "ends", "lower", "possessive", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        parts = _PARTED.split(text)  # what stands between words and words take turns
        marks = list(accumulate(map(len, parts)))
        self.words, self.starts, self.ends = parts[1::2], marks[:-1:2], marks[1::2]
        self._gaps = parts[2::2]
        self.possessive: set[int] = set()
        # Positions of words that begin in upper case, or in a script without cases.
        self.capital = [
            n
            for n, word in enumerate(self.words)
            if not word.islower() and (word[0].isupper() or "\u0600" <= word[0] <= "\u06ff") and len(word) <= _LONGEST
        ]
        for number in self.capital:
            word = self.words[number]
            if word.endswith(_POSSESSIVE):
                self.words[number], self._gaps[number] = word[:-2], word[-2:] + self._gaps[number]
                self.ends[number] -= 2
                self.possessive.add(number)
        self.lower = list(map(str.lower, self.words))

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, left: int) -> str:
        """Return what stands between a word and the next; after the last, the rest."""
        gap = self._gaps[left]
        return gap if len(gap) < 12 else gap[:12]

    def joined(self, left: int) -> bool:
        """Tell whether a word and the next may belong to one name."""
        gap = self._gaps[left]
        if gap not in JOINTS and not (gap == ". " and self.words[left] in _SHORTENED):
            return False
        return left + 1 < len(self.words) and left not in self.possessive and len(self.words[left + 1]) <= _LONGEST


@lru_cache(maxsize=1 << 15)
def folded(word: str) -> str:
    """Fold one word, its article kept."""
    return fold_letters(word)


def is_article(word: str, following: str) -> bool:
    """Tell whether a folded word is the Arabic article before the next, as `geo.folding` has it."""
    if word in _ARTICLES:
        return True
    return 1 < len(word) < 4 and word[0] in "aeu" and word[1:] in _SUNNY and following.startswith(word[1:])
