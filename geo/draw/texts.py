"""Stage 6 of 6, its text: columns of text as they are held while a page is made, none a list of a million texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.draw.html import visible

if TYPE_CHECKING:
    import numpy
    import pandas
    import pyarrow


class Texts:
    """A column of text as Arrow holds it; characters that nobody can see have their visible marks already.

    `order` says which texts stand where, so that text is moved only when a part of it is wanted.
    """

    def __init__(self, array: pyarrow.LargeStringArray, order: numpy.ndarray | None = None) -> None:
        self._held, self._order = array, order

    def __len__(self) -> int:
        return len(self._held if self._order is None else self._order)

    def __getitem__(self, row: int) -> str:
        text: str = self._held[row if self._order is None else int(self._order[row])].as_py()
        return text

    @property
    def array(self) -> pyarrow.LargeStringArray:
        """The texts in their order."""
        import pyarrow

        return self._held if self._order is None else self._held.take(pyarrow.array(self._order))

    def take(self, rows: numpy.ndarray) -> Texts:
        """The texts of some rows, in their order."""
        return Texts(self._held, rows if self._order is None else self._order[rows])

    def part(self, start: int, stop: int) -> Texts:
        """The texts of neighbouring rows."""
        if self._order is None:
            return Texts(self._held[start:stop])
        return Texts(self._held, self._order[start:stop])

    def contents(self) -> tuple[numpy.ndarray, numpy.ndarray]:
        """The bytes of all texts one after the other, and where each begins and the last ends."""
        import numpy as np

        array = self.array
        _, ends, held = array.buffers()
        if not len(array) or not held:
            return np.empty(0, dtype="uint8"), np.zeros(len(array) + 1, dtype="int64")
        ends = np.frombuffer(ends, dtype="int64")[array.offset :][: len(array) + 1]
        return np.frombuffer(held, dtype="uint8")[ends[0] : ends[-1]], ends - ends[0]

    def coded(self) -> Coded:
        """The column by its distinct texts."""
        import numpy as np

        if not len(Texts(self._held).contents()[0]):
            return Coded(np.zeros(len(self), dtype="int32"), [""] if len(self) else [])
        found = self._held.dictionary_encode()
        codes = found.indices.to_numpy()
        return Coded(codes if self._order is None else codes[self._order], found.dictionary.to_pylist())

    def tolist(self) -> list[str]:
        """Every text; for small tables."""
        told: list[str] = self.array.to_pylist()
        return told


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of text by its distinct texts: for each row the position of its own."""

    codes: numpy.ndarray
    distinct: Sequence[str]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        text: str = self.distinct[self.codes[row]]
        return text

    def take(self, rows: numpy.ndarray) -> Coded:
        """The texts of some rows, in their order."""
        return Coded(self.codes[rows], self.distinct)

    def tolist(self) -> list[str]:
        """Every text; for small tables."""
        return [self.distinct[code] for code in self.codes.tolist()]

    def used(self) -> Coded:
        """The same with each distinct text once, in order, and no other."""
        import numpy as np

        known = {text: code for code, text in enumerate(sorted(set(self.distinct)))}
        codes = self.each(known.__getitem__)
        held = np.zeros(len(known), dtype=bool)
        held[codes] = True
        texts = [text for text, used in zip(known, held.tolist(), strict=True) if used]
        return Coded((held.cumsum() - 1).astype("int32")[codes], texts)

    def texts(self) -> Texts:
        """The same for Arrow."""
        import pyarrow

        distinct = pyarrow.array([visible(text) for text in self.distinct], type=pyarrow.large_string())
        return Texts(distinct, self.codes)

    def each(self, made: Callable[[str], Any]) -> numpy.ndarray:
        """A number for each row, made once of each distinct text."""
        import numpy as np

        numbers: numpy.ndarray = np.array([made(text) for text in self.distinct], dtype="int32")
        return np.repeat(numbers, len(self.codes)) if len(numbers) == 1 else numbers[self.codes]


class Table:
    """The features, each of whose columns is coded once, when it is first asked for."""

    def __init__(self, features: pandas.DataFrame) -> None:
        self.features = features
        self._known: dict[str, Coded] = {}

    def __getitem__(self, column: str) -> Coded:
        if column not in self._known:
            self._known[column] = coded(self.features[column])
        return self._known[column]

    def told(self, made: Callable[..., str], *columns: str) -> Coded:
        """What rows say in several columns together, made once of each distinct combination."""
        codes, combined = self.combined(*columns)
        return Coded(codes, [made(*texts) for texts in combined])

    def combined(self, *columns: str) -> tuple[numpy.ndarray, list[tuple[str, ...]]]:
        """What rows say in several columns together, each distinct combination once; and for each row which."""
        several = [self[column] for column in columns]
        codes, first = _combined(several)
        return codes, list(zip(*([column[row] for row in first] for column in several), strict=True))


def coded(values: pandas.Series) -> Coded:
    """A column of text by its distinct texts, in the order of their first rows; a missing one is blank."""
    import numpy as np
    import pandas as pd

    if isinstance(values.dtype, pd.StringDtype):
        return texts(values).coded()
    codes, distinct = pd.factorize(values.to_numpy(dtype=object))
    kept = [str(text) for text in distinct]
    if len(codes) and codes.min() < 0:
        codes, kept = np.where(codes < 0, len(kept), codes), [*kept, ""]
    return Coded(codes, kept)


def texts(values: pandas.Series) -> Texts:
    """A column of text for Arrow; a missing one is blank."""
    import pyarrow

    try:
        array = pyarrow.array(values, type=pyarrow.large_string(), from_pandas=True)
        if isinstance(array, pyarrow.ChunkedArray):
            array = array.combine_chunks()
    except (UnicodeEncodeError, pyarrow.ArrowException):  # half a surrogate pair, or no text
        array = pyarrow.array([visible(str(text)) for text in values], type=pyarrow.large_string())
    return Texts(_shown(array.fill_null("") if array.null_count else array))


def repeated(text: str, times: int) -> Texts:
    """A column of one text."""
    import pyarrow

    return Texts(pyarrow.repeat(pyarrow.scalar(text, pyarrow.large_string()), times))


def changed(column: Texts, rows: Sequence[int] | numpy.ndarray, instead: Iterable[str]) -> Texts:
    """The column with other texts in some of its rows."""
    import numpy as np
    import pyarrow
    import pyarrow.compute

    if not len(rows):
        return column
    mask = np.zeros(len(column), dtype=bool)
    mask[rows] = True
    told = pyarrow.array([visible(text) for text in instead], type=pyarrow.large_string())
    return Texts(pyarrow.compute.replace_with_mask(column.array, pyarrow.array(mask), told))


_UNSEEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{fffe}\x{ffff}]"


def _shown(array: pyarrow.LargeStringArray) -> pyarrow.LargeStringArray:
    """The texts with a visible mark for each character that cannot be seen; most columns have none."""
    import numpy as np
    import pyarrow.compute

    held, _ = Texts(array).contents()
    if not held.size or (held.min() >= 0x20 and held.max() < 0x7F):
        return array
    found = pyarrow.compute.match_substring_regex(array, _UNSEEN)
    rows = np.flatnonzero(found.to_numpy(zero_copy_only=False))
    return changed(Texts(array), rows, array.take(pyarrow.array(rows)).to_pylist()).array


def _combined(several: Sequence[Coded]) -> tuple[numpy.ndarray, list[int]]:
    """For each row the number of its combination, and the first row of each."""
    import numpy as np
    import pandas as pd

    codes = np.zeros(len(several[0]), dtype="int64")
    for column in several:
        if len(column.distinct) > 1:
            codes, _ = pd.factorize(codes * len(column.distinct) + column.codes)
    first = np.full(int(codes.max(initial=-1)) + 1, -1, dtype="int64")
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return codes, first.tolist()


def looked_up(known: Mapping[str, int]) -> Callable[[str], int]:
    """The position of a text in a table of them, or -1."""
    return lambda text: known.get(text, -1)
