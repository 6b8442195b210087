"""What is packed comes back: numbers of any size, lines, areas with holes, islands."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.geocode import packed

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
pack = importlib.import_module("gazetteer.pack")


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_numbers_come_back(numbers):
    assert packed.unpack_numbers(packed.pack_numbers(numbers)) == numbers


def test_small_steps_take_a_byte():
    assert len(packed.pack_numbers([0, 1, -1, 63, -64])) == 5


HOLED = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])


@pytest.mark.parametrize(
    "shape",
    [
        shapely.LineString([(28.985, 41.005), (29.145, 41.24)]),
        shapely.MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3)]]),
        HOLED,
        shapely.MultiPolygon([HOLED, shapely.box(10, -10, 11, -9)]),
        shapely.box(-180, -90, 180, 90),
    ],
)
def test_shapes_come_back_with_their_bounds(shape):
    data = b"before" + pack.pack_area(shape, 4)
    assert packed.unpack_area(data, 6).equals(shape)
    assert [side / packed.FLAT for side in packed.AREA.unpack_from(data, 6)[:4]] == list(shape.bounds)


def test_the_same_entries_give_the_same_bytes_in_any_order(tmp_path):
    entries = [
        pack.Entry("gn:2", "Al-Bab", 37.5, 36.4, "town", {"Bab"}, country="SY", admin1="Aleppo", population=9),
        pack.Entry("gn:1", "Bab", 1.0, 1.0, "town", country="LB"),
        pack.Entry("sea:x", "X Sea", 1.0, 1.0, "sea", {"Sea of X"}, shape=HOLED),
        pack.Entry("oa:Y", "Y Air Base", 2.0, 2.0, "airfield", weak={"Y y"}, country="SY"),
    ]
    countries = {"LB": ("Lebanon", ["SY"], "LBN"), "SY": ("Syria", ["LB"], "SYR")}
    for name, listed in (("a", entries), ("b", entries[::-1])):
        (tmp_path / name).mkdir()
        pack.write(listed, countries, tmp_path / name)
    for file in ("gazetteer.keys", "gazetteer.rows", "areas.bin"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()

    from geo.geocode import Gazetteer

    made = Gazetteer(tmp_path / "a")
    assert {(c.place_id, c.match) for c in made.candidates("Bab")} == {("gn:1", "name"), ("gn:2", "spelling")}
    assert {(c.place_id, c.match) for c in made.candidates("Al-Bab")} == {("gn:1", "folded"), ("gn:2", "name")}
    assert made.candidates("Y y")[0].match == "folded"
    assert made.candidates("Sea of X")[0].bounds == (0, 0, 4, 4) and made.geometry("sea:x").equals(HOLED)
    assert made.place("gn:2").admin1 == "Aleppo" and made.alpha2["SYR"] == "SY"


def test_two_places_of_one_id_stop_the_build(tmp_path):
    twin = pack.Entry("gn:1", "A", 0.0, 0.0, "town")
    with pytest.raises(SystemExit, match="gn:1"):
        pack.write([twin, twin], {}, tmp_path)
