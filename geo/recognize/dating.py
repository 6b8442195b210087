"""Stage 2 of 6, when: the day of an event, by its own words, by those before it or by the document's day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from geo.mentions import DateMention
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
    r"|\b(?:после|с тех пор|до)\s|\b(?:بعد|قبل|منذ)\s",
    re.IGNORECASE,
)
_DAYS = frozenset(("day", "morning", "день", "التالي"))
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

    Returns
    -------
    Day or None
        Without a value where the words lean on a day that is not told.
    """
    if stated:
        nearest = min(stated, key=lambda d: abs(d.start - sentence.starts[position]))
        basis = "anchored" if _anchored(nearest.rule) else "stated"
        return Day(parsed(nearest.edtf), nearest.text, basis, f"dated by its words ({nearest.rule})")
    turn = _NEXT_DAY.search(sentence.text) if not _DAYS.isdisjoint(sentence.words) else None
    if turn and before is not None and before.precision == "day":
        after = (date.fromisoformat(str(before.latest)) + timedelta(1)).isoformat()
        return Day(parsed(after), turn[0], "anchored", f"the day after {before.edtf}, which is told before")
    if vague or turn or _LEANS.search(sentence.text):
        return Day(parsed(""), vague[0].text if vague else "", "inferred", "the words leave the day open")
    if before is not None:
        month = str(before.earliest)[:7] if before.precision == "day" else before.edtf
        return Day(parsed(month), "", "inferred", "the date is that of an earlier sentence, no finer than its month")
    return None


def lately(published: When) -> Day:
    """Return the time before a document within which its news lies: its month, or the thirty days up to its own."""
    edtf = published.edtf
    if published.precision == "day" and published.latest is not None:
        edtf = f"{(date.fromisoformat(published.latest) - timedelta(_WITHIN)).isoformat()}/{published.latest}"
    return Day(parsed(edtf), "", "publication", "no date is stated: taken to be shortly before publication")


def describes(mention: DateMention, sentence: Sentence) -> bool:
    """Tell whether a year only describes a thing: "the 1980 treaty"."""
    if not mention.text.isdigit():
        return False
    before = sentence.text[: mention.start - sentence.start].rstrip().rpartition(" ")[2].lower()
    after = sentence.text[mention.end - sentence.start : mention.end - sentence.start + 2]
    return before in _DETERMINERS and bool(re.match(r" [\w“\"‘']", after))


@lru_cache(maxsize=4096)
def parsed(edtf: str) -> When:
    """Return an EDTF value with its days; of none, one that is unknown."""
    return parse(edtf) if edtf else When("", None, None, "unknown")


def _anchored(rule: str) -> bool:
    return "document" in rule or "ago" in rule or rule.startswith(("last ", "this ", "next ", "the last"))
