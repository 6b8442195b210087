"""The page by keyboard alone: every walk that a mouse can take."""

import pytest

from tests.browser.conftest import pages_of
from tests.draw.samples import ROWS, edition

_ALL = "all-periods.html"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
# What has the focus: where, and how it looks.
FOCUS = """async () => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one), steps = [0.1, 0.3, 0.5, 0.7, 0.9];
    const isSeen = () => steps.some(x => steps.some(y => {
        const box = one.getBoundingClientRect();
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        return top && (one.contains(top) || top.closest("label")?.contains(one));
    }));
    if (!isSeen()) for (const _ of "12") await new Promise(requestAnimationFrame); // the sheet makes way
    return { says: `${one.tagName}.${one.className} ${one.ariaLabel ?? one.textContent}`.slice(0, 90), seen: isSeen(),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none" };
}"""


def _holds(page, selector):
    """Whether the focus is on or within it."""
    return page.evaluate("selector => Boolean(document.activeElement.closest(selector))", selector)


def _tab_to(page, selector, key="Tab", most=130):
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached by {key}")


def _press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def _row(page):
    return page.evaluate("document.activeElement.dataset.event ?? ''")


def _walk_list(page, rows):
    """From the first row, by the arrow: each one's event and its name."""
    _tab_to(page, "#list [data-event]")
    page.evaluate("""() => { const note = one => walked.push([one.dataset.event, one.textContent]);
        window.walked = []; note(document.activeElement);
        document.addEventListener("focusin", event => note(event.target)); }""")
    _press(page, *["ArrowDown"] * (rows - 1))
    return dict(page.evaluate("walked"))  # a row that was drawn anew is met again


def _alike(count):
    """Events of which each three read the same."""
    return [
        ROWS[0] | {"event_id": f"e{n}", "title": f"Shells fall {n // 3}", "turning_point": ""} for n in range(count)
    ]


@pytest.mark.parametrize("many", [False, True])
def test_every_event_is_reached_and_has_a_name_of_its_own(tab, shipped, tmp_path, many):
    path = pages_of(edition(*_alike(204)), tmp_path)[_ALL] if many else shipped[_ALL]  # beyond 200 rows come and go
    opened = tab(path)
    page = opened.page
    found = _walk_list(page, opened.shown())
    assert len(found) == opened.shown()
    aside = page.locator("#tray [data-event]").evaluate_all("rows => rows.map(row => row.textContent)")
    names = [*found.values(), *aside]
    assert len(set(names)) == len(names)
    assert all(name.count(", ") >= 2 for name in found.values())
    assert all(", " in name for name in aside)


def test_a_search_is_walked_opened_and_left(tab, shipped):
    opened = tab(shipped[_ALL])
    page = opened.page
    whole = opened.shown()
    _press(page, "/")
    page.keyboard.type("palmyra")
    assert 0 < opened.shown() < whole
    _press(page, "Enter")
    assert _holds(page, "#list")
    _tab_to(page, "#list [data-event]", most=3)
    _press(page, "ArrowDown")
    row = _row(page)
    _press(page, "Enter")
    assert _holds(page, "#card")
    _press(page, "Escape")
    assert _row(page) == row
    _press(page, "Escape")
    assert opened.shown() == whole
    assert _holds(page, "#list")


def test_filters_are_opened_chosen_and_taken_back(tab, shipped):
    opened = tab(shipped[_ALL])
    page = opened.page
    whole = opened.shown()
    _tab_to(page, "[data-facet=actor] summary")
    _press(page, "Enter")
    page.locator("[data-facet=actor] li input").first.wait_for()  # a fold says that it is open a little later
    _tab_to(page, "[data-facet=actor] input", most=2)
    _press(page, "Space")
    assert opened.shown() < whole
    assert _holds(page, "[data-facet=actor] input")
    _tab_to(page, "[data-facet=actor] .only", most=2)
    _press(page, "Enter")
    assert page.locator("[data-facet=actor] li :checked").count() == 1
    assert _holds(page, "[data-facet=actor] .only")
    _tab_to(page, ".chip", "Shift+Tab")
    _press(page, "Enter")
    assert opened.shown() == whole
    assert _holds(page, "#search")
    _tab_to(page, "#legend .only")
    _press(page, "Enter")
    assert opened.shown() < whole
    _tab_to(page, "#legend .section-head button", "Shift+Tab", most=3)
    _press(page, "Enter")  # all layers again: the button is gone
    assert opened.shown() == whole
    assert _holds(page, "#legend")


def test_the_handles_and_the_player_obey_the_keys(tab, shipped):
    opened = tab(shipped[_ALL])
    page = opened.page
    whole = opened.shown()
    _tab_to(page, ".handle[data-side='0']", "Shift+Tab")  # round from the page's end
    seen = [opened.shown()]
    for key in ("ArrowRight", "PageUp", "PageUp", "PageUp"):
        before = int(page.evaluate("document.activeElement.ariaValueNow"))
        _press(page, key)
        assert int(page.evaluate("document.activeElement.ariaValueNow")) > before
        seen.append(opened.shown())
    assert sorted(seen, reverse=True) == seen and seen[-1] < whole
    _press(page, "Home")
    assert opened.shown() == whole
    _tab_to(page, ".handle[data-side='1']", most=1)
    _press(page, "Home")
    assert opened.shown() < whole
    _press(page, "End")
    assert opened.shown() == whole
    _tab_to(page, ".player .play", "Shift+Tab")
    _press(page, "Enter")
    assert "Pause" in page.evaluate("document.activeElement.ariaLabel")
    first = opened.data("shown"), page.locator("#counts").inner_text()
    page.wait_for_function("was => document.getElementById('counts').textContent !== was", arg=first[1])
    _press(page, "Space")
    assert "Play" in page.evaluate("document.activeElement.ariaLabel")
    still = page.locator("#counts").inner_text()
    page.wait_for_timeout(1500)  # longer than a step
    assert page.locator("#counts").inner_text() == still
    _tab_to(page, ".player .reset", most=3)
    _press(page, "Enter")
    assert opened.shown() == whole
    assert _holds(page, "#timeline")  # though the button has nothing more to do


@pytest.mark.parametrize("leave", ["button", "Escape"])
def test_a_comparison_is_begun_sorted_and_left(tab, shipped, leave):
    page = tab(shipped[_ALL]).page
    _tab_to(page, "#tools button", most=2)
    _press(page, "Enter")
    assert _holds(page, "#compare")
    _tab_to(page, "[data-sort=place]", most=12)
    _press(page, "Enter")
    assert page.locator("th.col-place").get_attribute("aria-sort") == "ascending"
    assert page.locator("#compare th[aria-sort=none]").count() == 3
    assert _holds(page, "[data-sort=place]")
    _tab_to(page, "#compare [data-place]", most=5)
    _press(page, "Enter")
    assert _holds(page, "#list")
    _press(page, "Escape")
    assert page.locator("#compare").is_visible() and _holds(page, "main")
    _tab_to(page, "#compare .section-head button:last-child", "Shift+Tab", most=60)
    _press(page, "Enter" if leave == "button" else leave)
    assert not page.locator("#compare").is_visible()
    assert _holds(page, "#tools button:first-child")


def test_the_story_is_told_to_its_end_and_left(tab, shipped):
    page = tab(shipped[_ALL]).page
    _tab_to(page, "#tools button:nth-of-type(2)", most=4)
    _press(page, "Enter")
    told = []
    while not told or told[-1] != page.locator("#story-title").inner_text():
        told.append(page.locator("#story-title").inner_text())
        assert _holds(page, "#story")
        _press(page, "ArrowRight")
    assert len(told) == page.locator(".story-dot").count() > 2
    _press(page, "Escape")
    assert not page.locator("#story").is_visible()
    assert _holds(page, "#tools button:nth-of-type(2)")


def test_the_share_dialog_keeps_the_focus_and_gives_it_back(tab, shipped):
    page = tab(shipped[_ALL]).page
    _tab_to(page, "#tools [aria-haspopup=dialog]", most=5)
    _press(page, "Enter")
    assert _holds(page, "dialog.share")
    fields = page.locator("dialog.share :is(button, input, textarea)").count()
    reached = set()
    for _ in range(fields + 4):
        _press(page, "Tab")
        focus = page.evaluate(FOCUS)
        if focus:  # else the browser's own bar has it
            assert _holds(page, "dialog.share")
            assert focus["seen"] and focus["ring"], focus
            reached.add(focus["says"])
    assert len(reached) >= fields - 2  # of radios one takes the focus
    _press(page, "Escape")
    assert not page.locator("dialog.share").is_visible()
    assert _holds(page, "#tools [aria-haspopup=dialog]")


def test_the_map_is_moved_zoomed_and_left(tab, shipped):
    page = tab(shipped[_ALL]).page
    view = "[map_geo.getZoom(), map_geo.getCenter().lat, map_geo.getCenter().lng]"
    _tab_to(page, ".leaflet-container", most=8)
    zoom, lat, lng = page.evaluate(view)
    _press(page, "ArrowUp", "ArrowLeft")  # at once: nothing glides for who wants it still
    assert page.evaluate(view)[1] > lat and page.evaluate(view)[2] < lng
    _press(page, "+")
    assert page.evaluate(view)[0] > zoom
    assert _holds(page, ".leaflet-container")
    _tab_to(page, ".column-nav button", most=8)
    _tab_to(page, ".leaflet-container", "Shift+Tab", most=8)


def test_what_closes_or_ends_gives_the_focus_on(tab, shipped):
    page = tab(shipped[_ALL], "#data=0000").page
    _tab_to(page, ".stale button", most=2)
    _press(page, "Enter")
    assert page.locator(".stale").count() == 0
    assert _holds(page, "#masthead")
    _tab_to(page, "#list [data-event]")
    _press(page, "End", "Enter", "ArrowLeft")
    _tab_to(page, "#card [data-step='1']", "Shift+Tab", most=3)
    _press(page, "Enter")  # to the last: there is no next
    assert _holds(page, "#card")
    _tab_to(page, "#card .close", "Shift+Tab", most=3)
    _press(page, "Enter")
    assert _holds(page, "#list")


@pytest.mark.parametrize("width", [640, 390])
def test_the_skip_link_opens_what_it_leads_to(tab, shipped, width):
    page = tab(shipped[_ALL], **PHONE | {"viewport": {"width": width, "height": 844}}).page
    _press(page, "Tab", "Enter")
    assert _holds(page, "#list")
    _tab_to(page, "#list [data-event]", most=2)
    assert page.evaluate(FOCUS)["seen"]


def _stops(page, key):
    """The stops of a way through the page, to its end or its beginning."""
    stops = []
    while len(stops) < 400:
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        if focus is None or (stops and focus["says"] == stops[0]["says"]):
            return stops
        stops.append(focus)
    pytest.fail(f"no end by {key}: {stops[-2:]}")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_each_stop_on_the_way_through_and_back_is_seen_and_named(tab, shipped, options):
    page = tab(shipped["active-campaign.html"], **options).page
    there = _stops(page, "Tab")
    back = _stops(page, "Shift+Tab")
    assert len(there) > 40
    assert [stop["says"] for stop in reversed(back)] == [stop["says"] for stop in there]
    assert [stop for stop in there + back if not (stop["seen"] and stop["ring"])] == []
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    focusable = [
        node for node in nodes
        if not node["ignored"] and any(p["name"] == "focusable" and p["value"]["value"] for p in node["properties"])
    ]  # fmt: skip
    assert len(focusable) > 40
    assert [node["role"] for node in focusable if not node.get("name", {}).get("value")] == []
