"""Stage 1 of 6, text to columns: CSV by lines that are counted, so that every fault can name its own.

Cells stay text, stripped at their ends; nothing but a blank cell is blank ("NA" is Namibia).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, islice

from geo.read.tell import fault_of
from geo.records import Fault, Level

_CHUNK = 256  # rows at a time: few enough to stay in the cache and below the garbage collector's notice
_FEW = 4096  # distinct values up to which any column's texts are shared; beyond, if they repeat
_HEAD = 12  # rows among which the header and a row of HXL tags are looked for
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_DECLARED = re.compile(r'\s*"?sep=(.)"?(?=\n)', re.IGNORECASE)  # a first line that Excel writes and obeys
_RUN = tuple("=+-@\t\r\n")  # what a spreadsheet runs, or what hides it; our own CSV puts an apostrophe before these
_GUARDED = re.compile(r"""(?:^|[,;\t|"])'[=+\-@\t\r\n]""", re.MULTILINE)
_GUARD = re.compile(r"'[=+\-@\t\r\n]")  # its middle, which is found much faster
_SAID = 20  # rejected rows that get a line of their own


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file: columns of equal length, each row with its line."""

    file: str
    names: tuple[str, ...]  # as written
    columns: tuple[list[str], ...]
    lines: Sequence[int]  # of the first line of each row
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
    declared = _DECLARED.match(text)
    if declared and declared[1] in _SEPARATORS:
        text = "\n" * text.count("\n", 0, declared.end()) + text[declared.end() :]  # lines keep their numbers
    separator = declared[1] if declared and declared[1] in _SEPARATORS else _separator(text)
    if separator != ",":
        faults.append(Fault(Level.NOTE, f"cells are separated by {_SEPARATORS[separator]}", file))
    chunks = _chunks(text, separator)
    try:
        for lines, rows in chunks:
            if head := [i for i, cells in enumerate(rows[:_HEAD]) if any(map(str.strip, cells))]:
                names, tags, at = _header(rows, head)
                rest = chain([(lines[at + 1 :], rows[at + 1 :])], chunks)
                table = _filled(file, names, tags, lines[at], rest, faults)
                return _unguarded(table) if _GUARD.search(text) and _GUARDED.search(text) else table
    except _QuoteError as problem:
        remedy = 'Close the quote; a quote inside a quoted cell is written twice ("")'
        faults.append(Fault(Level.ERROR, str(problem), file, problem.line, remedy=remedy))
        return None
    faults.append(Fault(Level.FAULT, "the file is empty", file, remedy="Give it a header and rows"))
    return None


def table_of_rows(rows: Iterable[tuple[int, list[str]]], file: str, faults: list[Fault]) -> Table | None:
    """Return rows of equal length, each with its number, as a table; None without any row."""
    held = list(rows)
    if not held:
        return None
    names, tags, at = _header([cells for _, cells in held[:_HEAD]], list(range(min(len(held), _HEAD))))
    rest = [([number for number, _ in held[at + 1 :]], [cells for _, cells in held[at + 1 :]])]
    return _filled(file, names, tags, held[at][0], rest if rest[0][0] else [], faults)


def _unguarded(table: Table) -> Table:
    """The cells as they were before the apostrophe that keeps a spreadsheet from running them; our own CSV has it."""
    columns = ([c[1:] if c[:1] == "'" and c[1:2] in _RUN else c for c in column] for column in table.columns)
    return replace(table, columns=tuple(columns))


def _separator(text: str) -> str:
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


def _header(rows: Sequence[list[str]], head: list[int]) -> tuple[list[str], tuple[str, ...], int]:
    """The column names, the HXL tags beneath them ((), if there are none), the position of the last of both."""
    for i in head:
        cells = [cell.strip() for cell in rows[i]]
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and all(re.fullmatch(r"#[A-Za-z]\w*([ +].*)?", cell) for cell in filled):
            above = rows[i - 1] if i else []
            return [*above, *[""] * (len(cells) - len(above))], tuple(cells), i
    return rows[head[0]], (), head[0]


def _filled(
    file: str,
    names: list[str],
    tags: tuple[str, ...],
    header_line: int,
    chunks: Iterable[Chunk],
    faults: list[Fault],
) -> Table:
    width = len(names)
    columns: list[list[str]] = [[] for _ in names]
    shared: list[dict[str, str] | None] = [{} for _ in names]
    lines: list[int] = []
    bad: list[tuple[int, int]] = []  # line, number of cells
    surplus: list[int] = []
    for numbers, rows in chunks:
        if set(map(len, rows)) != {width} or not all(map(any, rows)):
            numbers, rows = _sifted(numbers, rows, width, bad, surplus)
        lines.extend(numbers)
        for i, cells in enumerate(zip(*rows, strict=True)):
            columns[i].extend(_shared(list(map(str.strip, cells)), shared, i, len(lines)))
    faults += _wrong_lengths(bad, width, file)
    if surplus:
        faults.append(fault_of(Level.NOTE, "blank cells beyond the last column were left out", file, surplus))
    stripped = tuple(name.strip() for name in names)
    return Table(file, stripped, tuple(columns), lines, header_line, tags, len(bad))


def _sifted(
    numbers: Sequence[int],
    rows: Sequence[list[str]],
    width: int,
    bad: list[tuple[int, int]],
    surplus: list[int],
) -> tuple[list[int], list[list[str]]]:
    """The rows that fit the header; blank rows are none."""
    kept: list[tuple[int, list[str]]] = []
    for line, cells in zip(numbers, rows, strict=True):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            surplus.append(line)
            kept.append((line, cells[:width]))
        elif len(cells) != width:
            bad.append((line, len(cells)))
        else:
            kept.append((line, cells))
    return [line for line, _ in kept], [cells for _, cells in kept]


def _shared(cells: list[str], shared: list[dict[str, str] | None], i: int, rows: int) -> list[str]:
    """The same texts, each held once, as long as the column repeats itself."""
    memo = shared[i]
    if memo is None:
        return cells
    cells = list(map(memo.setdefault, cells, cells))
    if len(memo) > _FEW and 2 * len(memo) > rows:
        shared[i] = None
    return cells


def _wrong_lengths(bad: list[tuple[int, int]], width: int, file: str) -> list[Fault]:
    remedy = "Quote cells that hold a separator or a line break"
    faults = [
        Fault(Level.FAULT, f"the row has {n} cells, the header {width}; row rejected", file, line, remedy=remedy)
        for line, n in bad[:_SAID]
    ]
    if rest := [line for line, _ in bad[_SAID:]]:
        message = f"{len(rest):,} more rows of the wrong length were rejected"
        faults.append(fault_of(Level.FAULT, message, file, rest, remedy=remedy))
    return faults
