"""How fast prose is read: start-up, characters a second on one core, peak memory.

    python bench/parse.py [FILE.txt …]     default: the documents of seeds/

The texts are repeated until there are two million characters, and read a line each as `geo parse --jsonl` does.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

SIZE = 2_000_000
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run the command on nothing, then on the texts; print what it took."""
    files = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "seeds" / "documents").glob("*.[tm]*"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    lines, size = [], 0
    while size < SIZE:
        for text in texts:
            lines.append(json.dumps({"id": len(lines), "text": text}).encode() + b"\n")
            size += len(text)
    start = min(_run(b'{"id": 0, "text": "In Aleppo"}\n') for _ in range(3))
    took = _run(b"".join(lines)) - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"start-up with one sentence: {start:.2f} s; {size / took / 1e6:.2f} M characters/s; peak {peak:.0f} MB")


def _run(given: bytes) -> float:
    """Return the seconds of processor that the command took, whatever else the machine does."""
    before = _used()
    subprocess.run([sys.executable, "-m", "geo", "parse", "--jsonl"], input=given, capture_output=True, check=True)
    return _used() - before


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
