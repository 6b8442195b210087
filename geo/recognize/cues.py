"""Stage 2 of 6, cues: what in a name and beside it speaks for or against a place, named to be readable."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from geo.mentions import Bearer
from geo.recognize import lexicon
from geo.recognize.spans import Span
from geo.recognize.tokens import Tokens, folded

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
        self.lower = {w for w in tokens.words if w.islower()}
        self.persons, self.in_person = _persons(tokens, spans)
        self.counts = Counter(span.key for span in spans)
        self.placed = Counter(s.key for s in spans if s.state >= 0 or _class_before(tokens, s.first) in _LOCATIVE)
        lands = [b for s in spans for b in s.bearers if b.kind in ("country", "adm1") and b.match]
        self.countries = {b.country for b in lands}
        self.divisions = {(b.country, b.admin1) for b in lands if b.kind == "adm1"}


_LOCATIVE = frozenset(("in", "to"))


def _class_before(tokens: Tokens, first: int) -> str:
    if not first or tokens.gap(first - 1) not in (" ", "\n"):
        return ""
    classes = lexicon.classes_of(tokens.words[first - 1].lower())
    return classes[0] if classes else ""


def _persons(tokens: Tokens, spans: list[Span]) -> tuple[dict[str, bool], dict[int, bool]]:
    """Return folded surnames, and the positions of all words inside names of persons; True where that is sure.

    A title makes it sure, and so does a given name that is no place before a last word that is a surname.
    """
    given, surnames, titles = lexicon.words("given"), lexicon.words("surnames"), lexicon.classes()["title"]
    never = lexicon.classes()["orgtail"] | lexicon.classes()["street"] | lexicon.classes()["geotail"]
    whole = {p for s in spans if s.last > s.first and s.sort == "name" for p in range(s.first, s.last + 1)}
    places = {s.first for s in spans if s.first == s.last}
    people: dict[str, bool] = {}
    inside: dict[int, bool] = {}
    words = tokens.words
    for run in _runs(tokens):
        start = run[0]
        titled = bool(start) and _titled(tokens, start - 1, run)
        names = list(run)
        while names and words[names[0]].lower() in titles:
            names, titled = names[1:], True
        if not names or len(names) > 4 or words[names[-1]].lower() in never or (not titled and set(names) <= whole):
            continue
        first = folded(words[names[0]])
        if titled or (len(names) > 1 and first in given):
            last = folded(words[names[-1]])
            sure = titled or last in surnames or names[0] not in places
            for position in names:
                inside[position] = sure
            for position in names[1:] or names:
                key = folded(words[position])
                people[key] = people.get(key, False) or sure
    return people, inside


def _titled(tokens: Tokens, position: int, run: list[int]) -> bool:
    """Tell whether the word before a run is a title; "major Russian losses" has none."""
    word = tokens.words[position]
    if word.lower() not in lexicon.classes()["title"]:
        return False
    gap = tokens.gap(position)
    return (gap == " " and (word[0].isupper() or len(run) > 1)) or (gap == ". " and len(word) < 5)


def _runs(tokens: Tokens) -> Iterator[list[int]]:
    """Yield runs of words in upper case that stand close together; words like "In" end one."""
    run: list[int] = []
    little = lexicon.classes()["never"]
    for position in tokens.capital:
        if tokens.words[position].lower() in little:
            continue
        if run and (position != run[-1] + 1 or not _close(tokens, run[-1])):
            yield run
            run = []
        run.append(position)
    if run:
        yield run


def _close(tokens: Tokens, left: int) -> bool:
    if left in tokens.possessive:
        return False
    gap = tokens.gap(left)
    return gap == " " or (gap == ". " and len(tokens.words[left]) < 4)


@lru_cache(maxsize=1 << 13)
def _of_name(key: str, sort: str, bearers: tuple[Bearer, ...]) -> tuple[str, tuple[str, ...]]:
    """Return how weighty a name is, and the cues that lie in itself."""
    if sort != "name":
        return sort, (f"sort={sort}",)
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
    return f"{size}", tuple(cues)


def cues(span: Span, evidence: Evidence) -> list[str]:
    """Return the cues of one span."""
    tokens = evidence.tokens
    size, own = _of_name(span.key, span.sort, tuple(span.bearers))
    group = "big" if size in ("country", "adm1", "city", "nature", "demonym", "short") else "little"
    found = list(own)
    found += _before(span, tokens, group)
    found += _after(span, tokens, group)
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
    if span.first == span.last and word.lower() in evidence.lower:
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
        if any((b.country, b.admin1) in evidence.divisions for b in span.bearers):
            found.append(f"in a division named:{group}")
        elif any(b.country in evidence.countries for b in span.bearers):
            found.append(f"in a country named:{group}")
        elif evidence.countries or evidence.divisions:
            found.append(f"in no land named:{group}")
    return found


def _shouting(tokens: Tokens, span: Span) -> bool:
    """Tell whether a word beside the span is all in upper case too."""
    beside = [p for p in (span.first - 1, span.last + 1) if 0 <= p < len(tokens)]
    return any(len(tokens.words[p]) > 3 and tokens.words[p].isupper() for p in beside)


def _before(span: Span, tokens: Tokens, group: str) -> list[str]:
    first = span.first
    if not first:
        return ["<start", *_opening(span)]
    gap, word = tokens.gap(first - 1), tokens.words[first - 1]
    plain = word.lower()
    listed = lexicon.classes_of(plain)
    if first - 1 in tokens.possessive:
        return ["<possessive"]
    if gap == ". " and "title" in listed:
        return ["<title", f"<title:{group}"]
    if gap == ". " and _INITIAL.match(word):
        return ["<initial"]
    if _ENDS.search(gap):
        return ["<sentence", f"<sentence:{group}", *_opening(span)]
    if gap.strip():
        mark = gap.strip()[-1]
        found = [f"<mark {mark}"] if mark in ",(-–—/\"“'‘" else ["<mark"]
        if mark == "," and word[:1].isupper():
            found.append("<name,")
        return found
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
    if first > 1 and tokens.gap(first - 2) == " ":
        second = tokens.words[first - 2]
        classes = lexicon.classes_of(second.lower())
        if plain == "of" and (of := [name for name in ("placeof", "orgof", "compassof") if name in classes]):
            found.append(f"<{of[0].removesuffix('of')} of")
        elif plain in ("the", "and") or "compass" in listed or "geohead" in listed:
            found += [
                f"<{name} {plain}" if plain in ("the", "and") else f"<{name} _"
                for name in classes
                if name in ("in", "to", "of")
            ]
        if plain in ("and", "or") and second[0].isupper():
            found.append("<capital and")
    return found


def _opening(span: Span) -> list[str]:
    """A common word at the start of a sentence is in upper case anyway."""
    return ["<sentence common"] if span.key in lexicon.words("common") else []


_ASKED_BEFORE = frozenset(
    ("in", "to", "of", "for", "and", "the", "compass", "title", "reltitle", "month", "link", "geohead", "say", "thing",
     "team", "orgtail", "street", "building", "geotail", "never")
)  # fmt: skip
_ASKED_AFTER = frozenset(
    ("say", "saystrong", "orgtail", "team", "street", "building", "geotail", "thing", "and", "in", "title", "month",
     "to", "of", "link", "compass", "reltitle")
)  # fmt: skip


def _after(span: Span, tokens: Tokens, group: str) -> list[str]:
    last = span.last
    if last in tokens.possessive:
        return ["possessive>", f"possessive>:{group}"]
    if last + 1 >= len(tokens):
        return ["end>"]
    gap, word = tokens.gap(last), tokens.words[last + 1]
    if span.sort == "short" and gap.startswith("."):
        gap = gap[1:]
    if _ENDS.search(gap):
        return ["sentence>"]
    if gap.strip():
        mark = gap.strip()[0]
        found = [f"mark {mark}>"] if mark in ",)-–—/\"”'’" else ["mark>"]
        if mark == "," and word[:1].isdigit():
            found.append(", number>")
        elif mark == "," and word[:1].isupper():
            found.append(", name>")
        return found
    listed = lexicon.classes_of(word.lower())
    found = []
    if word[0].isupper():
        named = [name for name in listed if name in _ASKED_AFTER]
        found += [f"{name.upper()}>" for name in named]
        found += [
            f"{name.upper()}>:{group}" for name in named if name in ("orgtail", "team", "street", "building", "geotail")
        ]
        if not named:
            found += ["capital>", f"capital>:{group}"]
            if word.lower() in lexicon.words("surnames"):
                found.append(f"surname>:{group}")
        after = last + 2
        if after < len(tokens) and tokens.gap(last + 1) == " " and tokens.words[after][0].isupper():
            classes = lexicon.classes_of(tokens.words[after].lower())
            found += [f"_ {name.upper()}>" for name in classes if name in ("orgtail", "team", "street", "building")]
    else:
        found += [f"{name}>" for name in listed if name in _ASKED_AFTER]
        if gap == "-":
            found.append("hyphen>")
        elif not listed:
            found.append("digit>" if word.isdigit() else "word>")
        if "say" in listed:
            found.append(f"say>:{group}")
    return found
