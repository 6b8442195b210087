"""Stage 6 of 6, its front page: maps/index.html, a gallery of the maps. No script, no template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.draw import assets
from geo.draw.colors import legible
from geo.draw.columns import NULL
from geo.draw.dates import shown_date, shown_span
from geo.draw.glyphs import glyph
from geo.draw.html import Html, join, link, own_name, tag
from geo.draw.languages import Catalogue
from geo.draw.policy import Allowed, policy
from geo.draw.thumbnail import Album
from geo.records import Accounting, Period, Project
from geo.when import from_day_number

if TYPE_CHECKING:
    from geo.draw.compose import Sheet

# The land of templates/gallery.css, which marks must stand out from.
LAND, DARK_LAND = "#f3f1ec", "#24272a"
# Of the large picture, of the same on a phone, and of a little one: units a screen pixel.
_WIDE, _NARROW, _LITTLE = 1.5, 3.4, 4.4
_NAMES, _FEW_NAMES = 10, 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One map in the gallery: its file, title and sheet, and its period if it is about one."""

    href: str
    title: str
    sheet: Sheet
    period: Period | None = None


def index_html(entries: Sequence[Entry], project: Project, accounting: Accounting, words: Catalogue) -> str:
    """The gallery as one HTML text, with its content security policy; the first entry is that of all periods."""
    whole, *periods = entries
    data = whole.sheet.data
    album = Album(whole.sheet.base, whole.sheet.frame.core, data["categories"], words.number)
    style = assets.own("templates/gallery.css") + _colors(data["categories"])
    lead = _lead(whole, album, words)
    strip = _strip(periods, album, words) if periods else None
    body = join(
        tag("a", words.text("gallery.skip"), href="#maps", class_="skip"),
        album.definitions(),
        tag("header", *_masthead(project, words)),
        tag("main", lead, strip, id="maps", tabindex="-1"),
        tag("footer", *_notes(whole.sheet, project, accounting, words)),
    )
    page = tag(
        "html", "\n", tag("head", _head(style, project)), "\n", tag("body", body), "\n",
        lang=words.tag, dir=words.direction,
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{page}\n"


def _head(style: str, project: Project) -> Html:
    return join(
        tag("meta", charset="utf-8"),
        tag("meta", name="generator", content="periodmaps"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy(Allowed(styles=[style]))),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", project.title),
        tag("style", Html(style)),
    )


def _colors(categories: Sequence[Mapping[str, Any]]) -> str:
    """A rule for each category, and its colour where land is light and where it is dark."""
    numbered = [(c, kind["color"]) for c, kind in enumerate(categories)]
    light = "".join(f"--c{c}:{legible(color, LAND)};" for c, color in numbered)
    dark = "".join(f"--c{c}:{legible(color, DARK_LAND)};" for c, color in numbered)
    forced = "".join(f"--c{c}:CanvasText;" for c, _ in numbered)
    return (
        f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media (forced-colors:active){{:root{{{forced}}}}}\n"
        + "".join(f".c{c}{{--c:var(--c{c})}}" for c, _ in numbered)
        + "\n"
    )


def _masthead(project: Project, words: Catalogue) -> list[Html | None]:
    as_of = words.text("asof", date=shown_date(project.as_of, words))
    return [
        tag("p", project.kicker, class_="kicker", dir="auto") if project.kicker else None,
        tag("h1", project.headline or project.title, dir="auto"),
        tag("p", project.standfirst, class_="standfirst", dir="auto") if project.standfirst else None,
        tag("p", as_of, class_="asof") if project.as_of else None,
    ]


def _lead(whole: Entry, album: Album, words: Catalogue) -> Html:
    """The map of all periods, with names; a phone's picture has larger letters and fewer of them."""
    import numpy as np

    data = whole.sheet.data
    pictures = [
        album.picture(data, unit, _alternative(album, data, unit, words), names=names, kind=kind)
        for unit, names, kind in ((_WIDE, _NAMES, "wide"), (_NARROW, _FEW_NAMES, "narrow"))
    ]
    return tag(
        "section",
        tag("div", *pictures, class_="frame"),
        tag("div", _heading("h2", whole), *_facts(whole, album, _WIDE, words), class_="words"),
        _legend(data["categories"], np.unique(data["events"]["category"]).tolist(), words),
        class_="lead",
    )


def _strip(periods: Iterable[Entry], album: Album, words: Catalogue) -> Html:
    """The same area once for each period, in the order of time."""
    ordered = sorted(periods, key=lambda entry: (entry.period.start, entry.period.stop) if entry.period else ("", ""))
    return tag(
        "section",
        tag("h2", words.text("gallery.strip"), id="strip"),
        tag("p", words.text("gallery.strip.note"), class_="quiet"),
        tag("ol", *(_card(entry, album, words) for entry in ordered), class_="cards"),
        aria_labelledby="strip",
    )


def _card(entry: Entry, album: Album, words: Catalogue) -> Html:
    data = entry.sheet.data
    text = entry.period.description if entry.period else ""
    return tag(
        "li",
        album.picture(data, _LITTLE, _alternative(album, data, _LITTLE, words)),
        tag("div", _heading("h3", entry), *_facts(entry, album, _LITTLE, words), class_="words"),
        tag("p", text, class_="text", dir="auto") if text else None,
    )


def _heading(level: str, entry: Entry) -> Html:
    return tag(level, tag("a", own_name(entry.title), href=entry.href))


def _facts(entry: Entry, album: Album, unit: float, words: Catalogue) -> Iterable[Html]:
    """Dates, and how many events; of those with a place, how many the picture leaves out."""
    data = entry.sheet.data
    dates = shown_span(entry.period, words) if entry.period else _whole_span(data)
    if dates:
        yield tag("p", dates, class_="dates")
    counts = [words.text("gallery.events", n=data["events"]["count"])]
    if beyond := album.scene(data, unit).beyond:
        counts.append(words.text("gallery.beyond", n=beyond))
    if aside := int(data["events"]["set_aside"].astype(bool).sum()):  # 0 is the blank text
        counts.append(words.text("gallery.aside", n=aside))
    comma = words.text("comma")
    apart = [piece for part in counts for piece in (comma, tag("span", part))][1:]
    yield tag("p", *apart, class_="counts")


def _alternative(album: Album, data: Mapping[str, Any], unit: float, words: Catalogue) -> str:
    shown = album.scene(data, unit)
    return words.text("gallery.picture", n=shown.shown, places=words.text("gallery.places", n=shown.places))


def _whole_span(data: Mapping[str, Any]) -> str:
    """The years that the events cover."""
    known = [days[days != NULL] for days in (data["events"]["from"], data["events"]["to"])]
    ends = [end for days in known if len(days) for end in (int(days.min()), int(days.max()))]
    years = [from_day_number(day)[:4] for day in (min(ends), max(ends))] if ends else []
    return "–".join(dict.fromkeys(years))


def _legend(categories: Sequence[Mapping[str, Any]], used: Sequence[int], words: Catalogue) -> Html:
    """Shape, colour and name of each category that has events."""
    held = set(used)
    rows = [
        tag("li", _sample(tag("path", d=glyph(kind["shape"]), class_=f"mark c{c}")), own_name(kind["name"]))
        for c, kind in enumerate(categories)
        if c in held
    ]
    several = tag("rect", x="-1.6", y="-1.2", width="3.2", height="2.4", class_="badge") + tag(
        "path", d="M-1.4 .4H1.4V1H-1.4z", class_="mark several"
    )
    area = tag("path", d="M-1.6-1.2H1.6V1.2H-1.6zM-1.6.4L0-1.2M-1 1.2L1.4-1.2M.6 1.2L1.6.2", class_="area several")
    route = tag("path", d="M-1.8 1L1 -.6", class_="route several") + tag(
        "path", d="M1.8 -1L1 .4L.2 -1z", class_="mark several"
    )
    rows += [
        tag("li", _sample(Html(several)), words.text("gallery.several")),
        tag("li", _sample(area), words.text("gallery.area")),
        tag("li", _sample(Html(route)), words.text("gallery.route")),
    ]
    return tag("ul", *rows, class_="legend", aria_label=words.text("gallery.legend"))


def _sample(mark: Html) -> Html:
    return tag("svg", mark, viewBox="-2 -2 4 4", aria_hidden="true")


def _notes(sheet: Sheet, project: Project, accounting: Accounting, words: Catalogue) -> Iterable[Html]:
    texts = [
        ("notes.method", project.method),
        ("notes.corrections", project.corrections),
    ]
    for key, text in texts:
        if text:
            yield tag("section", tag("h2", words.text(key)), tag("p", text, dir="auto"))
    unreviewed = words.text("notes.suggested", n=accounting.suggested) if accounting.suggested else None
    total = (tag("p", _sum(accounting, words)), tag("p", unreviewed) if unreviewed else None)
    yield tag("section", tag("h2", words.text("notes.accounting")), *total)
    if sheet.data["sources"]:
        sources = (_source(source, words) for source in sheet.data["sources"])
        yield tag("section", tag("h2", words.text("notes.sources")), tag("ul", *sources))
    download = tag("a", words.text("gallery.download"), href="events.geojson", download=True)
    credit = words.text("gallery.basemap", credit=sheet.base["attribution"])
    yield tag("section", tag("h2", words.text("gallery.data")), tag("p", download), tag("p", credit))


def _sum(accounting: Accounting, words: Catalogue) -> str:
    names = ("on_map", "without_place", "undated", "rejected", "duplicates")
    parts = (f"{words.number(getattr(accounting, name))} {words.text(f'notes.{name}')}" for name in names)
    return f"{words.number(accounting.rows)} {words.text('notes.read')} = {' + '.join(parts)}"


def _source(source: Mapping[str, str], words: Catalogue) -> Html:
    """Outlet, title as a link, author, date and kind."""
    title = link(source["url"], source["title"] or source["id"])
    about = (source["author"], shown_date(source["date"], words) if source["date"] else "", source["kind"])
    rest = [piece for part in about if part for piece in (words.text("comma"), own_name(part))]
    outlet = (own_name(source["outlet"]), ": ") if source["outlet"] else ()
    return tag("li", *outlet, title, *rest)
