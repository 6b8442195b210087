"""The one way out: every file that a build makes or keeps is written here, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from geo.errors import BusyError, OutputError
from geo.records import Fault, Level
from geo.schema import EVENT_COLUMNS

GENERATOR = b'<meta name="generator" content="periodmaps'
SUGGESTED = "suggested.csv"
DATA = ".data"  # ends the name of the folder that holds the data of a page too large for one file
_BLOCKS = b'geoBlocks({"geo-data-'
_TABLE = ",".join(EVENT_COLUMNS).encode()
Content = bytes | Iterator[bytes | memoryview]  # whole, or in pieces that are made while they are written
_LOCK, _HOLDER, _TEMPORARY = ".geo.lock", ".geo.pid", ".geo-tmp"


@contextlib.contextmanager
def folder_for_writing(folder: Path) -> Iterator[Path]:
    """Make the folder, prove that it can be written, and hold it against other builds.

    The lock is the operating system's: it goes with the process, so a killed build leaves none behind.

    Raises
    ------
    BusyError
        Another process is building there; its number is in the message.
    OutputError
        The folder is a link, or cannot be made or written.
    """
    import filelock

    with _named(folder):
        if folder.is_symlink():
            raise OutputError(f"{folder} is a link; name the folder that it points to")
        folder.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(folder / _LOCK)
    with _named(folder):
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            holder = _holder(folder)
            raise BusyError(f"{folder} is being written by process {holder}; try again when it is done") from None
    try:
        with _named(folder):
            (folder / _HOLDER).write_text(str(os.getpid()))
            _sweep(folder)
        yield folder
    finally:
        # The lock file itself stays: removing it could hand two builds a lock each.
        (folder / _HOLDER).unlink(missing_ok=True)
        lock.release()


def write_all(folder: Path, files: Mapping[str, Content]) -> None:
    """Write the files into the folder: first all of them beside their places, then each into its place.

    A name may have one folder, as "page.data/rows-0.js". Pages of an earlier build that this one no longer makes are
    removed, as are their data, and its suggested events if there are none now.

    Raises
    ------
    OutputError
        A file could not be written; what stood there before still stands.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            target = folder / name
            temporary = target.with_name(f".{target.name}{_TEMPORARY}")
            waiting.append((temporary, target))
            with _named(target):
                _make_folder(target.parent)
                _write_through(temporary, content)
        for temporary, target in waiting:
            with _named(target):
                temporary.replace(target)
    finally:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):  # what went wrong before is what is told
                temporary.unlink(missing_ok=True)
        _remove_empty(folder)
    _remove_outdated(folder, files)
    for written in {target.parent for _, target in waiting} | {folder}:
        _sync_folder(written)


def beside(files: Mapping[str, Content]) -> list[Fault]:
    """Note which pages are too large for one file, so that nobody sends one without the rest."""
    folders = Counter(name.split("/")[0] for name in files if "/" in name)
    told = "too many events for one file: their data are in {:,} files in {}/, which belongs beside it"
    return [
        Fault(Level.NOTE, told.format(number, data), f"{data.removesuffix(DATA)}.html")
        for data, number in folders.items()
    ]


def keep(path: Path, content: bytes) -> None:
    """Write what can be made again at any time: for this user alone, and at once, for a power cut may well undo it.

    Raises
    ------
    OSError
        It cannot be written; nothing is left half done.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = f"{os.getpid()}-{threading.get_ident()}"  # of two builds each has its own
    temporary = path.with_name(f".{path.name}.{own}{_TEMPORARY}")
    try:
        _write_new(temporary, content, 0o600)
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def mark_used(path: Path) -> None:
    """Let `trim` know that what was kept is still of use."""
    with contextlib.suppress(OSError):
        os.utime(path)


def trim(folder: Path, limit: int) -> None:
    """Remove the files of a folder that were not used for longest, until the rest has `limit` bytes at most."""
    found = []
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            with contextlib.suppress(OSError):
                if _is_kept(entry.name) and entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    found.append((about.st_mtime_ns, entry.path, about.st_size))
    over = sum(size for _, _, size in found) - limit
    for _, path, size in sorted(found):
        if over <= 0:
            return
        with contextlib.suppress(OSError):
            Path(path).unlink()
        over -= size


def _is_kept(name: str) -> bool:
    """Tell whether a file is what `keep` wrote under a hash, or left when it was killed; no other is removed."""
    return re.fullmatch(rf"[0-9a-f]{{64}}|\.[0-9a-f]{{64}}\.[\d-]+{_TEMPORARY}", name) is not None


def _write_through(path: Path, content: Content) -> None:
    _write_new(path, content, 0o644, sync=True)


def _write_new(path: Path, content: Content, mode: int, *, sync: bool = False) -> None:
    # O_EXCL with O_NOFOLLOW: a link planted under the temporary name is never followed.
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.writelines([content] if isinstance(content, bytes) else content)
        if sync:
            file.flush()
            os.fsync(file.fileno())


def _remove_outdated(folder: Path, files: Mapping[str, Content]) -> None:
    for page in folder.glob("*.html"):
        if page.name not in files and not page.is_symlink() and _holds(page, GENERATOR):
            page.unlink()
    for part in folder.glob(f"*{DATA}/*.js"):
        ours = not (part.is_symlink() or part.parent.is_symlink())
        if f"{part.parent.name}/{part.name}" not in files and ours and _holds(part, _BLOCKS):
            part.unlink()
    _remove_empty(folder)
    table = folder / SUGGESTED
    if table.name not in files and table.is_file() and not table.is_symlink() and _holds(table, _TABLE):
        table.unlink()


def _holds(path: Path, sign: bytes) -> bool:
    with path.open("rb") as file:
        return sign in file.read(2048)


def _sweep(folder: Path) -> None:
    """Remove what a killed build left; safe, because the lock is ours."""
    for left in (*folder.glob(f".*{_TEMPORARY}"), *folder.glob(f"*{DATA}/.*{_TEMPORARY}")):
        if not left.parent.is_symlink() or left.parent == folder:
            left.unlink()
    _remove_empty(folder)


def _make_folder(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        raise OutputError(f"{folder} is a link; remove it")


def _remove_empty(folder: Path) -> None:
    """Remove the folders of data in which nothing is left."""
    for data in folder.glob(f"*{DATA}"):
        if not data.is_symlink():
            with contextlib.suppress(OSError):  # it is a file, or not empty
                data.rmdir()


def _sync_folder(folder: Path) -> None:
    """Make the renames themselves survive a power cut, where the system allows it (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _holder(folder: Path) -> str:
    try:
        return (folder / _HOLDER).read_text() or "unknown"
    except OSError:
        return "unknown"


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
