"""How often a choice is right by how much it leads: what the margin of review (geo/geocode/telling.py) is set by.

    python bench/margin.py DOCUMENTS.jsonl[.gz] …

Each line is {"text", "gold": [{"start", "end", "lat", "lon"}]}. A choice within 161 km of the gold is right. For each
margin: the share of names that would be certain, how many of those are right, and of the others.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from geo import recognize
from geo.geocode import Gazetteer
from geo.geocode.prose import weighed
from geo.geocode.telling import MARGIN
from geo.sphere import distance_km

RIGHT_KM = 161.0
MARGINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 98.0)


def main() -> None:
    """Print one table for each file and one for all."""
    everything = []
    for file in map(Path, sys.argv[1:]):
        with gzip.open(file, "rt") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
            found = [judged for line in lines for judged in _judged(json.loads(line))]
        _print(file.name, found)
        everything += found
    _print("all", everything)


def _judged(document: dict) -> list[tuple[float, bool]]:
    """The margin of each name found that the gold has too, and whether it is placed right."""
    gazetteer = _GAZETTEER
    mentions = recognize.recognize(document["text"], gazetteer)
    gold = [g for g in document["gold"] if g["lat"] is not None]
    found = []
    for name in weighed(mentions, gazetteer):
        for mention in (mentions[number] for number in name.mentions):
            truth = next((g for g in gold if g["start"] < mention.end and mention.start < g["end"]), None)
            if truth:
                place = gazetteer.bearing(name.place)
                right = distance_km((place.lon, place.lat), (truth["lon"], truth["lat"])) <= RIGHT_KM
                found.append((-1.0 if name.missing else name.margin, right))
    return found


def _print(title: str, found: list[tuple[float, bool]]) -> None:
    print(f"{title}: {len(found)} names, {_share([right for _, right in found])} right")
    print(f"  {'margin':>6} {'certain':>8} {'right':>7} {'others right':>13}")
    for margin in sorted({*MARGINS, MARGIN}):
        sure = [right for lead, right in found if lead >= margin]
        others = [right for lead, right in found if lead < margin]
        mark = " <-" if margin == MARGIN else ""
        print(f"  {margin:6.2f} {len(sure) / max(len(found), 1):8.3f} {_share(sure)} {_share(others):>13}{mark}")


def _share(values: list[bool]) -> str:
    return f"{sum(values) / len(values):7.3f}" if values else "      -"


_GAZETTEER = Gazetteer()

if __name__ == "__main__":
    main()
