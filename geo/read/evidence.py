"""Stage 1 of 6, evidence: a quoted sentence must stand in its document, where the row says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geo.quoting import find
from geo.read.cells import objects
from geo.read.tell import counted, fault_of
from geo.records import Document, Fault, Level
from geo.texts import text_column

if TYPE_CHECKING:
    import pandas

Told = tuple[Level, str, str, str, str]  # level, message, column, value, remedy
_SAID = 20  # quotes that get a fault of their own
_COLUMNS = ("quote", "doc_id", "char_start", "char_end")
SET_ASIDE = "quote (not in its document)"


def check_quotes(events: pandas.DataFrame, documents: Mapping[str, Document], faults: list[Fault]) -> None:
    """Fill char_start and char_end where blank; set a quote aside that its document does not hold.

    Spaces and line breaks, straight and curly marks count as equal; the quote then becomes what the document
    says. Offsets count code points of `Document.text`.
    """
    rows = ((events["quote"] != "") & events["doc_id"].isin(documents)).to_numpy().nonzero()[0].tolist()
    if not rows:
        return
    cells = {column: events[column].tolist() for column in (*_COLUMNS, "extra")}
    places = list(zip(events["file"], events["line"], strict=True))
    rest: dict[tuple[Level, str], list[int]] = {}
    said = 0
    for row in rows:
        if told := _check(cells, row, documents):
            level, message, column, value, remedy = told
            file, line = places[row]
            if said < _SAID:
                faults.append(Fault(level, message, file, line, column, value, remedy))
            else:
                rest.setdefault((level, file), []).append(line)
            said += 1
    for (level, file), lines in rest.items():
        message = f"{counted(len(lines), 'more quote')} of this kind"
        faults.append(fault_of(level, message, file, lines, column="quote"))
    for column, values in cells.items():
        events[column] = objects(values) if column == "extra" else text_column(values)


def _check(cells: dict[str, list[Any]], row: int, documents: Mapping[str, Document]) -> Told | None:
    """Settle one row's quote; return what to tell."""
    quote, doc_id, start, end = (cells[column][row] for column in _COLUMNS)
    text = documents[doc_id].text
    if start and end and text[int(start) : int(end)] == quote:
        return None
    found = find(quote, text)
    if found is None:
        cells["extra"][row] = cells["extra"][row] | {SET_ASIDE: quote}
        for column in _COLUMNS:
            cells[column][row] = ""
        message = f"the quote does not stand in document {doc_id!r}; it was set aside"
        return Level.FAULT, message, "quote", quote, "Copy the sentence from the document as it is"
    first, last = found
    cells["quote"][row], cells["char_start"][row], cells["char_end"][row] = text[first:last], str(first), str(last)
    if start or end:
        message = f"the quote does not stand at {start or '?'} to {end or '?'} but at {first} to {last}; that was taken"
        return Level.FAULT, message, "char_start", start, ""
    if text.find(text[first:last], first + 1) >= 0:
        message = f"the quote stands in {doc_id!r} more than once; the first place was taken"
        return Level.NOTE, message, "quote", quote, "Give char_start and char_end if another is meant"
    return None
