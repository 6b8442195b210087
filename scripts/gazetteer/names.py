"""Which names of a place are keys, and which of them is its name in the country's own script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from anyascii import anyascii
from rapidfuzz import fuzz

from geo.folding import fold, fold_letters, has_article, strip_articles

_WRITE_ARABIC = "AE BH DJ DZ EG EH IQ IR JO KM KW LB LY MA MR OM PK AF PS QA SA SD SO SY TD TN YE"
ARABIC = frozenset(_WRITE_ARABIC.split())
_WRITE_CYRILLIC = "BG BY KG KZ MK MN RS RU TJ UA"
CYRILLIC = frozenset(_WRITE_CYRILLIC.split())
_CODE = re.compile(r"[A-Z]{3}")  # an airport's code, which GeoNames keeps among the names
_PERSIAN = frozenset("پچژگکیےٹڈڑںہھۀەێۆڵڕېۇۈۋ")
_GENUINE = frozenset("طصضظقحعةأإآئؤэыёьї")  # lost in spellings made from Latin letters
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
MAX_KEY = 60


@cache
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def script(name: str) -> str:
    """Return LATIN, ARABIC or CYRILLIC; "" for other scripts, mixtures and names without letters."""
    scripts = {_script_of(c) for c in name if c.isalpha() and _script_of(c) != "MODIFIER"}
    found = scripts.pop() if len(scripts) == 1 else ""
    return found if found in ("LATIN", "ARABIC", "CYRILLIC") else ""


def usable(name: str) -> bool:
    """Tell whether a name is one that people write: not a code, not GeoNames' bare transliteration."""
    kind = script(name)
    if not kind or _CODE.fullmatch(name):
        return False
    first = next((c for c in name if c.isalpha()), "")
    if kind == "LATIN" and first.islower() and not any(c.isupper() for c in name):
        return False  # "swldw", "alladhqyt": letters put for letters
    return 2 <= len(fold(name)) <= MAX_KEY


def local_name(name: str, names: Iterable[str], country: str) -> str:
    """Return the name in Arabic or Cyrillic script where the country writes so; "" elsewhere."""
    wanted = "ARABIC" if country in ARABIC else "CYRILLIC" if country in CYRILLIC else ""
    if not wanted:
        return ""
    mine = [n for n in names if script(n) == wanted]
    if wanted == "ARABIC" and country not in ("IR", "PK", "AF"):
        mine = [n for n in mine if not set(n) & _PERSIAN] or mine
    if country == "UA":
        mine = [n for n in mine if set(n) & _UKRAINIAN] or mine
    elif wanted == "CYRILLIC" and country != "BY":
        mine = [n for n in mine if not set(n) & _UKRAINIAN] or mine
    plain = [fold(name), *sorted({fold(n) for n in names if script(n) == "LATIN"})]
    return max(sorted(mine), key=lambda n: _likeness(n, plain), default="")


def _likeness(name: str, plain: list[str]) -> float:
    """Say how well a name in another script renders those in Latin letters, and how native it looks."""
    native = sum(letter in _GENUINE for letter in name)
    heard = fold(anyascii(fold_letters(strip_articles(name))))
    alike = sum(fuzz.ratio(heard, other) for other in plain) / len(plain)
    return alike + 4 * native + 8 * has_article(name)
