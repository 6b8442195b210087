"""Stage 1 of 6, cells: a column's distinct texts, so that each is read once and then spread over its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np


class Column:
    """A column of text as distinct values and the code of each row."""

    def __init__(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        import numpy as np
        import pandas as pd

        self.codes: np.ndarray[Any, Any]
        self.codes, distinct = pd.factorize(np.array(cells, dtype=object))
        self.values: list[str] = distinct.tolist()
        self.lines = lines

    def where(self, values: Iterable[str]) -> dict[str, list[int]]:
        """Lines of some of the values."""
        some = set(values)
        wanted = [i for i, value in enumerate(self.values) if value in some] if some else []
        return {self.values[i]: lines for i, lines in lines_of(self.codes, wanted, self.lines).items()}

    def spread(self, values: Sequence[Any]) -> np.ndarray[Any, Any]:
        """One value a distinct text to one a row."""
        rows: np.ndarray[Any, Any] = objects(values)[self.codes]
        return rows


def lines_of(codes: np.ndarray[Any, Any], wanted: Sequence[int], lines: Sequence[int]) -> dict[int, list[int]]:
    """Return the lines of the rows of some codes; one sort, however many codes."""
    import numpy as np

    if not wanted:
        return {}
    order = np.argsort(codes, kind="stable")
    ranked = codes[order]
    first, last = np.searchsorted(ranked, wanted, "left"), np.searchsorted(ranked, wanted, "right")
    return {code: [lines[row] for row in order[a:b].tolist()] for code, a, b in zip(wanted, first, last, strict=True)}


def objects(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """An array of Python objects, None included, whatever they are."""
    import numpy as np

    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
