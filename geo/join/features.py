"""Stage 4 of 6, the table: events and resolved places to features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.join.discs import is_wide
from geo.join.places import Resolved, alike, first_rows, land, nation
from geo.join.spots import AREAS, FAR_KM, Spot, locate, placed, rows_of
from geo.records import Fault, Level, Place
from geo.schema import CRS, ON_MAP, UNDATED, WITHOUT_PLACE, distinct
from geo.sphere import EARTH_KM

if TYPE_CHECKING:
    import geopandas
    import numpy
    import pandas

__all__ = ["AREAS", "join", "join_placed"]

_FILLED = (
    "latitude", "longitude", "geo_precision", "geo_basis", "place_id",
    "place_name", "local_name", "place_kind", "place_reason", "radius_km",
)  # fmt: skip
_COAST = 0.5  # degrees: coasts and borders of the gazetteer are simplified
_NUMBERS = ("latitude", "longitude", "radius_km")
# What rows share that stand for the same place; those that a disc of their own stands for share its middle, too.
_KEY = (
    "location", "iso", "country", "admin1", "place_id", "geo_precision", "geo_basis", "place_problem",
    "radius_km", "to_location", "via",
)  # fmt: skip
_SAID, _LINES = 20, 5  # faults of a kind that get a line of their own; line numbers of the rest
_FATES = (ON_MAP, WITHOUT_PLACE, UNDATED)


def join(events: pandas.DataFrame, places: Resolved) -> tuple[geopandas.GeoDataFrame, tuple[Fault, ...]]:
    """Give every event its geometry, place and reason; events keep their order, none is dropped.

    Coordinates in the table are kept as they are; a name is looked up only where they are missing. A row that
    names where something went (`to_location`, `via`) becomes a line through those places.

    Returns
    -------
    features : GeoDataFrame, EPSG:4326
        EVENT_COLUMNS + READ_COLUMNS + PLACE_COLUMNS + geometry (null where there is no place).
    faults : tuple of Fault
        Rows set aside here, and given coordinates that lie far from the place they name.
    """
    import numpy as np

    kind, first = _kinds(events)
    spots = [locate(row, places) for row in rows_of(events.iloc[first])]
    features = _table(events, spots, kind)
    doubtful = np.flatnonzero(_doubtful(events, spots, kind))
    told = [locate(row, places) for row in rows_of(events.iloc[doubtful])]
    exchanged = doubtful[np.array([spot.exchanged for spot in told], dtype=bool)]
    given = events["longitude"].notna()
    swapped = (*_swapped(features, given, places), *_swapped_from_names(features, given, exchanged))
    kinds = [(fault, "far" if spot.named_at else fault.message) for spot in told for fault in spot.faults]
    return features, (*_few(kinds), *swapped)


def _few(told: Sequence[tuple[Fault, str]]) -> list[Fault]:
    """The first faults of each kind in each file, and how many more there are: a million lines nobody reads."""
    few: list[Fault] = []
    seen: Counter[tuple[str, str]] = Counter()
    more: dict[tuple[str, str], list[Fault]] = {}
    for fault, kind in told:
        key = fault.file, kind
        seen[key] += 1
        (few if seen[key] <= _SAID else more.setdefault(key, [])).append(fault)
    return [*few, *(_counted(rest) for rest in more.values())]


def _counted(rest: Sequence[Fault]) -> Fault:
    lines = ", ".join(str(fault.line) for fault in rest[:_LINES]) + (" …" if len(rest) > _LINES else "")
    rows = "row" if len(rest) == 1 else "rows"
    return replace(rest[0], message=f"{len(rest):,} more {rows} of this kind: {rest[0].message} (lines {lines})")


def join_placed(events: pandas.DataFrame, places: Sequence[Place | str]) -> geopandas.GeoDataFrame:
    """As `join`, for events that come with their places, in order; a text says why there is none."""
    import numpy as np

    spots = [placed(row, place) for row, place in zip(rows_of(events), places, strict=True)]
    return _table(events, spots, np.arange(len(spots)))


def _kinds(events: pandas.DataFrame) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Number the rows so that those of one number are placed alike; and the first row of each number."""
    import numpy as np
    import pandas as pd

    kind, first = alike(events, _KEY)
    radius, precision = (events[column].iloc[first] for column in ("radius_km", "geo_precision"))
    wide = [is_wide(float(km or 0), exactly) for km, exactly in zip(radius, precision, strict=True)]
    rows = np.flatnonzero(np.array(wide, dtype=bool)[kind])
    if not len(rows):
        return kind, first
    for column in ("longitude", "latitude"):
        codes, values = distinct(events[column].iloc[rows])
        kind[rows], _ = pd.factorize(kind[rows] * (len(values) + 1) + codes)
    kind[rows] += len(first)  # beyond the numbers of the others
    return first_rows(kind)


def _doubtful(events: pandas.DataFrame, spots: Sequence[Spot], kind: numpy.ndarray) -> numpy.ndarray:
    """The rows that may have something to tell: without a place, or far from the place that they name."""
    import numpy as np

    told: numpy.ndarray = np.array([bool(spot.faults) for spot in spots], dtype=bool)[kind]
    rows = np.flatnonzero(np.array([spot.named_at is not None for spot in spots], dtype=bool)[kind])
    if not len(rows):
        return told
    anchors = np.array([spot.named_at or (np.nan, np.nan) for spot in spots], dtype=float)[kind[rows]]
    reach = np.array([spot.radius_km for spot in spots], dtype=float)[kind[rows]] + FAR_KM
    lon, lat = (events[column].to_numpy(dtype=float)[rows] for column in ("longitude", "latitude"))
    x, y, x0, y0 = map(np.radians, (lon, lat, *anchors.T))
    half = np.sin((y - y0) / 2) ** 2 + np.cos(y) * np.cos(y0) * np.sin((x - x0) / 2) ** 2
    far = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))) > reach * 0.999  # `locate` measures them
    told[rows] |= far
    return told


def _table(events: pandas.DataFrame, spots: Sequence[Spot], kind: numpy.ndarray) -> geopandas.GeoDataFrame:
    """The features of events, of which each is placed as the spot of its kind; a point of its own stays its own."""
    import geopandas
    import numpy as np
    import pandas as pd
    import shapely

    def of_spots(column: str, dtype: type) -> numpy.ndarray:
        values: numpy.ndarray = np.empty(len(spots), dtype=dtype)
        values[:] = [getattr(spot, column) for spot in spots]
        return values

    text = events["location"].dtype  # what is added holds its text as the events do
    filled: dict[str, Any] = {
        column: of_spots(column, float)[kind] if column in _NUMBERS else _texts(of_spots(column, object), kind, text)
        for column in _FILLED
    }
    shapes = of_spots("geometry", object)
    own, placed = of_spots("own", bool)[kind], ~shapely.is_missing(shapes)[kind]
    kept = own | ~placed  # coordinates as given, also of what cannot be drawn
    for column in ("latitude", "longitude"):
        filled[column][kept] = events[column].to_numpy()[kept]
    if own.all():
        geometry = shapely.points(filled["longitude"], filled["latitude"])
    else:
        geometry = shapes[kind]
        geometry[own] = shapely.points(filled["longitude"][own], filled["latitude"][own])
    dated = (events["earliest"].notna() | events["latest"].notna()).to_numpy()
    fate = np.where(dated, np.where(placed, 0, 1), 2)
    filled["set_aside"] = _texts(np.array(_FATES, dtype=object), fate, text)
    filled["reason"] = _reasons(events, filled["place_reason"], fate, text)
    # As their own dtype: pandas would look through every text again.
    columns = {name: pd.Series(cells, events.index, cells.dtype) for name, cells in filled.items()}
    return geopandas.GeoDataFrame(events.assign(**columns), geometry=geometry, crs=CRS, copy=False)


def _texts(values: numpy.ndarray, codes: numpy.ndarray, dtype: Any) -> Any:
    """Of each row the text of its number, in a column of this dtype."""
    import numpy as np
    import pandas as pd

    return values[codes] if isinstance(dtype, np.dtype) else pd.array(values, dtype=dtype).take(codes)


def _reasons(events: pandas.DataFrame, places: Any, fate: numpy.ndarray, dtype: Any) -> Any:
    """Why a row is set aside."""
    import numpy as np
    import pandas as pd

    if not fate.any():
        return _texts(np.array([""], dtype=object), fate, dtype)
    reasons = np.full(len(events), "", dtype=object)
    lost, undated = fate == 1, fate == 2
    reasons[lost] = np.asarray(places[lost], dtype=object)
    reasons[undated] = [problem or "no date is given" for problem in events["date_problem"][undated]]
    return reasons if isinstance(dtype, np.dtype) else pd.array(reasons, dtype=dtype)


def _swapped(features: geopandas.GeoDataFrame, given: Any, places: Resolved) -> list[Fault]:
    """Points outside the country that their row names, but inside it with latitude and longitude exchanged."""
    import numpy as np
    import shapely

    faults = []
    kind, first = alike(features, ("country", "iso"))
    names = land(features.iloc[first]).to_numpy(dtype=object)
    for country in sorted({name for name in names if name}):
        place = places.get(nation(country))
        if not isinstance(place, Place) or place.geometry is None:
            continue
        rows = np.flatnonzero((names == country)[kind] & given.to_numpy())
        x, y = (features[column].to_numpy(float)[rows] for column in ("longitude", "latitude"))
        west, south, east, north = place.geometry.bounds
        shapely.prepare(place.geometry)
        outside = ~shapely.contains_xy(place.geometry, x, y)
        if not (
            outside & (y > west - _COAST) & (y < east + _COAST) & (x > south - _COAST) & (x < north + _COAST)
        ).any():
            continue  # a coast of many points takes long to widen
        area = place.geometry.buffer(_COAST)
        shapely.prepare(area)
        wrong = features.iloc[rows[~shapely.contains_xy(area, x, y) & shapely.contains_xy(area, y, x)]]
        if len(wrong):
            which = f"given for {country.removeprefix('iso:')}"
            faults.append(_exchanged(wrong, len(rows), which, "outside it, but inside"))
    return faults


def _swapped_from_names(features: geopandas.GeoDataFrame, given: Any, exchanged: numpy.ndarray) -> list[Fault]:
    """The same for rows without a country: points far from the place that their row names, but at it if exchanged."""
    if not len(exchanged):
        return []
    nameless = (features["country"] == "") & (features["iso"] == "")
    alone = (given & nameless & ((features["location"] != "") | (features["place_id"] != ""))).to_numpy()
    wrong = features.iloc[exchanged[alone[exchanged]]]
    return [_exchanged(wrong, int(alone.sum()), "of named places", "far from them, but near")] if len(wrong) else []


def _exchanged(wrong: geopandas.GeoDataFrame, total: int, which: str, where: str) -> Fault:
    lines = ", ".join(map(str, wrong["line"].head(10))) + (" …" if len(wrong) > 10 else "")
    return Fault(
        Level.FAULT,
        f"{len(wrong)} of {total} points {which} ({len(wrong) / total:.0%}) lie {where} "
        f"with latitude and longitude exchanged: lines {lines}; they are drawn as given",
        wrong["file"].iloc[0], int(wrong["line"].iloc[0]), "latitude", "", "Exchange the two columns if so",
    )  # fmt: skip
