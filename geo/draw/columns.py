"""Stage 6 of 6, its columns: what the table says in the columns of a page, each distinct text handled once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.draw.html import web_link
from geo.draw.island import is_constant
from geo.draw.texts import Coded, Table, Texts, changed, coded, texts
from geo.records import Source
from geo.schema import split_values
from geo.when import day_number

if TYPE_CHECKING:
    import numpy
    import pandas


NULL = -(2**31)  # in a column of integers: none
ROUTE = " → "  # parts the places of a route in its name
# What people write into a column that only marks: these events, not those.
_MARKED = frozenset({"yes", "y", "1", "true", "x"})
_UNMARKED = frozenset({"no", "n", "0", "false", "-"})
# What `geo.draw.html.web_link` takes without a second look, as the engine of Arrow says it.
_PLAIN_URL = r"^https?://[a-z0-9][a-z0-9.-]*(?:/[A-Za-z0-9_./~%&=?#+:;,@!$'()*-]*)?$"


class Strings:
    """Text that repeats, held once; position 0 is the blank text."""

    def __init__(self, known: Sequence[str] = ("",)) -> None:
        self.all: dict[str, int] = {text: code for code, text in enumerate(known)}

    def code(self, text: str) -> int:
        """Position of the text in the dictionary."""
        return self.all.setdefault(text, len(self.all))

    def column(self, values: Coded) -> numpy.ndarray:
        """Positions of a whole column; each distinct text is looked up once."""
        return values.each(self.code)


@dataclass(frozen=True, slots=True)
class Rare:
    """A column that few rows have: what they say by row, and what all others say."""

    count: int
    rows: Mapping[int, Any]
    other: Any

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, row: int) -> Any:
        return self.rows.get(row, self.other)

    def take(self, rows: numpy.ndarray) -> Rare:
        """What some rows say, in their order."""
        import numpy as np

        held = np.flatnonzero(np.isin(rows, list(self.rows))) if self.rows else rows[:0]
        moved = zip(held.tolist(), rows[held].tolist(), strict=True)
        return Rare(len(rows), {at: self.rows[row] for at, row in moved}, self.other)

    def tolist(self) -> list[Any]:
        """What every row says; for small tables."""
        return [self.rows.get(row, self.other) for row in range(self.count)]


Column = Any  # an array of integers, Texts, Coded or Rare: each has take, tolist and a value by its row


def places(table: Table) -> Coded:
    """Names of the places; an event that could not be placed still has its name as written."""
    return table.told(place, "place_name", "location")


def place(name: str, written: str) -> str:
    """The name of a place, or as a row writes it."""
    return name or written


def destinations(table: Table) -> Coded:
    """Where things went; blank where the place is a route already ("Bosphorus → Tartus")."""
    return table.told(destination, "to_location", "place_kind")


def destination(went: str, kind: str) -> str:
    """Where something went, if the place does not say so."""
    return "" if kind == "route" else went


def publishers(table: Table, sources: Mapping[str, Source]) -> Coded:
    """Who says so where it is no single known source; of several, the known ones by their titles."""
    return table.told(lambda told: "" if told in sources else _publishers(told, sources), "source")


def _publishers(text: str, sources: Mapping[str, Source]) -> str:
    several = split_values(text)
    if len(several) < 2:
        return text
    titles = ((source.title or source.outlet) if (source := sources.get(part)) else "" for part in several)
    return "; ".join(dict.fromkeys(title or part for title, part in zip(titles, several, strict=True)))


def actors(table: Table, strings: Strings) -> tuple[numpy.ndarray, list[list[int]]]:
    """For each event the position of its list; and the lists, each once, of positions, none of them twice."""
    lists: dict[tuple[int, ...], int] = {(): 0}

    def code(told: str) -> int:
        several = tuple(dict.fromkeys(strings.code(part) for part in split_values(told)))
        return lists.setdefault(several, len(lists))

    codes = table.told(lambda one, other: f"{one};{other}", "actor1", "actor2").each(code)
    return codes, [list(several) for several in lists]


def addresses(table: Table, sources: Mapping[str, Source]) -> tuple[Texts, dict[int, str]]:
    """The addresses that may be links, and by row those that may not.

    An event of several sources without one has that of the first that has.
    """
    import numpy as np
    import pyarrow.compute as pc

    given = texts(table.features["source_url"])
    plain = pc.match_substring_regex(given.array, _PLAIN_URL).to_numpy(zero_copy_only=False)
    blank = pc.equal(pc.binary_length(given.array), 0).to_numpy(zero_copy_only=False)
    doubtful = np.flatnonzero(~plain & ~blank)
    written = table.features["source_url"].iloc[doubtful].tolist()
    refused = {row: url for row, url in zip(doubtful.tolist(), written, strict=True) if not web_link(url)}
    lent = table.told(lambda told: _address(told, sources), "source")
    held = np.array([bool(url) for url in lent.distinct], dtype=bool)[lent.codes]
    lending = np.flatnonzero(blank & held)
    found = dict.fromkeys(refused, "") | {row: lent[row] for row in lending.tolist()}
    return changed(given, np.array(sorted(found), dtype="int64"), [found[row] for row in sorted(found)]), refused


def _address(text: str, sources: Mapping[str, Source]) -> str:
    """Of several sources the first address; a single one is shown with its own anyway."""
    several = split_values(text) if ";" in text else []
    return next((url for part in several if part in sources and (url := web_link(sources[part].url))), "")


def captions(table: Table) -> Coded:
    """What each turning point is called; blank for the other events. A bare mark takes the event's title."""
    import numpy as np

    told = table.told(str.strip, "turning_point")
    kinds = [text.lower() for text in told.distinct]
    distinct = ["" if kind in _UNMARKED else text for text, kind in zip(told.distinct, kinds, strict=True)]
    marked = np.flatnonzero(np.array([kind in _MARKED for kind in kinds], dtype=bool)[told.codes])
    if not len(marked):
        return Coded(told.codes, distinct)
    titles = coded(table.features["title"].iloc[marked])
    codes = told.codes.copy()
    codes[marked] = titles.codes + len(distinct)
    return Coded(codes, [*distinct, *titles.distinct])


def dates(table: Table) -> Coded:
    """EDTF as written: one value, or "start/end"."""
    return table.told(_date, "date_start", "date_end")


def _date(start: str, stop: str) -> str:
    """An interval that has an end of its own begins where it begins."""
    return start if stop in ("", start) else f"{start.partition('/')[0]}/{stop}"


def fatalities(table: Table) -> Coded:
    """As text: the count, or the range that sources give; ranges are never made one number."""
    return table.told(_fatalities, "fatalities", "fatalities_low", "fatalities_high")


def _fatalities(told: str, low: str, high: str) -> str:
    if told or not (low or high):
        return told
    if not low:
        return f"≤ {high}"
    if not high:
        return f"≥ {low}"
    return low if low == high else f"{low}–{high}"


def disputed(table: Table) -> numpy.ndarray:
    """1 where sources contradict each other: tagged "disputed", or denied."""
    return table.told(_disputed, "tags", "confidence").each(bool)


def _disputed(tags: str, confidence: str) -> str:
    said = confidence == "denied" or any(tag.casefold() == "disputed" for tag in split_values(tags))
    return "x" if said else ""


def extra(features: pandas.DataFrame, refused: Mapping[int, str]) -> Rare:
    """Columns we do not know; and, as text, a URL that must not become a link."""
    import numpy as np

    held = np.flatnonzero(features["extra"].to_numpy().astype(bool)).tolist()
    rows = sorted({*held, *refused})
    extras = features["extra"].iloc[rows].tolist()
    told = {row: kept for row, of in zip(rows, extras, strict=True) if (kept := _kept(of, refused.get(row, "")))}
    return Rare(len(features), told, None)


def _kept(extra: Mapping[str, Any] | None, refused: str) -> dict[str, str]:
    kept = {str(key): str(value) for key, value in (extra or {}).items() if value not in ("", None)}
    return kept | ({"source_url": refused} if refused.strip() else {})


def days(values: Coded) -> numpy.ndarray:
    """ISO days to days since 1970-01-01; NULL where the end is open or unknown."""
    return values.each(lambda iso: day_number(iso) if iso else NULL)


def metres(kilometres: pandas.Series) -> numpy.ndarray:
    """Sizes of places in whole metres; 0 where unknown."""
    import numpy as np

    told = np.rint(kilometres.to_numpy(dtype=float) * 1000)
    whole: numpy.ndarray = np.where(np.isfinite(told), told, 0).clip(0, 2**31 - 1).astype("int32")
    return whole


def in_time(first: numpy.ndarray, last: numpy.ndarray) -> numpy.ndarray:
    """The rows by their first day, or last day where the start is open, then their last day; undated ones last."""
    import numpy as np

    open_end = np.where(last == NULL, 2**31 - 1, last)
    key = np.where(first == NULL, open_end, first)
    order: numpy.ndarray = np.lexsort((open_end, key))
    return order


def taken(column: Column, rows: numpy.ndarray) -> Column:
    """All rows of a column in another order; what is none, or the same in each row, stays as it is."""
    import numpy as np

    if isinstance(column, int) or (isinstance(column, np.ndarray) and len(column) and column.min() == column.max()):
        return column
    return column.take(rows)


def contents(column: Column) -> Iterator[bytes | memoryview]:
    """All that a column says, for its hash: the same bytes for the same content."""
    if isinstance(column, Texts):
        held, ends = column.contents()
        yield from (held.data, ends.data)
    elif isinstance(column, Coded):
        yield from (repr(list(column.distinct)).encode(), column.codes.astype("<i4").data)
    elif isinstance(column, Rare):
        yield repr(list(column.rows.items())).encode()
    else:
        yield repr(column).encode() if isinstance(column, int) else column.astype("<i4").data


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a page as JSON can say them: each column of its events is a list."""
    return {**data, "events": {name: listed(column) for name, column in data["events"].items()}}


def listed(column: Column) -> Any:
    """A column as a list; what is none stays as it is."""
    if not hasattr(column, "tolist"):
        return column
    return [None if value == NULL else value for value in column.tolist()]


def compact(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a page for its island: a column of one value is written once, as ``{"all": value}``."""
    return {**data, "events": {name: _once(column) for name, column in data["events"].items()}}


def _once(column: Column) -> Any:
    if isinstance(column, Rare):
        return column.tolist() if column.rows else {"all": ""}
    told = listed(column)
    return {"all": told[0]} if isinstance(told, list) and len(told) > 1 and is_constant(told) else told
