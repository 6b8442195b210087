"""Stage 1 of 6, cells: a column's texts as Arrow holds them, and its distinct ones, each read once, then spread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from geo.texts import repeated, text_column

if TYPE_CHECKING:
    import numpy as np
    import pyarrow

_BLOCK = 65_536  # texts that are made objects at a time


class Cells(Sequence[str]):
    """The texts of a column as a sequence; what looks at all of them asks Arrow."""

    def __init__(self, arrow: pyarrow.ChunkedArray) -> None:
        self.arrow = arrow

    def __len__(self) -> int:
        return len(self.arrow)

    def __getitem__(self, row: Any) -> Any:
        return self.arrow[row].as_py() if not isinstance(row, slice) else Cells(self.arrow[row])

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self.arrow), _BLOCK):
            yield from self.arrow.slice(start, _BLOCK).to_pylist()

    def __contains__(self, text: object) -> bool:
        from pyarrow import compute

        return bool(compute.any(compute.equal(self.arrow, text)).as_py())

    def __eq__(self, other: object) -> bool:
        return bool(self.arrow.equals(other.arrow)) if isinstance(other, Cells) else list(self) == other

    __hash__ = None  # type: ignore[assignment]


def cells_of(texts: Sequence[str]) -> Cells:
    """Return texts as Arrow holds them."""
    return texts if isinstance(texts, Cells) else Cells(text_column(texts).__arrow_array__())


def has_text(texts: Sequence[str]) -> bool:
    """Tell whether any of the texts is not blank."""
    if not isinstance(texts, Cells):
        return any(texts)
    from pyarrow import compute

    return bool(compute.any(compute.not_equal(texts.arrow, "")).as_py())


def distinct(texts: Sequence[str]) -> set[str]:
    """Return the texts, each once."""
    return set(texts.arrow.unique().to_pylist()) if isinstance(texts, Cells) else set(texts)


def either(texts: Sequence[str], others: Sequence[str]) -> Cells:
    """Return the texts, and the other where one is blank."""
    from pyarrow import compute

    arrow = cells_of(texts).arrow
    return Cells(compute.if_else(compute.equal(arrow, ""), cells_of(others).arrow, arrow))


def rows_where(mask: Any) -> list[int]:
    """Return the rows for which an array of truths holds."""
    import numpy as np

    found: list[int] = np.flatnonzero(mask.to_numpy(zero_copy_only=False)).tolist()
    return found


class Column:
    """A column of text as distinct values and the code of each row."""

    def __init__(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        import pyarrow as pa

        arrow = cells_of(cells).arrow.dictionary_encode().unify_dictionaries()
        one = arrow.combine_chunks()
        one = one if isinstance(one, pa.DictionaryArray) else pa.array([], pa.large_string()).dictionary_encode()
        self.codes: np.ndarray[Any, Any] = one.indices.to_numpy(zero_copy_only=False).astype("int64")
        self.values: list[str] = one.dictionary.to_pylist()
        self.lines = lines

    def where(self, values: Iterable[str]) -> dict[str, list[int]]:
        """Lines of some of the values."""
        some = set(values)
        wanted = [i for i, value in enumerate(self.values) if value in some] if some else []
        return {self.values[i]: lines for i, lines in lines_of(self.codes, wanted, self.lines).items()}

    def rows(self, values: Iterable[str]) -> dict[int, str]:
        """The rows of some of the values, each with its own."""
        import numpy as np

        some = set(values)
        codes = [i for i, value in enumerate(self.values) if value in some] if some else []
        rows = np.flatnonzero(np.isin(self.codes, codes)) if codes else np.empty(0, dtype="int64")
        return {row: self.values[code] for row, code in zip(rows.tolist(), self.codes[rows].tolist(), strict=True)}

    def spread(self, values: Sequence[str | None]) -> Any:
        """One text a distinct text to one a row, as a column of the table."""
        return spread(values, self.codes)


def spread(values: Sequence[str | None], codes: np.ndarray[Any, Any]) -> Any:
    """Return the column that holds, for each code, its value."""
    import pyarrow as pa

    if not len(values) or set(values) == {""}:
        return repeated("", len(codes))
    return text_column(pa.array(values, pa.large_string()).take(pa.array(codes)))


def lines_of(codes: np.ndarray[Any, Any], wanted: Sequence[int], lines: Sequence[int]) -> dict[int, list[int]]:
    """Return the lines of the rows of some codes; one sort, however many codes."""
    import numpy as np

    if not len(wanted):
        return {}
    some = np.flatnonzero(np.isin(codes, wanted))
    order = some[np.argsort(codes[some], kind="stable")]
    ranked, at = codes[order], np.asarray(lines)[order].tolist()
    first, last = np.searchsorted(ranked, wanted, "left"), np.searchsorted(ranked, wanted, "right")
    return {code: at[a:b] for code, a, b in zip(wanted, first.tolist(), last.tolist(), strict=True)}


def objects(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """An array of Python objects, None included, whatever they are."""
    import numpy as np

    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
