"""Stage 2 of 6, cues: what in a name and beside it speaks for or against a place, named to be readable."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from geo.mentions import Bearer
from geo.recognize import lexicon
from geo.recognize.persons import persons
from geo.recognize.spans import Span
from geo.recognize.tokens import Tokens

_ENDS = re.compile(r"[.!?:;…\n•*|]")
_INITIAL = re.compile(r"[A-Z]\.?\Z")


class Evidence:
    """What a whole text says about its words: persons, words in lower case, lands named, names repeated.

    Parameters
    ----------
    tokens : Tokens
        The text's words.
    spans : list of Span
        What may be a place in it.
    """

    def __init__(self, tokens: Tokens, spans: list[Span]) -> None:
        self.tokens = tokens
        self.words = set(tokens.words)
        self.persons, self.in_person = persons(tokens, spans)
        self.counts = Counter(span.key for span in spans)
        self.placed = Counter(s.key for s in spans if s.state >= 0 or _class_before(tokens, s.first) in _LOCATIVE)
        lands = [b for s in spans for b in s.bearers if b.kind in ("country", "adm1") and b.match]
        self.countries = {b.country for b in lands}
        self.divisions = {(b.country, b.admin1) for b in lands if b.kind == "adm1"}


_LOCATIVE = frozenset(("in", "to"))


def _class_before(tokens: Tokens, first: int) -> str:
    if not first or tokens.gap(first - 1) not in (" ", "\n"):
        return ""
    classes = lexicon.classes_of(tokens.lower[first - 1])
    return classes[0] if classes else ""


class _OfName(NamedTuple):
    """What a name says by itself: how weighty it is, the cues that lie in it, where its places are."""

    size: str
    cues: tuple[str, ...]
    countries: frozenset[str] = frozenset()
    divisions: frozenset[tuple[str, int]] = frozenset()


@lru_cache(maxsize=1 << 13)
def _of_name(key: str, sort: str, bearers: tuple[Bearer, ...]) -> _OfName:
    if sort != "name":
        return _OfName(sort, (f"sort={sort}",))
    kinds = {b.kind for b in bearers if b.match} or {b.kind for b in bearers}
    people = max((b.population for b in bearers if b.kind == "town" and b.match), default=0)
    if "country" in kinds:
        size = "country"
    elif "adm1" in kinds and any(b.kind == "adm1" and b.match for b in bearers):
        size = "adm1"
    elif kinds & {"sea", "strait", "river", "lake", "mountains", "region"}:
        size = "nature"
    elif people >= 100_000:
        size = "city"
    elif people >= 15_000:
        size = "town"
    elif "adm2" in kinds:
        size = "adm2"
    elif "town" in kinds:
        size = "small" if people >= 2_000 else "tiny"
    else:
        size = "site"
    words = key.split()
    cues = [f"size={size}", f"words={min(len(words), 3)}", f"people={int(math.log10(people + 1))}"]
    cues.append(f"match={max(b.match for b in bearers)}")
    cues.append(f"many={min(4, int(math.log2(len(bearers))))}")
    if len(key) < 4:
        cues.append("brief")
    group = "big" if size in ("country", "adm1", "city", "nature") else "little"
    if len(words) == 1:
        for listed in ("common", "given", "surnames"):
            if key in lexicon.words(listed):
                cues += [listed, f"{listed}:{group}"]
        if not any(key in lexicon.words(n) for n in ("common", "given", "surnames")):
            cues.append(f"plain:{group}")
        if key in lexicon.classes()["never"]:
            cues.append("never")
    elif all(word in lexicon.words("common") for word in words):
        cues += ["all common", f"all common:{group}"]
    elif words[0] in lexicon.words("given") and words[0] not in ("san", "santa", "new"):
        cues.append("given first")
    for name in lexicon.classes_of(words[-1]):
        if len(words) > 1 and name in ("geotail", "building", "orgtail", "street"):
            cues.append(f"ends={name}")
    countries, divisions = (b.country for b in bearers), ((b.country, b.admin1) for b in bearers)
    return _OfName(size, tuple(cues), frozenset(countries), frozenset(divisions))


def cues(span: Span, evidence: Evidence) -> list[str]:
    """Return the cues of one span."""
    tokens = evidence.tokens
    own = _of_name(span.key, span.sort, tuple(span.bearers))
    size = own.size
    group = "big" if size in ("country", "adm1", "city", "nature", "demonym", "short") else "little"
    found = [*own.cues, *_before(span, tokens, group), *_after(span, tokens, group)]
    word = tokens.words[span.first]
    if len(word) > 2 and word.isupper() and "." not in word:
        found.append("upper in a headline" if _shouting(tokens, span) else "upper")
    if span.first in evidence.in_person or span.last in evidence.in_person:
        sure = evidence.in_person.get(span.first, False) or evidence.in_person.get(span.last, False)
        found += ["person", f"person:{group}"] + (["person sure", f"person sure:{group}"] if sure else [])
    elif span.first == span.last and span.key in evidence.persons:
        found += ["surname here", f"surname here:{group}"]
        if evidence.persons[span.key]:
            found += ["surname sure", f"surname sure:{group}"]
    lower = tokens.lower[span.first]
    if span.first == span.last and lower in evidence.words and lower.islower():
        found += ["lower here", f"lower here:{group}"]
    count = evidence.counts[span.key]
    if count > 1:
        found.append(f"repeated:{group}")
    if evidence.placed[span.key]:
        found += ["placed here", f"placed here:{group}"]
    elif count > 1:
        found.append("repeated, never placed")
    if span.state >= 0:
        found.append("in a land named next")
    if span.sort == "name" and size not in ("country", "nature"):
        if not evidence.divisions.isdisjoint(own.divisions):
            found.append(f"in a division named:{group}")
        elif not evidence.countries.isdisjoint(own.countries):
            found.append(f"in a country named:{group}")
        elif evidence.countries or evidence.divisions:
            found.append(f"in no land named:{group}")
    return found


def _shouting(tokens: Tokens, span: Span) -> bool:
    """Tell whether a word beside the span is all in upper case too."""
    beside = [p for p in (span.first - 1, span.last + 1) if 0 <= p < len(tokens)]
    return any(len(tokens.words[p]) > 3 and tokens.words[p].isupper() for p in beside)


def _before(span: Span, tokens: Tokens, group: str) -> Sequence[str]:
    first = span.first
    common = span.key in lexicon.words("common")
    if not first:
        return ("<start", "<sentence common") if common else ("<start",)
    if first - 1 in tokens.possessive:
        return ("<possessive",)
    second = tokens.words[first - 2] if first > 1 and tokens.gap(first - 2) == " " else ""
    return _words_before(second[:_LONG], tokens.words[first - 1][:_LONG], tokens.gap(first - 1), common, group)


_LONG = 60  # letters of a word that are looked at


@lru_cache(maxsize=1 << 13)
def _words_before(second: str, word: str, gap: str, common: bool, group: str) -> tuple[str, ...]:
    """Return the cues in the word before a name and what parts them; a common word may open a sentence as any other."""
    plain = word.lower()
    listed = lexicon.classes_of(plain)
    if gap == ". " and "title" in listed:
        return "<title", f"<title:{group}"
    if gap == ". " and _INITIAL.match(word):
        return ("<initial",)
    if _ENDS.search(gap):
        return ("<sentence", f"<sentence:{group}", *(["<sentence common"] if common else []))
    if mark := gap.strip()[-1:]:
        found = [f"<mark {mark}" if mark in ",(-–—/\"“'‘" else "<mark"]
        return (*found, "<name,") if mark == "," and word[:1].isupper() else tuple(found)
    found = [f"<{name}" for name in listed if name in _ASKED_BEFORE]
    found += [f"<{name}:{group}" for name in listed if name in ("in", "to", "of", "title", "the", "and")]
    if gap == "-":
        found.append("<hyphen")
    elif word[0].isupper() and not listed:
        found += ["<capital", f"<capital:{group}"]
        if plain in lexicon.words("given"):
            found.append(f"<given:{group}")
        if _INITIAL.match(word):
            found.append("<initial")
    elif not listed:
        found.append("<digit" if word.isdigit() else "<word")
    return (*found, *_two_before(second, plain, listed))


def _two_before(second: str, plain: str, listed: Sequence[str]) -> Iterator[str]:
    if not second:
        return
    classes = lexicon.classes_of(second.lower())
    if plain == "of" and (of := [name for name in ("placeof", "orgof", "compassof") if name in classes]):
        yield f"<{of[0].removesuffix('of')} of"
    elif plain in ("the", "and") or "compass" in listed or "geohead" in listed:
        shown = plain if plain in ("the", "and") else "_"
        yield from (f"<{name} {shown}" for name in classes if name in ("in", "to", "of"))
    if plain in ("and", "or") and second[0].isupper():
        yield "<capital and"


_ASKED_BEFORE = frozenset(
    ("in", "to", "of", "for", "and", "the", "compass", "title", "reltitle", "month", "link", "geohead", "say", "thing",
     "team", "orgtail", "street", "building", "geotail", "never")
)  # fmt: skip
_ASKED_AFTER = frozenset(
    ("say", "saystrong", "orgtail", "team", "street", "building", "geotail", "thing", "and", "in", "title", "month",
     "to", "of", "link", "compass", "reltitle")
)  # fmt: skip


def _after(span: Span, tokens: Tokens, group: str) -> Sequence[str]:
    last = span.last
    if last in tokens.possessive:
        return "possessive>", f"possessive>:{group}"
    if last + 1 >= len(tokens):
        return ("end>",)
    gap = tokens.gap(last)
    if span.sort == "short":
        gap = gap.removeprefix(".")
    second = tokens.words[last + 2] if last + 2 < len(tokens) and tokens.gap(last + 1) == " " else ""
    return _words_after(gap, tokens.words[last + 1][:_LONG], second[:_LONG], group)


_TAILS = ("orgtail", "team", "street", "building")


@lru_cache(maxsize=1 << 13)
def _words_after(gap: str, word: str, second: str, group: str) -> tuple[str, ...]:
    """Return the cues in the word after a name and what parts them."""
    if _ENDS.search(gap):
        return ("sentence>",)
    if mark := gap.strip()[:1]:
        found = [f"mark {mark}>" if mark in ",)-–—/\"”'’" else "mark>"]
        if mark == "," and word[:1].isdigit():
            found.append(", number>")
        elif mark == "," and word[:1].isupper():
            found.append(", name>")
        return tuple(found)
    plain = word.lower()
    listed = lexicon.classes_of(plain)
    named = [name for name in listed if name in _ASKED_AFTER]
    if word[0].isupper():
        found = [f"{name.upper()}>" for name in named]
        found += [f"{name.upper()}>:{group}" for name in named if name in (*_TAILS, "geotail")]
        if not named:
            found += ["capital>", f"capital>:{group}"]
            if plain in lexicon.words("surnames"):
                found.append(f"surname>:{group}")
        if second[:1].isupper():
            found += [f"_ {name.upper()}>" for name in lexicon.classes_of(second.lower()) if name in _TAILS]
        return tuple(found)
    found = [f"{name}>" for name in named]
    if gap == "-":
        found.append("hyphen>")
    elif not listed:
        found.append("digit>" if word.isdigit() else "word>")
    if "say" in listed:
        found.append(f"say>:{group}")
    return tuple(found)
