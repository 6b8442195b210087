"""Stage 6 of 6, its front page: maps/index.html, a gallery of the maps. No script, no template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.draw import assets
from geo.draw.dates import shown_date, shown_span
from geo.draw.html import Html, join, own_name, tag
from geo.draw.policy import Allowed, policy
from geo.draw.thumbnail import shows_all, thumbnail
from geo.records import Accounting, Period, Project
from geo.when import from_day_number

if TYPE_CHECKING:
    from geo.draw.compose import Sheet


@dataclass(frozen=True, slots=True)
class Card:
    """One map in the gallery; `picture` is an SVG made by `geo.draw.thumbnail`."""

    href: str
    title: str
    dates: str
    counts: str
    text: str
    picture: Html


def card(href: str, title: str, sheet: Sheet, whole: Sheet, period: Period | None = None) -> Card:
    """The card of a page, from its sheet and that of all periods, and its period if it is about one.

    All pictures show the same part of the world, so that they can be compared, unless much of a page lies beyond.
    """
    data = sheet.data
    ground = whole if shows_all(whole.frame.core, sheet.frame.core) else sheet
    count = data["events"]["count"]
    aside = count - data["events"]["set_aside"].count(0)  # 0 is the blank text
    words = f"{count:,} event{'' if count == 1 else 's'}"
    return Card(
        href,
        title,
        shown_span(period) if period else _whole_span(data),
        f"{words}, {aside:,} of them not on the map" if aside else words,
        period.description if period else "",
        thumbnail(data, ground.base, ground.frame.core),
    )


def index_html(cards: Sequence[Card], project: Project, accounting: Accounting, attribution: str) -> str:
    """The gallery as one HTML text, with its content security policy."""
    style = assets.own("templates/gallery.css")
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", name="generator", content="periodmaps"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy(Allowed(styles=[style]))),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", project.title),
        tag("style", Html(style)),
    )
    body = join(
        tag("header", *_masthead(project)),
        tag("main", tag("ul", *(_card(card) for card in cards), class_="cards")),
        tag("footer", *_notes(project, accounting, attribution)),
    )
    page = tag("html", "\n", tag("head", head), "\n", tag("body", body), "\n", lang="en")
    return f"<!DOCTYPE html>\n{page}\n"


def _whole_span(data: Mapping[str, Any]) -> str:
    """The years that the events cover."""
    days = [day for column in ("from", "to") for day in data["events"][column] if day is not None]
    years = [from_day_number(day)[:4] for day in (min(days), max(days))] if days else []
    return "–".join(dict.fromkeys(years))


def _masthead(project: Project) -> list[Html | None]:
    return [
        tag("p", project.kicker, class_="kicker", dir="auto") if project.kicker else None,
        tag("h1", project.headline or project.title, dir="auto"),
        tag("p", project.standfirst, class_="standfirst", dir="auto") if project.standfirst else None,
        tag("p", f"As of {shown_date(project.as_of)}", class_="asof") if project.as_of else None,
    ]


def _card(card: Card) -> Html:
    title = tag("h2", tag("a", own_name(card.title), href=card.href))
    return tag(
        "li",
        card.picture,
        tag("div", title, tag("p", card.dates, class_="dates"), tag("p", card.counts)),
        tag("p", card.text, class_="text", dir="auto") if card.text else None,
    )


def _notes(project: Project, accounting: Accounting, attribution: str) -> list[Html | None]:
    return [
        tag("p", str(accounting)),
        tag("p", project.method, dir="auto") if project.method else None,
        tag("p", tag("a", "All events as GeoJSON", href="events.geojson", download=True)),
        tag("p", f"Base map: {attribution}"),
    ]
