"""Stage 2 of 6, wording: whether a sentence tells a fact, a report, a plan, a denial, an idea or history."""

from __future__ import annotations

from functools import cache

from geo.recognize.phrases import Phrases, Sentence, load

_ORDER = ("denied", "hypothetical", "planned", "historical", "reported")
_HISTORY = 2  # years before the document from which on a date is history
_WHOLE = 1000  # words: the wording bears on the whole sentence


@cache
def _words() -> Phrases[tuple[str, int]]:
    """Return each wording with the words before its cue within which it bears on it; after it, half as many."""
    return load("wording", lambda row: (row[0], int(row[1] or _WHOLE)))


def confidence(sentence: Sentence, cue: int, year: str = "", published: str = "") -> str:
    """Return fact, reported, planned, denied, hypothetical or historical.

    Parameters
    ----------
    cue : int
        Position of the word that makes the sentence an event.
    year, published : str
        Of the event's latest day and of the document; "" if unknown.
    """
    said = {
        wording
        for first, last, (wording, reach) in _words().find(sentence)
        if cue - last <= reach and first - cue <= reach // 2
        if not first <= cue <= last and not _is_month(sentence, first)
    }
    if year and published and int(year) < int(published) - _HISTORY:
        said.add("historical")
    return next((wording for wording in _ORDER if wording in said), "fact")


def _is_month(sentence: Sentence, position: int) -> bool:
    return position > 0 and sentence.written[position] == "May"
