"""Events as Excel workbooks: which sheet, which rows, stored values and counted days; bombs stay packed."""

from __future__ import annotations

import pytest

from geo.records import Level

from .conftest import of
from .workbooks import DAY, MOMENT, cell, row, sheet, workbook

HEADER = row(1, "event_id", "title", "date", "location", "source")


@pytest.fixture
def read(folder):
    def reader(*rows, after="", **options):
        data = workbook({"events": sheet(HEADER, *rows, after=after)}, **options)
        return folder.events(data, "events/a.xlsx").read()

    return reader


def event(number, title="Clash", date="2015-09-30", *, id=None, place="Azaz", **options):
    return row(number, id or f"e{number}", title, date, place, "SANA", **options)


def notes(seeds, level=Level.NOTE):
    return [(note.message, note.line) for note in of(seeds, level) if note.file.endswith("xlsx")]


def test_a_row_is_an_event_with_the_number_that_the_program_shows(read):
    events = read(event(2), event(5, "Raid")).events
    assert events[["title", "date_start", "location", "line"]].values.tolist() == [
        ["Clash", "2015-09-30", "Azaz", 2], ["Raid", "2015-09-30", "Azaz", 5],
    ]  # fmt: skip


def test_shared_texts_keep_their_runs_and_lose_readings(read):
    texts = "<si><r><t>Clash </t></r><r><t>at _x0041_</t></r><rPh><t>x</t></rPh></si>"
    seeds = read(row(2, "e1", '<c t="s"><v>0</v></c>', "2015", "Azaz", "SANA"), texts=texts)
    assert seeds.events["title"].tolist() == ["Clash at A"]


def test_R034_the_sheet_that_is_read_is_named_and_the_others_too(folder):
    other = sheet(row(1, "a", "b"), row(2, "1", "2"))
    for sheets in (
        {"Notes": other, "Events ": sheet(HEADER, event(2))},
        {"Empty": sheet(), "A": sheet(HEADER, event(2))},
    ):
        seeds = folder.events(workbook(sheets), "events/a.xlsx").read()
        assert seeds.events["title"].tolist() == ["Clash"]
        names = list(sheets)
        assert (f"of 2 sheets {names[1]!r} is read, not {names[0]!r}", 0) in notes(seeds)


def test_R034_formulas_give_their_stored_values_and_are_never_run(read):
    seeds = read(
        row(2, "e1", cell("Clash", formula='HYPERLINK("http://example.org","x")'), "2015", "Azaz", "SANA"),
        row(3, "e2", "Raid", cell(None, formula="TODAY()"), "Azaz", '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    )
    assert seeds.events["title"].tolist() == ["Clash", "Raid"]
    assert seeds.events[["date_start", "source"]].values.tolist()[1] == ["", ""]
    assert ("2 cells with a formula, of which the stored values were read (also line 3)", 2) in notes(seeds)
    blank = notes(seeds, Level.FAULT)
    assert ("1 cell with a formula and no stored value, left blank", 3) in blank
    assert ("1 cell with an error such as #N/A, left blank", 3) in blank


@pytest.mark.parametrize(
    ("value", "style", "from_1904", "day"),
    [
        (42277, DAY, False, "2015-09-30"),
        (42277.5, MOMENT, False, "2015-09-30"),
        (40815, DAY, True, "2015-09-30"),
        (42277, 0, False, "2015-09-30"),
        (40815, 0, True, "2015-09-30"),
        (61, DAY, False, "1900-03-01"),
        (59, DAY, False, "1900-02-28"),
    ],
)
def test_R034_R066_days_that_excel_counts_are_converted_and_said(read, value, style, from_1904, day):
    seeds = read(row(2, "e1", "Clash", cell(value, style), "Azaz", "SANA"), from_1904=from_1904)
    assert seeds.events["earliest"].tolist() == [day]
    assert any(f"counted by Excel from {1904 if from_1904 else 1900}" in message for message, _ in notes(seeds))


@pytest.mark.parametrize(("value", "start"), [(2015, "2015-01-01"), (20150930, "2015-09-30")])
def test_R066_a_year_or_a_day_in_digits_is_no_counted_day(read, value, start):
    assert read(row(2, "e1", "Clash", cell(value), "Azaz", "SANA")).events["earliest"].tolist() == [start]


def test_R033_numbers_are_read_as_they_are_seen(folder):
    head = row(1, "event_id", "title", "date", "lat", "lon", "source")
    data = workbook({"x": sheet(head, row(2, cell(7), "A", "2015", "36", cell(3.7e1), "SANA"))})
    event = folder.events(data, "events/a.xlsx").read().events.loc[0]
    assert event[["event_id", "latitude", "longitude"]].tolist() == ["7", 36.0, 37.0]


def test_R033_a_number_is_written_without_the_noise_of_its_last_bits(read):
    odd = '<c><v>36.200000000000003</v></c><c s="3"><v>4E1</v></c>'
    seeds = read(row(2, "e1", "Clash", "2015", "Azaz", "SANA", odd))
    assert seeds.events["extra"].tolist() == [{"column 6": "36.2", "column 7": "40"}]


def test_R008_escapes_bring_in_no_character_that_does_things(read):
    assert read(event(2, "A_x0007_B\u202eC")).events["title"].tolist() == ["A␇BC"]


def test_R034_hidden_rows_are_read_and_counted(read):
    seeds = read(event(2), event(3, "Raid", hidden=True), event(4, "March", hidden=True))
    assert len(seeds.events) == 3
    assert ("2 rows hidden in the workbook and read all the same (also line 4)", 3) in notes(seeds)


def test_R034_cells_merged_over_rows_say_the_same_of_each(read):
    merged = '<mergeCells><mergeCell ref="D2:D3"/><mergeCell ref="A9:XFD1048576"/><mergeCell ref="?"/></mergeCells>'
    seeds = read(event(2), event(3, "Raid", place=""), event(4, "March", place=""), after=merged)
    assert seeds.events["location"].tolist() == ["Azaz", "Azaz", ""]
    assert ("1 cell filled from the merged cell above", 3) in notes(seeds)


def test_a_heading_above_the_column_names_is_left_out_and_said(folder):
    rows = [row(1, "Events of 2015"), row(3, "title", "date", "location", "source"), row(4, "A", "2015", "Azaz", "S")]
    seeds = folder.events(workbook({"x": sheet(*rows)}), "events/a.xlsx").read()
    assert seeds.events["line"].tolist() == [4]
    assert any("heading" in message and line == 1 for message, line in notes(seeds))


def test_what_stands_right_of_the_columns_is_kept(read):
    seeds = read(row(2, "e1", "Clash", "2015", "Azaz", "SANA", "", "see above"))
    assert seeds.events["extra"].tolist() == [{"column 7": "see above"}]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no more",
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        b"title,date\nA,2015\n",
        workbook({}),
        workbook({"x": "<worksheet>"}),
        workbook({"x": sheet('<row r="2"/><row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c><v>1</v></c></row>')}),
        workbook({"x": sheet('<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>')}),
        workbook({"x": sheet('<row><c r="ZZZ1"><v>1</v></c></row>')}),
        workbook({"x": sheet('<row><c t="s"><v>4</v></c></row>')}),
    ],
)
def test_what_is_no_workbook_stops_and_says_why(folder, data):
    [fault] = folder.events(data, "events/a.xlsx").refused()
    assert "this workbook is not read" in fault.message
    assert fault.remedy


def test_R026_an_empty_workbook_is_said(folder):
    seeds = folder.events(workbook({"x": sheet()}), "events/a.xlsx").read()
    assert notes(seeds, Level.FAULT) == [("the workbook is empty", 0)]


def test_R013_a_document_type_in_a_sheet_is_refused(folder):
    data = workbook({"x": sheet(HEADER, event(2, "&a;"))}, head='<!DOCTYPE x [<!ENTITY a "ha">]>')
    [fault] = folder.events(data, "events/a.xlsx").refused()
    assert "document type" in fault.message


def test_R038_a_workbook_that_unpacks_without_measure_is_refused(folder):
    data = workbook({"x": sheet(HEADER, event(2)) + " " * 50_000_000})
    [fault] = folder.events(data, "events/a.xlsx").refused()
    assert "zip bomb" in fault.message


def test_R038_a_sheet_of_few_rows_that_are_endlessly_wide_is_refused(folder):
    for far in ("XFD", "A"):
        wide = "".join(f'<row r="{i}"><c r="{far}{i}"><v>1</v></c></row>' for i in range(2, 6200))
        wide = '<row r="1"><c r="XFD1"><v>1</v></c></row>' + wide
        [fault] = folder.events(workbook({"x": sheet(wide)}), "events/a.xlsx").refused()
        assert "too many cells" in fault.message


def test_R039_a_workbook_with_a_name_that_leads_out_is_refused(folder):
    data = workbook({"x": sheet(HEADER, event(2))}, more={"../evil.csv": "x"})
    [fault] = folder.events(data, "events/a.xlsx").refused()
    assert "leads out" in fault.message
