"""Stage 2 of 6, Russian and Ukrainian names: cases taken off, peoples, oblasts, persons set apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geo.recognize import lexicon
from geo.recognize.inflect import Named, bases, grammar, known, listed, run, weight
from geo.recognize.tokens import Tokens, folded

if TYPE_CHECKING:
    from geo.recognize.spans import Names

_HEADS = {"секто": "сектор", "озеро": "озеро", "озера": "озеро", "озере": "озеро", "полуо": "полуостров"}
_KINDS = frozenset(("море", "моря", "морю", "морем", "морі", "морем", "остров", "острова", "острове"))
_NAMELESS = 1_000  # people, below which a town is named only after a word that places follow
_GUESSED = 20_000  # the same, for a name whose case is taken off and that opens a sentence; a quarter, for one of both


def people(word: str) -> str:
    """Return the place_id of the people that a word names, "" if none."""
    return _people(folded(word))


@lru_cache(maxsize=1 << 13)
def _people(plain: str) -> str:
    stems, endings = bases("peoples"), listed("cyrillic people")
    for size in range(4):
        ending = plain[len(plain) - size :]
        if (not ending or ending in endings) and (found := stems.get(plain[: len(plain) - size])):
            return found
    return ""


def named(tokens: Tokens, first: int, names: Names) -> Named | None:
    """Return the name that begins at a word; a person's, a common word's and a ship's are none."""
    if oblast := _oblast(tokens, first, names):
        return oblast
    if headed := _headed(tokens, first, names):
        return headed
    last = run(tokens, first)
    while last > first and not (tokens.words[last][0].isupper() or tokens.words[last] in _KINDS):
        last -= 1
    for end in range(last, first - 1, -1):
        plain = tuple(folded(word) for word in tokens.words[first : end + 1])
        if end == first and (place_id := _people(plain[0])):
            bearer = names.bearer(place_id)
            return Named(plain[0], first, 0, "demonym", (bearer,)) if bearer else None
        if tokens.words[first][0].islower():
            continue
        key, direct = _nominative(plain, names)
        if key and _meant(tokens, first, end, weight(names.bearers(key)), direct):
            return Named(key, end, 0, "name", names.bearers(key))
    return None


def _oblast(tokens: Tokens, first: int, names: Names) -> Named | None:
    """Find "Харьковской области": the adjective of a city before the word for a division."""
    if first + 1 >= len(tokens) or folded(tokens.words[first + 1]) not in listed("cyrillic divisions"):
        return None
    plain = folded(tokens.words[first])
    for size in (2, 3, 1):
        bearer = names.bearer(bases("oblasts").get(plain[:-size], ""))
        if bearer is not None and plain[-size:] in listed("cyrillic people"):
            return Named(plain, first + 1, 0, "name", (bearer,))
    return None


def _headed(tokens: Tokens, first: int, names: Names) -> Named | None:
    """Find "в секторе Газа", "озера Чад": the word that says the kind is part of the name."""
    head = _HEADS.get(tokens.words[first - 1][:5].lower()) if first else None
    if head is None or tokens.gap(first - 1) != " ":
        return None
    key, bearers = known(f"{head} {folded(tokens.words[first])}", names)
    return Named(key, first, 0, "name", bearers) if bearers else None


@lru_cache(maxsize=1 << 14)
def _nominative(plain: tuple[str, ...], names: Names) -> tuple[str, bool]:
    """Return the key of the weightiest name that words may be a case of, and whether they are it as they stand."""
    key, bearers = known(" ".join(plain), names)
    best, key, direct = (weight(bearers), key, True) if bearers else (-1, "", False)
    for form in _forms(plain):
        other, bearers = known(form, names)
        if bearers and weight(bearers) > max(best, 0) * (50 if direct else 1) and len(other) > 2:
            best, key, direct = weight(bearers), other, False
    return (key, direct) if best >= 0 else ("", False)


def _forms(plain: tuple[str, ...]) -> Iterator[str]:
    """Yield what words may be in the nominative."""
    *before, last = plain
    heads = {" ".join(before)}
    if len(before) == 1:
        heads |= {before[0][: -len(e)] + n for e, n in _firsts() if before[0].endswith(e)}
    for size in range(1, min(5, len(last) - 1)):
        for nominative in _cases().get(last[-size:], ()):
            for head in heads:
                yield f"{head} {last[:-size]}{nominative}".strip()
    for head in heads if before else ():
        yield f"{head} {last}"


@cache
def _cases() -> dict[str, tuple[str, ...]]:
    """Return ending of a case → what it may stand for in the nominative: "Москве" → "Москва", "Хомсом" → "Хомс"."""
    found: dict[str, tuple[str, ...]] = {}
    for case in grammar("cyrillic cases"):
        ending, _, nominative = case.partition(" ")
        found[ending] = (*found.get(ending, ()), nominative)
    return found


@cache
def _firsts() -> tuple[tuple[str, str], ...]:
    """Return the same for adjectives before a noun."""
    pairs = (case.partition(" ") for case in grammar("cyrillic first cases"))
    return tuple((ending, nominative) for ending, _, nominative in pairs)


def _meant(tokens: Tokens, first: int, last: int, people_there: int, direct: bool) -> bool:
    """Tell whether a name is a place's: heavy enough for where it stands, and no person's, common word or title."""
    before = tokens.words[first - 1] if first and tokens.gap(first - 1) == " " else ""
    opens = not first or any(mark in tokens.gap(first - 1) for mark in ".!?:«\n")
    classes = lexicon.classes_of(before.lower())
    placed = not opens and ("in" in classes or "to" in classes or "placebefore" in classes)
    plain = folded(tokens.words[first])
    if _quoted(tokens, first, last) or (last == first and _of_person(tokens, first, before, placed)):
        return False
    if last > first:
        return True
    if len(plain) < 3 or (tokens.words[first].isupper() and people_there < 10**9):
        return False  # initials of an office
    if plain in lexicon.words("common_other") and "placebefore" not in classes and not _alone(tokens, first, placed):
        return False
    if plain.endswith(grammar("cyrillic adjectives")) and "placebefore" not in classes and _noun_follows(tokens, first):
        return False
    if "title" in classes and direct and people_there < 10**9:
        return False
    if placed:
        return direct or people_there >= _NAMELESS or "placebefore" in classes
    return people_there >= (_NAMELESS if direct and not opens else _GUESSED if opens and not direct else _GUESSED // 4)


def _alone(tokens: Tokens, first: int, placed: bool) -> bool:
    """Tell whether a common word in upper case stands where a place would, no other name after it: "в Мирном"."""
    return placed and not (tokens.joined(first) and tokens.words[first + 1][0].isupper())


def _quoted(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether a name alone stands in quotation marks: a ship, a newspaper, a film."""
    start, end = tokens.starts[first], tokens.ends[last]
    return tokens.text[start - 1 : start] in ("«", "„", "“", '"') and tokens.text[end : end + 1] in ("»", "“", "”", '"')


def _of_person(tokens: Tokens, first: int, before: str, placed: bool) -> bool:
    plain = folded(tokens.words[first])
    if plain.endswith(grammar("cyrillic patronymics")) or (before and _given(folded(before)) and before[0].isupper()):
        return True
    if first and len(tokens.words[first - 1]) == 1 and tokens.gap(first - 1) == ". ":
        return True  # an initial
    if before[:1].isupper():
        if before.lower().endswith(grammar("cyrillic patronymics")):
            return True
        mid = first > 1 and not any(mark in tokens.gap(first - 2) for mark in ".!?:«\n")
        if (
            mid
            and plain.endswith(grammar("cyrillic surnames"))
            and "placebefore" not in lexicon.classes_of(before.lower())
        ):
            return True
    after = tokens.words[first + 1] if first + 1 < len(tokens) and tokens.gap(first) == " " else ""
    return _given(plain) and (not placed or (after[:1].isupper() and not _given(folded(after))))


def _given(plain: str) -> bool:
    """Tell whether a word is a given name in any case."""
    given = lexicon.words("given_other")
    return plain in given or any(
        plain[: len(plain) - size] + nominative in given
        for size in range(1, 4)
        for nominative in _cases().get(plain[len(plain) - size :], ())
    )


def _noun_follows(tokens: Tokens, first: int) -> bool:
    return first + 1 < len(tokens) and tokens.gap(first) == " " and tokens.words[first + 1][0].islower()
