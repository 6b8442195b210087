"""Stage 1 of 6, identity: ids of events, rows that are there twice, and rows that tell what another tells.

Rows are compared column by column, and only those that are still alike by the next: no loop over all rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geo.read.cells import Cells, has_text, rows_where
from geo.read.tell import counted, fault_of
from geo.records import Fault, Level
from geo.texts import arrow_of, repeated, text_column, text_dtype

if TYPE_CHECKING:
    import numpy as np
    import pandas

_HASHED = ("date_start", "date_end", "location", "latitude", "longitude", "title", "source")
# The ones that differ most come first, which leaves little for the others.
_TWINS = ("latitude", "longitude", "date_start", "title", "location", "date_end")
_PAIRS_SAID = 20
_CLASH_REMEDY = "Give each event its own id, or remove one of the rows"

Pairs = Sequence[tuple[int, int]]  # the row that stays, the one that is told


def give_ids(events: pandas.DataFrame) -> None:
    """Give every event without an id one that stays the same while its date, place, title and source do."""
    import pyarrow as pa
    from pyarrow import compute

    ids = arrow_of(events["event_id"])
    blank = rows_where(compute.equal(ids, ""))
    if not blank:
        return
    parts = [_as_text(events[column].iloc[blank]) for column in _HASHED]
    texts = compute.utf8_normalize(
        compute.binary_join_element_wise(*parts, pa.scalar("\x1f", pa.large_string())), form="NFC"
    )
    digests = [hashlib.sha256(text).hexdigest()[:10] for text in texts.cast(pa.large_binary()).to_pylist()]
    seen: dict[str, int] = {}
    for row in _several(digests):
        seen[digests[row]] = number = seen.get(digests[row], 0) + 1
        digests[row] += f"-{number}" if number > 1 else ""
    given = ids.to_pylist() if len(blank) < len(ids) else [""] * len(ids)
    for row, digest in zip(blank, digests, strict=True):
        given[row] = digest
    events["event_id"] = text_column(given)


def drop_duplicates(events: pandas.DataFrame, faults: list[Fault]) -> tuple[pandas.DataFrame, int]:
    """Keep one of rows that are equal; return the rest's number. Equal ids of different rows are an ERROR.

    Rows without an id are equal if every cell is; rows of one event from two sources are not, and stay both.
    """
    import numpy as np

    given = (events["event_id"] != "").to_numpy(dtype=bool)
    named, _ = alike(events, ("event_id",), np.flatnonzero(given & (not _ascending(events["event_id"]))))
    nameless, _ = alike(events, _TWINS, np.flatnonzero(~given))
    suspects = np.union1d(named, nameless)
    if not len(suspects):
        return events, 0
    content = [column for column in events.columns if column not in ("file", "line")]
    dropped = _later(*alike(events, content, suspects))
    left = np.setdiff1d(suspects, [row for _, row in dropped])
    clashes = _later(*alike(events, ("event_id",), left[given[left]]))
    faults += _told(events, clashes, Level.ERROR, "this id stands on a different row too", _CLASH_REMEDY)
    faults += _told(events, dropped, Level.FAULT, "kept once, for this row repeats another", "")
    kept = np.ones(len(events), dtype=bool)
    kept[[row for _, row in dropped]] = False
    return only(events, kept), len(dropped)


def tell_twins(events: pandas.DataFrame, faults: list[Fault]) -> None:
    """Note rows alike in date, title and place that name different sources: both stay, and count as two."""
    import numpy as np

    placed = (events["location"] != "") | events["latitude"].notna()
    rows, keys = alike(events, _TWINS, np.flatnonzero(placed & (events["date_start"] != "")))
    pairs = np.array(_later(rows, keys), dtype="int64").reshape(-1, 2)
    sources = events["source"].array
    differ = np.asarray(sources.take(pairs[:, 0]) != sources.take(pairs[:, 1]), dtype=bool)
    message = "tells what another source tells too; both are kept and count as two"
    told = [(first, row) for first, row in pairs[differ].tolist()]
    faults += _told(events, told, Level.NOTE, message, "If they are one event, reject one of the rows")


def alike(
    events: pandas.DataFrame, columns: Sequence[str], rows: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return those of some rows that share the cells of all columns with another of them, and a key for each kind."""
    import numpy as np
    import pandas as pd

    keys = np.zeros(len(rows), dtype="int64")
    for name in columns:
        codes = _codes(events[name], rows)
        keys, _ = pd.factorize(keys * (int(codes.max(initial=0)) + 1) + codes)
        several = np.bincount(keys)[keys] > 1 if len(keys) else np.zeros(0, dtype=bool)
        rows, keys = rows[several], keys[several]
        if not len(rows):
            break
    return rows, keys


def only(events: pandas.DataFrame, kept: np.ndarray[Any, Any]) -> pandas.DataFrame:
    """Return some rows of a table, numbered anew; blank columns still share their bytes."""
    import pandas as pd

    if kept.all():
        return events
    columns = {}
    for name, column in events.items():
        if column.dtype == text_dtype():
            arrow = column.array.__arrow_array__()
            has_any = arrow.null_count or has_text(Cells(arrow))
            columns[name] = text_column(arrow.filter(kept)) if has_any else repeated("", int(kept.sum()))
        else:
            columns[name] = column.to_numpy()[kept]
    return pd.DataFrame(columns)


def _ascending(column: pandas.Series) -> bool:
    """Tell whether each text is greater than the one before, as ids often are: then none is there twice."""
    from pyarrow import compute

    texts = column.array.__arrow_array__()
    return bool(compute.all(compute.less(texts[:-1], texts[1:]), min_count=0).as_py())


def _codes(column: pandas.Series, rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A number for each cell, the same for equal ones; NaN equals NaN."""
    import numpy as np
    import pandas as pd

    if column.dtype == text_dtype():
        arrow = column.array.__arrow_array__()
        if not arrow.null_count and not has_text(Cells(arrow)):
            return np.zeros(len(rows), dtype="int64")
        values = text_column(arrow.take(rows)) if len(rows) < len(arrow) else column.array
    elif column.dtype == object:  # dicts: other columns that a table has
        values = np.array([repr(sorted(cell.items())) for cell in column.to_numpy()[rows]], dtype=object)
    else:
        values = column.to_numpy()[rows]
    codes: np.ndarray[Any, Any] = pd.factorize(values)[0]
    return codes + 1  # that of nothing is 0


def _later(rows: np.ndarray[Any, Any], keys: np.ndarray[Any, Any]) -> list[tuple[int, int]]:
    """Each row that is not the first of its kind, behind the first."""
    import numpy as np

    kinds, first, kind = np.unique(keys, return_index=True, return_inverse=True)
    firsts = rows[first][kind] if len(kinds) else rows
    later = firsts != rows
    order = np.lexsort((rows[later], firsts[later]))
    return list(zip(firsts[later][order].tolist(), rows[later][order].tolist(), strict=True))


def _as_text(column: pandas.Series) -> Any:
    """The cells as Python writes them."""
    if column.dtype == text_dtype():
        return arrow_of(column)
    return text_column(map(str, column.tolist())).__arrow_array__().combine_chunks()


def _several(texts: Sequence[str]) -> list[int]:
    """The rows of texts that stand there more than once."""
    import pandas as pd

    found: list[int] = pd.Series(text_column(texts)).duplicated(keep=False).to_numpy().nonzero()[0].tolist()
    return found


def _where(events: pandas.DataFrame, row: int) -> str:
    return f"{events.at[row, 'file']} line {events.at[row, 'line']}"


def _told(events: pandas.DataFrame, pairs: Pairs, level: Level, message: str, remedy: str) -> list[Fault]:
    """A fault for each pair of rows; beyond twenty, the rest of a file in one."""
    faults = []
    for first, row in pairs[:_PAIRS_SAID]:
        file, line, event_id = (events.at[row, column] for column in ("file", "line", "event_id"))
        faults.append(
            Fault(level, f"{message}: {_where(events, first)}", file, int(line), "event_id", event_id, remedy)
        )
    rest = events[["file", "line"]].iloc[[row for _, row in pairs[_PAIRS_SAID:]]]
    for file, rows in rest.groupby("file", sort=False)["line"] if len(rest) else ():
        lines = rows.tolist()
        faults.append(fault_of(level, f"{counted(len(lines), 'more row')} of this kind: {message}", str(file), lines))
    return faults
