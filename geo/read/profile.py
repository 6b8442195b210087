"""Stage 1 of 6, profiles: what the columns and codes of a known format mean, one TOML file a format.

Those in `profiles/` come with the package; a project may have one of its own, profile.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

from geo.folding import nearest
from geo.read.columns import fold_name
from geo.read.dates import ORDERS
from geo.read.table import Table
from geo.records import Fault, Level
from geo.schema import EVENT_COLUMNS

NONE = "none"  # as a name: read the columns by their own names
OWN = "profile.toml"
OURS = "ours."  # in a title, before the name of a column of ours
# {city}, {iday:2} with zeros, {place,-1} the part after the last comma, {week+6 days}
FIELD = re.compile(r"\{([^{}:,]+?)(?::(\d)|,(-?\d)|\+(\d{1,3}) days)?\}")
_OTHERS = ("known", "extra")
_OPTIONAL = "?"
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}([T ].*|\d{6})?", re.ASCII)
SHAPES: Mapping[str, Callable[[str], object]] = {
    "digits": lambda cell: cell.isascii() and cell.isdigit(),
    "number": _NUMBER.fullmatch,
    "date": _DAY.fullmatch,
}


@dataclass(frozen=True, slots=True)
class Profile:
    """A format of tables: how it is known, and what its columns, codes and blanks are to us."""

    name: str
    title: str
    columns: Mapping[str, tuple[str, ...]]  # ours → theirs: names, HXL tags or templates; the first that says anything
    like: str = ""  # a format of the package, of which it has all that it does not say itself
    needs: tuple[str, ...] = ()  # of its columns, by which it is known; "a|b" is either
    others: str = "known"  # what columns named nowhere here are: known by their usual names, or extra
    fills: bool = False  # give only what the table's own names and tags lack
    date_format: str = ""
    licence: str = ""
    terms: str = ""  # what forbids passing on its rows
    said: str = ""  # told whenever its rows are read
    refused: str = ""  # why a table of this format holds no events
    blank: tuple[str, ...] = ()  # texts that stand for nothing
    extra: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    headerless: tuple[
        str, ...
    ] = ()  # the names of all columns, in order, where a file bears none; a last one? may lack
    shape: Mapping[str, str] = field(default_factory=dict)  # column → digits, number or date: how such a file is known
    fixed: Mapping[str, str] = field(default_factory=dict)  # ours → what is meant where a row says nothing
    codes: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # ours → their code → our word; "*" for all others
    areas: Mapping[str, str] = field(default_factory=dict)  # precision → our column that then names the place

    def known(self) -> set[str]:
        """The folded names of all columns that the format is known to have."""
        named = {part for ways in self.columns.values() for way in ways for part in parts(way)}
        return {fold_name(name) for name in {*named, *self.extra, *self.leave_out, *self.headerless}}

    def names_of(self, width: int) -> tuple[str, ...]:
        """The names of the columns of a file without header; () if it has not as many."""
        least = sum(not name.endswith(_OPTIONAL) for name in self.headerless)
        names = tuple(name.removesuffix(_OPTIONAL) for name in self.headerless[:width])
        return names if names and least <= width <= len(self.headerless) else ()


def parts(way: str) -> list[str]:
    """The columns of theirs that a way to fill one of ours names."""
    if "{" not in way:
        return [way]
    return [name for name, *_ in FIELD.findall(way) if not name.startswith(OURS)]


@cache
def shipped() -> Mapping[str, Profile]:
    """The profiles that come with the package, by name."""
    found = {}
    for name, text in _shipped_files().items():
        faults: list[Fault] = []
        profile = read_profile(text, f"{name}.toml", faults, name)
        assert profile and not faults, f"{name}: {faults}"
        found[name] = profile
    return found


@cache
def _shipped_files() -> Mapping[str, str]:
    inside = {file.name.removesuffix(".toml"): file for file in files("geo.read").joinpath("profiles").iterdir()}
    return {name: inside[name].read_text(encoding="utf-8") for name in sorted(inside)}


def read_profile(text: str, file: str, faults: list[Fault], name: str = "own") -> Profile | None:
    """Return the profile that a TOML text describes; None after an ERROR for everything wrong with it."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        faults.append(Fault(Level.ERROR, f"this is no TOML: {problem}", file))
        return None
    wrong: list[Fault] = []
    types = {known.name: str(known.type) for known in fields(Profile)}
    values: dict[str, Any] = {"name": name, "title": file, "columns": {}}
    for key, value in {**_model(said, file, wrong), **said}.items():
        if key not in types:
            wrong.append(unknown(key, types, file, "key"))
        elif key == "columns" and isinstance(value, dict):
            values[key] = {ours: (theirs,) if isinstance(theirs, str) else theirs for ours, theirs in value.items()}
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    values = {key: _checked(key, value, types[key], file, wrong) for key, value in values.items()}
    if not wrong:
        profile = Profile(**values)
        wrong += _senseless(profile, file)
    faults += wrong
    return None if wrong else profile


def _model(said: Mapping[str, Any], file: str, wrong: list[Fault]) -> dict[str, Any]:
    """What the format says that this one is like."""
    model, known = str(said.get("like", "")), _shipped_files()
    if not model:
        return {}
    if model not in known:
        wrong.append(unknown(model, known, file, "format"))
        return {}
    return tomllib.loads(known[model])


def _checked(key: str, value: Any, kind: str, file: str, wrong: list[Fault]) -> Any:
    """The value, its tuples made such; an ERROR if it is not of its key's kind."""
    sound = {
        "str": lambda v: isinstance(v, str),
        "bool": lambda v: isinstance(v, bool),
        "tuple[str, ...]": lambda v: isinstance(v, tuple | list) and all(isinstance(item, str) for item in v),
    }
    inner = re.fullmatch(r"Mapping\[str, (.*)\]", kind)
    if inner:
        if isinstance(value, dict):
            return {k: _checked(f"{key}.{k}", v, inner[1], file, wrong) for k, v in value.items()}
    elif sound[kind](value):
        return tuple(value) if isinstance(value, list) else value
    what = {"str": "a text", "bool": "true or false"}.get(kind, "a list of texts" if not inner else "a table")
    wrong.append(Fault(Level.ERROR, f"this should be {what}", file, 0, key))
    return value


def _senseless(profile: Profile, file: str) -> list[Fault]:
    wrong = []
    for table in (profile.columns, profile.fixed, profile.codes):
        wrong += [unknown(ours, EVENT_COLUMNS, file, "column of ours") for ours in table if ours not in EVENT_COLUMNS]
    wrong += [
        unknown(c, EVENT_COLUMNS, file, "column of ours") for c in profile.areas.values() if c not in EVENT_COLUMNS
    ]
    wrong += [unknown(kind, SHAPES, file, "shape") for kind in profile.shape.values() if kind not in SHAPES]
    for key, value, allowed in (
        ("others", profile.others, _OTHERS),
        ("date_format", profile.date_format, ("", *ORDERS)),
    ):
        if value not in allowed:
            wrong.append(
                Fault(Level.ERROR, f"this should be one of {', '.join(filter(None, allowed))}", file, 0, key, value)
            )
    if profile.name == NONE or not profile.columns:
        wrong.append(Fault(Level.ERROR, "a profile needs a table [columns], and a name other than none", file))
    return wrong


def unknown(word: str, known: Iterable[str], file: str, what: str) -> Fault:
    near = nearest(word, list(known))
    remedy = f"{near!r} may be meant" if near else f"Known are {', '.join(known)}"
    return Fault(Level.ERROR, f"this {what} is not known", file, 0, word, remedy=remedy)


def tag_of(table: Table, i: int) -> str:
    """The HXL tag of a column, "" if it has none."""
    return table.tags[i] if i < len(table.tags) else ""


def has_tag(tag: str, wanted: str) -> bool:
    """Tell whether an HXL tag is the wanted one: its attributes with +, not those with -."""
    hashtag, *signed = re.split(r"(?=[+-])", re.sub(r"\s", "", wanted.casefold()))
    name, *attributes = re.sub(r"\s", "", tag.casefold()).split("+")
    return name == hashtag and all((sign[1:] in attributes) == (sign[0] == "+") for sign in signed)
