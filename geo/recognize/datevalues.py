"""Stage 2 of 6, values of dates: the words of one date to EDTF, what they lack taken from the document's date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from geo.recognize.datewords import Word
from geo.when import parse

_SHORTLY = timedelta(14)
PAST = "the last up to the document's date"  # how what lacks a year, or a weekday, is read
RESOLVED, REVIEW, UNRESOLVED = "resolved", "review", "unresolved"


class Unreadable(Exception):
    """The words are of dates but say no day; the message is the reason, `edtf` what they do say."""

    def __init__(self, reason: str, edtf: str = "") -> None:
        super().__init__(reason)
        self.edtf = edtf


def point(words: Sequence[Word], anchor: date | None, like: Sequence[Word] = ()) -> tuple[str, str, str]:
    """EDTF, status and rule of one date; what it lacks is taken from `like`, then from the anchor."""
    have = {word.letter: word for word in words}
    for word in like:
        if word.letter in "ym" and word.letter not in have and not ("y" in have or "x" in have):
            have[word.letter] = word
    doubt = "~" if "A" in have else ""
    part = have["p"].value if "p" in have else ""
    if "j" in have:
        return have["j"].value, RESOLVED, "ISO date"
    if "z" in have:
        return _numeric(have["z"].value), RESOLVED, "numeric date whose order shows"
    if "x" in have:
        return _part_of_decade(have["x"].value, part) + doubt, RESOLVED, "decade"
    year = int(have["y"].value) if "y" in have else 0
    if "q" in have:
        return f"{year:04d}-{have['q'].value}", RESOLVED, "quarter of a year"
    if "s" in have:
        return _season(int(have["s"].value), year, anchor)
    if "m" not in have:
        return part_of_year(year, part) + ("" if part else doubt), RESOLVED, "year"
    month = int(have["m"].value)
    day = int(re.match(r"\d+", have["d"].value)[0]) if "d" in have else 0  # type: ignore[index]
    said = "day, month and year" if day else "month and year"
    if not year and day and anchor and (ahead := _shortly(month, day, anchor)):
        return ahead, REVIEW, "day and month, a few days after the document's date"
    if not year:
        year, said = (
            _year_before(month, day, anchor),
            f"{'day and ' if day else ''}month, {PAST}",
        )
    if day:
        return f"{year:04d}-{month:02d}-{day:02d}{doubt}", RESOLVED, said
    return part_of_month(year, month, part) + ("" if part else doubt), RESOLVED, said


def _year_before(month: int, day: int, anchor: date | None) -> int:
    if anchor is None:
        raise Unreadable("no year, and the document has no date", f"XXXX-{month:02d}-{day:02d}" if day else "")
    return anchor.year if (month, day or 1) <= (anchor.month, anchor.day) else anchor.year - 1


def _shortly(month: int, day: int, anchor: date) -> str:
    """A day that comes within two weeks is likelier meant than the same day of the year before."""
    for year in (anchor.year, anchor.year + 1):
        with suppress(ValueError):
            if timedelta(0) < date(year, month, day) - anchor <= _SHORTLY:
                return date(year, month, day).isoformat()
    return ""


def _season(number: int, year: int, anchor: date | None) -> tuple[str, str, str]:
    if year:
        return f"{year:04d}-{number}", RESOLVED, "season of a year"
    if anchor is None:
        raise Unreadable("a season without a year, and the document has no date")
    begins = 3 * (number - 20)
    return f"{anchor.year if begins <= anchor.month else anchor.year - 1:04d}-{number}", REVIEW, "season without a year"


def _numeric(text: str) -> str:
    """Day and month in the order that shows; 03/04/2016 shows none."""
    first, second, year = (int(part) for part in re.split(r"[./]", text))
    if min(first, second) > 12 or (max(first, second) <= 12 and first != second and "." not in text):
        raise Unreadable("day and month could change places")
    day, month = (second, first) if second > 12 else (first, second)
    return f"{year:04d}-{month:02d}-{day:02d}"


def part_of_month(year: int, month: int, part: str) -> str:
    whole = f"{year:04d}-{month:02d}"
    last = (parse(whole).latest or "")[8:]
    first, stop = {
        "early": ("01", "10"), "mid": ("11", "20"), "late": ("21", last), "half1": ("01", "15"), "half2": ("16", last),
    }.get(part, ("", ""))  # fmt: skip
    return f"{whole}-{first}/{whole}-{stop}" if first else whole


def part_of_year(year: int, part: str) -> str:
    first, stop = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "half1": (1, 6), "half2": (7, 12)}.get(part, (0, 0))
    return f"{year:04d}-{first:02d}/{year:04d}-{stop:02d}" if first else f"{year:04d}"


def _part_of_decade(text: str, part: str) -> str:
    digits = "".join(re.findall(r"\d", text))
    decade = int(digits if len(digits) == 4 else "19" + digits) // 10
    first, stop = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "half1": (0, 4), "half2": (5, 9)}.get(part, (0, 0))
    return f"{decade}{first}/{decade}{stop}" if stop else f"{decade}X"
