"""The reading column: search, filters, card, list, as a reader meets them."""

import json
import re
from itertools import pairwise

import pytest

from geo.draw.island import island
from tests.browser.conftest import pages_of
from tests.draw.samples import ROWS, edition, with_text

HOSTILE = [
    "<img src=x onerror=window.x=1>",
    "{{7*7}} {% raise %} {n} {name}",
    "a\u202egnp.exe\u2066b",
    "</script><script>window.x=1</script>",
]
PASSAGE = "Nobody spoke. Jets arrived at Hmeimim on 30 September. Pilots slept."
QUOTE = "Jets arrived at Hmeimim on 30 September."


def with_island(path, change):
    """The page's HTML with its data changed."""
    html = path.read_text(encoding="utf-8")
    found = re.search(r'(?<=<script type="application/json" id="geo-data">).*?(?=</script>)', html, re.DOTALL)
    data = json.loads(found[0])
    events = data["events"]
    for column, value in events.items():
        if isinstance(value, dict):  # a column of one value
            events[column] = [value["all"]] * events["count"]
    change(data)
    return html[: found.start()] + island(data) + html[found.end() :]


def _with_passage(data, passage=PASSAGE, quote=QUOTE, words=("Hmeimim", "30 September", "Pilots")):
    events = data["events"]
    data["passages"] = [passage]
    events["passage"] = [-1] * events["count"]
    events["marks"] = [[] for _ in events["id"]]
    at = events["id"].index("base")
    events["passage"][at] = 0
    events["quote"][at] = quote
    pieces = [(QUOTE, 0), *((word, kind) for kind, word in enumerate(words, 1))]
    marks = [(passage.find(text), passage.find(text) + len(text), kind) for text, kind in pieces if text in passage]
    events["marks"][at] = [number for mark in sorted(marks) for number in mark]


def _open(page, facet):
    """One group of filters, its rows there."""
    group = page.locator(f"[data-facet={facet}]")
    group.locator("summary").click()
    group.locator("li").first.wait_for()
    return group


def _titles(page):
    return page.locator("#list .event-title").all_inner_texts()


def test_slash_searches_and_esc_first_clears_then_leaves(tab, sample):
    opened = tab(sample["all-periods.html"])
    page = opened.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-box"
    page.keyboard.type("jets arr")
    assert _titles(page) == ["Jets arrive at the base"]
    assert opened.shown() == 1
    assert page.locator("#list mark.found").all_inner_texts() == ["Jets", "arr"]
    assert "1 event" in page.locator("#counts").inner_text()
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash").startswith("#q=jets%20arr")
    page.keyboard.press("Escape")
    assert page.locator("#search-box").input_value() == ""
    assert page.evaluate("document.activeElement.id") == "search-box"
    assert opened.shown() > 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "search-box"


def test_a_search_from_the_address_stands_in_the_box_and_can_be_cleared(tab, sample):
    opened = tab(sample["all-periods.html"], "#q=nosuchthing")
    page = opened.page
    assert page.locator("#search-box").input_value() == "nosuchthing"
    assert "No event matches “nosuchthing”" in page.locator("#list").inner_text()
    page.locator("#list").get_by_role("button", name="Clear the search").click()
    assert page.locator("#search-box").input_value() == ""
    assert opened.shown() == len(_titles(page)) > 1


def test_on_a_phone_slash_raises_the_sheet(tab, sample):
    page = tab(sample["all-periods.html"], viewport={"width": 390, "height": 844}).page
    assert page.locator("#column").get_attribute("data-stop") == "low"
    page.keyboard.press("/")
    box = page.locator("#search-box").bounding_box()
    assert page.locator("#column").get_attribute("data-stop") == "half"
    assert box["y"] + box["height"] <= 844


def test_only_one_value_and_back_by_its_chip(tab, sample):
    opened = tab(sample["all-periods.html"])
    page = opened.page
    before = opened.shown()
    _open(page, "actor")
    page.get_by_role("button", name="Show only Navy, actor", exact=True).click()
    assert _titles(page) == ["Landing ships pass the strait"]
    assert page.locator("[data-facet=actor] .filter-told").inner_text() == "1 of 4"
    assert page.locator(".column-nav .badge").nth(1).inner_text().startswith("1")
    chip = page.get_by_role("button", name="Remove the filter Actor: Navy", exact=True)
    chip.click()
    assert opened.shown() == before
    assert page.locator(".chip").count() == 0
    assert page.evaluate("document.activeElement.id") == "search-box"  # the focus is not lost with the last chip


def test_every_count_is_what_only_that_value_would_show(tab, sample):
    opened = tab(sample["all-periods.html"], "#from=2015-01-01&to=2016-12-31")
    page = opened.page
    for facet in ("category", "actor", "place", "status", "confidence", "period"):
        group = _open(page, facet)
        for row in range(group.locator("li").count()):
            count = int(group.locator("li .layer-count").nth(row).inner_text())
            group.locator("li .only").nth(row).click()
            assert (opened.shown(), group.locator("li :checked").count()) == (count, 1), (facet, row)
        group.get_by_role("button", name="all again").click()
        assert group.locator("li :checked").count() == group.locator("li").count()


def test_switching_a_value_off_and_clearing_everything(tab, sample):
    opened = tab(sample["all-periods.html"], "#q=s&status=accepted")
    page = opened.page
    _open(page, "place")
    page.locator("[data-facet=place] label", has_text="exact place").click()
    assert page.locator(".chip").all_text_contents() == [
        "Search “s”×", "Precision of place not exact place×", "Status Reviewed×",
    ]  # fmt: skip
    assert "Jets arrive at the base" not in _titles(page)
    page.get_by_role("button", name="Clear all filters").click()
    assert page.locator(".chip").count() == 0
    assert page.locator("#search-box").input_value() == ""
    assert opened.shown() == 7


def test_a_long_group_shows_eight_then_all_and_narrows(tab, tmp_path):
    rows = [ROWS[0] | {"event_id": f"e{n}", "actor1": f"Unit {n:02}"} for n in range(40)]
    page = tab(pages_of(edition(*rows, ROWS[0]), tmp_path)["all-periods.html"]).page
    group = _open(page, "actor")
    assert group.locator("li").count() == 8
    group.get_by_role("button", name="Show all 42").click()
    assert group.locator("li").count() == 42
    group.locator("input[type=search]").fill("unit 3")
    assert group.locator(".layer-name").all_inner_texts() == [f"Unit 3{n}" for n in range(10)]
    assert page.locator("[data-facet=status]").count() == 0  # one value is no choice


def test_the_quote_is_marked_and_stands_in_its_context(tab, sample):
    page = tab(with_island(sample["all-periods.html"], _with_passage), "#event=base").page
    card = page.locator("#card")
    assert card.locator("blockquote").inner_text() == QUOTE
    assert card.locator("blockquote mark").evaluate_all("m => m.map(e => [e.className, e.textContent])") == [
        ["says-place", "Hmeimim"], ["says-date", "30 September"],
    ]  # fmt: skip
    assert not card.locator(".context").is_visible()
    card.get_by_text("In context").click()
    assert card.locator(".context").inner_text() == PASSAGE
    assert card.locator(".context strong").inner_text() == QUOTE
    assert card.locator(".says-key").inner_text().split() == ["place", "date", "actor"]
    styles = "m => new Set(m.map(e => getComputedStyle(e).textDecorationStyle)).size"
    assert card.locator(".says-key mark").evaluate_all(styles) == 3


def test_a_quote_in_other_words_is_shown_beside_its_passage(tab, sample):
    html = with_island(sample["all-periods.html"], lambda data: _with_passage(data, quote="Planes came, it says."))
    card = tab(html, "#event=base").page.locator("#card")
    assert card.locator("blockquote").inner_text() == "Planes came, it says."
    assert card.locator("blockquote mark").count() == 0
    assert card.locator(".context").inner_text() == PASSAGE


@pytest.mark.parametrize("allowed", [True, False])
def test_the_link_that_is_copied_names_the_event_and_the_data(tab, sample, allowed):
    opened = tab(sample["all-periods.html"], "#q=base&event=base")
    page = opened.page
    page.evaluate(
        """allowed => Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => {
            if (!allowed) throw new Error("no");
            window.copied = text;
        } } })""",
        allowed,
    )
    page.get_by_role("button", name="Copy link").click()
    status = page.locator("#card [role=status]")
    if allowed:
        status.get_by_text("Link copied").wait_for()
        link = page.evaluate("window.copied")
    else:
        status.get_by_text("Copy it from here").wait_for()
        link = page.locator(".link-field").input_value()
        assert page.evaluate("getSelection().toString() || document.activeElement.value") == link
    assert re.search(r"\.html#event=base&data=[0-9a-f]{16}$", link)


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.mark.parametrize("screen", [{}, PHONE])
def test_what_is_chosen_stands_right_beneath_the_bar(tab, sample, screen):
    page = tab(sample["all-periods.html"], **screen).page
    gap = """id => document.getElementById(id).getBoundingClientRect().top - Math.max(
        ...[...document.querySelectorAll(".column-bar, .column-top")].map(e => e.getBoundingClientRect().bottom))"""
    page.locator("button.event").last.evaluate("row => row.click()")
    assert abs(page.evaluate(gap, "card")) < 2
    page.locator("#tools").get_by_role("button", name="Compare").click()
    assert abs(page.evaluate(gap, "compare")) < 2
    column, ways = (page.locator(part).bounding_box() for part in ("#column", ".column-nav"))
    assert column["y"] <= ways["y"] < column["y"] + 20  # the ways stay in sight


@pytest.mark.parametrize("fragment", ["", "#embed"])
@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_does_not_scroll_sideways(tab, sample, width, fragment):
    html = with_island(
        sample["all-periods.html"], lambda data: data["page"].update(headline="Built up and struck " * 5)
    )
    page = tab(html, fragment, viewport={"width": width, "height": 640}, has_touch=True).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_disputed_is_said_in_list_card_and_legend(tab, tmp_path):
    made = edition(ROWS[0] | {"tags": "airstrike; disputed"}, *ROWS[1:])
    page = tab(pages_of(made, tmp_path)["all-periods.html"]).page
    assert page.locator("#list [data-event]", has_text="disputed").count() == 1
    assert "Disputed: split outline\n1" in page.locator(".mark-key").inner_text()
    page.locator("#list [data-event=base]").click()
    assert page.locator(".disputed-note").inner_text() == "Disputed"


def test_nothing_is_said_of_disputes_where_there_are_none(tab, sample):
    page = tab(sample["all-periods.html"]).page
    assert "isputed" not in page.locator("#column").inner_text()


def test_two_spans_are_listed_together_each_event_with_its_own(tab, sample):
    page = tab(sample["all-periods.html"], "#from=2015-09-30&to=2015-10-20&b=2015-10-15/2015-12-31").page
    rows = page.locator("#list [data-event]").evaluate_all(
        "rows => rows.map(row => [row.dataset.event, row.querySelector('.span-tag').textContent])"
    )
    assert rows == [["base", "A"], ["town", "A+B"], ["same-town", "A"], ["ships", "B"]]
    assert "B: only in the second span\n1" in page.locator(".mark-key").inner_text()


@pytest.fixture(scope="module")
def long_list(tmp_path_factory):
    rows = [ROWS[0] | {"event_id": f"e{n}", "title": f"Event {n} " + "with a long title " * 9} for n in range(2100)]
    return pages_of(edition(*rows), tmp_path_factory.mktemp("long"))["all-periods.html"]


def test_a_long_list_is_printed_whole_up_to_a_limit_that_it_names(tab, long_list):
    page = tab(long_list).page
    few = page.locator("#list [data-event]").count()
    assert few < 60
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#list [data-event]").count() == 2000
    assert "100 more events are not printed" in page.locator("#list").inner_text()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#list [data-event]").count() == few


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_rows_of_a_long_list_never_overlap_however_large_the_text(tab, long_list, size):
    page = tab(long_list).page
    page.evaluate("size => document.documentElement.style.setProperty('font-size', size)", size)
    page.locator(".virtual").evaluate("port => port.scrollTop = 5000")
    page.wait_for_timeout(200)
    rows = page.locator(".virtual-rows li").evaluate_all(
        """rows => rows.map(row => {
            const { top, bottom } = row.getBoundingClientRect(), button = row.firstElementChild;
            return [top, bottom, button.getBoundingClientRect().bottom, button.scrollHeight - button.clientHeight];
        })"""
    )
    assert all(bottom <= after[0] + 0.5 for (_, bottom, *_), after in pairwise(rows))
    assert all(inner <= bottom + 0.5 and hidden <= 1 for _, bottom, inner, hidden in rows)
    port = page.locator(".virtual").bounding_box()
    assert rows[0][0] <= port["y"] and rows[-1][1] >= port["y"] + port["height"]


def test_the_column_s_ways_fit_at_320_pixels(tab, sample):
    page = tab(sample["all-periods.html"], "#q=s", viewport={"width": 320, "height": 640}).page
    for button in page.locator(".column-nav button").all():
        box = button.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320 - 44
        assert button.evaluate("b => b.scrollWidth <= b.clientWidth")
    page.locator(".column-nav button", has_text="Filters").click()
    _open(page, "place")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_literally_everywhere_in_the_column(tab, tmp_path, text):
    def change(data):
        _with_passage(data, passage=f"{text} Hmeimim {text}", quote="", words=("Hmeimim",))
        at = data["events"]["id"].index("base")
        length = len(text.encode("utf-16-le")) // 2
        data["events"]["marks"][at] += [length + 9, 2 * length + 9, 3]
        data["events"]["disputed"][at] = 1
        data["events"]["actors"][at + 1] = []  # a second value, for a group to choose from

    made = with_text(text)
    page = tab(with_island(pages_of(made, tmp_path)["all-periods.html"], change)).page
    for facet in page.locator("details.filter").all():
        _open(page, facet.get_attribute("data-facet"))
    for facet in ("actor", "period"):
        group = page.locator(f"[data-facet={facet}]")
        assert text in group.locator(".layer-name").all_text_contents()
        assert group.locator(".only").first.get_attribute("aria-label") == f"Show only {text}, {facet}"
        group.locator(".only").first.click()
        assert page.locator(".chip bdi").all_text_contents() == [text]
        page.locator(".chip").click()
    page.locator("#list [data-event=base]").click()
    assert text in page.locator(".context").text_content()
    assert page.locator(".context .says-actor").text_content() == text
    page.locator("#search-box").fill(text)
    assert page.locator(".chip bdi").first.text_content() == f"“{text}”"
    assert page.locator("#list mark.found").count() + page.locator("#list .quiet").count() > 0
    page.locator("#search-box").fill(text + " nosuchword")
    assert text in page.locator("#list").text_content()
    assert page.evaluate("window.x") is None
    assert not page.locator("#column img, #column script").count()


def test_a_status_that_all_have_is_not_told(tab, sample):
    def status(html):
        card = tab(html, "#event=base").page.locator("#card")
        return dict(zip(card.locator("dt").all_inner_texts(), card.locator("dd").all_inner_texts(), strict=True)).get(
            "Status"
        )

    def accept(data):
        code = data["events"]["status"][data["events"]["id"].index("base")]
        data["events"]["status"] = [code] * data["events"]["count"]

    assert status(sample["all-periods.html"]) == "Reviewed"  # one is only suggested
    assert status(with_island(sample["all-periods.html"], accept)) is None


def test_the_name_of_a_column_breaks_where_its_words_meet(tab, sample):
    def name(data):
        data["events"]["extra"] = [{"Actor2KnownGroupCode": "UN", "event_id_cnty": "7"}] * data["events"]["count"]

    card = tab(with_island(sample["all-periods.html"], name), "#event=base").page.locator("#card")
    parts = card.locator("dt:has(wbr)").evaluate_all(
        "all => all.map(dt => [...dt.childNodes].map(n => n.data ?? '|').join(''))"
    )
    assert parts == ["Actor2|Known|Group|Code", "event_|id_|cnty"]


def test_an_event_without_a_place_has_a_name_without_a_gap(tab, tmp_path):
    rows = [{"day": "2016-01-01", "at": (36, 35), "title": "Clash", "place_name": "", "event_type": "Battle"}]
    page = tab(pages_of(edition(*rows), tmp_path)["all-periods.html"]).page
    assert page.locator("#list [data-event]").evaluate("row => row.textContent") == "Clash, 1 January 2016"
