"""Stage 6 of 6, the crossing: all data enter the page here, once, as inert JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from geo.draw.html import mark

# Backslash escapes are matched whole (first), so that the "\\" of a text never pairs with what follows it.
_RISKY = re.compile(
    r"\\(?:u00[01][0-9a-f]|.)|[<>&\u2028\u2029\x7f-\x9f\ud800-\udfff\ufffe\uffff]|\{(?=[{%#])", re.DOTALL
)
_CONTROLS = {"\\b": mark("\b"), "\\f": mark("\f")}


def island(data: Mapping[str, Any]) -> str:
    """The data as JSON that is safe inside a script element and inert in any template.

    ``<``, ``>``, ``&``, U+2028, U+2029 and a brace that would open a template are written as JSON escapes:
    the text comes back as it was. Control characters and lone surrogates become visible marks, one for one,
    so that offsets hold.

    Raises
    ------
    ValueError
        A number is NaN or infinite, which JSON cannot say.
    """
    return "".join(_RISKY.sub(_inert, text) if _is_risky(text) else text for text in pieces(data))


def pieces(data: Mapping[str, Any], *, ascii_only: bool = False) -> Iterator[str]:
    """The data as JSON, key by key and the events column by column: the whole would stand in memory once more."""
    encode = json.JSONEncoder(ensure_ascii=ascii_only, allow_nan=False, separators=(",", ":")).encode
    opened = "{"
    for key, value in data.items():
        yield f"{opened}{encode(key)}:"
        opened = ","
        if key == "events":
            yield from pieces(value, ascii_only=ascii_only)
        elif isinstance(value, list) and is_constant(value) and not isinstance(value[0], dict):
            yield f"[{','.join(repeat(encode(value[0]), len(value)))}]"
        else:
            yield encode(value)
    yield "}" if data else "{}"


def is_constant(column: Sequence[Any]) -> bool:
    """Tell whether all values of a column are the same; a column without any is not."""
    return len(column) > 0 and column[-1] == column[0] and column.count(column[0]) == len(column)


def _is_risky(text: str) -> bool:
    """Whether a closer look is needed; it takes ten times as long as this one."""
    return not text.isascii() or any(c in text for c in "\\<>&{\x7f")


def _inert(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("\\u"):
        return mark(chr(int(text[2:], 16)))
    if text.startswith("\\"):
        return _CONTROLS.get(text, text)
    if text in "<>&{\u2028\u2029":
        return f"\\u{ord(text):04x}"
    return mark(text)
