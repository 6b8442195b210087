"""The nouns of prose: what a text says of places, dates and events. Offsets count code points, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geo.records import Candidate


class Bearer(NamedTuple):
    """A place that bears a name, in short: what telling places in prose apart needs of it, and no text."""

    row: int  # in the gazetteer
    kind: str  # as in Candidate
    lon: float
    lat: float
    population: int
    country: str
    admin1: int  # number of the division it lies in or is; 0 = none
    match: int  # 2 its main name, 1 another spelling, 0 only folded alike


class Relation(NamedTuple):
    """Where a text puts something by a place that it names."""

    sort: str  # away (so far), side (on that side), near, between (this place and another) or part (a part of it)
    words: str  # as written: "20 km north-east of"
    km: float = 0.0
    bearing: float | None = None  # degrees clockwise from north; None = any, of a part its middle
    other: int = -1  # number of the other mention, for between


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a text that names a place; offsets count code points, `end` is exclusive."""

    start: int
    end: int
    surface: str
    key: str  # folded
    role: str  # location, metonym, organisation or demonym
    bearers: tuple[Bearer, ...]
    within: int = -1  # number of the mention that says where it lies: "Palmyra, Syria"
    beside: int = -1  # number of the mention before it in a list: "Ohio, Indiana and Illinois"
    kind: str = ""  # what the words beside it say it is: country, adm1, adm2, town, river …
    relation: Relation | None = None  # the place itself is not meant but somewhere by it: "north of", "near"
    likeness: float = 0.0  # per cent, if the name is not known but spelled like that of its bearers


@dataclass(frozen=True, slots=True)
class Toponym:
    """A mention resolved; without a place if `candidate` is None.

    Where the text means somewhere by the place that it names, `candidate` is there and `named` the place of the name.
    """

    mention: Mention
    candidate: Candidate | None
    geo_precision: str  # one of GEO_PRECISIONS
    reason: str
    certain: bool = True  # else the choice is a person's to review
    rivals: tuple[Candidate, ...] = ()  # the best few, if not certain: the choice itself, then what fits nearly as well
    named: Candidate | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in prose; offsets count code points, end exclusive."""

    start: int
    end: int
    text: str
    edtf: str  # when unresolved "", or what is known of it, as XXXX-07-08
    precision: str  # one of DATE_PRECISIONS
    status: str  # resolved, review, unresolved
    rule: str  # how it was read, or why it was not


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a sentence gives with what it counts; a range is never made into one number."""

    what: str  # killed, wounded, captured, displaced, troops, aircraft, vehicles …
    low: int
    high: int  # equal to `low` unless the words leave a range; for "at least", `text` says so
    text: str  # as written, with its unit: "at least 40 civilians"


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event that a sentence tells: always a suggestion, for a person to judge.

    `edtf` is "" where no day can be told. `told` lists where else the text tells the same.
    """

    start: int
    end: int
    quote: str  # the sentence
    edtf: str
    date_precision: str  # one of DATE_PRECISIONS
    date_text: str  # the words of the date, "" if it is the document's own
    date_basis: str  # stated, anchored, publication or inferred (from the paragraph)
    toponym: Toponym
    event_type: str
    cue: str  # the words that made it one
    actors: tuple[str, ...]
    numbers: tuple[Quantity, ...]
    confidence: str  # fact, reported, planned, denied, hypothetical, historical
    reason: str  # how place and date came to it
    told: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a text: names of places, dates and events, each in the order of the text."""

    toponyms: tuple[Toponym, ...] = ()
    dates: tuple[DateMention, ...] = ()
    events: tuple[EventMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A place that documents name, outside of any event."""

    candidate: Candidate
    geo_precision: str  # one of GEO_PRECISIONS
    count: int  # how often
    quotes: tuple[tuple[str, str], ...]  # doc_id and sentence, the first few


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A name in a document for which no place could be told, or not for certain."""

    name: str
    doc_id: str
    sentence: str
    candidates: tuple[tuple[Candidate, str], ...]  # likeliest first, each with the land where it lies


@dataclass(frozen=True, slots=True)
class Named:
    """What documents name beside their events: places, the most mentioned first, and names without one."""

    places: tuple[Mentioned, ...] = ()
    unplaced: tuple[Unsettled, ...] = ()
