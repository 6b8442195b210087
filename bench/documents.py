"""What reading large documents takes: processor time, characters a second, memory, and the same again from the cache.

    python bench/documents.py [MILLION CHARACTERS] [WORKERS]     default: 20, as many workers as pay

One document is made of the texts of seeds/documents, repeated; then the same in one line; then in documents of a page
each.
Memory is told above what the texts themselves take.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from pathlib import Path

from geo.library import read_documents
from geo.records import Document
from geo.shelf import Shelf

ROOT = Path(__file__).parents[1]
PAGE = 2500


def main() -> None:
    """Read each kind in a process of its own, so that memory is its own."""
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 20_000_000
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for kind in ("one document", "one line", "pages"):
        sys.stdout.flush()
        if not (pid := os.fork()):
            _measure(kind, size, workers)
            os._exit(0)
        os.waitpid(pid, 0)


def _measure(kind: str, size: int, workers: int) -> None:
    documents = _documents(kind, size)
    before = _memory()
    with tempfile.TemporaryDirectory() as folder:
        fresh, peak, found = _read(documents, workers, folder), _memory() - before, _count(documents, workers, folder)
        again = _read(documents, workers, folder)
    print(
        f"{kind}: {len(documents):,} documents, {size / 1e6:g} million characters, {found:,} names; "
        f"{fresh:.1f} s of processor, {size / fresh / 1e6:.2f} M characters/s; {peak:.0f} MB more; "
        f"from the cache {again:.1f} s",
        flush=True,
    )


def _documents(kind: str, size: int) -> list[Document]:
    text = "\n".join(f.read_text(encoding="utf-8") for f in sorted((ROOT / "seeds" / "documents").glob("*.[tm]*")))
    text = (text * (size // len(text) + 1))[:size]
    if kind == "pages":
        return [Document(f"d{i}", "", text[i : i + PAGE]) for i in range(0, size, PAGE)]
    return [Document("d", "", text.replace("\n", " ") if kind == "one line" else text)]


def _read(documents: list[Document], workers: int, folder: str) -> float:
    """Return the seconds of processor, the workers' with them."""
    before = _used()
    read_documents(documents, shelf=Shelf(Path(folder)), workers=workers)
    return _used() - before


def _count(documents: list[Document], workers: int, folder: str) -> int:
    readings = read_documents(documents, shelf=Shelf(Path(folder)), workers=workers)
    return sum(len(reading.toponyms) for reading in readings.values())


def _used() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
