"""Measures `geo build` of large tables: processor time, peak memory, bytes of the page.

    python bench/build.py [EVENTS ...] [--periods 0] [--table EVENTS.csv]

For each number of events (default 1000, 10000 and 100000) it makes a table, always the same one, builds it in a process
of its own, and prints processor seconds (start-up included), peak memory in MB and the bytes of page and GeoJSON.
`--table` measures a table of your own instead; `--periods` parts the years into so many periods, a page each.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

KINDS = ("Shelling", "Clash", "Protest", "Aid delivery", "Talks", "Flood", "Riot", "Checkpoint")
ACTORS = tuple(f"{a} {b}" for a in ("Northern", "River", "Coastal", "Highland") for b in ("Front", "Guard", "Council"))
SOURCES = tuple(f"{a} {b}" for a in ("Daily", "Radio", "United", "Morning") for b in ("Herald", "Monitor", "Press"))
ENDINGS = ("{n} families left", "{n} were treated at a clinic", "roads stayed shut for {n} hours", "nobody was hurt")
SYLLABLES = ("al", "ba", "dur", "sha", "ti", "mir", "ne", "so", "lu", "gar", "os", "ze")
HEADER = (
    "id", "title", "date", "end_date", "lat", "lon", "category", "actor", "source", "url", "description", "precision",
)  # fmt: skip
KEPT = ("html", "geojson")
FIRST, DAYS, PLACES = date(2011, 1, 1), 5_113, 2_000
BUILD = "import sys; from geo.cli import main; main(['build', sys.argv[1], '--out', sys.argv[2], '--no-cache'])"


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Events in the order of their days; few places hold many of them, half stand beside their place."""
    chance = random.Random(count)
    centres = [(chance.uniform(-28, 48), chance.uniform(-85, 115)) for _ in range(40)]
    places = []
    for _ in range(PLACES):
        lat, lon = chance.choice(centres)
        name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()
        places.append((name, chance.gauss(lat, 1.6), chance.gauss(lon, 2)))
    weights = [1 / rank for rank in range(1, PLACES + 1)]
    days = sorted(chance.randrange(DAYS) for _ in range(count))
    for number, (day, place) in enumerate(zip(days, chance.choices(places, weights, k=count), strict=True), 1):
        name, lat, lon = place
        kind, actor, source = chance.choice(KINDS), chance.choice(ACTORS), chance.choice(SOURCES)
        start = FIRST + timedelta(day)
        end = start + timedelta(chance.choice((0,) * 15 + (3,)))
        exact = chance.random() < 0.5
        beside = chance.gauss(0, 0.03) if exact else 0.0
        ending = chance.choice(ENDINGS).format(n=chance.randint(2, 400))
        yield (
            f"EV{number:08d}", f"{kind} in {name}", start.isoformat(), end.isoformat(),
            f"{lat + beside:.5f}", f"{lon - beside:.5f}", kind, actor, source,
            f"https://{source.lower().replace(' ', '-')}.example/{start.year}/{chance.randrange(10**6, 10**7)}",
            f"{actor} reached the road {chance.randint(1, 40)} km from {name} before noon; {ending}.",
            "exact" if exact else "near",
        )  # fmt: skip


def seeds(folder: Path, count: int, periods: int, table: Path | None) -> None:
    """Write a project with one table."""
    (folder / "events").mkdir(parents=True)
    (folder / "project.toml").write_text('title = "Large table"\nas_of = "2024-12-31"\n', encoding="utf-8")
    if table:
        (folder / "events" / "events.csv").symlink_to(table.resolve())
    else:
        with (folder / "events" / "events.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows((HEADER, *rows(count)))
    if periods:
        bounds = [FIRST + timedelta(DAYS * i // periods) for i in range(periods + 1)]
        lines = [f"p{i},Part {i},{a},{b - timedelta(1)}" for i, (a, b) in enumerate(pairwise(bounds), 1)]
        (folder / "periods.csv").write_text("\n".join(("period_id,title,start,stop", *lines)) + "\n", encoding="utf-8")


def measured(folder: Path) -> tuple[float, float]:
    """Processor seconds and peak memory (MB) of one build in a process of its own."""
    command = [sys.executable, "-c", BUILD, str(folder / "seeds"), str(folder / "maps")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the build failed with status {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("events", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--periods", type=int, default=0)
    parser.add_argument("--table", type=Path)
    options = parser.parse_args()
    for count in [0] if options.table else options.events:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            seeds(folder / "seeds", count, options.periods, options.table)
            seconds, peak = measured(folder)
            sizes = {kind: sum(p.stat().st_size for p in (folder / "maps").glob(f"*.{kind}")) for kind in KEPT}
            what = options.table.name if options.table else f"{count:,} events"
            told = ", ".join(f"{kind} {size:,} bytes" for kind, size in sizes.items())
            print(f"{what}: {seconds:.2f} CPU s, peak {peak:,.0f} MB, {told}", flush=True)


if __name__ == "__main__":
    main()
