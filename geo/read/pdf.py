"""Stage 1 of 6, PDF: the text that its pages hold. Only its text is taken: a PDF's dates are those of the file."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable

from geo.read.flow import flowed
from geo.records import Fault, Level

MOST_PAGES = 5_000
_MOST_CONTENT = 20_000_000  # bytes of one page, unpacked; a page of a book has some thousands
_MOST_TEXT = 100_000_000  # characters of one file
_TOLD = 100  # pages after which progress is told


def pdf_text(data: bytes, file: str, faults: list[Fault], progress: Callable[[str], None]) -> str | None:
    """Return the text of a PDF, or None after adding the fault that says why there is none."""
    try:
        import pypdf
    except ImportError:
        message, remedy = "reading a PDF needs the package pypdf", "pip install periodmaps[docs]"
        faults.append(Fault(Level.FAULT, message, file, remedy=remedy))
        return None
    # It logs each oddity of a file; what matters to the reader becomes a fault here.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not _opened(reader):
            message = "this PDF is encrypted"
            faults.append(Fault(Level.FAULT, message, file, remedy="Save a copy without a password"))
            return None
        pages = _pages(reader, file, faults, progress)
    except Exception as problem:  # a broken file makes it raise nearly anything, as its own documentation warns
        message = f"this PDF is damaged: {_short(problem)}"
        faults.append(Fault(Level.FAULT, message, file, remedy="Open it in a viewer and save it anew"))
        return None
    text, running = flowed(pages)
    if running and text:
        shown = "; ".join(line[:60] for line in running)
        faults.append(Fault(Level.NOTE, "lines that most pages begin or end with were left out", file, value=shown))
    if not any(map(str.isalnum, text)):
        message = "no text found in this PDF: its pages may be scanned pictures"
        faults.append(Fault(Level.FAULT, message, file, remedy="Run it through text recognition (OCR) first"))
        return None
    return text


def _opened(reader: object) -> bool:
    """Whether it opens without a password, as files do that only forbid printing."""
    try:
        return bool(reader.decrypt(""))  # type: ignore[attr-defined]
    except Exception:  # an algorithm for which a further package would be needed
        return False


def _pages(reader: object, file: str, faults: list[Fault], progress: Callable[[str], None]) -> list[str]:
    pages, texts, broken, size = reader.pages, list[str](), list[int](), 0  # type: ignore[attr-defined]
    count = len(pages)
    for number in range(min(count, MOST_PAGES)):
        if number % _TOLD == 0:
            progress(f"reading {file}, page {number + 1:,} of {count:,}")
        try:
            texts.append(_page(pages[number]))
        except Exception:  # one page that cannot be read is no reason to lose the others
            broken.append(number + 1)
        size += len(texts[-1]) if texts else 0
        if size > _MOST_TEXT:
            break
    if broken:
        shown = ", ".join(map(str, broken[:8])) + (", …" if len(broken) > 8 else "")
        faults.append(Fault(Level.FAULT, f"{len(broken)} of {count} pages could not be read: {shown}", file))
    if len(texts) + len(broken) < count:
        message = f"only the first {len(texts) + len(broken):,} of {count:,} pages were read"
        faults.append(Fault(Level.FAULT, message, file, remedy="Split it into several files"))
    return texts


def _page(page: object) -> str:
    content = page.get_contents()  # type: ignore[attr-defined]
    if content is not None and len(content.get_data()) > _MOST_CONTENT:
        raise ValueError("too much on one page")
    text: str = page.extract_text()  # type: ignore[attr-defined]
    return text


def _short(problem: Exception) -> str:
    said = " ".join(str(problem).split()) or type(problem).__name__
    return said if len(said) <= 100 else said[:99] + "…"
