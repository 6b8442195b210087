"""Measures the gazetteer: first use after import, one look-up, the size of its files.

    python bench/gazetteer.py

Prints a line a measure with its bound; exits 1 if one is missed. The first use is timed in fresh processes.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import timeit

from geo.geocode import Gazetteer, resolve
from geo.geocode.gazetteer import DATA

NAMES = (
    "Hmeimim", "Latakia", "Azaz", "A'zaz", "أعزاز", "Тартус", "Palmyra", "Damascus", "Deir ez-Zor", "Bosphorus",
    "North Caucasus", "Mediterranean", "Syria", "Tripoli", "San Francisco", "Moscow", "Paris", "Nowhere at all",
)  # fmt: skip
FIRST_USE = """
import time
from geo.geocode import Gazetteer
begun = time.perf_counter()
Gazetteer().candidates("Azaz")
print(time.perf_counter() - begun)
"""


def main() -> int:
    """Measure, print, compare with the bounds."""
    first = [
        float(subprocess.run([sys.executable, "-c", FIRST_USE], capture_output=True, check=True).stdout)
        for _ in range(5)
    ]
    gazetteer = Gazetteer()
    context = {"countries": ("SY",), "neighbours": gazetteer.neighbours, "names": gazetteer.country_names}
    lookups = {name: _seconds(lambda name=name: gazetteer.candidates(name)) for name in NAMES}
    slowest = max(lookups, key=lambda name: lookups[name])
    chosen = statistics.median(
        _seconds(lambda name=name: resolve(name, _Points(gazetteer), **context)) for name in NAMES
    )
    size = sum((DATA / name).stat().st_size for name in ("gazetteer.keys", "gazetteer.rows", "areas.bin"))
    measures = [
        ("first use after import, median of 5", statistics.median(first) * 1e3, 150, "ms"),
        ("look-up, median of names", statistics.median(lookups.values()) * 1e6, 100, "µs"),
        ("look-up and choice, median of names", chosen * 1e6, 1000, "µs"),
        ("files", size / 1e6, 25, "MB"),
    ]
    for what, value, bound, unit in measures:
        print(f"{what}: {value:,.1f} {unit} (bound {bound} {unit})")
    many = len(gazetteer.candidates(slowest))
    print(f"slowest look-up: {slowest!r}, {many} candidates, {lookups[slowest] * 1e6:,.0f} µs")
    return int(any(value > bound for _, value, bound, _ in measures))


class _Points:
    """The gazetteer without its shapes, so that a choice is timed and not the unpacking of Russia."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.candidates = gazetteer.candidates

    def geometry(self, place_id: str) -> None:
        return None


def _seconds(call) -> float:
    return min(timeit.repeat(call, number=200, repeat=3)) / 200


if __name__ == "__main__":
    raise SystemExit(main())
