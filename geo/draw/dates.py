"""Stage 6 of 6, its dates: EDTF values in the words that a reader expects."""

from __future__ import annotations

from geo.records import Period
from geo.when import label, parse


def shown_date(edtf: str) -> str:
    """The date in words ("September 2015"); what is no EDTF value is shown as it is."""
    try:
        return label(parse(edtf))
    except ValueError:
        return edtf


def shown_span(period: Period) -> str:
    """The dates of a period in words, as exact as they were written."""
    return shown_date(f"{period.start_edtf or period.start}/{period.stop_edtf or period.stop}")
