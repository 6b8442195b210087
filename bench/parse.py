"""How fast prose is read: characters a second of processor time on one core, start-up, peak memory; parts and peers.

    python bench/parse.py [--peers PYTHON] [FILE …]     .txt, .md, .jsonl of {"text"}; default: the documents of seeds/

The texts are repeated until there are two million characters and read a line each, as `geo parse --jsonl` does; its
bounds stand beside it. The peers are run by PYTHON, the interpreter of any environment that has them (bench/peers.py).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

SIZE = 2_000_000
DAY = "2016-08-10"
ROOT = Path(__file__).parents[1]
PEERS = Path(__file__).with_name("peers.py")
BOUNDS = "bounds: 1.00 M/s with events, 0.30 s, 150 MB"
ONE = ["In Aleppo"]


def main() -> None:
    """Print a line for the command, one for each part of it, one for each peer."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    asked = options.parse_args()
    texts = _texts(asked.files or sorted((ROOT / "seeds" / "documents").glob("*.[tm]*")))
    print(f"{'':34}characters/s   start-up    peak")
    print(f"{_measured('geo parse --jsonl', [sys.executable, '-m', 'geo', 'parse', '--jsonl'], texts)}   {BOUNDS}")
    size = sum(map(len, texts))
    for part, seconds in _parts(texts).items():
        print(f"  {part:32}{size / seconds / 1e6:8.2f} M/s")
    for peer in subprocess.run([asked.peers, PEERS], capture_output=True, check=True, text=True).stdout.split():
        print(_measured(peer, [asked.peers, str(PEERS), peer], texts))


def _texts(files: Iterable[Path]) -> list[str]:
    """Return the texts, over and over up to the size that is measured."""
    texts: list[str] = []
    for file in files:
        lines = file.read_text(encoding="utf-8")
        texts += [json.loads(line)["text"] for line in lines.splitlines()] if file.suffix == ".jsonl" else [lines]
    whole = sum(map(len, texts))
    return texts * max(1, -(-SIZE // whole))


def _measured(name: str, command: list[str], texts: list[str]) -> str:
    """Run a command on one sentence, then on the texts; say what it took."""
    try:
        start = min(_run(command, ONE)[0] for _ in range(3))
        took, peak = _run(command, texts)
    except ModuleNotFoundError:
        return f"{name:34}not installed"
    return f"{name:34}{sum(map(len, texts)) / (took - start) / 1e6:8.2f} M/s {start:8.2f} s {peak:5.0f} MB"


def _run(command: list[str], texts: list[str]) -> tuple[float, float]:
    """Return the seconds of processor that a command took, whatever else the machine does, and its peak in MB."""
    with tempfile.TemporaryFile() as given:
        for number, text in enumerate(texts):
            given.write(json.dumps({"id": number, "text": text, "date": DAY}).encode() + b"\n")
        given.seek(0)
        process = subprocess.Popen(command, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ModuleNotFoundError(command[-1])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _parts(texts: list[str]) -> dict[str, float]:
    """Return the seconds that each part of reading takes, in this process."""
    from geo import lines, recognize
    from geo.geocode import Gazetteer, resolve_all
    from geo.mentions import Reading

    names, took = Gazetteer(), {}

    def timed(part: str, function: Callable[..., Any], *given: Any) -> Any:
        begun = time.process_time()
        result = function(*given)
        took[part] = took.get(part, 0.0) + time.process_time() - begun
        return result

    for text in texts:
        mentions = timed("names", recognize.recognize, text, names)
        toponyms = timed("their places", resolve_all, mentions, names)
        dates = timed("dates", lambda text=text: list(recognize.dates(text, DAY)))
        events = timed("events", recognize.events, text, toponyms, dates, DAY)
        read = Reading(tuple(toponyms), tuple(dates), tuple(events))
        asked = json.dumps({"text": text}).encode()
        timed("lines in and out", lines.answer, asked, lambda *_, read=read, **__: read)
    return took


if __name__ == "__main__":
    main()
