"""What leaves the page: links, citations, files, pictures, frames, paper; and the page in another language."""

import csv
import html
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.browser.conftest import pages_of
from tests.browser.test_access import violations
from tests.draw.samples import edition, with_text

_SVG = "{http://www.w3.org/2000/svg}"
_HOSTILE = "</script><img src=x onerror=window.x=1>\"'{{7*7}} <svg onload=window.x=1> & حميميم"


def _open(opened):
    opened.page.get_by_role("button", name="Share", exact=True).click()
    opened.page.wait_for_selector("dialog.share[open]")


def _saved(opened, ending: str) -> tuple[str, bytes]:
    with opened.page.expect_download() as download:
        opened.page.click(f"[data-save={ending}]")
    path = download.value.path()
    return download.value.suggested_filename, Path(path).read_bytes()


def _rows(data: bytes) -> list[dict]:
    text = data.decode("utf-8")
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def test_the_csv_holds_what_is_shown_or_all(tab, sample):
    opened = tab(sample["all-periods.html"], "#from=2015-09-30&to=2015-12-31")
    _open(opened)
    name, data = _saved(opened, "csv")
    rows = _rows(data)
    assert re.fullmatch(r"all-periods-2015-09-30-2015-12-31-[0-9a-f]{8}\.csv", name)
    assert len(rows) == opened.shown() == 4
    assert [row["certainty"] for row in rows].count("possible") == int(opened.data("possible"))
    base = next(row for row in rows if row["event_id"] == "base")
    assert (base["longitude"], base["local_name"], base["actor1"]) == (
        "35.949", "حميميم", "Russian Aerospace Forces; Pilots",
    )  # fmt: skip
    opened.page.check("dialog.share [value=all]")
    assert len(_rows(_saved(opened, "csv")[1])) == len(edition().features)


def test_the_geojson_has_the_shapes(tab, sample):
    opened = tab(sample["all-periods.html"])
    _open(opened)
    name, data = _saved(opened, "geojson")
    made = json.loads(data)
    kinds = {feature["id"]: feature["geometry"]["type"] for feature in made["features"]}
    assert name.endswith(".geojson")
    assert len(kinds) == opened.shown()
    assert (kinds["province"], kinds["ships"], kinds["base"]) == ("Polygon", "LineString", "Point")
    ring = next(f for f in made["features"] if f["id"] == "province")["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert {tuple(point) for point in ring} >= {(36.2, 35.6), (38.6, 36.9)}


def test_hostile_text_is_whole_and_inert_in_every_file(tab, tmp_path):
    opened = tab(pages_of(with_text(_HOSTILE), tmp_path)["all-periods.html"])
    _open(opened)
    rows = _rows(_saved(opened, "csv")[1])
    assert {row["title"] for row in rows} == {row["quote"] for row in rows} == {_HOSTILE}
    made = json.loads(_saved(opened, "geojson")[1])
    assert {f["properties"]["notes"] for f in made["features"]} == {_HOSTILE}
    picture = ElementTree.fromstring(_saved(opened, "svg")[1])
    assert {node.tag.removeprefix(_SVG) for node in picture.iter()} <= {
        "svg", "title", "defs", "clipPath", "pattern", "path", "text",
    }  # fmt: skip
    assert not any(name.startswith("on") or "href" in name for node in picture.iter() for name in node.attrib)
    assert _HOSTILE in picture.findtext(f"{_SVG}title")
    snippet = opened.page.get_by_label("Embed", exact=True).input_value()
    assert re.findall(r"<(\w+)", snippet) == ["iframe"]
    assert _HOSTILE in html.unescape(snippet)
    assert opened.page.evaluate("window.x") is None


def test_the_pictures_are_light_and_twice_as_fine_in_any_theme(tab, sample):
    opened = tab(sample["all-periods.html"], color_scheme="dark")
    width = opened.page.evaluate("map_geo.getSize().x")
    _open(opened)
    name, data = _saved(opened, "png")
    assert name.endswith(".png")
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") == 2 * width
    picture = ElementTree.fromstring(_saved(opened, "svg")[1])
    texts = [node.text for node in picture.iter(f"{_SVG}text")]
    assert {"Where forces went", "All dates: 7 events, 1 suggested, not reviewed", "Hmeimim", "Deployment"} <= set(
        texts
    )
    fills = [node.get("fill") for node in picture.iter(f"{_SVG}path") if node.get("fill", "none") != "none"]
    assert fills[0] == "#ffffff"
    assert "#b2182b" in fills
    assert list(picture.iter(f"{_SVG}pattern"))


def test_the_link_and_the_citation_lead_back_to_the_view(tab, sample):
    opened = tab(sample["all-periods.html"], "#from=2015-09-30&to=2015-12-31")
    _open(opened)
    link = opened.page.get_by_label("Link to this view", exact=True).input_value()
    cited = opened.page.get_by_label("Cite this view", exact=True).input_value()
    assert opened.page.locator("#counts").inner_text() in cited
    assert str(sample["all-periods.html"].parent) not in cited  # the reader's disk is nobody's business
    again = tab(sample["all-periods.html"], link[link.index("#") :])
    assert (again.shown(), again.page.locator(".stale").count()) == (opened.shown(), 0)


def test_copying_says_how_it_went_and_the_focus_comes_back(tab, sample):
    opened = tab(sample["all-periods.html"])
    _open(opened)
    copy = opened.page.get_by_role("button", name="Copy: Cite this view")
    opened.page.evaluate("() => { navigator.clipboard.writeText = async text => { window.copied = text } }")
    copy.click()
    assert opened.page.get_by_text("Copied.").count() == 1
    assert opened.page.evaluate("copied").startswith("Where forces went")
    opened.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    copy.click()
    opened.page.get_by_text("Selected:").wait_for()
    assert opened.page.evaluate("getSelection().toString()").startswith("Where forces went")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("dialog.share[open]").count() == 0
    assert opened.page.evaluate("document.activeElement.textContent") == "Share"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_in_the_dialog_the_notice_and_the_frame(tab, sample, width, scheme):
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    opened = tab(sample["all-periods.html"], "#from=2015&data=0000000000000000", **options)
    assert violations(opened.page) == []
    _open(opened)
    assert violations(opened.page) == []
    assert violations(tab(sample["all-periods.html"], "#embed", **options).page) == []


def test_a_link_made_from_other_data_says_so(tab, sample):
    opened = tab(sample["all-periods.html"], "#from=2015&data=0000000000000000")
    assert "0000000000000000" in opened.page.locator(".stale").inner_text()
    opened.page.get_by_role("button", name="Close this notice").click()
    assert opened.page.locator(".stale").count() == 0


@pytest.mark.parametrize(("width", "height"), [(320, 400), (640, 480), (1100, 600)])
def test_in_a_frame_the_map_has_the_room_and_the_headline_leads_out(tab, sample, width, height):
    opened = tab(sample["all-periods.html"], "#embed&from=2015-09-30", viewport={"width": width, "height": height})
    page = opened.page
    box = page.locator("#map-region").bounding_box()
    assert box["height"] >= 120
    assert box["width"] == pytest.approx(width, abs=1)
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        width,
        height,
    ]
    for part in ("#tools", "#standfirst", "#kicker", ".note"):
        assert not page.locator(part).first.is_visible()
    assert "Air base takes shape" in page.locator(".credit").inner_text()
    link = page.locator("#headline a")
    assert link.get_attribute("target") == "_blank"
    assert "embed" not in link.get_attribute("href")
    assert "from=2015-09-30" in link.get_attribute("href")
    page.locator(".drawer-button, .grip").locator("visible=true").click()
    page.locator("#list [data-event]").first.click()
    page.wait_for_selector("#card:not([hidden])")


def test_the_snippet_frames_the_page_at_this_view(tab, sample, tmp_path):
    opened = tab(sample["all-periods.html"], "#from=2015-09-30&to=2015-12-31")
    _open(opened)
    snippet = opened.page.get_by_label("Embed", exact=True).input_value()
    host = tmp_path / "host.html"
    host.write_text(f"<!DOCTYPE html><title>host</title>{snippet}", encoding="utf-8")
    outer = opened.page.context.new_page()
    outer.goto(host.as_uri())
    frame = outer.frame_locator("iframe")
    frame.locator("html[data-geo=ready]").wait_for()
    assert frame.locator("html").get_attribute("data-shown") == str(opened.shown())
    assert frame.locator("html[data-embed]").count() == 1


def _many(count: int):
    return edition(
        *(
            {"day": f"2016-01-{1 + i % 28:02}", "at": (36 + i / 1000, 35), "geo_precision": "exact", "source": "record"}
            for i in range(count)
        )
    )


@pytest.mark.parametrize("landscape", [False, True])
def test_the_printed_pages_hold_every_row_and_the_page_is_as_before(tab, tmp_path, landscape):
    pages = pages_of(_many(260), tmp_path)  # more than the list on the screen keeps in the document

    def entries(fragment):
        opened = tab(pages["all-periods.html"], fragment, color_scheme="dark")
        view = opened.page.evaluate("[map_geo.getZoom(), map_geo.getCenter()]")
        paper = opened.page.pdf(format="A4", landscape=landscape, tagged=True)
        assert opened.page.locator("#print").count() == 0
        assert opened.page.evaluate("[map_geo.getZoom(), map_geo.getCenter()]") == view
        return opened.shown(), len(re.findall(rb"/S /LI\b", paper))

    (all_shown, all_printed), (few_shown, few_printed) = entries(""), entries("#to=2016-01-02")
    assert all_shown - few_shown > 200
    assert all_printed - few_printed == all_shown - few_shown


def test_the_print_sheet_is_light_and_names_filters_sources_and_data(tab, sample):
    opened = tab(sample["all-periods.html"], "#period=campaign&q=base", color_scheme="dark")
    page = opened.page
    page.emulate_media(media="print", color_scheme="dark")
    sheet = page.locator("#print")
    sheet.wait_for()
    text = sheet.inner_text()
    assert "Periods: Active campaign; Search: “base”" in text
    assert page.locator("[data-printed]").count() == opened.shown()
    assert "Air base takes shape" in page.locator("[data-printed=base]").inner_text()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 26, 26)"
    assert not page.locator("button, #timeline, #tools, .leaflet-container").locator("visible=true").count()
    assert page.locator("#notes").get_by_text(re.compile("^Data [0-9a-f]{16}$")).is_visible()
    light = """() => {
        const canvas = document.querySelector("#print canvas");
        return [...canvas.getContext("2d").getImageData(3, 3, 1, 1).data];
    }"""
    assert min(page.evaluate(light)) > 180
    page.emulate_media(media="screen")
    sheet.wait_for(state="detached")
    assert page.locator(".leaflet-container").is_visible()


def _with_languages(path: Path, change) -> str:
    """The page with other catalogues; its policy covers scripts that run, and islands do not."""
    page = path.read_text(encoding="utf-8")
    found = re.search(r'(<script type="application/json" id="geo-strings">)(.*?)(</script>)', page, re.DOTALL)
    made = change(json.loads(found[2]))
    return page[: found.start(2)] + json.dumps(made).replace("<", "\\u003c") + page[found.end(2) :]


def test_another_language_keeps_the_view(tab, sample):
    mirrored = {"language": "Mirrored", "direction": "rtl", "share": "erahS", "timeline": "sdoireP"}
    opened = tab(
        _with_languages(sample["all-periods.html"], lambda all_: {"en": all_["en"], "qaa": mirrored}),
        "#from=2015-09-30&to=2015-12-31",
    )
    shown = opened.shown()
    choice = opened.page.get_by_label("Language")
    assert choice.locator("option").all_inner_texts() == ["English", "Mirrored"]
    choice.select_option("qaa")
    opened.page.get_by_role("button", name="erahS").wait_for()
    opened.ready()
    assert opened.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["qaa", "rtl"]
    assert "lang=qaa" in opened.page.url
    assert opened.shown() == shown
    opened.page.get_by_label("Language").select_option("en")
    opened.page.get_by_role("button", name="Share", exact=True).wait_for()
    opened.ready()
    assert "lang=" not in opened.page.url
    assert opened.shown() == shown


def test_one_language_is_no_choice(tab, sample):
    opened = tab(_with_languages(sample["all-periods.html"], lambda all_: {"en": all_["en"]}))
    assert opened.page.locator(".language").count() == 0
