"""Suggested events as a table, for reviewing."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geo.schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import pandas

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # or else spreadsheets take UTF-8 for an old encoding
_RUN = re.compile(r"[=+\-@\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_DECIMALS = 5  # degrees; about a metre


def event_table(events: pandas.DataFrame) -> str:
    """Events as a CSV that can stand in events/, and that a spreadsheet opens without harm: RFC 4180."""
    columns = [events[name].tolist() for name in EVENT_COLUMNS]
    lines = [EVENT_COLUMNS, *zip(*columns, strict=True)]
    return _BOM + "".join(",".join(map(_cell, line)) + "\r\n" for line in lines)


def _cell(value: str | float) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe, which reading takes off again."""
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.{_DECIMALS}f}"
    inert = f"'{value}" if _RUN.match(value) and not _NUMBER.fullmatch(value) else value
    quoted = inert.replace('"', '""')
    return f'"{quoted}"' if re.search(r'[",\r\n]', inert) else inert
