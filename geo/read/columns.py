"""Stage 1 of 6, column names: each column of a table to the name that we know it by, or kept as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.folding import nearest
from geo.read.cells import has_text
from geo.read.table import Table
from geo.records import Fault, Level
from geo.schema import EVENT_COLUMNS

# Other names of the same thing: a table that has two of them contradicts itself unless they agree.
_SAME = {
    "id": "event_id", "eventid": "event_id", "event_id_cnty": "event_id",
    "date": "date_start", "event_date": "date_start", "sqldate": "date_start", "start": "date_start",
    "start_date": "date_start", "startdate": "date_start", "datestart": "date_start", "begin": "date_start",
    "end": "date_end", "end_date": "date_end", "enddate": "date_end", "dateend": "date_end",
    "lat": "latitude", "y": "latitude", "lon": "longitude", "lng": "longitude", "long": "longitude",
    "x": "longitude",
}  # fmt: skip
# Names that often mean it; beside the real one, or a better one further left here, the column stays itself.
_LIKE = {
    "name": "title", "place_name": "location", "place": "location", "placename": "location",
    "category": "event_type", "type": "event_type", "actor": "actor1", "actors": "actor1",
    "url": "source_url", "link": "source_url", "publisher": "source",
    "description": "notes", "summary": "notes", "precision": "geo_precision",
    "license": "licence", "adm_1": "admin1", "adm1": "admin1", "adm_2": "admin2", "adm2": "admin2",
}  # fmt: skip
_HXL = {
    "#date": "date_start", "#date+start": "date_start", "#date+occurred": "date_start",
    "#date+reported": "date_start", "#date+end": "date_end", "#geo+lat": "latitude", "#geo+lon": "longitude",
    "#loc": "location", "#loc+name": "location", "#adm1": "admin1", "#adm1+name": "admin1", "#adm2": "admin2",
    "#adm2+name": "admin2", "#country": "country", "#country+name": "country", "#country+code": "iso",
    "#event": "title", "#event+name": "title", "#event+id": "event_id", "#meta+id": "event_id",
    "#event+type": "event_type", "#description": "notes", "#event+description": "notes",
    "#meta+source": "source", "#meta+url": "source_url", "#affected+killed": "fatalities",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """A table by known names, and what else it holds."""

    table: Table
    known: Mapping[str, Sequence[str]]
    unknown: Mapping[str, Sequence[str]]  # name as written → cells


@dataclass(frozen=True, slots=True)
class Naming:
    """The names that one kind of table knows."""

    names: Sequence[str]
    same: Mapping[str, str]
    like: Mapping[str, str]


EVENTS = Naming(EVENT_COLUMNS, _SAME, _LIKE)


def fold_name(name: str) -> str:
    """Return a column name without case, padding or choice of separator: " Date-Start" → "date_start"."""
    return re.sub(r"[\W_]+", "_", unicodedata.normalize("NFKC", name).casefold()).strip("_")


def name_columns(table: Table, naming: Naming, faults: list[Fault]) -> Columns:
    """Match the columns by name, never by position; HXL tags, where there are any, come first."""
    folded = [fold_name(name) for name in table.names]
    tags = [re.sub(r"[\s+]+", "+", tag).casefold() for tag in table.tags] + [""] * len(folded)
    sure = [
        _HXL.get(tags[i]) or (name if name in naming.names else naming.same.get(name)) for i, name in enumerate(folded)
    ]
    at: dict[str, int] = {}
    for i, target in enumerate(sure):
        if target and target in at:
            _same_twice(table, at[target], i, target, faults)
        elif target:
            at[target] = i
    for name, target in naming.like.items():
        if target not in at and name in folded and not sure[folded.index(name)]:
            at[target] = folded.index(name)
    taken = {i for i, target in enumerate(sure) if target} | set(at.values())
    return Columns(table, {t: table.columns[i] for t, i in at.items()}, _rest(table, folded, taken, faults))


def has_header(table: Table, naming: Naming, faults: list[Fault]) -> bool:
    """Add an ERROR if the first line is data: it holds numbers or dates and hardly a name that we know."""
    known = [name for name in map(fold_name, table.names) if name in {*naming.names, *naming.same, *naming.like}]
    if table.tags or len(known) > 1 or not any(map(_is_datum, table.names)):
        return True
    message = "the first line looks like data, not like column names: there is no header row"
    remedy = "Put a line with the column names above the first row"
    faults.append(Fault(Level.ERROR, message, table.file, table.header_line, remedy=remedy))
    return False


def require(columns: Columns, needs: Iterable[Sequence[str]], faults: list[Fault]) -> bool:
    """Add an ERROR for every need that no column meets; of each need's names one is enough.

    The error lists the columns found and the nearest of them.
    """
    missing = [need for need in needs if not all(part in columns.known for part in _best(need, columns))]
    if not missing:
        return True
    table = columns.table
    for need in missing:
        near = nearest(need[0], [name for name in columns.unknown if name])
        remedy = f"The column {near!r} may be meant; rename it to {need[0]}" if near else f"Add {need[0]}"
        found = ", ".join(name for name in table.names if name)
        message = f"there is no column {' or '.join(need)}; columns found: {found}"
        faults.append(Fault(Level.ERROR, message, table.file, table.header_line, need[0], remedy=remedy))
    return False


def _best(need: Sequence[str], columns: Columns) -> Sequence[str]:
    """The parts of the first alternative that is there; "latitude+longitude" has two parts."""
    alternatives = [name.split("+") for name in need]
    return next((parts for parts in alternatives if all(p in columns.known for p in parts)), alternatives[0])


def _is_datum(name: str) -> bool:
    return bool(re.fullmatch(r"-?\d+([.,/:-]\d+)*([T ].*)?|https?://.*", name))


def _same_twice(table: Table, first: int, second: int, target: str, faults: list[Fault]) -> None:
    a, b = table.names[first], table.names[second]
    both = f"columns {first + 1} ({a!r}) and {second + 1} ({b!r})"
    if table.columns[first] == table.columns[second]:
        faults.append(Fault(Level.NOTE, f"{both} say the same; one was read", table.file, table.header_line, target))
        return
    message, remedy = f"{both} both mean {target} and differ", "Remove or rename one of them"
    faults.append(Fault(Level.ERROR, message, table.file, table.header_line, target, remedy=remedy))


def _rest(table: Table, folded: list[str], taken: set[int], faults: list[Fault]) -> dict[str, Sequence[str]]:
    """Unknown columns that hold anything, by their names."""
    rest: dict[str, int] = {}
    for i, name in enumerate(table.names):
        if i in taken or not has_text(table.columns[i]):
            continue
        shown = name or (table.tags[i] if i < len(table.tags) else "") or f"column {i + 1}"
        twin = next((j for j in rest.values() if folded[j] and folded[j] == folded[i]), None)
        if twin is not None:
            _same_twice(table, twin, i, shown, faults)
        rest.setdefault(shown, i)
    return {name: table.columns[i] for name, i in rest.items()}
