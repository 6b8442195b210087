"""The turning points, one after the other."""

import pytest

from tests.browser.conftest import pages_of
from tests.browser.test_access import violations
from tests.draw.samples import ROWS, edition

TOLD = {
    "base": "The jets are there.", "province": "The province burns.", "later": "A word from afar.",
    "unplaced": "They meet.", "advisers": "It began with advice.",
}  # fmt: skip
ORDER = ["advisers", "base", "unplaced", "province", "later"]  # in time
AT = {"advisers": (33.5138, 36.2765), "base": (35.401, 35.949), "province": (36.25, 37.4), "later": (55.7558, 37.6173)}
VIEW = """() => {
    const map = Object.values(window).find(value => value instanceof L.Map), {lat, lng} = map.getCenter();
    return [map.getZoom(), lat, lng];
}"""


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    rows = [row | {"turning_point": TOLD.get(row["event_id"], "")} for row in ROWS]
    return pages_of(edition(*rows), tmp_path_factory.mktemp("story"))["all-periods.html"]


def _start(page):
    page.locator("#tools").get_by_role("button", name="Story").click()


def _told(page):
    return page.locator("#story-title").inner_text()


def _arrived(page, event):
    """The map has come to rest with the event near its middle."""
    lat, lng = AT[event]
    page.wait_for_function(
        """([lat, lng]) => { const map = Object.values(window).find(value => value instanceof L.Map);
            return map.getCenter().distanceTo([lat, lng]) < 30000; }""",
        arg=[lat, lng], timeout=5000,
    )  # fmt: skip


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_keys_walk_the_story_in_time_and_the_map_travels_along(tab, story, motion):
    opened = tab(story, reduced_motion=motion)
    page = opened.page
    _start(page)
    shown = []
    for step, event in enumerate(ORDER):
        if step:
            page.keyboard.press("ArrowRight")
        assert _told(page) == TOLD[event]
        assert page.locator("#story [aria-current=step]").get_attribute("aria-label") == f"{step + 1}: {TOLD[event]}"
        assert page.locator("#tools [role=status]").inner_text() == f"{step + 1} of 5: {TOLD[event]}"
        if event in AT:
            _arrived(page, event)
        shown.append(opened.shown())
    assert shown == [1, 2, 5, 6, 7]  # the map fills up
    page.keyboard.press("ArrowRight")
    assert _told(page) == TOLD["later"]  # the end is the end
    page.keyboard.press("ArrowLeft")
    assert _told(page) == TOLD["province"]


def test_with_reduced_motion_the_map_jumps_once_a_step_and_back_at_the_end(tab, story):
    page = tab(story).page
    before = page.evaluate(VIEW)
    page.evaluate("""() => { window.moves = 0;
        Object.values(window).find(value => value instanceof L.Map).on("moveend", () => window.moves++); }""")
    _start(page)
    assert page.evaluate(VIEW)[1:] == pytest.approx(AT["advisers"], abs=0.05)  # at once
    page.keyboard.press("ArrowRight")
    assert page.evaluate(VIEW)[1:] == pytest.approx(AT["base"], abs=0.05)
    assert page.evaluate("moves") == 2  # nothing else moves the map as well
    page.keyboard.press("Escape")
    assert page.evaluate(VIEW) == pytest.approx(before, abs=0.01)
    assert not page.locator("#card").is_visible()


def test_how_near_it_comes_is_how_much_is_known(tab, story):
    page = tab(story).page
    _start(page)
    zooms = {}
    for event in ORDER:
        assert _told(page) == TOLD[event]
        zooms[event] = page.evaluate(VIEW)[0]
        page.keyboard.press("ArrowRight")
    assert (zooms["advisers"], zooms["base"]) == (9, 10)
    assert zooms["province"] < 9  # all of it is seen


def test_what_has_no_place_is_told_where_the_map_was(tab, story):
    page = tab(story).page
    _start(page)
    page.get_by_role("button", name="3: They meet.").click()
    assert "no place of this name is known" in page.locator("#story .story-off").inner_text()
    assert page.locator("#story blockquote").inner_text() == "They met at the old mill."
    assert page.evaluate(VIEW)[1:] == pytest.approx(AT["advisers"], abs=0.05)


def test_leaving_gives_back_time_layers_view_and_selection(tab, story):
    opened = tab(story, "#from=2015-10-01&to=2016-12-31&event=town")
    page = opened.page
    page.locator("[data-layer='p-campaign--1']").uncheck()
    before = (page.evaluate(VIEW), opened.shown(), opened.data("possible"))
    _start(page)
    assert page.locator("[data-layer='p-campaign--1']").is_checked()
    for _ in ORDER[1:]:
        page.keyboard.press("ArrowRight")
    assert _told(page) == TOLD["later"]
    page.keyboard.press("Escape")
    assert not page.locator("#story").is_visible()
    zoom, *centre = before[0]
    assert page.evaluate(VIEW) == pytest.approx([zoom, *centre], abs=0.01)
    assert (opened.shown(), opened.data("possible")) == before[1:]
    assert page.locator("#card-title").inner_text() == "Fighting near the town"
    assert not page.locator("[data-layer='p-campaign--1']").is_checked()
    page.wait_for_function("() => location.hash.includes('event=town') && !location.hash.includes('story')")


def test_a_link_opens_at_its_turning_point(tab, story):
    opened = tab(story, "#story&event=province")
    page = opened.page
    assert _told(page) == TOLD["province"]
    assert "4 of 5" in page.locator(".story-bar").inner_text()
    assert page.evaluate(VIEW)[1:] == pytest.approx(AT["province"], abs=0.2)
    page.locator("#story").get_by_role("button", name="Leave").click()
    assert opened.shown() == 7
    assert not page.locator("#story").is_visible() and not page.locator("#card").is_visible()


def test_buttons_walk_too_and_keep_the_focus(tab, story):
    page = tab(story, viewport={"width": 390, "height": 844}, has_touch=True).page
    _start(page)
    following = page.get_by_role("button", name="Next turning point")
    box = following.bounding_box()
    assert box["width"] >= 44 and box["height"] >= 44
    for event in ORDER[1:]:
        following.click()
        assert _told(page) == TOLD[event]
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Next turning point"
    assert following.get_attribute("aria-disabled") == "true"
    # The sheet stands at half, and the place above it.
    place, sheet = page.evaluate("""() => {
        const map = Object.values(window).find(value => value instanceof L.Map);
        const top = id => document.getElementById(id).getBoundingClientRect().top;
        return [map.latLngToContainerPoint([55.7558, 37.6173]).y + top("map-region"), top("column")];
    }""")
    assert 0 < place < sheet


def test_a_page_without_turning_points_has_no_story(tab, tmp_path):
    rows = [row | {"turning_point": ""} for row in ROWS]
    page = tab(pages_of(edition(*rows), tmp_path)["all-periods.html"], "#story").page
    assert "Compare" in page.locator("#tools").inner_text()
    assert "Story" not in page.locator("#tools").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#card-title").is_visible()


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_axe_finds_nothing_in_the_story(tab, story, width):
    page = tab(story, "#story&event=unplaced", viewport={"width": width, "height": 900}).page
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
