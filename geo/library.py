"""The documents of a project, each read for its names, dates and events: piece by piece, side by side, never twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from geo import lines, notation, reading
from geo.errors import SeedError
from geo.mentions import Reading
from geo.pace import Pace
from geo.records import Document, Fault, Level, SeedPlace, Seeds
from geo.shelf import Shelf, default_folder
from geo.workers import LostError, Work, answers, cores

WORTH = 400_000  # characters that a further worker must find to read, or its start costs more than it saves


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document that is read, kept and told by itself."""

    document: Document
    number: int  # of the document, from 1
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    def task(self) -> bytes:
        """All that its reading depends on, in a line."""
        title = self.document.title
        context = "" if title in self.document.text[: 2 * len(title) + 10] else title  # a headline of the text itself
        about = {"text": self.text, "title": context, "date": self.document.date, "offset": self.start}
        return json.dumps(about, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def reading(self, line: bytes) -> Reading:
        """Return the reading that was written down for this piece."""
        return notation.read(line, self.text, self.start)


def read_project(
    seeds: Seeds, progress: Callable[[str], None] = lambda _: None, *, cache: bool = True, workers: int = 0
) -> tuple[dict[str, Reading], list[Fault]]:
    """Read the documents of a project with its own places and countries; parameters as for `geo.build`.

    Returns what they say, and notes on what was wrong with the readings kept from earlier.
    """
    shelf = Shelf(default_folder() if cache and seeds.documents else None)
    own: dict[str, Any] = {"places": seeds.places, "countries": seeds.project.countries}
    readings = read_documents(seeds.documents, progress, **own, shelf=shelf, workers=workers)
    return readings, shelf.close()


def read_documents(
    documents: Sequence[Document],
    progress: Callable[[str], None] = lambda _: None,
    *,
    places: Sequence[SeedPlace] = (),
    countries: Sequence[str] = (),
    shelf: Shelf | None = None,
    workers: int = 0,
) -> dict[str, Reading]:
    """Return what each document says, by its `doc_id`, in the order given; the mentions without their bearers.

    Parameters
    ----------
    places, countries : sequence
        The project's own, which come before the gazetteer's and before others.
    shelf : Shelf, optional
        What was read before; gets what is read now.
    workers : int
        Processes that read; 0 takes as many as there are processors and enough to read.

    Raises
    ------
    SeedError
        A document could not be read, because reading it ended the worker, twice.
    """
    readings = stream(documents, progress, places=places, countries=countries, shelf=shelf, workers=workers)
    parts: dict[str, list[Reading]] = {document.doc_id: [] for document in documents}
    for piece, said in readings:
        parts[piece.document.doc_id].append(said)
    return {doc_id: reading.joined(said) for doc_id, said in parts.items()}


def stream(
    documents: Sequence[Document],
    progress: Callable[[str], None] = lambda _: None,
    *,
    places: Sequence[SeedPlace] = (),
    countries: Sequence[str] = (),
    shelf: Shelf | None = None,
    workers: int = 0,
) -> Iterator[tuple[Piece, Reading]]:
    """Yield what each piece of each document says, in order, as soon as it is read; otherwise as `read_documents`."""
    held = shelf or Shelf(None)
    pieces = [
        Piece(document, number, *span)
        for number, document in enumerate(documents, 1)
        for span in reading.pieces(document.text)
    ]
    context = {"places": [notation.place_written(place) for place in places], "countries": list(countries)}
    shared = json.dumps(context).encode()
    keys = {piece: held.key(shared, piece.task()) for piece in pieces}
    known = {piece: found for piece, key in keys.items() if (found := held.get(key, piece.reading)) is not None}
    missing = [piece for piece in pieces if piece not in known]
    amount = sum(piece.end - piece.start for piece in missing)
    pace = Pace(progress, "reading the documents", len(documents), amount)
    tasks = (piece.task() for piece in missing)
    with closing(answers("geo.library:read_line", context, tasks, _enough(workers, amount, len(missing)))) as said:
        for piece in pieces:
            pace.told(piece.number)
            if piece in known:
                yield piece, known.pop(piece)
                continue
            line = _next(said, piece)
            held.put(keys[piece], line)
            pace.read(piece.end - piece.start)
            yield piece, piece.reading(line)


def _enough(asked: int, characters: int, pieces: int) -> int:
    """How many workers to read with."""
    return max(1, min(asked or cores(), pieces, pieces if asked else characters // WORTH))


def _next(said: Iterator[bytes], piece: Piece) -> bytes:
    try:
        return next(said)
    except LostError as lost:
        message = f"the process that read characters {piece.start:,} to {piece.end:,} {lost}, and so did a second one"
        remedy = "It may want for memory: close other programs, or say --workers 1"
        file = piece.document.file or piece.document.doc_id
        raise SeedError([Fault(Level.ERROR, message, file, remedy=remedy)]) from lost


def answers_to(asked: Iterable[bytes], *, date: str = "", workers: int = 1) -> Iterator[bytes]:
    """Yield the answers to lines of JSON (see `geo.lines`) in their order, each without waiting for the next line.

    Parameters
    ----------
    date : str
        EDTF of the publication of texts that state none.
    workers : int
        Processes that read; 0 takes as many as there are processors.
    """
    with closing(answers("geo.library:answer_line", {"date": date}, asked, workers or cores())) as said:
        yield from said


def answer_line(context: dict[str, str]) -> Work:
    """Make the work of a worker that answers lines."""
    return lambda line: lines.answer(line, reading.parse, date=context["date"])


def read_line(context: dict[str, Any]) -> Work:
    """Make the work of a worker: from a piece's task to its reading, written down."""
    names = reading.names_of([notation.place_read(place) for place in context["places"]], context["countries"])

    def read(line: bytes) -> bytes:
        asked = json.loads(line)
        text, offset = asked["text"], asked["offset"]
        said = reading.joined(reading.read(text, title=asked["title"], date=asked["date"], names=names, offset=offset))
        return notation.written(said, text, offset)

    return read
