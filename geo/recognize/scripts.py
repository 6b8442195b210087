"""Stage 2 of 6, Arabic and Cyrillic: names with their clitics and endings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.folding import fold, fold_letters
from geo.recognize.tokens import Tokens, folded

if TYPE_CHECKING:
    from geo.mentions import Bearer
    from geo.recognize.spans import Names

_CLITICS = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول", "فب", "ال")
# Endings of cases and what they stand for in the nominative: "Москве" → "Москва", "Хомсом" → "Хомс".
_INFLECTED = (
    ("ой", "а"), ("ей", "я"), ("ом", ""), ("ем", ""), ("ами", ""), ("ах", ""), ("ах", "ы"), ("е", "а"), ("е", ""),
    ("е", "о"), ("у", "а"), ("у", ""), ("ы", "а"), ("и", "а"), ("и", "ия"), ("и", "я"), ("и", "ь"), ("ии", "ия"),
    ("ию", "ия"), ("ией", "ия"), ("а", ""), ("ю", "я"), ("ю", "ь"), ("я", "ь"), ("ой", "ая"), ("ую", "ая"),
    ("ого", "ий"), ("ом", "ий"), ("і", "а"), ("ові", ""), ("ії", "ія"), ("ію", "ія"), ("ою", "а"), ("ов", "ы"),
)  # fmt: skip
_ENDINGS = [(fold_letters(ending), fold_letters(nominative)) for ending, nominative in _INFLECTED]
_BEFORE = "في من إلى الى على قرب شمال جنوب شرق غرب مدينة بلدة قرية محافظة ريف بمدينة مطار قاعدة"
_PREPOSITIONS = frozenset(_BEFORE.split())
_LARGE = 20_000  # people, from which a bare Arabic word is taken for a town
_LONGEST = 4


def key_of_word(tokens: Tokens, first: int, names: Names) -> tuple[str, int, int]:
    """Return the key of the name that begins at a word, its last word, and how many letters of a clitic precede it."""
    if "\u0400" <= tokens.words[first][0] < "\u0530":
        return _cyrillic(tokens, first, names)
    return _arabic(tokens, first, names)


def _run(tokens: Tokens, first: int) -> int:
    last = first
    while last - first < _LONGEST - 1 and tokens.joined(last):
        last += 1
    return last


def _arabic(tokens: Tokens, first: int, names: Names) -> tuple[str, int, int]:
    word = tokens.words[first]
    if word in _PREPOSITIONS:
        return "", first, 0
    rest = "".join(f" {w}" for w in tokens.words[first + 1 : _run(tokens, first) + 1])
    best = ("", first, 0)
    for clitic in _CLITICS:
        if not word.startswith(clitic) or (clitic and len(word) - len(clitic) < 3):
            continue
        key = fold(word[len(clitic) :] + rest)
        for prefix in reversed(names.prefixes(key)):
            last = first + prefix.count(" ")
            whole = len(prefix) == len(key) or key[len(prefix)] == " "
            if not whole or len(prefix) < 3 or (best[0] and last <= best[1]):
                continue
            if _meant(tokens, first, last, names.bearers(prefix)):
                best = (prefix, last, len(clitic))
                break
    return best


def _meant(tokens: Tokens, first: int, last: int, bearers: Sequence[Bearer]) -> bool:
    """Arabic has no capitals: a name must be large, or follow a word that places follow."""
    if any(b.kind in ("country", "adm1", "sea", "region") and b.match for b in bearers):
        return True
    if any(b.population >= _LARGE and b.match for b in bearers) and (last > first or len(tokens.words[first]) > 3):
        return True
    return bool(first) and tokens.words[first - 1] in _PREPOSITIONS and any(b.match for b in bearers)


def _cyrillic(tokens: Tokens, first: int, names: Names) -> tuple[str, int, int]:
    for last in range(_run(tokens, first), first - 1, -1):
        plain = [folded(w) for w in tokens.words[first : last + 1]]
        for key in (" ".join(plain), *_nominatives(plain)):
            if len(key) > 2 and names.bearers(key):
                return key, last, 0
    return "", first, 0


def _nominatives(plain: list[str]) -> list[str]:
    *before, last = plain
    found = []
    for ending, nominative in _ENDINGS:
        if last.endswith(ending) and len(last) - len(ending) > 2:
            found.append(" ".join([*before, last[: len(last) - len(ending)] + nominative]))
    return found
