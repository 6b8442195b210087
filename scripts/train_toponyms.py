"""Weighs the cues of geo/recognize/cues.py: logistic regression on documents whose place names are marked.

    python scripts/train_toponyms.py DOCUMENTS.jsonl[.gz] …

Each line is {"text", "gold": [{"start", "end"}], "ignore": [{"start", "end"}]} with every place name marked. Writes
geo/recognize/data/weights.csv: the names of our cues and their points, and nothing of the texts. The same documents
give the same weights. `--folds 5` trains nothing but tells how well unseen documents would be judged.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from geo.geocode import Gazetteer  # noqa: E402  found through the path above
from geo.recognize.cues import Evidence, cues  # noqa: E402
from geo.recognize.judge import tie  # noqa: E402
from geo.recognize.spans import Span, spans  # noqa: E402
from geo.recognize.tokens import Tokens  # noqa: E402

OUT = HERE.parent / "geo" / "recognize" / "data" / "weights.csv"
STREETS = frozenset(["street", "avenue", "ave", "boulevard", "blvd", "road", "rd", "lane", "drive", "highway"])
RIDGE = 2.0
RAREST = 12  # spans that show a cue, below which it gets no points

Row = tuple[list[str], bool]


def main() -> None:
    """Read the options, train or try."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--lean", type=float, default=0.2, help="added to the bias: recall against precision")
    options = parser.parse_args()
    names = Gazetteer()
    corpora = [[rows(document, names) for document in read(file)] for file in options.files]
    weight = [sum(len(d) for d in max(corpora, key=lambda c: sum(map(len, c)))) / sum(map(len, c)) for c in corpora]
    parts = [(d, w) for corpus, w in zip(corpora, weight, strict=True) for d in corpus]
    if options.folds:
        tried(parts, options.folds, options.lean)
        return
    points = fitted([(row, w) for d, w in parts for row in d])
    points["bias"] += options.lean
    lines = [f"{name},{value:.2f}" for name, value in sorted(points.items()) if abs(value) >= 0.005]
    OUT.write_text("cue,points\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} cues")


def read(path: Path) -> list[dict[str, Any]]:
    """Read the documents of one file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def rows(document: dict[str, Any], names: Gazetteer) -> list[Row]:
    """Return, for each span that is not to be ignored, its cues and whether it is marked."""
    tokens = Tokens(document["text"])
    found = spans(tokens, names)
    tie(tokens, found)
    evidence = Evidence(tokens, found)
    made = []
    for span in found:
        marked = any(g["start"] < span.end and span.start < g["end"] for g in document["gold"])
        marked = marked and not _is_street(span, tokens)  # a street is marked somewhere, but lies in no such town
        if marked or not any(g["start"] < span.end and span.start < g["end"] for g in document.get("ignore", [])):
            made.append((sorted(set(cues(span, evidence))), marked))
    return made


def _is_street(span: Span, tokens: Tokens) -> bool:
    after = span.last + 1
    return after < len(tokens) and tokens.words[after].istitle() and tokens.words[after].lower() in STREETS


def fitted(weighted: list[tuple[Row, float]]) -> dict[str, float]:
    """Fit by Newton's method with a ridge; return cue → points."""
    seen = Counter(cue for (found, _), _ in weighted for cue in found)
    order = ["bias", *sorted(cue for cue, n in seen.items() if n >= RAREST)]
    column = {cue: number for number, cue in enumerate(order)}
    table = np.zeros((len(weighted), len(order)))
    table[:, 0] = 1.0
    for line, ((found, _), _) in enumerate(weighted):
        table[line, [column[cue] for cue in found if cue in column]] = 1.0
    truth = np.array([marked for (_, marked), _ in weighted], dtype=float)
    share = np.array([w for _, w in weighted])
    points = np.zeros(len(order))
    ridge = np.full(len(order), RIDGE)
    ridge[0] = 1e-6
    for _ in range(12):
        likely = 1.0 / (1.0 + np.exp(-table @ points))
        slope = table.T @ (share * (truth - likely)) - ridge * points
        bend = (table * (share * likely * (1.0 - likely))[:, None]).T @ table + np.diag(ridge)
        points = points + np.linalg.solve(bend, slope)
    return dict(zip(order, points.tolist(), strict=True))


def tried(parts: list[tuple[list[Row], float]], folds: int, lean: float) -> None:
    """Print precision, recall and F1 over unseen documents, for several leanings."""
    scored = []
    for fold in range(folds):
        points = fitted([(r, w) for n, (d, w) in enumerate(parts) if n % folds != fold for r in d])
        for n, (document, w) in enumerate(parts):
            if n % folds == fold:
                scored += [
                    (points["bias"] + sum(points.get(c, 0.0) for c in found), marked, w) for found, marked in document
                ]
    for extra in (lean - 0.2, lean, lean + 0.2):
        right = sum(w for value, marked, w in scored if marked and value + extra > 0)
        said = sum(w for value, _, w in scored if value + extra > 0)
        total = sum(w for _, marked, w in scored if marked)
        print(
            f"lean {extra:+.1f}: precision {right / said:.3f}, recall {right / total:.3f}, "
            f"F1 {2 * right / (said + total):.3f}"
        )


if __name__ == "__main__":
    main()
