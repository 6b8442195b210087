"""Documents in tables, folders and archives."""

from __future__ import annotations

import json
import zipfile

import pytest

from geo.read import archives, read_documents
from geo.records import Level

from .conftest import of
from .papers import docx, packed, pdf


def _lines(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)


def _told(seeds):
    return [(f.file, f.line, f.message) for f in of(seeds, Level.FAULT)]


def test_a_line_is_a_document_under_any_usual_key(folder):
    row = {
        "ID": "a:1", "published_at": "2015-09-13T23:30:00+03:00", "Headline": "Ships pass", "body": "They\r\npassed.",
        "link": "https://a.example/1", "publisher": "Reuters", "lang": "en",
    }  # fmt: skip
    [document] = folder.put("documents/a.jsonl", _lines(row)).read().documents
    assert (document.doc_id, document.title, document.text) == ("a:1", "Ships pass", "They\npassed.")
    assert (document.date, document.url, document.source) == ("2015-09-13", "https://a.example/1", "Reuters")
    assert (document.language, document.file, document.text_start) == ("en", "documents/a.jsonl", 0)


def test_a_row_is_a_document_and_its_faults_name_its_line(folder):
    table = 'id,date,title,text,url\n1,soon,A,"Two\nlines",javascript:x\n2,2015-09-13,B,,\n3,13 Sep 2015,C,More.,\n'
    seeds = folder.put("documents/a.csv", table).read()
    assert [(d.doc_id, d.date, d.text) for d in seeds.documents] == [
        ("1", "", "Two\nlines"),
        ("3", "2015-09-13", "More."),
    ]
    assert [(f.line, f.column) for f in of(seeds, Level.FAULT)] == [(2, "date"), (2, "url"), (4, "text")]


def test_the_name_itself_counts_before_its_other_names(folder):
    rows = [{"body": "b", "text": "t", "content": "c"}, {"timestamp": "2014", "pub_date": "2015", "text": "u"}]
    documents = folder.put("documents/a.jsonl", _lines(*rows)).read().documents
    assert [(d.text, d.date) for d in documents] == [("t", ""), ("u", "2015")]
    assert [d.doc_id for d in documents] == ["a-1", "a-2"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "no JSON"),
        ("[1]", "a line is a JSON object"),
        ('{"text": ["a"]}', '"text" is no text'),
        ('{"text": true}', '"text" is no text'),
        ('{"id": "x"}', "holds no text"),
        ('{"text": " "}', "holds no text"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_one_fault_and_the_rest_is_read(folder, bad, said):
    seeds = folder.put("documents/a.jsonl", _lines({"text": "One."}, "", bad, {"text": "Two."})).read()
    assert [d.text for d in seeds.documents] == ["One.", "Two."]
    [(file, line, message)] = _told(seeds)
    assert (file, line) == ("documents/a.jsonl", 3)
    assert said in message


def test_many_bad_lines_are_told_in_few_faults(folder):
    seeds = folder.put("documents/a.jsonl", "x\n" * 50 + _lines({"text": "One."})).read()
    assert len(seeds.documents) == 1
    assert len(_told(seeds)) == 21
    assert _told(seeds)[-1][2].startswith("30 more lines")


def test_characters_that_do_things_are_shown(folder):
    row = '{"text": "a\\u0000b\\ud800c \\u001b[31m", "title": "T\\u0007"}'
    seeds = folder.put("documents/a.jsonl", _lines("", row)).read()
    assert (seeds.documents[0].text, seeds.documents[0].title) == ("a␀b�c ␛[31m", "T␇")
    assert {line for _, line, _ in _told(seeds)} == {2}


def test_ids_that_stand_twice_are_told(folder):
    same = {"id": "a", "text": "One."}
    folder.put("documents/a.jsonl", _lines(same, same, {"id": "a", "text": "Other."}))
    seeds = folder.put("documents/b.csv", "id,text\na,One.\nb,New.\n").put("documents/b.txt", "Third.").read()
    assert [(d.doc_id, d.text) for d in seeds.documents] == [("a", "One."), ("b", "New."), ("b-2", "Third.")]
    assert [(f, line, m.split(";")[0]) for f, line, m in _told(seeds)] == [
        ("documents/a.jsonl", 2, "this article repeats documents/a.jsonl line 1"),
        ("documents/a.jsonl", 3, "this id stands on documents/a.jsonl line 1 too"),
        ("documents/b.csv", 2, "this article repeats documents/a.jsonl line 1"),
    ]


def test_an_id_that_a_file_has_is_counted_up_and_said(folder):
    seeds = folder.put("documents/a.txt", "One.").put("documents/b.jsonl", _lines({"id": "a", "text": "Two."})).read()
    assert [d.doc_id for d in seeds.documents] == ["a", "a-2"]
    assert [n.column for n in of(seeds, Level.NOTE)][-1] == "id"


def test_a_table_without_text_is_refused(folder):
    [fault] = folder.put("documents/a.csv", "id,title\n1,T\n").refused()
    assert fault.column == "text"


def test_folders_are_read_in_order_and_no_link_leads_in_circles(folder):
    folder.put("documents/b/c/y.txt", "Y.").put("documents/b/a.md", "A.").put("documents/z.txt", "Z.")
    folder.put("documents/b/.git/x.txt", "x").put("documents/b/n.odt", "x")
    (folder.root / "documents/b/loop").symlink_to(folder.root / "documents", target_is_directory=True)
    (folder.root / "documents/gone.txt").symlink_to(folder.root / "nowhere.txt")
    seeds = folder.read()
    assert [d.file for d in seeds.documents] == ["documents/b/a.md", "documents/b/c/y.txt", "documents/z.txt"]
    assert [(file, message) for file, _, message in _told(seeds)] == [
        ("documents/b/loop", "a link to a folder is not followed"),
        ("documents/b/n.odt", "this is not read"),
        ("documents/gone.txt", "this is not read"),
    ]


def test_an_archive_is_read_like_a_folder(folder):
    data = packed(
        {
            "inner/b.txt": "---\ndate: 2015-09-13\n---\nBee.", "inner/a.docx": docx("Ay."), "p.pdf": pdf("Pea."),
            "rows.jsonl": _lines({"text": "Row."}), "__MACOSX/inner/._b.txt": "x", "README.md": "x", "inner/": "",
        }
    )  # fmt: skip
    seeds = folder.put("documents/archive.zip", data).read()
    assert [(d.file, d.text, d.date) for d in seeds.documents] == [
        ("documents/archive.zip/inner/a.docx", "Ay.", ""),
        ("documents/archive.zip/inner/b.txt", "Bee.", "2015-09-13"),
        ("documents/archive.zip/p.pdf", "Pea.", ""),
        ("documents/archive.zip/rows.jsonl", "Row.", ""),
    ]
    assert _told(seeds) == []


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:/x.txt", "..\\x.txt", "n.zip", "n.exe"])
def test_a_member_that_leads_out_or_is_no_document_is_told(folder, name):
    seeds = folder.put("documents/a.zip", packed({name: "x", "ok.txt": "Fine."})).read()
    assert [d.text for d in seeds.documents] == ["Fine."]
    [(file, _, message)] = _told(seeds)
    assert file.startswith("documents/a.zip/")
    expected = {"n.zip": "an archive within an archive", "n.exe": "known are"}
    assert expected.get(name, "leads out") in message


def test_odd_names_in_an_archive_can_be_printed(folder):
    data = packed({"корабль.txt": "One.", "a\x1b[31m\n.txt": "Two."})
    # The flag that says UTF-8 is taken away, as old programs do.
    data = data.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    files = [d.file for d in folder.put("documents/a.zip", data).read().documents]
    assert files == ["documents/a.zip/a�[31m�.txt", "documents/a.zip/корабль.txt"]


def test_R009_an_archive_that_unpacks_without_end_is_bounded(folder, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_OF_ONE", 1000)
    monkeypatch.setattr(archives, "_MOST_BYTES", 2000)
    held = {f"{n}.txt": "Ships. " * 100 for n in range(5)}
    seeds = folder.put("documents/a.zip", packed({"0big.txt": "a" * 100_000, **held})).read()
    assert [d.file[-5:] for d in seeds.documents] == ["0.txt", "1.txt"]
    assert [file[-8:] for file, _, _ in _told(seeds)] == ["0big.txt", "ip/2.txt"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive"])
def test_a_damaged_archive_is_one_fault(folder, data):
    [(file, _, message)] = _told(folder.put("documents/a.zip", data).put("documents/b.txt", "B.").read())
    assert (file, "damaged" in message) == ("documents/a.zip", True)


def test_damaged_and_encrypted_members_are_told(folder):
    data = bytearray(packed({"a.txt": "Ships passed the strait.", "b.txt": "B."}))
    data[data.index(b"a.txt") + 6] ^= 0xFF  # within what is packed
    seeds = folder.put("documents/a.zip", bytes(data)).read()
    assert [d.text for d in seeds.documents] == ["B."]
    assert [message for _, _, message in _told(seeds)] == ["this file is damaged in its archive"]
    data = bytearray(packed({"b.txt": "B."}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert "encrypted" in _told(folder.put("documents/a.zip", bytes(data)).read())[0][2]


def test_reading_by_path_takes_what_a_project_takes(tmp_path):
    (tmp_path / "n.log").write_text("A log.")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/2014-05-06.txt", "In.")
    faults = []
    assert [d.text for d in read_documents(tmp_path, faults)] == ["In."]
    assert [d.date for d in read_documents(tmp_path / "a.zip", faults)] == ["2014-05-06"]
    assert [d.date for d in read_documents(tmp_path / "a.zip", faults, date="2013")] == ["2013"]
    assert [d.text for d in read_documents(tmp_path / "n.log", faults)] == ["A log."]
    assert not list(read_documents(tmp_path / "nothing.txt", faults))
    assert faults[-1].level is Level.ERROR
