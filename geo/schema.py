"""The noun that flows as a table: its columns, its CRS, its check.

An events table (from `geo.read`) holds EVENT_COLUMNS + READ_COLUMNS. `geo.join` adds PLACE_COLUMNS and a
geometry: that is the features table, a GeoDataFrame in EPSG:4326, one row an event, in the order read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import FeatureError
from geo.records import (
    CONFIDENCES,
    DATE_BASES,
    DATE_PRECISIONS,
    GEO_BASES,
    GEO_PRECISIONS,
    STATUSES,
    Accounting,
)

if TYPE_CHECKING:
    import geopandas
    import numpy
    import pandas

CRS = "EPSG:4326"

# As people write them; text, "" where blank (latitude and longitude: float, NaN where blank).
EVENT_COLUMNS = (
    "event_id", "title",
    "date_start", "date_end", "date_precision", "date_text", "date_basis",
    "location", "latitude", "longitude", "geo_precision", "radius_km", "geo_basis", "place_id", "to_location", "via",
    "admin1", "admin2", "country", "iso",
    "event_type", "sub_event_type", "actor1", "actor2",
    "source", "source_url", "source_date", "source_locator",
    "quote", "doc_id", "char_start", "char_end",
    "notes", "tags", "turning_point",
    "fatalities", "fatalities_low", "fatalities_high",
    "confidence", "status", "reviewer", "reviewed_at", "licence",
)  # fmt: skip

# Added by reading: `date_qualifier` "", "?", "~" or "%"; `earliest`, `latest` ISO days, inclusive, or None;
# `date_problem`, `place_problem` say why a value was set aside ("" if none was); `extra` a dict of columns we do
# not know; `file`, `line` where it stands.
READ_COLUMNS = (
    "date_qualifier", "earliest", "latest", "date_problem", "place_problem", "extra", "file", "line",
)  # fmt: skip

# Added by joining: the place that was found, why (`place_reason`); its size where the row says none (`radius_km` is
# then a number, 0 if unknown). `set_aside` is "", "undated" or "without place"; `reason` says why.
PLACE_COLUMNS = (
    "place_name", "local_name", "place_kind", "place_reason", "set_aside", "reason",
)  # fmt: skip

ON_MAP, UNDATED, WITHOUT_PLACE = "", "undated", "without place"
SUGGESTED = "suggested"  # the status of what no person has reviewed


def split_values(cell: str) -> list[str]:
    """Return the values of one cell, which semicolons part; blank ones are none."""
    return [value.strip() for value in cell.split(";") if value.strip()]


def distinct(column: pandas.Series) -> tuple[numpy.ndarray, list[Any]]:
    """Number the values of a column: of each row the number, -1 where it is missing; and each value once."""
    import numpy as np
    import pandas as pd

    # Not as a Series: its distinct texts would be an index, which no half of a surrogate pair survives.
    cells = column.to_numpy() if column.dtype == object else column.array
    if (
        len(cells) and cells[0] is not None and cells[0] == cells[-1] and (cells == cells[0]).all()
    ):  # most columns are blank
        return np.zeros(len(cells), dtype="int64"), [cells[0]]
    codes, values = pd.factorize(cells)
    return codes, values.tolist()


def account(features: pandas.DataFrame, *, rejected: int = 0, duplicates: int = 0) -> Accounting:
    """Count the fates of the features, and of the rows that reading turned away."""
    fates, statuses = _counts(features["set_aside"]), _counts(features["status"])
    on_map, without_place, undated = (fates.get(fate, 0) for fate in (ON_MAP, WITHOUT_PLACE, UNDATED))
    rows = len(features) + rejected + duplicates
    return Accounting(rows, on_map, without_place, undated, rejected, duplicates, statuses.get(SUGGESTED, 0))


def _counts(column: pandas.Series) -> dict[str, int]:
    import numpy as np

    codes, values = distinct(column)
    return dict(zip(values, np.bincount(codes[codes >= 0], minlength=len(values)).tolist(), strict=True))


def check(features: geopandas.GeoDataFrame) -> None:
    """Raise one FeatureError that lists every breach of the schema; O(n), column by column."""
    missing = [c for c in (*EVENT_COLUMNS, *READ_COLUMNS, *PLACE_COLUMNS) if c not in features.columns]
    if missing:
        raise FeatureError(f"features lack the columns {', '.join(missing)}")
    breaches = [
        f"column {column}: {', '.join(sorted(map(repr, unknown)))} not among {', '.join(allowed)}"
        for column, allowed in _VOCABULARIES.items()
        if (unknown := set(features[column].unique()) - {*allowed, ""})
    ]
    # By its name first: to look its number up takes longer than to build a small map.
    if features.crs is None or (features.crs.srs != CRS and features.crs.to_epsg() != 4326):
        breaches.append(f"CRS is {features.crs}, not {CRS}")
    if features["event_id"].duplicated().any():
        breaches.append("event_id is not unique")
    breaches += _broken_dates(features) + _broken_geometry(features)
    if breaches:
        raise FeatureError("; ".join(breaches))


_VOCABULARIES = {
    "date_precision": DATE_PRECISIONS,
    "date_basis": DATE_BASES,
    "geo_precision": GEO_PRECISIONS,
    "geo_basis": GEO_BASES,
    "confidence": CONFIDENCES,
    "status": STATUSES,
    "set_aside": (UNDATED, WITHOUT_PLACE),
}


def _broken_dates(features: pandas.DataFrame) -> list[str]:
    both = features["earliest"].notna() & features["latest"].notna()
    first, last = features["earliest"], features["latest"]
    if not both.all():
        first, last = first[both], last[both]
    backwards = (first > last).to_numpy()
    broken = features["event_id"][both][backwards] if backwards.any() else ()
    return [f"event {e}: earliest is after latest" for e in broken]


def _broken_geometry(features: geopandas.GeoDataFrame) -> list[str]:
    import shapely

    geometry = features.geometry.to_numpy()
    drawn = (features["set_aside"] == ON_MAP).to_numpy(dtype=bool)
    lost = drawn & (shapely.is_missing(geometry) | shapely.is_empty(geometry))
    broken = features["event_id"][lost] if lost.any() else ()
    breaches = [f"event {e}: on the map without a geometry" for e in broken]
    if drawn.any():
        west, south, east, north = shapely.total_bounds(geometry if drawn.all() else geometry[drawn])
        if west < -180 or east > 180 or south < -90 or north > 90:
            bounds = ", ".join(str(float(bound)) for bound in (west, south, east, north))
            breaches.append(f"coordinates outside the world: {bounds}")
    return breaches
