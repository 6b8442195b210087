"""Stage 6 of 6, its parts: Leaflet from its wheel, and the page's own script and style, fit to stand inline."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from pathlib import Path

_SOURCEMAP = re.compile(r"\s*//# sourceMappingURL=\S*\s*\Z")
_IMAGE = re.compile(r"url\(images/([\w.-]+)\)")


@cache
def leaflet_js() -> str:
    """Leaflet, without the last line that points to a file which is not there."""
    return _SOURCEMAP.sub("\n", _text(_leaflet() / "leaflet.js"))


@cache
def leaflet_css() -> str:
    """Leaflet's style with its images inside."""
    return _IMAGE.sub(lambda found: f"url({image(found[1])})", _text(_leaflet() / "leaflet.css"))


def image(name: str) -> str:
    """One of Leaflet's images (PNG) as a data URI."""
    return "data:image/png;base64," + b64encode((_leaflet() / "images" / name).read_bytes()).decode("ascii")


@cache
def own(path: str) -> str:
    """A text file of `geo.draw`, such as ``static/page.js``."""
    return _lines(files("geo.draw").joinpath(path).read_text(encoding="utf-8"))


def _leaflet() -> Path:
    from xstatic.pkg import leaflet

    return Path(leaflet.BASE_DIR)


def _text(path: Path) -> str:
    return _lines(path.read_text(encoding="utf-8"))


def _lines(text: str) -> str:
    """Line ends as a browser's parser makes them, or the hashes of the policy would differ."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
