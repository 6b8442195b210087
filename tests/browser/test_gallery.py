"""The gallery in a browser: widths, keys, forced colours, and axe-core's rules."""

import pytest

from tests.browser.test_access import violations

SIZES = [(320, 640), (390, 844), (800, 900), (1440, 900)]


@pytest.mark.parametrize("width,height", SIZES)
def test_nothing_scrolls_sideways_and_one_large_map_is_seen(tab, sample, width, height):
    page = tab(sample["index.html"], wait=False, viewport={"width": width, "height": height}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    seen = [box["width"] for picture in page.locator(".frame .map").all() if (box := picture.bounding_box())]
    assert len(seen) == 1 and seen[0] > min(width, 800) * 0.75


@pytest.mark.parametrize("width", [320, 390, 740, 1440])
def test_letters_of_the_large_map_can_be_read(tab, sample, width):
    page = tab(sample["index.html"], wait=False, viewport={"width": width, "height": 900}).page
    sizes = page.locator(".frame text").evaluate_all(
        """texts => texts.filter((text) => text.getClientRects().length).map((text) =>
            parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    )
    assert sizes and min(sizes) >= 11.5


def test_little_maps_are_of_one_size(tab, sample):
    page = tab(sample["index.html"], wait=False).page
    boxes = [picture.bounding_box() for picture in page.locator(".cards .map").all()]
    assert len({(round(box["width"]), round(box["height"])) for box in boxes}) == 1


def test_keys_reach_every_map_by_a_name_of_its_own_and_the_skip_link_leads_there(tab, sample):
    page = tab(sample["index.html"], wait=False).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent"))
        outlined = "document.activeElement.closest('.lead, li').matches(':has(a:focus-visible)')"
        assert page.evaluate(outlined)
    assert names == ["All periods", "Soviet advisers", "Active campaign"]


def test_a_click_on_a_picture_opens_its_map(tab, sample):
    page = tab(sample["index.html"], wait=False).page
    under = """picture => {
        picture.scrollIntoView();
        const { x, y, width, height } = picture.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2).closest("a")?.getAttribute("href");
    }"""
    pictures = page.locator(".map:visible").all()
    assert [picture.evaluate(under) for picture in pictures] == ["all-periods.html", "advisers.html", "campaign.html"]


def test_marks_follow_the_theme(tab, sample):
    colors = []
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        page = tab(sample["index.html"], wait=False, **options).page
        colors.append(page.locator(".legend .mark").first.evaluate("mark => getComputedStyle(mark).fill"))
    assert len(set(colors)) == 3


def test_axe_finds_nothing_in_forced_colours_nor_on_a_small_screen(tab, sample):
    for options in ({"forced_colors": "active"}, {"viewport": {"width": 320, "height": 640}}):
        assert violations(tab(sample["index.html"], wait=False, **options).page) == []
