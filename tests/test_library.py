"""Reading many documents: the same whoever reads, nothing twice, in bounds, and ended at once."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import Point

from geo import library, reading, recognize
from geo.errors import SeedError
from geo.mentions import Reading
from geo.records import Candidate, Document, SeedPlace
from geo.shelf import Shelf
from tests.test_workers import _assert_gone

ROOT = Path(__file__).parents[1]
NAMES = ("Aleppo", "Homs, Syria", "Paris", "Texas", "Tripoli, Lebanon", "the Euphrates", "Хомс", "حلب", "New York")


def _prose(length, seed=1, end="\n"):
    """Make sentences of our own, with names and dates among plain words."""
    chance = random.Random(seed)
    made, size = [], 0
    while size < length:
        words = chance.choices(("they", "moved", "on", "with", "many", "trucks", "and", "water"), k=12)
        words[4] = f"in {chance.choice(NAMES)}"
        words[8] = chance.choice(("on 4 May 2016", "in March 2015", "yesterday", "to"))
        made.append("They " + " ".join(words) + "." + (end if chance.random() < 0.2 else " "))
        size += len(made[-1])
    return "".join(made)[:length]


def _bare(said: Reading) -> Reading:
    def bare(toponym):
        return replace(toponym, mention=replace(toponym.mention, bearers=()))

    events = tuple(replace(event, toponym=bare(event.toponym)) for event in said.events)
    return replace(said, toponyms=tuple(map(bare, said.toponyms)), events=events)


@pytest.fixture(scope="module")
def documents():
    """Several documents, one of many pieces, one of nothing."""
    lengths = (3000, 1_300_000, 0, 10, 200, 70_000)
    return [Document(f"d{i}", "", _prose(length, i), date="2016-05-04") for i, length in enumerate(lengths)]


@pytest.fixture(scope="module")
def one_by_one(documents):
    return {d.doc_id: _bare(reading.parse(d.text, date=d.date)) for d in documents}


@pytest.mark.parametrize("workers", [0, 1, 2, 3])
def test_every_number_of_workers_reads_the_same_in_the_same_order(workers, documents, one_by_one):
    found = library.read_documents(documents, workers=workers)
    assert list(found) == [d.doc_id for d in documents]
    assert found == one_by_one
    assert len(found["d1"].toponyms) > 1000


@pytest.mark.parametrize("end", ["\n", " ", "", "\n\n", "。"])
def test_pieces_are_runs_of_the_windows_of_the_text(end):
    for length in (1, 60_000, 600_001, 1_250_000):
        text = _prose(length, end=end).replace(" ", " " if end else "_")
        spans = list(reading.pieces(text))
        assert [s for s, _ in spans] == [0, *[e for _, e in spans[:-1]]]
        assert spans[-1][1] == length
        cut = [(start + at, part) for start, end in spans for at, part in recognize.windows(text[start:end])]
        assert cut == list(recognize.windows(text))


def test_workers_are_started_only_for_enough_to_read(documents, monkeypatch):
    asked = []

    def answers(job, context, tasks, number):
        asked.append(number)
        yield from (library.read_line(context)(task) for task in tasks)

    monkeypatch.setattr(library, "answers", answers)
    monkeypatch.setattr(library, "cores", lambda: 8)
    small = Document("s", "", "x" * (library.WORTH - 1))
    for held in ([small], [small] * 3, [small] * 40):
        library.read_documents([replace(d, doc_id=f"d{i}") for i, d in enumerate(held)])
    assert asked == [1, 2, 8]


@pytest.fixture
def counted(monkeypatch):
    """The texts that are really read, in this process."""
    texts = []
    real = reading.read
    monkeypatch.setattr(reading, "read", lambda text, **about: texts.append(text) or real(text, **about))
    return texts


def test_only_what_changed_is_read_again(tmp_path, counted):
    first = [Document(f"d{i}", "", f"In Homs, Syria, number {i}", date="2016-05-04") for i in range(5)]
    before = library.read_documents(first, shelf=Shelf(tmp_path), workers=1)
    assert len(counted) == 5
    assert library.read_documents(first, shelf=Shelf(tmp_path), workers=1) == before
    assert len(counted) == 5
    changed = [
        replace(first[0], doc_id="moved", file="elsewhere.txt"),
        replace(first[1], text="In Aleppo"),
        replace(first[2], date="2016-05-05"),
        replace(first[3], title="News from Syria"),  # a headline is context
        *first[4:],
    ]
    after = library.read_documents(changed, shelf=Shelf(tmp_path), workers=1)
    assert counted[5:] == ["In Aleppo", first[2].text, first[3].text]
    assert after["moved"] == before["d0"]
    assert after["d1"] != before["d1"]


def test_the_projects_own_places_and_countries_count_whoever_reads(tmp_path, counted):
    own = SeedPlace(Candidate("own:1", "Camp Nowhere", 36.0, 35.0, "site", "near"), ("Nowhere",), Point(36, 35))
    held = [Document(f"d{i}", "", "They slept at Camp Nowhere and in Tripoli") for i in range(2)]
    shelf = Shelf(tmp_path)
    plain = library.read_documents(held, shelf=shelf, workers=1)
    ours = library.read_documents(held, places=[own], countries=["LB"], shelf=shelf, workers=1)
    assert len(counted) == 4  # what was kept without the places is no answer to a question with them
    assert ours["d0"].toponyms[0].candidate.place_id == "own:1"
    assert plain["d0"] != ours["d0"]
    assert library.read_documents(held, places=[own], countries=["LB"], workers=2) == ours
    assert library.read_documents(held, places=[own], countries=["LB"], shelf=shelf, workers=1) == ours
    assert len(counted) == 4


def test_an_edit_at_the_end_of_a_long_document_reads_its_last_piece(tmp_path, counted):
    text = "They moved on by night. " * 54_000
    for end in ("", " In Homs."):
        library.read_documents([Document("d", "", text + end)], shelf=Shelf(tmp_path), workers=1)
    assert [len(t) > 500_000 for t in counted] == [True, True, False, False]


def test_R086_a_shelf_full_of_rubbish_changes_nothing(tmp_path, documents, one_by_one):
    few = [documents[0], *documents[2:]]
    library.read_documents(few, shelf=Shelf(tmp_path))
    for number, path in enumerate(sorted(tmp_path.iterdir())):
        path.write_bytes((b"", b"[]", b"\xff" * 300, path.read_bytes()[:-9])[number % 4])
    shelf = Shelf(tmp_path)
    assert library.read_documents(few, shelf=shelf) == {d.doc_id: one_by_one[d.doc_id] for d in few}
    (note,) = shelf.close()
    assert f"{len(few)} of the kept readings were broken" in str(note)


def test_R086_a_whole_entry_that_is_no_reading_of_this_text_is_read_anew(tmp_path):
    shelf = Shelf(tmp_path)
    document = Document("d", "", "In Homs")
    library.read_documents([document], shelf=shelf)
    (kept,) = tmp_path.iterdir()
    body = kept.read_bytes().partition(b"\n")[2]
    shelf.put(kept.name, body.replace(b"[3,7,", b"[3,70,"))
    assert kept.read_bytes().partition(b"\n")[2] != body
    assert library.read_documents([document], shelf=Shelf(tmp_path))["d"].toponyms[0].mention.surface == "Homs"


def test_R088_a_worker_that_dies_twice_is_an_error_that_names_the_document(documents, monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "deadly.py").write_text(
        "import os, signal\nfrom geo import library\n"
        "def read_line(given):\n    read = library.read_line(given)\n"
        "    return lambda line: os.kill(os.getpid(), signal.SIGKILL) if b'DEADLY' in line else read(line)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    real = library.answers
    monkeypatch.setattr(library, "answers", lambda _, *rest: real("deadly:read_line", *rest))
    held = [documents[0], Document("bad", "", "DEADLY", file="documents/bad.txt"), documents[4]]
    with pytest.raises(SeedError, match=r"documents/bad\.txt: .*characters 0 to 6 ended with code -9.*--workers 1"):
        library.read_documents(held, workers=2, shelf=Shelf(tmp_path / "cache"))
    assert len(list((tmp_path / "cache").iterdir())) == 1  # what was read before is kept for the next time


def test_progress_says_how_far_and_how_long(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("geo.pace.time.monotonic", lambda: now[0])
    told = []

    def hear(words):
        told.append(words)
        now[0] += 60

    library.read_documents(
        [Document(f"d{i}", "", "They moved on by night. " * 15_000) for i in range(4)], hear, workers=1
    )
    assert told[0] == "reading the documents, 1 of 4, 0.0 of 1.4 million characters"
    assert told[2] == (
        "reading the documents, 3 of 4, 0.7 of 1.4 million characters, 0.01 million a second, 2 min 0 s left"
    )
    assert len(told) == 4
    told.clear()
    library.read_documents([Document("d", "", "In Homs")], hear)
    assert told == ["reading the documents"]


def _cost(text):
    before = resource.getrusage(resource.RUSAGE_SELF)
    library.read_documents([Document("d", "", text)], workers=1)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime - before.ru_utime


@pytest.mark.parametrize("kind", ["prose", "one line", "no space", "one name", "numbers"])
def test_R037_four_times_the_text_takes_no_more_than_its_share_of_time(kind):
    make = {
        "prose": _prose,
        "one line": lambda length: _prose(length, end=" "),
        "no space": lambda length: _prose(length, end="").replace(" ", "_"),
        "one name": lambda length: ("Homs, they said, " * (length // 17 + 1))[:length],
        "numbers": lambda length: ("4 5 2016 " * (length // 9 + 1))[:length],
    }[kind]
    _cost(make(10_000))  # what is loaded when first used
    small = min(_cost(make(100_000)) for _ in range(3))
    assert min(_cost(make(400_000)) for _ in range(3)) < 4 * 1.6 * small + 0.1  # the least, as other work disturbs


@pytest.mark.parametrize("kept", [False, True])
def test_R037_many_small_documents_take_no_more_than_their_share_of_time(kept, tmp_path):
    def cost(number):
        held = [Document(f"d{i}", "", f"In Homs, {i}") for i in range(number)]
        shelf = Shelf(tmp_path / str(number) if kept else None)
        if kept:
            library.read_documents(held, shelf=shelf, workers=1)
        began = time.process_time()
        library.read_documents(held, shelf=shelf, workers=1)
        return time.process_time() - began

    cost(10)  # what is loaded when first used
    assert cost(2000) < 4 * 1.6 * min(cost(500) for _ in range(3)) + 0.1


PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def _lines_peak(number, workers):
    """Peak memory in kB of a process that answers so many lines."""
    script = (
        "import io, json, os, sys\nfrom geo import library\n"
        "line = json.dumps({'id': 1, 'text': 'In Homs. ' * 50 + 'They moved on. ' * 200}).encode()\n"
        f"for answer in library.answers_to((line for _ in range({number})), workers={workers}): pass\n{PEAK}"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    return int(done.stdout)


@pytest.mark.parametrize("workers", [1, 2])
def test_R037_memory_does_not_grow_with_the_lines_answered(workers):
    assert _lines_peak(400, workers) < _lines_peak(80, workers) + 8000


@pytest.fixture
def project(tmp_path):
    """Seeds with two documents, small ones."""
    seeds = tmp_path / "seeds"
    (seeds / "events").mkdir(parents=True)
    (seeds / "documents").mkdir()
    (seeds / "project.toml").write_text('title = "Small"\nas_of = "2016-07-31"\ncountries = ["SY"]\n')
    (seeds / "periods.csv").write_text("period_id,title,start,stop\nspring,Spring,2016-03,2016-05\n")
    (seeds / "sources.csv").write_text("source_id,title\ns,A source\n")
    (seeds / "events/a.csv").write_text("title,date_start,location,country,source\nOne,2016-04-01,Damascus,SY,s\n")
    for name, place in (("a", "Homs"), ("b", "Aleppo")):
        (seeds / f"documents/{name}.txt").write_text(
            f"---\nsource: s\ndate: 2016-05-04\n---\nShells fell on {place}, Syria, on 3 May 2016 and killed 12.\n"
        )
    return seeds


def _geo(*words, **environment):
    env = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    words = [sys.executable, "-m", "geo", *map(str, words)]
    done = subprocess.run(words, capture_output=True, text=True, env=env, timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def _pages(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "."}


def test_the_same_bytes_with_and_without_cache_and_workers(project, tmp_path):
    ways = {"fresh": (), "kept": (), "none": ("--no-cache",), "two": ("--no-cache", "--workers", "2")}
    built = {}
    for way, words in ways.items():
        done = _geo("build", project, "--out", tmp_path / way, *words, GEO_CACHE=str(tmp_path / "cache"))
        assert (done.returncode, done.stderr) == (0, "")
        built[way] = _pages(tmp_path / way)
        assert len(list((tmp_path / "cache").iterdir())) == 2
    assert built["fresh"] == built["kept"] == built["none"] == built["two"]
    assert "all-periods.html" in built["fresh"]


def test_no_cache_keeps_nothing(project, tmp_path):
    assert _geo("build", project, "--out", tmp_path / "m", "--no-cache", GEO_CACHE=str(tmp_path / "c")).returncode == 0
    assert not (tmp_path / "c").exists()


def test_R086_a_spoilt_cache_is_said_and_the_maps_are_the_same(project, tmp_path):
    assert _geo("build", project, "--out", tmp_path / "a", GEO_CACHE=str(tmp_path / "cache")).returncode == 0
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(b"")
    done = _geo("build", project, "--out", tmp_path / "b", GEO_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 0
    assert "note: 2 of the kept readings were broken" in done.stderr
    assert _pages(tmp_path / "a") == _pages(tmp_path / "b")
    assert _geo("build", project, "--out", tmp_path / "b", GEO_CACHE=str(tmp_path / "cache")).stderr == ""


def test_a_cache_that_cannot_be_written_is_said(project, tmp_path):
    (tmp_path / "file").touch()
    done = _geo("check", project, GEO_CACHE=str(tmp_path / "file/cache"))
    assert done.returncode == 0
    assert re.match(r"note: readings are not kept for the next time: .*--no-cache\n$", done.stderr)


def _children(pid):
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()} | {
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    }


@pytest.mark.skipif(not Path(f"/proc/self/task/{os.getpid()}/children").exists(), reason="needs /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_ends_within_a_second_and_its_workers_with_it(how, project, tmp_path):
    (project / "documents/long.txt").write_text("---\nsource: s\n---\n" + _prose(8_000_000))
    words = [sys.executable, "-m", "geo", "build", str(project), "--out", str(tmp_path / "maps"), "--workers", "2"]
    env = os.environ | {"GEO_CACHE": str(tmp_path / "cache")}
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=env) as process:
        while len(list((tmp_path / "cache").glob("?" * 64))) < 3 and process.poll() is None:
            time.sleep(0.02)
        workers = _children(process.pid)
        assert len(workers) == 2
        process.send_signal(how)
        began = time.monotonic()
        process.wait(20)
        assert time.monotonic() - began < 2  # a second, and as much again for a machine that is busy
    if how == signal.SIGINT:
        assert process.returncode == 130
    _assert_gone(workers)
    assert len(list((tmp_path / "cache").glob("?" * 64))) >= 3  # so the next build goes on from there


def test_lines_with_workers_are_answered_in_order_one_at_a_time():
    command = [sys.executable, "-m", "geo", "parse", "--jsonl", "--workers", "2"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        for doc_id in range(4):
            process.stdin.write(json.dumps({"id": doc_id, "text": "In Homs"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == doc_id
        process.stdin.close()
        assert process.wait(20) == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_whoever_stops_listening_ends_it_quietly(workers):
    command = [sys.executable, "-m", "geo", "parse", "--jsonl", "--workers", str(workers)]
    line = json.dumps({"id": 1, "text": "In Homs, Syria. " * 200}).encode() + b"\n"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        process.stdin.write(line * 20)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(20) in (0, 1)
        assert process.stderr.read() == b""
