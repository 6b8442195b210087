import dataclasses
import re

import pytest

from geo.draw import compose, gallery
from geo.draw.colors import contrast, legible
from geo.draw.dates import shown_date
from geo.draw.gallery import DARK_LAND, LAND, Entry
from geo.draw.languages import Catalogue, catalogue, catalogues
from geo.draw.languages.plurals import plural
from geo.draw.listing import listing
from geo.records import Accounting
from tests.draw.samples import ADVISERS, CAMPAIGN, PROJECT, edition

ENGLISH = catalogue()
MADE_UP = {
    "language": "Made-up",
    "direction": "rtl",
    "gallery.events": {"one": "<1>", "few": "few {n}", "many": "many {n}", "other": "other {n}"},
    "gallery.skip": "Hop",
    "asof": "Up to {date}",
    "listing.script": "No script",
    "month.1": "Janober",
    "month.7": "Julober",
    "month.7.alone": "Julo",
}


@pytest.fixture(scope="module")
def sheets():
    made = edition()
    return {period: compose.sheet(made, period) for period in (None, ADVISERS, CAMPAIGN)}


def _html(sheets, words=ENGLISH, project=PROJECT, accounting=None):
    entries = [
        Entry("all.html", "All", sheets[None]),
        Entry("b.html", "Second", sheets[CAMPAIGN], CAMPAIGN),
        Entry("a.html", "First", sheets[ADVISERS], ADVISERS),
    ]
    return gallery.index_html(entries, project, accounting or edition().accounting, words)


def _text(html):
    return re.sub(r"<[^>]*>", "", html)


def test_the_gallery_holds_title_accounting_sources_and_credit(sheets):
    html = _html(sheets)
    for text in (
        PROJECT.headline,
        PROJECT.standfirst,
        PROJECT.method,
        PROJECT.corrections,
        "9 rows read = 7 on the map",
        "The Record: Air base takes shape, A. Writer, 12 Sep 2015, newspaper",
        "Base map: Natural Earth",
        "As of 31 Jul 2016",
    ):
        assert text in _text(html)
    assert html.count("<h1") == html.count("<main") == 1
    assert "<script" not in html and " style=" not in html


def test_the_periods_stand_in_the_order_of_time_after_all_of_them(sheets):
    main = re.search("<main.*</main>", _html(sheets), re.DOTALL)[0]
    assert re.findall('href="([a-z.]+html)"', main) == ["all.html", "a.html", "b.html"]


def test_each_card_counts_its_own_events_and_those_beyond(sheets):
    cards = re.findall('<p class="counts">(.*?)</p>', _html(sheets))
    whole, first, second = map(_text, cards)
    assert (first, second) == ("1 event", "6 events, 1 not on the map")
    assert whole == "9 events, +1 beyond this area, 2 not on the map"  # Moscow is far away


def test_a_map_without_periods_has_no_strip(sheets):
    html = gallery.index_html([Entry("all.html", "All", sheets[None])], PROJECT, edition().accounting, ENGLISH)
    assert 'id="strip"' not in html and html.count('class="map') == 2


def test_the_legend_names_every_category_that_has_events_with_its_shape(sheets):
    legend = re.search('<ul class="legend".*?</ul>', _html(sheets), re.DOTALL)[0]
    kinds = sheets[None].data["categories"]
    for kind in kinds:
        assert kind["name"] in legend
    assert len(set(re.findall(r'<path d="([^"]+)" class="mark c\d"', legend))) == len(kinds)


def test_colours_stand_out_from_the_land_in_light_and_dark():
    for color in ("#ffff00", "#000000", "#b2182b", "#777777", "red}*{display:none"):
        for land in (LAND, DARK_LAND):
            assert contrast(legible(color, land), land) >= 3
    assert legible("#b2182b", LAND) == "#b2182b"  # already does
    css = gallery.assets.own("templates/gallery.css")
    assert re.findall(r"--land: (#\w+)", css) == [LAND, DARK_LAND]


def test_the_gallery_and_the_listing_speak_the_projects_language(sheets):
    words = Catalogue("ru", MADE_UP, catalogues()["en"])
    html = _html(sheets, words)
    assert 'lang="ru" dir="rtl"' in html
    assert ">Hop<" in html and "Up to 31 Julober 2016" in html
    assert "few 4" not in html and "many 6" in html and "&lt;1&gt;" in html
    assert "Period by period" in html  # what is missing is said in English
    listed = listing(sheets[None].data, words)
    assert listed.startswith("<div") and 'lang="ru" dir="rtl"' in listed
    assert "No script" in listed and "Up to 31 Julober 2016" in listed


def test_a_language_without_a_catalogue_falls_back_to_english():
    every = {"en": {"x": "X"}, "fr": {"x": "Y"}}
    assert catalogue(("fr", "en"), every).text("x") == "Y"
    assert catalogue(("xx", "fr"), every).text("x") == catalogue((), every).text("x") == "X"


def test_strings_are_filled_once_and_numbers_grouped():
    words = Catalogue("fr", {"x": "{a} of {n}, {c}"}, {})
    assert words.text("x", a="{n}", n=12345) == "{n} of 12\u202f345, {c}"


@pytest.mark.parametrize(
    ("tag", "forms"),
    {
        "en": {0: "other", 1: "one", 2: "other"},
        "fr": {0: "one", 1: "one", 2: "other", 1_000_000: "many"},
        "ru": {0: "many", 1: "one", 3: "few", 5: "many", 11: "many", 13: "many", 21: "one", 22: "few", 111: "many"},
        "ar": {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 100: "other", 102: "other", 103: "few"},
    }.items(),
)
def test_plurals_are_those_of_cldr(tag, forms):
    assert {n: plural(tag, n) for n in forms} == forms


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2016-07-31", "31 Julober 2016"),
        ("2016-07", "Julo 2016"),
        ("2016-07-XX~", "c. Julo 2016"),
        ("2016?", "2016 (uncertain)"),
        ("198X", "1980s"),
        ("2016-07-01/..", "from 1 Julober 2016"),
        ("2015/2016-07", "2015 – Julo 2016"),
        ("someday", "someday"),
    ],
)
def test_dates_are_worded_in_the_language(edtf, shown):
    assert shown_date(edtf, Catalogue("ru", MADE_UP, catalogues()["en"])) == shown


def test_dates_stay_english_where_the_language_names_no_months():
    assert shown_date("2016-07", Catalogue("ru", {}, catalogues()["en"])) == "July 2016"


def test_the_sum_follows_the_language(sheets):
    words = Catalogue("fr", {"notes.read": "lignes"}, catalogues()["en"])
    accounting = Accounting(1234, 1234, 0, 0, 0, 0)
    assert "1\u202f234 lignes = 1\u202f234 on the map" in _html(sheets, words, accounting=accounting)


def test_a_project_without_words_of_its_own_has_its_title(sheets):
    bare = dataclasses.replace(PROJECT, headline="", standfirst="", kicker="", method="", corrections="", as_of="")
    html = _html(sheets, project=bare)
    assert f">{PROJECT.title}</h1>" in html
    assert 'class="kicker"' not in html and 'class="asof"' not in html


def test_what_nobody_has_reviewed_is_counted_under_the_sum(sheets):
    said = "Of these, 3 were suggested by rule and are not reviewed."
    assert said in _html(sheets, accounting=Accounting(9, 9, 0, 0, 0, 0, 3))
    assert said.partition(", ")[0] not in _html(sheets, accounting=Accounting(9, 9, 0, 0, 0, 0))
