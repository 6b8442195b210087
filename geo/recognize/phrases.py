"""Stage 2 of 6, phrases: the words of one sentence, and lists of words and phrases to find in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from geo.recognize.lexicon import DATA

V = TypeVar("V")
# Numbers with their thousands marked; words with what stands inside them: Tu-22M3, cease-fire, don't.
_PARTED = re.compile(
    r"((?=[^\W_])(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\w)|\d+(?:\.\d+)?(?!\w)|[^\W_]++(?:[-'’][^\W_]++)*+))"
)
_CLITICS = ("ال", "و", "ف", "ب", "ل", "وال", "بال")
_SHORTEST_STEM = 3


class Sentence:
    """The words of a sentence in parallel lists: lower case without 's, as written, start, end (in the whole text).

    Parameters
    ----------
    text : str
        The sentence.
    start : int
        Where it begins in the text that offsets count in.
    """

    __slots__ = ("ends", "start", "starts", "text", "words", "written")

    def __init__(self, text: str, start: int) -> None:
        self.text, self.start = text, start
        parts = _PARTED.split(text)  # what stands between words and words take turns
        marks = list(accumulate(map(len, parts), initial=start))
        self.written, self.starts, self.ends = parts[1::2], marks[1:-1:2], marks[2::2]
        if "'" in text or "’" in text:
            self.written = [_bare(word) for word in self.written]
        self.words = [word.lower() for word in self.written]
        if "’" in text:
            self.words = [word.replace("’", "'") for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def between(self, left: int, right: int) -> str:
        """Return what stands between two words."""
        return self.text[self.ends[left] - self.start : self.starts[right] - self.start]

    def slice(self, first: int, last: int) -> str:
        """Return the text from one word to another, both with it."""
        return self.text[self.starts[first] - self.start : self.ends[last] - self.start]


class Phrases(Generic[V]):
    """Words and phrases, each with a value; a word that ends in * stands for all that begin so.

    Parameters
    ----------
    rows : iterable of (value, phrase)
        Of equal phrases the first counts.
    """

    def __init__(self, rows: Iterable[tuple[V, str]]) -> None:
        self._exact: dict[str, list[tuple[list[str], V]]] = {}
        self._stems: dict[str, V] = {}
        for value, phrase in rows:
            if phrase.endswith("*"):
                self._stems.setdefault(phrase[:-1], value)
            else:
                first, *rest = phrase.lower().split(" ")
                self._exact.setdefault(first, []).append((rest, value))
        for found in self._exact.values():
            found.sort(key=lambda option: -len(option[0]))
        self._longest = max(map(len, self._stems), default=0)

    def at(self, sentence: Sentence, position: int) -> tuple[int, V] | None:
        """Return how many words from a position on are the longest phrase, and its value."""
        words = sentence.words
        word = words[position]
        for rest, value in self._exact.get(word, ()):
            if not rest or words[position + 1 : position + 1 + len(rest)] == rest:
                return 1 + len(rest), value
        if self._stems and not word.isascii():
            stem = self._stem(word)
            if stem is not None:
                return 1, stem
        return None

    def find(self, sentence: Sentence) -> Iterator[tuple[int, int, V]]:
        """Yield the phrases of a sentence from left to right, none overlapping: first word, last word, value."""
        exact, stems, after = self._exact, bool(self._stems) and not sentence.text.isascii(), 0
        if not stems and exact.keys().isdisjoint(sentence.words):
            return
        for position, word in enumerate(sentence.words):
            if (word in exact or (stems and not word.isascii())) and position >= after:
                found = self.at(sentence, position)
                if found is not None:
                    after = position + found[0]
                    yield position, after - 1, found[1]

    def among(self, words: Iterable[str]) -> bool:
        """Tell whether a phrase of the list begins with one of the words, stems left aside."""
        return not self._exact.keys().isdisjoint(words)

    def words(self) -> Iterator[tuple[str, V]]:
        """Yield the phrases that are one word, with their values."""
        for word, options in self._exact.items():
            for rest, value in options:
                if not rest:
                    yield word, value

    def _stem(self, word: str) -> V | None:
        for bare in (word, *(word[len(c) :] for c in _CLITICS if word.startswith(c))):
            for length in range(min(len(bare), self._longest), _SHORTEST_STEM - 1, -1):
                if (value := self._stems.get(bare[:length])) is not None:
                    return value
            if bare is not word and (exact := self._exact.get(bare)) and not exact[-1][0]:
                return exact[-1][1]
        return None


def load(name: str, value: Callable[[list[str]], V], *, only: str = "") -> Phrases[V]:
    """Read a list of `data/`: the last column holds the phrases, of the others `value` makes what they mean.

    `only` keeps the rows whose first column says so.
    """
    lines = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split(",") for line in lines]  # no phrase holds a comma
    kept = [row for row in rows if not only or row[0] == only]
    return Phrases((value(row[:-1]), phrase) for row in kept for phrase in row[-1].split(";"))


def _bare(word: str) -> str:
    return word[:-2] if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS" else word
