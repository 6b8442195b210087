"""Stage 1 of 6, text to columns: CSV by lines that are counted, so that every fault can name its own.

Cells stay text, stripped at their ends; nothing but a blank cell is blank ("NA" is Namibia).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, compress, islice
from typing import Any

from geo.read.sifting import HEAD, Header, Sifted, header_of, swallowing, tell_swallowing
from geo.records import Fault, Level

_CHUNK = 256  # rows at a time: few enough to stay in the cache and below the garbage collector's notice
_FEW = 4096  # distinct values up to which any column's texts are shared; beyond, if they repeat
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_DECLARED = re.compile(r'\s*"?sep=(.)"?(?=\n)', re.IGNORECASE)  # a first line that Excel writes and obeys
_RUN = tuple("=+-@\t\r\n")  # what a spreadsheet runs, or what hides it; our own CSV puts an apostrophe before these
_GUARDED = re.compile(r"""(?:^|[,;\t|"])'[=+\-@\t\r\n]""", re.MULTILINE)
GUARD = r"^'([=+\-@\t\r\n])"  # a cell with it
_GUARD = re.compile(r"'[=+\-@\t\r\n]")  # its middle, which is found much faster


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file: columns of equal length, each row with its line."""

    file: str
    names: tuple[str, ...]  # as written
    columns: tuple[Sequence[str], ...]
    lines: Any  # of the first line of each row: a sequence or an array of int
    header_line: int
    tags: tuple[str, ...] = ()  # HXL
    rejected: int = 0

    def __len__(self) -> int:
        return len(self.lines)


class _QuoteError(ValueError):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


Chunk = tuple[Sequence[int], Sequence[list[str]]]  # the first line of each record, its cells


def read_table(text: str, file: str, faults: list[Fault]) -> Table | None:
    """Split a CSV text into columns.

    Parameters
    ----------
    text : str
        With plain line ends.
    file : str
        Named in the faults.
    faults : list of Fault
        Added to: rows of the wrong length (rejected, counted), what separates the cells, quotes left open.

    Returns
    -------
    Table or None
        None if there is no header or the quotes cannot be read; a fault says so.
    """
    declared, length = declared_separator(text)
    text = "\n" * text.count("\n", 0, length) + text[length:]  # lines keep their numbers
    separator = declared or likely_separator(text)
    tell_separator(separator, file, faults)
    chunks = _chunks(text, separator)
    try:
        for lines, rows in chunks:
            if header := header_of(rows):
                at = header.at
                rest = chain([(lines[at + 1 :], rows[at + 1 :])], chunks)
                watched = _watched(rest, len(header.names), separator, file, faults)
                table = _filled(file, header, lines[at], watched, faults)
                return _unguarded(table) if is_guarded(text) else table
    except _QuoteError as problem:
        remedy = 'Close the quote; a quote inside a quoted cell is written twice ("")'
        faults.append(Fault(Level.ERROR, str(problem), file, problem.line, remedy=remedy))
        return None
    faults.append(Fault(Level.FAULT, "the file is empty", file, remedy="Give it a header and rows"))
    return None


def table_of_rows(rows: Iterable[tuple[int, list[str]]], file: str, faults: list[Fault]) -> Table | None:
    """Return rows of equal length, each with its number, as a table; None without any row."""
    held = list(rows)
    header = header_of([cells for _, cells in held[:HEAD]]) if held else None
    if header is None:
        return None
    rest = [([number for number, _ in held[header.at + 1 :]], [cells for _, cells in held[header.at + 1 :]])]
    return _filled(file, header, held[header.at][0], rest if rest[0][0] else [], faults)


def rows_of(text: str, separator: str) -> list[list[str]]:
    """Return the cells of every record of a short text; blank ones have none."""
    return [cells for _, rows in _chunks(text, separator) for cells in rows]


def tell_separator(separator: str, file: str, faults: list[Fault]) -> None:
    """Say what separates the cells, if not commas."""
    if separator != ",":
        faults.append(Fault(Level.NOTE, f"cells are separated by {_SEPARATORS[separator]}", file))


def is_guarded(text: str | bytes) -> bool:
    """Tell whether apostrophes keep a spreadsheet from running cells, as in our own CSV."""
    if isinstance(text, bytes):
        some = any(b"'%c" % ord(c) in text for c in _RUN) if b"'" in text else False
        return some and bool(re.search(_GUARDED.pattern.encode(), text, re.MULTILINE))
    return bool(_GUARD.search(text) and _GUARDED.search(text))


def _unguarded(table: Table) -> Table:
    """The cells as they were before the apostrophe that keeps a spreadsheet from running them; our own CSV has it."""
    columns = ([c[1:] if c[:1] == "'" and c[1:2] in _RUN else c for c in column] for column in table.columns)
    return replace(table, columns=tuple(columns))


def declared_separator(text: str) -> tuple[str, int]:
    """Return the separator that a first line `sep=;` states, and how long that is; ("", 0) if there is none."""
    declared = _DECLARED.match(text)
    return (declared[1], declared.end()) if declared and declared[1] in _SEPARATORS else ("", 0)


def likely_separator(text: str) -> str:
    """The separator that the first lines share, then the most frequent one; of equal ones the first, commas."""
    first = re.sub(r'"[^"\n]*"', "", text.lstrip("\n")[:20_000]).split("\n", 4)[:4]
    counts = {s: [line.count(s) for line in first] for s in _SEPARATORS}
    return max(counts, key=lambda s: (sum(map(bool, counts[s])), max(counts[s])))


def _chunks(text: str, separator: str) -> Iterator[Chunk]:
    """Every record with its line; blank lines are records without cells."""
    done, line = 0, 1
    try:
        reader = csv.reader(_lines(text), delimiter=separator, strict=True, skipinitialspace=True)
        while rows := list(islice(reader, _CHUNK)):
            if reader.line_num - line + 1 == len(rows):
                yield range(line, line + len(rows)), rows
            else:
                spans = (1 + sum(cell.count("\n") for cell in cells) for cells in rows[:-1])
                yield list(accumulate(spans, initial=line)), rows
            done, line = done + len(rows), reader.line_num + 1
    except csv.Error:
        # The module's limit of 131,072 characters a cell is the whole process's, so it is left alone; and
        # it does not say where a quote opened. Both are rare: our own, slower scanner takes over.
        records = islice(_scanned(text, separator), done, None)
        while some := list(islice(records, _CHUNK)):
            yield [first for first, _ in some], [cells for _, cells in some]


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends; unlike StringIO it does not copy the text at four bytes a character."""
    start = 0
    while (end := text.find("\n", start) + 1) > 0:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def _scanned(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    part = re.escape(separator)
    cell = re.compile(rf' *(?:"([^"]*+(?:""[^"]*+)*+)"|((?!")[^{part}\n]*))({part}|\n|\Z)')
    position, line, first = 0, 1, 1
    cells: list[str] = []
    while position < len(text) or cells:
        found = cell.match(text, position)
        if not found:
            raise _misquoted(text, position, line)
        quoted, plain, end = found.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        line += text.count("\n", position, found.end())
        position = found.end()
        if end != separator:
            yield first, [] if cells == [""] else cells
            cells, first = [], line


def _misquoted(text: str, position: int, line: int) -> _QuoteError:
    closing = re.compile(r' *"[^"]*+(?:""[^"]*+)*+(")').match(text, position)
    if not closing:
        return _QuoteError(line, "a quote that opens here is never closed")
    end = line + text.count("\n", position, closing.end())
    where = "on this line" if end == line else f"on line {end}"
    after = text[closing.end() : closing.end() + 12].split("\n")[0]
    return _QuoteError(line, f"a quote that opens here closes {where}, yet text follows it: {after!r}")


def _watched(chunks: Iterable[Chunk], width: int, separator: str, file: str, faults: list[Fault]) -> Iterator[Chunk]:
    """The chunks; rows in which a forgotten quote may have swallowed others are told."""
    told: list[int] = []
    for numbers, rows in chunks:
        if not isinstance(numbers, range):  # some cells have several lines
            told += swallowing(numbers, rows, width, separator)
        yield numbers, rows
    tell_swallowing(told, file, faults)


def _filled(file: str, header: Header, line: int, chunks: Iterable[Chunk], faults: list[Fault]) -> Table:
    width = len(header.names)
    columns: list[list[str]] = [[] for _ in header.names]
    shared: list[dict[str, str] | None] = [{} for _ in header.names]
    lines: list[int] = []
    sifted = Sifted(width)
    for numbers, rows in chunks:
        if set(map(len, rows)) != {width} or not all(map(any, rows)):
            numbers, rows = sifted.of(numbers, rows)
        lines.extend(numbers)
        for i, cells in enumerate(zip(*rows, strict=True)):
            columns[i].extend(_shared(list(map(str.strip, cells)), shared, i, len(lines)))
    if columns and not all(columns[0]):
        lines = _without_blank_rows(columns, lines)
    sifted.tell(file, faults)
    names = tuple(name.strip() for name in header.names)
    return Table(file, names, tuple(columns), lines, line, header.tags, sifted.rejected)


def _without_blank_rows(columns: list[list[str]], lines: list[int]) -> list[int]:
    """Leave out the rows of which nothing is left once they are stripped; return the lines of the others."""
    filled = [any(cells) for cells in zip(*columns, strict=True)]
    if not all(filled):
        columns[:] = [list(compress(column, filled)) for column in columns]
    return list(compress(lines, filled))


def _shared(cells: list[str], shared: list[dict[str, str] | None], i: int, rows: int) -> list[str]:
    """The same texts, each held once, as long as the column repeats itself."""
    memo = shared[i]
    if memo is None:
        return cells
    cells = list(map(memo.setdefault, cells, cells))
    if len(memo) > _FEW and 2 * len(memo) > rows:
        shared[i] = None
    return cells
