"""A small project of nine events that has one of everything a page can show."""

from __future__ import annotations

import dataclasses

import shapely

from geo.draw.contract import Edition
from geo.draw.spellings import spellings_of
from geo.layer import categories, category_of, layer
from geo.records import Candidate, Document, Period, Project, SeedPlace, Seeds, Source
from geo.schema import UNDATED, account
from tests.tables import features

ADVISERS = Period("advisers", "Soviet advisers", "1956-01-01", "1991-12-26", "1956", "1991-12-26")
CAMPAIGN = Period(
    "campaign", "Active campaign", "2015-09-30", "2016-03-14", "2015-09-30", "2016-03-14", "#B2182B",
    "Russian aircraft fly combat missions from Hmeimim.", "record", "https://example.org/period",
)  # fmt: skip
PERIODS = (ADVISERS, CAMPAIGN)
SOURCES = {
    "record": Source(
        "record", "Air base takes shape", "The Record", "A. Writer", "2015-09-12", "newspaper",
        "https://example.org/base", "CC BY 4.0",
    )
}  # fmt: skip
TEXT = (
    "# Air base takes shape\n\nThe runway was ready in August.\n\nThe field lies south of the city. Jets arrived at "
    "Hmeimim on 30 September.\nPilots of the Russian Aerospace Forces came with them."
)
DOCUMENTS = (Document("air-base", "Air base takes shape", TEXT, "record", "2015-09-12", "en"),)
PLACES = (SeedPlace(Candidate("own:hmeimim", "Hmeimim", 35.949, 35.401, "airfield", "exact"), ("Khmeimim",)),)
PROJECT = Project(
    title="Bases and routes", as_of="2016-07-31", headline="Where forces went", kicker="Sample",
    standfirst="A map of bases, strikes and routes.", countries=("SY",), method="Read from articles.",
    corrections="None so far.",
)  # fmt: skip

ALEPPO = shapely.Polygon([(36.2, 35.6), (38.6, 35.6), (38.6, 36.9), (36.2, 36.9)])
STRAIT = shapely.LineString([(29.15, 41.25), (29.05, 41.1), (28.98, 41.0), (35.88, 34.9)])

ROWS = (
    {
        "event_id": "base", "title": "Jets arrive at the base", "day": "2015-09-30", "at": (35.949, 35.401),
        "geo_precision": "exact", "place_name": "Hmeimim", "local_name": "حميميم", "event_type": "Deployment",
        "actor1": "Russian Aerospace Forces; Pilots", "source": "record", "doc_id": "air-base",
        "source_url": "https://example.org/base#p2", "quote": "Jets arrived at Hmeimim on 30 September.",
        "place_reason": "airfield of this name", "confidence": "certain", "turning_point": "The jets are there.",
    },
    {
        "event_id": "town", "title": "Fighting near the town", "date_start": "2015-10", "earliest": "2015-10-01",
        "latest": "2015-10-31", "date_precision": "month", "date_text": "in October", "at": (37.04, 36.58),
        "geo_precision": "near", "radius_km": 3.5, "place_name": "Azaz", "event_type": "Battle",
        "source": "Local radio", "status": "suggested", "fatalities_low": "2", "fatalities_high": "5",
    },
    {
        "event_id": "same-town", "title": "Shelling", "day": "2015-10-12", "at": (37.04, 36.58),
        "geo_precision": "near", "radius_km": 3.5, "place_name": "Azaz", "event_type": "Battle",
        "fatalities": "4", "extra": {"weather": "fog"},
    },
    {
        "event_id": "province", "title": "Strikes across the province", "date_start": "2016-02",
        "date_end": "2016-04", "earliest": "2016-02-01", "latest": "2016-04-30", "at": ALEPPO,
        "geo_precision": "adm1", "place_name": "Aleppo Governorate", "event_type": "Strike",
    },
    {
        "event_id": "ships", "title": "Landing ships pass the strait", "day": "2015-11-02", "at": STRAIT,
        "geo_precision": "region", "place_name": "Bosphorus → Tartus", "place_kind": "route", "to_location": "Tartus",
        "latitude": 41.1, "longitude": 29.05, "event_type": "Movement", "actor1": "Navy", "actor2": "Navy",
    },
    {
        "event_id": "advisers", "title": "Advisers live in the city", "date_start": "198X~",
        "earliest": "1980-01-01", "latest": "1989-12-31", "date_precision": "decade", "date_qualifier": "~",
        "at": (36.2765, 33.5138), "geo_precision": "near", "radius_km": 12.0, "place_name": "Damascus",
        "event_type": "Deployment", "turning_point": "Yes",
    },
    {
        "event_id": "later", "title": "A statement", "day": "2016-06-01", "at": (37.6173, 55.7558),
        "geo_precision": "near", "place_name": "Moscow", "event_type": "Statement",
    },
    {
        "event_id": "unplaced", "title": "A meeting", "day": "2016-01-05", "location": "the old mill",
        "event_type": "Statement", "place_reason": "no place of this name is known",
        "reason": "no place of this name is known", "quote": "They met at the old mill.",
    },
    {
        "event_id": "undated", "title": "A handover", "at": (35.89, 34.89), "geo_precision": "near",
        "place_name": "Tartus", "event_type": "Deployment", "reason": "no date is given",
        "date_text": "four months after",
    },
)  # fmt: skip


def edition(*rows: dict, periods=PERIODS, project=PROJECT, sources=SOURCES, documents=DOCUMENTS) -> Edition:
    """What pages are drawn from, for these rows (default: all of the sample's)."""
    table = features(*(rows or ROWS))
    table.loc[table["earliest"].isna() & table["latest"].isna(), "set_aside"] = UNDATED
    kinds = categories(table)
    layers = layer(table, periods, kinds)
    return Edition(
        table, tuple(periods), kinds, category_of(table, kinds), layers, project, sources, tuple(documents),
        account(table), spellings_of(PLACES),
    )  # fmt: skip


def seeds(tmp_path, made: Edition) -> Seeds:
    """The part of the seeds that drawing asks for."""
    return Seeds(
        tmp_path, made.project, made.features, made.periods, made.sources, PLACES, made.documents,
    )  # fmt: skip


def with_text(text: str) -> Edition:
    """The sample with this text in every field that takes text."""
    free = (
        "title", "date_text", "location", "place_name", "local_name", "to_location", "event_type", "actor1",
        "actor2", "source", "source_url", "source_locator", "quote", "notes", "fatalities", "place_reason", "reason",
        "turning_point",
    )  # fmt: skip
    rows = [row | dict.fromkeys(free, text) | {"extra": {text: text}} for row in ROWS]
    source = dataclasses.replace(
        SOURCES["record"],
        **dict.fromkeys(("title", "outlet", "author", "date", "kind", "url", "licence"), text),
    )
    rows[0] |= {"source": "record"}
    project = Project(
        title=text, as_of="2016-07-31", headline=text, standfirst=text, kicker=text, method=text, corrections=text
    )
    periods = [
        dataclasses.replace(p, **dict.fromkeys(("title", "description", "source", "source_url"), text)) for p in PERIODS
    ]
    documents = [dataclasses.replace(DOCUMENTS[0], title=text, text=text, source=text, url=text, date=text)]
    return edition(*rows, periods=periods, project=project, sources={"record": source}, documents=documents)
