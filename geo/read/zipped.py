"""Stage 1 of 6, tables that are handed on in a .zip: each is read as if it lay there itself, and written nowhere."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from geo.read.archives import ARCHIVE, Loaded, shown
from geo.read.packed import PackedError, opened, part
from geo.records import Fault, Level

_PASSED_OVER = (".", "~", "README", "__MACOSX")
_OFFICE = {"xl": "a workbook (.xlsx)", "word": "a Word document (.docx)"}  # the folder that only they have
_RENAME = "Give it the suffix of its kind; a document goes to documents/"
_REMEDY = "Unpack it, and put the tables here"


def unzipped(data: bytes, file: str, suffixes: Collection[str], faults: list[Fault]) -> Iterator[Loaded]:
    """Yield the files of a .zip that are tables, in the order of their names.

    What stands for rows that could not even be counted is an ERROR: an archive or a table in it that is damaged,
    encrypted or a bomb.
    """
    try:
        archive = opened(data)
    except PackedError as problem:
        faults.append(Fault(Level.ERROR, f"this archive is not read: {problem}", file, remedy=_REMEDY))
        return
    if kind := next((_OFFICE[top] for name in archive.namelist() if (top := name.partition("/")[0]) in _OFFICE), ""):
        faults.append(Fault(Level.ERROR, f"this is {kind}, not an archive of tables", file, remedy=_RENAME))
        return
    names = sorted(name for name in archive.namelist() if not name.endswith("/") and not _passed_over(name))
    for name in names:
        inner = f"{file}/{shown(name)}"
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in suffixes:
            known = ", ".join(suffixes)
            message = "an archive within an archive is not read" if suffix == ARCHIVE else "this is not read"
            faults.append(Fault(Level.FAULT, message, inner, remedy=f"Put {known} files into it"))
            continue
        try:
            yield inner, _held(archive, name)
        except PackedError as problem:
            faults.append(Fault(Level.ERROR, f"this table is not read: {problem}", inner, remedy=_REMEDY))
    if not names:
        faults.append(Fault(Level.FAULT, "the archive is empty", file))


def _held(archive: zipfile.ZipFile, name: str) -> bytes:
    stream, held = part(archive, name), bytearray()
    while data := stream.read(1 << 20):
        held += data
    return bytes(held)


def _passed_over(name: str) -> bool:
    return any(part.startswith(_PASSED_OVER) for part in PurePosixPath(name).parts)
