"""Stage 1 of 6, files of events to tables: a fixed list says which reader takes which suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from geo.read.archives import ARCHIVE
from geo.read.decode import decode
from geo.read.geojson import read_geojson, read_lines
from geo.read.kml import read_kml, read_kmz
from geo.read.parquet import read_parquet
from geo.read.table import Table, read_table
from geo.read.xlsx import read_xlsx
from geo.read.zipped import unzipped
from geo.records import Fault

# Suffix → reader, what a text of this kind is called.
_TEXTS: Mapping[str, tuple[Callable[[str, str, list[Fault]], Table | None], str]] = {
    ".csv": (read_table, "a CSV"),
    ".tsv": (read_table, "a CSV"),
    ".ssv": (read_table, "a CSV"),
    ".tab": (read_table, "a CSV"),
    ".txt": (read_table, "a CSV"),
    ".geojson": (read_geojson, "a GeoJSON"),
    ".json": (read_geojson, "JSON"),
    ".jsonl": (read_lines, "a GeoJSON with a feature a line"),
    ".ndjson": (read_lines, "a GeoJSON with a feature a line"),
    ".geojsonl": (read_lines, "a GeoJSON with a feature a line"),
}
# These say their encoding themselves.
_BYTES: Mapping[str, Callable[[bytes, str, list[Fault]], Table | None]] = {
    ".kml": read_kml,
    ".kmz": read_kmz,
    ".xlsx": read_xlsx,
    ".parquet": read_parquet,
}
_TABLES = (*_TEXTS, *_BYTES)
SUFFIXES = (*_TABLES, ARCHIVE)


def read_tables(data: bytes, file: str, faults: list[Fault], *, encoding: str = "") -> Iterator[Table]:
    """Yield the tables that a file of events holds: one, or one for each file of a .zip; what cannot be had is told.

    Parameters
    ----------
    file : str
        As it is shown; its suffix is one of SUFFIXES.
    encoding : str
        Of a text that is not UTF-8.
    """
    held = unzipped(data, file, _TABLES, faults) if _suffix(file) == ARCHIVE else iter([(file, data)])
    del data  # as large as the file, and no longer needed once it is read
    while found := next(held, None):
        table = _table(*found, faults, encoding)
        del found
        if table is not None:
            yield table


def _table(file: str, data: bytes, faults: list[Fault], encoding: str) -> Table | None:
    suffix = _suffix(file)
    if suffix in _BYTES:
        return _BYTES[suffix](data, file, faults)
    reader, expected = _TEXTS[suffix]
    text = decode(data, file, faults, encoding=encoding, expected=expected, table=True)
    del data  # as large as the text
    return None if text is None else reader(text, file, faults)


def _suffix(file: str) -> str:
    return PurePosixPath(file).suffix.lower()
