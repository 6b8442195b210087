"""Made-up tables of events, the same for the same number: what the other benchmarks build maps of.

    python bench/events.py EVENTS FILE.csv [--faulty SHARE]

EVENTS may be written 1k, 2.5M. Places lie in forty regions, a few hold much of what happens; events come in waves over
fourteen years, six in a hundred last several days. `--faulty` spoils that share of the rows, each in one of six ways.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

HEADER = (
    "id", "title", "date", "end_date", "lat", "lon", "category", "actor", "source", "url", "description", "precision",
)  # fmt: skip
KINDS = np.array(["Shelling", "Clash", "Protest", "Aid delivery", "Talks", "Flood", "Riot", "Checkpoint"])
ACTORS = np.array([f"{a} {b}" for a in ("Northern", "River", "Coastal") for b in ("Front", "Guard", "Army")])
SOURCES = np.array([f"{a} {b}" for a in ("Daily", "Radio", "United") for b in ("Herald", "Monitor", "Press")])
THINGS = np.array(["the bridge", "a school", "the old market", "two villages", "the grain silos", "a field clinic"])
ENDS = np.array(["families left", "people were treated", "houses were damaged", "lorries turned back"])
SYLLABLES = np.array("al ba dur sha ti mir ne so lu gar os ze khan um bel tor".split())
FIRST, YEARS = np.datetime64("2011-01-01"), range(2011, 2025)
DAYS = int((np.datetime64("2025-01-01") - FIRST).astype(int))
REGIONS, PLACES, WAVES = 40, 2_000, 5
BLOCK = 100_000  # rows that are text at a time
FAULTS = ("too short", "no such day", "no date", "no such latitude", "no place", "the row before again")


def number(text: str) -> int:
    """2500000 of "2.5M"."""
    factor = {"k": 1e3, "m": 1e6}.get(text[-1:].lower())
    return round(float(text[:-1]) * factor) if factor else int(text)


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """The events in the order of their first days, as text."""
    chance = np.random.default_rng([5, count])
    names, lat, lon, waves = _places(chance)
    place = chance.choice(PLACES, count, p=_zipf(PLACES))
    wave = waves[place, chance.integers(WAVES, size=count)] + chance.exponential(120, count)
    day = np.where((chance.random(count) < 0.6) & (wave < DAYS), wave, chance.integers(DAYS, size=count))
    order = np.argsort(day.astype(int), kind="stable")
    place, day = place[order], day[order].astype(int)
    last = day + np.where(chance.random(count) < 0.06, chance.integers(1, 40, count), 0)
    exact = chance.random(count) < 0.3
    beside = chance.normal(0, 0.03, (2, count)) * exact
    spots = np.round([lat[place] + beside[0], lon[place] + beside[1]], 5)
    for start in range(0, count, BLOCK):
        some = slice(start, start + BLOCK)
        yield from _texts(chance, start, names[place[some]], day[some], last[some], spots[:, some], exact[some])


def _places(chance: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Names, latitudes, longitudes and the first days of the waves of all places."""
    region = chance.choice(REGIONS, PLACES, p=_zipf(REGIONS))
    lat = chance.uniform(-28, 48, REGIONS)[region] + chance.normal(0, 1.6, PLACES)
    lon = chance.uniform(-85, 115, REGIONS)[region] + chance.normal(0, 2.0, PLACES)
    waves = chance.integers(DAYS, size=(REGIONS, WAVES))[region]
    parts = SYLLABLES[chance.integers(len(SYLLABLES), size=(PLACES, 4))]
    names = np.array(["".join(some[: 2 + at % 3]).capitalize() for at, some in enumerate(parts.tolist())])
    return names, lat, lon, waves


def _zipf(count: int) -> np.ndarray:
    weights = 1 / np.arange(1, count + 1)
    return weights / weights.sum()


def _texts(
    chance: np.random.Generator,
    start: int,
    names: np.ndarray,
    day: np.ndarray,
    last: np.ndarray,
    spots: np.ndarray,
    exact: np.ndarray,
) -> Iterator[tuple[str, ...]]:
    n = len(names)

    def any_of(choice: np.ndarray) -> list[str]:
        return choice[chance.integers(len(choice), size=n)].tolist()

    kinds, actors, sources, things, ends = map(any_of, (KINDS, ACTORS, SOURCES, THINGS, ENDS))
    first_days, last_days = ((FIRST + days).astype(str).tolist() for days in (day, last))
    bounds = ((1, 40), (2, 900), (10**6, 10**7))  # km, how many, number of the article
    numbers = zip(*(chance.integers(*bound, n).tolist() for bound in bounds), strict=True)
    cells = zip(names.tolist(), first_days, last_days, *spots.tolist(), exact.tolist(), numbers, strict=True)
    for at, (name, first, end, lat, lon, is_exact, (km, many, page)) in enumerate(cells):
        yield (
            f"E{start + at + 1:08d}", f"{kinds[at]} in {name}", first, end, f"{lat:.5f}", f"{lon:.5f}",
            kinds[at], actors[at], sources[at],
            f"https://{sources[at].lower().replace(' ', '-')}.example/{first[:4]}/{page}",
            f"The {actors[at]} reached {things[at]} {km} km from {name}; {many} {ends[at]}.",
            "exact" if is_exact else "near",
        )  # fmt: skip


def spoilt(good: Iterator[tuple[str, ...]], share: float) -> Iterator[tuple[str, ...]]:
    """The same rows, every so manieth with one of FAULTS, in turn; "the row before again" is a row more."""
    every = round(1 / share)
    for at, row in enumerate(good):
        fault = FAULTS[at // every % len(FAULTS)] if at % every == every - 1 else ""
        cells = dict(zip(HEADER, row, strict=True))
        if fault == "the row before again":
            yield row
        elif fault == "no such day":
            cells["date"] = "2015-02-30"
        elif fault == "no date":
            cells |= {"date": "", "end_date": ""}
        elif fault == "no such latitude":
            cells["lat"] = "95.5"
        elif fault == "no place":
            cells |= {"lat": "", "lon": ""}
        yield tuple(cells.values())[: 7 if fault == "too short" else None]


def write(file: Path, count: int, faulty: float = 0) -> None:
    """Write the table as CSV."""
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(HEADER)
        table.writerows(spoilt(rows(count), faulty) if faulty else rows(count))


def project(folder: Path, table: Path, *, periods: bool) -> None:
    """Write seeds that hold the table alone, with the years as periods if so wished."""
    (folder / "events").mkdir(parents=True)
    (folder / "project.toml").write_text('title = "Made-up events"\nas_of = "2024-12-31"\n', encoding="utf-8")
    (folder / "events" / "events.csv").symlink_to(table.resolve())
    if periods:
        lines = ["period_id,title,start,stop", *(f"y{year},{year},{year},{year}" for year in YEARS)]
        (folder / "periods.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write one table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("events", type=number)
    parser.add_argument("file", type=Path)
    parser.add_argument("--faulty", type=float, default=0)
    options = parser.parse_args()
    write(options.file, options.events, options.faulty)


if __name__ == "__main__":
    main()
