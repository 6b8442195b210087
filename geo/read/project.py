"""Stage 1 of 6, project.toml: what the page says about itself, each key checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from geo.folding import nearest
from geo.read.dates import ORDERS
from geo.records import Fault, Level, Project, When
from geo.when import parse

FILE = "project.toml"
_TEXTS = ("title", "headline", "standfirst", "kicker", "method", "corrections")
_LISTS = {
    "countries": (r"[A-Z]{2}", 'ISO 3166-1 alpha-2 codes, as ["SY", "RU"]'),
    "languages": (r"[a-z]{2,3}(-[A-Za-z0-9]+)*", 'ISO 639-1 codes, as ["en", "ar"]'),
}
_KEYS = (*_TEXTS, "as_of", *_LISTS, "earliest", "latest", "date_format")


def read_project(text: str | None, faults: list[Fault], *, as_of: str = "") -> Project:
    """Return the project; what cannot be used is told and left at its default.

    Parameters
    ----------
    text : str or None
        Of project.toml; None if there is none.
    as_of : str
        ISO day that overrides the file's.
    """
    found = _parsed(text, faults)
    for key in found.keys() - set(_KEYS):
        near = nearest(key, _KEYS)
        remedy = f"{near!r} may be meant" if near else f"Known are {', '.join(_KEYS)}"
        faults.append(Fault(Level.FAULT, "this key is not known", FILE, _line(text, key), key, remedy=remedy))
    values: dict[str, Any] = {key: _text(found, key, text, faults) for key in _TEXTS}
    if not values["title"] and text is not None:
        faults.append(Fault(Level.ERROR, "there is no title", FILE, remedy='Add a line title = "…"'))
    values |= {key: items for key in _LISTS if (items := _list(found, key, text, faults))}
    values["as_of"] = _as_of(found, text, faults, as_of)
    values["earliest"] = _day(found, "earliest", text, faults, lambda when: when.earliest)
    values["latest"] = _day(found, "latest", text, faults, lambda when: when.latest)
    values["date_format"] = _date_format(found, text, faults)
    return Project(**values)


def _parsed(text: str | None, faults: list[Fault]) -> dict[str, Any]:
    if text is None:
        remedy = "Run `geo init` to make a folder of seeds, or name the folder that has one"
        faults.append(Fault(Level.ERROR, "there is no project.toml", FILE, remedy=remedy))
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"at line (\d+)", str(problem))
        at = int(line[1]) if line else text.count("\n") + 1
        message = re.sub(r" \(at .*\)$", "", str(problem))
        remedy = 'Each line is key = "value"; a quote inside is written \\"'
        faults.append(Fault(Level.ERROR, f"this is no TOML: {message}", FILE, at, remedy=remedy))
        return {}
    except RecursionError:
        message, remedy = "this is no TOML: nested too deeply", 'Write lists of texts, as ["SY", "RU"]'
        faults.append(Fault(Level.ERROR, message, FILE, remedy=remedy))
        return {}


def _line(text: str | None, key: str) -> int:
    found = re.search(rf'^\s*(?:{re.escape(key)}|"{re.escape(key)}")\s*=', text or "", re.MULTILINE)
    return (text or "").count("\n", 0, found.end()) + 1 if found else 0


def _text(found: Mapping[str, Any], key: str, text: str | None, faults: list[Fault]) -> str:
    value = found.get(key, "")
    if isinstance(value, str):
        return value.strip()
    faults.append(Fault(
        Level.FAULT, "this is no text", FILE, _line(text, key), key, str(value), f'Write {key} = "…"'
    ))  # fmt: skip
    return ""


def _list(found: Mapping[str, Any], key: str, text: str | None, faults: list[Fault]) -> tuple[str, ...]:
    pattern, wanted = _LISTS[key]
    value = found.get(key, [])
    items = [value] if isinstance(value, str) else value if isinstance(value, list) else [value]
    good = [item for item in items if isinstance(item, str) and re.fullmatch(pattern, item)]
    for item in items:
        if item not in good:
            faults.append(Fault(
                Level.FAULT, "this is no such code", FILE, _line(text, key), key, str(item), f"Write {wanted}"
            ))  # fmt: skip
    return tuple(dict.fromkeys(good))


def _as_of(found: Mapping[str, Any], text: str | None, faults: list[Fault], override: str) -> str:
    value = override or found.get("as_of", "")
    where = ("--as-of", 0) if override else (FILE, _line(text, "as_of"))
    if not value:
        if text is not None:
            message = "there is no as_of: the day up to which the seeds tell the story"
            faults.append(Fault(Level.ERROR, message, FILE, remedy='Add a line as_of = "2016-07-31"'))
        return ""
    day = _iso(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) and parse(day):
            return day
        message = "this is no ISO day"
    except ValueError as problem:
        message = str(problem)
    faults.append(Fault(Level.ERROR, message, *where, "as_of", day, "Write it as 2016-07-31"))
    return ""


def _iso(value: object) -> str:
    """TOML has dates of its own; both spellings are fine."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _day(
    found: Mapping[str, Any], key: str, text: str | None, faults: list[Fault], end: Callable[[When], str | None]
) -> str:
    value = _iso(found.get(key, ""))
    if not value:
        return ""
    try:
        return end(parse(value)) or ""
    except ValueError as problem:
        faults.append(Fault(
            Level.FAULT, str(problem), FILE, _line(text, key), key, value, "Write it as 2016-07-31"
        ))  # fmt: skip
        return ""


def _date_format(found: Mapping[str, Any], text: str | None, faults: list[Fault]) -> str:
    value = _text(found, "date_format", text, faults).lower().replace("-", "/").replace(".", "/")
    value = re.sub(r"([dmy])\1+", r"\1", value)
    if not value or value in ORDERS:
        return value
    line = _line(text, "date_format")
    remedy = 'Write "d/m/y" or "m/d/y"'
    faults.append(Fault(Level.FAULT, "this is no date format", FILE, line, "date_format", value, remedy))
    return ""
