"""Stage 6 of 6, the crossing: all data enter the page here, once, as inert JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
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
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _RISKY.sub(_inert, text)


def _inert(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("\\u"):
        return mark(chr(int(text[2:], 16)))
    if text.startswith("\\"):
        return _CONTROLS.get(text, text)
    if text in "<>&{\u2028\u2029":
        return f"\\u{ord(text):04x}"
    return mark(text)
