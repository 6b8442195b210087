"""Texts in, places, dates and events out, a JSON object a line: what other programs speak with `geo parse --jsonl`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from geo.mentions import DateMention, EventMention, Quantity, Reading, Toponym
from geo.records import Candidate

Parse = Callable[..., Reading]


def answer(line: bytes, parse: Parse) -> bytes:
    """Answer one line; one that cannot be read is answered with what is wrong with it.

    Parameters
    ----------
    line : bytes
        {"id", "text", "title"?, "date"?, "spans"?}, UTF-8; spans are {"start", "end"} in code points.
    parse : callable
        `geo.parse`, or the like.
    """
    doc_id: Any = None
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise ValueError("a line is a JSON object")
        doc_id = asked.get("id")
        text = _text(asked, "text")
        day, spans = _text(asked, "date", ""), _spans(asked, text)
        read = parse(text, title=_text(asked, "title", ""), date=day, spans=spans)
    except (ValueError, RecursionError) as problem:
        return _encoded({"id": doc_id, "error": _said(problem)})
    found = {
        "toponyms": map(toponym, read.toponyms),
        "dates": map(_plain, read.dates),
        "events": map(event, read.events),
    }
    return _encoded({"id": doc_id} | {name: list(values) for name, values in found.items()})


def toponym(found: Toponym) -> dict[str, Any]:
    """Return a toponym as plain values; without a place they are null.

    `lat` to `name` are the place that the span names; `meant` is where the text puts something by it.
    """
    mention, place = found.mention, found.named or found.candidate
    values = {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "role": mention.role,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_id": place.place_id if place else None,
        "name": place.name if place else None,
        "geo_precision": found.geo_precision,
        "status": "suggested" if found.certain else "review",
        "reason": found.reason,
    }
    if found.named and found.candidate:
        values["meant"] = _place(found.candidate) | {"radius_km": found.candidate.radius_km}
    if found.rivals:
        values["candidates"] = [_place(rival) for rival in found.rivals]
    return values


def _place(place: Candidate) -> dict[str, Any]:
    where = ", ".join(part for part in (place.admin1, place.country) if part)
    return {"name": place.name, "lat": place.lat, "lon": place.lon, "place_id": place.place_id, "where": where}


def event(told: EventMention) -> dict[str, Any]:
    """Return an event as plain values."""
    place = told.toponym.candidate
    return {
        "start": told.start,
        "end": told.end,
        "date": told.edtf,
        "date_precision": told.date_precision,
        "date_basis": told.date_basis,
        "location": told.toponym.mention.surface,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_id": place.place_id if place else None,
        "geo_precision": told.toponym.geo_precision,
        "event_type": told.event_type,
        "cue": told.cue,
        "actors": list(told.actors),
        "numbers": [_plain(number) for number in told.numbers],
        "confidence": told.confidence,
        "status": "suggested",
        "reason": told.reason,
        "quote": told.quote,
        "told": [{"start": start, "end": end} for start, end in told.told],
    }


def _plain(record: DateMention | Quantity) -> dict[str, Any]:
    """Return a record of plain values as they are; `dataclasses.asdict` would copy each of them."""
    return {name: getattr(record, name) for name in record.__slots__}


def row(found: Toponym) -> str:
    """Return a toponym as a line of a table for people to read."""
    mention, place = found.mention, found.candidate
    where = f"{place.lat:8.4f} {place.lon:9.4f}  {place.name}" if place else f"{'':18}  not placed"
    mark = " " if found.certain else "?"
    surface = " ".join(mention.surface.split())
    return f"{mention.start:8} {mark} {surface:24} {mention.role:12} {where}  ({found.reason})"


def _text(asked: dict[str, Any], key: str, default: str | None = None) -> str:
    value = asked.get(key, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise ValueError(f'"{key}" is a text')
    return value


def _spans(asked: dict[str, Any], text: str) -> list[tuple[int, int]] | None:
    listed = asked.get("spans")
    if listed is None:
        return None
    if not isinstance(listed, list):
        raise ValueError('"spans" is a list of {"start", "end"}')
    spans = []
    for span in listed:
        start, end = (span.get("start"), span.get("end")) if isinstance(span, dict) else (None, None)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            raise ValueError('a span has "start" < "end", both within the text')
        spans.append((start, end))
    return spans


def _said(problem: Exception) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f"this line is no JSON: {problem.msg} at column {problem.colno}"
    if isinstance(problem, UnicodeDecodeError):
        return "this line is not UTF-8"
    return "nested too deeply" if isinstance(problem, RecursionError) else str(problem)


def _encoded(values: dict[str, Any]) -> bytes:
    try:
        return json.dumps(values, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can write and UTF-8 cannot
        return json.dumps(values).encode() + b"\n"
