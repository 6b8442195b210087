"""Stage 6 of 6, its languages: the catalogues of the page's strings, one JSON file each.

A value is a string with ``{name}`` to be filled in, or its forms by CLDR plural category.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from geo.draw.languages.plurals import plural

# In the order in which the reader is offered them.
TAGS = ("en", "ar", "ru", "fr")
# What stands between thousands (CLDR 44, decimal symbols); Arabic has the digits that dates are typed in.
_GROUPS = {"fr": "\u202f", "ru": "\u00a0"}


@cache
def catalogues() -> dict[str, dict[str, Any]]:
    """Every catalogue by its language tag."""
    folder = files(__name__)
    there = {tag: folder.joinpath(f"{tag}.json") for tag in TAGS}
    return {tag: json.loads(file.read_text(encoding="utf-8")) for tag, file in there.items() if file.is_file()}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The strings of one language; what it lacks is said in English."""

    tag: str
    strings: Mapping[str, Any]
    english: Mapping[str, Any]

    @property
    def direction(self) -> str:
        """Writing direction, "ltr" or "rtl"."""
        return "rtl" if self.strings.get("direction") == "rtl" else "ltr"

    def has(self, key: str) -> bool:
        """Whether the language itself has the string."""
        return key in self.strings

    def text(self, key: str, **values: str | int) -> str:
        """The string of a key, its names filled in; `n` chooses the form. An unknown key is said as it is."""
        tag, strings = (self.tag, self.strings) if self.has(key) else ("en", self.english)
        entry = strings.get(key, key)
        if not isinstance(entry, str):
            n = values.get("n")
            form = plural(tag, n) if isinstance(n, int) else "other"
            entry = entry.get(form, entry.get("other", key))
        filled: str = re.sub(r"\{(\w+)\}", lambda found: self._shown(values.get(found[1], found[0])), entry)
        return filled

    def number(self, value: int) -> str:
        """A whole number with its thousands set apart."""
        return f"{value:,}".replace(",", _GROUPS.get(self.tag, ","))

    def _shown(self, value: str | int) -> str:
        return value if isinstance(value, str) else self.number(value)


def catalogue(languages: Sequence[str] = (), every: Mapping[str, Mapping[str, Any]] | None = None) -> Catalogue:
    """The catalogue of a project: of the first of its languages, if there is one for it, else English."""
    every = catalogues() if every is None else every
    tag = languages[0] if languages and languages[0] in every else "en"
    return Catalogue(tag, every[tag], every["en"])
