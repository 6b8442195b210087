"""Stage 6 of 6: layers to pages, each one HTML file that needs no other. The only user of folium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from geo.mentions import Named
from geo.records import Accounting, Category, Document, Layer, Period, Project, SeedPlace, Seeds, Source
from geo.schema import account

if TYPE_CHECKING:
    import folium
    import geopandas
    import numpy

__all__ = ["page_html", "pages", "period_map"]


def pages(
    features: geopandas.GeoDataFrame,
    layers: Sequence[Layer],
    seeds: Seeds,
    accounting: Accounting,
    *,
    categories: Sequence[Category],
    category_of: Sequence[int] | numpy.ndarray,
    named: Named | None = None,
) -> dict[str, bytes | Iterator[bytes]]:
    """Every page of a build: the gallery, one page with all periods, one a period.

    Parameters
    ----------
    features : GeoDataFrame
        With the columns of `geo.schema`, EPSG:4326.
    layers : sequence of Layer
        The switches of the legend, from `geo.layer`.
    seeds : Seeds
        For project, periods, sources, documents and places.
    accounting : Accounting
        Of the whole table.
    categories : sequence of Category
        The kinds of event, and for each feature the position of its own in `category_of`.
    named : Named, optional
        What documents name beside their events; for the page of all periods.

    Returns
    -------
    dict of str to bytes
        HTML by file name, "index.html" first. Same input, same bytes. Of a page too large for one file the data are in
        others, "NAME.data/…", that belong beside it; their bytes may come in pieces.
    """
    from geo.draw import compose, gallery
    from geo.draw.contract import Edition
    from geo.draw.languages import catalogue
    from geo.draw.names import ALL, INDEX, page_names
    from geo.draw.spellings import spellings_of

    words = catalogue(seeds.project.languages)
    edition = Edition(
        features, seeds.periods, tuple(categories), category_of, tuple(layers),
        seeds.project, seeds.sources, seeds.documents, accounting, spellings_of(seeds.places),
        named or Named(),
    )  # fmt: skip
    names = page_names(period.period_id for period in seeds.periods)
    titles = {INDEX: words.text("gallery.all"), ALL: words.text("gallery.whole")}
    titles |= {names[p.period_id]: p.title for p in seeds.periods}
    made: dict[str, bytes | Iterator[bytes]] = {}
    entries: list[gallery.Entry] = []
    for period in (None, *seeds.periods):
        name = names[period.period_id] if period else ALL
        links = [(href, title) for href, title in titles.items() if href != name]
        sheet = compose.sheet(edition, period, links=links, whole=entries[0].sheet.frame if entries else None)
        made |= compose.files(sheet, name)
        entries.append(gallery.Entry(name, titles[name], compose.without_texts(sheet), period))
    return {INDEX: gallery.index_html(entries, seeds.project, accounting, words).encode(), **made}


def period_map(
    features: geopandas.GeoDataFrame,
    periods: Sequence[Period],
    *,
    layers: Sequence[Layer],
    categories: Sequence[Category],
    category_of: Sequence[int],
    project: Project | None = None,
    sources: Mapping[str, Source] | None = None,
    documents: Sequence[Document] = (),
    places: Sequence[SeedPlace] = (),
    accounting: Accounting | None = None,
) -> folium.Map:
    """A map of all features with a legend, list and timeline by period.

    Parameters
    ----------
    features : GeoDataFrame
        With the columns of `geo.schema`, EPSG:4326.
    periods : sequence of Period
        In the order of the page.
    layers : sequence of Layer
        The switches of the legend.
    categories : sequence of Category
        The kinds of event, and for each feature the position of its own in `category_of`.
    project, sources, documents, places, accounting : optional
        What the page says of itself and of its sources, other names of its places. The accounting is counted
        from the features by default.

    Returns
    -------
    folium.Map
        Shows in a notebook, saves with ``.save(path)``, takes further folium layers. The text of the
        features is in none of its elements; see `geo.draw.island`.
    """
    from geo.draw import compose
    from geo.draw.contract import Edition
    from geo.draw.spellings import spellings_of

    edition = Edition(
        features, tuple(periods), tuple(categories), category_of, tuple(layers),
        project or Project(title="Map by period", as_of=""), sources or {}, tuple(documents),
        accounting or account(features), spellings_of(places),
    )  # fmt: skip
    return compose.draw(compose.sheet(edition))


def page_html(drawn: folium.Map) -> str:
    """The whole page of a map as one HTML text, with its content security policy."""
    html: str = drawn.get_root().render()
    return html
