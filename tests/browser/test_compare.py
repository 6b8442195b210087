"""Two spans compared on one map, and the table of places."""

import pytest

from tests.browser.conftest import pages_of
from tests.browser.test_access import violations
from tests.draw.samples import CAMPAIGN, edition

AFTER = "2016-03-15/2016-08-28"  # as long as the campaign, just after it
A = f"from={CAMPAIGN.start}&to={CAMPAIGN.stop}"


def _button(page, name):
    return page.locator("#tools").get_by_role("button", name=name)


def _rows(page):
    """Place → counts in A and B, and what became of it; in the table's order."""
    lines = page.locator("#compare tbody tr").evaluate_all("""rows => rows.map(row => [
        row.querySelector("[data-place]").dataset.place,
        ...[...row.querySelectorAll("td:not(.col-change)")].map(
            cell => cell.querySelector(".count")?.textContent ?? "0"),
        row.dataset.fate, row.querySelector(".fate").textContent.slice(1),
    ])""")
    return {place: tuple(rest) for place, *rest in lines}


def _span(page, side):
    return [page.get_by_label(f"{end} day of {side}").input_value() for end in ("First", "Last")]


def test_the_table_counts_each_place_in_both_spans(tab, sample):
    page = tab(sample["all-periods.html"], f"#{A}&b={AFTER}").page
    assert _rows(page) == {
        "Azaz": ("2 events", "0", "new", "new"),
        "Hmeimim": ("1 event", "0", "new", "new"),
        "Bosphorus → Tartus": ("1 event", "0", "new", "new"),
        "Moscow": ("0", "1 event", "gone", "gone"),
        "Aleppo Governorate": ("0 + 1 possible", "0 + 1 possible", "same", "same"),
    }
    assert next(iter(_rows(page))) == "Azaz"  # the largest change first
    total = page.locator("#compare tfoot tr").inner_text()
    assert "5 places" in total and "4 + 1 possible" in total and "1 + 1 possible" in total
    # 167 days each: 23.9 weeks, five events, 0.2 a week
    assert page.locator("#compare tfoot .rate").all_inner_texts() == ["0.2", "0.1"]
    assert page.locator("#compare caption").inner_text().count("23.9 weeks") == 2


def test_headings_sort_the_table_and_say_so(tab, sample):
    page = tab(sample["all-periods.html"], f"#{A}&b={AFTER}").page
    place = page.locator("#compare th[aria-sort]").first
    place.get_by_role("button").click()
    assert list(_rows(page)) == ["Aleppo Governorate", "Azaz", "Bosphorus → Tartus", "Hmeimim", "Moscow"]
    assert place.get_attribute("aria-sort") == "ascending"
    place.get_by_role("button").click()
    assert next(iter(_rows(page))) == "Moscow"
    assert place.get_attribute("aria-sort") == "descending"
    assert page.locator("#compare th[aria-sort=none]").count() == 3


def test_the_button_starts_and_ends_it_and_the_reader_s_time_comes_back(tab, sample):
    opened = tab(sample["all-periods.html"])
    page = opened.page
    everything = opened.shown()
    button = _button(page, "Compare")
    assert not page.locator("#compare").is_visible()
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert _span(page, "A") == [CAMPAIGN.start, CAMPAIGN.stop]  # the last period that has events
    assert _span(page, "B") == ["1956-01-01", "1991-12-26"]
    assert opened.shown() == 5
    assert page.locator(".compare-key").inner_text().startswith("Filled: A, 30 Sep 2015 – 14 Mar 2016")
    page.wait_for_function("() => location.hash.includes('b=1956-01-01/1991-12-26')")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert not page.locator("#compare").is_visible() and not page.locator(".compare-key").is_visible()
    assert opened.shown() == everything


def test_b_alone_is_drawn_hollow_beside_a(tab, sample):
    eighties = ("1980-01-01", "1989-12-31")
    opened = tab(sample["all-periods.html"], "#from={}&to={}".format(*eighties), said=("willReadFrequently",))
    page = opened.page
    damascus = """() => {
        const map = Object.values(window).find(value => value instanceof L.Map), size = map.getSize();
        const at = map.latLngToContainerPoint([33.5138, 36.2765]);
        const canvas = document.querySelector("canvas[data-geo-canvas]");
        const [x, y] = [at.x + Math.round(size.x * 0.2), at.y + Math.round(size.y * 0.2)]; // its margin
        return [...canvas.getContext("2d").getImageData(x, y, 1, 1).data];
    }"""
    assert page.evaluate(damascus) != [255, 255, 255, 255]
    page.evaluate("hash => location.hash = hash", f"{A}&b={'/'.join(eighties)}")
    page.locator("#compare").wait_for()
    page.wait_for_function(f"() => String(({damascus})()) === '255,255,255,255'")
    assert opened.shown() == 5  # B is drawn, but A is what is shown


def test_swapping_and_typing(tab, sample):
    opened = tab(sample["all-periods.html"], f"#{A}&b={AFTER}")
    page = opened.page
    page.locator("#compare").get_by_role("button", name="Swap").click()
    assert _span(page, "A") == AFTER.split("/")
    assert _span(page, "B") == [CAMPAIGN.start, CAMPAIGN.stop]
    assert _rows(page)["Azaz"][2] == "gone"
    assert opened.shown() == 2
    last = page.get_by_label("Last day of B")
    last.fill("2014")
    last.press("Enter")
    assert last.get_attribute("aria-invalid") == "true"
    assert page.locator("#compare-b-problem").is_visible()
    last.fill("2015-09")
    last.press("Enter")
    assert not page.locator("#compare-b-problem").is_visible()
    assert _span(page, "B") == [CAMPAIGN.start, "2015-09-30"]
    assert _rows(page)["Hmeimim"][1] == "1 event"
    page.get_by_label("Period of B").select_option(label="Soviet advisers")
    assert _span(page, "B") == ["1956-01-01", "1991-12-26"]
    assert "Damascus" in _rows(page)


def test_a_place_of_the_table_opens_its_events_and_the_map_goes_there(tab, sample):
    page = tab(sample["all-periods.html"], f"#{A}&b={AFTER}").page
    page.locator("#compare [data-place=Moscow]").click()
    assert page.locator("#list [data-event]").evaluate_all("rows => rows.map(row => row.dataset.event)") == ["later"]
    lat, lng = page.evaluate("""() => {
        const { lat, lng } = Object.values(window).find(value => value instanceof L.Map).getCenter();
        return [lat, lng];
    }""")
    assert (lat, lng) == pytest.approx((55.7558, 37.6173), abs=0.2)


def test_esc_takes_back_the_list_of_the_place_and_then_the_comparison(tab, sample):
    page = tab(sample["all-periods.html"], f"#{A}&b={AFTER}").page
    page.locator("#compare [data-place=Azaz]").click()
    page.keyboard.press("Escape")
    assert page.locator("#compare").is_visible()
    assert page.locator("#list [data-event]").count() == 6  # of both spans
    page.keyboard.press("Escape")
    assert not page.locator("#compare").is_visible()
    assert page.locator("#list [data-event]").count() == 5  # the time that was chosen stays


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_axe_finds_nothing_in_a_comparison(tab, sample, width):
    viewport = {"width": width, "height": 900}
    page = tab(sample["all-periods.html"], f"#{A}&b={AFTER}", viewport=viewport).page
    if width < 600:
        page.locator(".grip").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.getElementById('column').scrollWidth") <= width


def test_more_than_fifty_places_are_shown_when_asked_for(tab, tmp_path):
    rows = [
        {"day": "2016-01-01", "at": (30 + n / 10, 35), "geo_precision": "exact", "place_name": f"Place {n:02}"}
        for n in range(52)
    ]
    page = tab(pages_of(edition(*rows), tmp_path)["all-periods.html"], f"#{A}&b={AFTER}").page
    assert len(_rows(page)) == 50
    assert "52 places" in page.locator("#compare tfoot").inner_text()
    page.get_by_role("button", name="Show all 52").click()
    assert len(_rows(page)) == 52
    assert page.evaluate("document.activeElement.dataset.place") == list(_rows(page))[50]


def test_places_without_a_name_are_told_apart_by_where_they_are(tab, tmp_path):
    rows = [
        {"day": "2015-10-05", "at": at, "place_name": "", "geo_precision": "exact", "event_type": "Battle"}
        for at in ((36.0, 35.04), (39.0, -33.0), (39.1, -33.0))
    ]
    page = tab(pages_of(edition(*rows), tmp_path)["all-periods.html"], f"#{A}&b={AFTER}").page
    names = page.locator("#compare [data-place]").all_inner_texts()
    assert sorted(names) == ["Unnamed place -33°; 39°", "Unnamed place 35°; 36°"]
