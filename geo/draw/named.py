"""Stage 6 of 6, what documents name beside their events: places and unsettled names, as the page reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.draw.columns import Strings
from geo.draw.shapes import DEGREE
from geo.mentions import Mentioned, Unsettled
from geo.records import Candidate

# On one page; the rest is counted.
MOST_PLACES = 2_000
MOST_UNPLACED = 500


def mentions(
    places: Sequence[Mentioned], documents: Mapping[str, int], strings: Strings, cut: float = -180.0
) -> dict[str, Any]:
    """The mentioned places as columns, the most mentioned first; longitudes west of `cut` a turn further east."""
    shown = places[:MOST_PLACES]
    lon_lat = [_integers(place.candidate, cut) for place in shown]
    columns = {
        "name": [strings.code(place.candidate.name) for place in shown],
        "lon": [lon for lon, _ in lon_lat],
        "lat": [lat for _, lat in lon_lat],
        "geo_precision": [strings.code(place.geo_precision) for place in shown],
        "kind": [strings.code(place.candidate.kind) for place in shown],
        "count": [place.count for place in shown],
        "quotes": [
            [[documents.get(doc_id, -1), strings.code(told)] for doc_id, told in place.quotes] for place in shown
        ],
    }
    return {"mentions": columns, "mentions_more": len(places) - len(shown)}


def unplaced(names: Sequence[Unsettled], documents: Mapping[str, int]) -> dict[str, Any]:
    """The names that need a person's eye, each with its sentence and what it may mean; degrees."""
    shown = names[:MOST_UNPLACED]
    listed = [
        {
            "name": name.name,
            "document": documents.get(name.doc_id, -1),
            "sentence": name.sentence,
            "candidates": [_option(candidate, where) for candidate, where in name.candidates],
        }
        for name in shown
    ]
    return {"unplaced": listed, "unplaced_more": len(names) - len(shown)}


def _option(candidate: Candidate, where: str) -> dict[str, Any]:
    lon, lat = round(candidate.lon, 5), round(candidate.lat, 5)
    return {"name": candidate.name, "where": where, "lon": lon, "lat": lat}


def _integers(candidate: Candidate, cut: float) -> tuple[int, int]:
    lon = candidate.lon + 360 if candidate.lon < cut else candidate.lon
    return round(lon * DEGREE), round(candidate.lat * DEGREE)
