"""Answers what folium's pages ask of the network, so that they can be opened without: the same files from npm.

A package is fetched with `npm pack` when it is first asked for, and kept in a cache folder; tiles are one grey picture.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote, urlsplit

CACHE = Path.home() / ".cache" / "periodmaps-bench"
# What cdnjs calls otherwise than npm: the package, its version there ("" = the same), the folder in it.
RENAMED = {
    "Leaflet.awesome-markers": ("leaflet.awesome-markers", "2.0.4", "dist/"),
    "leaflet.markercluster": ("leaflet.markercluster", "", "dist/"),
    "moment.js": ("moment", "", "min/"),
    "jqueryui": ("jquery-ui-dist", "1.12.1", ""),
    "jquery": ("jquery", "", "dist/"),
}
KINDS = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mO4cuXOfwAH7gNlZAf8cwAAAABJRU5ErkJggg==")


def answer(url: str) -> tuple[int, str, bytes]:
    """Status, content type and body for an address."""
    parts = urlsplit(url)
    path = unquote(parts.path).lstrip("/")
    kind = KINDS.get(Path(path).suffix, "application/octet-stream")
    if "tile" in parts.netloc:
        return 200, "image/png", PIXEL
    try:
        return 200, kind, _file(parts.netloc, path)
    except (OSError, subprocess.CalledProcessError):
        return 404, "text/plain", b""  # only what decorates; the page's own errors are told


def _file(host: str, path: str) -> bytes:
    if host == "code.jquery.com" and (found := re.fullmatch(r"jquery-([\d.]+?)(\.min)?\.js", path)):
        return (_package(f"jquery@{found[1]}") / f"dist/jquery{found[2] or ''}.js").read_bytes()
    if found := re.fullmatch(r"ajax/libs/([^/]+)/([^/]+)/(.+)", path):
        name, version, folder = RENAMED.get(found[1], (found[1], "", ""))
        return (_package(f"{name}@{version or found[2]}") / folder / found[3]).read_bytes()
    if found := re.fullmatch(r"(?:npm/)?((?:@[^/]+/)?[^/@]+@[^/]+)/(.+)", path):
        asked = _package(found[1]) / found[2]
        whole = asked.with_name(asked.name.replace(".min.", "."))  # this host shortens scripts by itself
        return (asked if asked.is_file() else whole).read_bytes()
    raise FileNotFoundError(path)


def _package(name: str) -> Path:
    """The folder of an npm package, "name@version"."""
    folder = CACHE / name.replace("/", "+")
    if folder.is_dir():
        return folder
    CACHE.mkdir(parents=True, exist_ok=True)
    packing = [shutil.which("npm") or "npm", "pack", "--silent", "--pack-destination", str(CACHE), name]
    packed = subprocess.run(packing, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(CACHE / packed) as archive:
        archive.extractall(folder.with_suffix(".new"), filter="data")
    (folder.with_suffix(".new") / "package").rename(folder)
    shutil.rmtree(folder.with_suffix(".new"))
    return folder
