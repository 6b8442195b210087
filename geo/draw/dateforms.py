"""Stage 6 of 6, its forms of dates: how an English text may write a day that the table gives as EDTF."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from geo.draw.dates import shown_date
from geo.when import MONTHS

_SIMPLE = re.compile(r"\s*([0-9]{4}|[0-9]{3}X)(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9X-])")
_MONTH_NUMBERS = range(1, 13)


@lru_cache(maxsize=4096)
def written_forms(edtf: str) -> tuple[str, ...]:
    """How an English text may write a date, as exactly as it is known: "30 September 2015", "September 30".

    Of an interval: its ends, both in one ("January to August 2015"), and the month that holds both.
    """
    ends = [_SIMPLE.match(end) for end in edtf.strip("{}[]").replace("-XX", "").replace(",", "/").split("/")]
    known = [_Simple(*end.groups()) for end in ends if end]
    forms = [form for end in known for form in end.forms()]
    if len(known) == 2 and "/" in edtf:
        forms += known[0].joined(known[1])
    return tuple(dict.fromkeys(forms))


class _Simple(NamedTuple):
    """One day, month, season, year or decade; what is not known is None."""

    year: str
    month: str | None
    day: str | None

    def forms(self) -> list[str]:
        if self.year.endswith("X"):
            return [f"{self.year[:3]}0s"]
        if not self.month:
            return [self.year]
        if int(self.month) not in _MONTH_NUMBERS:
            return [shown_date(f"{self.year}-{self.month}")]
        full = [f"{bare}{comma}{self.year}" for bare in self.bare() for comma in (" ", ", ")]
        return [*full, "-".join(filter(None, self)), *(self.bare() if self.day else ())]

    def bare(self) -> list[str]:
        """Without the year, as one writes of the year that is spoken of."""
        name = MONTHS[int(self.month or 1) - 1]
        names = dict.fromkeys((name, name[:3], f"{name[:3]}."))
        if not self.day:
            return list(names)
        day = int(self.day)
        return [form for each in names for form in (f"{day} {each}", f"{each} {day}")]

    def joined(self, last: _Simple) -> list[str]:
        """From this to the last, in one."""
        pairs = list(zip(self.forms(), last.forms(), strict=False))
        months = all(end.month and int(end.month) in _MONTH_NUMBERS for end in (self, last))
        if months and self.year == last.year:
            pairs += [(bare, f"{other} {last.year}") for bare, other in zip(self.bare(), last.bare(), strict=False)]
        joined = [f"{left}{joint}{right}" for left, right in pairs for joint in (" to ", "-", " - ")]
        same_month = self[:2] == last[:2] and self.day and last.day
        return [*joined, *(_Simple(self.year, self.month, None).forms() if same_month else ())]
