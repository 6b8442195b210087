"""Documents whose events are marked by hand: what recognizing would give."""

from __future__ import annotations

from dataclasses import replace

from geo.join import tellings
from geo.mentions import EventMention, Mention, Reading, Toponym
from geo.records import Candidate, Document

ALEPPO = Candidate("gn:170063", "Aleppo", 37.161, 36.201, "town", "near", country="SY", radius_km=14.9)
AZAZ = Candidate("gn:172082", "Azaz", 37.046, 36.587, "town", "near", country="SY", radius_km=2.6)
HOMS = Candidate("gn:169577", "Homs", 36.72, 34.73, "town", "near", country="SY", radius_km=9.0)
SYRIA = Candidate("iso:SY", "Syria", 38.5, 35.0, "country", "country", country="SY")


def document(doc_id="a", text="Shells fell on Aleppo on 12 October 2015.", **more) -> Document:
    return Document(doc_id, **{"title": f"The {doc_id} report", "text": text, "file": f"documents/{doc_id}.md"} | more)


def toponym(text: str, place: Candidate | None, surface="", **more) -> Toponym:
    """The name of a place where it first stands in a text."""
    surface = surface or (place.name if place else "nowhere")
    start = text.find(surface)
    mention = Mention(start, start + len(surface), surface, surface.casefold(), more.pop("role", "location"), ())
    precision = more.pop("geo_precision", place.geo_precision if place else "unknown")
    return Toponym(mention, place, precision, "the largest of this name" if place else "nobody knows it", **more)


def event(told: Document, sentence: str, place: Candidate | None, edtf="2015-10-12", **more) -> EventMention:
    """An event that a sentence of a document tells."""
    start = told.text.index(sentence)
    named = more.pop("toponym", None) or toponym(told.text, place, more.pop("surface", ""))
    mention = EventMention(
        start, start + len(sentence), sentence, edtf, "day", edtf, "stated", named, "Battles", "fell", (), (),
        "fact", "dated by its words",
    )  # fmt: skip
    return replace(mention, **more)


def tell(*told, area_of=lambda candidate: (None, True)):
    """The tellings of (document, event …) pairs, in order."""
    documents = [one for one, *_ in told]
    readings = {one.doc_id: Reading(events=tuple(events)) for one, *events in told}
    return tellings(documents, readings, area_of, "2016-07-31")


def telling(doc_id="a", place=ALEPPO, *, text="", date="", source="", area_of=lambda candidate: (None, True), **more):
    """One document that tells one event."""
    name = place.name if place else "nowhere"
    made = document(doc_id, text or f"Shells fell on {name}, {doc_id} says.", date=date, source=source)
    (found,) = tell((made, event(made, made.text, place, **more)), area_of=area_of)
    return found
