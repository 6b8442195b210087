"""Stage 1 of 6, periods as PeriodO hands them on (JSON-LD): authorities, and the periods that each defines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from geo.read.archives import shown
from geo.read.tell import counted
from geo.read.words import is_link
from geo.records import Fault, Level, Period

_GROUPS = ("authorities", "periodCollections")  # the second until 2016
_MEMBERS = ("periods", "definitions")
_BASE = "http://n2t.net/ark:/99152/"
_YEAR = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_REMEDY = "Download the dataset from perio.do, or write periods.csv"
_ABOUT = ("spatialCoverageDescription", "note")
_LAST = 9999
_SAID = 5


def read_periodo(text: str, file: str, faults: list[Fault]) -> tuple[Period, ...]:
    """Return the periods of a dataset, of one authority or a single one; those that no calendar of ours holds are told.

    A period is as wide as its source allows: from the earliest year of its start to the latest of its stop. What began
    before the year 1 begins there, for days before it are not counted.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as problem:
        line = getattr(problem, "lineno", 0)
        faults.append(Fault(Level.ERROR, f"this is no JSON: {str(problem)[:80]}", file, line, remedy=_REMEDY))
        return ()
    found = list(_definitions(data))
    if not found:
        faults.append(Fault(Level.ERROR, "this JSON holds no periods of PeriodO", file, remedy=_REMEDY))
        return ()
    periods: dict[str, Period] = {}
    left_out: dict[str, list[str]] = {}
    for authority, definition in found:
        start, stop = _year(definition.get("start"), min), _year(definition.get("stop"), max)
        if start is None or stop is None or stop < start:
            left_out.setdefault("without years from one to another", []).append(_text(definition.get("label")))
        elif stop < 1 or start > _LAST:
            left_out.setdefault(f"outside the years 1 to {_LAST}", []).append(_text(definition.get("label")))
        else:
            period = _period(authority, definition, max(start, 1), min(stop, _LAST))
            periods.setdefault(period.period_id, period)
    faults.append(Fault(Level.NOTE, f"read as PeriodO: {counted(len(periods), 'period')}", file))
    for why, labels in left_out.items():
        names = ", ".join(labels[:_SAID]) + (" …" if len(labels) > _SAID else "")
        faults.append(Fault(Level.FAULT, f"{counted(len(labels), 'period')} left out: {why}", file, value=names))
    return tuple(periods.values())


def _definitions(data: Any) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each period with the authority that defines it."""
    whole = _object(data)
    groups = [group for name in _GROUPS for group in _each(whole.get(name))]
    for authority in groups or [whole]:
        members = [member for name in _MEMBERS for member in _each(authority.get(name))]
        if not members and not groups and "start" in authority and "stop" in authority:
            yield {}, authority
        for member in members:
            yield authority, member


def _period(authority: Mapping[str, Any], definition: Mapping[str, Any], start: int, stop: int) -> Period:
    given = _text(definition.get("id"))
    name = re.sub(r"[^a-z0-9_-]+", "-", given.rstrip("/").rpartition("/")[2].lower()).strip("-")[-40:]
    title = _text(definition.get("label")) or given
    said = [_text(_object(definition.get(end)).get("label")) for end in ("start", "stop")]
    about = [" – ".join(filter(None, said)), *(_text(definition.get(key)) for key in _ABOUT)]
    return Period(
        name or re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40] or "period",
        title,
        f"{start:04}-01-01",
        f"{stop:04}-12-31",
        f"{start:04}",
        f"{stop:04}",
        description=". ".join(part.rstrip(".") for part in about if part),
        source=_source(definition.get("source")) or _source(authority.get("source")),
        source_url=given if is_link(given) else f"{_BASE}{given}" if name and name == given else "",
    )


def _source(source: Any) -> str:
    """The title or citation of a source, or of what it is a part of."""
    said = _object(source)
    named = _text(said.get("title")) or _text(said.get("citation"))
    year = _text(said.get("yearPublished"))
    return f"{named} ({year})" if named and year else named or (_source(said["partOf"]) if "partOf" in said else "")


def _year(end: Any, widest: Callable[[list[int]], int]) -> int | None:
    years = [_text(year) for year in _object(_object(end).get("in")).values()]
    known = [int(year) for year in years if _YEAR.fullmatch(year)]
    return widest(known) if known else None


def _text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return shown(" ".join(value.split())) if isinstance(value, str) else ""


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _each(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list, or of a mapping by their ids."""
    held = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    return [{"id": key if isinstance(key, str) else "", **part} for key, part in held if isinstance(part, Mapping)]
