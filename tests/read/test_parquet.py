"""Events as Parquet: typed columns read as text, geometry as places, nothing unpacked without measure."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pyarrow as pa
import pytest
import shapely
from pyarrow import parquet

from geo.records import Level

from .conftest import of

TABLE = {"title": ["Clash", "Raid"], "date": ["2015-09-30", "2015-10-01"], "source": ["SANA", "SANA"]}


def packed(columns, geo=None):
    table = pa.table(columns)
    if geo is not None:
        table = table.replace_schema_metadata({b"geo": json.dumps(geo).encode()})
    sink = io.BytesIO()
    parquet.write_table(table, sink)
    return sink.getvalue()


def with_geometry(*shapes, crs=..., encoding="WKB", **columns):
    column = {"encoding": encoding, "geometry_types": []} | ({} if crs is ... else {"crs": crs})
    geometry = pa.array(
        [shape if shape is None or isinstance(shape, bytes) else shape.wkb for shape in shapes], pa.binary()
    )
    geo = {"version": "1.1.0", "primary_column": "shape", "columns": {"shape": column}}
    return packed(TABLE | columns | {"shape": geometry}, geo)


@pytest.fixture
def read(folder):
    return lambda data: folder.events(data, "events/a.parquet").read()


def test_a_row_is_an_event_with_its_number(read):
    seeds = read(packed(TABLE | {"location": ["Azaz", "NA"], "mood": [None, "calm"]}))
    told = seeds.events[["title", "date_start", "location", "line"]].values.tolist()
    assert told == [["Clash", "2015-09-30", "Azaz", 1], ["Raid", "2015-10-01", "NA", 2]]
    assert seeds.events["extra"].tolist() == [{}, {"mood": "calm"}]


@pytest.mark.parametrize(
    ("values", "kind", "text"),
    [
        ([9007199254740993], pa.int64(), "9007199254740993"),
        ([7.0], pa.float64(), "7"),
        ([float("nan")], pa.float64(), ""),
        (["007"], pa.string(), "007"),
        (["x"], pa.dictionary(pa.int8(), pa.string()), "x"),
        ([True], pa.bool_(), "true"),
        ([["a", "b"]], pa.list_(pa.string()), "a;b"),
        ([{"a": 1}], pa.struct({"a": pa.int8()}), '{"a": 1}'),
        ([date(2015, 9, 30)], pa.date32(), "2015-09-30"),
        ([datetime(2015, 9, 30)], pa.timestamp("ns"), "2015-09-30"),
        ([1443571200123456789], pa.timestamp("ns"), "2015-09-30T00:00:00.123456789"),
    ],
)
def test_R033_values_of_every_type_are_text_without_loss(read, values, kind, text):
    columns = {name: cells[:1] for name, cells in TABLE.items()} | {"location": ["Azaz"]}
    [extra] = read(packed(columns | {"odd": pa.array(values, kind)})).events["extra"]
    assert extra == ({"odd": text} if text else {})


@pytest.mark.parametrize(
    ("moment", "zone"),
    [(datetime(2015, 9, 30, 23, 30, tzinfo=timezone(timedelta(hours=3))), "+03:00"),
     (datetime(2015, 9, 30, 23, 59, tzinfo=UTC), "UTC"), (datetime(2015, 9, 30, 23, 30), None)],
)  # fmt: skip
def test_R064_a_moment_keeps_the_day_of_its_own_zone(read, moment, zone):
    columns = {
        "title": ["A"],
        "date": pa.array([moment], pa.timestamp("us", zone)),
        "location": ["Azaz"],
        "source": ["S"],
    }
    assert read(packed(columns)).events["earliest"].tolist() == ["2015-09-30"]


def test_geometry_is_the_place_and_columns_of_that_meaning_stand_in_where_there_is_none(read):
    data = with_geometry(shapely.Point(37.0, 36.5), None, lat=[11.0, 35.5], lon=[12.0, 36.5])
    assert read(data).events[["latitude", "longitude"]].values.tolist() == [[36.5, 37.0], [35.5, 36.5]]


def test_R052_a_shape_is_a_point_in_it_and_its_reach_and_broken_bytes_are_said(read):
    seeds = read(with_geometry(shapely.box(36, 36, 38, 37), b"no shape"))
    assert seeds.events["geo_precision"].tolist() == ["region", ""]
    assert 100 < float(seeds.events.at[0, "radius_km"]) < 110
    assert any("cannot be read" in fault.message and fault.line == 2 for fault in of(seeds, Level.FAULT))


def test_R049_degrees_are_read_and_another_crs_is_refused(folder, read):
    point = shapely.Point(37.0, 36.5)
    for crs in (..., None, {"name": "WGS 84", "id": {"authority": "EPSG", "code": 4326}}):
        assert read(with_geometry(point, point, crs=crs)).events["latitude"].tolist() == [36.5, 36.5]
    crs = {"name": "WGS 84 / UTM zone 37N", "id": {"authority": "EPSG", "code": 32637}}
    [fault] = folder.events(with_geometry(point, point, crs=crs), "events/a.parquet").refused()
    assert (fault.column, fault.value) == ("crs", "WGS 84 / UTM zone 37N")


def test_columns_of_bytes_are_left_out_and_said(read):
    seeds = read(packed(TABLE | {"location": ["A", "B"], "photo": pa.array([b"x", b"y"])}))
    assert any("photo" in note.message for note in of(seeds, Level.NOTE))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PAR1",
        b"title,date\n",
        packed(TABLE)[:-60] + b"\0" * 60,
        packed(TABLE, geo={}),
        with_geometry(None, None, encoding="point"),
    ],
)
def test_what_is_no_parquet_stops_and_says_why(folder, data):
    [fault] = folder.events(data, "events/a.parquet").refused()
    assert "this Parquet file is" in fault.message
    assert fault.remedy


def test_R038_a_file_that_unpacks_without_measure_is_refused(folder):
    rows = pa.array([""], pa.string()).take(pa.array([0] * 1_000_000, pa.int32()))
    data = packed({f"c{i}": rows for i in range(101)})
    assert len(data) < 300_000
    [fault] = folder.events(data, "events/a.parquet").refused()
    assert "101,000,000 cells" in fault.message
