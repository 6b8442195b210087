"""Processes that work beside this one, each asked by a line and answering by a line.

A worker is this Python started anew, given `sys.path` and the name of a job. So nothing of the caller's own script is
run again (it may be a script without a guard or a notebook), nothing is forked under running threads, and nothing
is unpickled.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

Work = Callable[[bytes], bytes]  # from one line to one line

_START = (
    "import json, sys; given = json.loads(sys.stdin.buffer.readline()); sys.path[:] = given['path']; "
    "from geo.workers import serve; serve(given['job'], given['context'])"
)
# In a group of their own, so that Ctrl-C reaches us alone and we end them; on Windows without a window, too.
_APART: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {"creationflags": 0x08000000 | 0x00000200}
_ANSWERED, _FAILED = b"=", b"!"
_AHEAD = 3  # lines under way for each worker


class LostError(Exception):
    """A line twice ended the worker that worked on it: killed, or out of memory."""


def cores() -> int:
    """Return how many processors this process may use; 1 where no worker could be started."""
    if not Path(sys.executable or "").stem.lower().startswith(("python", "pypy")):
        return 1  # inside another program, of which starting it again would open a second one
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def answers(job: str, context: Any, lines: Iterable[bytes], number: int) -> Generator[bytes, None, None]:
    """Yield the answer to each line, without its end, in their order, each as soon as it and those before it are there.

    Parameters
    ----------
    job : str
        "module:function"; the function takes `context` and returns the Work.
    context : JSON value
        Told to each worker once.
    lines : iterable of bytes
        Taken a few ahead of the answers.
    number : int
        Of workers; with 1 the work is done in this process.

    Raises
    ------
    LostError
        A worker ended without an answer, and so did the one that took its place.
    """
    if number <= 1:
        work = _loaded(job, context)
        yield from (work(line).rstrip(b"\n") for line in lines)
        return
    crew = _Crew(job, context)
    pool = ThreadPoolExecutor(number, "geo")
    free = threading.Semaphore(_AHEAD * number)
    waiting: queue.SimpleQueue[Future[bytes] | None] = queue.SimpleQueue()
    try:
        # A thread hands out, so that an answer never waits for the line after it.
        threading.Thread(target=_hand_out, args=(lines, crew, pool, free, waiting), daemon=True).start()
        while (answer := waiting.get()) is not None:
            yield answer.result()
            free.release()
    finally:
        crew.end()
        free.release()
        pool.shutdown(cancel_futures=True)


def serve(job: str, context: Any) -> None:
    """Be a worker: answer the lines on stdin until it closes."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    work = _loaded(job, context)
    while True:
        line = lines.get()
        try:
            answer = _ANSWERED + work(line)
        except Exception:
            answer = _FAILED + json.dumps(traceback.format_exc()).encode()
        out.write(answer.rstrip(b"\n") + b"\n")
        out.flush()


def _listen(lines: queue.SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        lines.put(line)
    os._exit(0)  # whoever asked is gone, in the middle of an answer or not


def _loaded(job: str, context: Any) -> Work:
    module, _, name = job.partition(":")
    work: Work = getattr(import_module(module), name)(context)
    return work


def _hand_out(
    lines: Iterable[bytes],
    crew: _Crew,
    pool: ThreadPoolExecutor,
    free: threading.Semaphore,
    waiting: queue.SimpleQueue[Future[bytes] | None],
) -> None:
    try:
        for line in lines:
            free.acquire()
            if crew.ended:
                return
            waiting.put(pool.submit(crew.ask, line))
    except Exception as problem:  # of whoever makes the lines: raised where the answers are taken
        failed: Future[bytes] = Future()
        failed.set_exception(problem)
        waiting.put(failed)
    waiting.put(None)


class _Crew:
    """The workers: started when first needed, replaced when lost, ended together."""

    def __init__(self, job: str, context: Any) -> None:
        self._given = json.dumps({"path": sys.path, "job": job, "context": context}).encode() + b"\n"
        self._all: set[subprocess.Popen[bytes]] = set()
        self._idle: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self.ended = False

    def ask(self, line: bytes) -> bytes:
        code = 0
        for _ in range(2):
            worker = self._take()
            answer = _exchange(worker, line)
            if answer:
                self._idle.append(worker)
                if answer.startswith(_FAILED):
                    raise RuntimeError(f"a worker failed:\n{json.loads(answer[1:])}")
                return answer[1:-1]
            code = self._bury(worker)
        raise LostError(f"ended with code {code}")

    def end(self) -> None:
        with self._lock:
            self.ended = True
            for worker in self._all:
                worker.kill()
        for worker in list(self._all):
            self._bury(worker)

    def _take(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self.ended:
                raise LostError("ended")
            if self._idle:
                return self._idle.pop()
            words = [sys.executable, "-P", "-c", _START]
            worker = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **_APART)
            self._all.add(worker)
        _exchange(worker, self._given, answered=False)
        return worker

    def _bury(self, worker: subprocess.Popen[bytes]) -> int:
        worker.kill()
        code = worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            with contextlib.suppress(OSError):  # of what was still to be sent
                pipe.close()  # type: ignore[union-attr]
        with self._lock:
            self._all.discard(worker)
        return code


def _exchange(worker: subprocess.Popen[bytes], line: bytes, *, answered: bool = True) -> bytes:
    """Send a line and return the whole answer; nothing if the worker is no more."""
    assert worker.stdin and worker.stdout
    try:
        worker.stdin.write(line.rstrip(b"\r\n") + b"\n")
        worker.stdin.flush()
        answer = worker.stdout.readline() if answered else b""
    except (OSError, ValueError):  # ValueError: closed meanwhile
        return b""
    return answer if answer.endswith(b"\n") else b""
