"""Stage 6 of 6, its data: layers to the columnar JSON that the page reads (see page/contract.d.ts)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from geo.draw import columns
from geo.draw.frame import cut
from geo.draw.html import visible, web_link
from geo.draw.island import pieces
from geo.draw.named import mentions, unplaced
from geo.draw.passages import Passages, passages
from geo.draw.shapes import Shapes
from geo.draw.spellings import other_names
from geo.draw.texts import Table, looked_up, texts
from geo.mentions import Named
from geo.records import Accounting, Category, Document, Layer, Period, Project, Source
from geo.when import day_number

if TYPE_CHECKING:
    import geopandas
    import numpy

VERSION = 2

# Columns of the page that are positions in its dictionary of strings, and the feature columns that they come from.
_LICENCES = 20  # said on a page; events.geojson says each row's
_CODED = {
    "date_precision": "date_precision",
    "date_qualifier": "date_qualifier",
    "date_basis": "date_basis",
    "geo_precision": "geo_precision",
    "local_name": "local_name",
    "event_type": "event_type",
    "confidence": "confidence",
    "status": "status",
    "set_aside": "set_aside",
}
# And those that are text.
_TEXTS = {
    "id": "event_id",
    "title": "title",
    "date_text": "date_text",
    "quote": "quote",
    "notes": "notes",
    "source_locator": "source_locator",
    "place_reason": "place_reason",
    "reason": "reason",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """What all pages of one build are drawn from.

    `category_of` holds, for each feature, the position of its category in `categories`; `spellings`, for a place's
    name, all names of that place.
    """

    features: geopandas.GeoDataFrame
    periods: tuple[Period, ...]
    categories: tuple[Category, ...]
    category_of: Sequence[int] | numpy.ndarray
    layers: tuple[Layer, ...]
    project: Project
    sources: Mapping[str, Source]
    documents: tuple[Document, ...]
    accounting: Accounting
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: Named = field(default_factory=Named)

    def of(self, period: Period | None) -> Edition:
        """Only what falls into one period; the accounting stays that of the whole table.

        What documents name beside their events has no date, so it is on the page of all periods alone.
        """
        if period is None:
            return self
        import numpy as np

        layers = tuple(layer for layer in self.layers if layer.period_id == period.period_id)
        parts = [np.asarray(rows, dtype="int64") for layer in layers for rows in (layer.certain, layer.possible)]
        rows = np.unique(np.concatenate([np.empty(0, dtype="int64"), *parts]))
        return replace(
            self,
            features=self.features.iloc[rows],
            category_of=np.asarray(self.category_of)[rows],
            periods=(period,),
            layers=layers,
            named=Named(),
        )


def contract(
    edition: Edition,
    period: Period | None = None,
    *,
    links: Sequence[tuple[str, str]] = (),
    cut_at: float | None = None,
) -> dict[str, Any]:
    """The data of one page.

    Parameters
    ----------
    edition : Edition
        Features with the columns of `geo.schema`; lon, lat in EPSG:4326.
    period : Period, optional
        The period that the page is about, if it is about one.
    links : sequence of (href, title)
        The other pages.
    cut_at : float, optional
        The meridian at which the world is cut, if it is known (see `geo.draw.frame`).

    Returns
    -------
    dict
        Coordinates are integers, degrees x 1e5, beyond 180 degrees on a page across the antimeridian; days
        are integers since 1970-01-01. The events are in order of time, their columns as `geo.draw.columns` holds
        them: see `columns.plain`.
    """
    strings, shapes = columns.Strings(), Shapes(cut(edition.features) if cut_at is None else cut_at)
    table = Table(edition.features)
    quoted = passages(edition.features, edition.documents)
    data: dict[str, Any] = {
        "version": VERSION,
        "page": _page(edition.project, period, links),
        "accounting": asdict(edition.accounting),
        "periods": [_period(p) for p in edition.periods],
        "categories": [asdict(category) for category in edition.categories],
        "sources": [_source(source) for source in edition.sources.values()],
        "documents": [_document(document, edition.sources) for document in edition.documents],
        "events": _events(edition, table, strings, shapes, quoted),
        "passages": quoted.texts,
        "layers": [_layer(layer, edition) for layer in edition.layers],
        "spellings": _spellings(edition, table, strings),
    }
    data["actor_lists"] = data["events"].pop("actor_lists")
    if licences := _licences(edition.features):
        data["licences"] = licences
    documents = {document.doc_id: i for i, document in enumerate(edition.documents)}
    data |= mentions(edition.named.places, documents, strings, shapes.cut)
    data |= unplaced(edition.named.unplaced, documents)
    data |= {"strings": list(strings.all), "geometries": shapes.all}
    data["page"]["hash"] = _hash(data)
    data["events"] = _in_time(data["events"])
    return data


def _page(project: Project, period: Period | None, links: Iterable[tuple[str, str]]) -> dict[str, Any]:
    page = {
        "id": "all-periods" if period is None else period.period_id,
        "kind": "all" if period is None else "period",
        "period": None if period is None else period.period_id,
        "title": project.title if period is None else f"{period.title} · {project.title}",
        "kicker": project.kicker if period is None else project.title,
        "headline": project.headline or project.title,
        "standfirst": project.standfirst,
        "as_of": project.as_of,
        "languages": list(project.languages),
        "method": project.method,
        "corrections": project.corrections,
        "links": [{"href": href, "title": title} for href, title in links],
    }
    if period is not None:
        page |= {"headline": period.title, "standfirst": period.description}
    return page


def _period(period: Period) -> dict[str, Any]:
    return {
        "id": period.period_id,
        "title": period.title,
        "from": day_number(period.start),
        "to": day_number(period.stop),
        "start": period.start_edtf or period.start,
        "stop": period.stop_edtf or period.stop,
        "color": period.color,
        "description": period.description,
        "source": period.source,
        "source_url": web_link(period.source_url),
    }


def _source(source: Source) -> dict[str, str]:
    return {
        "id": source.source_id,
        "title": source.title,
        "outlet": source.outlet,
        "author": source.author,
        "date": source.date,
        "kind": source.kind,
        "url": web_link(source.url),
        "licence": source.licence,
    }


def _licences(features: geopandas.GeoDataFrame) -> list[dict[str, Any]]:
    """The licences that rows name, those of most rows first: what whoever shows the page has to say."""
    named = features["licence"].value_counts() if "licence" in features else {}
    told = sorted(
        ((int(n), visible(str(text))) for text, n in named.items() if text), key=lambda one: (-one[0], one[1])
    )
    return [{"licence": text, "events": n} for n, text in told[:_LICENCES]]


def _document(document: Document, sources: Mapping[str, Source]) -> dict[str, str]:
    source = sources.get(document.source)
    return {
        "id": document.doc_id,
        "title": document.title,
        "source": (source.outlet or source.title) if source else document.source,
        "date": document.date,
        "url": web_link(document.url or (source.url if source else "")),
    }


def _layer(layer: Layer, edition: Edition) -> dict[str, Any]:
    period = [p.period_id for p in edition.periods].index(layer.period_id) if layer.period_id else -1
    category = [c.name for c in edition.categories].index(layer.category)
    return {"id": layer.layer_id, "period": period, "category": category}


def _spellings(edition: Edition, table: Table, strings: columns.Strings) -> list[tuple[int, list[str]]]:
    named = other_names(table, edition.spellings)
    return [(strings.code(place), names) for place, names in named.items()]


def _events(
    edition: Edition, table: Table, strings: columns.Strings, shapes: Shapes, quoted: Passages
) -> dict[str, Any]:
    """The columns of the events, in table order, and the lists of actors."""
    import numpy as np

    features, sources = edition.features, edition.sources
    source_at = {source_id: i for i, source_id in enumerate(sources)}
    document_at = {document.doc_id: i for i, document in enumerate(edition.documents)}
    lon, lat, geometry = shapes.columns(features)
    actors, actor_lists = columns.actors(table, strings)
    url, refused = columns.addresses(table, sources)
    return (
        {"count": len(features)}
        | {name: texts(features[column]) for name, column in _TEXTS.items()}
        | {
            "date": columns.dates(table),
            "from": columns.days(table["earliest"]),
            "to": columns.days(table["latest"]),
            "lon": lon,
            "lat": lat,
            "geometry": geometry,
            "radius_m": columns.metres(features["radius_km"]),
            "category": np.asarray(edition.category_of, dtype="int32"),
            "place": strings.column(columns.places(table)),
            "to_place": strings.column(columns.destinations(table)),
            "turning": strings.column(columns.captions(table)),
            "actors": actors,
            "actor_lists": actor_lists,
            "source": table["source"].each(looked_up(source_at)),
            "publisher": strings.column(columns.publishers(table, sources)),
            "url": url,
            "document": table["doc_id"].each(looked_up(document_at)),
            "passage": quoted.of,
            "marks": quoted.marks,
            "fatalities": columns.fatalities(table),
            "extra": columns.extra(features, refused),
            "disputed": columns.disputed(table),
        }
        | {name: strings.column(table[column]) for name, column in _CODED.items()}
    )


def _in_time(events: Mapping[str, Any]) -> dict[str, Any]:
    """The columns with their rows in the order of time."""
    import numpy as np

    order = columns.in_time(events["from"], events["to"])
    if (order == np.arange(len(order))).all():
        return dict(events)
    return {name: columns.taken(column, order) for name, column in events.items()}


def _hash(data: Mapping[str, Any]) -> str:
    """What names this state of the data in a link or a citation: of its content, however it is packed."""
    digest = hashlib.sha256()
    for piece in pieces({key: value for key, value in data.items() if key != "events"}, ascii_only=True):
        digest.update(piece.encode())
    for name, column in data["events"].items():
        digest.update(name.encode())
        for content in columns.contents(column):
            digest.update(content)
    return digest.hexdigest()[:16]
