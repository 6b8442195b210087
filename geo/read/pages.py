"""Stage 1 of 6, web pages: the article of a page, and what the page says of itself."""

from __future__ import annotations

import json
import re
from typing import Any

from geo.records import Fault, Level

PAGES = (".html", ".htm")
_DAYS = (
    "article:published_time", "og:article:published_time", "datePublished", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.issued", "pubdate", "publish-date", "publication_date", "parsely-pub-date",
    "sailthru.date", "citation_publication_date",
)  # fmt: skip
_DAY = re.compile(r"\d{4}([-/]\d\d){0,2}(?!\d)")
_LONGEST_NOTE = 200_000  # characters of JSON-LD, which can be of any depth


def declared_charset(page: bytes) -> str:
    """Return the encoding that a web page says it has; "" if it says none."""
    found = re.search(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_-]+)", page[:4096], re.IGNORECASE)
    return found[1].decode() if found else ""


def article_of(page: str, file: str, faults: list[Fault]) -> tuple[dict[str, str], str]:
    """The text of a web page's article, and what the page says of itself."""
    import trafilatura

    # No date from trafilatura: it guesses from the text, and its bounds depend on today.
    found = trafilatura.bare_extraction(
        page, favor_recall=True, include_comments=False, with_metadata=False, deduplicate=False
    )
    text = str(getattr(found, "text", None) or "")
    if not text.strip():
        message = "no article could be found in this page"
        faults.append(Fault(Level.FAULT, message, file, remedy="Save its text as .txt or .md"))
    return {key: value for key, value in _stated(page).items() if value}, text


def _stated(page: str) -> dict[str, str]:
    """Title, source, date, language and address from the page's own head."""
    from lxml import html  # type: ignore[import-untyped]

    try:
        tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.ParserError):
        return {}

    def first(*paths: str) -> str:
        return next((" ".join(str(v).split()) for p in paths for v in tree.xpath(p) if str(v).strip()), "")

    meta = "//meta[@property='{0}' or @name='{0}']/@content"
    days = [
        *map(meta.format, _DAYS),
        "//*[@itemprop='datePublished']/@datetime|//*[@itemprop='datePublished']/@content",
    ]
    day = (
        first(*days)
        or _noted_day(tree)
        or first("//time[@pubdate]/@datetime", "//article//time/@datetime", "//time/@datetime")
    )
    address = first("//link[@rel='canonical']/@href", meta.format("og:url"))
    return {
        "title": first(meta.format("og:title"), "//h1//text()", "//title/text()"),
        "source": first(meta.format("og:site_name")),
        "date": day if _DAY.match(day) else "",
        "language": first("/html/@lang").split("-")[0],
        "url": address if re.match(r"https?://", address) else "",
    }


def _noted_day(tree: Any) -> str:
    """The day of publication in the JSON-LD that search engines read."""
    for note in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(str(note)[:_LONGEST_NOTE])]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                if isinstance(day := value.get("datePublished"), str) and day:
                    return day
                value = list(value.values())
            if isinstance(value, list):
                waiting += reversed(value)
    return ""
