"""Stage 2 of 6: documents to mentions.

`recognize(text, names)` lists the names of places in a text in any of three scripts, with what part each plays and what
the words beside it say of where it lies. It needs no model of a language: one pass of longest matches over the
gazetteer's names, then a sum of points for cues that can be read (`data/weights.csv`). What place a name means is
for stage 3 to tell. `dates(text, day)` lists its dates, each with the rule that read it; `events` puts places, dates
and the words of a sentence together.
"""

from __future__ import annotations

from geo.recognize.dates import dates
from geo.recognize.events import events
from geo.recognize.mentions import given, recognize, windows
from geo.recognize.spans import Names

__all__ = ["Names", "dates", "events", "given", "recognize", "windows"]
