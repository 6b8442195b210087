"""Stage 1 of 6, dates as people write them: to EDTF, one distinct value at a time, or a reason why not."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.when import MONTHS, OPEN, parse

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Text that stands for "unknown", and days that do.
_NOTHING = {
    "-", "--", "?", "-1", "-1.0", "-9", "-99", "-999", "-9999", "0", "0.0", "0000", "9999", "0000-00-00",
    "00/00/0000", "00000000", "n/a", "na", "nan", "nat",
    "none", "null", "nil", "unknown", "time unknown", "date unknown", "unknown date", "undated", "no date", "n.d.",
    "9999-99-99", "99/99/9999", "n/k", "tbd", "tbc", "not known", "неизвестно", "غير معروف",
}  # fmt: skip
_ONGOING = {
    "ongoing", "on-going", "continuing", "present", "to present", "to date", "now",
    "продолжается", "по настоящее время", "مستمر", "حتى الآن",
}  # fmt: skip
_LONGEST = 200  # characters of a date, a list of dates included
_NO_DAYS = {"9999-12-31", "1900-01-01", "9999-12", "9999"}
_MONTH_NAMES = (
    "january jan январь января янв يناير كانون_الثاني",
    "february feb февраль февраля фев فبراير شباط",
    "march mar март марта мар مارس آذار اذار",
    "april apr апрель апреля апр أبريل ابريل نيسان",
    "may май мая مايو أيار ايار",
    "june jun июнь июня июн يونيو حزيران",
    "july jul июль июля июл يوليو تموز",
    "august aug август августа авг أغسطس اغسطس آب اب",
    "september sept sep сентябрь сентября сен سبتمبر أيلول ايلول",
    "october oct октябрь октября окт أكتوبر اكتوبر تشرين_الأول تشرين_الاول",
    "november nov ноябрь ноября ноя نوفمبر تشرين_الثاني",
    "december dec декабрь декабря дек ديسمبر كانون_الأول كانون_الاول",
)
_MONTH = {name.replace("_", " "): i + 1 for i, names in enumerate(_MONTH_NAMES) for name in names.split()}
_SEASON = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_HIJRI = re.compile(
    r"هـ|\bA\.?H\.?$|محرم|صفر|ربيع ال|جمادى|رجب|شعبان|رمضان|شوال|ذو ال|"
    r"\b(muharram|safar|rabi|jumada|rajab|shaaban|sha'ban|ramadan|shawwal|dhu al|dhul)\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T ]+\d{1,2}:\d{2}.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[T ]+\d{1,2}:\d{2}.*)?")
_TEN_DIGITS = re.compile(r"\d{9,10}|\d{12,13}")
_NAMES = "|".join(sorted(map(re.escape, _MONTH), key=len, reverse=True))
_WORDS = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|-?го)?\.?,? (?:of )?)?(?P<month>{_NAMES})\b\.?(?: ?/ ?(?:{_NAMES})\b)?"
    rf"(?: (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?! ?:))?,? (?P<year>\d{{4}})(?: ?(?:г|года?|م)\.?)?",
)
_ABOUT = re.compile(r"(?:c\.|ca\.|circa|about|around|около|حوالي) ?")
_RANGE = re.compile(r"\s+(?:to|until|till|по|-)\s+|\s*[–—]\s*")

WRITE_A_DATE = "Write it as 2015, 2015-09 or 2015-09-30"  # the remedy of what is no date
NUMERIC = "numeric dates"  # the rule by which they are read
ORDERS = {"d/m/y": True, "m/d/y": False}  # date_format → does the day come first


def order_of(text: str) -> str:
    """Return what a numeric date proves: "d/m/y", "m/d/y", "either" (03/04/2016) or "" (not of that kind)."""
    found = _NUMERIC.fullmatch(text.strip().translate(_DIGITS))
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    if first == second or 0 in (first, second) or min(first, second) > 12:
        return ""
    return "d/m/y" if first > 12 else "m/d/y" if second > 12 else "either"


def is_unknown(text: str) -> bool:
    """Tell whether the text stands for an unknown date: -1, 9999-12-31, 1900-01-01, "Time Unknown"."""
    return text.strip().translate(_DIGITS).casefold() in _NOTHING or _is_no_day(text)


def is_ongoing(text: str) -> bool:
    """Tell whether an end is given as not yet come: "..", "ongoing", "to date"."""
    return text == OPEN or text.strip().casefold() in _ONGOING


def to_edtf(text: str, order: str = "") -> tuple[str, str]:
    """Return a date as EDTF, and by what rule it was read ("" if it is EDTF already).

    Parameters
    ----------
    text : str
        A date as people and programs write it; digits may be Arabic, months English, Russian or Arabic.
    order : {"", "d/m/y", "m/d/y"}
        How the column writes numeric dates; without it 03/04/2016 is not read.

    Raises
    ------
    ValueError
        The text is no date that could be read with certainty; the message says what it looks like.
    """
    if len(text) > _LONGEST:
        raise ValueError("this is too long to be a date")
    plain = " ".join(text.translate(_DIGITS).split())
    try:
        edtf = parse(plain).edtf
        return edtf, "" if edtf == text else "date-times and other digits"
    except ValueError as problem:
        edtf, rule = _other(plain, order)
        if not edtf:
            raise ValueError(_what_it_looks_like(plain) or _plainly(problem)) from None
    parse(edtf)
    return edtf, rule


def _is_no_day(text: str) -> bool:
    if not any(mark in text.translate(_DIGITS) for mark in ("1900", "9999")):
        return False
    try:
        return to_edtf(text)[0] in _NO_DAYS
    except ValueError:
        return False


def _other(plain: str, order: str) -> tuple[str, str]:
    """EDTF and rule of what is not EDTF; blank if no rule fits."""
    if found := _YEAR_FIRST.fullmatch(plain):
        return _with_zeros(found[1], found[3], found[4])
    if found := _NUMERIC.fullmatch(plain):
        return _by_order(int(found[1]), int(found[3]), found[4], order)
    if found := re.fullmatch(r"(1[0-9]{3}|20[0-9]{2})(\d{2})(\d{2})", plain):
        edtf, rule = _with_zeros(*found.groups())
        return edtf, rule if "zeros" in rule else "20150930 as 2015-09-30"
    return _in_words(plain.lower()), "dates in words"


def _with_zeros(year: str, month: str, day: str) -> tuple[str, str]:
    if int(month) == 0:
        return year, "zeros as unknown"
    if int(day) == 0:
        return f"{year}-{int(month):02d}", "zeros as unknown"
    return f"{year}-{int(month):02d}-{int(day):02d}", NUMERIC


def _by_order(first: int, second: int, year: str, order: str) -> tuple[str, str]:
    if 0 in (first, second):
        return _with_zeros(year, str(_month_beside_zero(first, second, order)), "0")
    if min(first, second) > 12:
        raise ValueError(f"there is no month {min(first, second)}")
    if first == second or max(first, second) > 12:
        day_first = first > 12
    elif not order:
        raise ValueError("day and month cannot be told apart")
    else:
        day_first = ORDERS[order]
    day, month = (first, second) if day_first else (second, first)
    return f"{year}-{month:02d}-{day:02d}", NUMERIC


def _month_beside_zero(first: int, second: int, order: str) -> int:
    """The month of which no day is known: where the column has it, else what can be one; 0 if there is none."""
    if order:
        return second if ORDERS[order] else first
    known = max(first, second)
    if known > 31:
        raise ValueError(f"there is no day {known}")
    return known if known <= 12 else 0


def _in_words(plain: str) -> str:
    if edtf := _phrase(plain):
        return edtf
    ends = [_phrase(part) or _plain(part) for part in _RANGE.split(plain)]
    return "/".join(ends) if len(ends) == 2 and all(ends) else ""


def _phrase(plain: str) -> str:
    """EDTF of one date in words; "" if it is none."""
    if about := _ABOUT.match(plain):
        rest = plain[about.end() :]
        inner = _plain(rest) or ("" if _ABOUT.match(rest) else _phrase(rest))
        return f"{inner}~" if inner and "/" not in inner else ""
    if found := _WORDS.fullmatch(plain):
        day = found["d1"] or found["d2"]
        month = f"{found['year']}-{_MONTH[found['month']]:02d}"
        return f"{month}-{int(day):02d}" if day and int(day) else month
    if found := re.fullmatch(r"(spring|summer|autumn|fall|winter)(?: of)?,? (\d{4})", plain):
        return f"{found[2]}-{_SEASON[found[1]]}"
    if found := re.fullmatch(r"q([1-4])[ /-]?(\d{4})|(\d{4})[ /-]?q([1-4])", plain):
        return f"{found[2] or found[3]}-{32 + int(found[1] or found[4])}"
    if found := re.fullmatch(r"(?:the )?(\d{3})0'?s", plain):
        return f"{found[1]}X"
    if found := re.fullmatch(r"(\d{4})-(\d{4})", plain):
        return f"{found[1]}/{found[2]}"
    return ""


def _plain(text: str) -> str:
    """The text if it is one EDTF value without doubt, else ""."""
    return text if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text) else ""


def _plainly(problem: ValueError) -> str:
    """What `parse` says, without the value, which every fault shows anyway."""
    text = str(problem)
    return "this is no date that could be read" if " is not a date such as" in text or "EDTF" in text else text


def _what_it_looks_like(plain: str) -> str:
    if _HIJRI.search(plain):
        return "this looks like a date of the Hijri calendar; write the Gregorian day"
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", plain):
        return "the year has two digits; write all four"
    if re.fullmatch(r"[34]\d{4}(\.\d+)?", plain):
        day = date(1899, 12, 30) + timedelta(days=int(plain.split(".")[0]))
        return f"this looks like a day counted by Excel (it would be {day}); write the date"
    if _TEN_DIGITS.fullmatch(plain):
        seconds = int(plain) // (1000 if len(plain) > 10 else 1)
        day = date(1970, 1, 1) + timedelta(days=seconds // 86400)
        return f"this looks like a Unix time (it would be {day}); write the date"
    if re.fullmatch(r"\d{14,}", plain):
        return "this looks like a number or an id, not a date"
    if re.fullmatch(r"\d{5,}", plain):
        return "the year has more than four digits"
    if any(month.lower() in plain.lower() for month in MONTHS) and not re.search(r"\d{4}", plain):
        return "the year is missing; write XXXX-07-08 if it is not known"
    return ""
