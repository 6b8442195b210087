"""Stage 1 of 6, files of folders and archives: each with the name it is shown by. Nothing is unpacked onto a disk."""

from __future__ import annotations

import contextlib
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePosixPath

from geo.records import Fault, Level

ARCHIVE = ".zip"
_MOST_FILES = 20_000
_MOST_BYTES = 500_000_000  # of one archive, unpacked
_MOST_OF_ONE = 200_000_000
_PASSED_OVER = (".", "~", "README")  # how the names begin of files that are no documents
_UTF8_NAME = 0x800  # the flag of an archive's member whose name is UTF-8
_ENCRYPTED = 0x1

_HALVES = re.compile("[\ud800-\udfff]")  # how Python holds the bytes of a name that is not UTF-8

Loaded = tuple[str, bytes]  # the file as it is shown, what it holds


def shown(name: str) -> str:
    """Return a file's name as text that can be printed, whatever bytes it holds."""
    text = os.fsencode(name).decode("utf-8", "replace") if _HALVES.search(name) else name
    return "".join(c if c.isprintable() else "�" for c in text)


def files_in(folder: Path, tell: Callable[[Path, str], None]) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, in the order of their names; `tell` what is passed over.

    Links to folders are not followed, so there is no way round in circles.
    """
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not path.is_dir():
            yield path
            continue
        if path.is_symlink() and path is not folder:
            tell(path, "a link to a folder is not followed")
            continue
        try:
            inner = sorted(path.iterdir(), reverse=True)
        except OSError as problem:
            tell(path, f"the folder cannot be read: {problem.strerror or problem}")
            continue
        waiting += [file for file in inner if not file.name.startswith(_PASSED_OVER)]


def unpacked(data: bytes, file: str, suffixes: Collection[str], faults: list[Fault]) -> Iterator[Loaded]:
    """Yield the documents of an archive in the order of their names; what is wrong is told and passed over."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = sorted(((_name(info), info) for info in archive.infolist()), key=lambda member: member[0])
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as problem:
        remedy = "Make it anew"
        faults.append(Fault(Level.FAULT, f"this archive is damaged: {problem}", file, remedy=remedy))
        return
    left = _MOST_BYTES
    wanted = [(name, info) for name, info in members if not info.is_dir() and not _passed_over(name)]
    if len(wanted) > _MOST_FILES:
        message = f"of its {len(wanted):,} files only the first {_MOST_FILES:,} are read"
        faults.append(Fault(Level.FAULT, message, file, remedy="Make several archives of it"))
    for name, info in wanted[:_MOST_FILES]:
        inner = f"{file}/{shown(name)}"
        if why := _refused(name, info, suffixes):
            faults.append(Fault(Level.FAULT, why, inner))
            continue
        try:
            with archive.open(info) as stream:
                held = stream.read(min(left, _MOST_OF_ONE) + 1)  # no header is believed
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
            faults.append(Fault(Level.FAULT, "this file is damaged in its archive", inner))
            continue
        if len(held) > _MOST_OF_ONE:
            message = f"it unpacks to more than {_MOST_OF_ONE // 1_000_000} million bytes; it was left out"
            faults.append(Fault(Level.FAULT, message, inner))
            continue
        left -= len(held)
        if left < 0:
            message = (
                f"the archive unpacks to more than {_MOST_BYTES // 1_000_000} million bytes; the rest was left out"
            )
            faults.append(Fault(Level.FAULT, message, inner, remedy="Make several archives of it"))
            return
        yield inner, held


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; old archives do not say its encoding, most often it is UTF-8 all the same."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _passed_over(name: str) -> bool:
    return any(part.startswith((*_PASSED_OVER, "__MACOSX")) and part not in ("..", ".") for part in name.split("/"))


def _refused(name: str, info: zipfile.ZipInfo, suffixes: Collection[str]) -> str:
    """Why a member is not read, "" if it is."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "its name leads out of the archive; it was left out"
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted; it was left out"
    suffix = path.suffix.lower()
    if suffix == ARCHIVE:
        return "an archive within an archive is not read"
    return "" if suffix in suffixes else f"this is not read; known are {', '.join(suffixes)}"
