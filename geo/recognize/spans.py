"""Stage 2 of 6, spans: the longest names at words in upper case; demonyms and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from geo.mentions import Bearer
from geo.recognize import lexicon
from geo.recognize.scripts import candidates, named
from geo.recognize.tokens import Tokens, folded, is_article

_LONGEST = 7  # words in a name
_EXPANDED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
# "County Kerry", "Lake Victoria": the kind comes first.
_HEADS = frozenset(("county", "province", "lake", "mount", "river", "state", "republic", "isle", "governorate"))


class Names(Hashable, Protocol):
    """What recognizing asks of a gazetteer."""

    def prefixes(self, key: str) -> list[str]:
        """Return the folded names that `key` begins with."""
        ...

    def bearers(self, key: str) -> Sequence[Bearer]:
        """Return the places of a folded name."""
        ...

    def respelled(self, key: str) -> str:
        """Return the folded name that `key` is another spelling of, "" if none."""
        ...

    def alike(self, key: str) -> Sequence[tuple[str, float]]:
        """Return folded names one or two letters off, each with how like it is in per cent, the likest first."""
        ...

    def bearer(self, place_id: str) -> Bearer | None:
        """Return one place."""
        ...


@dataclass(slots=True)
class Span:
    """Words `first` to `last` that may name a place."""

    first: int
    last: int
    start: int
    end: int
    key: str
    sort: str  # name, demonym or short
    bearers: Sequence[Bearer]
    points: float = 0.0
    state: int = -1  # position in the list of spans of the division or country that follows a comma
    role: str = ""
    likeness: float = 0.0  # per cent, if it is only spelled like the name of its bearers
    told: bool = False  # its own script's rules decided, points do not


def spans(tokens: Tokens, names: Names) -> list[Span]:
    """Return the spans of a text from left to right; none overlaps another."""
    found: list[Span] = []
    done = -1
    for first in candidates(tokens):
        if first <= done:
            continue
        span = _at(tokens, first, names, found)
        if span is not None:
            found.append(span)
            done = span.last
    return found


def _at(tokens: Tokens, first: int, names: Names, before: list[Span]) -> Span | None:
    word = tokens.words[first]
    if not word.isascii() and "\u0400" <= word[0] <= "\u06ff":
        name = named(tokens, first, names)
        if name is None:
            return None
        key, last, cut, sort, bearers = name
        return Span(first, last, tokens.starts[first] + cut, tokens.ends[last], key, sort, bearers, told=True)
    short = _short(tokens, first, names, before) or _with_s(tokens, first, names)
    if short is not None:
        return short
    key, lengths, positions = _keys(tokens, first)
    found = _named(key, lengths, names)
    if found is None:
        return None
    last, end = positions[found.last], tokens.ends[positions[found.last]]
    if found.sort == "demonym":
        return Span(first, last, tokens.starts[first], end, found.key, "demonym", found.bearers)
    if (last == first and found.key in _never_alone()) or tokens.text[end : end + 1] == "$":
        return None
    if first and tokens.gap(first - 1) == "-" and is_article(folded(tokens.words[first - 1]), folded(word)):
        first -= 1  # al-Bab
    return Span(first, last, tokens.starts[first], end, found.key, "name", found.bearers)


def _with_s(tokens: Tokens, first: int, names: Names) -> Span | None:
    """Find names whose 's is no possessive: Cox's Bazar, St. John's."""
    if first in tokens.possessive:
        key, last = f"{folded(tokens.words[first])}s", first
        if first + 1 < len(tokens) and tokens.gap(first)[2:] == " ":
            key, last = f"{key} {folded(tokens.words[first + 1])}", first + 1
    elif first + 1 in tokens.possessive and tokens.joined(first):
        key, last = f"{folded(tokens.words[first])} {folded(tokens.words[first + 1])}s", first + 1
    else:
        return None
    if " " not in key or not (bearers := names.bearers(key)):
        return None
    end = tokens.ends[last] + (2 if last in tokens.possessive else 0)
    return Span(first, last, tokens.starts[first], end, key, "name", bearers)


@cache
def _never_alone() -> frozenset[str]:
    """Return words that name no place by themselves, though one or another bears them: Island, Center, North."""
    classes = lexicon.classes()
    kinds = ("never", "geotail", "orgtail", "street", "building", "compass", "month", "title", "say")
    return frozenset().union(*(classes[kind] for kind in kinds))


def _plausible(key: str, bearers: Sequence[Bearer]) -> Sequence[Bearer]:
    """Leave out airfields whose code or passing name a short word happens to be."""
    if " " in key or len(key) > 4 or any(c.isdigit() for c in key):
        return bearers
    return tuple(b for b in bearers if b.kind != "airfield")


def _keys(tokens: Tokens, first: int) -> tuple[str, tuple[int, ...], list[int]]:
    """Return the words from `first` on as one key, how long it is at each word that may end a name, and these words."""
    words, links = tokens.words, lexicon.classes()["link"]
    key, lengths, positions, position = "", [], [], first
    while True:
        plain = folded(words[position])
        following = position - first < _LONGEST and tokens.joined(position)
        if following and len(plain) < 4 and is_article(plain, folded(words[position + 1])):
            position += 1
            continue
        key = f"{key} {plain}" if key else plain
        lengths.append(len(key))
        positions.append(position)
        if not following:
            break
        upcoming = words[position + 1]
        if not (upcoming[0].isupper() or upcoming in links or upcoming[0].isdigit() or tokens.gap(position) == "-"):
            break
        position += 1
    return key, tuple(lengths), positions


class _Found(NamedTuple):
    """A name at the beginning of a key; `last` counts in the lengths that were asked for."""

    last: int
    key: str
    sort: str
    bearers: Sequence[Bearer]


@lru_cache(maxsize=1 << 14)
def _named(key: str, lengths: tuple[int, ...], names: Names) -> _Found | None:
    """Return the longest name or demonym that a key begins with, as far as one of `lengths`."""
    long = _longest(key, lengths, names)
    people = _demonym(key, lengths, names)
    if people is not None and (long is None or people.last >= long[0]):
        return people
    if long is None or (len(lengths) > 1 and long[0] < 1):
        long = _respelled(key, lengths, names) or long
    if long is None:
        return None
    last, name = long
    bearers = _plausible(name, names.bearers(name))
    return _Found(last, name, "name", bearers) if bearers else None


def _longest(key: str, lengths: tuple[int, ...], names: Names) -> tuple[int, str] | None:
    found = None
    for prefix in names.prefixes(key):
        if len(prefix) in lengths:
            found = (lengths.index(len(prefix)), prefix)
    if found is not None and found[1].endswith(" city") and max(b.match for b in names.bearers(found[1])) < 2:
        plain = found[1].removesuffix(" city")  # the city of Dublin is the Dublin that the text speaks of
        found = (found[0], plain) if names.bearers(plain) else found
    head, _, rest = key.partition(" ")
    if rest and head in _EXPANDED:
        longer = len(_EXPANDED[head]) - len(head)
        other = _longest(f"{_EXPANDED[head]} {rest}", tuple(n + longer for n in lengths), names)
        if other is not None and (found is None or other[0] > found[0]):
            return other
    if rest and head in _HEADS and (found is None or found[0] == 0):
        inner = _longest(rest, tuple(n - len(head) - 1 for n in lengths[1:]), names)
        return (inner[0] + 1, inner[1]) if inner else found
    return found


def _respelled(key: str, lengths: tuple[int, ...], names: Names) -> tuple[int, str] | None:
    """Try a newspaper's spelling of an Arabic name that begins with what many such names begin with."""
    if key[:2] in _ARABIC_OPENINGS:
        for last in (2, 1):
            if last < len(lengths) and (other := names.respelled(key[: lengths[last]])):
                return last, other
    return None


_ARABIC_OPENINGS = frozenset(("ma", "te", "ta", "de", "da", "ka", "ke", "ku", "sh", "ai", "ei", "be", "ba", "je", "ja",
                              "dj", "kh", "bo", "bu", "um", "om", "ou", "ab"))  # fmt: skip


def _demonym(key: str, lengths: tuple[int, ...], names: Names) -> _Found | None:
    known = lexicon.demonyms()
    for last in (1, 0):
        place_id = known.get(key[: lengths[last]]) if last < len(lengths) else None
        if place_id and (bearer := names.bearer(place_id)) is not None:
            return _Found(last, key[: lengths[last]], "demonym", (bearer,))
    return None


def _short(tokens: Tokens, first: int, names: Names, before: list[Span]) -> Span | None:
    """Find "Calif." and "CA" after a comma and a name, "N.Y." anywhere."""
    word = tokens.words[first]
    known = lexicon.abbreviations()
    if word not in known and f"{word}." not in known:
        return None
    end = tokens.ends[first]
    dotted = "." in word
    if not dotted and tokens.text[end : end + 1] == "." and f"{word}." in known:
        form, end = f"{word}.", end + 1
    elif word in known:
        form = word
    else:
        return None
    follows = bool(before) and before[-1].last == first - 1 and tokens.gap(first - 1) in (", ", " ", " (")
    if not follows and not (dotted and len(word) > 3 and before and first - before[-1].last < 40):
        return None
    bearer = names.bearer(known[form])
    return None if bearer is None else Span(first, first, tokens.starts[first], end, form, "short", (bearer,))


def link_states(tokens: Tokens, found: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield pairs as in "Paris, Texas", "Homs (Syria)", "Azaz is a town in Syria": a name and the land it lies in."""
    for number, (left, right) in enumerate(pairwise(found)):
        if left.sort != "name" or right.sort == "demonym":
            continue
        if right.first != left.last + 1:
            if right.first - left.last < _DEFINED and _IN_LAND.fullmatch(tokens.text, left.end, right.start):
                yield left, right
            continue
        gap = tokens.gap(left.last)
        if gap not in _BEFORE_LAND or (gap == " " and right.sort != "short"):
            continue
        if right.sort == "name" and left.key != right.key and _both_divisions(left, right):
            before = number and found[number - 1].last == left.first - 1 and "," in tokens.gap(left.first - 1)
            after = number + 2 < len(found) and found[number + 2].first - right.last < 3
            if before or after:
                continue  # states in a list
        yield left, right


_DEFINED = 16  # words between a name and the land, in a definition
_IN_LAND = re.compile(
    r"(?:,| \([^)]{0,60}\)| \([^)]{0,60}\),)? (?:(?:is|was) )?"
    r"(?:(?:a|an|the|one of the)\b[^.;:,]{2,70}|located|situated) "
    r"(?:in|of) (?:the )?(?:[^\W\d_]+ (?:part|side|corner|coast|end|half|region|area|[a-z]*ern) (?:of )?(?:the )?)?"
    r"(?:(?:state|province|county|district|region) of )?(?:[a-z]+(?:ern)? )?"
)
_BEFORE_LAND = frozenset((", ", " (", ",", ",\n", " "))


def _both_divisions(left: Span, right: Span) -> bool:
    return any(b.kind == "adm1" and b.match for b in left.bearers) and any(b.kind == "adm1" for b in right.bearers)
