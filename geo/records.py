"""The nouns that flow one by one between the stages: frozen, plain, without behaviour of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    import pandas
    from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees, EPSG:4326

# Both precisions finest first: what is made of several is as exact as the vaguest of them.
GEO_PRECISIONS = ("exact", "near", "adm2", "adm1", "region", "country", "sea", "unknown")
DATE_PRECISIONS = ("day", "days", "week", "month", "season", "quarter", "year", "decade", "unknown")
# The first group weighs the fact; the second says how the source itself puts it.
CONFIDENCES = (
    "certain", "less-certain", "uncertain",
    "fact", "reported", "planned", "denied", "hypothetical", "historical",
)  # fmt: skip
STATUSES = ("suggested", "accepted", "edited", "rejected")
DATE_BASES = ("stated", "anchored", "publication", "inferred", "manual")
GEO_BASES = ("source", "gazetteer", "geocoder", "manual")
# How exact a place is by its kind; a kind that is not here is "exact".
PRECISION_OF_KIND = {
    "town": "near", "adm1": "adm1", "adm2": "adm2", "country": "country", "sea": "sea", "strait": "region",
    "river": "region", "lake": "region", "mountains": "region", "region": "region",
}  # fmt: skip


class Level(StrEnum):
    """How much a fault weighs."""

    ERROR = "error"  # nothing can be built until it is mended
    FAULT = "fault"  # a row or a value was set aside; the rest is built
    NOTE = "note"  # a decision that was taken, said aloud


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the seeds: what, where, the value, the remedy.

    `line` counts from 1 in the file as an editor shows it; 0 means the whole file.
    """

    level: Level
    message: str
    file: str = ""
    line: int = 0
    column: str = ""
    value: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        where = [self.file] if self.file else []
        where += [f"line {self.line}"] if self.line else []
        where += [f"column {self.column}"] if self.column else []
        shown = self.value if len(self.value) <= 80 else self.value[:79] + "…"
        where += [f"value {shown!r}"] if self.value else []
        text = f"{', '.join(where)}: {self.message}" if where else self.message
        return f"{text}. {self.remedy}" if self.remedy else text


@dataclass(frozen=True, slots=True)
class When:
    """An EDTF value with the days it may cover.

    `earliest` and `latest` are ISO days (``YYYY-MM-DD``), inclusive; None where that end is open or
    unknown. Strings, because they compare correctly and carry no time zone.
    """

    edtf: str
    earliest: str | None
    latest: str | None
    precision: str  # one of DATE_PRECISIONS
    qualifier: str = ""  # "", "?", "~" or "%"


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from."""

    source_id: str
    title: str
    outlet: str = ""
    author: str = ""
    date: str = ""  # EDTF
    kind: str = ""
    url: str = ""  # http(s) only, else blank
    licence: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text that tells facts; offsets elsewhere count code points of `text`."""

    doc_id: str
    title: str
    text: str
    source: str = ""  # id in sources.csv or a publisher's name
    date: str = ""  # EDTF, publication
    language: str = ""
    url: str = ""
    file: str = ""
    licence: str = ""
    line: int = 1  # of the file, where the text begins; 0 = the text has no lines of the file
    text_start: int = 0  # code points before `text` in the file, line ends counted once; 0 if it was extracted


@dataclass(frozen=True, slots=True)
class Period:
    """A named span of days; an open end (``..``) is already the first day there is, or the as-of day."""

    period_id: str
    title: str
    start: str  # ISO day, inclusive
    stop: str  # ISO day, inclusive
    start_edtf: str = ""  # as written, to show its precision
    stop_edtf: str = ""
    color: str = ""  # "#rrggbb" or blank
    description: str = ""
    source: str = ""
    source_url: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """`project.toml`: what the page says about itself and the context for place names."""

    title: str
    as_of: str  # ISO day
    headline: str = ""
    standfirst: str = ""
    kicker: str = ""
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2, most likely first
    languages: tuple[str, ...] = ("en",)
    method: str = ""
    corrections: str = ""
    earliest: str = ""  # ISO days outside which a date is flagged; blank = no limit
    latest: str = ""
    date_format: str = ""  # "d/m/y" or "m/d/y", for columns whose dates do not show their own order


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a toponym may mean. Degrees, EPSG:4326."""

    place_id: str  # gn:…, oa:…, adm1:…, adm2:…, iso:…, sea:…, lake:…, river:…, region:…, site:…, own:…
    name: str
    lon: float
    lat: float
    kind: str  # town, airfield, port, site, adm1, adm2, country, sea, strait, river, lake, mountains, region
    geo_precision: str  # one of GEO_PRECISIONS
    match: str = "name"  # how the toponym met it: name, spelling, folded
    local_name: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    admin1: str = ""
    population: int = 0
    radius_km: float = 0.0  # size of the place for its ring; 0 = unknown
    bounds: Bounds | None = None
    origin: str = "gazetteer"  # places, gazetteer or the online service's name


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym resolved: the winning candidate, why it won, and its shape where one is known."""

    toponym: str
    candidate: Candidate
    reason: str
    geometry: BaseGeometry | None = None  # line or polygon in lon, lat; None = the point


@dataclass(frozen=True, slots=True)
class Choice:
    """What `choose` decided: `best` is None when nothing fits or two remain equally good."""

    best: Candidate | None
    reason: str
    ranked: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of event with the colour and the shape of its marks; both, so that neither is needed alone."""

    name: str
    color: str  # "#rrggbb"
    shape: str  # circle, square, triangle, diamond, cross or ring


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One switch of the legend: the events of one category in one period.

    `certain` and `possible` are row positions in the features, ascending: arrays, for there may be a million.
    """

    layer_id: str
    period_id: str  # "" for events in no period
    category: str
    certain: numpy.ndarray
    possible: numpy.ndarray


@dataclass(frozen=True, slots=True)
class Accounting:
    """rows = on_map + without_place + undated + rejected + duplicates, always; `suggested` is a share of them."""

    rows: int
    on_map: int
    without_place: int
    undated: int
    rejected: int
    duplicates: int
    suggested: int = 0  # not reviewed by a person

    def __str__(self) -> str:
        unreviewed = f"; {self.suggested} suggested, not reviewed" if self.suggested else ""
        return (
            f"{self.rows} rows read = {self.on_map} on the map + {self.without_place} without a place + "
            f"{self.undated} undated + {self.rejected} rejected + {self.duplicates} duplicates{unreviewed}"
        )


@dataclass(frozen=True, slots=True)
class Seeds:
    """Everything read from a project's folder."""

    root: Path
    project: Project
    events: pandas.DataFrame  # columns: geo.schema.EVENT_COLUMNS, all text; file, line; earliest, latest
    periods: tuple[Period, ...]
    sources: Mapping[str, Source]
    places: tuple[SeedPlace, ...]
    documents: tuple[Document, ...]
    faults: tuple[Fault, ...] = ()  # level FAULT and NOTE; an ERROR raises SeedError instead
    rejected: int = 0
    duplicates: int = 0
    turned_down: pandas.DataFrame | None = None  # of the rejected rows those of that status, columns as `events`


@dataclass(frozen=True, slots=True)
class SeedPlace:
    """A row of places.csv: a place the project knows better than any gazetteer."""

    candidate: Candidate
    spellings: tuple[str, ...] = ()
    geometry: BaseGeometry | None = None
    like: str = ""  # place_id of the gazetteer area whose shape it takes: adm1:SY.02, iso:SY
    source: str = ""
    notes: str = ""
    file: str = ""
    line: int = 0
    extra: Mapping[str, str] = field(default_factory=dict)
