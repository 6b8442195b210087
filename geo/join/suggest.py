"""Stage 4 of 6, suggestions: what documents tell of events, as rows of the events table."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo import when
from geo.join.discs import WIDE_KM
from geo.join.places import basis_of
from geo.mentions import EventMention, Quantity, Reading, Toponym
from geo.records import Candidate, Document, Place, When
from geo.schema import EVENT_COLUMNS, READ_COLUMNS, SUGGESTED

if TYPE_CHECKING:
    import pandas
    from shapely.geometry.base import BaseGeometry

TITLE = 120  # characters of a title
_DTYPES: dict[str, Any] = {"latitude": "float64", "longitude": "float64", "line": "int64"}  # all others: object
# Words before a number that leave it open to one side, or both; then no single count is given.
_AT_LEAST = re.compile(r"\b(at least|more than|over|no fewer than|not fewer than|не менее|более|على الأقل|أكثر من)\b")
_AT_MOST = re.compile(r"\b(at most|up to|as many as|fewer than|less than|no more than|не более|до|ما يصل إلى)\b")
_ABOUT = re.compile(
    r"\b(about|around|some|nearly|almost|roughly|approximately|dozens|hundreds|около|примерно|نحو|حوالي)\b"
)

# Of a candidate: its line or area, and whether it stands where the place of its id does.
AreaOf = Callable[[Candidate], tuple["BaseGeometry | None", bool]]


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of a document that tells an event, with its place and its days."""

    event_id: str
    document: Document
    mention: EventMention
    when: When
    place: Place | str  # or why there is none
    fixed: bool  # the place is the one of its id, not one measured from it ("20 km north of")


def tellings(
    documents: Sequence[Document], readings: Mapping[str, Reading], area_of: AreaOf, as_of: str
) -> list[Telling]:
    """List what the documents tell, in their order.

    Parameters
    ----------
    documents : sequence of Document
        Of one project.
    readings : mapping
        What was read in each, by its `doc_id`.
    area_of : callable
        Gives the shape of a place; its names are resolved already.
    as_of : str
        ISO day of an open end.
    """
    found: list[Telling] = []
    seen: Counter[str] = Counter()
    for document in documents:
        for mention in readings[document.doc_id].events if document.doc_id in readings else ():
            place, fixed = _place(mention.toponym, area_of)
            base = _identity(document, mention)
            seen[base] += 1
            event_id = base if seen[base] == 1 else f"{base}-{seen[base]}"
            found.append(Telling(event_id, document, mention, _when(mention, document.date, as_of), place, fixed))
    return found


def suggest(groups: Sequence[Sequence[Telling]]) -> pandas.DataFrame:
    """Rows of the events table, status suggested; a group is one event, by whom it is told first standing first."""
    import pandas as pd

    rows = [_row(group) for group in groups]
    return pd.DataFrame({
        name: pd.Series([row.get(name, "") for row in rows], dtype=_DTYPES.get(name, object))
        for name in (*EVENT_COLUMNS, *READ_COLUMNS)
    })  # fmt: skip


def source_of(document: Document) -> str:
    """Who says so: the document's source, else its title, written so that it is not taken for an id."""
    if document.source:
        return document.source
    title = " ".join(document.title.replace(";", ",").split())
    return title if " " in title else f"Document {title or document.doc_id}"


def sources_of(group: Sequence[Telling]) -> list[str]:
    """The sources of a group, each once, the earliest first."""
    return list(dict.fromkeys(source_of(telling.document) for telling in group))


def _identity(document: Document, mention: EventMention) -> str:
    """An id that stays while the document's file, the sentence and the place do, whatever is added beside them."""
    candidate = mention.toponym.candidate
    place = (candidate.place_id or candidate.name) if candidate else mention.toponym.mention.surface
    told = (document.file or document.doc_id, " ".join(mention.quote.split()), place)
    text = unicodedata.normalize("NFC", "\x1f".join(told))
    return "doc-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _place(toponym: Toponym, area_of: AreaOf) -> tuple[Place | str, bool]:
    best = toponym.candidate
    if best is None:
        return toponym.reason or "no place of this name is known", True
    shape, fixed = area_of(best)
    return Place(toponym.mention.surface, best, toponym.reason, shape), fixed


def _when(mention: EventMention, published: str, as_of: str) -> When:
    """Its days; what goes on ("since Sunday") does so up to the document's day, which cannot tell what came after."""
    try:
        day = when.parse(mention.edtf, as_of=as_of)
        told = when.parse(published).latest if published and day.edtf.endswith("/..") else None
        if told and day.earliest and day.earliest <= told:
            return when.parse(day.edtf[:-2] + told, as_of=as_of)
    except ValueError:  # no date, or none that a row could bear
        return When("", None, None, "")
    return day


def _row(group: Sequence[Telling]) -> dict[str, Any]:
    first = group[0]
    mention, document, day = first.mention, first.document, first.when
    row: dict[str, Any] = {
        "event_id": first.event_id,
        "title": shortened(mention.quote),
        "date_start": day.edtf,
        "date_precision": mention.date_precision if day.edtf else "",
        "date_qualifier": day.qualifier,
        "date_text": mention.date_text,
        "date_basis": mention.date_basis if day.edtf else "",
        "earliest": day.earliest,
        "latest": day.latest,
        "event_type": mention.event_type,
        "actor1": "; ".join(mention.actors),
        "source": "; ".join(sources_of(group)),
        "source_url": document.url,
        "source_date": document.date,
        "quote": document.text[mention.start : mention.end],
        "doc_id": document.doc_id,
        "char_start": str(mention.start),
        "char_end": str(mention.end),
        "notes": _notes(group),
        "confidence": mention.confidence,
        "status": SUGGESTED,
        "licence": document.licence,
        "extra": {},
        "file": document.file,
        "line": document.line + document.text.count("\n", 0, mention.start) if document.line else 0,
    }
    return row | _where(first) | _killed(mention.numbers)


def _where(telling: Telling) -> dict[str, Any]:
    """Where it happened; a point only where it was measured from the place, else the id says it."""
    toponym, place = telling.mention.toponym, telling.place
    nowhere = float("nan")
    row: dict[str, Any] = {"location": toponym.mention.surface, "latitude": nowhere, "longitude": nowhere}
    if isinstance(place, str):
        return row | {"place_problem": place}
    best = place.candidate
    row |= {"geo_precision": toponym.geo_precision, "geo_basis": basis_of(best), "place_id": best.place_id}
    row["iso"] = best.country
    if not telling.fixed:
        row |= {"latitude": best.lat, "longitude": best.lon, "radius_km": f"{best.radius_km:g}"}
    if toponym.geo_precision == "region" and place.geometry is None and not best.radius_km:
        row["radius_km"] = f"{WIDE_KM:g}"  # a region of unknown size is no point
    return row


def _killed(numbers: Sequence[Quantity]) -> dict[str, str]:
    """The dead, as the sentence counts them; several counts are not added up, they stay in the notes."""
    killed = [number for number in numbers if number.what == "killed"]
    if len(killed) != 1:
        return {}
    (number,) = killed
    words = number.text.casefold()
    low, high = str(number.low), str(number.high)
    if low != high:
        return {"fatalities_low": low, "fatalities_high": high}
    if _AT_LEAST.search(words):
        return {"fatalities_low": low}
    if _AT_MOST.search(words):
        return {"fatalities_high": high}
    return {} if _ABOUT.search(words) else {"fatalities": low}


def _notes(group: Sequence[Telling]) -> str:
    """Why it is suggested and what else is told, in sentences that a reader of the map understands."""
    first = group[0].mention
    notes = [f"Suggested because of “{first.cue}”."] if first.cue else []
    notes += [f"{part[:1].upper()}{part[1:]}." for part in first.reason.split("; ") if part]
    counted = bool(_killed(first.numbers))
    left = [n for n in first.numbers if n.what != "killed" or not counted]
    notes += [f"Numbers told: {', '.join(map(_counted, left))}."] if left else []
    times = len({(first.start, first.end), *first.told})  # a sentence that names two places tells it once
    notes += [f"The document tells it {times} times."] if times > 1 else []
    for telling in group[1:]:
        document = telling.document
        about = f"“{document.title}”" + (f" ({document.date})" if document.date else "")
        notes.append(f"Also told in {about}: “{' '.join(telling.mention.quote.split())}”")
    return " ".join(notes)


def _counted(number: Quantity) -> str:
    """ "14 wounded"; the words alone where they say already what is counted."""
    words = " ".join(number.text.split())
    return words if number.what in words.casefold() else f"{words} ({number.what})"


def shortened(sentence: str, most: int = TITLE) -> str:
    """The sentence on one line, without its full stop; a long one ends at a word, with an ellipsis."""
    line = " ".join(sentence.split())
    if line.endswith(".") and "." not in line.rpartition(" ")[2][:-1]:  # but "in the U.S."
        line = line[:-1]
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    at = cut.rfind(" ") if line[most - 1] != " " else len(cut)
    return cut[: at if at > most // 2 else len(cut)].rstrip(" ,;:–—-") + "…"
