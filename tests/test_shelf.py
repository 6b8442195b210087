"""What was read before: kept, found again, and never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geo import shelf as shelves
from geo.shelf import Shelf, default_folder


def _read(body):
    if body.startswith(b"wrong"):
        raise ValueError("not of ours")
    return body


def _kept(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_was_put_is_found_by_the_next_one(tmp_path):
    shelf = Shelf(tmp_path / "new" / "folder")
    key = shelf.key(b"text", b"date")
    assert shelf.get(key, _read) is None
    shelf.put(key, b"body\nof two lines")
    assert Shelf(tmp_path / "new" / "folder").get(key, _read) == b"body\nof two lines"
    assert shelf.close() == []
    assert _kept(tmp_path / "new" / "folder") == [key]


def test_a_key_tells_all_parts_and_the_code_apart(tmp_path, monkeypatch):
    shelf = Shelf(tmp_path)
    parts = [(b"a", b"b"), (b"ab", b""), (b"", b"ab"), (b"ab",), (b"a2:b",), (b"a", b"b", b"")]
    keys = {shelf.key(*part) for part in parts}
    monkeypatch.setattr(shelves, "code_version", lambda: "newer")
    assert len(keys | {shelf.key(*part) for part in parts}) == 2 * len(parts)


def test_the_version_of_the_code_changes_with_what_readings_depend_on(tmp_path, monkeypatch):
    package = tmp_path / "geo"
    depended_on = ("recognize/cues.py", "recognize/data/weights.csv", "data/gazetteer.rows", "reading.py")
    for name in (*depended_on, "draw/page.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("1")
    monkeypatch.setattr(shelves, "_PACKAGE", package)

    def version():
        shelves.code_version.cache_clear()
        return shelves.code_version()

    try:
        seen = [version()]
        assert version() == seen[0]
        for name in depended_on:
            (package / name).write_text("2 and more")
            seen.append(version())
        assert len(set(seen)) == 5
        (package / "draw/page.py").write_text("2 and more")
        assert version() == seen[-1]
        monkeypatch.setattr(shelves, "_PACKAGE", tmp_path / "in a zip")
        assert version() == ""
        without = Shelf(tmp_path / "cache")
        without.put("a" * 64, b"body")
        assert not (tmp_path / "cache").exists()
    finally:
        monkeypatch.undo()
        shelves.code_version.cache_clear()


SPOILT = {
    "empty": lambda path: path.write_bytes(b""),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-3]),
    "one bit": lambda path: path.write_bytes(path.read_bytes()[:-1] + b"Z"),
    "another key's": lambda path: path.write_bytes(b"0" * 64 + b"\nbody"),
    "no seal": lambda path: path.write_bytes(b"body"),
    "huge": lambda path: os.truncate(path, shelves._ENTRY_LIMIT + 1),
    "binary": lambda path: path.write_bytes(bytes(range(256))),
}


@pytest.mark.parametrize("how", SPOILT)
def test_R086_a_broken_entry_is_missing_said_and_made_again(how, tmp_path):
    shelf = Shelf(tmp_path)
    key = shelf.key(b"text")
    shelf.put(key, b"body")
    SPOILT[how](tmp_path / key)
    assert shelf.get(key, _read) is None
    shelf.put(key, b"body")
    assert shelf.get(key, _read) == b"body"
    (note,) = shelf.close()
    assert str(note).startswith("1 of the kept readings were broken")


def test_R086_an_entry_that_its_reader_refuses_is_missing(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.put(shelf.key(b""), b"wrong, but whole: from another version")
    assert shelf.get(shelf.key(b""), _read) is None
    assert len(shelf.close()) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_plain_file_is_neither_opened_nor_followed(tmp_path):
    shelf = Shelf(tmp_path / "cache")
    other, pipe, link = (shelf.key(part) for part in (b"1", b"2", b"3"))
    shelf.put(other, b"body")
    os.mkfifo(tmp_path / "cache" / pipe)
    (tmp_path / "theirs").write_text("theirs")
    (tmp_path / "cache" / link).symlink_to(tmp_path / "theirs")
    assert shelf.get(pipe, _read) is None
    assert shelf.get(link, _read) is None
    shelf.put(link, b"ours")
    assert (tmp_path / "theirs").read_text() == "theirs"
    assert shelf.get(link, _read) == b"ours"


def test_a_folder_that_cannot_be_written_is_said_once_and_fails_nothing(tmp_path):
    (tmp_path / "cache").write_text("a file")
    shelf = Shelf(tmp_path / "cache")
    for part in (b"1", b"2"):
        assert shelf.get(shelf.key(part), _read) is None
        shelf.put(shelf.key(part), b"body")
    (note,) = shelf.close()
    assert "readings are not kept for the next time" in str(note)
    assert "--no-cache" in note.remedy


def test_two_builds_may_keep_the_same_at_once(tmp_path):
    key = Shelf(tmp_path).key(b"")
    wrong = []

    def keep():
        shelf = Shelf(tmp_path)
        for _ in range(200):
            shelf.put(key, b"body" * 500)
            if shelf.get(key, _read) != b"body" * 500:
                wrong.append(1)

    pid = os.fork()
    if not pid:
        keep()
        os._exit(len(wrong))
    keep()
    assert os.waitpid(pid, 0)[1] == 0
    assert not wrong
    assert _kept(tmp_path) == [key]


def test_what_was_not_used_for_longest_goes_and_nothing_that_is_not_ours(tmp_path):
    shelf = Shelf(tmp_path, limit=3 * 1100)
    keys = [shelf.key(b"%d" % number) for number in range(4)]
    for age, key in enumerate(keys):
        shelf.put(key, b"x" * 1000)
        os.utime(tmp_path / key, (1_000_000 + age, 1_000_000 + age))
    (tmp_path / "a letter.txt").write_bytes(b"x" * 9000)
    left = tmp_path / f".{keys[0]}.77-123.geo-tmp"
    left.write_bytes(b"x")
    os.utime(left, (0, 0))
    assert shelf.get(keys[0], _read)  # so the second is now the one not used for longest
    shelf.close()
    assert _kept(tmp_path) == sorted([keys[0], *keys[2:], "a letter.txt"])


def test_entries_are_for_their_user_alone(tmp_path):
    shelf = Shelf(tmp_path / "cache")
    shelf.put(shelf.key(b""), b"body")
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
    assert (tmp_path / "cache" / shelf.key(b"")).stat().st_mode & 0o077 == 0


def test_where_it_stands(monkeypatch, tmp_path):
    monkeypatch.setenv("GEO_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("GEO_CACHE")
    monkeypatch.setattr(shelves.sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert default_folder() == tmp_path / ".cache/periodmaps"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert default_folder() == tmp_path / "x/periodmaps"

    def nobody():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", nobody)
    assert default_folder() is None
    Shelf(None).put("a" * 64, b"")
