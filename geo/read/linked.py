"""Stage 1 of 6, Linked Places (GeoJSON-T): what a record says outside its properties, above all when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geo.read.dates import is_unknown
from geo.when import OPEN

_MARKS = ("@id", "when", "names", "types")  # members that only such records have
_CERTAINTIES = ("uncertain", "less-certain", "certain")
_OPENED = re.compile(r"(-?\d+)(.*)", re.ASCII | re.DOTALL)
SEVERAL = "the record has several times; the span that covers them all was taken"

Span = tuple[str, str]  # start and end as written; "" where not stated, which for an end is open


def is_linked(value: Mapping[str, Any]) -> bool:
    """Tell whether a feature is a record of a gazetteer of linked places."""
    return any(mark in value for mark in _MARKS) or "when" in _object(value.get("properties"))


def linked_cells(value: Mapping[str, Any]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what a record says by the names of our columns, and what has to be told of how it was read."""
    properties = _object(value.get("properties"))
    geometry = _object(value.get("geometry"))
    places = [geometry, *_objects(geometry.get("geometries"))]
    names, types = _objects(value.get("names")), _objects(value.get("types"))
    title = _text(properties.get("title")) or next(iter(_all(names, "toponym")), "")
    given = properties.get("ccodes") or properties.get("ccode")
    lands = [_text(land) for land in given] if isinstance(given, list) else [_text(given)]
    identity = _text(value.get("@id"))
    certain = [*_all(places, "certainty"), *_all([value, _object(value.get("when"))], "certainty")]
    citations = [c for part in (*places, *names) for k in ("citations", "citation") for c in _objects(part.get(k))]
    kinds = [
        _text(kind.get("label")) or next(iter(_all(_objects(kind.get("sourceLabels")), "label")), "") for kind in types
    ]
    cells = {
        "event_id": identity,
        "title": title,
        "location": title,
        "iso": lands[0] if len(lands) == 1 else "",
        "event_type": next(filter(None, kinds), ""),
        "notes": "\n".join(_all(_objects(value.get("descriptions")), "value")),
        "source": _each_once(_all(citations, "label")),
        "source_url": identity if re.match(r"https?://", identity) else "",
        "confidence": next((word for word in _CERTAINTIES if word in certain), ""),
        "other names": _each_once(name for name in _all(names, "toponym") if name != title),
    }
    dates, told = _dates(_spans(value, places, names, types))
    return {name: cell for name, cell in (cells | dates).items() if cell}, told


def _dates(spans: list[Span]) -> tuple[dict[str, str], tuple[str, ...]]:
    """One span over all of them; an end that is not stated is open, one that stands for unknown stays as it is."""
    known = [(start, end) for start, end in spans if not (_unknown(start) and _unknown(end))]
    if not known:
        stood = next(
            (text for span in spans for text in span if text), ""
        )  # such as -1, which the reader of dates tells
        return {"date_start": stood}, ()
    starts = [start for start, _ in known]
    ends = [end or OPEN for _, end in known]
    first = OPEN if any(map(_unknown, starts)) else min(starts, key=_order)
    told_ends = [end for end in ends if not _unknown(end)]
    last = OPEN if OPEN in ends else max(told_ends, key=_order) if told_ends else ends[0]
    distinct = list(dict.fromkeys(known))
    text = "; ".join(f"{start or '…'} – {end or '…'}" for start, end in distinct) if len(distinct) > 1 else ""
    cells = {"date_text": text}
    if first == OPEN:
        cells |= {"date_start": f"{OPEN}/{last}"}
    else:
        cells |= {"date_start": first, "date_end": "" if last == first else last}
    return cells, (SEVERAL,) if text else ()


def _spans(value: Mapping[str, Any], *levels: Iterable[Mapping[str, Any]]) -> list[Span]:
    """The times of the record itself; where it states none, those of its geometries, else its names, else its types."""
    stood: list[Span] = []
    whole = [_object(value.get("when")), _object(_object(value.get("properties")).get("when"))]
    for whens in (whole, *([_object(part.get("when")) for part in level] for level in levels)):
        spans = [span for when in whens for span in _of(when)]
        if any(not _unknown(text) for span in spans for text in span):
            return spans
        stood += spans
    return stood


def _of(when: Mapping[str, Any]) -> Iterator[Span]:
    for key in ("timespans", "timespan"):
        for span in _objects(when.get(key)):
            yield (
                _point(span.get("start"), ("in", "earliest", "latest")),
                _point(span.get("end"), ("in", "latest", "earliest")),
            )


def _point(point: Any, keys: tuple[str, ...]) -> str:
    if isinstance(point, Mapping):
        return next((text for key in keys if (text := _text(point.get(key)))), "")
    return _text(point)


def _unknown(text: str) -> bool:
    return not text or is_unknown(text)


def _order(text: str) -> tuple[int, str]:
    found = _OPENED.match(text)
    return (int(found[1][:9]), found[2]) if found else (0, text)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list, or the one that stands in its place."""
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, Mapping)]


def _all(parts: Iterable[Mapping[str, Any]], key: str) -> list[str]:
    return [text for part in parts if (text := _text(part.get(key)))]


def _each_once(texts: Iterable[str]) -> str:
    return ";".join(dict.fromkeys(text.replace(";", ",") for text in texts))
