"""What a build changed: which events were added, changed or removed since the last one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from geo.records import Fault, Level

_FEATURE, _AFTER_ID = (
    b'{"type": "Feature", "id": ',
    b', "properties": ',
)  # of a feature's line; no text holds a bare quote
# Where its row stands, which is no part of an event.
_FILE = b', "file": '
_STANDS = re.compile(rb', "file": (?:null|"(?:[^"\\]|\\.)*"), "line": \d+')
_NEXT, _NULL = b', "', b'": null'
_IDS_SAID = 5
_COMPARED = 128_000_000  # bytes; about 200,000 events


def known(table: Path) -> dict[bytes, int] | None:
    """What the events of a file of `geojson` are: a hash by id, which is as JSON has it.

    Empty if there is no such file, None if it is so large that looking would take longer than building.
    Where its row stands is no part of an event: moving rows is no news. The hash holds for this process alone.
    """
    if not table.is_file():
        return {}
    if table.stat().st_size > _COMPARED:
        return None
    start = len(_FEATURE)
    with table.open("rb") as file:
        lines = (line.rstrip(b",\r\n") for line in file if line.startswith(_FEATURE) and _AFTER_ID in line)
        return {line[start : line.find(_AFTER_ID)]: _content(line) for line in lines}


def _content(line: bytes) -> int:
    """A hash of what a line tells: what is null counts as left out, as it is in the lines of a large table."""
    at = line.find(_FILE)
    stands = _STANDS.match(line, at) if at >= 0 else None
    told = line[:at] + line[stands.end() :] if stands else line
    return hash(tuple(part for part in told.split(_NEXT) if not part.endswith(_NULL)))


def news(before: Mapping[bytes, int] | None, table: Path) -> list[Fault]:
    """Note which events were added, changed or removed since `before`, if anything was known before."""
    now = known(table) if before else before
    if before is None or now is None:
        message = f"events since the last build were not compared: the file has more than {_COMPARED:,} bytes"
        return [Fault(Level.NOTE, message, str(table))]
    kinds = {
        "added": [event for event in now if event not in before],
        "changed": [event for event, content in now.items() if before.get(event, content) != content],
        "removed": [event for event in before if event not in now],
    }
    told = ", ".join(f"{len(ids):,} {kind} ({_some(ids)})" for kind, ids in kinds.items() if ids)
    return [Fault(Level.NOTE, f"events since the last build: {told}", str(table))] if told else []


def _some(ids: Sequence[bytes]) -> str:
    named = (event.decode("utf-8", "replace").strip('"') for event in ids[:_IDS_SAID])
    return ", ".join(named) + (" …" if len(ids) > _IDS_SAID else "")
