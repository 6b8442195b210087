"""Tables in a .zip are read as if they lay among the events themselves; what cannot be had stops the build."""

from __future__ import annotations

import io
import zipfile

import pytest

from geo.records import Level

from .conftest import HEADER, ROW, of


def packed(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_each_table_of_an_archive_is_one_with_its_own_name_and_lines(folder):
    members = {"b/two.CSV": HEADER + ROW.replace("e1", "e2"), "one.csv": HEADER + ROW, "README.txt": "words"}
    events = folder.events(packed(members), "events/a.zip").read().events
    told = events[["event_id", "file", "line"]].values.tolist()
    assert told == [["e2", "events/a.zip/b/two.CSV", 2], ["e1", "events/a.zip/one.csv", 2]]


def test_what_is_no_table_in_it_is_told_and_passed_over(folder):
    members = {"one.csv": HEADER + ROW, "codebook.pdf": b"%PDF", "more.zip": b"PK", "__MACOSX/._one.csv": b"\0"}
    seeds = folder.events(packed(members), "events/a.zip").read()
    assert len(seeds.events) == 1
    told = {fault.file: fault.message for fault in of(seeds, Level.FAULT)}
    assert told == {
        "events/a.zip/codebook.pdf": "this is not read",
        "events/a.zip/more.zip": "an archive within an archive is not read",
    }


@pytest.mark.parametrize(("folder_in_it", "kind"), [("xl", "a workbook"), ("word", "a Word document")])
def test_R040_a_workbook_named_zip_is_called_one(folder, folder_in_it, kind):
    [fault] = folder.events(packed({"[Content_Types].xml": "", f"{folder_in_it}/a.xml": ""}), "events/a.zip").refused()
    assert f"this is {kind}" in fault.message


def test_an_empty_archive_is_told(folder):
    [fault] = of(folder.events(packed({}), "events/a.zip").read(), Level.FAULT)
    assert fault.message == "the archive is empty"


def test_R038_a_bomb_is_refused_before_it_is_expanded(folder):
    [fault] = folder.events(packed({"one.csv": b"0" * 30_000_000}), "events/a.zip").refused()
    assert (fault.file, "zip bomb" in fault.message) == ("events/a.zip/one.csv", True)


@pytest.mark.parametrize("name", ["../one.csv", "/one.csv", "C:\\one.csv"])
def test_R039_a_name_that_leads_out_of_the_archive_is_refused(folder, name):
    [fault] = folder.events(packed({name: HEADER + ROW}), "events/a.zip").refused()
    assert "leads out" in fault.message


def test_damage_stops_the_build_for_its_rows_cannot_be_counted(folder):
    data = packed({"one.csv": HEADER + ROW}, zipfile.ZIP_STORED)
    [fault] = folder.events(data.replace(b"Ships pass", b"Ships boss"), "events/a.zip").refused()
    assert "damaged" in fault.message
    [fault] = folder.events(data[:60], "events/a.zip").refused()
    assert "this archive is not read" in fault.message
