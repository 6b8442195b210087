"""The page as a file: parsed, without a browser."""

import dataclasses
import json
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest

import geo.draw as draw
from geo.draw import columns
from geo.draw.contract import contract
from geo.draw.html import visible
from tests.draw.samples import edition, seeds, with_text

HOSTILE = [
    "{{ 7*7 }} {% raise %} {# note #} {{ self }}",  # R001
    "Use of {{cite news}}, 100 {%} sign, a {{ b }} c",  # R002
    "</script><script>window.x=1</script><!--<script>",  # R003
    "<img src=x onerror=window.x=1><svg onload=window.x=1><iframe srcdoc='<script>parent.x=1</script>'>",  # R004
    "${window.x=1} ` \\",  # R005
    "\"' onmouseover=window.x=1 x='",  # R007
    "</title></noscript></style><style>*{display:none}</style>",
]


NONE = {"marks": [], "extra": None}  # where no event has any


class _Page(HTMLParser):
    """Elements with their attributes, and the text of scripts, styles and title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")

    def handle_endtag(self, tag):
        self.handle_starttag("", {})  # what follows is not this element's text

    def handle_data(self, data):
        if self.texts:
            self.texts[-1] += data

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    def text(self, tag, **attributes):
        return [
            text
            for (name, attrs), text in zip(self.elements, self.texts, strict=True)
            if name == tag and attributes.items() <= attrs.items()
        ]

    def island(self, name):
        data = json.loads(self.text("script", id=name)[0])
        events = data.get("events", {})
        for column, value in events.items():
            if isinstance(value, dict):  # a column of one value
                events[column] = [NONE.get(column, value["all"])] * events["count"]
        return data


def _pages(tmp_path, made):
    pages = draw.pages(
        made.features, made.layers, seeds(tmp_path, made), made.accounting,
        categories=made.categories, category_of=made.category_of,
    )  # fmt: skip
    return {name: page.decode() for name, page in pages.items()}


def _map(made):
    return draw.period_map(
        made.features, made.periods, layers=made.layers, categories=made.categories,
        category_of=made.category_of, project=made.project, sources=made.sources, documents=made.documents,
    )  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return _pages(tmp_path_factory.mktemp("seeds"), edition())


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return _pages(tmp_path_factory.mktemp("seeds"), with_text("plain"))


def test_there_is_a_gallery_a_page_of_all_and_one_a_period(sample):
    assert list(sample) == ["index.html", "all-periods.html", "advisers.html", "campaign.html"]


def test_the_island_is_the_contract(sample):
    links = [("index.html", "All maps"), ("advisers.html", "Soviet advisers"), ("campaign.html", "Active campaign")]
    assert _Page(sample["all-periods.html"]).island("geo-data") == json.loads(
        json.dumps(columns.plain(contract(edition(), links=links)))
    )


def test_nothing_is_loaded_from_elsewhere(sample):
    for html in sample.values():
        page = _Page(html)
        loading = {"src", "srcset", "data", "poster", "action", "formaction", "background", "srcdoc", "ping"}
        assert not [a for _, attrs in page.elements for a in attrs.items() if a[0] in loading]
        assert not page.all("link") and not page.all("base") and not page.all("iframe")
        hrefs = {attrs.get("href", "") for attrs in page.all("a")}
        remote = {href for href in hrefs if ":" in href or href.startswith("//")}
        assert remote <= {"https://example.org/base", "https://example.org/base#p2"}
        assert "sourceMappingURL" not in html
        for style in page.text("style"):
            assert "url(" not in style.replace("url(data:image/png;base64,", "").replace("url(#default#VML)", "")


def test_links_between_the_pages_lead_to_pages(sample):
    for html in sample.values():
        for attrs in _Page(html).all("a"):
            href = attrs["href"]
            assert href.startswith(("#", "https://example.org/")) or href in {*sample, "events.geojson"}


def test_R016_the_policy_names_every_script_and_style_and_allows_no_other(sample):
    for html in sample.values():
        page = _Page(html)
        (policy,) = (a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
        rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
        assert rules["default-src"] == ["'none'"]
        assert "unsafe" not in policy and "http" not in policy
        scripts = [t for (n, a), t in zip(page.elements, page.texts, strict=True) if n == "script" and "type" not in a]
        assert set(rules["script-src"]) == ({_hash(text) for text in scripts} or {"'none'"})
        assert set(rules["style-src"]) == {_hash(text) for text in page.text("style")}


def _hash(text):
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_only_what_is_ours_marks_a_page_as_ours_near_its_top(sample):
    for html in sample.values():
        assert b'<meta name="generator" content="periodmaps' in html.encode()[:2048]


@pytest.mark.parametrize("text", HOSTILE)
def test_R001_to_R010_hostile_text_adds_no_element_and_comes_back_whole(tmp_path, plain, text):
    hostile = _pages(tmp_path, with_text(text))
    for name, html in hostile.items():
        page, other = _Page(html), _Page(plain[name])
        for tag in ("script", "style", "img", "svg", "iframe", "noscript", "title", "li"):
            assert len(page.all(tag)) == len(other.all(tag)), tag
        assert not [a for _, attrs in page.elements for a in attrs if a.startswith("on")]
        for opener in ("{{", "{%", "{#"):  # the style sheet may hold some
            assert html.count(opener) == plain[name].count(opener)
        assert text in page.text("title")[0]
    data = _Page(hostile["all-periods.html"]).island("geo-data")
    assert set(data["events"]["title"]) == set(data["events"]["quote"]) == {text}
    assert data["periods"][0]["title"] == data["sources"][0]["outlet"] == data["page"]["headline"] == text
    assert data["events"]["extra"][0][text] == text


def test_R006_no_address_but_http_becomes_a_link(tmp_path):
    for html in _pages(tmp_path, with_text("JaVa\tScript:window.x=1")).values():
        assert not [a for a in _Page(html).all("a") if "cript:" in a["href"]]


def test_R008_controls_are_shown_as_marks(tmp_path):
    text = "a\x00b\x1bc\ud800d"
    html = _pages(tmp_path, with_text(text))["all-periods.html"]
    html.encode("utf-8")
    assert set(_Page(html).island("geo-data")["events"]["title"]) == {visible(text)}


def test_R105_without_javascript_there_is_the_list(sample):
    listed = sample["all-periods.html"].split("<noscript>")[2]
    for text in ("Jets arrive at the base", "30 Sep 2015", "حميميم", "Jets arrived at Hmeimim on 30 September.",
                 "The Record", "Not on the map:", "no date is given", "7 of 9 events on the map"):  # fmt: skip
        assert text in listed


def test_R090_the_same_again_is_the_same_bytes(sample, tmp_path):
    assert _pages(tmp_path, edition()) == sample


_AGAIN = """
import hashlib, pathlib, sys
from tests.draw.samples import edition
from tests.draw.test_page import _pages
pages = _pages(pathlib.Path("."), edition())
print(hashlib.sha256("".join(pages.values()).encode()).hexdigest())
"""


def test_R091_the_same_bytes_under_another_hash_seed_language_and_zone(sample):
    strange = {"PYTHONHASHSEED": "77", "LANG": "C", "LC_ALL": "C", "TZ": "Pacific/Apia", "PYTHONUTF8": "0"}
    again = subprocess.run(
        [sys.executable, "-c", _AGAIN],
        env={"PATH": "", **strange}, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert again.stdout.strip() == sha256("".join(sample.values()).encode()).hexdigest()


def test_a_period_map_is_a_folium_map_that_takes_further_layers():
    drawn = _map(edition())
    assert isinstance(drawn, folium.Map)
    folium.Marker((35.4, 35.9), popup=folium.Popup("<b>mine</b>")).add_to(drawn)
    folium.TileLayer("https://{s}.tiles.example.org/{z}/{x}/{y}.png", attr="tiles").add_to(drawn)
    html = draw.page_html(drawn)
    script = next(text for text in _Page(html).text("script") if "geoPage.start(" in text)
    assert 'var map_geo = L.map("map_geo"' in script
    assert "L.marker(" in script and script.rstrip().endswith("geoPage.start(map_geo);")
    assert "img-src data: https://*.tiles.example.org;" in html


def test_R090_a_map_with_further_layers_has_counted_ids_too():
    def page():
        drawn = _map(edition())
        group = folium.FeatureGroup("mine").add_to(drawn)
        folium.Marker((35.4, 35.9), tooltip="mine").add_to(group)
        folium.LayerControl().add_to(drawn)
        return draw.page_html(drawn)

    assert page() == page()


def test_a_map_shows_in_a_notebook_and_saves_itself(tmp_path):
    drawn = _map(edition())
    assert drawn._repr_html_().startswith("<iframe srcdoc=")
    drawn.save(str(tmp_path / "map.html"))
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == draw.page_html(drawn)


def test_two_maps_do_not_share_what_is_added_to_one():
    first, second = _map(edition()), _map(edition())
    first.add_js_link("mine", "https://example.org/mine.js")
    assert "mine.js" in draw.page_html(first)
    assert "mine.js" not in draw.page_html(second)


def test_no_text_of_a_seed_is_in_an_element_that_is_compiled(tmp_path):
    """Whatever branca compiles must be free of seed text; the page's own parts are passed as values."""
    drawn = _map(with_text("needle-in-hay"))
    root = drawn.get_root()
    root.render()
    for part in (root.header, root.html, root.script):
        assert "needle" not in part.render()


def test_a_page_without_events_or_periods_is_still_a_page(tmp_path):
    made = edition()
    empty = dataclasses.replace(
        made, features=made.features.iloc[:0], periods=(), layers=(), category_of=[], categories=()
    )
    pages = _pages(tmp_path, empty)
    assert list(pages) == ["index.html", "all-periods.html"]
    assert _Page(pages["all-periods.html"]).island("geo-data")["events"]["count"] == 0
