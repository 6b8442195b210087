"""Texts in, places and dates out, a JSON object a line: what other programs speak with `geo parse --jsonl`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from geo.records import DateMention, Toponym

Parse = Callable[..., Iterable[Toponym]]
Dates = Callable[[str, str], Iterable[DateMention]]


def answer(line: bytes, parse: Parse, dates: Dates) -> bytes:
    """Answer one line; one that cannot be read is answered with what is wrong with it.

    Parameters
    ----------
    line : bytes
        {"id", "text", "title"?, "date"?, "spans"?}, UTF-8; spans are {"start", "end"} in code points.
    parse, dates : callable
        `geo.pipeline.parse` and `dates`, or the like.
    """
    doc_id: Any = None
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise ValueError("a line is a JSON object")
        doc_id = asked.get("id")
        text = _text(asked, "text")
        day, spans = _text(asked, "date", ""), _spans(asked, text)
        found = parse(text, title=_text(asked, "title", ""), date=day, spans=spans)
        said = [] if spans is not None else [asdict(mention) for mention in dates(text, day)]
    except (ValueError, RecursionError) as problem:
        return _encoded({"id": doc_id, "error": _said(problem)})
    return _encoded({"id": doc_id, "toponyms": [toponym(t) for t in found], "dates": said, "events": []})


def toponym(found: Toponym) -> dict[str, Any]:
    """Return a toponym as plain values; without a place they are null."""
    mention, place = found.mention, found.candidate
    return {
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
