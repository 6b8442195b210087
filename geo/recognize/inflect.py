"""Stage 2 of 6, what the modules of scripts share: names by other spellings, and how weighty a name is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.folding import fold_letters
from geo.recognize import lexicon
from geo.recognize.tokens import Tokens

if TYPE_CHECKING:
    from geo.mentions import Bearer
    from geo.recognize.spans import Names

LONGEST = 4  # words in a name
_LAND = 10**9  # heavier than any town


class Named(NamedTuple):
    """A name that begins at a word: its key, its last word, letters of a clitic before it, its bearers."""

    key: str
    last: int
    cut: int
    sort: str  # name or demonym
    bearers: Sequence[Bearer]


def run(tokens: Tokens, first: int) -> int:
    """Return the last word that may belong to the name that begins at `first`."""
    last = first
    while last - first < LONGEST - 1 and tokens.joined(last):
        last += 1
    return last


def known(key: str, names: Names) -> tuple[str, Sequence[Bearer]]:
    """Return the key under which the gazetteer has a name, and its bearers; a spelling of our own list goes first."""
    key = lexicon.exonyms().get(key, key)
    return key, names.bearers(key)


def weight(bearers: Sequence[Bearer]) -> int:
    """Return the people of the largest town of that name; lands, seas and regions outweigh all towns."""
    return max((_LAND if b.kind not in ("town", "airfield", "site", "adm2") else b.population for b in bearers
                if b.match), default=-1)  # fmt: skip


@cache
def bases(name: str) -> dict[str, str]:
    """Return stems of a table as words are folded, the article kept → place_id."""
    return {fold_letters(word): place_id for place_id, words in lexicon.table(name) for word in words.split(";")}


@cache
def grammar(name: str) -> tuple[str, ...]:
    """Return the words or endings of a row of `grammar.csv`, folded; a dash parts an ending from what it stands for."""
    return tuple(_folded(word) for word in dict(lexicon.table("grammar"))[name].split(";"))


@cache
def listed(name: str) -> frozenset[str]:
    """Return the same to look words up in."""
    return frozenset(grammar(name))


def _folded(word: str) -> str:
    return " ".join(fold_letters(part) for part in word.split("-"))
