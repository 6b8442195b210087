"""Stage 1 of 6: seeds to documents, events, periods, sources and places.

Reads a folder whole, so that all faults of all its files come at once, in file and line order. Only a fault
of level ERROR stops; see `geo.records.Level`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from geo.errors import SeedError
from geo.read.archives import shown
from geo.read.choosing import choose_profile, unmatched
from geo.read.decode import decode
from geo.read.events import no_events, read_event_table
from geo.read.evidence import check_quotes
from geo.read.formats import SUFFIXES, Advance, read_tables
from geo.read.identity import check_references
from geo.read.licences import tell_licences
from geo.read.periodo import read_periodo
from geo.read.places import read_places
from geo.read.profile import OWN, Profile, read_profile
from geo.read.project import FILE, read_project
from geo.read.registers import read_periods, read_sources
from geo.read.repeats import drop_duplicates, give_ids, tell_twins
from geo.read.shelf import Shelf, named
from geo.read.table import Table
from geo.read.tell import in_order
from geo.records import Document, Fault, Level, Period, Project, SeedPlace, Seeds, Source

if TYPE_CHECKING:
    import pandas

__all__ = ["read_context", "read_documents", "read_seeds"]

_Read = TypeVar("_Read")


def read_seeds(
    path: str | Path,
    *,
    as_of: str = "",
    encoding: str = "",
    allow_null_island: bool = False,
    profile: str = "",
    progress: Callable[[str], None] = lambda _: None,
    advance: Advance = lambda file, done, size: None,
) -> Seeds:
    """Read a folder of seeds.

    Parameters
    ----------
    path : path
        Holds project.toml, and where there are any: sources.csv, periods.csv, period*.json, places.csv, events/ (see
        `geo.read.formats.SUFFIXES`), documents/ (see `geo.read.shelf.SUFFIXES`; folders and archives in it too).
    as_of : str
        ISO day that stands for an open end; overrides the project's.
    encoding : str
        Of the files that are not UTF-8.
    allow_null_island : bool
        Take 0 as a coordinate, which nearly always stands for a missing one.
    profile : str
        The format of the event tables: a file of `geo/read/profiles/`, the project's own, or "none"; "" looks which.
        Of single files: "ged.csv=ucdp,none".
    progress : callable
        Told what is being read.
    advance : callable
        Told of a large table again and again: its file, the bytes that are read, all its bytes.

    Returns
    -------
    Seeds
        With the faults that do not stop: rows and values set aside, decisions taken.

    Raises
    ------
    SeedError
        Something must be mended first; lists every fault of every file.
    """
    root = Path(path)
    faults: list[Fault] = []
    if not root.is_dir():
        remedy = "Run `geo init` to make one, or name another folder"
        raise SeedError([Fault(Level.ERROR, "there is no such folder of seeds", str(root), remedy=remedy)])

    desk = _Desk(root, encoding, faults)
    project = _project(desk, as_of)
    sources = desk.read("sources.csv", lambda text, file: read_sources(text, file, faults)) or {}
    periods = _periods(desk, project, sources)
    places = desk.read("places.csv", lambda text, file: read_places(text, file, sources, faults)) or ()
    documents = _documents(desk, sources, progress)
    events, turned_down, rejected, duplicates, foreign = _events(desk, project, allow_null_island, profile, advance)
    own = {place.candidate.place_id for place in places}
    check_references(events, sources, own, documents, faults, foreign=foreign)
    check_quotes(events, documents, faults)
    tell_licences(events, faults)
    told = in_order(faults)
    if any(fault.level == Level.ERROR for fault in told):
        raise SeedError(told)
    return Seeds(
        root, project, events, periods, sources, places, tuple(documents.values()), tuple(told),
        rejected, duplicates, turned_down,
    )  # fmt: skip


def read_documents(
    path: str | Path,
    faults: list[Fault],
    *,
    encoding: str = "",
    date: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Document]:
    """Yield the documents of a file, a folder or an archive outside any project; a file of no known kind is a text.

    Parameters
    ----------
    faults : list of Fault
        Added to, while reading; of level ERROR for a file that cannot be read.
    date : str
        EDTF of the publication of documents that state none.
    """
    yield from Shelf(faults, encoding=encoding, date=date, progress=progress).read(Path(path), named)


def read_context(path: str | Path, *, encoding: str = "") -> tuple[tuple[SeedPlace, ...], Project]:
    """Read only what tells where a name may lie: the places and the project of a folder of seeds.

    Raises
    ------
    SeedError
        project.toml, sources.csv or places.csv must be mended first.
    """
    faults: list[Fault] = []
    desk = _Desk(Path(path), encoding, faults)
    project = _project(desk, "")
    sources = desk.read("sources.csv", lambda text, file: read_sources(text, file, faults)) or {}
    places = desk.read("places.csv", lambda text, file: read_places(text, file, sources, faults)) or ()
    if any(fault.level == Level.ERROR for fault in faults):
        raise SeedError(in_order(faults))
    return places, project


@dataclass(frozen=True)
class _Desk:
    """Where the files lie, how they are decoded, and the list that faults are added to."""

    root: Path
    encoding: str
    faults: list[Fault]

    def text(self, path: Path, expected: str, *, table: bool) -> str | None:
        """The text of a file, None after telling why it cannot be had. Read once, so it cannot change midway."""
        data = self.bytes(path)
        if data is None:
            return None
        return decode(data, self.shown(path), self.faults, encoding=self.encoding, expected=expected, table=table)

    def bytes(self, path: Path) -> bytes | None:
        """What a file holds, None after telling why it cannot be had."""
        try:
            return path.read_bytes()
        except OSError as problem:
            message = f"the file cannot be read: {problem.strerror or problem}"
            self.faults.append(Fault(Level.ERROR, message, self.shown(path)))
            return None

    def read(self, name: str, reader: Callable[[str, str], _Read]) -> _Read | None:
        """What a reader makes of a table at the root; None if there is none or it cannot be decoded."""
        path = self.root / name
        text = self.text(path, "a CSV", table=True) if path.exists() else None
        return None if text is None else reader(text, name)

    def files(self, folder: str, suffixes: Collection[str]) -> list[Path]:
        """The files of a folder in the order of their names; others there are told."""
        paths = sorted((self.root / folder).iterdir()) if (self.root / folder).is_dir() else []
        wanted = []
        for path in paths:
            if path.name.startswith((".", "~", "README")) or path.name == OWN:
                continue
            if path.suffix.lower() in suffixes and path.is_file():
                wanted.append(path)
            else:
                remedy = f"Put {', '.join(suffixes)} files here"
                self.faults.append(Fault(Level.FAULT, "this is not read", self.shown(path), remedy=remedy))
        return wanted

    def shown(self, path: Path) -> str:
        """The path from the root as text that can be printed, whatever bytes its name holds."""
        return shown(path.relative_to(self.root).as_posix())


def _project(desk: _Desk, as_of: str) -> Project:
    path = desk.root / FILE
    if not path.exists():
        return read_project(None, desk.faults, as_of=as_of)
    text = desk.text(path, "a TOML file", table=False)
    return Project("", as_of) if text is None else read_project(text, desk.faults, as_of=as_of)


def _periods(desk: _Desk, project: Project, sources: Mapping[str, Source]) -> tuple[Period, ...]:
    """The periods of periods.csv, then those of PeriodO; an id that two files have is an ERROR."""
    own = desk.read("periods.csv", lambda text, file: read_periods(text, file, project.as_of, sources, desk.faults))
    periods = {period.period_id: period for period in own or ()}
    handed_on = sorted(
        path for end in ("json", "jsonld") for path in desk.root.glob(f"period*.{end}") if path.is_file()
    )
    for path in handed_on:
        text, file = desk.text(path, "JSON", table=True), desk.shown(path)
        for period in read_periodo(text, file, desk.faults) if text is not None else ():
            if period.period_id in periods:
                desk.faults.append(Fault(Level.ERROR, "this id is of another period too", file, value=period.period_id))
            periods[period.period_id] = period
    if own is None and not handed_on and not (desk.root / "periods.csv").exists():
        desk.faults.append(Fault(Level.NOTE, "there is no periods.csv: the events are in no period", "periods.csv"))
    return tuple(periods.values())


def _documents(desk: _Desk, sources: Mapping[str, Source], progress: Callable[[str], None]) -> dict[str, Document]:
    folder = desk.root / "documents"
    if not folder.is_dir():
        return {}
    shelf = Shelf(desk.faults, sources, desk.encoding, progress=progress)
    return {document.doc_id: document for document in shelf.read(folder, desk.shown)}


def _events(
    desk: _Desk, project: Project, allow_null_island: bool, wanted: str, advance: Advance
) -> tuple[pandas.DataFrame, pandas.DataFrame | None, int, int, set[str]]:
    """The events of all tables, those of status rejected, the numbers of all rejected and of repeated rows; the files
    of a known format, whose publishers are no ids of sources.csv."""
    import pandas as pd

    frames, refused, rejected = [], [], 0
    own, foreign = _own_profiles(desk), set()
    files = []
    for table in _tables(desk, advance):
        files.append(table.file)
        chosen = choose_profile(table, own, wanted, desk.faults)
        if chosen is None:
            continue
        profile, table = chosen
        foreign |= {table.file} if profile else set()
        frame, out = read_event_table(table, project, desk.faults, profile=profile, allow_null_island=allow_null_island)
        rejected += table.rejected + (0 if out is None else len(out))
        del table
        frames += [frame] if frame is not None and len(frame) else []
        refused += [out] if out is not None else []
    desk.faults.extend(unmatched(wanted, files))
    events = no_events() if not frames else frames[0]
    if len(frames) > 1:
        events = pd.concat(frames, ignore_index=True)
    events, duplicates = drop_duplicates(events, desk.faults)
    give_ids(events)
    tell_twins(events, desk.faults)
    turned_down = pd.concat(refused, ignore_index=True) if refused else None
    return events, turned_down, rejected, duplicates, foreign


def _tables(desk: _Desk, advance: Advance) -> Iterator[Table]:
    for path in desk.files("events", SUFFIXES):
        held = [data for data in [desk.bytes(path)] if data is not None]
        if held:  # else told already
            yield from read_tables(held, desk.shown(path), desk.faults, encoding=desk.encoding, advance=advance)


def _own_profiles(desk: _Desk) -> list[Profile]:
    """The project's own: beside project.toml, or beside the tables."""
    found = []
    for path in (desk.root / OWN, desk.root / "events" / OWN):
        text = desk.text(path, "a TOML file", table=False) if path.exists() else None
        profile = None if text is None else read_profile(text, desk.shown(path), desk.faults)
        found += [profile] if profile else []
    return found
