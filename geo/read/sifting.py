"""Stage 1 of 6, rows to a table: which of them is the header, which fit it, and which a quote may have swallowed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.read.tell import fault_of
from geo.records import Fault, Level

HEAD = 12  # rows among which the header and a row of HXL tags are looked for
_SAID = 20  # rejected rows that get a line of their own


@dataclass(frozen=True, slots=True)
class Header:
    """The column names, the HXL tags beneath them, if there are any, and the row that is the last of both."""

    names: list[str]
    tags: tuple[str, ...]
    at: int


def swallowing(numbers: Sequence[int], rows: Sequence[list[str]], width: int, separator: str) -> list[int]:
    """Return the rows with a cell in which a line, neither its first nor its last, has as many cells as a row."""
    bounds = max(width - 1, 2)
    return [
        line
        for line, cells in zip(numbers, rows, strict=True)
        if any(part.count(separator) >= bounds for c in cells if "\n" in c for part in c.split("\n")[1:-1])
    ]


def tell_swallowing(lines: Sequence[int], file: str, faults: list[Fault]) -> None:
    """Say where a quote may have been forgotten."""
    if lines:
        message = "a quoted cell holds lines like rows: a quote that opens here may have been forgotten to close"
        faults.append(fault_of(Level.FAULT, message, file, lines, remedy="Close the quote, if so"))


def header_of(rows: Sequence[list[str]]) -> Header | None:
    """Return the header of a table from its first rows; None if all are blank."""
    first = next((i for i, cells in enumerate(rows) if any(map(str.strip, cells))), None)
    if first is None:
        return None
    for i in range(first, min(first + HEAD, len(rows))):
        cells = [cell.strip() for cell in rows[i]]
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and all(re.fullmatch(r"#[A-Za-z]\w*([ +].*)?", cell) for cell in filled):
            above = rows[i - 1] if i else []
            return Header([*above, *[""] * (len(cells) - len(above))], tuple(cells), i)
    return Header(rows[first], (), first)


class Sifted:
    """Parts the rows that fit a header from those that do not, and remembers these."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._bad: list[tuple[int, int]] = []  # line, number of cells
        self._surplus: list[int] = []

    @property
    def rejected(self) -> int:
        return len(self._bad)

    def of(self, numbers: Sequence[int], rows: Sequence[list[str]]) -> tuple[list[int], list[list[str]]]:
        """The rows that fit; blank rows are none."""
        kept: list[tuple[int, list[str]]] = []
        for line, cells in zip(numbers, rows, strict=True):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > self._width and not any(cell.strip() for cell in cells[self._width :]):
                self._surplus.append(line)
                kept.append((line, cells[: self._width]))
            elif len(cells) != self._width:
                self._bad.append((line, len(cells)))
            else:
                kept.append((line, cells))
        return [line for line, _ in kept], [cells for _, cells in kept]

    def tell(self, file: str, faults: list[Fault]) -> None:
        """Say what did not fit."""
        faults += _wrong_lengths(self._bad, self._width, file)
        if self._surplus:
            message = "blank cells beyond the last column were left out"
            faults.append(fault_of(Level.NOTE, message, file, self._surplus))


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
