"""The maps that ship, at three widths: all there, nothing overflowing; agreeing with the GeoJSON beside them."""

import json
from pathlib import Path

import pytest

MAPS = Path(__file__).parents[2] / "maps"
PAGES = sorted(path.name for path in MAPS.glob("*.html"))
SIZES = [(1440, 900), (800, 1000), (390, 844), (320, 640)]


def _features():
    return [f["properties"] for f in json.loads((MAPS / "events.geojson").read_text(encoding="utf-8"))["features"]]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_window_and_ends_with_its_notes(tab, name, size):
    page = tab(MAPS / name, wait=name != "index.html", viewport={"width": size[0], "height": size[1]}).page
    wide, high, notes = page.evaluate("""() => {
        const root = document.documentElement, last = document.querySelector("footer").getBoundingClientRect();
        return [root.scrollWidth, root.scrollHeight, last.bottom + scrollY];
    }""")
    assert wide <= size[0]
    assert high <= notes + 80  # the bottom sheet's handle, on a phone


def test_every_event_is_on_a_map_or_in_a_list_with_its_reason(tab):
    page = tab(MAPS / "all-periods.html").page
    listed = set(page.locator("#list [data-event]").evaluate_all("rows => rows.map(row => row.dataset.event)"))
    tray = page.locator("#tray").inner_text()
    for event in _features():
        if event["set_aside"]:
            assert event["title"] in tray
            assert event["reason"] in tray
        else:
            assert event["event_id"] in listed


@pytest.mark.parametrize("name", [name for name in PAGES if name != "index.html"])
def test_a_page_shows_what_the_geojson_says(tab, name):
    period = name.removesuffix(".html")
    mine = [f for f in _features() if not f["set_aside"] and (name == "all-periods.html" or period in f["periods"])]
    opened = tab(MAPS / name)
    assert opened.shown() == len(mine)
    possible = sum(period in f["periods_possible"] for f in mine)
    assert int(opened.data("possible")) == possible


@pytest.mark.parametrize("name", [name for name in PAGES if name != "index.html"])
def test_a_page_that_says_it_is_ready_no_longer_moves(tab, name):
    # With motion allowed, which the other tests go without.
    opened = tab(MAPS / name, reduced_motion="no-preference")
    assert not opened.page.evaluate("Boolean(map_geo._animatingZoom || map_geo._panAnim?._inProgress)")
