import json
from itertools import cycle

import pytest
import shapely
from shapely.geometry import mapping

from geo.export import geojson, known, news
from geo.layer import memberships
from geo.schema import EVENT_COLUMNS, PLACE_COLUMNS
from tests.tables import features, period


def _export(*rows, periods=()):
    table = features(*rows)
    return json.loads(geojson(table, periods, memberships(table, periods)))["features"]


def test_periods_are_listed_and_the_possible_ones_apart():
    periods = [period("a", "2016-01-01", "2016-06-30"), period("b", "2016-07-01", "2016-12-31")]
    rows = [
        {"day": "2016-03-01", "at": (36, 35)},
        {"earliest": "2016-06-01", "latest": "2016-07-31", "at": (36, 35)},
    ]
    first, second = (f["properties"] for f in _export(*rows, periods=periods))
    assert (first["periods"], first["periods_possible"]) == (["a"], [])
    assert (second["periods"], second["periods_possible"]) == (["a", "b"], ["a", "b"])


def test_an_event_without_a_place_has_a_null_geometry_and_its_reason():
    (feature,) = _export({"day": "2016-03-01", "reason": "no place is named"})
    assert feature["geometry"] is None
    assert feature["properties"]["set_aside"] == "without place"
    assert feature["properties"]["latitude"] is None


def test_geometry_is_lon_lat_to_five_decimals():
    (feature,) = _export({"day": "2016-03-01", "at": (35.123456789, 36.0)})
    assert feature["geometry"] == {"type": "Point", "coordinates": [35.12346, 36.0]}


def test_text_comes_back_as_it_was():
    title = "\u2028 {{ 7*7 }} </script> حميميم \U0001f6e9"
    (feature,) = _export({"day": "2016-03-01", "title": title})
    assert feature["properties"]["title"] == title


def _file(*rows):
    return geojson(features(*rows), (), {}).encode()


_ONE = {"event_id": "a", "day": "2016-01-01", "at": (36.0, 35.0), "title": 'One\u2028line, "file": "x"'}
_TWO = {"event_id": "b", "day": "2016-01-02", "at": (36.0, 35.0), "title": "Two"}


def _news(tmp_path, before, after):
    table = tmp_path / "events.geojson"
    table.write_bytes(before)
    old = known(table)
    table.write_bytes(after)
    return [note.message for note in news(old, table)]


def test_R074_what_was_added_changed_and_removed_is_named(tmp_path):
    before = _file(_ONE, _TWO, _TWO | {"event_id": "gone"})
    after = _file(_ONE | {"event_id": "new"}, _TWO | {"title": "Other words"}, _ONE)
    assert _news(tmp_path, before, after) == [
        "events since the last build: 1 added (new), 1 changed (b), 1 removed (gone)"
    ]


def test_R074_rows_that_only_moved_are_no_news(tmp_path):
    before = _file(_ONE | {"line": 2}, _TWO | {"line": 3})
    assert _news(tmp_path, before, _file(_TWO | {"line": 2, "file": "events/b.csv"}, _ONE | {"line": 9})) == []


@pytest.mark.parametrize("before", [b"", b"\xff\x00", b'{"type": "Feature", "id": ', b"[1]"])
def test_R074_a_broken_file_of_the_last_build_stops_no_build(tmp_path, before):
    assert _news(tmp_path, before, _file(_ONE)) == []


def test_R074_where_nothing_stood_there_is_no_news(tmp_path):
    assert not known(tmp_path / "events.geojson").events


def test_R074_a_table_too_large_to_be_compared_is_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.export.changes._COMPARED", 10)
    (message,) = _news(tmp_path, _file(_ONE), _file(_TWO))
    assert "not compared" in message


def test_what_is_null_in_one_file_and_left_out_of_the_other_is_no_news(tmp_path, monkeypatch):
    whole = _file(_ONE, _TWO)
    monkeypatch.setattr("geo.export.collection._LARGE", 1)
    short = _file(_ONE, _TWO)
    assert len(short) < len(whole) and _news(tmp_path, whole, short) == [] == _news(tmp_path, short, whole)
    assert _news(tmp_path, short, _file(_ONE, _TWO | {"notes": "new"}))[0].endswith("1 changed (b)")


_TEXTS = (
    "",
    "plain",
    'a "quote"',
    "back\\slash",
    "tab\tline\nend\r",
    "\x00\x1f\x7f",
    "\u2028 حميميم \U0001f6e9",
    "%s {}",
)
_NUMBERS = (0.1, 35.0, -0.0, 1e-5, -9.9e-5, 1e15, 5e-324, 1.25e22, 35.123456789, 2 / 3, float("nan"))
_SHAPES = (
    (36.123455, 35.000005), (-0.000004, 36.0), (1e-7, -1e-6), None, shapely.Point(), shapely.Point(1, 2, 3),
    shapely.LineString([(1.0000051, 2), (3, 4)]), shapely.box(1, 2, 3.5, 4.25),
)  # fmt: skip


def _rows(count):
    texts, numbers, shapes = cycle(_TEXTS), cycle(_NUMBERS), cycle(_SHAPES)
    line = shapely.LineString([(5, 6), (7, 8)])
    for row in range(count):
        yield {
            "event_id": f'{row}"', "earliest": "2016-01-01", "latest": "2016-12-31" if row % 4 else "2016-02-01",
            "title": next(texts), "notes": next(texts), "tags": "one",
            "latitude": next(numbers), "radius_km": next(numbers), "line": row, "extra": {"a": "b"} if row % 3 else {},
            "at": next(shapes) if row % 5 else line,
        }  # fmt: skip


def _expected(table, periods):
    """The same by the slow way: a dict a feature, written by the standard library."""
    bits = memberships(table, periods)
    for row, cells in enumerate(table.to_dict("records")):
        shape = table.geometry.iloc[row]
        told = {c: None if cells[c] in ("", None) or cells[c] != cells[c] else cells[c] for c in _TOLD}
        told["periods"] = [p.period_id for p in periods if bits[p.period_id][0][row]]
        told["periods_possible"] = [p for p in told["periods"] if not bits[p][1][row]]
        told["extra"] = cells["extra"]
        drawn = (
            None if shape is None or shape.is_empty else json.loads(json.dumps(mapping(shape)), parse_float=_rounded)
        )
        feature = {"type": "Feature", "id": cells["event_id"], "properties": told, "geometry": drawn}
        yield json.dumps(feature, ensure_ascii=False)


def _rounded(number):
    return round(float(number), 5)


_TOLD = (*EVENT_COLUMNS, "earliest", "latest", "date_qualifier", "file", "line", *PLACE_COLUMNS)


@pytest.mark.parametrize("dtype", ["object", "str"])
@pytest.mark.parametrize("count", [1, 2, 90])
def test_lines_are_what_the_standard_library_writes(dtype, count, monkeypatch):
    monkeypatch.setattr("geo.export.collection._BLOCK", 40)
    table = features(*_rows(count))
    texts = [c for c in table.columns if table[c].dtype == object and c != "extra"]
    table = table.astype(dict.fromkeys(texts, dtype))
    periods = [period(f"p{i}", f"20{i}-01-01", f"20{i}-06-30") for i in range(10, 60)]
    told = geojson(table, periods, memberships(table, periods))
    lines = told.removeprefix('{"type": "FeatureCollection", "features": [\n').removesuffix("\n]}\n").split(",\n{")
    expected = list(_expected(table, periods))
    assert [line if i == 0 else "{" + line for i, line in enumerate(lines)] == expected


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1f", '"', "\\"])
def test_one_character_that_json_escapes_among_plain_ones(character):
    told = _export({"day": "2016-01-01", "title": f"a{character}b"}, {"day": "2016-01-01", "title": "plain"})
    assert [feature["properties"]["title"] for feature in told] == [f"a{character}b", "plain"]


def test_cells_that_are_no_text_are_written_as_json_has_them():
    table = features({"day": "2016-01-01", "notes": 3}, {"day": "2016-01-01", "notes": ["a", None]})
    told = json.loads(geojson(table, (), {}))["features"]
    assert [feature["properties"]["notes"] for feature in told] == [3, ["a", None]]


def test_a_number_that_json_lacks_is_an_error():
    with pytest.raises(ValueError):
        geojson(features({"day": "2016-01-01", "latitude": float("inf")}, {"day": "2016-01-01"}), (), {})


def test_columns_that_no_row_fills_are_left_out_of_a_large_table(monkeypatch):
    rows = [{"day": "2016-01-01", "at": (36, 35)}, {"day": "2016-01-02", "notes": "filled"}]
    assert {"quote", "notes", "latitude"} <= _export(*rows)[0]["properties"].keys()
    monkeypatch.setattr("geo.export.collection._LARGE", 1)
    kept = _export(*rows)[0]["properties"]
    assert "notes" in kept and "radius_km" in kept and not {"quote", "latitude"} & kept.keys()
