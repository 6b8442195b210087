"""Stage 1 of 6, values of a spreadsheet: numbers as people see them, days that it counts as dates."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

# Built-in formats of days, times apart from them left out; East Asian ones included.
_BUILT_IN = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DAYS = re.compile(r"[yd]|m{3,}", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?", re.ASCII)  # 1954 to 2091: neither a year nor a day such as 20150930
_LAST = 2_958_466  # 31 December 9999


def is_day_format(number: int, code: str) -> bool:
    """Tell whether a number format shows days; its code counts only where it is no built-in one."""
    return number in _BUILT_IN or bool(number >= 164 and _DAYS.search(_QUOTED.sub("", code.split(";")[0])))


def day_of(serial: float, *, from_1904: bool) -> str:
    """Return the day, with its hour if it has one, that a spreadsheet counts so; "" if there is none.

    A calendar of 1900 counts 29 February 1900, which never was.
    """
    if not 0 < serial + from_1904 < _LAST:
        return ""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    try:
        moment = start + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return ""
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat()


def is_serial(text: str) -> bool:
    """Tell whether a text in a column of dates can only be a day counted by a spreadsheet."""
    return bool(_SERIAL.fullmatch(text))


def number_of(text: str) -> str:
    """Return a stored number as it is seen: 36.200000000000003 as 36.2; what is none stays."""
    try:
        number = float(text)
    except ValueError:
        return text
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def unescaped(text: str) -> str:
    """Return a text without the escapes that stand for characters which XML cannot hold."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
