"""Stage 6 of 6, its large pages: blocks that no browser would read in one file, in files beside the page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from geo.draw.columns import NULL
from geo.draw.pack import BLOCK, CHUNK, Packed, Rows

if TYPE_CHECKING:
    import numpy

MOST = 2_500_000  # events of a page that is one file
TEXTS = 64  # blocks of texts in a file, of each group

Content = bytes | Iterator[bytes]  # whole, or in pieces that are made while they are written


def parted(packed: Packed, page: str, days: numpy.ndarray) -> tuple[Packed, dict[str, Content]]:
    """A page of more events than one file can have, and the files beside it; else the page as it is, and none.

    Each file is a script that hands its blocks over, for a page that is opened from a disk may read no other. A file
    of integers has all columns of a chunk of rows, a file of texts some blocks of both groups. The page knows the
    first day of each chunk (`days`: of each row, in order), so that it can begin with those that a reader asks for.
    The names of the files say which data they hold: a page of other data, still open or left by a killed build, must
    not take these for its own.
    """
    if packed.rows.count <= MOST:
        return packed, {}
    folder, own = f"{page.removesuffix('.html')}.data", packed.data["page"]["hash"][:8]
    files: dict[str, Content] = {}
    for k in range(-(-packed.rows.count // CHUNK)):
        mine = ((name, block) for name, block in packed.eager.items() if name.endswith(f"-{k}"))
        files[f"{folder}/rows-{k}-{own}.js"] = b"".join(_call(mine))
    number_of_blocks = -(-packed.rows.count // BLOCK)
    for k, start in enumerate(range(0, number_of_blocks, TEXTS)):
        some = range(start, min(start + TEXTS, number_of_blocks))
        files[f"{folder}/texts-{k}-{own}.js"] = _call(packed.rows.some(some))
    kinds = {kind: [name for name in files if f"/{kind}-" in name] for kind in ("rows", "texts")}
    first = [None if day == NULL else day for day in days[::CHUNK].tolist()]
    return replace(packed, data=packed.data | {"files": kinds | {"days": first}}, eager={}, rows=Rows()), files


def _call(blocks: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """A script of one call."""
    told = (f"{json.dumps(name)}:{json.dumps(block)}" for name, block in blocks)
    first = "".join(islice(told, 1))
    yield f"geoBlocks({{{first}".encode()
    yield from chain((f",\n{block}".encode() for block in told), (b"});\n",))
