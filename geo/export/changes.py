"""What a build changed: which events were added, changed or removed since the last one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from geo.records import Fault, Level

# Of a feature's line; no text holds a bare quote.
_FEATURE, _AFTER_ID, _FILE, _LINE = b'{"type": "Feature", "id": ', b', "properties": ', b', "file": ', b', "line": '
_IDS_SAID = 5
_COMPARED = 128_000_000  # bytes; about 150,000 events


class Known(NamedTuple):
    """What a file of `geojson` holds: its columns, and of each event a hash by its id, which is as JSON has it."""

    columns: Sequence[str]
    events: dict[bytes, int]


def known(table: Path, columns: Sequence[str] = ()) -> Known | None:
    """What the events of a file of `geojson` are, as if it had these columns; those of the file, if none are named.

    Empty if there is no such file, None if it is so large that looking would take longer than building.
    Where its row stands is no part of an event: moving rows is no news. The hash holds for this process alone.
    """
    if not table.is_file():
        return Known((), {})
    if table.stat().st_size > _COMPARED:
        return None
    with table.open("rb") as file:
        lines = (line.rstrip(b",\r\n") for line in file if line.startswith(_FEATURE) and _AFTER_ID in line)
        first = next(lines, b"")
        own = _columns(first)
        edits = _edits(own, columns) if columns else []
        events = dict(_told(line, edits) for line in ([first] if first else []))
        events.update(_told(line, edits) for line in lines)
    return Known(columns or own, events)


def _columns(line: bytes) -> list[str]:
    try:
        return list(json.loads(line)["properties"])
    except (ValueError, KeyError, TypeError):
        return []  # a file that was cut short, or is not ours


def _edits(own: Sequence[str], wanted: Sequence[str]) -> list[tuple[bytes, bytes]]:
    """What makes lines with some columns lines with others: those of a large table leave out what no row fills."""
    edits = [(f'"{name}": null, '.encode(), b"") for name in own if name not in wanted]
    for at, name in enumerate(wanted):
        if name not in own and (after := next((other for other in wanted[at:] if other in own), "")):
            edits.append((f'"{after}": '.encode(), f'"{name}": null, "{after}": '.encode()))
    return edits


def _told(line: bytes, edits: Sequence[tuple[bytes, bytes]]) -> tuple[bytes, int]:
    """The id of an event, and a hash of what its line tells beside where its row stands."""
    event = line[len(_FEATURE) : line.find(_AFTER_ID)]
    for old, new in edits:
        line = line.replace(old, new, 1)
    start = line.find(_FILE)
    number = line.find(_LINE, start) + len(_LINE)
    end = line.find(b",", number)
    return event, hash((line[:start], line[end:])) if start >= 0 else hash(line)


def news(before: Known | None, table: Path) -> list[Fault]:
    """Note which events were added, changed or removed since `before`, if anything was known before."""
    now = known(table, before.columns) if before and before.events else before
    if before is None or now is None:
        message = f"events since the last build were not compared: the file has more than {_COMPARED:,} bytes"
        return [Fault(Level.NOTE, message, str(table))]
    old, new = before.events, now.events
    kinds = {
        "added": [event for event in new if event not in old],
        "changed": [event for event, content in new.items() if old.get(event, content) != content],
        "removed": [event for event in old if event not in new],
    }
    told = ", ".join(f"{len(ids):,} {kind} ({_some(ids)})" for kind, ids in kinds.items() if ids)
    return [Fault(Level.NOTE, f"events since the last build: {told}", str(table))] if told else []


def _some(ids: Sequence[bytes]) -> str:
    named = (event.decode("utf-8", "replace").strip('"') for event in ids[:_IDS_SAID])
    return ", ".join(named) + (" …" if len(ids) > _IDS_SAID else "")
