"""Processes that work beside this one: order, endings, and what becomes of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo import workers

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="ends processes by signals")

HERE = "tests.test_workers"


def shout(said):
    """Make work that answers in capitals; a line may ask for more than that."""

    def work(line):
        asked = json.loads(line)
        match asked.get("do"):
            case "sleep":
                time.sleep(asked["for"])
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "die once":
                mark = Path(asked["mark"])
                if not mark.exists():
                    mark.touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            case "fail":
                raise ValueError("of this kind")
            case "print":
                print("a library that talks")
        return json.dumps({"said": said, "id": asked["id"], "pid": os.getpid()}).encode()

    return work


def _answers(asked, number=2):
    lines = [json.dumps({"id": i} | extra).encode() for i, extra in enumerate(asked)]
    return (json.loads(line) for line in workers.answers(f"{HERE}:shout", "yes", lines, number))


def test_answers_come_in_the_order_of_the_lines_from_several_processes():
    found = list(_answers([{"do": "sleep", "for": 0.3}, *[{}] * 12]))
    assert [answer["id"] for answer in found] == list(range(13))
    assert len({answer["pid"] for answer in found} - {os.getpid()}) == 2
    assert {answer["said"] for answer in found} == {"yes"}


def test_one_worker_is_this_process():
    assert [answer["pid"] for answer in _answers([{}], number=1)] == [os.getpid()]


def test_an_answer_does_not_wait_for_the_line_after_it():
    sent = []

    def lines():
        for number in range(3):
            assert len(sent) == number  # the one before is answered
            yield json.dumps({"id": number}).encode()
            while len(sent) == number:
                time.sleep(0.01)

    for answer in workers.answers(f"{HERE}:shout", "", lines(), 2):
        sent.append(answer)
    assert len(sent) == 3


def test_no_more_lines_are_taken_than_are_under_way():
    taken = []

    def lines():
        for number in range(100):
            taken.append(number)
            yield json.dumps({"id": number}).encode()

    with_workers = workers.answers(f"{HERE}:shout", "", lines(), 2)
    next(with_workers)
    time.sleep(0.5)
    assert len(taken) < 12
    with_workers.close()


def test_R088_a_killed_worker_is_replaced_and_the_result_is_the_same(tmp_path):
    asked = [{}, {"do": "die once", "mark": str(tmp_path / "died")}, *[{}] * 5]
    assert [answer["id"] for answer in _answers(asked)] == list(range(7))
    assert (tmp_path / "died").exists()


def test_R088_a_line_that_ends_every_worker_is_an_error_and_no_hang():
    found = _answers([{}, {"do": "die"}, {}])
    assert next(found)["id"] == 0
    with pytest.raises(workers.LostError, match="-9"):
        next(found)


def test_what_goes_wrong_in_a_worker_is_told_as_it_was():
    with pytest.raises(RuntimeError, match=r"raise ValueError.*\n.*of this kind"):
        list(_answers([{"do": "fail"}]))


def test_trouble_in_making_the_lines_is_raised():
    def lines():
        yield b'{"id": 0}'
        raise OSError("the input broke")

    with pytest.raises(OSError, match="the input broke"):
        list(workers.answers(f"{HERE}:shout", "", lines(), 2))


def test_what_a_library_prints_is_no_answer():
    assert [answer["id"] for answer in _answers([{"do": "print"}, {}])] == [0, 1]


def test_workers_end_with_whoever_asked_even_when_that_is_killed():
    script = (
        "from geo import workers\n"
        'lines = (b\'{"id": %d, "do": "sleep", "for": %d}\' % (i, 0 if i < 2 else 60) for i in range(9))\n'
        f"for answer in workers.answers('{HERE}:shout', '', lines, 2): print(answer.decode(), flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT) as process:
        pids = {json.loads(process.stdout.readline())["pid"] for _ in range(2)}
        assert process.pid not in pids
        process.kill()
    _assert_gone(pids)


# A script without a guard, what `python -c` and a notebook run: workers must not run any of it again.
CALLERS = {
    "script": "print('once', flush=True)\n{read}",
    "thread": "import threading\nprint('once', flush=True)\ndef go():\n    {read}\n"
    "t = threading.Thread(target=go)\nt.start()\nt.join()",
    "loop": "import asyncio\nprint('once', flush=True)\nasync def go():\n    {read}\nasyncio.run(go())",
}
READ = (
    "from geo import library, records; d = records.Document; "
    "r = library.read_documents([d('a', '', 'In Homs'), d('b', '', 'In Aleppo')], workers=2); "
    "print([t.candidate.name for s in r.values() for t in s.toponyms])"
)


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("as_file", [True, False])
def test_whoever_calls_is_not_run_again(caller, as_file, tmp_path):
    script = CALLERS[caller].format(read=READ)
    (tmp_path / "json.py").write_text("raise SystemExit('a file of the folder was taken for the library')")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/script.py").write_text(script)
    words = [str(tmp_path / "sub/script.py")] if as_file else ["-P", "-c", script]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, *words], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("once\n['Homs', 'Aleppo']\n", "")


def _assert_gone(pids):
    for _ in range(100):
        alive = [pid for pid in pids if Path(f"/proc/{pid}/stat").exists() and not _is_zombie(pid)]
        if not alive:
            return
        time.sleep(0.02)
    raise AssertionError(f"still there: {alive}")


def _is_zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
