"""Stage 6 of 6, its passages: the paragraph around each quoted sentence, with place, date and actors marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.draw.columns import ROUTE, Rare, dates
from geo.draw.dateforms import written_forms
from geo.draw.marking import ACTOR, DATE, PLACE, Marking, Term, plain
from geo.draw.texts import Table
from geo.quoting import find
from geo.records import Document
from geo.schema import split_values

if TYPE_CHECKING:
    import numpy
    import pandas

LONGEST = 4_000  # characters of a paragraph that is shown whole
_PIECE = 1_300  # of a longer one; the pieces before and after the quote's are shown with it
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?؟。…][\"'”’»)]*\s+")
_HEADING = re.compile(r"#{1,6}[ \t]")
_NAMED = ("location", "place_name", "local_name", "to_location", "date_text", "actor1", "actor2")
_COLUMNS = ("quote", "doc_id", "char_start", "char_end", *_NAMED)
_OFFSET_DIGITS = 12  # no text is longer

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passages:
    """The texts in use, each once; for each event the position of its own, or -1, and its marks."""

    texts: list[str]
    of: numpy.ndarray
    marks: Rare


def passages(features: pandas.DataFrame, documents: Iterable[Document]) -> Passages:
    """Find what each event quotes, and mark in it what the event says.

    Marks are flat triples (start, end, kind), in UTF-16 code units as JavaScript counts them, over the passage,
    or over the quote where no document holds it.
    """
    import numpy as np

    of = np.full(len(features), -1, dtype="int32")
    marks: dict[int, list[int]] = {}
    texts = {document.doc_id: document.text for document in documents}
    told = (features["quote"] != "") | (features["doc_id"].isin(texts) & (features["char_start"] != ""))
    rows = told.to_numpy().nonzero()[0].tolist()
    if not rows:
        return Passages([], of, Rare(len(of), marks, []))
    chosen = features.iloc[rows]
    opened: dict[str, _Opened] = {}
    terms: dict[tuple[str, ...], tuple[Term, ...]] = {}
    held: dict[str, int] = {}
    read: list[Marking] = []
    cells = zip(*(chosen[column].tolist() for column in _COLUMNS), dates(Table(chosen)).tolist(), strict=True)
    for row, (quote, doc_id, start, end, *named) in zip(rows, cells, strict=True):
        key = tuple(named)
        if key not in terms:
            terms[key] = _terms(*named)
        if doc_id in texts and doc_id not in opened:
            opened[doc_id] = _Opened(texts[doc_id])
        found = opened[doc_id].passage(quote, start, end) if doc_id in opened else None
        if found is None:
            if quote and (marked := Marking(quote).marks(terms[key])):
                marks[row] = marked
            continue
        text, quoted = found
        of[row] = at = held.setdefault(text, len(held))
        if at == len(read):
            read.append(Marking(text))
        marks[row] = read[at].marks(terms[key], quoted)
    return Passages(list(held), of, Rare(len(of), marks, []))


def _terms(
    location: str, place: str, local: str, to_location: str, date_text: str, actor1: str, actor2: str, edtf: str
) -> tuple[Term, ...]:
    """What the event says in words that may stand in a text, each once."""
    said = [
        *((name, PLACE) for name in (location, *place.split(ROUTE), local, to_location)),
        *((words, DATE) for words in (date_text, *written_forms(edtf))),
        *((name, ACTOR) for name in (*split_values(actor1), *split_values(actor2))),
    ]
    folded: dict[str, int] = {}
    for words, kind in said:
        folded.setdefault(plain(words.strip()), kind)
    return tuple((words, kind) for words, kind in folded.items() if any(map(str.isalnum, words)))


class _Opened:
    """A document's text, cut into paragraphs and those that are too long into pieces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[Span] = []
        self._paragraph: list[int] = []
        for number, (start, end) in enumerate(_paragraphs(text)):
            pieces = [(start, end)] if end - start <= LONGEST else list(_cut(text, start, end))
            self._pieces += pieces
            self._paragraph += [number] * len(pieces)
        self._starts = [start for start, _ in self._pieces]
        self._ends = [end for _, end in self._pieces]

    def passage(self, quote: str, start: str, end: str) -> tuple[str, Span] | None:
        """The passage that holds a quote, and where in it the quote stands; None if there is none."""
        span = self._span(quote, start, end)
        if span is None:
            return None
        first, last = bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]) - 1
        if first > last:  # among headings and blank lines
            return None
        first -= self._goes_on(first)
        last += self._goes_on(last + 1)
        a, b = self._starts[first], self._ends[last]
        before, after = "… " if self._goes_on(first) else "", " …" if self._goes_on(last + 1) else ""
        body = self._text[a:b].rstrip()
        quoted = max(span[0] - a, 0) + len(before), min(span[1] - a, len(body)) + len(before)
        return before + body + after, quoted

    def _goes_on(self, piece: int) -> bool:
        """Whether a piece is of the same paragraph as the one before."""
        return 0 < piece < len(self._pieces) and self._paragraph[piece - 1] == self._paragraph[piece]

    def _span(self, quote: str, start: str, end: str) -> Span | None:
        """Where the quote stands: where the row says, if it stands there; at most LONGEST of it."""
        span = self._given(start, end)
        if quote.strip() and (span is None or find(quote, self._text[slice(*span)]) != (0, span[1] - span[0])):
            span = find(quote, self._text)
        return None if span is None else (span[0], min(span[1], span[0] + LONGEST))

    def _given(self, start: str, end: str) -> Span | None:
        if not (start.isdecimal() and end.isdecimal()) or max(len(start), len(end)) > _OFFSET_DIGITS:
            return None
        return _trimmed(self._text, int(start), min(int(end), len(self._text)))


def _paragraphs(text: str) -> Iterator[Span]:
    """The blocks between blank lines but for headings; the lines, where no line is blank."""
    parted = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_END
    for start, end in _between(parted, text):
        if not all(map(_HEADING.match, text[start:end].split("\n"))):
            yield start, end


def _between(gap: re.Pattern[str], text: str) -> Iterator[Span]:
    at = 0
    for found in gap.finditer(text):
        if span := _trimmed(text, at, found.start()):
            yield span
        at = found.end()
    if span := _trimmed(text, at, len(text)):
        yield span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None if nothing is left."""
    body = text[start:end]
    left = len(body) - len(body.lstrip())
    return (start + left, start + len(body.rstrip())) if left < len(body) else None


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """The pieces of a long paragraph: up to a sentence's end, else a word's, else as long as may be."""
    while end - start > _PIECE:
        piece = text[start : start + _PIECE]
        ends = [found.end() for found in _SENTENCE_END.finditer(piece)]
        size = ends[-1] if ends else piece.rfind(" ") + 1 or _PIECE
        yield start, start + size
        start += size
    yield start, end
