"""Stage 6 of 6, its packing: the events of a large page as bytes, which a browser reads many times faster than JSON.

Integers are byte planes, eager: they come before the script that starts the page. Texts of rows come after it, in
blocks of which a reader's browser opens those alone that it shows. See page/contract.d.ts.
"""

from __future__ import annotations

import json
import zlib
from binascii import b2a_base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.draw.columns import NULL, Rare, Strings, compact
from geo.draw.html import visible
from geo.draw.texts import Coded, Texts, changed, repeated

if TYPE_CHECKING:
    import numpy

FEWEST = 4_096  # events; a smaller page is plain JSON, which anyone can read
CHUNK = 1_048_576  # rows of a block of integers
BLOCK = 4_096  # rows of a block of texts
_LIST = ("id", "title", "date")  # what the list shows of a row; all other texts are the card's
_CODED_BYTES = 2  # a row: if its distinct texts take no more, a column is coded
_SAMPLE = 1_024  # rows that show a column to have too many distinct texts
# zlib's level and strategy. Texts of a million events: 3 takes 1.2 s, 6 twice that for a seventh fewer bytes, 1 a tenth
# less for a sixth more. Byte planes: their runs alone take a third of the time of 3, and fewer bytes.
_FAST, _SMALL, _PLANES = (3, zlib.Z_DEFAULT_STRATEGY), (6, zlib.Z_DEFAULT_STRATEGY), (1, zlib.Z_RLE)
_MANY = 250_000  # events; on pages of fewer a second is not at stake, and bytes are
_BETWEEN, _AFTER = "\x1e", "\x1f"  # columns of a row, rows of a block


@dataclass(frozen=True, slots=True)
class Rows:
    """The texts of rows in blocks, each made when it is asked for; columns by their names, by group."""

    count: int = 0
    groups: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)

    def items(self) -> Iterator[tuple[str, str]]:
        """All blocks with their ids."""
        return self.some(range(-(-self.count // BLOCK)))

    def some(self, numbers: range) -> Iterator[tuple[str, str]]:
        """The blocks of these numbers, of each group."""
        for group, held in self.groups.items():
            if held:
                for number in numbers:
                    yield f"geo-data-{group}-{number}", self._block(list(held.values()), number * BLOCK)

    def _block(self, columns: list[Texts], start: int) -> str:
        import pyarrow
        import pyarrow.compute as pc

        nothing, between, after = (pyarrow.scalar(text, pyarrow.large_string()) for text in ("", _BETWEEN, _AFTER))
        *first, last = [column.part(start, start + BLOCK).array for column in columns]
        rows = pc.binary_join_element_wise(*first, pc.binary_join_element_wise(last, nothing, after), between)
        held, _ = Texts(rows).contents()
        return deflated(held[:-1], _FAST if self.count > _MANY else _SMALL)


@dataclass(frozen=True, slots=True)
class Packed:
    """The data of a page for its island, and the blocks beside it by their ids: integers, texts of rows."""

    data: dict[str, Any]
    eager: dict[str, str] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)


def pack(data: Mapping[str, Any]) -> Packed:
    """The data of a page (`geo.draw.contract`) as the page holds them; packed if there are many events."""
    if data["events"]["count"] < FEWEST:
        return Packed(compact(data))
    strings = Strings(data["strings"])
    eager: dict[str, str] = {}
    events: dict[str, Any] = {}
    texts: dict[str, dict[str, Texts]] = {"list": {}, "card": {}}
    for name, column in data["events"].items():
        if isinstance(column, int):
            events[name] = column
        elif isinstance(column, (Texts, Coded, Rare)):
            told = _told(column, strings)
            if isinstance(told, Texts):
                group = "list" if name in _LIST else "card"
                texts[group][name] = told
                events[name] = {"texts": group}
            elif isinstance(told, str):
                events[name] = {"all": told}
            else:
                events[name] = {"coded": _integers(name, told, eager)}
        else:
            events[name] = _integers(name, column, eager)
    head: dict[str, Any] = {**data, "events": events, "strings": list(strings.all)}
    head["texts"] = {"rows": BLOCK} | {group: list(held) for group, held in texts.items()}
    return Packed(head, eager, Rows(data["events"]["count"], texts))


def _told(column: Texts | Coded | Rare, strings: Strings) -> numpy.ndarray | Texts | str:
    """A column of text as codes, if it has few distinct texts, or as the one that all rows have."""
    if isinstance(column, Rare):
        if not column.rows:
            return ""
        rows = sorted(column.rows)
        return changed(repeated("", len(column)), rows, [_json(column.rows[row]) for row in rows])
    if isinstance(column, Texts):
        if _varies(column):
            return column
        column = column.coded()
    used = column.used()
    if len(used.distinct) == 1:
        return visible(used.distinct[0])
    if sum(map(len, used.distinct)) > _CODED_BYTES * len(used):
        return used.texts()
    return strings.column(used)


def _varies(column: Texts) -> bool:
    """Whether a look at some rows tells that the column has too many distinct texts to be coded."""
    import numpy as np

    rows = np.linspace(0, len(column) - 1, _SAMPLE, dtype="int64")
    sample = column.take(rows).array
    return 4 * len(sample.unique()) > 3 * _SAMPLE


def _json(value: Any) -> str:
    """What is no text as JSON, with visible marks as everything has them."""
    if isinstance(value, Mapping):
        value = {visible(key): visible(text) for key, text in value.items()}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _integers(name: str, column: numpy.ndarray, eager: dict[str, str]) -> dict[str, Any]:
    """How the island says a column of integers, whose bytes go to its blocks."""
    import numpy as np

    least, most = int(column.min()), int(column.max())
    if least == most:
        return {"all": None if least == NULL else least}
    nulls = least == NULL
    if nulls:
        least = int(np.where(column == NULL, most, column).min())
    shifted = np.where(column == NULL, 0, column - (least - 1)) if nulls else column - least
    width = next(n for n in (1, 2, 3, 4) if most - least + nulls < 1 << 8 * n)
    for k, start in enumerate(range(0, len(column), CHUNK)):
        chunk = shifted[start : start + CHUNK].astype("<u4").view("uint8").reshape(-1, 4)
        eager[f"geo-data-{name}-{k}"] = deflated(np.ascontiguousarray(chunk[:, :width].T), _PLANES)
    return {"ints": width, "least": least, "nulls": nulls}


def deflated(content: numpy.ndarray, how: tuple[int, int]) -> str:
    """Bytes as base64 of raw deflate: letters that no parser takes for anything."""
    level, strategy = how
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, strategy)
    return b2a_base64(packer.compress(content.data) + packer.flush(), newline=False).decode("ascii")
