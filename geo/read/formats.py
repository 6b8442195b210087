"""Stage 1 of 6, files of events to tables: a fixed list says which reader takes which suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from geo.read.decode import decode, decode_large
from geo.read.geojson import read_geojson, read_lines
from geo.read.kml import read_kml, read_kmz
from geo.read.parquet import read_parquet
from geo.read.split import read_large
from geo.read.table import Table, read_table
from geo.read.xlsx import read_xlsx
from geo.records import Fault

# Suffix → reader, what a text of this kind is called.
_TEXTS: Mapping[str, tuple[Callable[[str, str, list[Fault]], Table | None], str]] = {
    ".csv": (read_table, "a CSV"),
    ".tsv": (read_table, "a CSV"),
    ".txt": (read_table, "a CSV"),
    ".geojson": (read_geojson, "a GeoJSON"),
    ".jsonl": (read_lines, "a GeoJSON with a feature a line"),
}
# These say their encoding themselves.
_BYTES: Mapping[str, Callable[[bytes, str, list[Fault]], Table | None]] = {
    ".kml": read_kml,
    ".kmz": read_kmz,
    ".xlsx": read_xlsx,
    ".parquet": read_parquet,
}
SUFFIXES = (*_TEXTS, *_BYTES)
_LARGE = 2_000_000  # bytes of a CSV, some 10,000 rows, from which on it is split by Arrow


def read_file(
    data: bytes,
    suffix: str,
    file: str,
    faults: list[Fault],
    *,
    encoding: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> Table | None:
    """Return the table that a file of events holds, None after telling why it cannot be had.

    Parameters
    ----------
    suffix : str
        One of SUFFIXES.
    encoding : str
        Of a text that is not UTF-8.
    progress : callable
        Told how far the reading of a large file is.
    """
    if suffix in _BYTES:
        return _BYTES[suffix](data, file, faults)
    reader, expected = _TEXTS[suffix]
    if reader is read_table and len(data) >= _LARGE:
        plain = decode_large(data, file, faults, encoding=encoding)
        del data
        return None if plain is None else read_large(plain, file, faults, progress)
    text = decode(data, file, faults, encoding=encoding, expected=expected, table=True)
    del data  # as large as the text
    return None if text is None else reader(text, file, faults)
