"""Stage 1 of 6, large texts to columns: the table that `geo.read.table` makes, split by Arrow and not row by row.

Where the quotes stand is looked at before, and from them which line each row begins on. What Arrow would swallow (text
after a closing quote, a quote that is never closed) and all that is not plain goes to the other reader; tests hold
that both say the same of any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from geo.read.cells import Cells, rows_where
from geo.read.quotes import positions, quotes_of
from geo.read.sifting import HEAD, Sifted, header_of, swallowing, tell_swallowing
from geo.read.table import (
    GUARD,
    Table,
    declared_separator,
    is_guarded,
    likely_separator,
    read_table,
    rows_of,
    tell_separator,
)  # fmt: skip
from geo.records import Fault

if TYPE_CHECKING:
    import numpy as np
    import pyarrow

_BLOCK = 1 << 20  # bytes that Arrow parses at a time: what stays in the cache
_PART = 8  # blocks that become one piece of a column
_LONGEST = 1 << 29  # bytes of a row that Arrow is not asked to read
_MARK = b"\xef\xbb\xbf"  # Arrow would leave it out where it begins
_PEEK = 200_000  # bytes in which the separator is looked for
_FIRST = 64  # records among which the header is looked for


def read_large(
    data: bytes,
    file: str,
    faults: list[Fault],
    advance: Callable[[str, int, int], None] = lambda file, done, size: None,
) -> Table | None:
    """Split a large CSV into columns: as `geo.read.table.read_table`, of UTF-8 with plain line ends."""
    told: list[Fault] = []
    table = _split(data, file, told, advance)
    if table is None:
        return read_table(data.decode(), file, faults)
    faults += told
    return table


@dataclass(frozen=True, slots=True)
class _Records:
    """Where each record of a text begins and ends, blank ones too, and on which line it begins."""

    starts: np.ndarray[Any, Any]
    ends: np.ndarray[Any, Any]
    lines: np.ndarray[Any, Any]
    inner: bool  # whether cells have several lines


@dataclass(frozen=True, slots=True)
class _Task:
    """What Arrow is to split, and how."""

    body: memoryview
    width: int
    separator: str
    inner: bool  # whether cells have several lines
    block: int  # bytes at a time, more than any row has
    file: str


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What Arrow made of it; `odd` are the rows of another width, counted before they were left out."""

    columns: list[pyarrow.ChunkedArray]
    odd: list[int]
    swallowing: list[int]  # rows in which a quote may have been forgotten


def _split(data: bytes, file: str, faults: list[Fault], advance: Callable[[str, int, int], None]) -> Table | None:
    """The table, None if the other reader must look."""
    import numpy as np

    peek = data[:_PEEK].decode("utf-8", "ignore")
    declared, length = declared_separator(peek)
    separator = declared or likely_separator(peek)
    skipped = len(peek[:length].encode())
    body = memoryview(data)[skipped:]
    quotes = quotes_of(body, separator) if len(body) else None
    if quotes is None:
        return None
    records = _records(body, quotes, 1 + peek.count("\n", 0, length))
    first = rows_of(bytes(body[: records.ends[:_FIRST][-1]]).decode(), separator)
    header = header_of(first) if len(first) == min(_FIRST, len(records.ends)) else None
    if header is None or len(header.names) < 2 or header.at > _FIRST - HEAD:
        return None
    filled = header.at + 1 + np.flatnonzero((records.ends > records.starts)[header.at + 1 :])
    widths = (records.ends - records.starts)[filled]
    if not len(filled) or widths.max() > _LONGEST or body[records.starts[filled[0]] :][:3] == _MARK:
        return None
    block = max(_BLOCK, 2 * int(widths.max()))
    task = _Task(body[records.starts[filled[0]] :], len(header.names), separator, records.inner, block, file)
    parsed = _parsed(task, advance)
    if parsed is None or len(filled) != len(parsed.columns[0]) + len(parsed.odd):
        return None
    lines, other = records.lines[np.delete(filled, parsed.odd)], filled[parsed.odd]
    texts = [bytes(body[a:b]).decode() for a, b in zip(records.starts[other], records.ends[other], strict=True)]
    at, cells = records.lines[other].tolist(), rows_of("\n".join(texts), separator)
    if len(cells) != len(at):
        return None
    tell_separator(separator, file, faults)
    told = [*swallowing(at, cells, task.width, separator), *lines[parsed.swallowing].tolist()]
    tell_swallowing(sorted(told), file, faults)
    sifted = Sifted(task.width)
    columns, lines = _without_blank_rows(*_joined(parsed.columns, lines, *sifted.of(at, cells)))
    sifted.tell(file, faults)
    if any(map(_has_apostrophe, columns)) and is_guarded(data):
        columns = [_unguarded(column) for column in columns]
    names = tuple(name.strip() for name in header.names)
    line = int(records.lines[header.at])
    return Table(file, names, tuple(map(Cells, columns)), lines, line, header.tags, sifted.rejected)


def _records(body: memoryview, quotes: np.ndarray[Any, Any], first_line: int) -> _Records:
    import numpy as np

    line_ends = positions(body, ord("\n"))
    at = np.flatnonzero(np.searchsorted(quotes, line_ends) % 2 == 0) if len(quotes) else np.arange(len(line_ends))
    ends, inner = line_ends[at], len(at) < len(line_ends)
    if not len(ends) or ends[-1] != len(body) - 1:
        ends, at = np.append(ends, len(body)), np.append(at, len(line_ends))
    starts, lines = np.empty_like(ends), np.empty_like(ends)
    starts[0], lines[0] = 0, first_line
    starts[1:], lines[1:] = ends[:-1] + 1, at[:-1] + 1 + first_line
    return _Records(starts, ends, lines, inner)


def _parsed(task: _Task, advance: Callable[[str, int, int], None]) -> _Parsed | None:
    """The columns as Arrow splits them, stripped at their ends; None if it refuses."""
    import pyarrow as pa
    from pyarrow import compute, csv

    odd: list[int] = []

    def leave_out(row: Any) -> str:
        odd.append(row.number - 1)
        return "skip"

    labels = [str(i) for i in range(task.width)]
    types = dict.fromkeys(labels, pa.large_string())
    whole: list[list[pyarrow.Array]] = [[] for _ in labels]
    swallowing: list[int] = []
    size, done, rows = len(task.body), 0, 0
    try:
        stream = csv.open_csv(
            pa.BufferReader(pa.py_buffer(task.body)),
            read_options=csv.ReadOptions(column_names=labels, block_size=task.block, use_threads=False),
            parse_options=csv.ParseOptions(
                delimiter=task.separator, newlines_in_values=task.inner, invalid_row_handler=leave_out
            ),
            convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=False, check_utf8=False),
        )
        # A part at a time becomes one piece: many small pieces are slow, and to join all at once would hold all twice.
        while part := list(islice(stream, _PART)):
            for batch in part:
                swallowing += [rows + row for row in _swallowing(batch, task.separator)] if task.inner else []
                rows += len(batch)
            for i, pieces in enumerate(whole):
                trimmed = [compute.utf8_trim_whitespace(batch.column(i)) for batch in part]
                pieces.append(pa.concat_arrays(trimmed))
            done = min(done + len(part) * task.block, size)
            advance(task.file, done, size)
    except pa.ArrowInvalid:
        return None
    return _Parsed([pa.chunked_array(pieces) for pieces in whole], odd, swallowing) if rows else None


def _swallowing(batch: pyarrow.RecordBatch, separator: str) -> list[int]:
    """The rows with a cell in which a line, neither its first nor its last, has as many cells as a row."""
    from pyarrow import compute

    part, bounds = re.escape(separator), max(batch.num_columns - 1, 2)
    pattern = rf"\n(?:[^\n{part}]*{part}){{{bounds}}}[^\n]*\n"
    found: set[int] = set()
    for column in batch.columns:
        if some := rows_where(compute.match_substring(column, "\n")):
            told = rows_where(compute.match_substring_regex(column.take(some), pattern))
            found.update(some[row] for row in told)
    return sorted(found)


def _joined(
    columns: list[pyarrow.ChunkedArray], lines: np.ndarray[Any, Any], more: Sequence[int], cells: Sequence[list[str]]
) -> tuple[list[pyarrow.ChunkedArray], np.ndarray[Any, Any]]:
    """The columns with some rows more, in the order of their lines."""
    import numpy as np
    import pyarrow as pa

    if not more:
        return columns, lines
    together = np.concatenate([lines, np.array(more, dtype=lines.dtype)])
    order = np.argsort(together, kind="stable")
    added = [pa.array([row[i].strip() for row in cells], pa.large_string()) for i in range(len(columns))]
    merged = (pa.chunked_array([*column.chunks, one]) for column, one in zip(columns, added, strict=True))
    return [column.take(order) for column in merged], together[order]


def _without_blank_rows(
    columns: list[pyarrow.ChunkedArray], lines: np.ndarray[Any, Any]
) -> tuple[list[pyarrow.ChunkedArray], np.ndarray[Any, Any]]:
    from pyarrow import compute

    filled = compute.not_equal(columns[0], "")
    for column in columns[1:]:
        if compute.all(filled).as_py():
            return columns, lines
        filled = compute.or_(filled, compute.not_equal(column, ""))
    if compute.all(filled, min_count=0).as_py():
        return columns, lines
    return [column.filter(filled) for column in columns], lines[filled.to_numpy()]


def _has_apostrophe(column: pyarrow.ChunkedArray) -> bool:
    from pyarrow import compute

    return bool(compute.any(compute.starts_with(column, "'")).as_py())


def _unguarded(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    from pyarrow import compute

    return compute.replace_substring_regex(column, GUARD, r"\1")
