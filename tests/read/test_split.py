"""Large CSV files: Arrow splits them, and says of any text what the reader of rows says."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.pipeline import survey
from geo.read import split
from geo.read.cells import Cells
from geo.read.decode import decode, decode_large
from geo.read.table import read_table
from geo.records import Level

from .conftest import PROJECT, of

HEADER = "id,title,notes\n"
HOSTILE = [
    HEADER + 'a,"b ""c"" d",e\n',
    HEADER + 'a,5" pipe,he said "no"\nb,c,d\n',
    HEADER + 'a,"b" ,c\n',
    HEADER + 'a, "b",c\n',
    HEADER + 'a,"b"x,c\n',
    HEADER + 'a,"b,c\nd,e,f\n',
    HEADER + '"",,\na,b,c\n',
    HEADER + "a,b,c,,\nd,e,f,g\nh\n\n   \n,,\ni,j,k\n",
    HEADER + 'a,"one\ntwo\nthree",c\nb,c,d\n\ne,"\n",f\n',
    HEADER + 'a,"one\nx,y,z\nthree",c\nb,c,d\n',
    HEADER + 'a,"one\nx,y,z\nthree",c,d\nb,c,d\n',
    HEADER + "a,'=1+1,c\nb,it's,d\n",
    HEADER + "a, '=1+1,c\n",
    "sep=;\nid;title;notes\na;b,c;d\n\ne;f;g",
    "\n\nid|title|notes\na|b|c\n",
    "id,title,notes\n#meta+id,#event,#description\na,b,c\n",
    "\n" * 30 + HEADER + "a,b,c\n",
    "\n" * 80 + HEADER + "a,b,c\n",
    HEADER + "a,b\u2029,\u00a0c\u3000\n\u00a0,\u2003,\u1680\n",
    HEADER + "\ufeffa,b,c\n",
    HEADER,
    "",
    "a\nb\nc\n",
    'id,"ti\ntle",notes\na,b,c\n',
    HEADER + "x" * 140_000 + ",b,c\n" + "a,b,c\n",
    HEADER + "a\tb,c,d\n" * 3,
    HEADER + 'a,b,"c"',
    HEADER + 'a,b,""""\n"""","a""",""\n',
]


def both(text):
    """What each of the readers makes of a text: the table, its faults."""
    out = []
    for reader, content in ((read_table, text), (split.read_large, text.encode())):
        faults = []
        table = reader(content, "a.csv", faults)
        told = sorted(map(repr, faults))
        held = table is not None and (
            table.names, [list(column) for column in table.columns], list(table.lines), table.header_line, table.tags,
            table.rejected,
        )  # fmt: skip
        out.append((held, told))
    return out


@pytest.mark.parametrize("text", HOSTILE)
def test_both_readers_say_the_same_of_a_hostile_text(text):
    by_rows, by_arrow = both(text)
    assert by_arrow == by_rows


CELLS = st.text(st.sampled_from("a\",\n '=;é\u00a0"), max_size=6)
QUOTED = CELLS.map(lambda text: '"' + text.replace('"', '""') + '"')
ROWS = st.lists(st.lists(st.one_of(CELLS, QUOTED, QUOTED), min_size=0, max_size=5).map(",".join), max_size=12)


@settings(max_examples=400, deadline=None)
@given(ROWS)
@example(['a,"b', 'c",d,e'])
def test_both_readers_say_the_same_of_any_text(rows):
    by_rows, by_arrow = both(HEADER + "\n".join(rows))
    assert by_arrow == by_rows


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(QUOTED.map(lambda cell: cell.replace(";", "")), min_size=3, max_size=3).map(",".join),
        min_size=1,
        max_size=12,
    ),
    st.booleans(),
)
def test_what_is_quoted_by_the_rules_needs_no_other_reader(rows, ends):
    text = HEADER + "\n".join(rows) + "\n" * ends
    if any(row.strip('",\n \u00a0') for row in rows):
        table = split._split(text.encode(), "a.csv", [], lambda *_: None)
        assert table is None or all(isinstance(column, Cells) for column in table.columns)
        assert table is not None
    by_rows, by_arrow = both(text)
    assert by_arrow == by_rows


def test_rows_that_straddle_the_pieces_arrow_reads_are_whole(monkeypatch):
    monkeypatch.setattr(split, "_BLOCK", 64)
    rows = [f'e{i},"Clash {i}\nat ""A""",{"x" * (i % 50)}' + (",y" if i % 7 == 3 else "") for i in range(300)]
    by_rows, by_arrow = both(HEADER + "\n".join(rows))
    assert by_arrow == by_rows
    assert by_arrow[0][-1] == len([i for i in range(300) if i % 7 == 3])


@pytest.mark.parametrize(
    "data",
    [
        b"id,title\r\na,b\r\n", "\ufeffid,title\na,é\n".encode(), "id,title\na,é\n".encode("utf-16"),
        "id,title\na,cafe\u0301\n".encode(), b"id,title\na,\x01\n", "id,title\na,\u202eb\n".encode(),
        b"id,title\na,\xe9\n",
        "id,title\na,Caf\u00c3\u00a9\n".encode(), b"<html>", b"PAR1", b"", "id,title\na,\ufffd\n".encode(), b"a\rb\n",
    ],
)  # fmt: skip
def test_bytes_are_decoded_as_those_of_small_files_are(data):
    small, large = [], []
    text = decode(data, "a.csv", small)
    plain = decode_large(data, "a.csv", large)
    assert (plain if plain is None else plain.decode(), large) == (text, small)


def test_half_a_surrogate_pair_of_an_odd_encoding_becomes_a_replacement_character_and_is_said():
    faults = []
    text = decode(b"id,title\na,\\ud800\xe9\n", "a.csv", faults, encoding="raw_unicode_escape")
    assert text == "id,title\na,\ufffdé\n"
    assert any("letters were lost" in fault.message for fault in faults)


ROWS_OF_A_LARGE_TABLE = 24_000


def many(rows):
    """A large table in which one row of a hundred has something amiss; and what must become of its rows."""
    chance = random.Random(7)
    told = {"rejected": 0, "duplicates": 0, "undated": 0, "without place": 0, "on the map": 0}
    lines = ["event_id,title,date_start,location,latitude,longitude,source,source_url,notes"]
    last = ""
    for i in range(rows):
        cells = [
            f"e{i}", f"Clash {i}", f"20{10 + i % 10}-{i % 12 + 1:02d}-{i % 28 + 1:02d}", "",
            f"{30 + i % 997 / 100}", f"{20 + i % 991 / 100}", f"S{i % 5}", f"https://a.example/{i}",
            f'"Seen, ""by"" {i}"',
        ]  # fmt: skip
        kind = chance.choice(["short", "long", "day", "range", "id", "twice"]) if i % 100 == 50 else ""
        if kind == "twice":
            lines.append(last)
            told["duplicates"] += 1
            continue
        if kind == "day":
            cells[2] = "2015-02-30"
        elif kind == "range":
            cells[4] = "95.5"
        elif kind == "id":
            cells[0] = ""
        line = ",".join(cells)
        line = (
            line.rpartition(",")[0].rpartition(",")[0] if kind == "short" else line + ",x" if kind == "long" else line
        )
        fate = {"short": "rejected", "long": "rejected", "day": "undated", "range": "without place"}
        told[fate.get(kind, "on the map")] += 1
        lines.append(line)
        last = line if not kind else last
    return "\n".join(lines) + "\n", told


def test_every_row_of_a_large_table_with_faulty_ones_is_accounted_for(folder):
    text, told = many(ROWS_OF_A_LARGE_TABLE)
    assert len(text) > 2_000_000
    folder.events(text).put("project.toml", 'title = "Test"\nas_of = "2024-12-31"\n')
    found = survey(folder.root).accounting
    assert found.rows == ROWS_OF_A_LARGE_TABLE
    assert told == {
        "rejected": found.rejected, "duplicates": found.duplicates, "undated": found.undated,
        "without place": found.without_place, "on the map": found.on_map,
    }  # fmt: skip
    assert min(told.values()) > 10
    assert found.on_map + found.without_place + found.undated + found.rejected + found.duplicates == found.rows


def test_a_faulty_row_of_a_large_table_is_named_as_in_a_small_one(folder):
    text, _ = many(ROWS_OF_A_LARGE_TABLE)
    seeds = folder.events(text).put("project.toml", PROJECT + 'latest = "2030-12-31"\n').read()
    bad = [line for line, row in enumerate(text.split("\n"), 1) if "2015-02-30" in row]
    [fault] = [fault for fault in of(seeds, Level.FAULT) if fault.value == "2015-02-30"]
    assert (fault.file, fault.line, fault.column) == ("events/a.csv", bad[0], "date_start")
    assert f"{len(bad) - 6} more" in fault.message
    assert fault.remedy
    ids = seeds.events["event_id"]
    assert ids.is_unique and (ids != "").all()
