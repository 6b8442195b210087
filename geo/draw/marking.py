"""Stage 6 of 6, its marks: where in a text the words stand that an event says, counted as JavaScript counts."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

QUOTED, PLACE, DATE, ACTOR = range(4)

Term = tuple[str, int]  # words made by `plain`, and their kind
Span = tuple[int, int]
Mark = tuple[int, int, int]  # start, end, kind

_JOINERS = "\u200c\u200d"
# "8 July" is not meant in "8 July 2015", nor "March 2016" in "14 March 2016": where it is, the longer one is known.
_YEAR_AFTER, _DAY_BEFORE = re.compile(r",? \d{4}\b"), re.compile(r"(?<!\d)\d\d?\.? \Z")
_ALIKE = str.maketrans(
    dict.fromkeys("\t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " ")
    | {chr(code): " " for code in range(0x2000, 0x200B)}
    | dict.fromkeys("’‘ʼ", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‐‑‒–—", "-")
)


def plain(text: str) -> str:
    """The text without case, its spaces, quotation marks and dashes alike; character for character."""
    lower = text.lower()
    if len(lower) != len(text):  # "İ" becomes two
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_ALIKE)


class Marking:
    """A text in which marks are wanted, once or for many events."""

    def __init__(self, text: str) -> None:
        self._plain = plain(text)
        self._known: dict[Term, list[Mark]] = {}
        astral = not text.isascii() and max(text) > "\uffff"
        self._astral = [i for i, c in enumerate(text) if c > "\uffff"] if astral else []

    def marks(self, terms: Sequence[Term], quoted: Span | None = None) -> list[int]:
        """Flat triples (start, end, kind) in UTF-16 code units, by start.

        What the quoted words say is marked in them alone; what they leave out, such as the year, wherever the text
        around them says it. Of words that overlap the longest are marked; none reach across an end of the quote.
        """
        whole = 0, len(self._plain)
        found = _longest([mark for term in terms for mark in self._finds(term, *(quoted or whole))])
        if quoted:
            said = {kind for _, _, kind in found}
            around = [mark for term in terms if term[1] not in said for mark in self._everywhere(term)]
            found += _longest([mark for mark in around if mark[1] <= quoted[0] or mark[0] >= quoted[1]])
            found.append((*quoted, QUOTED))
        found.sort(key=lambda mark: (mark[0], mark[2]))
        return [number for start, end, kind in found for number in (self._units(start), self._units(end), kind)]

    def _everywhere(self, term: Term) -> list[Mark]:
        """The finds in the whole text, remembered, for many events of a passage share their words."""
        if term not in self._known:
            self._known[term] = list(self._finds(term, 0, len(self._plain)))
        return self._known[term]

    def _finds(self, term: Term, first: int, stop: int) -> Iterator[Mark]:
        """Everywhere the words stand by themselves, not as a part of longer ones."""
        text, (words, kind) = self._plain, term
        start = text.find(words, first, stop)
        while start >= 0:
            end = start + len(words)
            if not (kind == DATE and _is_part(text, start, end)) and _parts(text, start) and _parts(text, end):
                yield start, end, kind
            start = text.find(words, start + 1, stop)

    def _units(self, position: int) -> int:
        """A position in code points as one in UTF-16 code units."""
        return position + bisect_left(self._astral, position) if self._astral else position


def _longest(found: list[Mark]) -> list[Mark]:
    """Marks of which none overlap: the longest first, of equal ones the first in the text, then by kind."""
    kept: list[Mark] = []
    taken = bytearray(max((end for _, end, _ in found), default=0))
    for start, end, kind in sorted(found, key=lambda mark: (mark[0] - mark[1], mark[0], mark[2])):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, kind))
    return kept


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether the date goes on beyond its words, and so is another."""
    before = text[max(start - 5, 0) : start]
    return bool(_YEAR_AFTER.match(text, end) or (text[start].isalpha() and _DAY_BEFORE.search(before)))


def _parts(text: str, at: int) -> bool:
    """Whether a word begins or ends here."""
    return not 0 < at < len(text) or not (_is_word(text[at - 1]) and _is_word(text[at]))


def _is_word(c: str) -> bool:
    return c.isalnum() or c == "_" or c in _JOINERS or unicodedata.category(c)[0] == "M"
