"""axe-core's rules for WCAG 2.2 AA; it needs the packages of package-lock.json."""

from pathlib import Path

import pytest

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({ runOnly: tags })", _TAGS)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", ["index.html", "all-periods.html"])
def test_axe_finds_nothing(tab, sample, name, width, scheme):
    viewport = {"width": width, "height": 900}
    opened = tab(sample[name], wait=name != "index.html", viewport=viewport, color_scheme=scheme)
    assert violations(opened.page) == []
    if name != "index.html":
        opened.page.locator(".column-nav button").first.click()  # brings up the sheet on a phone
        opened.page.locator("#list [data-event]").first.click()
        opened.page.wait_for_selector("#card:not([hidden])")
        assert violations(opened.page) == []
