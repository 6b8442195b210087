"""Stage 2 of 6, events: a sentence with a place, a date and a cue to a suggested event.

What the sentence lacks may come from the sentences before it in its paragraph, and a date from the document's; then
it is said so, and is no finer than a month. Nothing is told of who did what to whom.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from geo.mentions import DateMention, EventMention, Quantity, Toponym
from geo.recognize.actors import actors
from geo.recognize.linking import linked
from geo.recognize.phrases import Phrases, Sentence, load
from geo.recognize.quantities import quantities
from geo.recognize.settings import settings
from geo.recognize.wording import confidence
from geo.records import When
from geo.sentences import paragraphs, sentences
from geo.when import parse

_LONGEST = 1500  # characters of what can be one sentence
_MEMORY = 3  # sentences back from which place or date may come
_WITHIN = 30  # days before a document's own within which its news lies
_TURNS = re.compile(r"\b(?:compared (?:to|with)|up from|down from|whereas|while|but|and then)\b|;", re.IGNORECASE)
_THERE = re.compile(
    r"\b(?:there|in the (?:country|city|town|village|region|area|province|district|capital)|в стране|там|هناك)\b", re.I
)
_NEXT_DAY = re.compile(
    r"\b(?:the (?:next|following) (?:day|morning)|a day later|one day later|на следующий день|في اليوم التالي)\b", re.I
)
# What happened before or after something else has no day of its own.
_LEANS = re.compile(
    r"\b(?:before|after|following|since|until)\s(?:the|a|an|his|her|its|their|this|that|[^\W\d_]+['’]s)\s"
    r"|\b(?:после|с тех пор|до)\s|\b(?:بعد|قبل|منذ)\s",
    re.IGNORECASE,
)
_POINTERS = re.compile(
    r"(?:Also read|Read (?:also|more)|Recommended|Related|See also|Photo|Image|Video|Source)\b", re.I
)
_ENDS = tuple('.!…"”»)؟۔')


@dataclass(frozen=True, slots=True)
class Cue:
    """What makes a sentence an event."""

    position: int
    text: str
    event_type: str
    weight: int


@dataclass(frozen=True, slots=True)
class Day:
    """When, by which words, and how it came to the event."""

    when: When
    text: str
    basis: str
    reason: str


@dataclass(slots=True)
class Before:
    """What the sentences before say, within one paragraph."""

    place: Toponym | None = None
    place_age: int = 0
    when: When | None = None
    when_age: int = 0

    def ages(self) -> None:
        """Forget what was said too long ago."""
        self.place_age, self.when_age = self.place_age + 1, self.when_age + 1
        if self.place_age > _MEMORY:
            self.place = None
        if self.when_age > _MEMORY:
            self.when = None


def events(
    text: str, toponyms: Sequence[Toponym], dates: Sequence[DateMention], published: str = "", offset: int = 0
) -> list[EventMention]:
    """List the events that a window of a text tells; what it tells twice is one.

    Parameters
    ----------
    text : str
        The window, which begins at `offset`.
    toponyms, dates : sequence
        Its names of places and dates, in order; offsets count in the whole text.
    published : str
        EDTF of the document's publication, "" if unknown.
    """
    if not toponyms:
        return []
    day = parse(published) if published else None
    place_starts, date_starts = [t.mention.start for t in toponyms], [d.start for d in dates]
    found: list[EventMention] = []
    for first, last in paragraphs(text):
        if bisect_left(place_starts, first + offset) == bisect_left(place_starts, last + offset):
            continue  # no place: nothing to draw
        before = Before()
        for start, end in sentences(text, first, last):
            before.ages()
            if end - start > _LONGEST:
                continue
            begin, stop = start + offset, end + offset
            named = toponyms[bisect_left(place_starts, begin) : bisect_left(place_starts, stop)]
            dated = dates[bisect_left(date_starts, begin) : bisect_left(date_starts, stop)]
            found += _told(text[start:end], begin, named, dated, before, day)
    return linked(found)


def _told(
    text: str,
    start: int,
    named: Sequence[Toponym],
    dated: Sequence[DateMention],
    before: Before,
    published: When | None,
) -> Iterator[EventMention]:
    """The events of one sentence; remembers its place and date for those after it."""
    if not named and not dated and before.place is None:
        return
    sentence = Sentence(text, start)
    known = [d for d in dated if d.edtf and not _describes(d, sentence)]
    if not text.endswith("?") and not _POINTERS.match(text):
        whole = _cue(sentence, 0, len(sentence), named)
        for first, last in _clauses(sentence, known):
            yield from _events_of(sentence, first, last, whole, named, dated, known, before, published)
    _remember(sentence, named, known, before)


def _events_of(
    sentence: Sentence,
    first: int,
    last: int,
    whole: Cue | None,
    named: Sequence[Toponym],
    dated: Sequence[DateMention],
    known: Sequence[DateMention],
    before: Before,
    published: When | None,
) -> Iterator[EventMention]:
    """The events of one clause: words `first` to `last`, exclusive; what it lacks is the sentence's."""
    inside = _within(sentence, first, last)
    cue = _cue(sentence, first, last, named) or whole
    if cue is None:
        return
    places = settings(sentence, [t for t in named if inside(t.mention.start)], cue.position)
    places = places or settings(sentence, named, cue.position)
    own = bool(places)
    mine = [d for d in known if inside(d.start)] or list(known)
    numbers = [q for q in quantities(sentence, dated) if _at(sentence, q, inside)]
    if not own and before.place is not None and (mine or numbers or _THERE.search(sentence.text)):
        places = [before.place]
    if not places:
        return
    said = confidence(sentence, cue.position, "", "")
    day = _day(sentence, cue, mine, dated, before, published, said, own, numbers)
    if day is None:
        return
    year = (day.when.latest or "")[:4]
    said = confidence(sentence, cue.position, year, (published.latest or "")[:4] if published else "")
    if published and day.when.earliest and published.latest and day.when.earliest > published.latest and said == "fact":
        said = "planned"
    reason = "; ".join(filter(None, ("" if own else "the place is that of a sentence before", day.reason)))
    for toponym in places:
        yield EventMention(
            sentence.start,
            sentence.start + len(sentence.text),
            sentence.text,
            day.when.edtf,
            day.when.precision,
            day.text,
            day.basis,
            toponym,
            cue.event_type,
            cue.text,
            actors(sentence, named),
            tuple(numbers),
            said,
            reason,
        )


@cache
def _cues() -> Phrases[tuple[str, int]]:
    return load("cues", lambda row: (row[0], int(row[1])))


def _cue(sentence: Sentence, first: int, last: int, named: Sequence[Toponym]) -> Cue | None:
    """The weightiest cue of a clause; of equals one of the kind that weighs most in all, the first of it.

    Words of names of places are none.
    """
    found = [
        Cue(begin, sentence.slice(begin, end), event_type, weight)
        for begin, end, (event_type, weight) in _cues().find(sentence)
        if first <= begin < last and not any(t.mention.start <= sentence.starts[begin] < t.mention.end for t in named)
    ]
    total: Counter[str] = Counter()
    for cue in found:
        total[cue.event_type] += cue.weight
    return max(found, key=lambda cue: (cue.weight, total[cue.event_type], -cue.position), default=None)


def _clauses(sentence: Sentence, known: Sequence[DateMention]) -> list[tuple[int, int]]:
    """The sentence whole, or parted where it turns, if each part has a date of its own."""
    turns = [sentence.start + turn.start() for turn in _TURNS.finditer(sentence.text)] if len(known) > 1 else []
    for turn in turns:
        if any(d.start < turn for d in known) and any(d.start >= turn for d in known):
            middle = bisect_left(sentence.starts, turn)
            return [(0, middle), (middle, len(sentence))]
    return [(0, len(sentence))]


def _within(sentence: Sentence, first: int, last: int) -> _Span:
    begin = sentence.starts[first] if first < len(sentence) else sentence.start
    end = sentence.starts[last] if last < len(sentence) else sentence.start + len(sentence.text)
    return _Span(begin if first else sentence.start, end)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int

    def __call__(self, offset: int) -> bool:
        return self.start <= offset < self.end


def _at(sentence: Sentence, quantity: Quantity, inside: _Span) -> bool:
    return inside(sentence.start + max(sentence.text.find(quantity.text), 0))


def _describes(mention: DateMention, sentence: Sentence) -> bool:
    """Tell whether a year only describes a thing: "the 1980 treaty"."""
    if not mention.text.isdigit():
        return False
    before = sentence.text[: mention.start - sentence.start].rstrip().rpartition(" ")[2].lower()
    after = sentence.text[mention.end - sentence.start :]
    return before in ("the", "a", "its", "their", "his", "her", "this", "that") and bool(re.match(r" [\w“\"‘']", after))


def _day(
    sentence: Sentence,
    cue: Cue,
    mine: Sequence[DateMention],
    dated: Sequence[DateMention],
    before: Before,
    published: When | None,
    said: str,
    own: bool,
    numbers: Sequence[Quantity],
) -> Day | None:
    """When the event was: by its own words, by the sentence before, by the document's day. None if it is no event."""
    if mine:
        nearest = min(mine, key=lambda d: abs(d.start - sentence.starts[cue.position]))
        basis = "anchored" if _anchored(nearest.rule) else "stated"
        return Day(_parsed(nearest.edtf), nearest.text, basis, f"dated by its words ({nearest.rule})")
    if (turn := _NEXT_DAY.search(sentence.text)) and before.when is not None and before.when.precision == "day":
        after = (date.fromisoformat(str(before.when.latest)) + timedelta(1)).isoformat()
        return Day(_parsed(after), turn[0], "anchored", f"the day after {before.when.edtf}, which is told before")
    whole = sentence.text.endswith(_ENDS)  # not a heading
    if said in ("hypothetical", "planned"):
        return None
    vague = [d.text for d in dated if not d.edtf]
    if vague or turn or _LEANS.search(sentence.text):
        text = vague[0] if vague else ""
        return Day(_parsed(""), text, "inferred", "no day can be told") if cue.weight > 2 and whole else None
    if before.when is not None:
        return Day(_parsed(_vague(before.when)), "", "inferred", "the date is that of a sentence before")
    if published is None or not own or not whole or (cue.weight < 3 and not numbers):
        return None
    return Day(_parsed(_lately(published.edtf)), "", "publication", "no date is stated; the time before publication")


def _anchored(rule: str) -> bool:
    return "document" in rule or "ago" in rule or rule.startswith(("last ", "this ", "next ", "the last"))


def _remember(sentence: Sentence, named: Sequence[Toponym], known: Sequence[DateMention], before: Before) -> None:
    if places := settings(sentence, named, 0):
        before.place, before.place_age = places[0], 0
    if known:
        before.when, before.when_age = _parsed(known[-1].edtf), 0


def _vague(when: When) -> str:
    """A date that another sentence lends: no finer than its month."""
    return str(when.earliest)[:7] if when.precision == "day" else when.edtf


@lru_cache(maxsize=64)
def _lately(published: str) -> str:
    """The days before a document within which its news lies."""
    day = parse(published)
    if day.precision != "day" or day.latest is None:
        return day.edtf
    return f"{(date.fromisoformat(day.latest) - timedelta(_WITHIN)).isoformat()}/{day.latest}"


@lru_cache(maxsize=4096)
def _parsed(edtf: str) -> When:
    return parse(edtf) if edtf else When("", None, None, "unknown")
