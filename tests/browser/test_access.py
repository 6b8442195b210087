"""WCAG 2.2 AA: axe-core's rules in every state of the page, and what axe-core does not see."""

from pathlib import Path

import pytest

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_ALL = "all-periods.html"


def violations(page):
    """What axe-core, of the packages of package-lock.json, finds; it is brought into a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({ runOnly: tags, resultTypes: ['violations'] })", _TAGS)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _size(width, touch=False):
    return {"viewport": {"width": width, "height": 900}, "has_touch": touch}


def _card_and_filters(page):
    page.evaluate("document.querySelectorAll('details.filter').forEach(group => group.open = true)")
    page.evaluate("document.querySelector('#list [data-event]').click()")
    page.wait_for_selector("#card:not([hidden])")


def _tool(page, number):
    """Compare, story or share, once or again."""
    page.keyboard.press("Escape")
    page.locator("#tools button").nth(number).click()


STATES = {
    "card and filters": _card_and_filters,
    "compare": lambda page: _tool(page, 0),
    "story": lambda page: (_tool(page, 0), _tool(page, 1)),
    "share": lambda page: _tool(page, 2),
}
CASES = [
    (_ALL, 1440, "light", "", [*STATES]),
    (_ALL, 390, "dark", "", [*STATES]),
    (_ALL, 800, "dark", "#lang=ar", ["card and filters", "compare"]),
    ("active-campaign.html", 1440, "dark", "", ["card and filters"]),
    (_ALL, 800, "light", "#embed", []),
    (_ALL, 390, "light", "#embed&lang=ar", []),
    ("index.html", 390, "light", "", []),
    ("index.html", 1440, "dark", "", []),
]


@pytest.mark.parametrize(("name", "width", "scheme", "fragment", "states"), CASES)
def test_axe_finds_nothing(tab, shipped, name, width, scheme, fragment, states):
    page = tab(shipped[name], fragment, wait=name != "index.html", color_scheme=scheme, **_size(width)).page
    assert violations(page) == []
    for state in states:
        STATES[state](page)
        assert violations(page) == [], state


# The area that takes a click: with its label, and with what it lays over its surroundings.
SMALL = """least => [...document.querySelectorAll(
    "button, input, select, textarea, summary, a, [role=slider]"
)].flatMap(one => {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.ariaHidden === "true") return [];
    if (one.matches("p a, .leaflet-control-attribution a, cite a") && !one.matches("[download]")) return [];
    const label = one.closest("label"), over = getComputedStyle(one, "::after");
    let { width, height } = (label ?? one).getBoundingClientRect();
    if (over.content === '""' && over.position === "absolute" && over.pointerEvents !== "none") {
        const around = getComputedStyle(one).position === "static" ? one.offsetParent : one;
        const box = around.getBoundingClientRect(), reach = side => -Math.min(0, parseFloat(over[side]));
        width = box.width + reach("left") + reach("right");
        height = box.height + reach("top") + reach("bottom");
    }
    if (Math.min(width, height) >= least - 0.5) return [];
    return [`${one.tagName} ${one.className} ${one.ariaLabel ?? one.textContent}: ${width} x ${height}`];
})"""
# On the axis a target is as wide as its time; typed dates, the filter of periods and the story do the same.
_ON_THE_AXIS = ("band", "flag", "handle")


@pytest.mark.parametrize(("width", "touch"), [(1440, False), (800, True), (390, True)])
@pytest.mark.parametrize("name", [_ALL, "index.html"])
def test_targets_are_large_enough(tab, shipped, name, width, touch):
    page = tab(shipped[name], wait=name == _ALL, **_size(width, touch)).page
    states = [None, *STATES] if name == _ALL else [None]
    for state in states:
        if state:
            STATES[state](page)
        assert page.evaluate(SMALL, 24) == [], state
        if touch:
            small = page.evaluate(SMALL, 44)
            assert [one for one in small if one.split()[1] not in _ON_THE_AXIS] == [], state


@pytest.mark.parametrize("fragment", ["", "#lang=ar"])
def test_the_page_is_in_order(tab, shipped, fragment):
    page = tab(shipped[_ALL], fragment).page
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == (
        ["ar", "rtl"] if fragment else ["en", "ltr"]
    )
    assert page.locator("h1").count() == page.locator("main").count() == 1
    unnamed = """() => [...document.querySelectorAll("section, nav, [role=group], dialog, fieldset")].filter(part =>
        part.checkVisibility() && !part.ariaLabel && !document.getElementById(part.getAttribute("aria-labelledby"))
        && part.role !== "search" && !part.querySelector(":scope > :is(h2, h3, legend)")
    ).map(part => part.outerHTML.slice(0, 80))"""
    assert page.evaluate(unnamed) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#list"


def test_changes_are_told(tab, shipped):
    """By the live region once it has come to rest, and by the state of what was pressed."""
    page = tab(shipped[_ALL]).page
    counts = page.locator("#counts")
    assert counts.get_attribute("role") == "status"
    page.evaluate("""() => { window.told = []; const host = document.getElementById("counts");
        new MutationObserver(() => host.ariaLive === "polite" && told.push(host.textContent))
            .observe(host, { childList: true }); }""")
    band = page.locator(".band").nth(3)
    band.click()
    assert band.get_attribute("aria-pressed") == "true"
    page.wait_for_function("() => told.length")
    assert page.evaluate("told") == [counts.inner_text()]
    assert f": {page.evaluate('document.documentElement.dataset.shown')} events" in counts.inner_text()
    for number in (0, 1):
        tool = page.locator("#tools button").nth(number)
        tool.click()
        assert tool.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert tool.get_attribute("aria-pressed") == "false"


def test_nothing_moves_for_who_wants_it_still(tab, shipped):
    page = tab(shipped[_ALL], **_size(390)).page
    for state in STATES.values():
        state(page)
        assert page.evaluate("document.getAnimations().length") == 0
    page.keyboard.press("Escape")
    page.locator(".grip").click()
    assert page.evaluate("document.getAnimations().length") == 0
    page.emulate_media(reduced_motion="no-preference")
    page.locator(".grip").click()
    assert page.evaluate("document.getAnimations().length") > 0  # or the above says nothing


CONTRAST = """([lat, lng]) => {
    const map = Object.values(window).find(value => value instanceof L.Map), size = map.getSize();
    const at = map.latLngToContainerPoint([lat, lng]);
    const [x, y] = [at.x + Math.round(size.x * 0.2), at.y + Math.round(size.y * 0.2)]; // its margin
    const canvas = document.querySelector("canvas[data-geo-canvas]");
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "Canvas";
    const ground = getComputedStyle(probe).color.match(/[0-9]+/g).map(Number);
    probe.remove();
    const channel = value => value <= 10.3 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.05 + 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const mark = canvas.getContext("2d").getImageData(x, y, 1, 1).data, both = [light(mark), light(ground)];
    return mark[3] < 255 ? 0 : Math.max(...both) / Math.min(...both);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_marks_and_edges(tab, sample, scheme):
    look = {"forced_colors": "active", "color_scheme": scheme}
    page = tab(sample[_ALL], "#q=advisers live", said=("willReadFrequently",), **look).page
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(CONTRAST, [33.5138, 36.2765]) >= 3  # the middle of the mark of its one event
    bare = """() => [...document.querySelectorAll("#tools button, .views button, .player button, .band, #search-box")]
        .filter(one => getComputedStyle(one).borderStyle === "none").map(one => one.className)"""
    assert page.evaluate(bare) == []
    band = page.locator(".band").first
    band.click()
    assert band.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"  # chosen, without its tint
