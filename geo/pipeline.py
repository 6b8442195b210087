"""The sentence: read the seeds, geocode their toponyms, join them with events, layer by period, draw the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import export, join, layer, write
from geo.errors import OutputError, SeedError
from geo.geocode import Finder, Geocoder
from geo.mentions import Named, Reading
from geo.pace import advancing
from geo.records import Accounting, Category, Choice, Fault, Layer, Level, Period, Place, Seeds
from geo.schema import account, check

if TYPE_CHECKING:
    import folium
    import geopandas
    import pandas

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Survey:
    """What the seeds hold, joined and layered, before anything is drawn."""

    seeds: Seeds
    features: geopandas.GeoDataFrame
    categories: tuple[Category, ...]
    layers: tuple[Layer, ...]
    accounting: Accounting
    faults: tuple[Fault, ...]
    readings: Mapping[str, Reading]  # by the document's id
    suggested: pandas.DataFrame  # events that documents tell and no person has reviewed, as rows of an event table
    named: Named


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the files it wrote, the rows it counted, the faults it met."""

    files: tuple[Path, ...]
    accounting: Accounting
    faults: tuple[Fault, ...]


def build(
    seeds: str | Path = "seeds",
    out: str | Path = "maps",
    *,
    as_of: str = "",
    allow_empty: bool = False,
    publish: bool = False,
    online: Sequence[Geocoder] = (),
    encoding: str = "",
    allow_null_island: bool = False,
    profile: str = "",
    cache: bool = True,
    workers: int = 0,
    progress: Progress = lambda _: None,
) -> Report:
    """Read the seeds and write the maps: index.html, a page with all periods, one a period, events.geojson.

    Events that only the documents tell go to suggested.csv too, for a person to review.

    Parameters
    ----------
    seeds, out : path
        The folder that people edit, and the folder for the maps (made if missing).
    as_of : str
        ISO day that stands for the open end of periods and events; default: the project's.
    allow_empty : bool
        Write maps even if no event can be drawn; else that is an error and the old maps stay.
    publish : bool
        Write nothing that no person has reviewed: an event of status suggested is an error, and the pages leave out
        what documents name beside their events. Nor rows whose licence forbids passing them on: an error too.
    online : sequence of Geocoder
        Asked, in order, for names that neither places.csv nor the gazetteer knows.
    encoding : str
        Of the tables and texts that are not UTF-8.
    allow_null_island : bool
        Take 0 as a coordinate, which nearly always stands for a missing one.
    profile : str
        The format of the event tables, as "acled"; "none" for none; "" looks which fits.
    cache : bool
        Keep what the documents say in the user's cache folder, and read only what changed. The maps are the same.
    workers : int
        Processes that read documents; 0 takes as many as there are processors and enough to read.
    progress : callable
        Told in a few words what is being done.

    Raises
    ------
    SeedError
        The seeds cannot be used; lists every fault.
    OutputError
        The maps cannot be written; the old ones stand. BusyError, if another build is writing them.
    ServiceError
        An online service failed.
    """
    _keep_apart(Path(seeds), Path(out))
    with write.folder_for_writing(Path(out)) as folder:
        found = survey(
            seeds, as_of=as_of, online=online, encoding=encoding, allow_null_island=allow_null_island,
            profile=profile, cache=cache, workers=workers, progress=progress,
        )  # fmt: skip
        if not found.accounting.on_map and not allow_empty:
            raise SeedError([*found.faults, _nothing_to_draw(found.accounting, folder)])
        if publish and (kept := layer.unpublished(found.features, found.seeds.faults)):
            raise SeedError(kept)
        progress("drawing the pages")
        files = _files(found, publish)
        progress("writing")
        before = export.known(folder / export.TABLE)
        write.write_all(folder, files)
        news = export.news(before, folder / export.TABLE)
    faults = (*found.faults, *write.beside(files), *news)
    return Report(tuple(folder / name for name in files), found.accounting, faults)


def survey(
    seeds: str | Path,
    *,
    as_of: str = "",
    online: Sequence[Geocoder] = (),
    encoding: str = "",
    allow_null_island: bool = False,
    profile: str = "",
    cache: bool = True,
    workers: int = 0,
    progress: Progress = lambda _: None,
) -> Survey:
    """Everything but drawing and writing: read, geocode, join, layer; parameters and errors as for `build`."""
    from geo.read import read_seeds

    progress("reading the seeds")
    read = read_seeds(
        seeds, as_of=as_of, encoding=encoding, allow_null_island=allow_null_island, profile=profile,
        progress=progress, advance=advancing(progress),
    )  # fmt: skip
    readings, unkept = _read_documents(read, progress, cache=cache, workers=workers)
    progress("finding the places")
    finder = Finder(read.places, read.project.countries, online)
    merged, misplaced = _join(read, readings, finder)
    features = merged.features
    categories = layer.categories(features)
    layers = layer.layer(features, read.periods, categories)
    faults = (*read.faults, *unkept, *misplaced, *layer.review(read.periods, layers))
    accounting = account(features, rejected=read.rejected, duplicates=read.duplicates)
    named = join.named(read.documents, readings, features, finder.where)
    return Survey(read, features, categories, layers, accounting, faults, readings, merged.suggested, named)


def features(
    seeds: Seeds, *, online: Sequence[Geocoder] = (), cache: bool = True, workers: int = 0
) -> geopandas.GeoDataFrame:
    """Join the events with their places: the table of `geo.schema`, EPSG:4326.

    Events of the tables first, then those that only the documents tell, status suggested. `online`, `cache` and
    `workers` as for `build`.

    Raises
    ------
    ServiceError
        An online service failed.
    """
    readings, _ = _read_documents(seeds, cache=cache, workers=workers)
    return _join(seeds, readings, Finder(seeds.places, seeds.project.countries, online))[0].features


def period_map(
    features: geopandas.GeoDataFrame, periods: Sequence[Period], *, seeds: Seeds | None = None
) -> folium.Map:
    """The map page as a `folium.Map`: shows in a notebook, saves with ``.save(path)``, takes further layers.

    Parameters
    ----------
    features : GeoDataFrame
        From `features`, or any part of it; EPSG:4326.
    periods : sequence of Period
        The periods to layer by, in the order to show them.
    seeds : Seeds, optional
        Lends the page its title, sources, documents and other names of places.

    Raises
    ------
    FeatureError
        The table breaks the schema of `geo.schema`.
    """
    from geo import draw

    check(features)
    kinds = layer.categories(features)
    return draw.period_map(
        features,
        periods,
        layers=layer.layer(features, periods, kinds),
        categories=kinds,
        category_of=layer.category_of(features, kinds).tolist(),
        project=seeds.project if seeds else None,
        sources=seeds.sources if seeds else None,
        documents=seeds.documents if seeds else (),
        places=seeds.places if seeds else (),
    )


def locate(
    name: str,
    *,
    seeds: str | Path | None = None,
    country: str = "",
    near: tuple[float, float] | None = None,
    online: Sequence[Geocoder] = (),
) -> Choice:
    """Say what place a name means, and why.

    Parameters
    ----------
    name : str
        A place name in any spelling or script that the gazetteer knows.
    seeds : path, optional
        A project whose places count first and whose countries are the likelier ones.
    country : str
        The country it lies in, if known: its ISO 3166-1 code or its name.
    near : (lon, lat), optional
        Degrees; of two places that fit equally well the nearer wins.
    online : sequence of Geocoder
        Asked if nothing else knows the name.

    Returns
    -------
    Choice
        `best` is None, with the reason, when the name is unknown or two places fit equally well.

    Raises
    ------
    SeedError
        `seeds` is named but its project.toml, sources.csv or places.csv cannot be used.
    ServiceError
        An online service failed.
    """
    from geo.read import read_context

    places, project = ((), None) if seeds is None else read_context(seeds)
    finder = Finder(places, project.countries if project else (), online)
    return finder.find(name, country=country, near=near)[1]


def _read_documents(
    seeds: Seeds, progress: Progress = lambda _: None, **options: Any
) -> tuple[Mapping[str, Reading], Sequence[Fault]]:
    """What the documents say; what can read prose is loaded only where there is some."""
    if not seeds.documents:
        return {}, ()
    from geo import library

    return library.read_project(seeds, progress, **options)


def _join(seeds: Seeds, readings: Mapping[str, Reading], finder: Finder) -> tuple[join.Merged, tuple[Fault, ...]]:
    """Tables and documents as one table of features, with the faults that were met on the way."""
    table, faults = join.join(seeds.events, {t: _resolved(t, finder) for t in join.toponyms(seeds.events)})
    told = join.tellings(seeds.documents, readings, finder.area, seeds.project.as_of)
    turned_down = None
    if told and seeds.turned_down is not None:
        places = {t: _resolved(t, finder) for t in join.toponyms(seeds.turned_down)}
        turned_down, _ = join.join(seeds.turned_down, places)
    merged = join.merge(table, turned_down, told)
    check(merged.features)
    return merged, (*finder.shapeless(), *finder.unknown_countries(seeds.events), *faults, *merged.notes)


def _resolved(toponym: join.Toponym, finder: Finder) -> Place | join.Unplaced:
    place, reason = finder.place(toponym.name, country=toponym.country, place_id=toponym.place_id, kind=toponym.kind)
    return place or join.Unplaced(toponym, reason)


def _files(found: Survey, publish: bool) -> dict[str, write.Content]:
    """What a build writes, by file name."""
    from geo import draw

    features, periods = found.features, found.seeds.periods
    pages = draw.pages(
        features, found.layers, found.seeds, found.accounting, categories=found.categories,
        category_of=layer.category_of(features, found.categories), named=Named() if publish else found.named,
    )  # fmt: skip
    table = export.geojson_pieces(features, periods, layer.memberships(features, periods))
    files: dict[str, write.Content] = {**pages}
    files[export.TABLE] = table
    if len(found.suggested):
        files[write.SUGGESTED] = export.event_table(found.suggested).encode()
    return files


def _keep_apart(seeds: Path, out: Path) -> None:
    """Maps among the events or the documents would be read as seeds by the next build."""
    there = out.absolute()
    for part in ("events", "documents"):
        if there.is_relative_to((seeds / part).absolute()):
            raise OutputError(f"{out} lies among the seeds; choose a folder outside {seeds / part}")


def _nothing_to_draw(accounting: Accounting, folder: Path) -> Fault:
    return Fault(
        Level.ERROR,
        f"no event can be drawn ({accounting}), so {folder} stays as it is",
        remedy="Mend the rows above, or say --allow-empty to write empty maps",
    )
