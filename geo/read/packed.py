"""Stage 1 of 6, files that are archives of their parts (.kmz, .xlsx): opened within bounds, written nowhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import IO, Any

MOST_MEMBERS = 10_000
MOST_BYTES = 1_000_000_000  # of one part, unpacked; a sheet of a million rows has some 300 million
_SUSPECT_BYTES, _SUSPECT_RATIO = 10_000_000, 200  # XML shrinks ten- to fiftyfold
_ENCRYPTED = 0x1


class PackedError(ValueError):
    """Says what is wrong with the archive or the XML in it."""


def opened(data: bytes) -> zipfile.ZipFile:
    """Return the archive, none of it unpacked yet.

    Raises
    ------
    PackedError
        It is damaged, a bomb, or has parts whose names lead out of it.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise PackedError("the file is damaged or of another kind") from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise PackedError(f"it packs {len(members):,} files, more than {MOST_MEMBERS:,}")
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename.split("/")[0]:
            raise PackedError("the name of a file in it leads out of the archive")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """Return a part to be read, which ends in a PackedError where it unpacks to more than it may.

    Raises
    ------
    PackedError
        There is none, it is encrypted, or shrunk as only a bomb is.
    """
    try:
        info = archive.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise PackedError("it is encrypted")
        size, packed = info.file_size, max(info.compress_size, 1)
        if size > MOST_BYTES or (size > _SUSPECT_BYTES and size > packed * _SUSPECT_RATIO):
            raise PackedError(f"{name} in it unpacks from {packed:,} to {size:,} bytes, as a zip bomb does")
        return Bounded(archive.open(info), name)  # type: ignore[return-value]  # reads, which is all that is asked
    except PackedError:
        raise
    except KeyError:
        raise PackedError(f"it lacks {name}") from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        raise PackedError("the file is damaged") from None


class Bounded:
    """A stream that refuses to give more than it may, whatever a header says."""

    def __init__(self, stream: IO[bytes], name: str, most: int = MOST_BYTES) -> None:
        self._stream, self._name, self._left = stream, name, most

    def read(self, size: int = 1 << 16) -> bytes:
        """Return the next bytes, at most a million."""
        try:
            data = self._stream.read(size if 0 <= size <= 1 << 20 else 1 << 20)
        except (zlib.error, zipfile.BadZipFile, EOFError, OSError):
            raise PackedError("the file is damaged") from None
        self._left -= len(data)
        if self._left < 0:
            raise PackedError(f"{self._name} in it unpacks to more than its header says or than is read")
        return data


def elements(stream: Any, tags: Collection[str], events: tuple[str, ...] = ("end",)) -> Iterator[tuple[str, Any]]:
    """Yield the elements of an XML that bear one of the names, of whatever namespace, as they come.

    Raises
    ------
    PackedError
        It is no XML, or declares a document type: then no entity of it is ever expanded.
    """
    from lxml import etree  # type: ignore[import-untyped]

    named = tuple(f"{{*}}{tag}" for tag in tags)
    try:
        parts = etree.iterparse(stream, events, tag=named, resolve_entities=False, load_dtd=False, no_network=True)
        for i, (event, element) in enumerate(parts):
            if not i and element.getroottree().docinfo.doctype:
                raise PackedError("its XML declares a document type or entities, which none needs")
            yield event, element
    except etree.XMLSyntaxError as problem:
        raise PackedError(f"it is no sound XML: {problem.msg}") from None


def local(element: Any) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""  # a comment has none


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def forget(element: Any) -> None:
    """Free what has been read, so that memory does not grow with the file."""
    element.clear()
    while element.getprevious() is not None and element.getparent() is not None:
        del element.getparent()[0]
