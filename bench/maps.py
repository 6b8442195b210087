"""Measures maps of made-up events, ours beside those that people make with folium, in one run.

    python bench/maps.py [EVENTS ...] [--ways geo marker ...] [--runs 3] [--build-only] [--write FOLDER] [--keep FOLDER]

EVENTS may be written 1k, 2.5M (default: 1k 10k 100k 1M). For each number it writes a table (bench/events.py), builds
its maps, each in a process of its own, and opens each page from disk in a fresh Chromium, the pages in turn. Where a
way cannot be built within `--limit` seconds or its page does not answer, larger tables are not tried that way. `geo`
makes a page of all periods and one a year; the others make one page with a layer a year. `--write` writes maps.csv
and maps.svg there, for the README.

Prints a line each: processor seconds of the build (start-up included), its peak memory, bytes; then medians of first
marks, of a step of time and of switching a layer; the longest frame while moving and zooming; memory of the page.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, this is no package

from bench import browse, events, ways  # noqa: E402

WAYS = ("geo", *ways.WAYS)
COLUMNS = (
    "events", "way", "build_cpu_s", "build_peak_mb", "bytes_per_event", "first_ms", "brush_ms", "switch_ms",
    "pan_longest_ms", "zoom_longest_ms", "heap_mb", "page_peak_mb", "requests", "died",
)  # fmt: skip
BUILD = "import sys; from geo.cli import main; main(['build', sys.argv[1], '--out', sys.argv[2], '--no-cache'])"

Row = dict[str, Any]


def build(way: str, table: Path, folder: Path, limit: int) -> tuple[Row, Path]:
    """Make the maps of a table; what that took, and the page."""
    page = folder / f"{way}.html"
    command = [sys.executable, str(ROOT / "bench" / "ways.py"), way, str(table), str(page)]
    if way == "geo":
        events.project(folder / "seeds", table, periods=True)
        page = folder / "maps" / "all-periods.html"
        command = [sys.executable, "-c", BUILD, str(folder / "seeds"), str(folder / "maps")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    begun = time.monotonic()
    while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
        if time.monotonic() - begun > limit:
            process.kill()
        time.sleep(0.02)
    _, status, used = ended
    row: Row = {"build_cpu_s": used.ru_utime + used.ru_stime, "build_peak_mb": used.ru_maxrss / 1024}
    if status:
        how = f"not built in {limit} s" if os.WIFSIGNALED(status) else "the build failed"
        return row | {"died": how}, page
    return row | {"size": sum(file.stat().st_size for file in _files(page))}, page


def _files(page: Path) -> list[Path]:
    """The page and the data beside it."""
    return [page, *page.with_suffix(".data").glob("*")]


def measured(pages: dict[str, Path], runs: int) -> dict[str, Row]:
    """Medians of what the openings of each page show."""
    from playwright.sync_api import sync_playwright

    found: dict[str, list[Row]] = {way: [] for way in pages}
    with sync_playwright() as playwright:
        for _ in range(runs):
            for way, page in pages.items():  # in turn, so that a busy minute hurts all
                if any("died" in row for row in found[way]):
                    continue
                browser = browse.chromium(playwright)
                found[way].append(browse.measure(browser, page, way))
                with suppress(Exception):  # it may be gone with a page that died
                    browser.close()
    return {way: _middle(rows) for way, rows in found.items()}


def _middle(rows: list[Row]) -> Row:
    died = next((row["died"] for row in rows if "died" in row), "")
    values = {name: [row[name] for row in rows if row.get(name) is not None] for name in rows[0]}
    middle = {name: median(some) for name, some in values.items() if name != "died" and some}
    return middle | ({"died": died} if died else {})


def compared(count: int, names: list[str], runs: int, limit: int, folder: Path) -> list[Row]:
    """A row of COLUMNS a way."""
    table = folder / "events.csv"
    events.write(table, count)
    built = {way: build(way, table, folder, limit) for way in names}
    opened = measured({way: page for way, (row, page) in built.items() if "size" in row}, runs) if runs else {}
    return [_row(count, way, row, opened.get(way, {})) for way, (row, _) in built.items()]


def _row(count: int, way: str, made: Row, seen: Row) -> Row:
    renamed = {"first_ms": "first", "brush_ms": "brush", "switch_ms": "switch", "pan_longest_ms": "pan"}
    renamed |= {"zoom_longest_ms": "zoom", "heap_mb": "heap", "page_peak_mb": "page", "requests": "requests"}
    row: Row = {"events": count, "way": way, **made, **{name: seen.get(key) for name, key in renamed.items()}}
    row["bytes_per_event"] = made["size"] / count if "size" in made else None
    row["died"] = made.get("died") or seen.get("died") or ""
    return {name: round(value, 1) if isinstance(value := row.get(name), float) else value for name in COLUMNS}


def main() -> None:
    """Build, open, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("events", nargs="*", type=events.number, default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=int, default=600, help="seconds a build may take")
    parser.add_argument("--build-only", action="store_true")
    parser.add_argument("--write", type=Path, help="write maps.csv and maps.svg into this folder")
    parser.add_argument("--keep", type=Path, help="leave tables and maps in this folder")
    options = parser.parse_args()
    rows: list[Row] = []
    alive = list(options.ways)
    print(",".join(COLUMNS))
    with tempfile.TemporaryDirectory() as scratch:
        for count in options.events:
            folder = (options.keep or Path(scratch)) / str(count)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            some = compared(count, alive, 0 if options.build_only else options.runs, options.limit, folder)
            for row in some:
                print(",".join("" if value is None else str(value) for value in row.values()), flush=True)
            rows += some
            alive = [row["way"] for row in some if not row["died"]]
    if options.write:
        _written(rows, options.write)


def _written(rows: list[Row], folder: Path) -> None:
    from bench import plot

    with (folder / "maps.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    plot.write(rows, folder / "maps.svg")


if __name__ == "__main__":
    main()
