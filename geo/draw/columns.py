"""Stage 6 of 6, its columns: feature columns to lists that JSON can say, each distinct text handled once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.draw.html import web_link
from geo.draw.island import is_constant
from geo.records import Source
from geo.schema import split_values
from geo.when import day_number

if TYPE_CHECKING:
    import numpy
    import pandas


ROUTE = " → "  # parts the places of a route in its name
# What people write into a column that only marks: these events, not those.
_MARKED = frozenset({"yes", "y", "1", "true", "x"})
_UNMARKED = frozenset({"no", "n", "0", "false", "-"})


class Strings:
    """Text that repeats, held once; position 0 is the blank text."""

    def __init__(self) -> None:
        self.all: dict[str, int] = {"": 0}

    def code(self, text: str) -> int:
        """Position of the text in the dictionary."""
        return self.all.setdefault(text, len(self.all))

    def column(self, values: pandas.Series) -> list[int]:
        """Positions of a whole column; each distinct text is looked up once."""
        codes, distinct = _factorized(values)
        return _taken([self.code(text) for text in distinct], codes)

    def lists(self, values: pandas.Series) -> list[list[int]]:
        """Positions of the parts of texts like "one; two", no part twice."""
        codes, distinct = _factorized(values)
        parts = [list(dict.fromkeys(self.code(p) for p in split_values(text))) for text in distinct]
        return list(map(parts.__getitem__, codes.tolist()))


def places(features: pandas.DataFrame) -> pandas.Series:
    """Names of the places; an event that could not be placed still has its name as written."""
    return features["place_name"].where(features["place_name"] != "", features["location"])


def destinations(features: pandas.DataFrame) -> pandas.Series:
    """Where things went; blank where the place is a route already ("Bosphorus → Tartus")."""
    return features["to_location"].where(features["place_kind"] != "route", "")


def publishers(named: pandas.Series, sources: Mapping[str, Source]) -> pandas.Series:
    """Who says so where it is no single known source; of several, the known ones by their titles."""
    return _looked_up(named, {text: _publishers(text, sources) for text in named.unique()})


def _looked_up(column: pandas.Series, known: Mapping[str, Any]) -> pandas.Series:
    """What a table says of each text. Not by `Series.map`, whose index of text no half of a surrogate pair survives."""
    import pandas as pd

    return pd.Series([known[text] for text in column], index=column.index, dtype=object)


def _publishers(text: str, sources: Mapping[str, Source]) -> str:
    several = split_values(text)
    if len(several) < 2:
        return text
    titles = ((source.title or source.outlet) if (source := sources.get(part)) else "" for part in several)
    return "; ".join(dict.fromkeys(title or part for title, part in zip(titles, several, strict=True)))


def followed(features: pandas.DataFrame, sources: Mapping[str, Source]) -> pandas.Series:
    """The addresses that may be links; an event of several sources without one has that of the first that has."""
    urls = {url: web_link(url) for url in features["source_url"].unique()}
    given = features["source_url"]
    lent = _looked_up(features["source"], {text: _address(text, sources) for text in features["source"].unique()})
    return _looked_up(given, urls).where(given != "", lent)


def _address(text: str, sources: Mapping[str, Source]) -> str:
    """Of several sources the first address; a single one is shown with its own anyway."""
    several = split_values(text) if ";" in text else []
    return next((url for part in several if part in sources and (url := web_link(sources[part].url))), "")


def captions(features: pandas.DataFrame) -> pandas.Series:
    """What each turning point is called; blank for the other events. A bare mark takes the event's title."""
    told = features["turning_point"].str.strip()
    word = told.str.lower()
    return told.mask(word.isin(_MARKED), features["title"]).mask(word.isin(_UNMARKED), "")


def dates(features: pandas.DataFrame) -> list[str]:
    """EDTF as written: one value, or "start/end"."""
    start, stop = features["date_start"], features["date_end"]
    first = start.str.replace("/.*", "", regex=True)  # an interval that has an end of its own
    told: list[str] = start.where((stop == "") | (stop == start), first + "/" + stop).tolist()
    return told


def fatalities(features: pandas.DataFrame) -> list[str]:
    """As text: the count, or the range that sources give; ranges are never made one number."""
    low, high = features["fatalities_low"], features["fatalities_high"]
    spread = (low + "–" + high).where(low != high, low)
    spread = spread.where(high != "", "≥ " + low).where(low != "", "≤ " + high).where(low + high != "", "")
    told: list[str] = features["fatalities"].where(features["fatalities"] != "", spread).tolist()
    return told


def disputed(features: pandas.DataFrame) -> list[int]:
    """1 where sources contradict each other: tagged "disputed", or denied."""
    tags, confidence = features["tags"], features["confidence"]
    known = {told: any(tag.casefold() == "disputed" for tag in split_values(told)) for told in tags.unique()}
    marked: list[int] = (_looked_up(tags, known).astype(bool) | (confidence == "denied")).astype(int).tolist()
    return marked


def extra(features: pandas.DataFrame, followed: pandas.Series) -> list[dict[str, str] | None]:
    """Columns we do not know; and, as text, a URL that must not become a link."""
    refused = features["source_url"].where(followed == "", "")
    told: list[dict[str, str] | None] = [None] * len(features)
    held = (features["extra"].astype(bool) | (refused != "")).to_numpy().nonzero()[0]
    extras = features["extra"].iloc[held], refused.iloc[held]
    for row, extra, url in zip(held.tolist(), *extras, strict=True):
        told[row] = _kept(extra, url) or None
    return told


def _kept(extra: Mapping[str, Any] | None, refused: str) -> dict[str, str]:
    kept = {str(key): str(value) for key, value in (extra or {}).items() if value not in ("", None)}
    return kept | ({"source_url": refused} if refused.strip() else {})


def days(column: pandas.Series) -> list[int | None]:
    """ISO days to days since 1970-01-01; None where the end is open or unknown."""
    codes, distinct = _factorized(column)  # code -1: missing
    numbers = [*(day_number(iso) for iso in distinct), None]  # which is at -1
    return list(map(numbers.__getitem__, codes.tolist()))


def compact(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a page for its island: a column of one value is written once, as ``{"all": value}``."""
    events = {
        name: {"all": column[0]} if isinstance(column, list) and len(column) > 1 and is_constant(column) else column
        for name, column in data["events"].items()
    }
    return {**data, "events": events}


def _factorized(values: pandas.Series) -> tuple[numpy.ndarray, Sequence[str]]:
    import pandas as pd

    codes, distinct = pd.factorize(values.astype(object))
    return codes, [str(text) for text in distinct]


def _taken(positions: Sequence[int], codes: numpy.ndarray) -> list[int]:
    import numpy as np

    taken: list[int] = np.asarray(positions, dtype="int64")[codes].tolist() if len(codes) else []
    return taken
