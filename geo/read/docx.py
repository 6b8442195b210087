"""Stage 1 of 6, Word: the paragraphs of a .docx. Only its text is taken: the dates in it are those of the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from geo.records import Fault, Level

_MOST = 200_000_000  # bytes of XML, unpacked; a thousand pages have some 20 million
_PARTS = ("word/footnotes.xml", "word/endnotes.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OFFICE = "/officeDocument"  # how the relation to the main part ends
# What was deleted or moved away, and what repeats a text box for old programs.
_LEFT_OUT = ("del", "moveFrom", "Fallback")
_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class _BadFileError(ValueError):
    """Says what is wrong with the file."""


def docx_text(data: bytes, file: str, faults: list[Fault]) -> str | None:
    """Return the text of a .docx, a paragraph a line and blank lines between; None after telling why there is none."""
    if data.startswith(_OLD):
        encrypted = _ENCRYPTED in data
        message = "this Word document is encrypted" if encrypted else "this is an old Word document (.doc)"
        remedy = "Save a copy without a password" if encrypted else "Save it as .docx"
        faults.append(Fault(Level.FAULT, message, file, remedy=remedy))
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = set(archive.namelist())
            names = [_main(archive, held), *(name for name in _PARTS if name in held)]
            text = "\n\n".join(paragraph for name in names for paragraph in _paragraphs(archive, name))
    except _BadFileError as problem:
        faults.append(Fault(Level.FAULT, str(problem), file, remedy="Save its text as .txt or .md"))
        return None
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        KeyError,
        ValueError,
        SyntaxError,
        OSError,
    ):
        # SyntaxError is what lxml's errors of parsing are; zlib's own error is met below.
        message = "this Word document is damaged"
        faults.append(Fault(Level.FAULT, message, file, remedy="Open it in Word or LibreOffice and save it anew"))
        return None
    if not text.strip():
        message = "no text found in this Word document: it may hold only pictures"
        faults.append(Fault(Level.FAULT, message, file))
        return None
    return text


class _Bounded:
    """A member of an archive that refuses to unpack to more than it may, whatever its header says."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name, self._left = stream, name, _MOST

    def read(self, size: int = 65536) -> bytes:
        import zlib

        try:
            data = self._stream.read(size if 0 <= size <= 1 << 20 else 1 << 20)
        except zlib.error as problem:
            raise ValueError(str(problem)) from None
        self._left -= len(data)
        if self._left < 0:
            raise _BadFileError(f"{self._name} in it unpacks to more than {_MOST // 1_000_000} million bytes")
        return data


def _main(archive: zipfile.ZipFile, held: set[str]) -> str:
    """The part that holds the text: word/document.xml, unless the file says otherwise."""
    if "word/document.xml" in held or "_rels/.rels" not in held:
        return "word/document.xml"
    for _, element in _events(archive, "_rels/.rels", ("end",)):
        if str(element.get("Type", "")).endswith(_OFFICE):
            return str(element.get("Target", "")).lstrip("/")
    raise _BadFileError("this is no Word document")


def _events(archive: zipfile.ZipFile, name: str, events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The elements of a part as they come; a part with a document type is refused, so no entity is ever expanded."""
    from lxml import etree  # type: ignore[import-untyped]

    with archive.open(name) as stream:
        parts = etree.iterparse(
            _Bounded(stream, name), events=events, resolve_entities=False, load_dtd=False, no_network=True
        )
        first = True
        for event, element in parts:
            if first and element.getroottree().docinfo.doctype:
                raise _BadFileError("the XML in this Word document declares entities, which none needs")
            first = False
            yield event, element


def _paragraphs(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    opened: list[list[str]] = []  # a text box is a paragraph within another
    left_out = 0
    for event, element in _events(archive, name, ("start", "end")):
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if tag in _LEFT_OUT and not element.tag.startswith("{http://schemas.openxmlformats.org/drawingml"):
            # An empty <w:del/> marks a deleted paragraph end; it opens and closes, so the count stays right.
            left_out += 1 if event == "start" else -1
        elif tag == "p" and element.tag in (f"{_W}p", f"{_STRICT}p"):
            if event == "start":
                opened.append([])
                continue
            paragraph = "".join(opened.pop()).strip()
            if paragraph:
                yield paragraph
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
        elif event == "end" and opened and not left_out:
            opened[-1].append(_said(tag, element))


def _said(tag: str, element: Any) -> str:
    if not element.tag.startswith((_W, _STRICT)):
        return ""
    if tag == "t":
        return element.text or ""
    return {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(tag, "")
