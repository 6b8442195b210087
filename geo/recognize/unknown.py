"""Stage 2 of 6, names that the gazetteer lacks: those that the words beside them call a place.

One or two letters off a name of a country that the text speaks of, it is taken for that, to be told so; else it is
listed without a place. Only few words are looked at, so that a text costs no more for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.folding import fold
from geo.mentions import Bearer
from geo.recognize import lexicon
from geo.recognize.spans import Names, Span
from geo.recognize.tokens import Tokens

MOST = 40  # names looked up in a window
_LONGEST, _SHORTEST = 3, 5  # words, letters
_KINDS = frozenset((
    "village", "villages", "town", "hamlet", "settlement", "province", "governorate", "district", "oblast", "raion",
    "prefecture", "airbase", "airfield", "село", "селе", "села", "сёлах", "селі", "деревня", "деревне", "деревни",
    "город", "городе", "города", "посёлок", "поселок", "посёлке", "поселке", "місто", "місті",
))  # fmt: skip
_IN = frozenset(("in", "near", "outside", "в", "у", "під", "под", "близ", "біля", "возле", "около"))
_BEFORE = _IN | _KINDS | {"of"}


def unknown(tokens: Tokens, found: Sequence[Span], kept: Sequence[Span], names: Names) -> list[Span]:
    """Return spans of words that no name covers but a place is called by.

    `found` are the spans of known names, `kept` those among them that are places. A span without bearers is a place
    that nobody knows.
    """
    countries = {b.country for s in kept for b in s.bearers if b.kind in ("country", "adm1") and b.match}
    made: list[Span] = []
    for first, last in _runs(tokens, found):
        called = _called(tokens, first, last)
        if not called and not (countries and _in(tokens, first, last)):
            continue
        start, end = tokens.starts[first], tokens.ends[last]
        key = fold(tokens.text[start:end])
        if len(key) < _SHORTEST:
            continue
        likeness, bearers = _alike(key, countries, names)
        if bearers or called:
            made.append(Span(first, last, start, end, key, "name", bearers, likeness=likeness))
        if len(made) == MOST:
            break
    return made


def _runs(tokens: Tokens, found: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield first and last word of what is written like a name and covered by none that is known."""
    covered = {p for s in found for p in range(s.first, s.last + 1)}
    done = -1
    for first in tokens.capital:
        if first <= done or first in covered:
            continue
        last = first
        while last + 1 < len(tokens) and tokens.gap(last) in (" ", "-") and tokens.words[last + 1][0].isupper():
            last += 1
        done = last
        before = tokens.words[first - 1] if first else ""
        if before not in _BEFORE and (last + 1 == len(tokens) or tokens.words[last + 1] not in _KINDS):
            continue  # nothing beside it can call it a place
        words = tokens.words[first : last + 1]
        whole = covered.isdisjoint(range(first, last + 1)) and first - 1 not in covered
        if whole and len(words) <= _LONGEST and all(_name(word) for word in words) and words[0].lower() not in _KINDS:
            yield first, last


def _name(word: str) -> bool:
    return word.isalpha() and word.istitle() and not lexicon.classes_of(word.lower()) and word[0] < "\u0530"


def _called(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether the words beside call it a place: "the village of X", "X province"."""
    words = tokens.words
    if (
        last + 1 < len(words)
        and tokens.gap(last) == " "
        and words[last + 1] in _KINDS
        and last not in tokens.possessive
    ):
        return True
    if not first or tokens.gap(first - 1) != " ":
        return False
    before = words[first - 1]
    if before == "of" and first > 1:
        return words[first - 2] in _KINDS
    return before in _KINDS and words[first][0] > "\u0400"


def _in(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether something is said to be in it, and it is no person, no common word and no name of many parts."""
    if not first or tokens.gap(first - 1) != " " or tokens.words[first - 1] not in _IN or last in tokens.possessive:
        return False
    plain = [word.lower() for word in tokens.words[first : last + 1]]
    return not any(word in lexicon.words(n) for word in plain for n in ("common", "given", "surnames"))


def _alike(key: str, countries: set[str], names: Names) -> tuple[float, tuple[Bearer, ...]]:
    """Return how like the likeliest name in the countries named is, in per cent, and who bears it."""
    best, found = 0.0, {}
    for near, likeness in names.alike(key) if countries else ():
        if likeness < best:
            break
        for bearer in names.bearers(near):
            if bearer.country in countries and bearer.match:
                best, found[bearer.row] = likeness, bearer._replace(match=0)
    return best, tuple(found.values())
