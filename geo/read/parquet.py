"""Stage 1 of 6, Parquet and GeoParquet: typed columns to text, each row with its number."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from geo.read.features import cleaned, meaning, union
from geo.read.serials import number_of
from geo.read.shapes import place_of_shape
from geo.read.table import Table
from geo.read.tell import fault_of
from geo.records import Fault, Level

if TYPE_CHECKING:
    import pyarrow

_MOST_CELLS = 100_000_000
_MOST_BYTES = 4_000_000_000  # unpacked, as the file itself says
_INDEX = re.compile(r"__index_level_\d+__")
_POSITION = ("latitude", "longitude")
_REMEDY = "Write it anew, or save it as CSV in UTF-8"
_DEGREES = "Save it anew in EPSG:4326, as by GeoDataFrame.to_crs(4326)"


class _BadFileError(ValueError):
    """Says what is wrong with the file."""


def read_parquet(data: bytes, file: str, faults: list[Fault]) -> Table | None:
    """Return the rows of a Parquet as a table, its geometry as latitude and longitude; None after telling why not."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        opened = parquet.ParquetFile(pa.BufferReader(data))
        _check_size(opened.metadata)
        geometry = _geometry(opened.schema_arrow, file, faults)
        if geometry is None:
            return None
        table = opened.read(use_threads=False)
        columns, left_out = _columns(table, geometry)
        if geometry:
            _place(columns, table.column(geometry), file, faults)
    except _BadFileError as problem:
        faults.append(Fault(Level.ERROR, f"this Parquet file is not read: {problem}", file, remedy=_REMEDY))
        return None
    except (pa.ArrowException, OSError, ValueError, OverflowError) as problem:
        message = f"this Parquet file is damaged: {str(problem).splitlines()[0][:120] if str(problem) else 'no data'}"
        faults.append(Fault(Level.ERROR, message, file, remedy=_REMEDY))
        return None
    if left_out:
        faults.append(Fault(Level.NOTE, f"columns of bytes were left out: {', '.join(left_out)}", file))
    lines = range(1, table.num_rows + 1)
    faults.append(Fault(Level.NOTE, "the file has no lines: here, line 3 is the third row", file))
    return cleaned(Table(file, tuple(columns), tuple(columns.values()), lines, 0), faults)


def _check_size(metadata: Any) -> None:
    cells = metadata.num_rows * metadata.num_columns
    size = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    if cells > _MOST_CELLS or size > _MOST_BYTES:
        raise _BadFileError(f"it unpacks to {cells:,} cells of {size:,} bytes, more than are read")


def _geometry(schema: pyarrow.Schema, file: str, faults: list[Fault]) -> str | None:
    """The name of the column that holds geometry as WKB, "" if there is none, None if it is no degrees."""
    stated = (schema.metadata or {}).get(b"geo")
    if not stated:
        return ""
    try:
        geo = json.loads(stated)
        name = geo["primary_column"]
        column = geo["columns"][name]
        encoding, crs = column.get("encoding"), column.get("crs")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _BadFileError("what it says of its geometry cannot be read") from None
    if name not in schema.names or encoding != "WKB":
        raise _BadFileError(f"its geometry is of the encoding {encoding!r}, not WKB")
    if crs is None or _is_degrees(crs):
        return str(name)
    shown = str(crs.get("name", "")) if isinstance(crs, Mapping) else str(crs)
    message = "the coordinates are of another CRS, not degrees of WGS 84"
    faults.append(Fault(Level.ERROR, message, file, 0, "crs", shown, _DEGREES))
    return None


def _is_degrees(crs: Any) -> bool:
    identity = crs.get("id") if isinstance(crs, Mapping) else None
    if not isinstance(identity, Mapping):
        return False
    return (identity.get("authority"), str(identity.get("code"))) in {
        ("OGC", "CRS84"), ("OGC", "CRS84h"), ("EPSG", "4326"), ("EPSG", "4979"),
    }  # fmt: skip


def _columns(table: pyarrow.Table, geometry: str) -> tuple[dict[str, list[str]], list[str]]:
    """Every column as text, by name; those of bytes are left out, and told."""
    import pyarrow as pa

    columns: dict[str, list[str]] = {}
    left_out: list[str] = []
    for at, name in enumerate(table.column_names):
        if name == geometry or _INDEX.fullmatch(name):
            continue
        column = table.column(at)
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
            left_out.append(name)
            continue
        if name in columns:
            raise _BadFileError(f"two columns are named {name!r}")
        columns[name] = [_text(value) for value in column.to_pylist()]
    return columns, left_out


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return "" if math.isnan(value) else number_of(repr(value))
    if isinstance(value, datetime):
        is_day = value.tzinfo is None and value.time() == time.min
        return value.date().isoformat() if is_day else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list) and not any(isinstance(part, list | dict | tuple) for part in value):
        return union(map(_text, value))
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value)


def _place(columns: dict[str, list[str]], geometry: Any, file: str, faults: list[Fault]) -> None:
    """The geometry as latitude and longitude, which stand for columns of that meaning where there is one."""
    import shapely

    shapes = shapely.from_wkb(geometry.to_pylist(), on_invalid="ignore")
    broken = [i for i, (wkb, s) in enumerate(zip(geometry.to_pylist(), shapes, strict=True), 1) if wkb and s is None]
    places = [place_of_shape(shape) for shape in shapes]
    given = {meaning(name): name for name in columns if meaning(name) in (*_POSITION, "geo_precision", "radius_km")}
    found = {"latitude": [p[0] for p in places], "longitude": [p[1] for p in places]}
    stated = {axis: columns.pop(given[axis]) if axis in given else [""] * len(places) for axis in _POSITION}
    for axis in _POSITION:
        pairs = zip(found[axis], stated[axis], places, strict=True)
        columns[axis] = [ours or (theirs if not place[0] else "") for ours, theirs, place in pairs]
    reaching = [i for i, place in enumerate(places, 1) if place[2]]
    if reaching:
        for name, value in (("geo_precision", "region"), ("radius_km", "")):
            at = given.get(name, name)
            cells = columns.get(at, [""] * len(places))
            columns[at] = [cell or (value or p[2] if p[2] else "") for cell, p in zip(cells, places, strict=True)]
        message = "a point in the shape and how far it reaches from there stand for a line or an area"
        faults.append(fault_of(Level.NOTE, message, file, reaching, column="geometry"))
    if broken:
        message = "the geometry cannot be read; the event is without place"
        faults.append(fault_of(Level.FAULT, message, file, broken, column="geometry"))
