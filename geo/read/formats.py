"""Stage 1 of 6, files of events to tables: a fixed list says which reader takes which suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from geo.read.archives import ARCHIVE
from geo.read.decode import decode, decode_large
from geo.read.geojson import read_geojson, read_lines
from geo.read.kml import read_kml, read_kmz
from geo.read.parquet import read_parquet
from geo.read.split import read_large
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
_LARGE = 2_000_000  # bytes of a CSV, some 10,000 rows, from which on it is split by Arrow

Advance = Callable[[str, int, int], None]  # file, bytes read, bytes of all


def read_tables(
    held: list[bytes],
    file: str,
    faults: list[Fault],
    *,
    encoding: str = "",
    advance: Advance = lambda file, done, size: None,
) -> Iterator[Table]:
    """Yield the tables that a file of events holds: one, or one for each file of a .zip; what cannot be had is told.

    Parameters
    ----------
    held : list of bytes
        The file; taken out of the list, for nothing may hold so much once it is read.
    file : str
        As it is shown; its suffix is one of SUFFIXES.
    encoding : str
        Of a text that is not UTF-8.
    advance : callable
        Told how far the reading of a large file is.
    """
    if _suffix(file) != ARCHIVE:
        parts = iter([(file, held)])
    else:
        parts = ((name, [data]) for name, data in unzipped(held.pop(), file, _TABLES, faults))
    for name, part in parts:
        table = _table(name, part, faults, encoding, advance)
        if table is not None:
            yield table


def _table(file: str, held: list[bytes], faults: list[Fault], encoding: str, advance: Advance) -> Table | None:
    data, suffix = held.pop(), _suffix(file)
    if suffix in _BYTES:
        return _BYTES[suffix](data, file, faults)
    reader, expected = _TEXTS[suffix]
    if reader is read_table and len(data) >= _LARGE:
        plain = decode_large(data, file, faults, encoding=encoding)
        del data
        return None if plain is None else read_large(plain, file, faults, advance)
    text = decode(data, file, faults, encoding=encoding, expected=expected, table=True)
    del data  # as large as the text
    return None if text is None else reader(text, file, faults)


def _suffix(file: str) -> str:
    return PurePosixPath(file).suffix.lower()
