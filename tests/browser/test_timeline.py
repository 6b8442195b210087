"""The timeline in a real browser: handles, keys, typed dates, steps, bands, bars, right to left."""

import json
from itertools import pairwise

import pytest

from tests.browser.conftest import pages_of
from tests.draw.samples import CAMPAIGN, ROWS, edition

START, STOP = "[role=slider].a[data-side='0']", "[role=slider].a[data-side='1']"
_INK = """() => {
    const canvas = document.querySelector("#timeline canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) {
        const [r, g, b, alpha] = data.subarray(i, i + 4);
        if (alpha > 128 && Math.max(r, g, b) - Math.min(r, g, b) > 60) sum++;
    }
    return sum;
}"""


def _settle(page):
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _drag(page, box, dx):
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y, steps=3)
    page.mouse.move(x + dx, y, steps=3)
    page.mouse.up()
    _settle(page)


def _value(page, handle):
    return int(page.locator(handle).get_attribute("aria-valuenow"))


def test_dragging_a_handle_narrows_the_time(tab, sample):
    opened = tab(sample["all-periods.html"])
    page, before = opened.page, opened.shown()
    width = page.locator("#timeline .plot").bounding_box()["width"]
    _drag(page, page.locator(STOP).bounding_box(), -width * 0.6)
    assert opened.shown() < before
    page.wait_for_url("**to=**")  # the address follows once the step is drawn
    assert _value(page, STOP) == int(page.locator(START).get_attribute("aria-valuemax"))


def test_dragging_the_ground_makes_a_window_and_the_window_moves(tab, sample):
    page = tab(sample["all-periods.html"]).page
    box = page.locator("#timeline .plot").bounding_box()
    _drag(page, box | {"x": box["x"] + box["width"] * 0.1, "width": 0}, box["width"] * 0.1)
    first = _value(page, START)
    assert page.locator("#timeline .brush.a").is_visible()
    _drag(page, page.locator("#timeline .brush.a").bounding_box(), box["width"] * 0.4)
    assert _value(page, START) > first
    page.locator(START).press("Escape")
    assert page.locator("#timeline .brush.a").is_hidden()


def test_keys_move_a_handle_by_bins_and_to_the_ends(tab, sample):
    page = tab(sample["all-periods.html"]).page
    values = [_value(page, START)]
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft", "Home"):
        page.locator(START).press(key)
        values.append(_value(page, START))
    assert values[0] < values[1] < values[2]
    assert (values[3], values[4]) == (values[1], values[0])
    page.locator(START).press("End")
    assert _value(page, START) == _value(page, STOP)


def test_handles_stand_at_the_ends_of_a_chosen_period_and_moving_one_makes_a_span(tab, sample):
    opened = tab(sample["all-periods.html"])
    page = opened.page
    band = page.locator("[data-period=campaign]")
    band.click()
    assert (band.get_attribute("aria-pressed"), opened.shown()) == ("true", 5)
    assert page.locator(START).get_attribute("aria-valuetext") == "30 Sep 2015"
    assert page.locator(STOP).get_attribute("aria-valuetext") == "14 Mar 2016"
    page.locator(START).press("ArrowRight")
    assert band.get_attribute("aria-pressed") == "false"
    page.wait_for_timeout(300)  # the address follows at its own pace
    assert "period=" not in page.evaluate("location.hash")


def test_typed_dates_set_the_span_and_nonsense_is_said_to_be_so(tab, sample):
    opened = tab(sample["all-periods.html"])
    page = opened.page
    start, stop = page.get_by_label("From date"), page.get_by_label("To date")
    start.fill("2015-10")
    start.press("Enter")
    stop.fill("2015")
    stop.press("Enter")
    assert page.locator("#counts").inner_text().startswith("1 Oct – 31 Dec 2015: 3 events")
    assert opened.shown() == 3
    start.fill("soon")
    start.press("Enter")
    assert start.get_attribute("aria-invalid") == "true"
    assert "2015-10-03" in page.locator("#timeline [role=alert]").inner_text()
    assert opened.shown() == 3
    page.get_by_role("button", name="Show all dates").click()
    assert start.get_attribute("aria-invalid") is None
    assert opened.shown() == 7


def test_steps_go_from_events_to_events_and_reset_shows_all(tab, sample):
    opened = tab(sample["all-periods.html"])
    page = opened.page
    forward = page.get_by_role("button", name="Next window of time")
    starts = []
    for _ in range(4):
        forward.click()
        assert opened.shown() > 0
        starts.append(_value(page, START))
    assert starts == sorted(set(starts))
    page.get_by_role("button", name="Previous window of time").click()
    assert _value(page, START) < starts[-1]
    page.get_by_role("button", name="Show all dates").click()
    assert opened.shown() == 7


def test_play_steps_by_itself_until_the_reader_moves_the_time(tab, sample):
    page = tab(sample["all-periods.html"]).page
    page.get_by_role("button", name="Play through time").click()
    first = page.evaluate("location.hash")
    page.wait_for_function("before => location.hash !== before", arg=first, timeout=5000)
    assert page.locator("#counts").get_attribute("aria-live") == "off"
    page.locator(STOP).press("End")
    page.get_by_role("button", name="Play through time").wait_for()
    page.wait_for_selector("#counts[aria-live=polite]")
    page.get_by_role("button", name="Play through time").click()
    page.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(400)  # the address follows when a step has been drawn
    held = page.evaluate("location.hash")
    page.wait_for_timeout(1500)
    assert page.evaluate("location.hash") == held


def test_bars_follow_filters_and_the_span_only_greys_them(tab, sample):
    page = tab(sample["all-periods.html"], said=("willReadFrequently",)).page
    whole = page.evaluate(_INK)
    page.locator("[data-layer='p-campaign--1']").uncheck()
    _settle(page)
    fewer = page.evaluate(_INK)
    assert 0 < fewer < whole
    page.evaluate("location.hash = 'from=2030-01-01'")
    page.wait_for_selector("html[data-shown='0']")
    _settle(page)
    assert page.evaluate(_INK) == 0


def test_a_second_window_has_handles_that_set_what_is_compared(tab, sample):
    page = tab(sample["all-periods.html"], "#from=2015-10-01&to=2015-12-31&b=2016-02-01/2016-03-31").page
    assert "1 Feb – 31 Mar 2016" in page.locator("#counts").inner_text()
    before = page.evaluate("location.hash")
    page.locator("[role=slider].b[data-side='1']").press("End")
    page.wait_for_function("before => location.hash !== before", arg=before)
    assert "b=2016-02-01/" in page.evaluate("location.hash")
    assert "from=2015-10-01&to=2015-12-31" in page.evaluate("location.hash")


def test_a_band_says_what_its_period_holds_whatever_a_link_chose(tab, sample):
    def notes(fragment):
        opened = tab(sample["all-periods.html"], fragment)
        return opened.shown(), opened.page.locator("#timeline .band-note").all_text_contents()

    shown, told = notes("")
    fewer, under_a_link = notes("#q=hospital&from=2015-09-30")
    assert fewer < shown
    assert under_a_link == told


@pytest.mark.parametrize("width", [1440, 800])
def test_titles_of_periods_are_never_cut(tab, sample, width):
    page = tab(sample["all-periods.html"], viewport={"width": width, "height": 900}).page
    cut = """bands => bands.filter((band) => {
        const title = band.querySelector(".band-title");
        return band.offsetWidth < 24 || title.scrollWidth > band.clientWidth || title.offsetHeight > band.clientHeight;
    }).length"""
    assert page.locator(".band").evaluate_all(cut) == 0
    ticks = page.locator("#timeline .tick").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    )
    assert len(ticks) > 3
    assert all(a["right"] <= b["left"] for a, b in pairwise(ticks))


def test_right_to_left_time_runs_from_the_right_and_keys_follow_what_is_seen(tab, tmp_path):
    html = pages_of(edition(), tmp_path)["all-periods.html"].read_text(encoding="utf-8")
    html = html.replace('"direction":"ltr"', '"direction":"rtl"')
    page = tab(html).page
    assert page.evaluate("document.documentElement.dir") == "rtl"
    bands = [page.locator(f"[data-period={name}]").bounding_box()["x"] for name in ("advisers", "campaign")]
    assert bands[0] > bands[1]
    assert page.locator(START).bounding_box()["x"] > page.locator(STOP).bounding_box()["x"]
    first = _value(page, START)
    page.locator(START).press("ArrowLeft")
    moved = _value(page, START)
    assert moved > first
    page.locator(START).press("ArrowRight")
    assert _value(page, START) == first
    width = page.locator("#timeline .plot").bounding_box()["width"]
    _drag(page, page.locator(START).bounding_box(), -width * 0.3)
    assert _value(page, START) > first


def test_turning_points_are_flags_that_open_their_event(tab, tmp_path):
    html = pages_of(edition(), tmp_path)["all-periods.html"].read_text(encoding="utf-8")
    at = html.index(">", html.index('id="geo-data"')) + 1
    end = html.index("</script>", at)
    data = json.loads(html[at:end])
    caption = len(data["strings"])
    data["strings"].append("The first jets land")
    data["events"]["turning"] = [caption if name in ("base", "same-town") else -1 for name in data["events"]["id"]]
    page = tab(html[:at] + json.dumps(data) + html[end:]).page
    flags = page.locator(".flag")
    boxes = [flag.bounding_box() for flag in flags.all()]
    assert len(boxes) == 2
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    flags.first.click()
    page.wait_for_selector("#card:not([hidden])")
    assert "Jets arrive" in page.locator("#card").inner_text()
    assert flags.first.get_attribute("aria-current") == "true"


def test_one_event_on_one_day_has_a_timeline(tab, tmp_path):
    (tmp_path / "one").mkdir()
    one = pages_of(edition(ROWS[0], periods=()), tmp_path / "one")["all-periods.html"]
    page = tab(one).page
    assert page.evaluate(_INK) > 0
    page.locator(STOP).press("ArrowLeft")
    assert CAMPAIGN.start not in page.locator("#counts").inner_text()
    assert page.locator("#timeline .band").count() == 0
