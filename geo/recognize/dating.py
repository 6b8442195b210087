"""Stage 2 of 6, when: the day of an event, by its own words, by those before it or by the document's day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from geo.mentions import DateMention
from geo.recognize.datevalues import PAST
from geo.recognize.phrases import Sentence
from geo.records import When
from geo.when import parse

_WITHIN = 30  # days before a document's own within which its news lies
_NEXT_DAY = re.compile(
    r"\b(?:the (?:next|following) (?:day|morning)|a day later|one day later|на следующий день|في اليوم التالي)\b", re.I
)
# What happened before or after something else has no day of its own.
_LEANS = re.compile(
    r"\b(?:before|after|following|since|until)\s(?:the|a|an|his|her|its|their|this|that|[^\W\d_]+['’]s)\s"
    r"|\b(?:eve|anniversary) of\b|\b(?:после|с тех пор|до|накануне|годовщин\w*)\s|\b(?:بعد|قبل|منذ)\s",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(r"(?<=\d{4}-\d{2})-\d{2}")
_DAYS = frozenset(("day", "morning", "день", "التالي"))
# A date after these words is of somebody or something else, or of no one day.
_OF_ANOTHER = re.compile(
    r"\b(?:born|dated|eve of|anniversary of|every|each|кажд\w+|родил\w+|накануне|годовщин\w*)\s"
    r"(?:on\s|in\s|the\s|в\s)?\Z",
    re.I,
)
# "The deadliest attack since 2014" was not since then.
_COMPARES = re.compile(
    r"\b(?:the|its|their|his|her|a)\s(?:\w+\s)?(?:first|second|third|only|worst|deadliest|bloodiest|largest|biggest|heaviest"
    r"|fiercest|highest|lowest|greatest|strongest|longest|closest|fewest)\b|\b(?:перв|сам|крупнейш|кровопролитнейш)\w+\s",
    re.I,
)
_SINCE = re.compile(r"(?:since|с)\s", re.I)
# A day on which something was said dates it only where no other day is told.
_SAYING = re.compile(
    r"(?<!was )(?<!were )(?<!been )\b(?:said|says|announced|reported|confirmed|stated|claimed|declared|told \w+"
    r"|заявил\w*|сообщил\w*)(?:\s(?:late|early|on|in|a|statement|во?))*\s\Z",
    re.I,
)
_REACH = 160  # characters before a date that may bear on it
_AHEAD = ("planned", "hypothetical")
_DETERMINERS = frozenset(("the", "a", "its", "their", "his", "her", "this", "that"))


@dataclass(frozen=True, slots=True)
class Day:
    """When, by which words, and how it came to the event."""

    when: When
    text: str
    basis: str
    reason: str


UNDATED = Day(When("", None, None, "unknown"), "", "inferred", "no date is told, and the document has none")


def day_of(
    sentence: Sentence,
    position: int,
    stated: Sequence[DateMention],
    vague: Sequence[DateMention],
    before: When | None,
    *,
    wording: str = "fact",
    speech: bool = False,
) -> Day | None:
    """Return the day that a sentence tells by its own words or by those before it; None if it tells none.

    Parameters
    ----------
    position : int
        Of the word that makes it an event: of several dates the nearest is meant.
    stated, vague : sequence of DateMention
        Its dates with a value, and those without.
    before : When, optional
        What a sentence before says.
    wording : str
        Whether it tells a fact, a plan …
    speech : bool
        The event itself is that something was said.

    Returns
    -------
    Day or None
        Without a value where the words lean on a day that is not told.
    """
    if stated:
        return _own_day(sentence, position, stated, wording, speech=speech)
    turn = _NEXT_DAY.search(sentence.text) if not _DAYS.isdisjoint(sentence.words) else None
    if turn and before is not None and before.precision == "day" and before.latest != date.max.isoformat():
        after = (date.fromisoformat(str(before.latest)) + timedelta(1)).isoformat()
        return Day(parsed(after), turn[0], "anchored", f"the day after {before.edtf}, which is told before")
    if vague or turn or _LEANS.search(sentence.text):
        return Day(parsed(""), vague[0].text if vague else "", "inferred", "the words leave the day open")
    if before is not None:
        months = dict.fromkeys(_DAY_OF_MONTH.sub("", part) for part in before.edtf.split("/"))
        said = "the date is that of an earlier sentence, no finer than its month"
        return Day(parsed("/".join(months)), "", "inferred", said)
    return None


def _own_day(sentence: Sentence, position: int, stated: Sequence[DateMention], wording: str, *, speech: bool) -> Day:
    """The nearest of the dates that a sentence states, rather not one on which something was only said."""
    acted = stated if speech else [d for d in stated if not _SAYING.search(_before(d, sentence.text, sentence.start))]
    nearest = min(acted or stated, key=lambda d: abs(d.start - sentence.starts[position]))
    if wording in _AHEAD and (not acted or PAST in nearest.rule):
        return Day(parsed(""), nearest.text, "inferred", "no day can be told of what was still to come")
    basis, told = "anchored" if _anchored(nearest.rule) else "stated", parsed(nearest.edtf)
    how = "dated by its words" if acted else "dated by when it was told"
    return Day(told, nearest.text, basis, f"{how} ({nearest.rule})")


def lately(published: When) -> Day:
    """Return the time before a document within which its news lies: its month, or the thirty days up to its own."""
    edtf = published.edtf
    if published.precision == "day" and published.latest is not None:
        before = max(date.fromisoformat(published.latest).toordinal() - _WITHIN, 1)
        edtf = f"{date.fromordinal(before).isoformat()}/{published.latest}"
    return Day(parsed(edtf), "", "publication", "no date is stated: taken to be shortly before publication")


def describes(mention: DateMention, text: str, start: int) -> bool:
    """Tell whether a date only describes a thing: "the 1980 treaty", "Smith (1980:12)", "born on 3 May 1980".

    `text` is the sentence, which begins at `start`.
    """
    before = _before(mention, text, start)
    if _OF_ANOTHER.search(before) or (_SINCE.match(mention.text) and _COMPARES.search(before)):
        return True
    if not mention.text.isdigit():
        return False
    after = text[mention.end - start : mention.end - start + 2]
    if before.endswith("(") and re.match(r":\d", after):
        return True
    return before.rstrip().rpartition(" ")[2].lower() in _DETERMINERS and bool(re.match(r" [\w“\"‘']", after))


def _before(mention: DateMention, text: str, start: int) -> str:
    at = mention.start - start
    return text[max(at - _REACH, 0) : at]


@lru_cache(maxsize=4096)
def parsed(edtf: str) -> When:
    """Return an EDTF value with its days; of none, one that is unknown."""
    return parse(edtf) if edtf else When("", None, None, "unknown")


def _anchored(rule: str) -> bool:
    return "document" in rule or "ago" in rule or rule.startswith(("last ", "this ", "next ", "the last"))
