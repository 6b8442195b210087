"""Stage 6 of 6, its second line of defence: a content security policy that names all that may run."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser


@dataclass(slots=True)
class Allowed:
    """What a page runs and loads: texts of inline scripts and styles, URLs of what is not inline."""

    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    script_urls: list[str] = field(default_factory=list)
    style_urls: list[str] = field(default_factory=list)
    image_hosts: list[str] = field(default_factory=list)
    style_attributes: bool = False


def policy(allowed: Allowed) -> str:
    """The policy for a meta element; works on file://, where there are no headers."""
    rules = {
        "default-src": ["'none'"],
        "script-src": [*_hashes(allowed.scripts), *allowed.script_urls] or ["'none'"],
        "style-src": [*_hashes(allowed.styles), *allowed.style_urls] or ["'none'"],
        "style-src-attr": ["'unsafe-inline'" if allowed.style_attributes else "'none'"],
        "img-src": ["data:", *dict.fromkeys(allowed.image_hosts)],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join([name, *values]) for name, values in rules.items())


def find(markup: str, allowed: Allowed) -> None:
    """Add the scripts and styles of a piece of trusted markup."""
    finder = _Finder(allowed)
    finder.feed(markup)
    finder.close()


class _Finder(HTMLParser):
    def __init__(self, allowed: Allowed) -> None:
        super().__init__(convert_charrefs=True)
        self._allowed = allowed
        self._inside = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and values.get("src"):
            self._allowed.script_urls.append(str(values["src"]))
        elif tag == "link" and values.get("rel") == "stylesheet":
            self._allowed.style_urls.append(str(values["href"]))
        elif tag in ("script", "style"):
            self._inside, self._text = tag, []

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            texts = self._allowed.scripts if tag == "script" else self._allowed.styles
            texts.append("".join(self._text))
            self._inside = ""


def _hashes(texts: Iterable[str]) -> list[str]:
    digests = (b64encode(sha256(text.encode()).digest()).decode("ascii") for text in texts)
    return list(dict.fromkeys(f"'sha256-{digest}'" for digest in digests))
