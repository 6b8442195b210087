"""Stage 1 of 6, Excel: the rows of one sheet as they stream. What is stored is read, nothing is ever calculated."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from geo.read.features import cleaned, meaning
from geo.read.packed import PackedError, elements, forget, local, opened, part
from geo.read.serials import day_of, is_day_format, is_serial, number_of, unescaped
from geo.read.table import Table, table_of_rows
from geo.read.tell import counted, fault_of
from geo.records import Fault, Level

_MOST_CELLS = 100_000_000
_MOST_COLUMNS = 16_384
_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.ASCII)
_REMEDY = "Open it in a spreadsheet program and save it anew as .xlsx, or as CSV in UTF-8"
_DATED = ("date_start", "date_end", "source_date", "reviewed_at")


@dataclass(slots=True)
class _Sheet:
    name: str
    path: str
    hidden: bool


@dataclass(slots=True)
class _Book:
    """What the sheets share."""

    sheets: list[_Sheet]
    texts: list[str]
    day_styles: set[int]
    from_1904: bool


@dataclass(slots=True)
class _Seen:
    """The numbers of rows that were read otherwise than they stand."""

    hidden: list[int] = field(default_factory=list)
    formulas: list[int] = field(default_factory=list)
    uncalculated: list[int] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)


Row = tuple[int, list[str]]


def read_xlsx(data: bytes, file: str, faults: list[Fault]) -> Table | None:
    """Return the rows of the sheet "events", or of the first with rows; None after telling why there is none."""
    try:
        if data.startswith(_OLD):
            raise PackedError("it is encrypted" if _ENCRYPTED in data else "it is an old workbook (.xls)")
        archive = opened(data)
        book = _book(archive)
        for sheet in sorted(book.sheets, key=lambda s: (s.name.strip().casefold() != "events", s.hidden)):
            seen = _Seen()
            if rows := _rows(archive, sheet, book, seen):
                break
        else:
            faults.append(Fault(Level.FAULT, "the workbook is empty", file, remedy="Give it a header and rows"))
            return None
    except PackedError as problem:
        faults.append(Fault(Level.ERROR, f"this workbook is not read: {problem}", file, remedy=_REMEDY))
        return None
    if len(book.sheets) > 1:
        others = ", ".join(repr(other.name) for other in book.sheets if other is not sheet)
        message = f"of {len(book.sheets)} sheets {sheet.name!r} is read, not {others}"
        faults.append(Fault(Level.NOTE, message, file, remedy="Name the sheet of the events 'events'"))
    rows = _below_banner(rows, file, faults)
    width = max(len(cells) for _, cells in rows)
    padded = ((number, cells + [""] * (width - len(cells))) for number, cells in rows)
    table = table_of_rows(padded, file, faults)
    if table is None:
        return None
    bare = _bare_serials(table, book.from_1904)
    _tell(seen, bare, book.from_1904, file, faults)
    return cleaned(table, faults)


def _book(archive: zipfile.ZipFile) -> _Book:
    names = set(archive.namelist())
    main = "xl/workbook.xml"
    if "_rels/.rels" in names:
        found = [t for kind, t in _relations(archive, "", "_rels/.rels").values() if kind.endswith("/officeDocument")]
        main = found[0] if found else main
    folder, name = posixpath.split(main)
    relations = _relations(archive, folder, f"{folder}/_rels/{name}.rels")
    sheets, from_1904 = [], False
    for _, element in elements(part(archive, main), ("workbookPr", "sheet")):
        if local(element) == "workbookPr":
            from_1904 = element.get("date1904") in ("1", "true")
        elif local(element) == "sheet":
            key = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            kind, path = relations.get(key, ("", ""))
            if kind.endswith("/worksheet"):  # a chart has no rows
                sheets.append(_Sheet(element.get("name", ""), path, element.get("state", "visible") != "visible"))
    if not sheets:
        raise PackedError("there is no sheet in it")
    paths = {kind.rpartition("/")[2]: path for kind, path in relations.values()}
    texts = list(_texts(archive, paths["sharedStrings"])) if paths.get("sharedStrings") in names else []
    styles = _day_styles(archive, paths["styles"]) if paths.get("styles") in names else set()
    return _Book(sheets, texts, styles, from_1904)


def _relations(archive: zipfile.ZipFile, folder: str, name: str) -> dict[str, tuple[str, str]]:
    """Id → kind and path of what a part refers to."""
    found = {}
    for _, element in elements(part(archive, name), ("Relationship",)):
        if element.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
            found[element.get("Id", "")] = (element.get("Type", ""), path)
    return found


def _texts(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    for _, element in elements(part(archive, name), ("si",)):
        yield _text(element)
        forget(element)


def _text(element: Any) -> str:
    """The text in all its runs, without the readings that stand above East Asian ones."""
    if len(element) == 1 and local(element[0]) == "t":  # nearly always
        return unescaped(element[0].text or "").strip()
    runs = (t for t in element.iter("{*}t") if local(t.getparent()) != "rPh")
    return unescaped("".join(t.text or "" for t in runs)).strip()


def _day_styles(archive: zipfile.ZipFile, name: str) -> set[int]:
    codes: dict[int, str] = {}
    styles: set[int] = set()
    for _, element in elements(part(archive, name), ("numFmt", "cellXfs")):
        tag = local(element)
        if tag == "numFmt":
            codes[_whole(element.get("numFmtId"))] = element.get("formatCode", "")
        elif tag == "cellXfs":
            numbers = [_whole(xf.get("numFmtId")) for xf in element.iterfind("{*}xf")]
            styles = {i for i, number in enumerate(numbers) if is_day_format(number, codes.get(number, ""))}
    return styles


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _rows(archive: zipfile.ZipFile, sheet: _Sheet, book: _Book, seen: _Seen) -> list[Row]:
    """The rows that hold anything, by their numbers."""
    rows: list[Row] = []
    merges: list[str] = []
    number = total = 0
    for _, element in elements(part(archive, sheet.path), ("row", "mergeCell")):
        tag = local(element)
        if tag == "row":
            number = _whole(element.get("r")) or number + 1
            cells = _cells(element, number, book, seen)
            total += len(cells)
            if total > _MOST_CELLS or (rows and number <= rows[-1][0]):
                raise PackedError(f"the sheet {sheet.name!r} has too many cells, or rows out of order")
            if any(cells):
                rows.append((number, cells))
                if element.get("hidden") in ("1", "true"):
                    seen.hidden.append(number)
            forget(element)
        elif tag == "mergeCell":
            merges.append(element.get("ref", ""))
    if rows and max(len(cells) for _, cells in rows) * len(rows) > _MOST_CELLS:
        raise PackedError(f"the sheet {sheet.name!r} has too many cells")
    _fill(rows, merges, seen)
    return rows


def _cells(row: Any, number: int, book: _Book, seen: _Seen) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if local(cell) != "c":
            continue
        found = _REFERENCE.fullmatch(cell.get("r") or "")
        at = _column(found[1]) if found else len(cells)
        if not len(cells) <= at < _MOST_COLUMNS:
            raise PackedError(f"the cells of row {number} are out of order")
        cells += [""] * (at - len(cells))
        cells.append(_value(cell, number, book, seen))
    return cells


@lru_cache(maxsize=_MOST_COLUMNS)
def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _value(cell: Any, number: int, book: _Book, seen: _Seen) -> str:
    kind = cell.get("t", "n")
    inner = {local(child): child.text for child in cell} if len(cell) != 1 else {local(cell[0]): cell[0].text}
    text = (inner.get("v") or "").strip()
    if "f" in inner:
        (seen.formulas if text or kind == "str" else seen.uncalculated).append(number)
    if kind == "s":
        at = int(text) if text.isdecimal() and len(text) < 10 else -1
        if not 0 <= at < len(book.texts):
            raise PackedError(f"row {number} refers to a text that is not there")
        return book.texts[at]
    if kind == "inlineStr":
        return _text(cell)
    if kind == "e":
        seen.errors.append(number)
        return ""
    if kind == "b":
        return {"1": "true", "0": "false"}.get(text, text)
    if kind in ("str", "d") or not text:
        return unescaped(text)
    if _whole(cell.get("s")) in book.day_styles:
        try:
            day = day_of(float(text), from_1904=book.from_1904)
        except ValueError:
            day = ""
        if day:
            seen.days.append(number)
            return day
    return number_of(text)


def _fill(rows: list[Row], merges: list[str], seen: _Seen) -> None:
    """Cells that are merged over rows say the same of each; one merged over columns is of its first."""
    at = {number: i for i, (number, _) in enumerate(rows)} if merges else {}
    for reference in merges:
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if not start or not end or int(start[2]) not in at:
            continue
        top, column = at[int(start[2])], _column(start[1])
        value = rows[top][1][column] if column < len(rows[top][1]) else ""
        for number, cells in rows[top + 1 :] if value else ():
            if number > int(end[2]):
                break
            cells += [""] * (column + 1 - len(cells))
            cells[column] = value
            seen.merged.append(number)


def _below_banner(rows: list[Row], file: str, faults: list[Fault]) -> list[Row]:
    """The rows from the header on: lines of one cell above a row of three or more are a heading."""
    filled = [sum(map(bool, cells)) for _, cells in rows[:12]]
    start = next((i for i, n in enumerate(filled) if n > 1), 0)
    if start and filled[start] > 2:
        numbers = [number for number, _ in rows[:start]]
        faults.append(fault_of(Level.NOTE, "a heading above the column names was left out", file, numbers))
        return rows[start:]
    return rows


def _bare_serials(table: Table, from_1904: bool) -> list[int]:
    """Turn days counted by Excel that have lost their format into dates, in columns of dates; return their rows."""
    found = []
    for name, column in zip(table.names, table.columns, strict=True):
        if meaning(name) in _DATED and isinstance(column, list):
            for row, cell in enumerate(column):
                if is_serial(cell):
                    column[row] = day_of(float(cell), from_1904=from_1904)
                    found.append(table.lines[row])
    return found


def _tell(seen: _Seen, bare: list[int], from_1904: bool, file: str, faults: list[Fault]) -> None:
    system = "1904" if from_1904 else "1900"
    told = (
        (Level.NOTE, "{} hidden in the workbook and read all the same", seen.hidden, "row", ""),
        (Level.NOTE, "{} with a formula, of which the stored values were read", seen.formulas, "cell", ""),
        (Level.FAULT, "{} with a formula and no stored value, left blank", seen.uncalculated, "cell", _REMEDY),
        (Level.FAULT, "{} with an error such as #N/A, left blank", seen.errors, "cell", "Mend the formula"),
        (Level.NOTE, f"{{}} counted by Excel from {system} and read as days", seen.days, "date", ""),
        (Level.NOTE, f"{{}} without format, counted by Excel from {system}, read as days", bare, "date", ""),
        (Level.NOTE, "{} filled from the merged cell above", seen.merged, "cell", ""),
    )
    for level, message, lines, noun, remedy in told:
        if lines:
            distinct = list(dict.fromkeys(lines))
            faults.append(fault_of(level, message.format(counted(len(lines), noun)), file, distinct, remedy=remedy))
