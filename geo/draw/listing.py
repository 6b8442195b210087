"""Stage 6 of 6, its plain version: the page as text, for readers without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.draw.dates import shown_date
from geo.draw.html import Html, join, link, own_name, tag, web_link
from geo.draw.languages import Catalogue, catalogue

# A longer list would only make the page heavier for everyone who does have JavaScript.
_WHOLE = 1_000  # so many are listed all …
_FIRST = 200  # … of more only the first


def listing(data: Mapping[str, Any], words: Catalogue | None = None) -> Html:
    """The events of a page's data (see `geo.draw.contract`) as a list, in order of date."""
    events, page = data["events"], data["page"]
    words = words or catalogue(page["languages"])
    listed = events["count"] if events["count"] <= _WHOLE else _FIRST
    left = events["count"] - listed
    return tag(
        "div",
        tag("p", page["kicker"], dir="auto") if page["kicker"] else None,
        tag("h1", page["headline"], dir="auto"),
        tag("p", page["standfirst"], dir="auto") if page["standfirst"] else None,
        tag("p", counts(data["accounting"], events, page["as_of"], words)),
        tag("p", words.text("listing.script")),
        tag("ol", *(_event(data, i, words) for i in range(listed))),
        tag("p", words.text("listing.more", n=left)) if left > 0 else None,
        _notes(page, words),
        lang=words.tag,
        dir=words.direction,
    )


def counts(accounting: Mapping[str, int], events: Mapping[str, Any], as_of: str, words: Catalogue | None = None) -> str:
    """ "As of 31 July 2016 · 24 of 27 events on the map · 3 without a place"."""
    words = words or catalogue()
    placed = events["count"] - int(events["set_aside"].astype(bool).sum())  # 0 is the blank text
    parts = [words.text("asof", date=shown_date(as_of, words))] if as_of else []
    parts.append(words.text("asof.map", n=placed, all=events["count"]))
    named = (
        ("without_place", "asof.place"),
        ("undated", "asof.undated"),
        ("rejected", "listing.rejected"),
        ("suggested", "asof.suggested"),
    )
    if events["count"] == sum(accounting[k] for k in ("on_map", "without_place", "undated")):
        parts += [words.text(key, n=accounting[name]) for name, key in named if accounting[name]]
    return " · ".join(parts)


def _event(data: Mapping[str, Any], i: int, words: Catalogue) -> Html:
    events, strings = data["events"], data["strings"]
    place, local = strings[events["place"][i]], strings[events["local_name"][i]]
    reason = events["reason"][i]
    heading = join(
        tag("strong", own_name(events["title"][i] or words.text("list.untitled"))),
        words.text("comma"), own_name(shown_date(events["date"][i], words) or words.text("listing.undated")),
        *((words.text("comma"), own_name(place)) if place else ()),
        *((" (", own_name(local), ")") if local else ()),
    )  # fmt: skip
    quote = events["quote"][i]
    return tag(
        "li",
        heading,
        tag("p", words.text("listing.aside"), own_name(reason)) if reason else None,
        tag("blockquote", quote, dir="auto") if quote else None,
        _said_by(data, i, words),
    )


def _said_by(data: Mapping[str, Any], i: int, words: Catalogue) -> Html | None:
    """Who says so, with a link if there is one."""
    events, strings = data["events"], data["strings"]
    at, url = events["source"][i], events["url"][i]
    if at >= 0:
        source = data["sources"][at]
        name = words.text("comma").join(part for part in (source["outlet"], source["title"]) if part) or source["id"]
        return tag("p", words.text("listing.source"), link(url or source["url"], name))
    publisher = strings[events["publisher"][i]]
    return tag("p", words.text("listing.source"), link(url, publisher or url)) if publisher or url else None


def _notes(page: Mapping[str, Any], words: Catalogue) -> Html:
    texts = [("notes.method", page["method"]), ("notes.corrections", page["corrections"])]
    links = [
        tag("li", tag("a", own_name(entry["title"]), href=entry["href"]))
        for entry in page["links"]
        if not entry["href"].startswith("//") and (":" not in entry["href"] or web_link(entry["href"]))
    ]
    return join(
        *(join(tag("h2", words.text(key)), tag("p", text, dir="auto")) for key, text in texts if text),
        tag("nav", tag("ul", *links), aria_label=words.text("listing.links")) if links else None,
    )
