"""What a terminal, a pipe or an odd argument can do to the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import main
from tests.test_cli import run

LONG = "a" * 300


@pytest.fixture
def starter(tmp_path):
    run("init", tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", [("build", "seeds", "--out", LONG), ("init", LONG), ("check", LONG)])
def test_a_name_too_long_for_the_disk_is_one_message(starter, words):
    made = run(*words, cwd=starter)
    assert made.returncode == 1
    assert len(made.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_one_message(starter):
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-m", "geo", "find", "Paris"]
        made = subprocess.run(words, cwd=starter, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert made.returncode == 1
    assert made.stderr.startswith("geo: No space left")
    assert "Traceback" not in made.stderr


def test_a_terminal_without_arabic_shows_escapes(starter):
    found = run("find", "الرقة", cwd=starter, PYTHONIOENCODING="cp1252")
    assert found.returncode == 0
    assert "Ar Raqqah" in found.stdout


def test_an_argument_is_utf8_even_where_the_locale_is_not(starter):
    found = run("find", "الرقة", cwd=starter, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert found.returncode == 0
    assert "Ar Raqqah" in found.stdout


def test_a_country_that_does_not_exist_is_a_usage_error():
    found = CliRunner().invoke(main, ["find", "Paris", "--country", "ZZ"])
    assert found.exit_code == 2
    assert "'ZZ'" in found.output


def test_a_project_that_is_named_must_be_there(tmp_path):
    found = CliRunner().invoke(main, ["find", "Paris", "--project", str(tmp_path / "none")])
    assert found.exit_code == 1
    assert "no project.toml" in found.output


@pytest.mark.parametrize("out", ["", "seeds/events", "seeds/documents/maps"])
def test_maps_are_not_written_where_seeds_are_read(starter, out):
    before = sorted(path.name for path in starter.rglob("*"))
    made = run("build", "seeds", "--out", out, cwd=starter)
    assert made.returncode in (1, 2)
    assert "--out" in made.stderr or "among the seeds" in made.stderr
    assert sorted(path.name for path in starter.rglob("*")) == before


def test_faults_that_stop_a_build_say_how_much_they_weigh(starter):
    (starter / "seeds/project.toml").unlink()
    made = run("build", "seeds", cwd=starter)
    assert made.returncode == 1
    assert "error: project.toml: there is no project.toml" in made.stderr


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
@pytest.mark.parametrize("swallowed", [False, True])
def test_ctrl_c_ends_within_a_second_even_if_python_swallows_it(swallowed):
    """Python drops a KeyboardInterrupt that is raised in a weak reference's callback."""
    script = (
        "import time, click\n"
        "from geo.cli import main\n"
        "@main.command()\n"
        "def wait():\n"
        "    print('waiting', flush=True)\n"
        "    try:\n"
        "        time.sleep(20)\n"
        "    except KeyboardInterrupt:\n"
        f"        if not {swallowed}:\n"
        "            raise\n"
        "    time.sleep(20)\n"
        "main(['wait'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert time.monotonic() - start < 1.5
    assert process.returncode == 130
    assert "Traceback" not in said
    assert "stopped" in said


def test_an_area_that_a_place_is_like_must_exist(starter):
    places = starter / "seeds/places.csv"
    lines = places.read_text(encoding="utf-8").splitlines()
    cells = dict.fromkeys(lines[0].split(","), "") | {
        "place_id": "own:x",
        "name": "X",
        "latitude": "1",
        "longitude": "1",
    }
    for like in ("iso:XX", "iso:SY"):
        row = ",".join((cells | {"like": like}).values())
        places.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8")
        said = run("check", "seeds", cwd=starter).stderr
        assert ("places.csv, line 4, column like, value 'iso:XX': no area has this id" in said) == (like == "iso:XX")
