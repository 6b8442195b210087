"""Stage 1 of 6, publication: the day on which a document says that it appeared, or its file's name does.

The dates inside a PDF or a Word document are not asked: they tell when a file was made or saved, often years later.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from geo.read.dates import WRITE_A_DATE, is_unknown, to_edtf
from geo.records import Fault, Level
from geo.when import parse

_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.IGNORECASE)
# The hour is left out, and with it the zone: what counts is the day on the publisher's calendar.
_HOUR = re.compile(r",? +(?:(?:at|в|à|um) +)?\d{1,2}:\d{2}.{0,40}\Z|T\d{4,6}(?:Z|[+-]\d{4})?\Z")
_NAME = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:([-_.])\d{2}(?:\1\d{2})?|\d{4})(?!\d)")
_LONGEST = 200


def published(text: str, line: int, file: str, faults: list[Fault]) -> str:
    """Return a day of publication as EDTF; what is none is told, what stands for none is blank."""
    if not text or is_unknown(text):
        return ""
    try:
        return to_edtf(text)[0]
    except ValueError as problem:
        bare = _HOUR.sub("", _WEEKDAY.sub("", text[:_LONGEST], count=1))
        try:
            return to_edtf(bare)[0]
        except ValueError:
            faults.append(Fault(Level.FAULT, str(problem), file, line, "date", text, WRITE_A_DATE))
            return ""


def day_of_name(file: str, faults: list[Fault]) -> str:
    """Return the day or month that the name of a file begins with or holds, and say so; "" if there is none."""
    found = _NAME.search(PurePath(file).stem)
    if not found:
        return ""
    digits = re.sub(r"\D", "", found[0])
    value = "-".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part)
    try:
        edtf = parse(value).edtf
    except ValueError:
        return ""
    message = "the document states no date; it is taken from the file's name"
    faults.append(Fault(Level.NOTE, message, file, value=edtf))
    return edtf
