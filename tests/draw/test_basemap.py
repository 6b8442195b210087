"""The base map of a page: its size, its places, its lines; read as the page's script reads it."""

import hashlib
import json
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon

from geo.draw import vlq
from geo.draw.basemap import BUDGET, PACK, clip, size
from geo.draw.basepack import AREAS, LAYERS

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
CORE, EXTENT = (26, 31, 43, 43), (-10, 25, 65, 62)  # the sample: Syria and the Bosphorus; bombers from Russia


def numbers(text):
    found, value, shift = [], 0, 0
    for digit in map(DIGITS.index, text):
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            found.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return found


def paths(tier, layer):
    """Every path of a layer as (n, 2) degrees."""
    found = []
    for _, group in tier[layer]:
        steps = [np.array(numbers(text)).reshape(-1, 2) for text in group]
        points = np.cumsum(np.concatenate(steps), axis=0) / tier["scale"]
        found += np.split(points, np.cumsum([len(step) for step in steps])[:-1])
    return found


def winding(tier, layer, lon, lat):
    """How often a layer's rings turn anticlockwise about a point: what the canvas fills, "nonzero"."""
    rings = [Polygon(ring) for ring in paths(tier, layer)]
    signs = [1 if ring.exterior.is_ccw else -1 for ring in rings]
    return sum(sign for sign, ring in zip(signs, rings, strict=True) if ring.contains(Point(lon, lat)))


def nearest(tier, layer, lon, lat):
    return min(LineString(path).distance(Point(lon, lat)) for path in paths(tier, layer))


@pytest.fixture(scope="module")
def sample():
    return clip(CORE, EXTENT)


def test_the_world_is_small_enough_to_carry_along():
    assert PACK.stat().st_size <= 15_000_000


def test_the_sample_keeps_the_budget(sample):
    written = json.dumps(sample, ensure_ascii=False, separators=(",", ":")).encode()
    assert size(sample) == len(written) <= BUDGET == 350_000


def holds_closely(bounds, box):
    """Whether the bounds hold the box and are at most an eighth of its width larger on each side."""
    room = (box[2] - box[0]) / 8
    outward = (box[0] - bounds[0], box[1] - bounds[1], bounds[2] - box[2], bounds[3] - box[3])
    return all(0 <= side <= room for side in outward)


def test_three_tiers_from_the_world_to_the_core(sample):
    world, extent, core = sample["tiers"]
    assert world["bounds"] == [-180, -85.05, 180, 85.05]
    assert holds_closely(extent["bounds"], EXTENT) and holds_closely(core["bounds"], CORE)
    assert 0 == world["minzoom"] < extent["minzoom"] < core["minzoom"] <= 7
    assert world["scale"] < extent["scale"] < core["scale"]


@pytest.mark.parametrize("budget", [60_000, 150_000, 800_000])
def test_any_budget_is_met_and_used(budget):
    assert 0.6 * budget < size(clip(CORE, EXTENT, budget=budget)) <= budget


def test_a_tighter_budget_coarsens_but_keeps_the_core_finest(sample):
    tight = clip(CORE, EXTENT, budget=60_000)
    scales = [tier["scale"] for tier in tight["tiers"]]
    assert scales == sorted(scales)
    assert all(scale <= tier["scale"] for scale, tier in zip(scales, sample["tiers"], strict=True))
    assert winding(tight["tiers"][2], "land", 36.3, 33.5) == 1


def test_an_impossible_budget_says_what_would_do():
    with pytest.raises(ValueError, match="the least here is"):
        clip(CORE, EXTENT, budget=900)


def test_same_arguments_same_bytes_in_another_process(sample):
    code = (
        "import hashlib, json; from geo.draw.basemap import clip;"
        f"print(hashlib.sha256(json.dumps(clip({CORE}, {EXTENT})).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout.strip() == hashlib.sha256(json.dumps(sample).encode()).hexdigest()


@pytest.mark.parametrize(
    ("tier", "lon", "lat", "land"),
    [
        (2, 33.2, 35.05, 1),  # Cyprus
        (2, 36.29, 33.51, 1),  # Damascus
        (2, 35.97, 35.4, 1),  # Hmeimim, 3 km from the coast
        (2, 35.85, 35.4, 0),  # the sea off it
        (2, 33.0, 34.0, 0),  # Mediterranean
        (2, 28.2, 40.7, 0),  # Sea of Marmara
        (1, 37.6, 55.75, 1),  # Moscow
        (1, 34.0, 43.5, 0),  # Black Sea
        (1, 50.5, 42.0, 0),  # Caspian Sea
        (0, 134.0, -25.0, 1),  # Australia
        (0, -30.0, 40.0, 0),  # Atlantic
        (0, 0.0, -82.0, 1),  # Antarctica
        (0, -100.0, 40.0, 1),  # North America
    ],
)
def test_land_is_land_and_sea_is_sea(sample, tier, lon, lat, land):
    assert winding(sample["tiers"][tier], "land", lon, lat) == land


def test_lakes_lie_on_the_land(sample):
    extent, core = sample["tiers"][1:]
    assert winding(core, "land", 42.9, 38.6) == winding(core, "lakes", 42.9, 38.6) == 1  # Van
    assert winding(core, "lakes", 38.15, 36.05) == 1  # Assad
    assert winding(extent, "lakes", 31.5, 60.8) == 1  # Ladoga
    assert winding(core, "lakes", 36.29, 33.51) == 0


def test_rivers_and_first_order_divisions_are_there(sample):
    core = sample["tiers"][2]
    assert nearest(core, "rivers", 40.15, 35.33) < 0.05  # the Euphrates at Deir ez-Zor
    assert nearest(core, "adm1", 36.0, 35.25) < 0.1  # between Latakia and Tartus
    assert {zoom for zoom, _ in core["adm1"]} <= set(range(3, 8))


def test_disputed_lines_stand_apart_from_agreed_borders(sample):
    core = sample["tiers"][2]
    golan, green_line, to_turkey = (35.85, 33.0), (33.2, 35.15), (38.0, 36.83)
    assert nearest(core, "disputed", *golan) < 0.05 < nearest(core, "borders", *golan)
    assert nearest(core, "disputed", *green_line) < 0.05
    assert nearest(core, "borders", *to_turkey) < 0.05 < nearest(core, "disputed", *to_turkey)
    world = sample["tiers"][0]
    assert nearest(world, "disputed", -12.0, 25.0) < 1.5  # Western Sahara
    assert nearest(world, "disputed", 77.0, 35.0) < 1  # Kashmir


def test_claims_of_the_other_source_are_drawn_too(sample):
    assert nearest(sample["tiers"][1], "disputed", 38.3, 48.6) < 0.4  # Donbas, as in 2018
    assert nearest(sample["tiers"][1], "disputed", 44.0, 42.2) < 0.3  # South Ossetia


def test_the_policy_on_borders_is_said(sample):
    assert "dashed" in sample["policy"] and "2018" in sample["policy"]
    assert "Natural Earth" in sample["attribution"] and "GeoNames" in sample["attribution"]


def town(basemap, name):
    towns = basemap["towns"]
    row = towns["name"].index(name)
    return {column: values[row] for column, values in towns.items() if column not in ("scale", "langs")}


def test_towns_bear_latin_and_local_names(sample):
    damascus = town(sample, "Damascus")
    assert (damascus["local"], sample["towns"]["langs"][damascus["lang"]]) == ("دمشق", "ar")
    assert damascus["capital"] == 1
    assert abs(damascus["lon"] / 1000 - 36.3) < 0.05 and abs(damascus["lat"] / 1000 - 33.5) < 0.05
    assert town(sample, "Latakia")["local"] == "اللاذقية" and town(sample, "Latakia")["minzoom"] <= 6
    assert town(sample, "Azaz")["local"] == "أعزاز"
    assert town(sample, "Moscow")["local"] == "Москва"
    assert town(sample, "Kyiv")["local"] == "Київ"
    assert (town(sample, "Ankara")["local"], town(sample, "Ankara")["lang"]) == ("", 0)


def test_towns_are_columns_in_order_of_their_zoom(sample):
    towns = sample["towns"]
    columns = [towns[name] for name in ("name", "local", "lang", "lon", "lat", "minzoom", "capital")]
    assert {len(column) for column in columns} == {len(towns["name"])}
    assert towns["minzoom"] == sorted(towns["minzoom"])
    assert towns["langs"][0] == "" and set(towns["lang"]) <= set(range(len(towns["langs"])))
    assert all((local == "") == (lang == 0) for local, lang in zip(towns["local"], towns["lang"], strict=True))
    assert set(towns["capital"]) == {0, 1, 2}


def test_arabic_names_are_written_in_arabic_letters(sample):
    towns = sample["towns"]
    arabic = towns["langs"].index("ar")
    names = [local for local, lang in zip(towns["local"], towns["lang"], strict=True) if lang == arabic]
    assert len(names) > 100
    assert all("\u0620" <= letter <= "\u064a" for name in names for letter in name.replace(" ", ""))


def test_detail_follows_the_core(sample):
    inside = sum(
        26 <= lon / 1000 <= 43 and 31 <= lat / 1000 <= 43
        for lon, lat, zoom in zip(
            sample["towns"]["lon"], sample["towns"]["lat"], sample["towns"]["minzoom"], strict=True
        )
        if zoom >= 8
    )
    assert inside > 100


@pytest.mark.parametrize("core", [(177, -20, -178, -15), (177, -20, 182, -15)])
def test_a_box_across_the_antimeridian_is_one_piece(core):
    found = clip(core, (170, -25, -170, -10))
    tier = found["tiers"][-1]
    assert tier["bounds"] == [170, -25, 190, -10]
    assert winding(tier, "land", 178.0, -17.8) == 1  # Viti Levu
    assert winding(tier, "land", 187.55, -13.6) == 1  # Savaiʻi, 172 W
    assert winding(tier, "land", 180.0, -16.8) == 1  # Taveuni lies on it
    assert all(np.ptp(ring[:, 0]) < 2 for ring in paths(tier, "land"))
    assert {"Suva", "Apia"} <= set(found["towns"]["name"])


def test_the_east_of_siberia_is_drawn_past_the_antimeridian():
    tier = clip((165, 60, -160, 70), (160, 55, -150, 75))["tiers"][-1]
    assert winding(tier, "land", 175.0, 66.0) == winding(tier, "land", 185.0, 66.5) == 1
    assert winding(tier, "land", 179.999, 68.0) == winding(tier, "land", 180.001, 68.0) == 1


def test_an_empty_ocean_has_a_world_around_it():
    found = clip((-41, -31, -39, -29), (-45, -35, -35, -25))
    tier = found["tiers"][-1]
    assert all(tier[layer] == [] for layer in LAYERS)
    assert winding(found["tiers"][0], "land", 20, 10) == 1
    assert found["towns"]["name"]


def test_the_whole_world_is_one_tier():
    found = clip((-180, -90, 180, 90), (-180, -90, 180, 90))
    assert len(found["tiers"]) == 1
    assert size(found) > 150_000  # with nothing finer to come, the world has the bytes


def test_a_narrow_extent_needs_no_tier_between():
    found = clip((35, 34, 37, 36), (33, 31, 43, 38))
    assert [tier["bounds"] for tier in found["tiers"][1:]] == [[33, 31, 43, 38]]


def test_a_point_becomes_a_box_about_it():
    tier = clip((35.95, 35.4, 35.95, 35.4), (35.95, 35.4, 35.95, 35.4))["tiers"][-1]
    west, south, east, north = tier["bounds"]
    assert west < 35.95 < east and south < 35.4 < north
    assert winding(tier, "land", 36.1, 35.4) == 1


def test_the_poles_are_cut_where_web_maps_end():
    west, south, east, north = clip((-10, 80, 30, 90), (-60, 70, 60, 90))["tiers"][1]["bounds"]
    assert (west, east, north) == (-60, 60, 85.05) and 60 < south <= 70


def test_pages_that_show_nearly_the_same_share_one_base_map():
    alike = [clip((10 + nudge, 20, 30, 34 - nudge), (1 + nudge, 15, 39, 40)) for nudge in (0.1, 0.3)]
    assert alike[0] is alike[1]
    assert clip((10, 20, 30, 34), (1, 15, 45, 40)) is not alike[0]


@pytest.mark.parametrize("box", [(1, 2, 3), (10, 50, 20, 40), (float("nan"), 0, 1, 1), (0, 0, 10, 91), (0, 0, 900, 10)])
def test_what_is_no_box_is_refused(box):
    with pytest.raises(ValueError, match="bounds"):
        clip(box, EXTENT)


def test_data_reach_past_the_bounds_so_that_coasts_show_no_frame(sample):
    core = sample["tiers"][2]
    west = min(ring[:, 0].min() for ring in paths(core, "land"))
    assert 25 < west < 26
    assert all(len(path) >= (3 if layer in AREAS else 2) for layer in LAYERS for path in paths(core, layer))


def test_points_are_no_more_than_the_scale_can_show(sample):
    for tier in sample["tiers"]:
        steps = np.concatenate([np.hypot(*np.diff(ring, axis=0).T) for ring in paths(tier, "land")])
        assert np.median(steps) * tier["scale"] > 4
    assert all((ring[0] != ring[-1]).any() for ring in paths(sample["tiers"][2], "land"))


def test_another_file_is_no_base_map(tmp_path):
    other = tmp_path / "other.pack"
    other.write_bytes(b"GEOBASE0" + bytes(100))
    with pytest.raises(ValueError, match=r"other\.pack is not a base map"):
        clip(CORE, EXTENT, pack=other)


def test_vlq_is_that_of_source_maps():
    values = np.array([0, 1, -1, 15, 16, -16, 123456, 2**31 - 1])
    assert vlq.encode(values, np.array([3, 8])) == ["ACD", "egBhBgkxH+/////D"]


@given(st.lists(st.lists(st.integers(-(2**31) + 1, 2**31 - 1), min_size=1), min_size=1))
def test_vlq_reads_back(lists):
    flat, ends = np.array([n for part in lists for n in part]), np.cumsum([len(part) for part in lists])
    texts = vlq.encode(flat, ends)
    assert [numbers(text) for text in texts] == lists
    decoded, counts = vlq.decode(texts)
    assert (decoded.tolist(), counts.tolist()) == (flat.tolist(), [len(part) for part in lists])
