"""Stage 2 of 6, the word lists: read from `data/` when first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geo.folding import fold

DATA = Path(__file__).parent / "data"


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of one folded word a line: given, surnames or common."""
    return frozenset((DATA / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def classes() -> dict[str, frozenset[str]]:
    """Return the classes of words that tell what stands next to them, lower case."""
    return {name: frozenset(listed.split(";")) for name, listed in table("context")}


def classes_of(word: str) -> tuple[str, ...]:
    """Return the classes that a lower-case word is in."""
    return _classes_by_word().get(word, ())


@cache
def _classes_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, listed in classes().items():
        for word in listed:
            found[word] = (*found.get(word, ()), name)
    return found


@cache
def demonyms() -> dict[str, str]:
    """Return folded demonym → place_id."""
    return {fold(word): place_id for place_id, listed in table("demonyms") for word in listed.split(";")}


@cache
def abbreviations() -> dict[str, str]:
    """Return abbreviation as written → place_id of the division."""
    return {word: place_id for place_id, listed in table("abbreviations") for word in listed.split(";")}


@cache
def exonyms() -> dict[str, str]:
    """Return folded name in another language → the key under which the gazetteer has the place."""
    return {fold(word): fold(key) for key, listed in table("exonyms") for word in listed.split(";")}


class _Points(dict[str, float]):
    """Points by cue; those without any have none."""

    def __missing__(self, cue: str) -> float:
        return 0.0


@cache
def roles() -> dict[str, frozenset[str]]:
    """Return the classes of words that tell a government from a place, lower case."""
    return {name: frozenset(listed.split(";")) for name, listed in table("roles")}


@cache
def seats() -> tuple[str, ...]:
    """Return the place_ids of the capitals."""
    return tuple(place_id for _, place_id in table("seats"))


@cache
def weights() -> dict[str, float]:
    """Return cue → points for a place, 0 for those not listed (see scripts/train_toponyms.py)."""
    lines = (DATA / "weights.csv").read_text(encoding="utf-8").splitlines()[1:]
    return _Points((name, float(points)) for name, _, points in (line.rpartition(",") for line in lines))


@cache
def date_words() -> dict[str, tuple[str, str]]:
    """Return word or phrase of a date → its kind and value."""
    lines = (DATA / "date_words.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {word.rstrip("."): (kind, value) for word, kind, value in (line.rsplit(",", 2) for line in lines if line)}


def table(name: str) -> list[tuple[str, str]]:
    """Read a table of two columns, without its heading."""
    lines = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [(first, rest) for first, _, rest in (line.partition(",") for line in lines) if first]
