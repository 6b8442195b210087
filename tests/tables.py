"""Small tables for tests: say only the columns that matter."""

from __future__ import annotations

import geopandas
import pandas
import shapely

from geo.records import Period
from geo.schema import CRS, EVENT_COLUMNS, PLACE_COLUMNS, READ_COLUMNS

_DEFAULTS = {
    "latitude": float("nan"), "longitude": float("nan"), "earliest": None, "latest": None,
    "line": 2, "file": "events/a.csv", "status": "accepted", "source": "s", "radius_km": 0.0,
}  # fmt: skip


def events(*rows: dict) -> pandas.DataFrame:
    """An events table as reading gives it; `day` is short for date_start, earliest and latest."""
    columns = (*EVENT_COLUMNS, *READ_COLUMNS)
    return _frame([_row(i, row, columns) for i, row in enumerate(rows)], columns)


def features(*rows: dict) -> geopandas.GeoDataFrame:
    """A features table as joining gives it; `at` is (lon, lat) or a geometry."""
    columns = (*EVENT_COLUMNS, *READ_COLUMNS, *PLACE_COLUMNS)
    shapes = [_shape(row.get("at")) for row in rows]
    table = _frame([_row(i, row, columns) for i, row in enumerate(rows)], columns)
    table["set_aside"] = [
        "undated" if pandas.isna(a) and pandas.isna(b) else "" if shape is not None else "without place"
        for a, b, shape in zip(table["earliest"], table["latest"], shapes, strict=True)
    ]
    return geopandas.GeoDataFrame(table, geometry=shapes, crs=CRS)


def period(period_id: str, start: str, stop: str, **more: str) -> Period:
    return Period(period_id, more.pop("title", period_id.title()), start, stop, **more)


def _frame(rows: list[dict], columns: tuple[str, ...]) -> pandas.DataFrame:
    """As reading makes it: texts are objects, whatever pandas would make of them."""
    numbers = {name: float for name in ("latitude", "longitude", "radius_km") if name in columns}
    return pandas.DataFrame(rows, columns=list(columns), dtype=object).astype(numbers | {"line": int})


def _row(number: int, row: dict, columns: tuple[str, ...]) -> dict:
    if "day" in row:
        row = row | {
            "date_start": row["day"],
            "earliest": row["day"],
            "latest": row["day"],
            "date_precision": "day",
        }
    full = {"event_id": f"e{number}", "title": f"Event {number}"} | _DEFAULTS | row
    full.setdefault("extra", {})
    return {column: full.get(column, "") for column in columns}


def _shape(at):
    return shapely.Point(*at) if isinstance(at, tuple) else at
