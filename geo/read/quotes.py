"""Stage 1 of 6, quotes: which quotes of a large CSV open and close its cells, by their places and not cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_PIECE = 1 << 18  # bytes looked at in one go
_QUOTE, _LINE_END, _SPACE = ord('"'), ord("\n"), ord(" ")


def positions(data: bytes | memoryview, byte: int) -> np.ndarray[Any, Any]:
    """Return where a byte stands."""
    import numpy as np

    whole = np.frombuffer(data, dtype=np.uint8)
    found = [np.flatnonzero(whole[i : i + _PIECE] == byte) + i for i in range(0, len(whole), _PIECE)]
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def quotes_of(data: bytes | memoryview, separator: str) -> np.ndarray[Any, Any] | None:
    """Return the places of the quotes that open and close cells, in turn; None if they cannot be read so.

    A doubled quote within a cell closes it and opens it at once. A quote within a cell that no quote opened is a
    letter like others. None: a quote that is never closed, or that text follows or a space precedes.
    """
    import numpy as np

    at = positions(data, _QUOTE)
    if not len(at):
        return at
    whole, last = np.frombuffer(data, dtype=np.uint8), len(data) - 1
    before = np.where(at > 0, whole[np.maximum(at - 1, 0)], _LINE_END)
    after = np.where(at < last, whole[np.minimum(at + 1, last)], _LINE_END)
    bounds = (ord(separator), _LINE_END)
    begins, ends = np.isin(before, bounds), np.isin(after, bounds)
    if len(at) % 2 == 0:
        doubled = at[2::2] == at[1:-1:2] + 1
        if begins[0] and ends[-1] and (begins[2::2] | doubled).all() and (ends[1:-1:2] | doubled).all():
            return at
    return _one_by_one(whole, at, begins, ends, bounds)


def _one_by_one(whole: Any, at: Any, begins: Any, ends: Any, bounds: tuple[int, int]) -> np.ndarray[Any, Any] | None:
    """The same where some quotes are letters."""
    import numpy as np

    places, opens, closes = at.tolist(), begins.tolist(), ends.tolist()
    kept: list[int] = []
    i, n = 0, len(places)
    while i < n:
        if not opens[i]:
            if _only_spaces_before(whole, places[i], bounds):
                return None
            i += 1
            continue
        j = i + 1
        while j + 1 < n and places[j + 1] == places[j] + 1:
            j += 2
        if j >= n or not closes[j]:
            return None
        kept += places[i : j + 1]
        i = j + 1
    return np.array(kept, dtype=np.int64)


def _only_spaces_before(whole: Any, place: int, bounds: tuple[int, int]) -> bool:
    before = place - 1
    while before >= 0 and whole[before] == _SPACE:
        before -= 1
    return before < place - 1 and (before < 0 or int(whole[before]) in bounds)
