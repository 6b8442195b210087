"""A noun: columns of text as Arrow holds them, each cell once and blank where there is nothing.

A column of the events table is pandas' `str` over Arrow: its bytes lie in one piece, comparing and counting read them
there, and columns that are blank share theirs. Whoever makes a column of text makes it here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import pyarrow


def text_dtype() -> pandas.StringDtype:
    """Return the type of all columns of text: pandas' own `str`, held by Arrow; nothing is NaN."""
    import pandas as pd

    return pd.StringDtype("pyarrow", na_value=float("nan"))


def text_column(cells: Iterable[str | None] | pyarrow.Array | pyarrow.ChunkedArray) -> Any:
    """Return texts as an array for a table; None is nothing, as a day that is not known.

    Arrow holds no half of a surrogate pair: it becomes a replacement character, as reading does and says.
    """
    return text_dtype().__from_arrow__(_whole(_arrow(cells)))


@lru_cache(maxsize=4)
def repeated(text: str, times: int) -> Any:
    """Return a column of one text alone; equal ones are one, so that all blank columns of a table take its room."""
    import pyarrow as pa

    return text_column(pa.repeat(pa.scalar(text, pa.large_string()), times))


def arrow_of(column: pandas.Series) -> pyarrow.Array:
    """Return the texts of a column as one Arrow array, of large strings; NaN is null."""
    import pyarrow as pa

    return _whole(_arrow(pa.array(column, from_pandas=True)))


def _whole(cells: pyarrow.Array | pyarrow.ChunkedArray) -> pyarrow.Array:
    """Return them in one piece: whoever reads bytes in place would else copy them, each for himself."""
    return cells.combine_chunks() if hasattr(cells, "combine_chunks") else cells


def _arrow(cells: Any) -> Any:
    import pyarrow as pa

    if isinstance(cells, pa.Array | pa.ChunkedArray):
        return cells if cells.type == pa.large_string() else cells.cast(pa.large_string())
    held = list(cells)
    try:
        return pa.array(held, pa.large_string(), from_pandas=True)
    except UnicodeEncodeError:
        whole = [cell and cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for cell in held]
        return pa.array(whole, pa.large_string(), from_pandas=True)
