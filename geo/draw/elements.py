"""Stage 6 of 6, its elements: what stands in the folium map and around it. No text of a seed comes in here.

branca compiles whatever an element renders as a template once more; it leaves only a `Verbatim` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import folium
from branca.element import Element, Figure
from folium.template import Template

from geo.draw import assets
from geo.draw.pack import Rows
from geo.draw.policy import Allowed, find, policy

_RANDOM_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


class Verbatim(Element):
    """A fixed text that is rendered as it is, never compiled."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text

    def render(self, **kwargs: Any) -> str:
        return self.text


class PeriodMap(folium.Map):
    """A `folium.Map` without tiles and without folium's remote files; takes further folium layers."""

    _template = Template(assets.own("templates/period_map.html.j2"))

    def __init__(self, *, location: tuple[float, float], zoom: int) -> None:
        super().__init__(location=location, zoom_start=zoom, tiles=None)
        self.options |= {"maxZoom": 17, "zoomSnap": 0.25}  # the base map has no tiles: it is drawn at any zoom
        self._id = "geo"  # the script's variable and the element's id become map_geo, in every build
        self.default_js, self.default_css = [], []


class PageFigure(Figure):
    """The page around the map: masthead, column, timeline, notes, data, scripts and policy.

    Parameters
    ----------
    title, headline, asof, noscript : str
        Markup, made by `geo.draw.html`.
    islands : dict
        Inert JSON, made by `geo.draw.island`, by the id of its script element.
    eager, rows : dict, Rows
        Inert blocks, made by `geo.draw.pack`, by their ids: before the script that starts the page, and after it.
    beside : bool
        Whether files beside the page hold them, which its script loads.
    """

    _template = Template(assets.own("templates/page.html.j2"))

    def __init__(
        self,
        *,
        title: str,
        headline: str,
        asof: str,
        noscript: str,
        islands: dict[str, str],
        eager: Mapping[str, str],
        rows: Rows,
        beside: bool,
    ) -> None:
        super().__init__(height="800px")
        self.header._children.clear()  # the shell says charset and viewport itself
        self._name = "PageFigure"
        self.title_element, self.headline, self.asof, self.noscript = title, headline, asof, noscript
        self.islands, self.eager, self.rows, self.beside = islands, eager, rows, beside

    def render(self, **kwargs: Any) -> str:
        """The whole page."""
        return "".join(self.pieces(**kwargs))

    def pieces(self, **kwargs: Any) -> Iterator[str]:
        """The page, piece by piece, for that of a million events is large.

        Same elements, same bytes: folium's random ids are replaced by counted ones.
        """
        for child in self._children.values():
            child.render(**kwargs)
        head, body, script = self._counted(part.render(**kwargs) for part in (self.header, self.html, self.script))
        styles = [assets.leaflet_css(), assets.own("static/page.css")]
        scripts = [assets.leaflet_js(), icons(), assets.own("static/page.js"), *_popups(script)]
        scripts.append(f"\n{script}\ngeoPage.start(map_geo);\n")
        tools = assets.own("static/tools.js")
        without_script = assets.own("templates/noscript.css")
        allowed = Allowed(scripts=[*scripts, tools], styles=[*styles, without_script])
        if self.beside:
            # A browser that opens a file from a disk takes no hash for another file; of hosts there are none.
            allowed.script_urls.append("'self'")
        find(head, allowed)
        find(body, allowed)
        _allow_layers(self, allowed)
        yield from self._template.generate(
            this=self, policy=policy(allowed), head=head, body=body, styles=styles, scripts=scripts, tools=tools,
            without_script=without_script,
        )  # fmt: skip

    def _counted(self, parts: Iterator[str]) -> list[str]:
        known = {element._id for element in _descendants(self)}
        counted: dict[str, str] = {}

        def count(found: re.Match[str]) -> str:
            return counted.setdefault(found[0], str(len(counted))) if found[0] in known else found[0]

        return [_RANDOM_ID.sub(count, part) for part in parts]


def icons() -> str:
    """The script that gives Leaflet its marker images, for markers that a user adds."""
    options = {
        "iconUrl": assets.image("marker-icon.png"),
        "iconRetinaUrl": assets.image("marker-icon-2x.png"),
        "shadowUrl": assets.image("marker-shadow.png"),
    }
    text: str = Template(assets.own("templates/icons.js.j2")).render(options=options)
    return text


def _popups(script: str) -> list[str]:
    """What folium's popups need of jQuery, if there are any."""
    return [assets.own("templates/popups.js")] if "$(" in script else []


def _descendants(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _descendants(child)
    for part in ("header", "html", "script"):
        inner = getattr(element, part, None)
        if isinstance(inner, Element):
            yield from _descendants(inner)


def _allow_layers(figure: Figure, allowed: Allowed) -> None:
    """Let in what the user's own layers load (tiles, overlays) and style."""
    for element in _descendants(figure):
        if isinstance(element, (PageFigure, PeriodMap, Verbatim)) or type(element) is Element:
            continue
        allowed.style_attributes = True
        for url in (getattr(element, "tiles", None), getattr(element, "url", None)):
            parts = urlsplit(url) if isinstance(url, str) else None
            if parts and parts.scheme in ("http", "https"):
                allowed.image_hosts.append(f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}")
