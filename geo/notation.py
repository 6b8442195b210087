"""A Reading as JSON and back: places once each, and nothing of the text that offsets can give back."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from geo.mentions import Reading
from geo.records import Candidate, SeedPlace

# Bearers are only needed while names are resolved: by far the most of a mention, and known to the gazetteer.
_LEFT_OUT = ("bearers",)
_CUT: dict[str, str] = {}  # stands for the text that a span covers
_NAME_LENGTH = 40  # characters; names come again and again, sentences do not


def written(reading: Reading, text: str, offset: int = 0) -> bytes:
    """Write a reading down in one line.

    Parameters
    ----------
    text : str
        What was read; begins at `offset`, as the reading counts. What stands there is not written but cut out again.
    """
    places: dict[Candidate, int] = {}
    said = _write(reading, text, offset, places)
    listed = [[getattr(place, field.name) for field in fields(Candidate)] for place in places]
    return json.dumps([listed, said], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def read(line: bytes, text: str, offset: int = 0) -> Reading:
    """Return the reading that was written, without bearers.

    Raises
    ------
    ValueError
        This is no reading of that text.
    """
    try:
        listed, said = json.loads(line)
        shapes = _shapes(Candidate)
        places = [_place(tuple(shape(value, None) for shape, value in zip(shapes, row, strict=True))) for row in listed]
        reading: Reading = _reader(Reading)(said, _Given(text, offset, places))
    except (TypeError, LookupError, RecursionError, UnicodeError) as problem:
        raise ValueError(f"this is no reading: {problem}") from problem
    return reading


def place_written(place: SeedPlace) -> list[Any]:
    """Return a project's own place as values for JSON: what reading needs of it."""
    shape = None if place.geometry is None else place.geometry.wkb_hex
    candidate = [getattr(place.candidate, field.name) for field in fields(Candidate)]
    return [candidate, list(place.spellings), shape, place.like]


def place_read(values: list[Any]) -> SeedPlace:
    """Return the place that was written."""
    candidate, spellings, shape, like = values
    if shape is not None:
        from shapely import from_wkb

        shape = from_wkb(shape)
    told: list[Any] = [tuple(value) if isinstance(value, list) else value for value in candidate]
    return SeedPlace(Candidate(*told), tuple(spellings), shape, like)


def _write(value: Any, text: str, offset: int, places: dict[Candidate, int]) -> Any:
    if value is None or type(value) in (str, int, float, bool):
        return value
    if type(value) is tuple:
        return [_write(item, text, offset, places) for item in value]
    kind: Any = type(value)
    if kind is Candidate:
        return places.setdefault(value, len(places))
    told = [getattr(value, name) for name in _names(kind)]
    cut = text[told[0] - offset : told[1] - offset] if _is_span(kind) else None
    return [_CUT if cut is not None and v == cut else _write(v, text, offset, places) for v in told]


class _Given:
    """What stands behind the numbers."""

    def __init__(self, text: str, offset: int, places: list[Candidate]) -> None:
        self.text, self.offset, self.places = text, offset, places

    def place(self, number: int) -> Candidate:
        if number < 0:
            raise ValueError("places are counted from 0")
        return self.places[number]

    def cut(self, start: int, end: int) -> str:
        if not self.offset <= start <= end <= self.offset + len(self.text):
            raise ValueError("a span lies outside the text")
        cut = self.text[start - self.offset : end - self.offset]
        return sys.intern(cut) if len(cut) < _NAME_LENGTH else cut


_Read = Callable[[Any, Any], Any]


@cache
def _reader(kind: Any) -> _Read:
    """Make the function that reads a value of one kind, and refuses any other."""
    if kind is Candidate:
        return lambda value, given: given.place(_plain(int, value))
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind))
    if NoneType in get_args(kind):
        inner = _reader(next(part for part in get_args(kind) if part is not NoneType))
        return lambda value, given: None if value is None else inner(value, given)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _record_reader(kind)
    return lambda value, _: _plain(kind, value)


def _tuple_reader(parts: tuple[Any, ...]) -> _Read:
    if parts[-1] is ...:
        each = _reader(parts[0])
        return lambda value, given: tuple([each(item, given) for item in _plain(list, value)])
    shapes = [_reader(part) for part in parts]
    return lambda value, given: tuple(s(item, given) for s, item in zip(shapes, _plain(list, value), strict=True))


def _record_reader(kind: Any) -> _Read:
    names, shapes, is_span, blank = _names(kind), _shapes(kind), _is_span(kind), _blank(kind)

    def read_record(value: Any, given: Any) -> Any:
        if len(_plain(list, value)) != len(names):
            raise ValueError(f"a {kind.__name__} has {len(names)} fields")
        if is_span:
            cut = given.cut(_plain(int, value[0]), _plain(int, value[1]))
            value = [cut if v == _CUT else v for v in value]
        told = [shape(v, given) for shape, v in zip(shapes, value, strict=True)]
        return kind(**dict(zip(names, told, strict=True)), **blank)

    return read_record


def _plain(kind: Any, value: Any) -> Any:
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind or (kind is float and not math.isfinite(value)):
        raise ValueError(f"{value!r:.40} is no {kind.__name__}")
    return sys.intern(value) if kind is str else value


def _is_span(kind: Any) -> bool:
    return _names(kind)[:2] == ("start", "end")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    listed = getattr(kind, "_fields", None) or tuple(field.name for field in fields(kind))
    return tuple(name for name in listed if name not in _LEFT_OUT)


@cache
def _shapes(kind: Any) -> tuple[_Read, ...]:
    hints = get_type_hints(kind)
    return tuple(_reader(hints[name]) for name in _names(kind))


@cache
def _blank(kind: Any) -> dict[str, tuple[()]]:
    return {name: () for name in getattr(kind, "__annotations__", ()) if name in _LEFT_OUT}


@lru_cache(maxsize=1 << 13)
def _place(values: tuple[Any, ...]) -> Candidate:
    """The same place is one object in all documents."""
    return Candidate(*values)
