import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geo import write
from geo.errors import BusyError, OutputError

OURS = '<meta name="generator" content="periodmaps 1">'


def test_files_are_written_and_nothing_else_is_left(tmp_path):
    with write.folder_for_writing(tmp_path / "maps") as folder:
        write.write_all(folder, {"a.html": b"new", "b.geojson": b"{}"})
    assert sorted(p.name for p in folder.iterdir() if p.name != ".geo.lock") == ["a.html", "b.geojson"]
    assert (folder / "a.html").read_bytes() == b"new"


def test_R082_a_full_disk_leaves_the_old_files(tmp_path, monkeypatch):
    (tmp_path / "a.html").write_text("old")
    real = os.fsync
    calls = []

    def full(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"b\.html cannot be written: No space left"):
        write.write_all(tmp_path, {"a.html": b"new", "b.html": b"new"})
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]
    assert (tmp_path / "a.html").read_text() == "old"


def test_R081_a_killed_build_leaves_the_old_page_and_the_next_run_sweeps(tmp_path):
    (tmp_path / "a.html").write_text("old")
    script = (
        "import os, time\nfrom pathlib import Path\nfrom geo import write\n"
        "os.replace = Path.replace = lambda *a: (print('now', flush=True), time.sleep(60))\n"
        f"with write.folder_for_writing(Path({str(tmp_path)!r})) as f: write.write_all(f, {{'a.html': b'new'}})"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert (tmp_path / "a.html").read_text() == "old"
    assert (tmp_path / ".a.html.geo-tmp").exists()
    with write.folder_for_writing(tmp_path) as folder:
        assert not (tmp_path / ".a.html.geo-tmp").exists()
        write.write_all(folder, {"a.html": b"new"})
    assert (tmp_path / "a.html").read_text() == "new"


def test_R084_a_second_build_stops_and_names_the_first(tmp_path):
    script = (
        "import time\nfrom pathlib import Path\nfrom geo import write\n"
        f"with write.folder_for_writing(Path({str(tmp_path)!r})):\n print('held', flush=True)\n time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        try:
            with pytest.raises(BusyError, match=str(process.pid)), write.folder_for_writing(tmp_path):
                pass
        finally:
            process.kill()
    with write.folder_for_writing(tmp_path) as folder:  # the dead build's lock is gone with it
        assert folder == tmp_path


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_R083_a_read_only_folder_is_refused_before_any_work(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"), write.folder_for_writing(tmp_path / "maps"):
        pass


def test_R083_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "maps").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"), write.folder_for_writing(tmp_path / "maps"):
        pass


def test_R085_links_are_never_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.html").write_text("theirs")
    (outside / "tmp").write_text("theirs")
    maps = tmp_path / "maps"
    maps.mkdir()
    (maps / "a.html").symlink_to(outside / "a.html")
    (maps / ".a.html.geo-tmp").symlink_to(outside / "tmp")
    write.write_all(maps, {"a.html": b"ours"})
    assert (outside / "a.html").read_text() == (outside / "tmp").read_text() == "theirs"
    assert not (maps / "a.html").is_symlink()
    (tmp_path / "link").symlink_to(outside)
    with pytest.raises(OutputError, match="is a link"), write.folder_for_writing(tmp_path / "link"):
        pass


def test_pages_that_a_build_no_longer_makes_go_but_only_ours(tmp_path):
    (tmp_path / "old.html").write_text(f"<html><head>{OURS}</head>")
    (tmp_path / "theirs.html").write_text("<html>")
    write.write_all(tmp_path, {"new.html": OURS.encode()})
    assert sorted(p.name for p in tmp_path.glob("*.html")) == ["new.html", "theirs.html"]


BLOCKS = b'geoBlocks({"geo-data-x-0":"x"});'


def test_files_of_a_page_stand_in_its_folder_and_go_with_it(tmp_path):
    page = {"a.data/rows-0.js": BLOCKS, "a.html": OURS.encode()}
    write.write_all(tmp_path, page | {"a.data/texts-0.js": iter([BLOCKS])})
    assert sorted(p.name for p in (tmp_path / "a.data").iterdir()) == ["rows-0.js", "texts-0.js"]
    write.write_all(tmp_path, page)
    assert sorted(p.name for p in (tmp_path / "a.data").iterdir()) == ["rows-0.js"]
    write.write_all(tmp_path, {"b.html": OURS.encode()})
    assert [p.name for p in tmp_path.iterdir()] == ["b.html"]


def test_what_others_keep_in_a_folder_of_that_name_stays(tmp_path):
    (tmp_path / "mine.data").mkdir()
    (tmp_path / "mine.data" / "own.js").write_text("let x;")
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "rows-0.js").write_bytes(BLOCKS)
    (tmp_path / "link.data").symlink_to(tmp_path / "away")
    write.write_all(tmp_path, {"b.html": OURS.encode()})
    assert (tmp_path / "mine.data" / "own.js").exists() and (tmp_path / "away" / "rows-0.js").exists()
    with pytest.raises(OutputError, match="is a link"):
        write.write_all(tmp_path, {"link.data/rows-0.js": BLOCKS})


def test_a_folder_of_data_that_could_not_be_written_is_not_left(tmp_path):
    def broken():
        raise OSError(errno.ENOSPC, "No space left on device")
        yield

    with pytest.raises(OutputError, match=r"rows-0\.js cannot be written"):
        write.write_all(tmp_path, {"a.data/rows-0.js": broken()})
    assert not list(tmp_path.iterdir())


def test_a_file_that_stands_where_a_folder_of_data_should_be_is_said_and_kept(tmp_path):
    (tmp_path / "a.data").write_text("mine")
    with pytest.raises(OutputError, match=r"a\.data.* cannot be written"):
        write.write_all(tmp_path, {"a.data/rows-0.js": BLOCKS})
    assert (tmp_path / "a.data").read_text() == "mine"


def test_a_build_killed_midway_leaves_the_older_page_its_own_data(tmp_path, monkeypatch):
    write.write_all(tmp_path, {"a.data/rows-0-old.js": BLOCKS, "a.html": OURS.encode()})
    new = {"a.data/rows-0-new.js": BLOCKS, "a.html": OURS.encode() + b"new"}
    replace = Path.replace

    def killed(temporary, target):
        if target.name == "a.html":
            raise KeyboardInterrupt
        return replace(temporary, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write.write_all(tmp_path, new)
    assert (tmp_path / "a.data" / "rows-0-old.js").exists() and (tmp_path / "a.html").read_bytes() == OURS.encode()
    monkeypatch.undo()
    write.write_all(tmp_path, new)
    assert [path.name for path in (tmp_path / "a.data").iterdir()] == ["rows-0-new.js"]


def test_the_next_run_sweeps_what_a_killed_build_left_in_a_folder_of_data(tmp_path):
    (tmp_path / "a.data").mkdir()
    (tmp_path / "a.data" / ".rows-0.js.geo-tmp").write_bytes(b"half")
    with write.folder_for_writing(tmp_path):
        assert not (tmp_path / "a.data").exists()
