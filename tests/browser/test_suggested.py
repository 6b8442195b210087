"""What rules found and no person reviewed; what documents merely mention; names without a place."""

import re

import pytest

from tests.browser.conftest import pages_of
from tests.browser.test_access import violations
from tests.browser.test_column import with_island
from tests.draw.samples import ROWS, edition

_QUOTE = "Jets arrived at Hmeimim on 30 September."
_SAID = "The crews would fly by way of {} before the end of the month."
_NAMED = [
    ("Sochi", 39.72, 43.6, "near", 7),
    ("Palmyra", 38.28, 34.56, "near", 3),
    ("Georgia", 43.5, 42.0, "country", 2),
    ("Deir ez-Zor", 40.14, 35.33, "near", 1),
]  # fmt: skip
_UNSETTLED = [
    {
        "name": "Salamiyah Crossing", "document": 0, "sentence": "A column stood at Salamiyah Crossing.",
        "candidates": [
            {"name": "Salamiyah", "where": "Hama, Syria", "lon": 37.05, "lat": 35.01},
            {"name": "As Salamiyah", "where": "Nineveh, Iraq", "lon": 43.4, "lat": 36.1},
        ],
    },
    {"name": "Hill 112", "document": -1, "sentence": "They took Hill 112.", "candidates": []},
]  # fmt: skip


def _rows():
    base = next(row for row in ROWS if row["event_id"] == "base")
    told = base | {"status": "suggested", "turning_point": "", "confidence": "planned", "title": "Jets may arrive"}
    return [
        *ROWS,
        told | {"event_id": "doc-1", "day": "2015-10-20", "at": (40.9, 35.9), "notes": "read from the words “arrived”"},
        told | {"event_id": "doc-2", "day": "2015-10-21", "at": (40.9, 35.9), "confidence": "reported"},
    ]


def _mention(data, named=_NAMED, unsettled=_UNSETTLED):
    strings = data["strings"]

    def code(text):
        strings.append(text)
        return len(strings) - 1

    data["mentions"] = {
        "name": [code(name) for name, *_ in named],
        "lon": [round(lon * 1e5) for _, lon, *_ in named],
        "lat": [round(lat * 1e5) for _, _, lat, *_ in named],
        "geo_precision": [code(precision) for *_, precision, _ in named],
        "kind": [code("") for _ in named],
        "count": [count for *_, count in named],
        "quotes": [[[0, code(_SAID.format(name))]] for name, *_ in named],
    }
    data["mentions_more"] = 0
    data["unplaced"] = unsettled
    data["unplaced_more"] = 0


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A page with suggested events beside reviewed ones."""
    return pages_of(edition(*_rows()), tmp_path_factory.mktemp("suggested"))["all-periods.html"]


@pytest.fixture(scope="module")
def mentioning(made):
    """The same with mentioned places and names without one."""
    return with_island(made, _mention)


def _row(page, event):
    return page.locator(f"#list [data-event='{event}']")


def _select(page, event):
    _row(page, event).evaluate("row => row.click()")
    page.wait_for_selector("#card:not([hidden])")


def _opened(page):
    """The list of mentioned places, unfolded."""
    page.locator(".mention-fold summary").click()
    page.locator("button.mention").first.wait_for()


def _at(page, lon, lat):
    """Where a place stands in the window."""
    return page.evaluate(
        """([lon, lat]) => {
            const box = document.querySelector(".leaflet-container").getBoundingClientRect();
            const map = Object.values(window).find(one => one instanceof L.Map);
            const at = map.latLngToContainerPoint([lat, lon]);
            return [box.left + at.x, box.top + at.y];
        }""",
        [lon, lat],
    )


def _ink(page, layer, lon, lat, reach=12):
    """How many pixels around a place one of the map's canvases has painted."""
    x, y = _at(page, lon, lat)
    return page.evaluate(
        """([layer, x, y, reach]) => {
            const canvas = document.querySelector(`.leaflet-geo-${layer}-pane canvas`);
            const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
            const at = [x - reach - box.left, y - reach - box.top, 2 * reach, 2 * reach].map(n => n * ratio);
            const { data } = canvas.getContext("2d").getImageData(...at);
            return data.filter((value, i) => i % 4 === 3 && value > 60).length;
        }""",
        [layer, x, y, reach],
    )


def test_counts_say_what_is_suggested_and_one_press_hides_it(tab, made):
    opened = tab(made)
    page = opened.page
    assert "3 suggested, not reviewed" in page.locator("#asof").inner_text()
    assert "3 were suggested by rule" in page.locator("#notes").inner_text()
    assert page.locator("#counts").inner_text().endswith("3 suggested, not reviewed")
    before = opened.shown()
    page.get_by_role("button", name="Hide 3 suggested events").click()
    assert opened.shown() == before - 3
    assert "suggested" not in page.locator("#counts").inner_text()
    assert page.locator("#list .suggested-tag").count() == 0
    page.wait_for_timeout(300)
    assert "status=" in page.evaluate("location.hash")
    page.reload()
    opened.ready()
    assert opened.shown() == before - 3
    page.get_by_role("button", name="Show 3 suggested events").click()
    assert opened.shown() == before
    assert page.locator(".chip").count() == 0


def test_hiding_the_suggested_when_nothing_else_is_chosen_shows_all_others(tab, made):
    opened = tab(made, "#status=suggested")
    assert opened.shown() == 3
    opened.page.get_by_role("button", name="Hide 3 suggested events").click()
    assert opened.shown() == len(ROWS) - 2 - 1  # on the map, and reviewed


@pytest.mark.parametrize("status", ["suggested", "accepted"])
def test_the_tray_labels_a_suggestion_as_the_list_does(tab, tmp_path, status):
    pages = pages_of(edition(*[row | {"status": status} for row in ROWS]), tmp_path)
    page = tab(pages["all-periods.html"]).page
    aside = page.locator("#tray .aside-event").count()
    assert aside > 0
    assert page.locator("#tray .aside-event .suggested-tag").count() == (aside if status == "suggested" else 0)


@pytest.mark.parametrize("status", ["suggested", "accepted"])
def test_where_all_are_alike_there_is_nothing_to_hide_nor_to_filter(tab, tmp_path, status):
    pages = pages_of(edition(*[row | {"status": status} for row in ROWS]), tmp_path)
    page = tab(pages["all-periods.html"]).page
    assert page.locator(".suggested-switch").count() == 0
    assert page.locator("[data-facet=status]").count() == 0
    assert page.locator(".sample-suggested").count() == (1 if status == "suggested" else 0)


def test_the_list_labels_a_suggestion_and_says_when_it_is_merely_planned(tab, made):
    page = tab(made).page
    assert _row(page, "doc-1").locator(".suggested-tag").inner_text() == "Suggested · Planned"
    assert _row(page, "doc-2").locator(".suggested-tag").inner_text() == "Suggested"
    assert _row(page, "base").locator(".suggested-tag").count() == 0
    dashes = "row => getComputedStyle(row.querySelector('.cat')).strokeDasharray"
    assert _row(page, "doc-1").evaluate(dashes) != "none"
    assert _row(page, "base").evaluate(dashes) == "none"


def test_the_card_says_who_has_not_looked_and_what_the_sentence_says(tab, made):
    page = tab(made).page
    _select(page, "doc-1")
    card = page.locator("#card")
    assert card.locator(".suggested-note").inner_text() == "Suggested by rule, not reviewed"
    assert card.locator("blockquote").inner_text() == _QUOTE
    marked = {kind: card.locator(f"blockquote mark.says-{kind}").all_inner_texts() for kind in ("place", "date")}
    assert marked == {"place": ["Hmeimim"], "date": []}  # the sentence's day is not this row's
    card.locator(".in-context summary").click()
    assert card.locator(".context strong").inner_text() == _QUOTE
    assert "The field lies south of the city." in card.locator(".context").inner_text()
    facts = card.locator(".facts").all_inner_texts()
    assert "Planned" in "".join(facts)
    assert "read from the words “arrived”" in "".join(facts)
    _select(page, "base")
    assert card.locator(".suggested-note").count() == 0


def test_marks_of_suggestions_alone_differ_from_reviewed_ones_without_colour(tab, made):
    """Forced colours paint everything in one colour: what differs then is shape."""

    def ink(page):
        return _ink(page, "marks", 40.9, 35.9, 20)

    suggested = tab(made, "#view=9/35.9/40.9", forced_colors="active").page
    html = with_island(made, lambda data: data["strings"].__setitem__(data["strings"].index("suggested"), "accepted"))
    reviewed = tab(html, "#view=9/35.9/40.9", forced_colors="active").page
    assert 0 < ink(suggested) < ink(reviewed)  # a dotted box, a thinner number, a paler bar


def test_what_lies_below_the_marks_is_painted_below_them(tab, mentioning):
    page = tab(mentioning).page
    panes = page.locator(".geo-canvas").evaluate_all(
        "all => all.map(canvas => [canvas.parentElement.className, +getComputedStyle(canvas.parentElement).zIndex])"
    )
    assert {name.split("-geo-")[1]: z for name, z in panes} == {"base-pane": 150, "lower-pane": 300, "marks-pane": 450}


def test_mentioned_places_are_a_quiet_layer_with_a_switch_in_the_address(tab, mentioning, made):
    opened = tab(mentioning, said=("willReadFrequently",))  # the canvas is read here more than once
    page = opened.page
    before = opened.shown()
    assert before == tab(made).shown()
    box = page.locator("#mentions [data-layer=mentions]")
    assert box.is_checked()
    assert page.locator("#mentions .layer-count").first.inner_text() == "3"  # an area is no dot
    assert "1 is an area" in page.locator(".mentions-note").inner_text()
    assert _ink(page, "lower", 38.28, 34.56) > 0
    box.uncheck()
    page.wait_for_timeout(400)
    assert _ink(page, "lower", 38.28, 34.56) == 0
    assert "mentions=off" in page.evaluate("location.hash")
    assert opened.shown() == before
    page.reload()
    opened.ready()
    assert not box.is_checked()
    box.check()
    page.wait_for_timeout(300)
    assert "mentions" not in page.evaluate("location.hash")


def test_many_mentioned_places_wait_until_they_are_asked_for(tab, made):
    many = [(f"Place {n}", 36 + n / 100, 35.0, "near", 1) for n in range(151)]
    page = tab(with_island(made, lambda data: _mention(data, many))).page
    box = page.locator("#mentions [data-layer=mentions]")
    assert not box.is_checked()
    _opened(page)
    assert page.locator("button.mention").count() == 50
    page.get_by_role("button", name="Show all 151").focus()
    page.keyboard.press("Enter")
    assert page.locator("button.mention").count() == 151
    assert page.evaluate("document.activeElement.className") == "mention"  # the focus goes to what came
    box.check()
    page.wait_for_timeout(300)
    assert "mentions=on" in page.evaluate("location.hash")


def test_pointing_at_a_mentioned_place_gives_its_name_and_sentence_and_a_press_opens_it(tab, mentioning):
    page = tab(mentioning).page
    x, y = _at(page, 38.28, 34.56)
    page.mouse.move(x + 3, y + 2)
    tip = page.locator(".mention-tip")
    tip.wait_for()
    assert "Palmyra" in tip.inner_text()
    assert _SAID.format("Palmyra") in tip.inner_text()
    assert "Air base takes shape" in tip.inner_text()
    page.mouse.click(x + 3, y + 2)
    row = page.locator("li:has(> button.mention[aria-expanded=true])")
    assert row.locator(".mention-name").inner_text() == "Palmyra"
    assert row.locator("blockquote").inner_text() == _SAID.format("Palmyra")
    assert page.evaluate("document.activeElement.textContent").startswith("Palmyra")
    assert row.evaluate("row => row.getBoundingClientRect().bottom <= innerHeight")
    assert page.locator("#card").is_hidden()


def test_a_finger_opens_a_mentioned_place_in_the_sheet(tab, mentioning):
    page = tab(mentioning, viewport={"width": 390, "height": 844}, has_touch=True).page
    page.touchscreen.tap(*_at(page, 38.28, 34.56))
    row = page.locator("button.mention[aria-expanded=true]")
    row.wait_for()
    assert row.locator(".mention-name").inner_text() == "Palmyra"
    assert page.locator("#column").get_attribute("data-stop") == "half"
    assert row.bounding_box()["y"] < 844


def test_a_press_on_a_mentioned_place_opens_a_closed_drawer(tab, mentioning):
    page = tab(mentioning, viewport={"width": 800, "height": 900}).page
    page.locator(".drawer-button").click()
    assert page.locator("#main").get_attribute("data-drawer") == "closed"
    page.mouse.click(*_at(page, 38.28, 34.56))
    assert page.locator("#main").get_attribute("data-drawer") == "open"
    assert page.locator("button.mention[aria-expanded=true]").is_visible()


def test_the_list_of_mentioned_places_is_walked_by_keys_and_brings_them_into_view(tab, mentioning):
    page = tab(mentioning).page
    page.locator(".mention-fold summary").focus()
    page.keyboard.press("Enter")
    page.locator("button.mention").first.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Sochi")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.locator(".mention-quotes").count() == 1
    assert _ink(page, "lower", 39.72, 43.6) > 0
    x, y = _at(page, 39.72, 43.6)
    region = page.locator("#map-region").bounding_box()
    assert region["x"] < x < region["x"] + region["width"]
    assert region["y"] < y < region["y"] + region["height"]
    page.keyboard.press("Enter")
    assert page.locator(".mention-quotes").count() == 0
    page.keyboard.press("Tab")
    assert "Palmyra" in page.locator(".mention-tip").inner_text()  # the focus says on the map what it stands on


def test_a_name_without_a_place_offers_what_it_may_be_and_the_map_shows_it(tab, mentioning):
    page = tab(mentioning).page
    tray = page.locator("#unplaced")
    assert tray.locator("h3").inner_text() == "2 names that could not be placed"
    assert "A column stood at Salamiyah Crossing." in tray.inner_text()
    assert "No place of this name is known." in tray.inner_text()
    assert page.locator(".column-nav .badge").last.inner_text() == "4"  # with the two events
    home = _at(page, 37.05, 35.01)
    first, second = (tray.get_by_role("button", name=name, exact=True) for name in (
        "Salamiyah, Hama, Syria", "As Salamiyah, Nineveh, Iraq",
    ))  # fmt: skip
    first.click()
    assert first.get_attribute("aria-pressed") == "true"
    assert page.locator(".spot").inner_text() == "Salamiyah"
    assert page.locator("#unplaced [role=status]").inner_text().startswith("The map shows Salamiyah")
    second.click()
    assert [first.get_attribute("aria-pressed"), second.get_attribute("aria-pressed")] == ["false", "true"]
    spot, region = (page.locator(one).bounding_box() for one in (".spot", "#map-region"))
    middle = [spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2]
    assert abs(middle[0] - region["x"] - region["width"] / 2) < 3
    assert abs(middle[1] - region["y"] - region["height"] / 2) < 3
    page.keyboard.press("Escape")
    assert page.locator(".spot").count() == 0
    assert second.get_attribute("aria-pressed") == "false"
    assert _at(page, 37.05, 35.01) == pytest.approx(home, abs=1)  # back where the reader was


def test_a_chosen_event_takes_the_ring_away(tab, mentioning):
    page = tab(mentioning).page
    page.locator(".candidates button").first.click()
    assert page.locator(".spot").count() == 1
    _select(page, "doc-1")
    assert page.locator(".spot").count() == 0


def test_a_picture_has_the_layers_that_are_on_and_its_legend_names_them(tab, mentioning):
    page = tab(mentioning).page
    page.locator("#tools button").nth(2).click()

    def svg():
        with page.expect_download() as waiting:
            page.locator("dialog.share").get_by_role("button", name="SVG").click()
        return waiting.value.path().read_text(encoding="utf-8")

    with_places = svg()
    assert "Mentioned places" in with_places
    assert "Suggested, not reviewed" in with_places
    page.keyboard.press("Escape")
    page.locator("#mentions [data-layer=mentions]").uncheck()
    page.locator("#tools button").nth(2).click()
    without = svg()
    assert "Mentioned places" not in without
    dots = [len(re.findall(r'opacity="0?\.75"', picture)) for picture in (with_places, without)]
    assert dots == [3, 0]  # two in view, and the legend's


def test_text_of_documents_stays_text(tab, made):
    text = '<img src=x onerror="window.x=1">'
    named = [(text, 38.28, 34.56, "near", 1)]
    unsettled = [_UNSETTLED[0] | {"name": text, "sentence": text, "candidates": [
        {"name": text, "where": text, "lon": 37.05, "lat": 35.01},
    ]}]  # fmt: skip
    page = tab(with_island(made, lambda data: _mention(data, named, unsettled))).page
    page.mouse.move(*_at(page, 38.28, 34.56))
    assert text in page.locator(".mention-tip").inner_text()
    _opened(page)
    page.locator("button.mention").click()
    page.locator(".candidates button").click()
    assert page.locator(".spot").inner_text() == text
    assert page.locator(".mention-name").inner_text() == text
    assert page.evaluate("window.x") is None


_SMALL = """least => [...document.querySelectorAll(
    ".suggested-switch, #mentions :is(button, summary, label), #unplaced button"
)].filter(one => {
    const { width, height } = one.getBoundingClientRect();
    return one.checkVisibility() && Math.min(width, height) < least;
}).map(one => one.textContent)"""

CASES = [
    (1440, "light", ""),
    (1440, "dark", ""),
    (800, "dark", "#lang=ar"),
    (390, "light", ""),
    (390, "dark", "#lang=ar"),
]


@pytest.mark.parametrize(("width", "scheme", "fragment"), CASES)
def test_axe_finds_nothing_and_targets_are_large_enough(tab, mentioning, width, scheme, fragment):
    touch = width == 390
    page = tab(
        mentioning, fragment, viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=touch
    ).page
    page.evaluate("document.querySelector('.mention-fold').open = true")
    page.locator("button.mention").nth(1).evaluate("row => row.click()")
    page.locator(".candidates button").first.evaluate("button => button.click()")
    assert violations(page) == []
    assert page.evaluate(_SMALL, 44 if touch else 24) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    _select(page, "doc-1")
    assert violations(page) == []
