"""Stage 2 of 6, actors: who a sentence names, by a list and by phrases in capitals; not who did what to whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from geo.mentions import Toponym
from geo.recognize.phrases import Phrases, Sentence, load

MOST = 6
_ARTICLES = frozenset(("a", "an", "the", "and", "in", "on", "at", "but", "as"))
_LONGEST = 6  # words of a name


@cache
def _words(kind: str) -> Phrases[str]:
    """Return the words of one kind: head, tail, named, common, title, armed or military."""
    return load("actors", lambda row: row[0], only=kind)


def actors(sentence: Sentence, toponyms: Sequence[Toponym]) -> tuple[str, ...]:
    """List who a sentence names, as written, in its order: forces, organisations, officials, governments."""
    found = sorted({*_named(sentence), *_of_people(sentence, toponyms), *_in_capitals(sentence), *_titled(sentence)})
    governments = [(t.mention.start, t.mention.end) for t in toponyms if t.mention.role == "metonym"]
    kept: list[tuple[int, int]] = []
    for start, end in sorted([*found, *governments], key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    seen: dict[str, str] = {}
    for start, end in kept:
        name = " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
        seen.setdefault(name.casefold(), name)
    return tuple(seen.values())[:MOST]


def says(text: str, kind: str) -> bool:
    """Tell whether some words have one of a kind of `data/actors.csv`."""
    return next(_words(kind).find(Sentence(text, 0)), None) is not None


def _named(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Who is on the list: names wherever they stand in capitals, "gunmen" and the like in any case."""
    for first, last, _ in _words("named").find(sentence):
        name = sentence.written[first]
        if name.isupper() or (len(name) > 3 and not name[0].islower()):
            yield sentence.starts[first], _end(sentence, last)
    for first, last, _ in _words("common").find(sentence):
        yield sentence.starts[first], _end(sentence, last)


def _of_people(sentence: Sentence, toponyms: Sequence[Toponym]) -> Iterator[tuple[int, int]]:
    """Forces of a people or a place: "Russian landing ships", "Myanmar's junta"."""
    heads, place = _words("head"), {start: n for n, start in enumerate(sentence.starts)}
    for toponym in toponyms:
        first = place.get(toponym.mention.start, -1)
        if first < 0:
            continue
        last = bisect_left(sentence.starts, toponym.mention.end) - 1
        owned = (
            toponym.mention.role == "demonym" or sentence.between(last, min(last + 1, len(sentence) - 1))[:1] in "'’"
        )
        for position in range(last + 1, min(last + (3 if owned else 2), len(sentence))):
            if sentence.between(position - 1, position) not in (" ", "-", "’s ", "'s "):
                break
            if found := heads.at(sentence, position):
                yield sentence.starts[first], _end(sentence, position + found[0] - 1)
                break


def _in_capitals(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Names that end as organisations do: "Karen National Union"."""
    tails, first = _words("tail"), 0
    while first < len(sentence):
        last = first
        if sentence.written[first][0].isupper() and sentence.words[first] not in _ARTICLES:
            while last + 1 < len(sentence) and last - first < _LONGEST and _goes_on(sentence, last):
                last += 1
            if last > first and tails.at(sentence, last):
                yield sentence.starts[first], _end(sentence, last)
        first = last + 1


def _titled(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Persons after their title: "Foreign Minister Sergey Lavrov"."""
    for _, last, _ in _words("title").find(sentence):
        first, end = last + 1, last
        while end + 1 < len(sentence) and end - last < 3 and sentence.written[end + 1][0].isupper():
            if sentence.between(end, end + 1) not in (" ", ". ", "-"):
                break
            end += 1
        if end >= first:
            yield sentence.starts[first], _end(sentence, end)


def _goes_on(sentence: Sentence, last: int) -> bool:
    if sentence.between(last, last + 1) not in (" ", "-", "’s ", "'s "):
        return False
    return sentence.written[last + 1][0].isupper()


def _end(sentence: Sentence, last: int) -> int:
    return sentence.starts[last] + len(sentence.written[last])
