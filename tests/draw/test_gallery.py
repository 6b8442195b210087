import re

import pytest
import shapely

from geo.draw import compose, gallery
from geo.draw.thumbnail import HEIGHT, WIDTH, _cut, _decoded, _line, shows_all, thumbnail
from tests.draw.samples import ALEPPO, CAMPAIGN, PROJECT, edition


@pytest.fixture(scope="module")
def sheets():
    made = edition()
    return {period: compose.sheet(made, period) for period in (None, CAMPAIGN)}


def _card(sheets, period):
    return gallery.card("a.html", "A title", sheets[period], sheets[None], period)


def test_a_card_says_what_its_map_shows(sheets):
    card = _card(sheets, CAMPAIGN)
    assert (card.dates, card.counts) == ("30 Sep 2015 – 14 Mar 2016", "6 events, 1 of them not on the map")
    assert card.text == CAMPAIGN.description
    assert _card(sheets, None).dates == "1980–2016"


def test_the_gallery_holds_title_accounting_and_credit(sheets):
    html = gallery.index_html([_card(sheets, None)], PROJECT, edition().accounting, "Credit")
    for text in (
        "<h1",
        PROJECT.headline,
        PROJECT.standfirst,
        "9 rows read = 7 on the map",
        "Base map: Credit",
        "As of 31 Jul 2016",
    ):
        assert text in html
    assert "<script" not in html


def test_a_picture_shows_land_and_each_place_once(sheets):
    picture = _card(sheets, CAMPAIGN).picture
    assert picture.count("<circle") == 2  # two of the campaign's three sites are one town
    assert picture.count('class="shape"') == 2
    land = re.search(r'class="land" d="([^"]*)"', picture)[1]
    numbers = [int(n) for n in re.findall(r"-?\d+", land)]
    assert len(numbers) > 30
    assert min(numbers) >= -8 and max(numbers[::2]) <= WIDTH + 8 and max(numbers[1::2]) <= HEIGHT + 8


def test_a_picture_of_nothing_is_still_a_picture(sheets):
    made = edition({"day": "2016-01-01"})
    sheet = compose.sheet(made)
    assert thumbnail(sheet.data, sheet.base, sheet.frame.core).startswith("<svg")


def test_paths_are_read_as_they_are_written():
    """The checked vector of the base map's format."""
    assert list(_decoded(["46G89GoGAApG", "hmqBnrXgqmCknhB"], 100)) == [
        [(35.0, 35.5), (36.0, 35.5), (36.0, 34.5)],
        [(-180.0, -85.05), (180.0, 85.05)],
    ]


def test_a_ring_is_cut_along_the_edge_not_across_the_corner():
    triangle = [(-10.0, 5.0), (5.0, -10.0), (5.0, 5.0)]
    cut = _cut(_cut(triangle, 0, 0, 1), 1, 0, 1)
    assert sorted(set(cut)) == [(0.0, 0.0), (0.0, 5.0), (5.0, 0.0), (5.0, 5.0)]


def test_of_a_line_only_what_may_show_is_drawn():
    assert _line([(-50.0, 10.0), (-40.0, 20.0), (-30.0, 10.0)]) == ""
    assert _line([(-50.0, 9.0), (-10.0, 10.0), (10.4, 10.0), (400.0, 10.0), (500.0, 10.0)]) == "M-10 10L10 10L400 10"


def test_pictures_show_the_same_part_of_the_world_unless_nothing_is_there(sheets):
    land = [re.search(r'class="land" d="([^"]*)"', _card(sheets, period).picture)[1] for period in sheets]
    assert land[0] == land[1]
    far = compose.sheet(edition({"day": "2016-01-01", "at": (139.7, 35.7), "geo_precision": "exact"}))
    assert "<circle" in gallery.card("a.html", "Far", far, sheets[None]).picture


def test_an_area_of_several_events_is_washed_once():
    rows = [{"day": "2016-01-01", "at": ALEPPO, "event_type": kind} for kind in "ABC"]
    sheet = compose.sheet(edition(*rows))
    picture = gallery.card("a.html", "A title", sheet, sheet).picture
    assert picture.count('class="shape"') == 1 and 'stroke="#5C5F62"' in picture


def test_a_picture_holds_somewhat_more_than_its_core_and_no_more():
    assert shows_all((30, 30, 40, 36), (29, 30, 41, 36))
    assert not shows_all((30, 30, 40, 36), (20, 30, 41, 36))


def test_a_line_too_short_to_see_is_a_dot():
    rows = [
        {"day": "2016-01-01", "at": shapely.LineString(line), "event_type": "A"}
        for line in ([(29.1, 41.2), (29.0, 41.0)], [(30, 36), (40, 34)])
    ]
    sheet = compose.sheet(edition(*rows))
    picture = thumbnail(sheet.data, sheet.base, sheet.frame.core)
    assert (picture.count("<circle"), picture.count('class="shape"')) == (1, 1)
