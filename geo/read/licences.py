"""Stage 1 of 6, licences: rows that may not be passed on are told before a map holds them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.read.profile import shipped
from geo.read.tell import counted
from geo.records import Fault, Level

if TYPE_CHECKING:
    import pandas

COLUMN = "licence"  # of the faults that tell it
_FORBIDS = re.compile(
    r"all rights reserved|\bno(?:t for|n)?[- ]?(?:re-?)?(?:distribution|publication|publishing)\b"
    r"|not? (?:to )?be (?:shared|published|redistributed|passed on)|\bconfidential\b|\binternal use\b",
    re.IGNORECASE,
)


def tell_licences(events: pandas.DataFrame, faults: list[Fault]) -> None:
    """Add a NOTE for each file and licence that forbids passing rows on: of a known format, or by its own words."""
    terms = {profile.licence: profile.terms for profile in shipped().values() if profile.terms}
    said = set(events["licence"].unique()) if len(events) else set()
    for licence in sorted(text for text in said if text in terms or _FORBIDS.search(text)):
        rows = events.loc[events["licence"] == licence, "file"]
        for file, number in rows.value_counts(sort=False).items():
            why = terms.get(licence, "this licence forbids passing on its rows")
            message = f"{why}: the maps would hold {counted(int(number), 'row')} of this file"
            faults.append(Fault(Level.NOTE, message, str(file), column=COLUMN, value=licence))
