"""Stage 1 of 6, the shelf: every document of a file, a folder or an archive, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from geo.read.archives import ARCHIVE, files_in, shown, unpacked
from geo.read.articles import LINES, TABLES, Register, articles
from geo.read.decode import decode, tamed
from geo.read.documents import read_article, read_document
from geo.read.docx import docx_text
from geo.read.pages import PAGES, declared_charset
from geo.read.pdf import pdf_text
from geo.records import Document, Fault, Level

PDF, WORD = ".pdf", ".docx"
TEXTS = (".txt", ".md", *PAGES)
DOCUMENTS = (*TEXTS, PDF, WORD, *LINES, *TABLES)
SUFFIXES = (*DOCUMENTS, ARCHIVE)
# What typesetting leaves behind, and halves of a pair, which no file can hold.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\ud800-\udfff]")


@dataclass(slots=True)
class Shelf:
    """What reading documents needs, and what it adds to: the ids in use, the faults."""

    faults: list[Fault]
    sources: Collection[str] = ()
    encoding: str = ""
    date: str = ""  # EDTF of the documents that state none
    progress: Callable[[str], None] = lambda _: None
    taken: set[str] = field(default_factory=set)
    register: Register = field(default_factory=Register)

    def read(self, path: Path, name: Callable[[Path], str]) -> Iterator[Document]:
        """Yield the documents of a file or a folder; `name` is how a file is shown."""
        whole = not path.is_dir()

        def tell(at: Path, problem: str) -> None:
            self.faults.append(Fault(Level.FAULT, problem, name(at)))

        for file in files_in(path, tell):
            if not whole and (file.suffix.lower() not in SUFFIXES or not file.is_file()):
                remedy = f"Put {', '.join(SUFFIXES)} files here"
                self.faults.append(Fault(Level.FAULT, "this is not read", name(file), remedy=remedy))
                continue
            try:
                data = file.read_bytes()
            except OSError as problem:
                message = f"the file cannot be read: {problem.strerror or problem}"
                self.faults.append(Fault(Level.ERROR, message, name(file)))
                continue
            yield from self._opened(name(file), data)

    def _opened(self, file: str, data: bytes) -> Iterator[Document]:
        self.progress(f"reading {file}")
        if PurePath(file).suffix.lower() != ARCHIVE:
            yield from self._documents(file, data)
            return
        for inner, held in unpacked(data, file, DOCUMENTS, self.faults):
            self.progress(f"reading {inner}")
            yield from self._documents(inner, held)

    def _documents(self, file: str, data: bytes) -> Iterator[Document]:
        suffix = PurePath(file).suffix.lower()
        table = suffix in (*LINES, *TABLES)
        text = self._text(file, suffix, data)
        del data  # as large as the text, and no longer needed
        if text is None:
            return
        if not table:
            extracted = suffix in (PDF, WORD)
            yield self._kept(
                read_document(text, file, self.taken, self.sources, self.faults, date=self.date, extracted=extracted)
            )
            return
        for article in articles(text, file, suffix, self.faults):
            if self.register.is_new(article, file, self.faults):
                yield self._kept(read_article(article, file, self.taken, self.sources, self.faults, date=self.date))

    def _text(self, file: str, suffix: str, data: bytes) -> str | None:
        """The text of a file, None after telling why it cannot be had."""
        if suffix in (PDF, WORD):
            text = (
                pdf_text(data, file, self.faults, self.progress)
                if suffix == PDF
                else docx_text(data, file, self.faults)
            )
            return None if text is None else tamed(_UNSEEN.sub("", text), file, self.faults, table=False)
        encoding = self.encoding or (declared_charset(data) if suffix in PAGES else "")
        expected = "a CSV" if suffix in TABLES else "JSON lines" if suffix in LINES else "a text"
        return decode(data, file, self.faults, encoding=encoding, expected=expected, table=False)

    def _kept(self, document: Document) -> Document:
        self.taken.add(document.doc_id)
        return document


def named(path: Path) -> str:
    """Return a path as it is shown where there is no folder of seeds."""
    return shown(str(path))
