import re

import numpy as np
import pytest
import shapely

from geo.draw import compose, vlq
from geo.draw.glyphs import glyph
from geo.draw.labels import Labels
from geo.draw.projection import HEIGHT, WIDTH, View, cut, line_path, pieces_in_view, ring_path
from geo.draw.thumbnail import Album
from tests.draw.samples import ALEPPO, CAMPAIGN, edition

HERE = {"day": "2016-01-01", "geo_precision": "exact", "event_type": "A"}


def _drawn(*rows, **options):
    """Sheet, album and picture of some rows."""
    sheet = compose.sheet(edition(*rows))
    album = Album(sheet.base, sheet.frame.core, sheet.data["categories"])
    return sheet, album, album.picture(sheet.data, 1.0, "What is seen", **options)


def test_a_picture_says_what_is_seen():
    _, _, picture = _drawn()
    assert 'role="img"' in picture and 'aria-label="What is seen"' in picture


def test_all_pictures_share_one_ground_and_every_reference_is_there():
    _, album, picture = _drawn()
    other = album.picture(compose.sheet(edition(), CAMPAIGN).data, 3.0, "")
    shared = album.definitions()
    ids = set(re.findall(r'id="([^"]+)"', shared))
    for each in (picture, other):
        assert each.count('href="#ground"') == 1
        assert set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', each)) <= {(i, "") for i in ids} | {
            ("", i) for i in ids
        }
    assert shared.count('class="land"') == 1


def test_the_ground_is_cut_to_the_picture():
    _, album, _ = _drawn()
    land = re.search(r'class="land" d="([^"]*)"', album.definitions())[1]
    starts = re.findall(r"M(-?\d+) (-?\d+)", land)
    assert len(land) > 100
    assert all(-24 <= int(x) <= WIDTH + 24 and -24 <= int(y) <= HEIGHT + 24 for x, y in starts)


def test_a_pile_of_one_category_is_larger_and_says_its_number():
    apart = [HERE | {"at": (36, 34)}, *[HERE | {"at": (38, 36)}] * 4]
    _, _, picture = _drawn(*apart)
    scales = [float(s) for s in re.findall(r"scale\(([\d.]+)\)", picture)]
    assert scales == [9.0, 4.5]  # four times the area
    assert re.findall(r">(\d+)</text>", picture) == ["4"]


def test_several_categories_are_split_by_their_share():
    kinds = ["A", "A", "A", "B"]
    _, _, picture = _drawn(*(HERE | {"at": (38, 36), "event_type": kind} for kind in kinds))
    widths = [float(w) for w in re.findall(r'<rect[^>]*width="([\d.]+)"[^>]*class="bar', picture)]
    assert len(widths) == 2 and sum(widths) == pytest.approx(14, abs=0.2)
    assert max(widths) == pytest.approx(3 * min(widths), abs=0.3)
    assert ">4</text>" in picture


def test_every_event_with_a_place_is_shown_or_counted_as_beyond():
    near, far = {"at": (38, 36)}, {"at": (139.7, 35.7)}
    rows = [*[HERE | near] * 9, HERE | far, {"day": "2016-01-01"}]
    sheet, album, _ = _drawn(*rows)
    scene = album.scene(sheet.data, 1.0)
    assert (scene.shown, scene.beyond, scene.places) == (9, 1, 1)
    assert sum(len(pile.events) for pile in scene.piles) == 9


def test_an_area_is_hatched_once_and_has_a_number_not_a_mark():
    _, album, picture = _drawn(*({"day": "2016-01-01", "at": ALEPPO, "event_type": kind} for kind in "ABC"))
    assert picture.count('class="area several"') == 1 and ">3</text>" in picture
    assert 'class="mark' not in picture
    assert album.definitions().count("<pattern") == 1


def test_a_route_has_an_arrow_unless_it_is_too_short_to_see():
    long, short = ([(30, 36), (40, 34)], [(29.1, 41.2), (29.0, 41.1)])
    rows = [{"day": "2016-01-01", "at": shapely.LineString(line), "event_type": "A"} for line in (long, short)]
    _, _, picture = _drawn(*rows)
    assert picture.count('class="route c0"') == 1
    assert len(re.findall(r'<path d="M[^"]*z" class="mark c0"', picture)) == 1
    assert len(re.findall(r'<use href="#g0"', picture)) == 1


def test_an_arrow_stops_short_of_the_mark_at_its_end():
    route = {"day": "2016-01-01", "at": shapely.LineString([(30, 36), (40, 36)]), "event_type": "A"}
    tips = []
    for rows in ([route], [route, HERE | {"at": (40, 36)}, HERE | {"at": (30, 36)}]):
        sheet, album, picture = _drawn(*rows)
        tip = float(re.search(r'<path d="M([\d.]+) [\d.]+L[^"]*z" class="mark', picture)[1])
        tips.append(tip - album.scene(sheet.data, 1.0).shapes[0].arrow[1][0])
    assert tips[0] == pytest.approx(4.5, abs=0.2) and tips[1] == pytest.approx(-10.5, abs=0.2)


def test_an_area_whose_mark_lies_beyond_still_says_its_number():
    wide = shapely.box(-60, 30, 39, 37)
    sheet, album, _ = _drawn(*[HERE | {"at": (38, 36)}] * 19, {"day": "2016-01-01", "at": wide, "event_type": "B"})
    (shape,) = album.scene(sheet.data, 1.0).shapes
    assert 0 <= shape.pile.x <= WIDTH and 0 <= shape.pile.y <= HEIGHT


def test_names_are_those_of_the_weightiest_places_and_no_more_than_asked():
    rows = [HERE | {"at": (34 + i, 34), "place_name": f"P{i}"} for i in range(4) for _ in range(i + 1)]
    _, _, picture = _drawn(*rows, names=2)
    assert re.findall(">(P.)</text>", picture) == ["P3", "P2"]


def test_no_badge_hides_part_of_another_and_thousands_are_parted():
    spots = [(35 + i * 0.2, 34 + j * 0.2) for i in range(12) for j in range(8)]
    rows = [HERE | {"at": at, "event_type": kind} for at in spots for kind in "AB" for _ in range(12)]
    sheet = compose.sheet(edition(*rows))
    album = Album(sheet.base, sheet.frame.core, sheet.data["categories"], "{:,}".format)
    picture = album.picture(sheet.data, 4.0, "")
    boxes = [
        tuple(float(re.search(rf' {name}="([\d.-]+)"', rect)[1]) for name in ("x", "y", "width", "height"))
        for rect in re.findall(r'<rect[^>]*class="badge"[^>]*>', picture)
    ]
    assert len(boxes) > 2
    for n, (x, y, width, height) in enumerate(boxes):
        for other_x, other_y, wide, high in boxes[:n]:
            assert x >= other_x + wide or other_x >= x + width or y >= other_y + high or other_y >= y + height
    numbers = re.findall(r">([\d,]+)</text>", picture)
    assert sum(int(number.replace(",", "")) for number in numbers) == len(rows)


def test_a_picture_of_nothing_is_still_a_picture():
    _, _, picture = _drawn({"day": "2016-01-01"})
    assert picture.startswith("<svg")


def test_a_name_finds_room_or_is_left_out():
    labels = Labels(10)
    labels.take(100, 100, 5, 5)
    x, _ = labels.beside(100, 100, "Name")
    assert x > 105
    labels.take(WIDTH / 2, HEIGHT / 2, WIDTH / 2, HEIGHT / 2)
    assert labels.beside(100, 100, "Other") is None
    assert labels.aside(100, 100, 20) == (100, 100)


def test_a_number_steps_aside_for_what_stands_there():
    labels = Labels(10)
    labels.take(100, 100, 5, 5)
    assert labels.aside(100, 100, 20) != (100, 100)


def test_shapes_differ():
    shapes = {glyph(shape) for shape in ("circle", "square", "triangle", "diamond", "cross", "ring")}
    assert len(shapes) == 6


def test_paths_are_read_as_they_are_written():
    """The checked vector of the base map's format."""
    steps, counts = vlq.decode(["46G89GoGAApG", "hmqBnrXgqmCknhB"])
    assert counts.tolist() == [6, 4]
    assert (steps.reshape(-1, 2).cumsum(axis=0) / 100).tolist() == [
        [35.0, 35.5], [36.0, 35.5], [36.0, 34.5], [-180.0, -85.05], [180.0, 85.05],
    ]  # fmt: skip


def test_only_what_reaches_into_the_picture_is_drawn():
    view = View((35.0, 33.0, 37.0, 35.0))
    rings = [np.array(ring) * 100 for ring in ([(36, 34), (36, 35), (37, 34)], [(80, 34), (81, 35), (81, 34)])]
    steps = np.diff(np.concatenate(rings), axis=0, prepend=0)
    (drawn,) = pieces_in_view(vlq.encode(steps.ravel(), np.array([6, 12])), 100, view)
    assert drawn == [pytest.approx(view.point(*place)) for place in ((36, 34), (36, 35), (37, 34))]
    assert list(pieces_in_view([], 100, view)) == []


def test_a_ring_is_cut_along_the_edge_not_across_the_corner():
    triangle = [(-10.0, 5.0), (5.0, -10.0), (5.0, 5.0)]
    assert sorted(set(cut(cut(triangle, 0, 0, 1), 1, 0, 1))) == [(0.0, 0.0), (0.0, 5.0), (5.0, 0.0), (5.0, 5.0)]


def test_of_a_line_only_what_may_show_is_drawn():
    assert line_path([(-50.0, 10.0), (-40.0, 20.0), (-30.0, 10.0)]) == ""
    far = WIDTH + 60.0
    assert line_path([(-50.0, 9.0), (-10.0, 10.0), (10.4, 10.0), (far, 10.0), (far + 100, 10.0)]) == (
        f"M-10 10l20 0 {WIDTH + 50} 0"
    )


def test_a_ring_is_written_in_steps():
    assert ring_path([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]) == "M0 0l10 0 0 10z"
