"""Stage 6 of 6, a tool: whole numbers as text, in the Base64 VLQ of source maps.

Five bits a character, least significant first; bit 5 of a character says that more follow; the lowest bit
of the first one is the sign. Steps between neighbouring points take one or two characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

_ALPHABET = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", np.uint8)
_DIGIT = np.zeros(128, np.uint8)
_DIGIT[_ALPHABET] = np.arange(64)
_MOST = 7  # characters of a 32-bit number


def encode(numbers: np.ndarray, ends: np.ndarray) -> list[str]:
    """Encode whole numbers (below 2**31 in size) and cut the text after each `ends` number."""
    rest = (np.abs(numbers) << 1) | (numbers < 0)
    digits = np.empty((len(numbers), _MOST), np.uint8)
    lengths = np.zeros(len(numbers), int)
    for place in range(_MOST):
        more = rest >> 5
        digits[:, place] = _ALPHABET[(rest & 31) | ((more > 0) << 5)]
        lengths += (rest > 0) | (place == 0)
        rest = more
    text = digits[np.arange(_MOST) < lengths[:, None]].tobytes().decode("ascii")
    cuts = np.concatenate([[0], np.cumsum(lengths)])[np.concatenate([[0], ends])]
    return [text[start:stop] for start, stop in pairwise(cuts)]


def decode(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of all texts that `encode` wrote, and how many each of them has."""
    digits = _DIGIT[np.frombuffer("".join(texts).encode("ascii"), np.uint8)]
    ends = np.flatnonzero(digits < 32)
    starts = np.concatenate([[0], ends[:-1] + 1])
    place = np.arange(len(digits)) - np.repeat(starts, ends - starts + 1)
    values = np.add.reduceat((digits & 31).astype(np.int64) << 5 * place, starts) if len(ends) else starts[:0]
    cuts = np.searchsorted(ends, np.cumsum([len(text) for text in texts]))
    return np.where(values & 1, -(values >> 1), values >> 1), np.diff(cuts, prepend=0)
