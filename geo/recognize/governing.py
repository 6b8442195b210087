"""Stage 2 of 6, metonymy: whether the name of a country or a capital stands for its government, by the words beside it.

After a preposition of place it is the place. Where it has, says, decides, sends, is dealt with, or owns what only a
government has, it is the government. The words are in `data/roles.csv`.
"""

from __future__ import annotations

import re
from functools import cache

from geo.recognize import lexicon
from geo.recognize.spans import Span
from geo.recognize.tokens import Tokens, folded

PLACE, GOVERNMENT, OPEN = "place", "government", ""
_BREAK = re.compile(r"[.!?:;…\n,\"“”'‘’()–—]")
_STOP = re.compile(r"[.!?:;…\n]")
_FARTHEST = 12  # words back to a "between"


@cache
def words(kind: str) -> frozenset[str]:
    """Return a class of words; of verbs, all their forms."""
    listed = lexicon.roles()[kind]
    return frozenset(form for word in listed for form in _forms(word)) if kind in ("verb", "object") else listed


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    plural = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"
    doubled = f"{stem}{stem[-1]}"  # stopped, banning
    return verb, plural, f"{stem}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"


def palace(span: Span) -> bool:
    """Tell whether a name is a house that stands for a government: the Kremlin."""
    return span.key.removeprefix("the ") in words("palace")


def at_palace(span: Span, tokens: Tokens) -> bool:
    """Tell whether a house is meant itself, with something in it or by it."""
    before = span.first - 1
    if before > 0 and _word(tokens, before) == "the":
        before -= 1
    return before >= 0 and "in" in lexicon.classes_of(_word(tokens, before)) and span.last not in tokens.possessive


def verdict(first: Span, last: Span, tokens: Tokens, places: frozenset[int]) -> str:
    """Return PLACE, GOVERNMENT or OPEN for names in a list that goes from one span to another, often the same.

    `places` are the positions where other names of places begin.
    """
    script = tokens.text[first.start]
    if script > "\u0400":
        return _other_script(first, last, tokens, "ru" if script < "\u0530" else "ar")
    owned = _owning(last, tokens, places) if last.last in tokens.possessive else OPEN
    return owned or _after_words(first, tokens) or _before_words(first, last, tokens)


def _word(tokens: Tokens, position: int) -> str:
    return tokens.words[position].lower() if 0 <= position < len(tokens) else ""


def _next(tokens: Tokens, left: int) -> str:
    """Return the word after a position, "" if a mark stands between."""
    return _word(tokens, left + 1) if left + 1 < len(tokens) and not tokens.gap(left).strip("’'s ") else ""


def _owning(span: Span, tokens: Tokens, places: frozenset[int]) -> str:
    """Return what "X's …" makes of X: its coast is of the place, its decision of the government."""
    for position in range(span.last + 1, min(span.last + 4, len(tokens))):
        if position in places:
            owns = _next(tokens, position) in words("power") or _next(tokens, position) in words("noun")
            return GOVERNMENT if owns else PLACE
        word = _word(tokens, position)
        if word in words("power"):
            return GOVERNMENT
        if word in words("place"):
            return PLACE
        if word in words("verb") or word in words("past") or _BREAK.search(tokens.gap(position)):
            break
    return GOVERNMENT


def _after_words(span: Span, tokens: Tokens) -> str:
    """Return what the words before a name make of it."""
    first = span.first
    if not first or tokens.gap(first - 1).strip(" \"“'‘(") or "\n\n" in tokens.gap(first - 1):
        return OPEN
    if first > 1 and _word(tokens, first - 1) in ("the", "both", "neither") and tokens.gap(first - 2) == " ":
        first -= 1
    before = _word(tokens, first - 1)
    earlier = [_word(tokens, first - 2), _word(tokens, first - 3)] if first > 1 else []
    if first > 1 and _STOP.search(tokens.gap(first - 2)):
        earlier = []
    nearest = earlier[:1]
    if before == "between":
        return GOVERNMENT if _dealing(tokens, first - 1) else PLACE
    if before in ("to", "from", "toward", "towards") and _any(earlier, "giving"):
        return GOVERNMENT
    if before == "for":
        return PLACE if _any(earlier, "leaving") else GOVERNMENT
    if before in ("on", "upon", "over"):
        return GOVERNMENT if _any(nearest, "pressing") else PLACE
    if before in words("with"):
        return PLACE if before == "with" and _any(earlier, "bordering") else GOVERNMENT
    classes = lexicon.classes_of(before)
    if "in" in classes or "to" in classes:
        return PLACE
    if before == "of":
        boosting = _next(tokens, span.last).endswith("ing")  # "reports of Russia boosting …"
        return GOVERNMENT if _any(nearest, "power") else OPEN if boosting else PLACE
    if before in ("and", "or") and (_any(nearest, "group") or _dealing(tokens, first - 1)):
        return GOVERNMENT
    if before in words("object") or before in lexicon.classes()["saybefore"]:
        return GOVERNMENT
    return OPEN


def _any(found: list[str], kind: str) -> bool:
    return not words(kind).isdisjoint(found)


def _dealing(tokens: Tokens, position: int) -> bool:
    """Tell whether a "between" at a position or in its clause follows what is had with somebody: talks, a truce."""
    nearest = max(0, position - _FARTHEST)
    while _word(tokens, position) != "between":
        position -= 1
        if position < nearest or _STOP.search(tokens.gap(position)):
            return False
    return any(_word(tokens, p) in words("dealing") for p in range(max(0, position - 5), position))


def _before_words(first: Span, last: Span, tokens: Tokens) -> str:
    """Return what the words after a name make of it: verbs, officers, what only a government has."""
    position = last.last
    if position + 1 >= len(tokens):
        return OPEN
    gap, word = tokens.gap(position), _word(tokens, position + 1)
    if gap.startswith("-"):
        return GOVERNMENT if word in words("led") else OPEN
    if gap.strip() and not (last.sort == "short" and gap == ". "):
        return OPEN
    if tokens.words[position + 1][0].isupper():
        return GOVERNMENT if word in lexicon.classes()["title"] else OPEN
    while word in words("adverb") or (word.endswith("ly") and len(word) > 4):
        position += 1
        if position > last.last + 4 or position + 1 >= len(tokens) or _BREAK.search(tokens.gap(position)):
            return OPEN
        word = _word(tokens, position + 1)
    if word in words("modal") or word in words("be") or word in ("has", "had", "have"):
        return _auxiliary(tokens, position + 1)
    if word == "to" and _word(tokens, position + 2) in words("verb"):
        return GOVERNMENT
    if word.endswith("ing"):
        return OPEN if word in words("noing") else GOVERNMENT
    if word in words("power"):
        return GOVERNMENT
    if not _verb(tokens, position + 1):
        did = word.endswith("ed") and len(word) > 4 and _next(tokens, position + 1) not in ("by", "in", "")
        return GOVERNMENT if did and _subject(first, tokens) else OPEN
    if word in lexicon.classes()["saystrong"] or word in words("past"):
        return GOVERNMENT
    return GOVERNMENT if _subject(first, tokens) else OPEN


def _verb(tokens: Tokens, position: int) -> bool:
    word = _word(tokens, position)
    if word in words("past") or word in lexicon.classes()["saystrong"]:
        return True
    if word not in words("verb"):
        return False
    ambiguous = word in words("noun") or word.removesuffix("s") in words("noun")
    return not ambiguous or _next(tokens, position) in words("article") or word.endswith("ed")


def _subject(span: Span, tokens: Tokens) -> bool:
    """Tell whether a clause begins at a name: after a mark, after "that" or "does"."""
    first = span.first
    if first and _word(tokens, first - 1) == "the":
        first -= 1
    if not first or _BREAK.search(tokens.gap(first - 1)):
        return True
    before = _word(tokens, first - 1)
    return before in words("boundary") or before in words("asking") or before in words("adverb")


def _auxiliary(tokens: Tokens, position: int) -> str:
    """Tell "has sent" and "is sending" from "was shelled" and "is a city"."""
    be = False
    for place in range(position, min(position + 6, len(tokens))):
        word = _word(tokens, place)
        if word in words("be"):
            be = True
        elif not (word in words("modal") or word in words("adverb") or word.endswith("ly") or word in _HAVE):
            if not be:
                return GOVERNMENT
            acts = (word.endswith("ing") and word not in words("noing")) or word in words("ready")
            return GOVERNMENT if acts else PLACE
        if _STOP.search(tokens.gap(place)):
            break
    return OPEN if be else GOVERNMENT


_HAVE = frozenset(("has", "had", "have"))


def _other_script(first: Span, last: Span, tokens: Tokens, language: str) -> str:
    """Return what a verb right before or after a name makes of it, in Russian, Ukrainian or Arabic."""
    before, after = _word(tokens, first.first - 1) if first.first else "", _next(tokens, last.last)
    if first.first and tokens.gap(first.first - 1).strip(' "«'):
        before = ""
    if language == "ar":
        said = words("ar verb") | lexicon.classes()["saybefore"]
        return GOVERNMENT if before in said or before[1:] in said or after in said else OPEN
    classes = lexicon.classes_of(before)
    if "in" in classes or "to" in classes:
        return PLACE
    subject = folded(tokens.words[first.first]) == first.key and _RU_VERB.fullmatch(after)  # in the nominative
    acts = subject and not after.startswith(tuple(words("ru passive")))
    return GOVERNMENT if acts or before in words("ru said") else OPEN


_RU_VERB = re.compile(r"\w{2,}(?:л|ла|ли|ло|лся|лась|лись|лось|ет|ит|ёт|є|ить|ють|ать|ять|в|ут|ют|ат|ят|тся|ться)")
