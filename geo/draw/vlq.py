"""Stage 6 of 6, a tool: whole numbers as text, in the Base64 VLQ of source maps.

Five bits a character, least significant first; bit 5 of a character says that more follow; the lowest bit
of the first one is the sign. Steps between neighbouring points take one or two characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

_ALPHABET = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", np.uint8)
_DIGIT = {chr(code): digit for digit, code in enumerate(_ALPHABET.tolist())}
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


def decode(text: str) -> Iterator[int]:
    """Yield the numbers of a text that `encode` wrote."""
    value = shift = 0
    for character in text:
        digit = _DIGIT[character]
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            yield -(value >> 1) if value & 1 else value >> 1
            value = shift = 0
