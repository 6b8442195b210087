"""What was found, in lines: JSON for other programs, as `geo parse --jsonl` speaks it, and tables for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from geo.mentions import DateMention, EventMention, Quantity, Reading, Toponym
from geo.records import Candidate, Choice, Document

Parse = Callable[..., Reading]


def answer(line: bytes, parse: Parse, *, date: str = "") -> bytes:
    """Answer one line; one that cannot be read is answered with what is wrong with it.

    Parameters
    ----------
    line : bytes
        {"id", "text", "title"?, "date"?, "spans"?}, UTF-8; spans are {"start", "end"} in code points.
    parse : callable
        `geo.parse`, or the like.
    date : str
        EDTF of the publication of texts that state none.
    """
    doc_id: Any = None
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise ValueError("a line is a JSON object")
        doc_id = _echoed(asked.get("id"))
        text = _text(asked, "text")
        day, spans = _text(asked, "date", "") or date, _spans(asked, text)
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


def heading(document: Document) -> str:
    """Return a line about a document: its file, title, date and language."""
    known = ", ".join(filter(None, (document.date or "undated", document.language)))
    return f"{document.file}: {_cut(document.title, 100)} ({known})"


def table(found: Reading) -> Iterator[str]:
    """Yield what a text says, a line each for people to read: places, dates, then events."""
    for name, rows in (
        ("places", map(toponym_row, found.toponyms)),
        ("dates", map(date_row, found.dates)),
        ("events", map(event_row, found.events)),
    ):
        lines = list(rows)
        if lines:
            yield f"  {name}"
            yield from lines


def toponym_row(found: Toponym) -> str:
    """Return a toponym as a line; ? marks one for review."""
    mention, place = found.mention, found.candidate
    where = f"{place.lat:8.4f} {place.lon:9.4f}  {place.name}" if place else f"{'':18}  not placed"
    mark = " " if found.certain else "?"
    return f"{mention.start:8} {mark} {_cut(mention.surface, 40):24} {mention.role:12} {where}  ({found.reason})"


def date_row(found: DateMention) -> str:
    """Return a date as a line; ? marks one for review."""
    mark = " " if found.status == "resolved" else "?"
    return f"{found.start:8} {mark} {_cut(found.text, 40):24} {found.edtf or 'unresolved':12} ({found.rule})"


def event_row(told: EventMention) -> str:
    """Return an event as two lines: what is suggested, and the sentence that says so."""
    place = told.toponym.candidate
    where = place.name if place else _cut(told.toponym.mention.surface, 40)
    said = [told.event_type, told.confidence, *told.actors, *(number.text for number in told.numbers)]
    first = f"{told.start:8} ? {told.edtf or 'undated':24} {where}: {_cut('; '.join(filter(None, said)), 120)}"
    return f"{first}  ({told.reason})\n{'':11}{_cut(told.quote, 200)}"


def choice_json(query: str, choice: Choice) -> str:
    """Return as JSON what a name means."""
    place = None if choice.best is None else _candidate(choice.best) | {"reason": choice.reason}
    found = {"query": query, "place": place, "reason": choice.reason}
    return json.dumps(found | {"candidates": [_candidate(c) for c in choice.ranked]}, ensure_ascii=False, indent=2)


def _candidate(candidate: Candidate) -> dict[str, Any]:
    names = (
        "name", "lat", "lon", "kind", "geo_precision", "place_id", "country", "admin1", "population", "origin",
    )  # fmt: skip
    return {name: getattr(candidate, name) for name in names}


def choice_text(query: str, choice: Choice) -> str:
    """Return what a name means as lines for people to read."""
    lines = [f"{query}: {choice.reason}"]
    for candidate in choice.ranked[:20]:
        mark = "→" if candidate == choice.best else " "
        where = f"{candidate.lat:8.4f} {candidate.lon:9.4f}"
        lines.append(
            f"{mark} {where}  {candidate.country:2}  {candidate.kind:9} {candidate.name}  [{candidate.place_id}]"
        )
    more = len(choice.ranked) - 20
    return "\n".join([*lines, *([f"  … and {more} more"] if more > 0 else [])])


def _cut(text: str, length: int) -> str:
    """The text in one line, no longer than that."""
    plain = " ".join(text.split())
    return plain if len(plain) <= length else plain[: length - 1] + "…"


def _echoed(doc_id: Any) -> Any:
    """Return an id that can be given back: JSON, which NaN and Infinity are not."""
    if not isinstance(doc_id, str):
        try:
            json.dumps([[[doc_id]]], allow_nan=False)  # deeper than the answer, so that no nesting fails only there
        except ValueError:
            raise ValueError('"id" is a number that JSON does not have') from None
    return doc_id


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


# JSON lets these stand in a string; readers of lines may take them for the end of one.
_BREAKS = {chr(code): f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


def _encoded(values: dict[str, Any]) -> bytes:
    try:
        told = json.dumps(values, ensure_ascii=False)
        for mark, written in _BREAKS.items():
            told = told.replace(mark, written)
        return told.encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can write and UTF-8 cannot
        return json.dumps(values).encode() + b"\n"
