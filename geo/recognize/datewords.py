"""Stage 2 of 6, words of dates: the parts of a text that may hold a date, as runs of typed words.

Each run is spelled with one letter a word, so that the grammar (`geo.recognize.dates`) is a list of patterns over
letters: "from 8 to 9 July 2016" is "FdTdmy". The words are data: data/date_words.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from geo.recognize.lexicon import date_words

_LETTER = {
    "month": "m", "weekday": "w", "season": "s", "quarter": "q", "day": "r", "part": "p", "night": "g", "turn": "l",
    "unit": "u", "shift": "a", "order": "k", "about": "A", "to": "T", "number": "c",
    "from": "F", "since": "S", "until": "U", "by": "B", "in": "I",
}  # fmt: skip
# A run is worth reading only around one of these: a word that by itself says when.
_ANCHORS = ("month", "weekday", "season", "quarter", "day", "unit")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_EASTERN = re.compile("[٠-٩۰-۹]")
# What a full stop shortens; after any other word it ends a sentence.
_SHORT = frozenset(
    ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "c", "ca", "г"]
)
# Spanish and French words that are names when written big: Domingo, Mardi Gras, Mars.
_SMALL = frozenset(
    ("mars", "mai", "été", "fin", "mes", "ayer", "hoy", "hier", "lunes", "martes", "viernes", "domingo", "lundi",
     "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
)  # fmt: skip
_REACH = 48  # characters around an anchor in which a date may begin or end
_GAP = re.compile(r"[\s,،.()]{0,3}")


class Word(NamedTuple):
    """One word of a date: its letter, its value, its place in the text (code points, end exclusive)."""

    letter: str
    value: str
    start: int
    end: int


def runs(text: str) -> Iterator[list[Word]]:
    """Yield the runs of date words of a text, in order; O(length), since windows around anchors never overlap."""
    western = text.translate(_DIGITS) if _EASTERN.search(text) else text
    plain = western.lower()
    if len(plain) != len(text):  # a few letters grow when lowered, and offsets must hold
        plain = "".join(c.lower() if len(c.lower()) == 1 else c for c in western)
    begin = stop = -1
    for found in _anchor().finditer(plain):
        if found.start() - _REACH > stop:
            if stop >= 0:
                yield from _window(text, plain, begin, stop)
            begin = max(found.start() - _REACH, 0)
        stop = min(found.end() + _REACH, len(plain))
    if stop >= 0:
        yield from _window(text, plain, begin, stop)


def _window(text: str, plain: str, begin: int, stop: int) -> Iterator[list[Word]]:
    run: list[Word] = []
    last = -1
    for found in _token().finditer(plain, begin, stop):
        word = _word(found, text)
        if word is None and found.lastgroup != "filler":
            continue
        if run and not _GAP.fullmatch(plain, last, found.start()):
            yield run
            run = []
        last = found.end()
        if word:
            run.append(word)
    if run:
        yield run


def _word(found: re.Match[str], text: str) -> Word | None:
    kind, value, (start, end) = str(found.lastgroup), found[0], found.span()
    if kind == "filler":
        return None
    if kind != "word":
        return Word(kind[0], value.strip(), start, end)  # y2 is a year after a hyphen
    # "may" and "march" are months only with a capital; "Fall" and "Second" have no such doubt to lose.
    if value in ("may", "march", "mar") and text[start].islower():
        return None
    if value in _SMALL and text[start].isupper():
        return None
    letter, meant, beyond = _meant(value)
    return Word(letter, meant, start, end - beyond)


@lru_cache(maxsize=1 << 10)
def _meant(written: str) -> tuple[str, str, int]:
    """Return the letter and the value of a word as written, and how many full stops after it end a sentence."""
    word = " ".join(written.rstrip(".").split())
    name, value = date_words()[word]
    return _LETTER[name], value, int(written.endswith(".") and word not in _SHORT)


def _either(words: list[str]) -> str:
    """Return a pattern for any of these words, the longest first; letters that words share are tried once."""
    branches: dict[str, list[str]] = {}
    for word in words:
        if word:
            branches.setdefault(word[0], []).append(word[1:])
    tried = [(r"\s+" if first == " " else re.escape(first)) + _either(rest) for first, rest in branches.items()]
    whole = tried[0] if len(tried) == 1 else f"(?:{'|'.join(tried)})" if tried else ""
    return f"(?:{whole})?" if whole and "" in words else whole


def _letters(words: list[str]) -> str:
    return "".join(sorted({word[0] for word in words}))


@cache
def _anchor() -> re.Pattern[str]:
    anchors = [word for word, (kind, _) in date_words().items() if kind in _ANCHORS]
    # What it may begin with stands first, for then the engine skips all else in one go.
    return re.compile(
        rf"(?=[\d{_letters(anchors)}])\b"
        rf"(?:1\d{{3}}|20\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|(?:{_either(anchors)})\b)"
    )


@cache
def _token() -> re.Pattern[str]:
    """Groups are named by the letter of their words; "word" is looked up in the table."""
    fillers = [word for word, (kind, _) in date_words().items() if kind == "filler"]
    words = [word for word, (kind, _) in date_words().items() if kind != "filler" and word[0].isalpha()]
    return re.compile(
        r"(?=[\dt])(?:"
        r"(?<![\w.$€£-])(?P<j>\d{4}-\d{2}-\d{2})(?![\w-])"
        r"|(?<![\w.$€£-])(?P<z>\d{1,2}(?P<sign>[./])\d{1,2}(?P=sign)\d{4})(?!\w)"
        r"|(?<![\w$€£])(?P<x>(?:the\s+)?(?:1[0-9]|20)\d0['’]?s|(?<=[\s'’])[2-9]0s|(?:1[0-9]|20)\d0-(?:х|е|ых))\b"
        r"|(?<![\w$€£.,/+-])(?P<y>1\d{3}|20\d{2})(?![\w%$€]|[.,/]\d|-(?!(?:1\d{3}|20\d{2})\b)\w)"
        r"|(?<=\d[-–])(?P<y2>1\d{3}|20\d{2})(?![\w%$€]|[.,/]\d)"
        r"|(?<![\w$€£.,/+-])(?P<d>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|-?го)?)(?![\w%$€]|[.,/:]\d|-[a-z])"
        r"|(?<=\d[-–])(?P<d2>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)(?![\w%$€]|[.,/:]\d)"
        r")|(?<!\w)(?:"
        rf"(?P<word>(?:{_either(words)})(?!\w)\.?)"
        rf"|(?P<filler>(?:{_either(fillers)})(?!\w))"
        r")|(?P<T>\s?[–—-]\s?(?=\w))"
    )
