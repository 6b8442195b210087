"""Stage 4 of 6, the table: events and resolved places to features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geo.join.places import Resolved, land, nation
from geo.join.spots import AREAS, FAR_KM, Spot, locate, placed, rows_of
from geo.records import Fault, Level, Place
from geo.schema import CRS, ON_MAP, UNDATED, WITHOUT_PLACE
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
_NUMBERS = ("latitude", "longitude", "radius_km")
# What rows share that stand for the same place; `radius_km` and a way are looked at row by row.
_KEY = ("location", "iso", "country", "admin1", "place_id", "geo_precision", "geo_basis", "place_problem")


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
    return features, (*(fault for spot in told for fault in spot.faults), *swapped)


def join_placed(events: pandas.DataFrame, places: Sequence[Place | str]) -> geopandas.GeoDataFrame:
    """As `join`, for events that come with their places, in order; a text says why there is none."""
    import numpy as np

    spots = [placed(row, place) for row, place in zip(rows_of(events), places, strict=True)]
    return _table(events, spots, np.arange(len(spots)))


def _kinds(events: pandas.DataFrame) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Number the rows so that those of one number are placed alike; and the first row of each number."""
    import numpy as np
    import pandas as pd

    numbers = events["longitude"].notna().to_numpy().astype("int64")
    for column in _KEY:
        codes, distinct = pd.factorize(events[column])
        numbers, _ = pd.factorize(numbers * len(distinct) + codes)
    alone = ~events["radius_km"].isin(("", 0)).to_numpy()
    for column in ("to_location", "via"):
        alone |= (events[column] != "").to_numpy()
    numbers[alone] = numbers.max(initial=0) + 1 + np.arange(alone.sum())
    kind, _ = pd.factorize(numbers)
    return kind, np.flatnonzero(~pd.Series(kind).duplicated())


def _doubtful(events: pandas.DataFrame, spots: Sequence[Spot], kind: numpy.ndarray) -> numpy.ndarray:
    """The rows that may have something to tell: without a place, or far from the place that they name."""
    import numpy as np

    doubtful = np.array([bool(spot.faults) for spot in spots], dtype=bool)[kind]
    anchors = np.array([spot.named_at or (np.nan, np.nan) for spot in spots], dtype=float).reshape(-1, 2)[kind]
    reach = np.array([spot.radius_km for spot in spots], dtype=float)[kind] + FAR_KM
    lon, lat = (events[column].to_numpy(dtype=float) for column in ("longitude", "latitude"))
    x, y, x0, y0 = map(np.radians, (lon, lat, *anchors.T))
    half = np.sin((y - y0) / 2) ** 2 + np.cos(y) * np.cos(y0) * np.sin((x - x0) / 2) ** 2
    far = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))) > reach * 0.999  # `locate` measures them
    told: numpy.ndarray = doubtful | far
    return told


def _table(events: pandas.DataFrame, spots: Sequence[Spot], kind: numpy.ndarray) -> geopandas.GeoDataFrame:
    """The features of events, of which each is placed as the spot of its kind; a point of its own stays its own."""
    import geopandas
    import numpy as np
    import pandas as pd
    import shapely

    def spread(column: str, dtype: type) -> Any:
        values: numpy.ndarray = np.empty(len(spots), dtype=dtype)
        values[:] = [getattr(spot, column) for spot in spots]
        return values[kind]

    filled = {column: spread(column, float if column in _NUMBERS else object) for column in _FILLED}
    geometry, own = spread("geometry", object), spread("own", bool)
    for column in ("latitude", "longitude"):
        filled[column][own] = events[column].to_numpy()[own]
    geometry[own] = shapely.points(filled["longitude"][own], filled["latitude"][own])
    # As their own dtype: pandas would look through every text again.
    columns = {name: pd.Series(cells, events.index, cells.dtype) for name, cells in filled.items()}
    features = geopandas.GeoDataFrame(events.assign(**columns), geometry=geometry, crs=CRS, copy=False)
    dated = features["earliest"].notna() | features["latest"].notna()
    placed = features.geometry.notna()
    features["set_aside"] = WITHOUT_PLACE
    features.loc[placed, "set_aside"] = ON_MAP
    features.loc[~dated, "set_aside"] = UNDATED
    features["reason"] = _reasons(features)
    return features


def _reasons(features: geopandas.GeoDataFrame) -> Any:
    reasons = features["place_reason"].where(features["set_aside"] == WITHOUT_PLACE, "")
    undated = features["set_aside"] == UNDATED
    stated = features["date_problem"].where(features["date_problem"] != "", "no date is given")
    return reasons.where(~undated, stated)


def _swapped(features: geopandas.GeoDataFrame, given: Any, places: Resolved) -> list[Fault]:
    """Points outside the country that their row names, but inside it with latitude and longitude exchanged."""
    import shapely

    faults = []
    countries = land(features)
    for country, rows in features[given & (countries != "")].groupby(countries, sort=True):
        place = places.get(nation(str(country)))
        if not isinstance(place, Place) or place.geometry is None:
            continue
        area = place.geometry.buffer(0.5)  # degrees: coasts and borders of the gazetteer are simplified
        shapely.prepare(area)
        x, y = rows["longitude"].to_numpy(float), rows["latitude"].to_numpy(float)
        wrong = rows[~shapely.contains_xy(area, x, y) & shapely.contains_xy(area, y, x)]
        if len(wrong):
            which = f"given for {str(country).removeprefix('iso:')}"
            faults.append(_exchanged(wrong, len(rows), which, "outside it, but inside"))
    return faults


def _swapped_from_names(features: geopandas.GeoDataFrame, given: Any, exchanged: numpy.ndarray) -> list[Fault]:
    """The same for rows without a country: points far from the place that their row names, but at it if exchanged."""
    alone = given & (land(features) == "") & (features["location"] + features["place_id"] != "")
    wrong = features.iloc[exchanged][alone.to_numpy()[exchanged]]
    return [_exchanged(wrong, int(alone.sum()), "of named places", "far from them, but near")] if len(wrong) else []


def _exchanged(wrong: geopandas.GeoDataFrame, total: int, which: str, where: str) -> Fault:
    lines = ", ".join(map(str, wrong["line"].head(10))) + (" …" if len(wrong) > 10 else "")
    return Fault(
        Level.FAULT,
        f"{len(wrong)} of {total} points {which} ({len(wrong) / total:.0%}) lie {where} "
        f"with latitude and longitude exchanged: lines {lines}; they are drawn as given",
        wrong["file"].iloc[0], int(wrong["line"].iloc[0]), "latitude", "", "Exchange the two columns if so",
    )  # fmt: skip
