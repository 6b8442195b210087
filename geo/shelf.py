"""What was read before, kept between builds: one file a piece of text, under the hash of all that it depends on.

A shelf can always be thrown away. Whatever is wrong with it, documents are read anew and nothing fails. It stands
in the user's own cache folder, not in the project: a project from somebody else brings no readings with it.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from geo import write
from geo.records import Fault, Level

LIMIT = 256 * 2**20  # bytes of all entries; beyond it those go that were not used for longest
_ENTRY_LIMIT = 64 * 2**20  # bytes; no piece of text says more
_PACKAGE = Path(__file__).parent
_NOT_READING = ("draw", "read", "starter", "__pycache__")  # parts of the package that no reading depends on
_T = TypeVar("_T")


class Shelf:
    """Entries by key; a missing, broken or foreign one is None.

    Parameters
    ----------
    folder : Path, optional
        None keeps nothing.
    limit : int
        Bytes of all entries.
    """

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self._folder, self._limit = (folder if code_version() else None), limit
        self._spoilt = self._kept = 0
        self._trouble = ""

    def key(self, *parts: bytes) -> str:
        """Return the name of what depends on these parts, on the code and on the data of the package."""
        digest = hashlib.sha256(code_version().encode())
        for part in parts:
            digest.update(b"%d:" % len(part))
            digest.update(part)
        return digest.hexdigest()

    def get(self, key: str, read: Callable[[bytes], _T]) -> _T | None:
        """Return what `read` makes of an entry; one that it refuses by ValueError is spoilt."""
        if self._folder is None:
            return None
        path = self._folder / key
        try:
            held = _content(path)
        except OSError:
            return None
        try:
            seal, _, body = held.partition(b"\n")
            if seal != _seal(key, body):
                raise ValueError("the entry is not whole")
            found = read(body)
        except ValueError:
            self._spoilt += 1
            return None
        write.mark_used(path)
        return found

    def put(self, key: str, body: bytes) -> None:
        """Keep an entry, if that can be done."""
        if self._folder is None or self._trouble:
            return
        try:
            write.keep(self._folder / key, _seal(key, body) + b"\n" + body)
            self._kept += 1
        except OSError as problem:
            self._trouble = f"{self._folder} cannot be written ({problem.strerror or problem})"

    def close(self) -> list[Fault]:
        """Make room, if something was kept; say what was wrong with the shelf."""
        if self._folder and self._kept:
            write.trim(self._folder, self._limit)
        notes = []
        if self._spoilt:
            said = f"{self._spoilt} of the kept readings were broken; their texts were read anew"
            notes.append(Fault(Level.NOTE, said))
        if self._trouble:
            said = f"readings are not kept for the next time: {self._trouble}"
            notes.append(Fault(Level.NOTE, said, remedy="Name another folder in GEO_CACHE, or say --no-cache"))
        return notes


def default_folder() -> Path | None:
    """Return where this system keeps what can be made again; None if nowhere. GEO_CACHE names another folder."""
    if chosen := os.environ.get("GEO_CACHE"):
        return Path(chosen).absolute()
    try:
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            return (Path(local) if local else Path.home() / "AppData/Local") / "periodmaps" / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "periodmaps"
        named = Path(os.environ.get("XDG_CACHE_HOME", ""))  # a relative one is to be passed over
        return (named if named.is_absolute() else Path.home() / ".cache") / "periodmaps"
    except RuntimeError:  # a user without a home
        return None


@cache
def code_version() -> str:
    """Return the hash of the code and the data that readings depend on; "" if that cannot be told."""
    digest = hashlib.sha256(f"{sys.version} {_version_of('anyascii')} {_version_of('marisa-trie')}".encode())
    found = 0
    for path in sorted(_PACKAGE.rglob("*")):
        part = path.relative_to(_PACKAGE)
        if part.parts[0] in _NOT_READING or path.suffix not in (".py", ".csv", ".txt", ".keys", ".rows", ".bin"):
            continue
        found += path.suffix == ".py"
        about = path.stat()
        # The large files of geo/data are built and never edited; their size and time tell enough.
        content = f"{about.st_size} {about.st_mtime_ns}".encode() if part.parts[0] == "data" else path.read_bytes()
        digest.update(f"{part.as_posix()} {len(content)}:".encode() + content)
    return digest.hexdigest() if found else ""


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _seal(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).hexdigest().encode()


def _content(path: Path) -> bytes:
    """Read a plain file of a sane size; what else may lie there (a pipe, a device) is never opened."""
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode) or about.st_size > _ENTRY_LIMIT:
        return b""
    return path.read_bytes()
