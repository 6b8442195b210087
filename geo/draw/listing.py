"""Stage 6 of 6, its plain version: the page as text, for readers without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.draw.dates import shown_date
from geo.draw.html import Html, join, link, own_name, tag, web_link

# A longer list would only make the page heavier for everyone who does have JavaScript.
_MOST = 1_000


def listing(data: Mapping[str, Any]) -> Html:
    """The events of a page's data (see `geo.draw.contract`) as a list, in order of date."""
    events, page = data["events"], data["page"]
    order = sorted(range(events["count"]), key=lambda i: _sort_key(events["from"][i], events["to"][i], i))
    left = len(order) - _MOST
    return join(
        tag("p", page["kicker"]) if page["kicker"] else None,
        tag("h1", page["headline"]),
        tag("p", page["standfirst"]) if page["standfirst"] else None,
        tag("p", counts(data["accounting"], events, page["as_of"])),
        tag("p", "This page draws its map with JavaScript. Without it, here is what the map shows."),
        tag("ol", *(_event(data, i) for i in order[:_MOST])),
        tag("p", f"{left:,} further events are in this file's data.") if left > 0 else None,
        _notes(page),
    )


def counts(accounting: Mapping[str, int], events: Mapping[str, Any], as_of: str) -> str:
    """ "As of 31 July 2016 · 24 of 27 events on the map · 3 without a place"."""
    placed = events["set_aside"].count(0)  # 0 is the blank text
    parts = [f"As of {shown_date(as_of)}"] if as_of else []
    parts.append(f"{placed:,} of {events['count']:,} events on the map")
    named = (("without_place", "without a place"), ("undated", "undated"), ("rejected", "rejected"))
    if events["count"] == sum(accounting[k] for k in ("on_map", "without_place", "undated")):
        parts += [f"{accounting[key]:,} {words}" for key, words in named if accounting[key]]
    return " · ".join(parts)


def _sort_key(first: int | None, last: int | None, position: int) -> tuple[bool, int, int]:
    day = first if first is not None else last
    return day is None, day or 0, position


def _event(data: Mapping[str, Any], i: int) -> Html:
    events, strings = data["events"], data["strings"]
    place, local = strings[events["place"][i]], strings[events["local_name"][i]]
    reason = strings[events["reason"][i]]
    heading = join(
        tag("strong", own_name(events["title"][i] or "Untitled event")),
        ", ", own_name(shown_date(events["date"][i]) or "undated"),
        *((", ", own_name(place)) if place else ()),
        *((" (", own_name(local), ")") if local else ()),
    )  # fmt: skip
    quote = events["quote"][i]
    return tag(
        "li",
        heading,
        tag("p", "Not on the map: ", own_name(reason)) if reason else None,
        tag("blockquote", quote, dir="auto") if quote else None,
        _said_by(data, i),
    )


def _said_by(data: Mapping[str, Any], i: int) -> Html | None:
    """Who says so, with a link if there is one."""
    events, strings = data["events"], data["strings"]
    at, url = events["source"][i], strings[events["url"][i]]
    if at >= 0:
        source = data["sources"][at]
        name = ", ".join(part for part in (source["outlet"], source["title"]) if part) or source["id"]
        return tag("p", "Source: ", link(url or source["url"], name))
    publisher = strings[events["publisher"][i]]
    return tag("p", "Source: ", link(url, publisher or url)) if publisher or url else None


def _notes(page: Mapping[str, Any]) -> Html:
    texts = [("Method", page["method"]), ("Corrections", page["corrections"])]
    links = [
        tag("li", tag("a", own_name(entry["title"]), href=entry["href"]))
        for entry in page["links"]
        if not entry["href"].startswith("//") and (":" not in entry["href"] or web_link(entry["href"]))
    ]
    return join(
        *(join(tag("h2", title), tag("p", text)) for title, text in texts if text),
        tag("nav", tag("ul", *links), aria_label="Other maps") if links else None,
    )
