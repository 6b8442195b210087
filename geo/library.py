"""The documents of a project, each read for its names, dates and events."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geo import reading
from geo.mentions import Reading
from geo.records import Document, SeedPlace


def read_documents(
    documents: Sequence[Document],
    progress: Callable[[str], None],
    *,
    places: Sequence[SeedPlace] = (),
    countries: Sequence[str] = (),
) -> dict[str, Reading]:
    """Return what each document says, by its `doc_id`, in the order given.

    The project's own `places` come before the gazetteer's, its `countries` before others.
    """
    names = reading.names_of(places, countries)
    found = {}
    for number, document in enumerate(documents, 1):
        progress(f"reading the documents, {number} of {len(documents)}")
        found[document.doc_id] = reading.parse(document.text, date=document.date, names=names)
    return found
