"""Stage 2 of 6, dates in prose: runs of date words to EDTF, each with the rule that read it. Never a guess.

A value that needs another day to lean on ("yesterday", "in September") takes the document's date; news means the
nearest past. What the words leave open goes to review with the likeliest value, or stays unresolved without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from geo.mentions import DateMention
from geo.recognize.dateheard import heard
from geo.recognize.datevalues import (
    PAST,
    RESOLVED,
    REVIEW,
    UNRESOLVED,
    Unreadable,
    part_of_month,
    part_of_year,
    point,
)
from geo.recognize.datewords import Word, runs
from geo.when import coarsen, parse

_POINT = r"(?:g?w?(?:pT?)?(?:dmy|mdy|dm|md|my|m)|(?:pT?)?y|(?:pT?)?x|(?:pT?)?sy?|qy|yq|w?j|w?z)"
_PATTERNS = (
    ("months of a year", r"[kl][cd]uy"),
    ("days of a month", r"g?w?(?:dTw?dmy?|mdTdy?)"),
    ("range", rf"[FA]?(?:{_POINT}|d)[TU]{_POINT}"),
    ("open end", rf"[SU](?:u?{_POINT}|p?l[umsw]|ul|[wr])"),
    ("limit", rf"[Ba]{_POINT}"),
    ("counted", rf"I?A?[cd]ua{_POINT}"),
    ("shift", r"A?[cd]ua"),
    ("month of a turn", r"p?m(?:lu|ul)"),
    ("turn", r"wlu|p?l(?:[cd]?u|m|s|w)|p?(?:m|s|w)l|ul"),
    ("day", r"r"),
    ("point", rf"A?{_POINT}"),
    ("weekday", r"w"),
)
_GRAMMAR = re.compile("|".join(f"(?P<r{i}>{pattern})" for i, (_, pattern) in enumerate(_PATTERNS)))
_ALONE = frozenset("yxmsjzrw")  # letters of words that can be a date by themselves
_RULES = [name for name, _ in _PATTERNS]
_MANY = re.compile(
    r"\b(?:days|weeks|months|years|decades|hours|дни|недели|месяцы|годы|أيام|أسابيع|أشهر|سنوات"
    r"|días|semanas|meses|años)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(r"\s+of\s", re.IGNORECASE)  # "the last week of May" is no week before this one
_STEPS = {"last": -1, "this": 0, "next": 1}
_UNIT_DAYS = {"day": 1, "weekend": 7, "week": 7, "month": 30, "year": 365, "decade": 3650}


def dates(text: str, document_date: str = "", offset: int = 0) -> Iterator[DateMention]:
    """Yield the dates of a text in order, none inside another.

    Parameters
    ----------
    text : str
        Prose in English, Russian, Ukrainian, Arabic, Spanish or French.
    document_date : str
        ISO day of publication, to which relative dates are anchored; blank = unknown.
    offset : int
        Where the text begins in the one that offsets count in.

    Returns
    -------
    iterator of DateMention
        Offsets in code points, end exclusive. `edtf` is "" where the status is "unresolved".
    """
    anchor = date.fromisoformat(document_date) if document_date else None
    for run in runs(text):
        if len(run) == 1 and run[0].letter not in _ALONE:
            continue
        letters = "".join(word.letter for word in run)
        for found in _GRAMMAR.finditer(letters):
            rule = _RULES[int(str(found.lastgroup)[1:])]
            words = heard(run[found.start() : found.end()], text)
            if words:
                mention = _mention(text, words, rule, anchor)
                if mention:
                    yield (
                        replace(mention, start=mention.start + offset, end=mention.end + offset) if offset else mention
                    )


def _mention(text: str, words: list[Word], rule: str, anchor: date | None) -> DateMention | None:
    start, end = words[0].start, words[-1].end
    if words[0].letter == "T":
        return None
    try:
        if rule == "turn" and _ORDERS.match(text, end):
            return None
        if rule == "turn" and _MANY.search(text, start, end) and not any(_count(w) for w in words if w.letter in "cd"):
            raise Unreadable("how many is not said")
        edtf, status, said = _READERS[rule](words, anchor)
        when = parse(edtf)
    except Unreadable as reason:
        return DateMention(start, end, text[start:end], reason.edtf, "unknown", UNRESOLVED, str(reason))
    except (ValueError, OverflowError):
        return None
    return DateMention(start, end, text[start:end], when.edtf, when.precision, status, said)


def _read_point(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    edtf, status, said = point(words, anchor)
    if words[0].letter == "g" and len(edtf) == 10:  # the night of a day ends on the next
        return f"{edtf}/{(date.fromisoformat(edtf) + timedelta(1)).isoformat()}", status, "the night of a day"
    return edtf, status, said


def _read_range(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    at = max(i for i, word in enumerate(words) if word.letter in "TU")
    left, right = [w for w in words[:at] if w.letter not in "FA"], words[at + 1 :]
    if left[-1].letter == "d" and not any(w.letter == "m" for w in left):
        left = [*left, *(w for w in right if w.letter in "my")]
    stop = point(right, anchor)
    start = point(left, anchor, like=[w for w in right if w.letter == "y"])
    first, last = start[0].split("/")[0], stop[0].split("/")[-1]
    if (parse(first).earliest or "") > (parse(last).latest or ""):
        raise ValueError("two dates, not a range")
    status = REVIEW if REVIEW in (start[1], stop[1]) else RESOLVED
    return f"{first}/{last}", status, "from one date to another"


def _read_days(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    days = [w for w in words if w.letter == "d"]
    rest = [w for w in words if w.letter in "my"]
    first, last = (point([day, *rest], anchor) for day in days)
    return f"{first[0]}/{last[0]}", RESOLVED, "days of a month"


def _read_open(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    edtf, status, _ = _read_any(words[1:], anchor)
    if words[0].letter == "S":
        return f"{edtf.split('/')[0]}/..", status, "since a date"
    return f"../{edtf.split('/')[-1]}", status, "until a date"


def _read_any(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    """Read what may follow "since" and "until"."""
    letters = {word.letter for word in words}
    if "l" in letters:
        return _read_turn(words, anchor)
    if letters <= {"w"} or letters <= {"r"}:
        return _read_weekday(words, anchor) if "w" in letters else _read_day(words, anchor)
    return point([word for word in words if word.letter != "u"], anchor)


def _read_limit(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    edtf = point(words[1:], anchor)[0]
    if words[0].letter == "B":
        return edtf, REVIEW, "by or as of a date"
    after = words[0].value == "after"
    return (f"{edtf.split('/')[0]}/.." if after else f"../{edtf.split('/')[-1]}"), REVIEW, "before or after a date"


def _read_months(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    order, count, unit, *point = words
    months = _count(count)
    if unit.value != "month" or not 1 <= months <= 12 or len(point) != 1:
        raise ValueError("not months of a year")
    year = int(point[0].value)
    first, last = (1, months) if order.value == "first" else (13 - months, 12)
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}", RESOLVED, "months of a year"


def _read_shift(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    count, unit, shift = words[-3:]
    if shift.value != "ago":
        raise Unreadable("counted from an event, not from a date")
    many, kind = _count(count), unit.value
    if anchor is None or not many or kind == "hour":
        raise Unreadable("counted from a day that is not known" if many else "no number is given")
    then = anchor - timedelta(many * _UNIT_DAYS[kind])
    if kind in ("month", "year"):
        months = anchor.year * 12 + anchor.month - 1 - many * (12 if kind == "year" else 1)
        then = date(months // 12, months % 12 + 1, 1)
    doubt = "~" if kind in ("month", "year", "decade") or words[0].letter == "A" else ""
    return coarsen(then.isoformat(), "week" if kind == "weekend" else kind) + doubt, RESOLVED, f"{kind}s ago"


def _read_counted(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    """Read "in the four months after 14 March": all of that time; without "in": the day at its end."""
    at = next(i for i, word in enumerate(words) if word.letter == "a")
    count, unit, shift = words[at - 2 : at + 1]
    start = parse(point(words[at + 1 :], anchor)[0])
    many, kind = _count(count), unit.value
    if not many or kind == "hour" or start.precision != "day" or start.earliest is None or shift.value == "ago":
        raise Unreadable("counted from what is no day")
    first = date.fromisoformat(start.earliest)
    then = _moved(first, many if shift.value == "after" else -many, kind)
    if words[0].letter == "I":
        ends = sorted((first.isoformat(), then.isoformat()))
        return f"{ends[0]}/{ends[1]}", RESOLVED, f"{kind}s from a date on"
    doubt = "" if kind in ("day", "week") else "~"
    return coarsen(then.isoformat(), kind) + doubt, REVIEW, f"{kind}s from a date"


def _moved(day: date, many: int, kind: str) -> date:
    """Return the day so many units later; of a month that is too short, its last."""
    if kind not in ("month", "year"):
        return day + timedelta(many * _UNIT_DAYS[kind])
    months = day.year * 12 + day.month - 1 + many * (12 if kind == "year" else 1)
    after = date(months // 12 + (months % 12 == 11), (months + 1) % 12 + 1, 1) - timedelta(1)
    return date(months // 12, months % 12 + 1, min(day.day, after.day))


def _read_turn(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    if anchor is None:
        raise Unreadable("relative, and the document has no date")
    have = {word.letter: word for word in words}
    turn = have["l"].value
    status = REVIEW if turn == "next" else RESOLVED
    if "w" in have and "u" in have:
        return _weekday_of(int(have["w"].value), have["u"].value, anchor, turn), status, f"weekday of {turn} week"
    if "w" in have:
        return _weekday(int(have["w"].value), anchor, turn).isoformat(), status, f"{turn} weekday"
    if "m" in have or "s" in have:
        edtf, seasoned, _ = point([w for w in words if w.letter in "msp"], anchor)
        return edtf, REVIEW if turn == "next" else seasoned, f"{turn} month or season"
    kind = have["u"].value
    step = _STEPS[turn]
    many = next((_count(word) for word in words if word.letter in "cd"), 0)
    if kind == "day" and not many:
        raise Unreadable("counted from a day that is told before")
    if many and turn == "last":
        if kind == "hour":
            return (
                f"{(anchor - timedelta(-(-many // 24))).isoformat()}/{anchor.isoformat()}",
                RESOLVED,
                "the last hours",
            )
        return (
            f"{(anchor - timedelta(many * _UNIT_DAYS[kind])).isoformat()}/{anchor.isoformat()}",
            RESOLVED,
            f"the last {kind}s",
        )
    if kind == "weekend":
        saturday = _weekday(5, anchor, "last" if turn != "next" else turn)
        return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}", status, f"{turn} weekend"
    part = have["p"].value if "p" in have else ""
    months = anchor.year * 12 + anchor.month - 1 + step
    if kind == "month":
        return part_of_month(months // 12, months % 12 + 1, part), status, f"{turn} month"
    if kind == "year":
        return part_of_year(anchor.year + step, part), status, f"{turn} year"
    if kind == "decade":
        return f"{anchor.year // 10 + step}X", status, f"{turn} decade"
    if kind == "hour":
        raise Unreadable("hours are finer than a day")
    return coarsen((anchor + timedelta(7 * step)).isoformat(), "week"), status, f"{turn} week"


def _read_month_of(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    if anchor is None:
        raise Unreadable("relative, and the document has no date")
    have = {word.letter: word for word in words}
    if have["u"].value != "year":
        raise ValueError("a month is of a year")
    year = anchor.year + _STEPS[have["l"].value]
    part = have["p"].value if "p" in have else ""
    status = REVIEW if have["l"].value == "next" else RESOLVED
    return part_of_month(year, int(have["m"].value), part), status, f"month of {have['l'].value} year"


def _read_day(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    if anchor is None:
        raise Unreadable("relative, and the document has no date")
    if words[0].value == "weekend":
        saturday = _weekday(5, anchor - timedelta(1), "")
        return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}", RESOLVED, "the last weekend"
    step = int(words[0].value)
    return (
        (anchor + timedelta(step)).isoformat(),
        REVIEW if step > 0 else RESOLVED,
        "day counted from the document's date",
    )


def _read_weekday(words: list[Word], anchor: date | None) -> tuple[str, str, str]:
    if anchor is None:
        raise Unreadable("a weekday, and the document has no date")
    return (
        _weekday(int(words[0].value), anchor, "").isoformat(),
        RESOLVED,
        f"weekday, {PAST}",
    )


def _weekday(number: int, anchor: date, turn: str) -> date:
    """The day of that name: the document's own or the one before it; "last" is never its own, "next" comes after."""
    back = (anchor.weekday() - number) % 7
    if turn == "next":
        return anchor + timedelta(7 - back)
    return anchor - timedelta(back or (7 if turn == "last" else 0))


def _weekday_of(number: int, unit: str, anchor: date, turn: str) -> str:
    """The day of that name in the week before the document's, in that week or in the one after it."""
    if unit != "week":
        raise ValueError("a weekday is of a week")
    return (anchor + timedelta(7 * _STEPS[turn] - anchor.weekday() + number)).isoformat()


def _count(word: Word) -> int:
    return int(word.value) if word.letter == "c" else int(re.match(r"\d+", word.value)[0])  # type: ignore[index]


_READERS = {
    "months of a year": _read_months, "days of a month": _read_days, "range": _read_range, "open end": _read_open,
    "limit": _read_limit, "shift": _read_shift, "counted": _read_counted,
    "turn": _read_turn, "month of a turn": _read_month_of, "day": _read_day,
    "point": _read_point, "weekday": _read_weekday,
}  # fmt: skip
