"""Stage 6 of 6, its dates: EDTF values in the words that a reader expects."""

from __future__ import annotations

import re

from geo.draw.languages import Catalogue, catalogue
from geo.records import Period
from geo.when import label, parse

_VALUE = re.compile(r"(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?([?~%])?")
_DECADE = re.compile(r"(\d{3})X([?~%])?")


def shown_date(edtf: str, words: Catalogue | None = None) -> str:
    """The date in words ("September 2015"); what is no EDTF value is shown as it is.

    A language whose catalogue names no months has the English words.
    """
    try:
        when = parse(edtf)
    except ValueError:
        return edtf
    words = words or catalogue()
    return label(when) if words.tag == "en" or not words.has("month.1") else _translated(when.edtf, words)


def shown_span(period: Period, words: Catalogue | None = None) -> str:
    """The dates of a period in words, as exact as they were written."""
    return shown_date(f"{period.start_edtf or period.start}/{period.stop_edtf or period.stop}", words)


def _translated(edtf: str, words: Catalogue) -> str:
    first, slash, last = edtf.partition("/")
    if not slash:
        return _value(first, words)
    if last in ("", ".."):
        return words.text("date.from", date=_value(first, words))
    if first in ("", ".."):
        return words.text("date.before", date=_value(last, words))
    return f"{_value(first, words)} – {_value(last, words)}"


def _value(text: str, words: Catalogue) -> str:
    """One value; what the catalogue has no words for stays as it is written."""
    if decade := _DECADE.fullmatch(text):
        return _doubted(words.text("date.decade.of", year=f"{decade[1]}0"), decade[2], words)
    found = _VALUE.fullmatch(text)
    if not found:
        return text
    year, month, day, doubt = found.groups()
    if month in (None, "XX"):
        return _doubted(year, doubt, words)
    if month in ("21", "22", "23", "24"):
        return _doubted(words.text(f"season.{month}", year=year), doubt, words)
    if int(month) > 12:
        return text
    if day in (None, "XX"):
        return _doubted(f"{_alone(int(month), words)} {year}", doubt, words)
    return _doubted(f"{int(day)} {words.text(f'month.{int(month)}')} {year}", doubt, words)


def _alone(month: int, words: Catalogue) -> str:
    """A month without a day: in some languages another form of its name."""
    key = f"month.{month}.alone"
    return words.text(key if words.has(key) else f"month.{month}")


def _doubted(date: str, doubt: str | None, words: Catalogue) -> str:
    if doubt == "~":
        return words.text("date.circa", date=date)
    return f"{date} ({words.text(f'date.{doubt}')})" if doubt else date
