"""Stage 6 of 6, its file names: safe on every system, whatever a period is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

INDEX, ALL = "index.html", "all-periods.html"
_RESERVED = re.compile(r"(?:index|all-periods|con|prn|aux|nul|com\d|lpt\d)?", re.ASCII)
_LONGEST = 60


def page_names(period_ids: Iterable[str]) -> dict[str, str]:
    """A file name for each period: its id, made safe; distinct even where case does not count."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for period_id in period_ids:
        slug = re.sub(r"[^a-z0-9_]+", "-", period_id.lower())[:_LONGEST].strip("-")
        slug = f"period-{slug}".rstrip("-") if _RESERVED.fullmatch(slug) else slug
        number, name = 1, slug
        while name in taken:
            number += 1
            name = f"{slug}-{number}"
        taken.add(name)
        names[period_id] = f"{name}.html"
    return names
