"""The table of sentences: what a reader sees in each, and what the program does not see or sees wrongly.

`python -m tests.recognize.sentences` writes the column `missed` anew, after the program has changed, and counts.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import geo

TABLE = Path(__file__).parent / "sentences.csv"
KINDS = ("toponyms", "dates", "events")


def rows():
    """Return the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(cell):
    """Return the entries of a cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def seen(row):
    """Return what the program sees in a sentence, written as in the table."""
    reading = geo.parse(row["text"], date=row["published"])
    return {
        "toponyms": [f"{t.mention.surface}/{t.mention.role}" for t in reading.toponyms],
        "dates": [f"{d.text}={d.edtf}/{d.status}" for d in reading.dates],
        "events": [
            "|".join((e.toponym.mention.surface, e.edtf, e.event_type, e.confidence, _numbers(e.numbers)))
            for e in reading.events
        ],
    }


def _numbers(numbers):
    return ", ".join(f"{q.what} {q.low}" + (f"-{q.high}" if q.high != q.low else "") for q in numbers)


def missed(row, found):
    """Say how what is found differs from what a reader sees, "" if it does not."""
    said = []
    for kind in KINDS:
        truth, program = Counter(items(row[kind])), Counter(found[kind])
        said += [f"unseen {kind[:-1]} {entry}" for entry in (truth - program).elements()]
        said += [f"wrong {kind[:-1]} {entry}" for entry in (program - truth).elements()]
    return "; ".join(said)


def main():
    """Write the column `missed` anew; print how many entries of each kind are right."""
    table, counts = rows(), Counter()
    for row in table:
        found = seen(row)
        row["missed"] = missed(row, found)
        for kind in KINDS:
            truth, program = Counter(items(row[kind])), Counter(found[kind])
            counts[kind, row["language"]] += (truth & program).total()
            counts[kind, row["language"], "of"] += truth.total()
            counts[kind, row["language"], "said"] += program.total()
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    for kind in KINDS:
        for language in dict.fromkeys(row["language"] for row in table):
            right, of, said = (counts[(kind, language, *rest)] for rest in ((), ("of",), ("said",)))
            print(f"{kind:9} {language}: {right} right of {of} that a reader sees and {said} that the program says")


if __name__ == "__main__":
    main()
