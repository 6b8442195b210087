"""A noun: dates with their doubt. EDTF text to the days it may cover, and to words.

Our own small parser of the part of EDTF (ISO 8601-2) that seeds use:

    2015  2015-09  2015-09-30  2015-09-30T23:30+03:00    a year, month, day; the day as written of a date-time
    2015-21 … 24  2015-33 … 36                           spring, summer, autumn, winter; the four quarters
    198X  19XX  2015-XX  2015-09-XX                      what is not known lies anywhere in that span
    XXXX-07-08                                           a day without its year: unresolved
    1980?  1980~  1980%                                  uncertain, about, both
    2015-09-30/2016-03-14  2015-09-30/..  ../2015        from/to, both inclusive; `..` or blank is open
    {2015-09-30,2015-10-02}  [2015,2016]                 all of these, one of these

Days are proleptic Gregorian, years 0001 to 9999, without time zone; winter runs from December of its year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from geo.records import DATE_PRECISIONS, When

OPEN = ".."
EPOCH = date(1970, 1, 1).toordinal()
SEASONS = ("spring", "summer", "autumn", "winter")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]+)?)?)?"
    r" ?(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_SINGLE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<doubt>[?~%]|\?~|~\?)?")


def parse(text: str, *, as_of: str = "") -> When:
    """Read an EDTF value.

    Parameters
    ----------
    text : str
        One EDTF value, see the list above.
    as_of : str
        ISO day up to which the facts are told: the latest day of an open end. Blank leaves it open.

    Returns
    -------
    When
        `earliest` and `latest` inclusive ISO days; None where open or unknown.

    Raises
    ------
    ValueError
        The text is not such a value, or names a day that does not exist. The message says which.
    """
    text = text.strip()
    if not text:
        raise ValueError("no date is given")
    if text[0] in "{[":
        return _several(text)
    if "/" not in text:
        return _single(text)
    if text.count("/") != 1:
        raise ValueError(f"{text!r} is not EDTF: an interval has one slash, a date has hyphens (2015-09-30)")
    left, right = (None if end.strip() in ("", OPEN) else _single(end.strip()) for end in text.split("/"))
    return _interval(left, right, as_of)


def open_end(as_of: str = "") -> When:
    """Return the end of something that goes on; give it to `span`."""
    return When(OPEN, None, as_of or None, "unknown")


def span(start: When, end: When | None) -> When:
    """Return the time from one value to another, both inclusive.

    Raises
    ------
    ValueError
        The end lies before the start; they are never swapped. Or one of them is unresolved.
    """
    if end is None or end.edtf == start.edtf:
        return start
    if end.edtf == OPEN:
        return _interval(_first(start), None, end.latest or "")
    return _interval(_first(start), _last(end), "")


def day_number(iso: str) -> int:
    """Return the days from 1970-01-01 to an ISO day; negative before it."""
    return date.fromisoformat(iso).toordinal() - EPOCH


def from_day_number(number: int) -> str:
    """Return the ISO day that lies so many days after 1970-01-01."""
    return date.fromordinal(number + EPOCH).isoformat()


def label(when: When) -> str:
    """Return the value in English words, no more exact than it is: "September 2015", "c. 1980"."""
    edtf = when.edtf
    if not edtf:
        return "undated"
    if edtf[0] in "{[":
        *most, last = [_words(member.strip()) for member in edtf[1:-1].split(",")]
        joint = " and " if edtf[0] == "{" else " or "
        return f"{', '.join(most)}{joint}{last}" if most else last
    if "/" not in edtf:
        return f"until {when.latest}" if edtf == OPEN else _words(edtf)
    left, right = edtf.split("/")
    if right == OPEN:
        return f"since {_words(left)}"
    return f"until {_words(right)}" if left == OPEN else f"{_words(left)} – {_words(right)}"


def coarsen(day: str, precision: str) -> str:
    """Return the EDTF value of this precision that holds an ISO day: ("2015-09-30", "month") → "2015-09"."""
    year, month = day[:4], int(day[5:7])
    if precision == "week":
        monday = date.fromisoformat(day)
        monday -= timedelta(days=min(monday.weekday(), monday.toordinal() - 1))
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if precision == "season":
        # January and February end the winter that the year before began.
        return f"{year}-{20 + month // 3}" if month > 2 else f"{max(int(year) - 1, 1):04d}-24"
    return {
        "month": day[:7],
        "quarter": f"{year}-{33 + (month - 1) // 3}",
        "year": year,
        "decade": f"{year[:3]}X",
    }.get(precision, day)


def _single(text: str) -> When:
    if _ISO_DAY.fullmatch(text):
        _exists(text)
        return When(text, text, text, "day")
    if timed := _TIME.fullmatch(text):
        return _single(timed[1])
    if not (found := _SINGLE.fullmatch(text)):
        raise ValueError(f"{text!r} is not a date such as 2015, 2015-09 or 2015-09-30")
    doubt = "%" if len(found["doubt"] or "") > 1 else found["doubt"] or ""
    bare = text[: found.start("doubt")] if doubt else text
    earliest, latest, precision = _covered(found["year"], found["month"], found["day"])
    return When(bare + doubt, earliest, latest, precision, doubt)


def _covered(year: str, month: str | None, day: str | None) -> tuple[str | None, str | None, str]:
    """Earliest day, latest day, precision."""
    if year == "XXXX":
        if month not in (None, "XX") and day not in (None, "XX"):
            _exists(f"2000-{month}-{day}")
        elif month not in (None, "XX"):
            _month(str(month))
        return None, None, "unknown"
    if "X" in year:
        digits = year.rstrip("X")
        if len(digits) < 2 or "X" in digits or month:
            raise ValueError(f"{year!r} is not a decade (198X) or a century (19XX)")
        precision = "decade" if len(digits) == 3 else "unknown"
        return f"{max(int(digits.ljust(4, '0')), 1):04d}-01-01", f"{digits.ljust(4, '9')}-12-31", precision
    if year == "0000":
        raise ValueError("there is no year 0")
    if month is None or month == "XX":
        return f"{year}-01-01", f"{year}-12-31", "year"
    if "21" <= month <= "24" and day is None:
        return *_season(int(year), int(month) - 21), "season"
    if "33" <= month <= "36" and day is None:
        first = 3 * (int(month) - 33) + 1
        return f"{year}-{first:02d}-01", _month_end(int(year), first + 2), "quarter"
    number = _month(month)
    if day is None or day == "XX":
        return f"{year}-{month}-01", _month_end(int(year), number), "month"
    _exists(f"{year}-{month}-{day}")
    return f"{year}-{month}-{day}", f"{year}-{month}-{day}", "day"


def _exists(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        _say_why_not(day)


def _say_why_not(day: str) -> None:
    year, month, number = day[:4], day[5:7], day[8:10]
    if year == "0000":
        raise ValueError("there is no year 0")
    if "X" in day or not number.isdigit():
        raise ValueError(f"{day!r} has a digit that is not known; write XX for the whole part")
    last = int(_month_end(int(year), _month(month))[8:])
    if not 1 <= int(number) <= last:
        raise ValueError(f"there is no day {int(number)} in {MONTHS[int(month) - 1]} {year}")


def _month(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 12:
        raise ValueError(f"there is no month {text}")
    return int(text)


def _month_end(year: int, month: int) -> str:
    if month == 12:
        return f"{year:04d}-12-31"
    return (date(year, month + 1, 1) - timedelta(days=1)).isoformat()


def _season(year: int, index: int) -> tuple[str, str]:
    if index < 3:
        return f"{year:04d}-{3 * index + 3:02d}-01", _month_end(year, 3 * index + 5)
    # The last winter of the calendar ends with it.
    return f"{year:04d}-12-01", _month_end(year + 1, 2) if year < 9999 else "9999-12-31"


def _several(text: str) -> When:
    closing = {"{": "}", "[": "]"}[text[0]]
    if not text.endswith(closing):
        raise ValueError(f"{text!r} lacks its closing {closing}")
    members = [_single(part.strip()) for part in text[1:-1].split(",")]
    if any(m.earliest is None for m in members):
        raise ValueError(f"{text!r} holds a date without a year")
    return When(
        text[0] + ",".join(m.edtf for m in members) + closing,
        min(m.earliest or "" for m in members),
        max(m.latest or "" for m in members),
        _coarser(members),
        _doubt(members),
    )


def _interval(left: When | None, right: When | None, as_of: str) -> When:
    ends = [end for end in (left, right) if end]
    if not ends:
        raise ValueError("an interval without start and end says nothing")
    for end in ends:
        if end.earliest is None or end.latest is None:
            raise ValueError(f"{end.edtf!r} has no year, so it cannot begin or end anything")
    edtf = f"{left.edtf if left else OPEN}/{right.edtf if right else OPEN}"
    if left and left == right:
        return left
    if left and right and (right.latest or "") < (left.earliest or ""):
        raise ValueError(f"the end {right.edtf} is before the start {left.edtf}")
    latest = right.latest if right else None
    if left and not right and as_of:
        # What begins after the as-of day is not cut back before its beginning.
        latest = as_of if as_of >= (left.earliest or "") else left.latest
    return When(edtf, left.earliest if left else None, latest, _coarser(ends), _doubt(ends))


def _first(when: When) -> When:
    return _single(when.edtf.split("/")[0]) if "/" in when.edtf else when


def _last(when: When) -> When:
    return _single(when.edtf.split("/")[1]) if "/" in when.edtf else when


def _coarser(parts: Sequence[When]) -> str:
    coarsest = max((part.precision for part in parts), key=DATE_PRECISIONS.index)
    return "days" if coarsest == "day" else coarsest


def _doubt(parts: Sequence[When]) -> str:
    kinds = {part.qualifier for part in parts} - {""}
    return kinds.pop() if len(kinds) == 1 else "%" if kinds else ""


def _words(edtf: str) -> str:
    bare = edtf.rstrip("?~%")
    about, unsure = edtf[len(bare) :] in ("~", "%"), edtf[len(bare) :] in ("?", "%")
    return f"{'c. ' if about else ''}{_bare_words(bare)}{' (uncertain)' if unsure else ''}"


def _bare_words(edtf: str) -> str:
    year, month, day = (*edtf.split("-"), "XX", "XX")[:3]
    if year == "XXXX":
        known = " ".join(w for w in (_day_words(day), MONTHS[int(month) - 1] if month != "XX" else "") if w)
        return f"{known}, year unknown" if known else "date unknown"
    if year.endswith("XX"):
        return f"{year[:2]}00–{year[:2]}99"
    if year.endswith("X"):
        return f"{year[:3]}0s"
    if month == "XX":
        return year
    if int(month) > 12:
        number = int(month)
        return f"{SEASONS[number - 21]} {year}" if number < 33 else f"Q{number - 32} {year}"
    name = MONTHS[int(month) - 1]
    return f"{name} {year}" if day == "XX" else f"{_day_words(day)} {name[:3]} {year}"


def _day_words(day: str) -> str:
    return "" if day == "XX" else str(int(day))
