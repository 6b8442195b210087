"""The committed gazetteer: what must be found, where, in which shape, how large the files are."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.folding import fold
from geo.geocode import FirstOf, Gazetteer, SeedPlaces, resolve
from geo.geocode.gazetteer import DATA
from geo.sphere import distance_km

GAZETTEER = Gazetteer()
SYRIA = {"countries": ("SY",), "neighbours": GAZETTEER.neighbours, "names": GAZETTEER.country_names}
CURATED = Path(__file__).parents[2] / "scripts" / "gazetteer"


def found(name, **context):
    place, choice = resolve(name, GAZETTEER, **(SYRIA | context))
    assert place is not None, choice.reason
    return place


@pytest.mark.parametrize(
    "spelling", ["Hmeimim", "Khmeimim", "Hmeymim", "Humaymim", "حميميم", "Хмеймим", "Latakia air base", "OSLK"]
)
def test_hmeimim_is_the_air_base_in_each_spelling(spelling):
    best = found(spelling).candidate
    assert best.kind == "airfield" and best.country == "SY"
    assert distance_km((best.lon, best.lat), (35.949, 35.401)) < 3


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Latakia", 35.53, 35.79), ("اللاذقية", 35.53, 35.79), ("Azaz", 36.586, 37.045), ("A'zaz", 36.586, 37.045),
        ("أعزاز", 36.586, 37.045), ("Tartus", 34.889, 35.887), ("Tartous", 34.889, 35.887),
        ("Тартус", 34.889, 35.887), ("Damascus", 33.51, 36.29), ("Palmyra", 34.56, 38.28), ("Пальмира", 34.56, 38.28),
        ("Aleppo", 36.20, 37.16), ("Al-Bab", 36.37, 37.51), ("Deir ez-Zor", 35.34, 40.14), ("Raqqa", 35.95, 39.01),
        ("Salma", 35.67, 36.12), ("Marea", 36.48, 37.20), ("Tell Rifaat", 36.47, 37.10), ("Homs", 34.73, 36.72),
        ("Tripoli", 34.43, 35.84),
    ],
)  # fmt: skip
def test_towns_of_the_sample_lie_within_10_km(name, lat, lon):
    best = found(name).candidate
    assert best.kind in ("town", "site") and distance_km((best.lon, best.lat), (lon, lat)) < 10


def test_latakia_the_city_is_not_latakia_the_air_base():
    assert found("Latakia").candidate.place_id == "gn:173576"
    assert found("Latakia air base").candidate.place_id == "oa:OSLK"


@pytest.mark.parametrize(
    ("name", "inside", "shape"),
    [
        ("Bosphorus", None, "Line"), ("Dardanelles", None, "Line"), ("Euphrates", None, "Line"),
        ("North Caucasus", (45.7, 43.3), "Polygon"), ("Mediterranean", (30.0, 34.0), "Polygon"),
        ("eastern Mediterranean", (34.0, 34.5), "Polygon"), ("Black Sea", (34.0, 43.0), "Polygon"),
        ("Syria", (38.0, 35.0), "Polygon"), ("Russia", (60.0, 60.0), "Polygon"), ("Levant", (36.3, 33.5), "Polygon"),
        ("Latakia Governorate", (36.0, 35.6), "Polygon"), ("Donbass", (38.0, 48.3), "Polygon"),
        ("Средиземное море", (30.0, 34.0), "Polygon"), ("البحر الأسود", (34.0, 43.0), "Polygon"),
        ("Crimea", (34.1, 45.0), "Polygon"), ("Ukraine", (34.1, 45.0), "Polygon"),
    ],
)  # fmt: skip
def test_what_is_no_point_has_a_shape(name, inside, shape):
    place = found(name)
    assert place.geometry is not None and shape in place.geometry.geom_type and place.geometry.is_valid
    assert inside is None or place.geometry.contains(shapely.Point(inside))
    west, south, east, north = place.candidate.bounds
    assert shapely.box(west, south, east, north).buffer(0.001).contains(place.geometry)


def test_no_sea_lies_on_land():
    sea = GAZETTEER.geometry("sea:mediterranean-sea")
    assert not any(sea.contains(shapely.Point(p)) for p in [(36.3, 33.5), (9.0, 45.0), (28.0, 40.7), (34.0, 43.0)])
    assert not GAZETTEER.geometry("iso:RU").contains(shapely.Point(34.1, 45.0))


def test_the_bosphorus_runs_from_sea_to_sea():
    line = GAZETTEER.geometry("sea:bosphorus")
    assert shapely.Point(28.99, 41.01).distance(line) < 0.02 and shapely.Point(29.14, 41.23).distance(line) < 0.02


def test_homonyms_are_all_listed():
    countries = {c.country for c in GAZETTEER.candidates("Tripoli")}
    assert {"LY", "LB", "GR", "US"} <= countries
    assert {"SY", "US"} <= {c.country for c in GAZETTEER.candidates("Damascus")}


def test_what_the_comma_adds_narrows():
    assert found("Tripoli, Libya").candidate.country == "LY"
    assert found("Azaz, Aleppo Governorate").candidate.country == "SY"
    assert resolve("Azaz, Peru", GAZETTEER)[0] is None


def test_match_tells_name_from_spelling_from_folded():
    matches = {name: GAZETTEER.candidates(name)[0].match for name in ("Damascus", "Damas", "Latakia", "Al-Damascus")}
    assert matches == {"Damascus": "name", "Damas": "spelling", "Latakia": "name", "Al-Damascus": "folded"}


@pytest.mark.parametrize(
    ("written", "mapped"),
    [
        ("Sheikh Meskeen", "gn:164328"),
        ("Tel Abiad", "gn:163750"),
        ("Jarablous", "gn:169179"),
        ("Tal Salhab", "gn:163470"),
        ("Талль-Абьяд", "gn:163750"),
    ],
)
def test_a_newspapers_spelling_is_tried_as_a_maps(written, mapped):
    candidates = GAZETTEER.candidates(written)
    assert mapped in {c.place_id for c in candidates} and {c.match for c in candidates} == {"folded"}


def test_local_names_are_in_the_countrys_script():
    assert found("Latakia").candidate.local_name == "اللاذقية"
    assert GAZETTEER.candidates("Moscow")[0].local_name == "Москва"
    assert GAZETTEER.place("iso:SY").local_name == "سوريا"


def test_closed_airfields_are_known_as_such():
    best = found("Al Al Airport").candidate
    assert best.kind == "airfield" and best.name == "Al Al Airport (closed)"


def test_ids_lead_back_to_their_places():
    for place_id in ("gn:163345", "oa:OSLK", "adm1:SY.02", "iso:SY", "sea:bosphorus", "site:salma"):
        assert GAZETTEER.place(place_id).place_id == place_id
    for unknown in ("gn:1", "gn:x", "gn:", "iso:QQ", "", "zz:zz", "gn:99999999999999", "gn:²"):
        assert GAZETTEER.place(unknown) is None and GAZETTEER.geometry(unknown) is None


def test_countries_by_code_and_by_name():
    assert [GAZETTEER.country_code(n) for n in ("sy", "SYR", "Syria", "Сирия", "سوريا", "Utopia")] == [
        "SY", "SY", "SY", "SY", "SY", "",
    ]  # fmt: skip
    assert set(GAZETTEER.neighbours["SY"]) == {"IQ", "JO", "IL", "TR", "LB"}
    assert GAZETTEER.country_names["NA"] == "Namibia"


def curated(name):
    with (CURATED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_curated_place_is_in_it_under_each_of_its_names():
    rows = [*curated("waters"), *curated("lands"), *curated("sites")]
    assert len(rows) > 400
    lost = [
        (row["place_id"], name)
        for row in rows
        for name in (row["name"], *row["spellings"].split(";"))
        if name and row["place_id"] not in {c.place_id for c in GAZETTEER.candidates(name)}
    ]
    assert lost == []


def test_keys_suit_longest_prefix_matching():
    keys = GAZETTEER.keys
    assert keys.prefixes(fold("Latakia air base was"))[-1] == "latakia air base"


def test_the_files_are_small_enough_for_the_repository():
    files = [DATA / name for name in ("gazetteer.keys", "gazetteer.rows", "areas.bin")]
    assert sum(f.stat().st_size for f in files) <= 25_000_000


def test_rows_are_ordered_for_bisection():
    towns, rows = GAZETTEER._meta["counts"]
    numbers = [GAZETTEER._row(i)[3] for i in range(0, towns, 97)]
    ids = [GAZETTEER._id(i) for i in range(towns, rows)]
    assert all(a < b for a, b in pairwise(numbers)) and all(a < b for a, b in pairwise(ids))


def test_a_folder_without_a_gazetteer_says_so(tmp_path):
    (tmp_path / "gazetteer.rows").write_bytes(b"something else" * 10)
    with pytest.raises(ValueError, match="not a gazetteer"):
        Gazetteer(tmp_path).place("iso:SY")
    with pytest.raises(OSError, match="gazetteer"):
        Gazetteer(tmp_path / "none").place("iso:SY")


def test_places_of_the_project_come_first_and_may_borrow_an_area():
    both = FirstOf([SeedPlaces(()), GAZETTEER])
    assert both.candidates("Azaz")[0].origin == "gazetteer"
    assert both.geometry("iso:SY") is not None and both.geometry("own:x") is None


@given(st.text(st.characters(codec=None, categories=None), max_size=50))
def test_any_text_may_be_asked_for(text):
    for candidate in GAZETTEER.candidates(text):
        assert -180 <= candidate.lon <= 180 and -90 <= candidate.lat <= 90
