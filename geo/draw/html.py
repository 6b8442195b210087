"""Stage 6 of 6, its text: HTML built from parts, so that no text can become markup.

What passes through here shows as it was written: markup is escaped, braces are neutralised (branca would
compile them as a template), characters that nobody can see get a visible mark.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

# Controls (tab and line ends stay), lone surrogates and noncharacters, none of which a reader could see.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TEMPLATE = re.compile("{(?=[{%#])")
# Nearly all addresses: a host and a path without anything that needs a second look.
_PLAIN_URL = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[\w./~%&=?#+:;,@!$'()*-]*)?", re.ASCII)
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Text that is markup already, made by `tag`, `join` or `escaped`."""

    __slots__ = ()


def visible(text: str) -> str:
    """The text with a mark for each character that cannot be seen; as many code points as before."""
    return _UNSEEN.sub(lambda found: mark(found[0]), text)


def mark(character: str) -> str:
    """The visible mark for one control character or lone surrogate."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def escaped(text: str) -> Html:
    """The text as HTML, fit for content and for quoted attributes."""
    told = escape(text if text.isascii() and text.isprintable() else visible(text))  # nearly all text is
    return Html(_TEMPLATE.sub("&#123;", told) if "{" in told else told)


def tag(name: str, /, *content: str | None, **attributes: str | bool | None) -> Html:
    """One element.

    Parameters
    ----------
    name : str
        Name of the element.
    *content : str or None
        Markup (`Html`) is taken as it is, any other text is escaped, None is left out.
    **attributes : str, bool or None
        `class_` stands for ``class`` and ``_`` for ``-``. True gives a bare attribute; None and False none.
    """
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(opened if name in _VOID else f"{opened}{join(*content)}</{name}>")


def join(*content: str | None) -> Html:
    """Pieces one after the other; what is not markup is escaped."""
    return Html("".join(c if isinstance(c, Html) else escaped(c) for c in content if c is not None))


def own_name(text: str, **attributes: str | bool | None) -> Html:
    """A value in a run of its own, so that its writing direction cannot turn its neighbours round."""
    return tag("bdi", text, **attributes)


def web_link(url: str) -> str:
    """The URL if a reader may follow it (http or https, with a host), else ""."""
    if _PLAIN_URL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return url if fit and not re.search(r"[\s\\\x00-\x1f\x7f]", url) and visible(url) == url else ""


def link(url: str, text: str) -> Html:
    """A link to a source, or, where the URL may not be followed, both as text."""
    if web_link(url):
        return tag("a", own_name(text), href=url, rel="noopener noreferrer")
    return join(own_name(text), f" ({url})") if url else own_name(text)


def _attribute(key: str, value: str | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escaped(value)}"'
