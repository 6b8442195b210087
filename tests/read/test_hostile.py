"""Seeds that no editor writes: geometry of odd kinds, nesting, archives, entities, endless lines."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from geo.read.decode import decode
from geo.read.documents import read_document
from geo.read.places import read_places
from geo.read.project import read_project
from geo.records import Level

PLACE = 'place_id,name,latitude,longitude,geometry\nown:a,A,1,1,"{}"\n'


@pytest.mark.parametrize(
    "wkt",
    [
        "GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))",
        "CURVEPOLYGON(COMPOUNDCURVE((0 0,1 1),(1 1,0 0)))",
        "CIRCULARSTRING(0 0,1 1,2 0)",
        "POINT(nan nan)",
        "POLYGON((0 0",
        "POINT(200 0)",
    ],
)
def test_a_shape_that_cannot_be_drawn_is_an_error_that_names_it(wkt):
    faults = []
    assert read_places(PLACE.format(wkt), "places.csv", {}, faults) == ()
    (fault,) = faults
    assert (fault.level, fault.line, fault.column, fault.value) == (Level.ERROR, 2, "geometry", wkt)
    assert fault.remedy


def test_a_project_nested_without_end_is_an_error():
    faults = []
    read_project("a = " + "[" * 5000 + "]" * 5000, faults)
    assert any("nested too deeply" in fault.message for fault in faults)


def test_R013_an_entity_in_a_page_opens_no_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the house")
    page = f'<!DOCTYPE r [<!ENTITY a SYSTEM "{secret.as_uri()}">]><html><body><p>Before &a; after it.</p></body></html>'
    document = read_document(page, "documents/x.html", (), {}, [])
    assert "secret of the house" not in document.text + document.title


def test_R037_a_line_of_ten_million_characters_is_read_in_linear_time():
    faults = []
    start = time.perf_counter()
    text = decode(b"word and " * 1_200_000, "documents/x.txt", faults, expected="a text", table=False)
    document = read_document(text, "documents/x.txt", (), {}, faults)
    assert len(document.text) == 10_800_000
    assert len(document.title) <= 120
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("member", ["a.csv", "../evil.csv", "/etc/evil.csv", "xl/workbook.xml"])
def test_R038_and_R039_an_archive_is_refused_unopened(member, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, b"0" * 50_000_000)
    faults = []
    assert decode(packed.getvalue(), "events/x.csv", faults) is None
    (fault,) = faults
    assert fault.level is Level.ERROR
    assert fault.remedy
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encoding", ["undefined", "hex", "no such", "a\0b"])
def test_R019_an_encoding_that_reads_no_file_is_an_error(encoding):
    faults = []
    assert decode(b"a \xff", "events/x.csv", faults, encoding=encoding) is None
    (fault,) = faults
    assert (fault.level, fault.value) == (Level.ERROR, encoding)
