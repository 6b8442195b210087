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
from functools import cache

from geo.mentions import DateMention, EventMention, Quantity, Toponym
from geo.recognize.actors import actors, says
from geo.recognize.dating import UNDATED, Day, day_of, describes, lately, parsed
from geo.recognize.linking import linked
from geo.recognize.phrases import Phrases, Sentence, load
from geo.recognize.quantities import quantities
from geo.recognize.settings import said_at, settings
from geo.recognize.wording import confidence
from geo.records import When
from geo.sentences import paragraphs, sentences

_LONGEST = 1500  # characters of what can be one sentence
_MEMORY = 3  # sentences back from which place or date may come
_SURE = 3  # weight from which on a cue makes an event without a date or a number
_WEAK = 2  # weight below which, as with "said", a number must be told
# Of words that weigh about the same, what was done tells more than who moved, and that more than who spoke.
_TELLING = {"Deployment": -0.2, "Other": -0.3, "Statement": -0.9}
_TURNS = re.compile(r"\b(?:compared (?:to|with)|up from|down from|whereas|while|but|and then)\b|;", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|then|и|та|y|et)\b|,")
_THERE = re.compile(
    r"\b(?:there|in the (?:country|city|town|village|region|area|province|district|capital)|в стране|там|هناك)\b", re.I
)
_ROUGHLY = re.compile(r"[a-z]+(?:-[a-z]+)*")
# What one condemns happened elsewhere: "the UN condemned the attack in New York".
_JUDGED = frozenset("condemned condemns condemning denounced denounces denouncing deplored mourned".split())
_NO_PLACE = ("metonym", "organisation")
_POINTERS = re.compile(r"(?:Also read|Read (?:also|more)|Recommended|Related|See also|Photo|Image|Source)\b", re.I)
_ENDS = tuple('.!…"”»)؟۔')  # a heading has none of these


@dataclass(frozen=True, slots=True)
class Cue:
    """What makes a sentence an event."""

    position: int
    text: str
    event_type: str
    weight: int


@dataclass(slots=True)
class Before:
    """What the sentences before say, within one paragraph: the last that names a place, the last date."""

    text: str = ""
    start: int = 0
    named: Sequence[Toponym] = ()
    place_age: int = 0
    when: When | None = None
    when_age: int = 0

    def place(self) -> Toponym | None:
        """Return the place that they speak of."""
        return next(iter(settings(Sentence(self.text, self.start), self.named, 0)), None) if self.named else None

    def keep(self, text: str, start: int, named: Sequence[Toponym]) -> None:
        """Remember a sentence that names a place."""
        if any(t.mention.role == "location" and t.candidate is not None for t in named):
            self.text, self.start, self.named, self.place_age = text, start, named, 0

    def keep_day(self, known: Sequence[DateMention]) -> None:
        """Remember the last of some dates."""
        if known:
            self.when, self.when_age = parsed(known[-1].edtf), 0

    def ages(self) -> None:
        """Forget what was said too long ago."""
        self.place_age, self.when_age = self.place_age + 1, self.when_age + 1
        if self.place_age > _MEMORY:
            self.named = ()
        if self.when_age > _MEMORY:
            self.when = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with all that is known of it: its places, its dates (`known` have a value), what came before."""

    sentence: Sentence
    named: Sequence[Toponym]
    dated: Sequence[DateMention]
    known: Sequence[DateMention]
    before: Before
    published: When | None


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
    day = parsed(published) if published else None
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
    known = [d for d in dated if d.status != "unresolved" and not describes(d, text, start)]
    placed = before.named or any(t.mention.role not in _NO_PLACE for t in named)
    if placed and not text.endswith("?") and _may_tell(text) and not _POINTERS.match(text):
        scene = Scene(Sentence(text, start), named, dated, known, before, published)
        whole = _cue(scene, 0, len(scene.sentence))
        clauses = _clauses(scene) if whole else []
        for first, last in clauses:
            cue = (_cue(scene, first, last) or whole) if len(clauses) > 1 else whole
            if cue is not None:
                yield from _events_of(scene, cue, first, last)
    before.keep(text, start, named)
    before.keep_day(known)


def _may_tell(text: str) -> bool:
    """Tell at a glance whether a sentence may have a cue: most have none, and need no further look."""
    return not text.isascii() or _cues().among(_ROUGHLY.findall(text.lower()))


def _events_of(scene: Scene, cue: Cue, first: int, last: int) -> Iterator[EventMention]:
    """The events of one clause: words `first` to `last`, exclusive; what it lacks is the sentence's."""
    sentence = scene.sentence
    begin = sentence.starts[first] if first else sentence.start
    end = sentence.starts[last] if last < len(sentence) else sentence.start + len(sentence.text)
    stated = [d for d in scene.known if begin <= d.start < end] or scene.known
    places = settings(sentence, [t for t in scene.named if begin <= t.mention.start < end], cue.position)
    places = places or (settings(sentence, scene.named, cue.position) if last - first < len(sentence) else [])
    if not places and (cue.event_type == "Statement" or not scene.before.named):
        return
    counted = quantities(sentence, scene.dated)
    numbers = [q for q in counted if begin <= sentence.start + sentence.text.find(q.text) < end]
    reason = ""
    if not places and (stated or numbers or _THERE.search(sentence.text)) and (place := scene.before.place()):
        places, reason = [place], "the place is that of an earlier sentence; "
    day = _day(scene, cue, stated, numbers, own_place=not reason) if places else None
    if day is None:
        return
    speech = None if reason else said_at(sentence, places[0], cue.position)
    if speech is not None:
        cue = Cue(speech, sentence.words[speech], "Statement", cue.weight)
    said = _confidence(scene, cue, day)
    kind, who = _kind(cue, numbers, sentence), actors(sentence, scene.named)
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
            kind,
            cue.text,
            who,
            tuple(numbers),
            said,
            reason + day.reason,
        )


def _day(
    scene: Scene, cue: Cue, stated: Sequence[DateMention], numbers: Sequence[Quantity], *, own_place: bool
) -> Day | None:
    """When the event was; None if too little is said to call it one."""
    vague = [d for d in scene.dated if d.status == "unresolved"]
    wording, speech = confidence(scene.sentence, cue.position), cue.event_type == "Statement"
    day = day_of(scene.sentence, cue.position, stated, vague, scene.before.when, wording=wording, speech=speech)
    if cue.weight < _WEAK and not numbers:
        return None
    if stated or (day and day.basis == "anchored"):
        return day
    if wording in ("hypothetical", "planned"):
        return None
    if not scene.sentence.text.endswith(_ENDS) or not (cue.weight >= _SURE or numbers or _acts(scene, cue)):
        return None
    if day is not None or not own_place:
        return day
    return lately(scene.published) if scene.published else UNDATED


def _acts(scene: Scene, cue: Cue) -> bool:
    """Tell whether somebody is named who may have done what a plain word says: "Houthi fighters fired"."""
    if cue.event_type in ("Statement", "Other", "Strategic developments") or cue.weight < _WEAK:
        return False
    return bool(actors(scene.sentence, scene.named))


def _confidence(scene: Scene, cue: Cue, day: Day) -> str:
    published = (scene.published.latest or "") if scene.published else ""
    said = confidence(scene.sentence, cue.position, (day.when.latest or "")[:4], published[:4])
    ahead = published and day.when.earliest and day.when.earliest > published
    return "planned" if ahead and said == "fact" else said


@cache
def _cues() -> Phrases[tuple[str, int]]:
    return load("cues", lambda row: (row[0], int(row[1])))


def _cue(scene: Scene, first: int, last: int) -> Cue | None:
    """The weightiest cue of a clause; of equals one of the kind that weighs most in all, the first of it.

    Words of names of places are none.
    """
    sentence = scene.sentence
    found = []
    for begin, end, (event_type, weight) in _cues().find(sentence):
        at = sentence.starts[begin]
        named = any(t.mention.start <= at < t.mention.end for t in scene.named)
        if first <= begin < last and not named and _JUDGED.isdisjoint(sentence.words[max(begin - 2, 0) : begin]):
            found.append(Cue(begin, sentence.slice(begin, end), event_type, weight))
    if len(found) < 2:
        return found[0] if found else None
    total: Counter[str] = Counter()
    for cue in found:
        total[cue.event_type] += cue.weight
    return max(
        found, key=lambda cue: (cue.weight + _TELLING.get(cue.event_type, 0.0), total[cue.event_type], -cue.position)
    )


def _kind(cue: Cue, numbers: Sequence[Quantity], sentence: Sentence) -> str:
    """The kind of event; where no more is said than that some were killed, it depends on whom and by whom."""
    killed = next((q.text for q in numbers if q.what == "killed"), "")
    if cue.event_type != "Other" or not killed:
        return cue.event_type
    if says(killed, "military"):
        return "Battles"
    return "Violence against civilians" if says(sentence.text, "armed") else "Other"


def _clauses(scene: Scene) -> list[tuple[int, int]]:
    """The sentence whole, or parted where it turns, if each part has a date; at "and", if each has a place, too."""
    sentence, days = scene.sentence, [d.start for d in scene.known]
    if len(days) > 1:
        places = [t.mention.start for t in scene.named if t.mention.role == "location"]
        for turns, needed in ((_TURNS, (days,)), (_AND, (days, places))):
            for found in turns.finditer(sentence.text):
                turn = sentence.start + found.start()
                if all(starts and min(starts) < turn <= max(starts) for starts in needed):
                    middle = bisect_left(sentence.starts, turn)
                    return [(0, middle), (middle, len(sentence))]
    return [(0, len(sentence))]
