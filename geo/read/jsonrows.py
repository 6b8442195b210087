"""Stage 1 of 6, lists in JSON: rows of cells as they stand, and objects whose names are HXL tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from geo.read.features import Feature, cleaned
from geo.read.table import Table, table_of_rows
from geo.read.tell import fault_of
from geo.records import Fault, Level

_HEAD = 12  # rows of which the widest tells how many columns there are

Row = tuple[int, list[str]]  # its line, its cells


def is_list_of_rows(value: Any) -> bool:
    """Tell whether a value is a list of objects, or of lists of cells."""
    return isinstance(value, list) and bool(value) and all(isinstance(part, Mapping) or is_row(part) for part in value)


def is_row(value: Any) -> bool:
    """Tell whether a value is a list of cells."""
    return isinstance(value, list) and not any(isinstance(part, list | Mapping) for part in value)


def rows_of_tags(features: Sequence[Feature]) -> list[Row]:
    """Return objects whose names are HXL tags as rows below a row of these."""
    names = list(dict.fromkeys(name for feature in features for name in feature.cells))
    rows = [(feature.line, [feature.cells.get(name, "") for name in names]) for feature in features]
    return [(features[0].line, names), *rows] if names else []


def table_of_lists(rows: Sequence[Row], file: str, faults: list[Fault], *, rejected: int = 0) -> Table | None:
    """Return rows, the first of them the names, as a table. A row of another length than the names is rejected."""
    lines = [line for line, _ in rows]
    if any(a >= b for a, b in pairwise(lines)):
        rows = [(number, cells) for number, (_, cells) in enumerate(rows, 1)]
        message = "several rows stand on one line: here, line 3 is the third row"
        faults.append(Fault(Level.NOTE, message, file))
    width = max(len(cells) for _, cells in rows[:_HEAD])
    fitting = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in rows if len(cells) <= width]
    if longer := [line for line, cells in rows if len(cells) > width]:
        message = f"{len(longer):,} with more cells than the header were rejected"
        faults.append(fault_of(Level.FAULT, message, file, longer))
    table = table_of_rows(fitting, file, faults)
    if table is None:
        return None
    return cleaned(replace(table, rejected=table.rejected + rejected + len(longer)), faults)
