"""A million rows, in a process of its own so that its memory can be told from that of other tests."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from .conftest import PROJECT

ROWS = 1_000_000
# About 5 s and 0.9 GB; the bounds hold back a reader that goes quadratic, or keeps each cell as an object of its own.
MOST_SECONDS, MOST_MEGABYTES = 60, 2_000
READ = """
import json, resource, sys, time
from geo.read import read_seeds
start = time.process_time()
seeds = read_seeds(sys.argv[1])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)
print(json.dumps([len(seeds.events), seeds.rejected, seeds.duplicates, time.process_time() - start, peak]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak of memory so")
def test_R036_a_million_rows_are_read_and_counted_within_stated_bounds(tmp_path):
    (tmp_path / "events").mkdir()
    (tmp_path / "project.toml").write_text(PROJECT, encoding="utf-8")
    with (tmp_path / "events" / "a.csv").open("w", encoding="utf-8") as file:
        file.write("event_id,title,date_start,latitude,longitude,source\n")
        for i in range(ROWS):
            day = f"20{10 + i % 10}-0{1 + i % 9}-{10 + i % 19}"
            file.write(f"e{i},Clash {i % 977},{day},{i % 80}.{i % 10_000:05d},{i % 170}.5,Reuters\n")
        file.write("short,row\ne7,Clash 7,2017-08-17,7.00007,7.5,Reuters\n")
    done = subprocess.run([sys.executable, "-c", READ, str(tmp_path)], capture_output=True, text=True, check=True)
    kept, rejected, duplicates, seconds, megabytes = json.loads(done.stdout)
    assert (kept, rejected, duplicates) == (ROWS, 1, 1)
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES
