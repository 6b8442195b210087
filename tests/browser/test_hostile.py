"""Hostile text in every field: shown as it was written, never run."""

import pytest

from tests.browser.conftest import pages_of
from tests.draw.samples import with_text

HOSTILE = {
    "R001 template": "{{ 7*7 }} {{ self }} {% raise %}",
    "R002 braces": "Use of {{cite news}}, 100 {%} sign, a {{ b }} c, {# note #}",
    "R003 script": "</script><script>window.x=1</script><!--<script>",
    "R003 title": "</title></noscript></style><script>window.x=1</script><style>*{display:none}",
    "R004 handler": "<img src=x onerror=window.x=1><svg onload=window.x=1><iframe srcdoc='<script>top.x=1</script>'>",
    "R005 literal": "${window.x=1} ` \\",
    "R006 address": "JaVa\tScript:window.x=1",
    "R006 data address": "data:text/html,<script>opener.x=1</script>",
    "R010 entities": "&lt;b&gt; <b onclick=window.x=1>x</b> &amp;",
    "R107 directions": "אירוע في حميميم 👩‍👩‍👧 e\u0301 event \u202egnp",
}
_ALL_TEXT = (
    "document.documentElement.innerText + [...document.querySelectorAll('*')].map(e => e.textContent).join('\\n')"
)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_shown_as_written_and_never_runs(tab, tmp_path, text):
    pages = pages_of(with_text(text), tmp_path)
    opened = tab(pages["all-periods.html"])
    page = opened.page
    assert page.title() == " ".join(text.split())  # a title's white space is collapsed
    assert page.locator("h1").text_content() == text
    assert page.locator("#standfirst").text_content() == text
    page.locator("#list [data-event]").first.click()
    page.wait_for_selector("#card:not([hidden])")
    for part in ("#card", "#list", "#legend", "#tray", "#timeline", "#notes"):
        assert text in page.locator(part).text_content(), part
    for control in page.locator("#legend input, #timeline button").all()[:6]:
        control.dispatch_event("click")
    assert page.evaluate("window.x") is None
    links = page.locator("a").evaluate_all("links => links.map(a => a.href)")
    assert all(link.startswith(("file:", "https://leafletjs.com")) for link in links)
    assert not page.locator("iframe, body img:not(.leaflet-tile)").count()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_gallery_shows_hostile_text_as_written(tab, tmp_path, text):
    opened = tab(pages_of(with_text(text), tmp_path)["index.html"], wait=False)
    assert opened.page.locator("h1").text_content() == text
    assert opened.page.locator("main a").nth(1).text_content() == text
    assert opened.page.evaluate("window.x") is None


def test_R016_the_policy_stops_a_handler_that_got_in_and_the_map_still_works(tab, sample):
    opened = tab(sample["all-periods.html"], said=["Content Security Policy"])
    opened.page.evaluate(
        """() => {
            const holder = document.createElement("div");
            holder.innerHTML = "<img src='data:,' onerror='window.x = 1'><a href='javascript:window.x=1'>a</a>";
            document.body.append(holder);
            const script = document.createElement("script");
            script.textContent = "window.x = 1";
            document.body.append(script);
            holder.querySelector("a").click();
        }"""
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.x") is None
    assert any("Content Security Policy" in line for line in opened.said)
    opened.page.locator("[data-layer='p-campaign--1']").uncheck()
    assert opened.shown() == 5
