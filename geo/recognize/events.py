"""Stage 2 of 6, events: a sentence with a place, a date and a cue to a suggested event."""

from __future__ import annotations

from collections.abc import Sequence

from geo.mentions import DateMention, EventMention, Toponym


def events(
    text: str, toponyms: Sequence[Toponym], dates: Sequence[DateMention], published: str = "", offset: int = 0
) -> list[EventMention]:
    """List the events that a window of a text tells.

    Parameters
    ----------
    text : str
        The window, which begins at `offset`.
    toponyms, dates : sequence
        Its names of places and dates; offsets count in the whole text.
    published : str
        EDTF of the document's publication, "" if unknown.
    """
    return []
