import folium
import pytest

import geo.draw as draw
from tests.browser.conftest import pages_of
from tests.draw.samples import CAMPAIGN, edition

ON_MAP = 7  # of the sample's nine
TOOLS = "function geoTools("  # how the script of the tools begins
SHARE = "#tools [aria-haspopup=dialog]"


def _map():
    made = edition()
    return draw.period_map(
        made.features, made.periods, layers=made.layers, categories=made.categories,
        category_of=made.category_of, project=made.project,
    )  # fmt: skip


def test_R104_the_page_opens_from_disk_and_shows_every_event(tab, sample):
    opened = tab(sample["all-periods.html"])
    assert opened.shown() == ON_MAP
    assert opened.page.evaluate("performance.getEntriesByName('geo:drawn').length") == 1
    painted = """() => [...document.querySelectorAll("canvas[data-geo-canvas]")].map((canvas) => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value, i) => i % 4 === 3 && value > 0);
    })"""
    assert opened.page.evaluate(painted) == [True]


def test_a_page_of_a_period_shows_that_period(tab, sample):
    opened = tab(sample["campaign.html"])
    assert opened.shown() == 5
    assert opened.page.locator("h1").inner_text() == "Active campaign"


def test_the_gallery_leads_to_every_map(tab, sample):
    opened = tab(sample["index.html"], wait=False)
    assert opened.page.locator("main a").evaluate_all("links => links.map(a => a.getAttribute('href'))") == [
        "all-periods.html", "advisers.html", "campaign.html",
    ]  # fmt: skip


def test_a_legend_checkbox_takes_its_layer_off_the_map(tab, sample):
    opened = tab(sample["all-periods.html"])
    boxes = opened.page.locator("input[type=checkbox][data-layer]")
    battle = opened.page.locator("[data-layer='p-campaign--1']")
    assert boxes.count() == len(edition().layers)
    battle.uncheck()
    assert opened.shown() == ON_MAP - 2
    battle.check()
    assert opened.shown() == ON_MAP


def test_the_address_sets_the_span_of_time(tab, sample):
    opened = tab(sample["all-periods.html"], f"#from={CAMPAIGN.start}&to={CAMPAIGN.stop}")
    assert (opened.shown(), opened.data("possible")) == (5, "1")
    opened.page.evaluate("location.hash = 'from=1980-01-01&to=1985-12-31'")
    opened.page.wait_for_function("document.documentElement.dataset.shown === '1'")
    assert opened.data("possible") == "1"


def test_R109_an_event_is_reached_and_left_by_keyboard_alone(tab, sample):
    opened = tab(sample["all-periods.html"])
    focused = "document.activeElement"
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate(f"{focused}.className") == "skip"
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate(f"!!{focused}.closest('#list')")
    opened.page.keyboard.press("Tab")
    if opened.page.evaluate(f"!{focused}.closest('li')"):  # what hides the suggestions stands beside the heading
        opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("ArrowDown")
    item = opened.page.evaluate(f"{focused}.textContent")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector("#card:not([hidden])")
    assert opened.page.evaluate(f"!!{focused}.closest('#card')")
    title = opened.page.locator("#card h2, #card h3").first.inner_text()
    assert title in item
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_selector("#card", state="hidden")
    assert opened.page.evaluate(f"{focused}.textContent") == item


@pytest.mark.parametrize("name", ["index.html", "all-periods.html"])
def test_R109_nothing_scrolls_sideways_at_320_pixels(tab, sample, name):
    opened = tab(sample[name], wait=name != "index.html", viewport={"width": 320, "height": 640})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_R105_without_javascript_the_list_is_there(tab, sample):
    opened = tab(sample["all-periods.html"], wait=False, java_script_enabled=False)
    assert opened.page.locator("noscript li strong").all_inner_texts()[:2] == [
        "Advisers live in the city", "Jets arrive at the base",
    ]  # fmt: skip
    assert not opened.page.locator("#geo-app").is_visible()


def test_the_first_marks_do_not_wait_for_the_tools_but_the_tools_are_waited_for(tab, sample):
    html = sample["all-periods.html"].read_text(encoding="utf-8")
    at = html.index(f"<script>{TOOLS}")
    opened = tab("<!DOCTYPE html><title>a slow disk</title>", wait=False)
    opened.page.evaluate("html => { document.open(); document.write(html); }", html[:at])
    opened.page.wait_for_function("performance.getEntriesByName('geo:drawn').length")
    opened.page.wait_for_timeout(500)
    assert opened.data("geo") == "loading"
    opened.page.evaluate("html => { document.write(html); document.close(); }", html[at:])
    opened.ready()
    assert opened.page.locator(SHARE).count() == 1


def test_a_page_without_the_tools_is_still_a_page(tab, sample):
    html = sample["all-periods.html"].read_text(encoding="utf-8")
    start = html.index(f"<script>{TOOLS}")
    end = html.index("</script>", start)
    opened = tab(html[:start] + html[end + len("</script>") :], said=("the tools are missing",))
    assert opened.page.locator(SHARE).count() == 0
    opened.page.locator("#list [data-event]").first.click()
    opened.page.wait_for_selector("#card:not([hidden])")
    opened.page.keyboard.press("Escape")
    opened.page.locator("[data-layer='p-campaign--1']").uncheck()
    assert opened.shown() == ON_MAP - 2


def test_R050_a_page_across_the_antimeridian_does_not_show_the_whole_world(tab):
    made = edition(
        *({"day": "2016-01-01", "at": at, "geo_precision": "exact"} for at in ((179.9, -17), (-179.9, -16.5)))
    )
    drawn = draw.period_map(
        made.features, made.periods, layers=made.layers, categories=made.categories, category_of=made.category_of
    )
    opened = tab(draw.page_html(drawn))
    assert opened.shown() == 2
    assert opened.page.evaluate("map_geo.getZoom()") >= 5


def test_a_map_works_in_the_frame_of_a_notebook(tab):
    opened = tab(f"<!DOCTYPE html><title>notebook</title>{_map()._repr_html_()}", wait=False)
    frame = opened.page.frame_locator("iframe")
    frame.locator("html[data-geo=ready]").wait_for()
    assert frame.locator("html").get_attribute("data-shown") == str(ON_MAP)
    frame.locator("#list [data-event]").first.click()
    frame.locator("#card:not([hidden])").wait_for()


def test_a_user_s_own_marker_and_popup_work_beside_ours(tab):
    drawn = _map()
    folium.Marker((35.2, 36.5), popup=folium.Popup("<b>mine</b>", show=True)).add_to(drawn)
    opened = tab(draw.page_html(drawn))
    icon = opened.page.locator("img.leaflet-marker-icon")
    assert icon.evaluate("image => image.naturalWidth") > 0
    assert opened.page.locator(".leaflet-popup-content b").inner_text() == "mine"
    assert opened.shown() == ON_MAP


VIEW = """() => {
    const map = Object.values(window).find(value => value instanceof L.Map), {lat, lng} = map.getCenter();
    return [map.getZoom(), lat, lng];
}"""


def test_on_a_phone_a_chosen_place_stands_above_the_sheet_and_closing_it_gives_the_view_back(tab, sample):
    page = tab(sample["all-periods.html"], viewport={"width": 390, "height": 844}, has_touch=True).page
    before = page.evaluate(VIEW)
    for row in range(ON_MAP):
        page.evaluate("row => document.querySelectorAll('#list [data-event]')[row].click()", row)
        y, sheet = page.evaluate("""() => {
            const map = Object.values(window).find(value => value instanceof L.Map);
            const {events} = JSON.parse(document.getElementById("geo-data").textContent);
            const event = events.id.indexOf(document.querySelector("#list [aria-current]").dataset.event);
            const at = map.latLngToContainerPoint([events.lat[event] / 1e5, events.lon[event] / 1e5]);
            const top = id => document.getElementById(id).getBoundingClientRect().top;
            return [at.y + top("map-region"), top("column")];
        }""")
        assert y < sheet
    page.keyboard.press("Escape")
    assert page.evaluate(VIEW) == pytest.approx(before, abs=0.05)


def test_the_notes_credit_the_licences_of_the_rows(tab, tmp_path):
    rows = [{"day": "2016-01-01", "at": (36, 35), "licence": "CC BY 4.0 (<b>Lab</b>)"}] * 2
    page = tab(pages_of(edition(*rows), tmp_path)["all-periods.html"]).page
    assert "CC BY 4.0 (<b>Lab</b>) · 2 events" in page.locator("#notes").inner_text()
