"""Stage 6 of 6, its plurals: which form of a string goes with a whole number.

The rules are those of Unicode CLDR 44 (common/supplemental/plurals.xml, cardinals), for whole numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable


def plural(tag: str, n: int) -> str:
    """The plural category of a whole number; a language without a rule here has English's."""
    return _RULES.get(tag, _english)(abs(n))


def _english(n: int) -> str:
    return "one" if n == 1 else "other"


def _french(n: int) -> str:
    if n < 2:
        return "one"
    return "many" if n % 1_000_000 == 0 else "other"


def _russian(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"


def _arabic(n: int) -> str:
    if n < 3:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


_RULES: dict[str, Callable[[int], str]] = {"en": _english, "fr": _french, "ru": _russian, "ar": _arabic}
