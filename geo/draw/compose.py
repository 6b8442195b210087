"""Stage 6 of 6, its page: the folium map, the page around it, the data beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo.draw import basemap
from geo.draw.beside import Content, parted
from geo.draw.columns import Rare
from geo.draw.contract import Edition, contract
from geo.draw.elements import PageFigure, PeriodMap
from geo.draw.frame import WORLD, Frame, frame
from geo.draw.html import tag
from geo.draw.island import island
from geo.draw.languages import catalogue, catalogues
from geo.draw.listing import listing
from geo.draw.pack import Packed, pack
from geo.draw.texts import Coded, Texts
from geo.records import Period


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page is drawn from: its data (`geo.draw.contract`), base map and frame."""

    data: dict[str, Any]
    base: dict[str, Any]
    frame: Frame


def sheet(
    edition: Edition,
    period: Period | None = None,
    *,
    links: Sequence[tuple[str, str]] = (),
    whole: Frame | None = None,
) -> Sheet:
    """Prepare the page of all periods, or of one.

    `links` are (href, title) of the other pages; `whole` is the frame of the page of all periods: what shows nearly
    as much has the same base map.
    """
    chosen = edition.of(period)
    framed = frame(chosen.features) or whole or frame(edition.features) or WORLD
    ground = whole if whole and whole.nearly(framed) else framed
    data = contract(chosen, period, links=links, cut_at=framed.cut)
    return Sheet(data, basemap.clip(ground.core, ground.extent), framed)


def files(sheet: Sheet, name: str) -> dict[str, Content]:
    """A page by its name; and, before it, the files that belong beside it if it is too large for one."""
    packed, beside = parted(pack(sheet.data), name, sheet.data["events"]["from"])
    _, page = _drawn(sheet, packed, beside=bool(beside))
    return {**beside, name: b"".join(map(str.encode, page.pieces()))}


def without_texts(sheet: Sheet) -> Sheet:
    """What the gallery needs of a page: the texts of a million events are large."""
    held = {
        name: column for name, column in sheet.data["events"].items() if not isinstance(column, (Texts, Coded, Rare))
    }
    return replace(sheet, data={**sheet.data, "events": held})


def draw(sheet: Sheet) -> PeriodMap:
    """The map of a page, inside that page."""
    return _drawn(sheet, pack(sheet.data))[0]


def _drawn(sheet: Sheet, packed: Packed, *, beside: bool = False) -> tuple[PeriodMap, PageFigure]:
    lon, lat = sheet.frame.center
    drawn = PeriodMap(location=(lat, lon), zoom=sheet.frame.zoom)  # Leaflet's order: latitude first
    said = sheet.data["page"]
    # A large file is read for seconds: until then the page says whose it is, and that it comes.
    waiting = packed.eager or beside
    coming = tag("span", catalogue(said["languages"]).text("data.loading"), class_="waiting") if waiting else None
    page = PageFigure(
        title=tag("title", said["title"]),
        headline=tag("h1", said["headline"], id="headline", dir="auto"),
        asof=tag("p", coming, id="asof"),
        noscript=listing(sheet.data),
        islands={
            "geo-data": island(packed.data),
            "geo-basemap": island(sheet.base),
            "geo-strings": island(catalogues()),
        },
        eager=packed.eager,
        rows=packed.rows,
        beside=beside,
    )
    drawn.add_to(page)
    return drawn, page
