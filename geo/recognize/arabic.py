"""Stage 2 of 6, Arabic names: clitics and the article taken off, peoples, common words that towns bear set apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.folding import fold, strip_articles
from geo.recognize import lexicon
from geo.recognize.inflect import Named, bases, listed, run
from geo.recognize.tokens import Tokens, folded

if TYPE_CHECKING:
    from geo.mentions import Bearer
    from geo.recognize.spans import Names

_CLITICS = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول", "وك", "فب", "فل", "لل", "ولل", "س")
_KIN = frozenset(("ابن", "بن", "ابو", "ابي", "عبد", "ال", "ام", "بنت"))
_ENDINGS = ("", "ه", "ين", "ون", "ات", "تين", "تان", "ان")
# Countries where towns are known by their Arabic names.
_SPOKEN = frozenset(
    ("SY", "IQ", "LB", "JO", "PS", "IL", "EG", "LY", "SD", "YE", "SA", "AE", "QA", "KW", "BH", "OM", "TN", "DZ", "MA",
     "MR", "SO", "DJ", "TD", "SS", "ER", "KM")
)  # fmt: skip
_TOWN, _CITY, _GREAT = 20_000, 100_000, 300_000  # people


def named(tokens: Tokens, first: int, names: Names) -> Named | None:
    """Return the name that begins at a word; Arabic has no capitals, so a name must be large or follow its kind."""
    plain = folded(tokens.words[first])
    before = folded(tokens.words[first - 1]) if first and tokens.gap(first - 1).strip() in ("", "،") else ""
    headed = before in listed("arabic heads") or before[1:] in listed("arabic heads")
    named_before = _surname(tokens, first, plain)
    if not headed and not named_before and (place_id := _people(plain, before)):
        bearer = names.bearer(place_id)
        return Named(plain, first, 0, "demonym", (bearer,)) if bearer else None
    if not headed and (before in _KIN or plain in lexicon.words("given_other")):
        return None
    placed = before in listed("arabic prepositions")
    last = run(tokens, first)
    rest = "".join(f" {folded(word)}" for word in tokens.words[first + 1 : last + 1])
    best: Named | None = None
    for cut in _cuts(plain):
        if cut and _common(plain):
            break
        found = _longest(strip_articles(plain[cut:] + rest), headed, placed and not cut, names)
        if found is None or (best is not None and first + found[1] <= best.last):
            continue
        key, words, bearers = found
        if words or headed or not (_common(plain) or _common(plain[cut:]) or named_before):
            best = Named(key, first + words, cut, "name", bearers)
    return best


@lru_cache(maxsize=1 << 13)
def _cuts(plain: str) -> tuple[int, ...]:
    """Return how many letters of a word may be clitics."""
    return tuple(
        len(clitic) for clitic in _CLITICS if plain.startswith(clitic) and (not clitic or len(plain) - len(clitic) > 1)
    )


def _common(word: str) -> bool:
    return word in lexicon.words("common_other") or strip_articles(word) in lexicon.words("common_other")


def _surname(tokens: Tokens, first: int, plain: str) -> bool:
    """Tell whether a word follows a given name: "أحمد المصري"."""
    if not first or tokens.gap(first - 1) != " " or tokens.words[first - 1] == "على":
        return False
    before = fold(tokens.words[first - 1])
    given = lexicon.words("given_other")
    return before in given or (before[:1] == "و" and before[1:] in given and not plain.startswith("و"))


@lru_cache(maxsize=1 << 14)
def _longest(key: str, headed: bool, placed: bool, names: Names) -> tuple[str, int, Sequence[Bearer]] | None:
    """Return the longest name at the beginning of a key that may be meant, the words after its first, its bearers."""
    there = set(names.prefixes(key))
    parts = key.split(" ")
    for size in range(len(parts), 0, -1):
        said = " ".join(parts[:size])
        name = lexicon.exonyms().get(said, said if said in there else "")
        if name and (bearers := names.bearers(name)) and _meant(parts[:size], bearers, headed, placed):
            return name, size - 1, bearers
    return None


def _meant(parts: Sequence[str], bearers: Sequence[Bearer], headed: bool, placed: bool) -> bool:
    matching = [b for b in bearers if b.match]
    letters = len(parts[0])
    if headed:
        return bool(matching) and (letters > 2 or len(parts) > 1)
    if len(parts) > 1:
        return any(b.kind != "town" or b.population >= _TOWN or b.country in _SPOKEN for b in matching)
    if any(b.kind in ("country", "adm1", "sea", "region") for b in matching) and letters > 2:
        return True
    people = max((b.population for b in matching if b.country in _SPOKEN), default=0)
    if any(b.kind in ("airfield", "site") and b.country in _SPOKEN for b in matching) and letters > 4:
        return True
    if placed:
        known = _CITY if letters < 5 else _TOWN  # of places where Arabic is not spoken
        return letters > 2 and (people >= _TOWN // 4 or any(b.population >= known for b in matching))
    if letters > 2 and people >= (_TOWN if letters > 3 else _CITY):
        return True
    return letters > 3 and any(b.population >= _GREAT for b in matching)


def _people(plain: str, before: str) -> str:
    """Return the place_id of a people: "الروسي", "سورية", "فلسطينيين"; "" if a country is named instead."""
    place_id, bare, article = _nisba(plain)
    return "" if place_id and _is_land(bare, article, before) else place_id


@lru_cache(maxsize=1 << 13)
def _nisba(plain: str) -> tuple[str, str, bool]:
    """Return whose the adjective is that a word may be, the word without clitics and article, whether it had one."""
    stems = bases("peoples")
    for cut in _cuts(plain):
        article = plain.startswith("ال", cut) or plain[:cut].endswith("لل")
        bare = plain[cut:].removeprefix("ال")
        for ending in _ENDINGS:
            if bare.endswith(ending) and (found := stems.get(bare[: len(bare) - len(ending)])):
                return found, bare, article
    return "", "", False


def _is_land(bare: str, article: bool, before: str) -> bool:
    """Tell whether an adjective is a country's name here: "في سورية", "في السعودية"; "مالي" unless of its state."""
    if bare.startswith("مالي"):
        return not (article and before in listed("arabic state"))
    noun = before.startswith(("ال", "وال", "بال"))
    if bare == "سوريه":
        return not article and (not before or before in listed("arabic prepositions"))
    return bare == "سعوديه" and article and not noun
