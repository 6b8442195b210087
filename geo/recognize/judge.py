"""Stage 2 of 6, the verdict: a sum of points for each cue; from zero on a span is a place."""

from __future__ import annotations

from geo.mentions import Bearer
from geo.recognize import lexicon
from geo.recognize.cues import Evidence, cues
from geo.recognize.spans import Span, link_states
from geo.recognize.tokens import Tokens


def judged(tokens: Tokens, found: list[Span]) -> list[Span]:
    """Give each span its points and return those that are places."""
    tie(tokens, found)
    evidence = Evidence(tokens, found)
    points = lexicon.weights()
    for span in found:
        total = sum(map(points.__getitem__, cues(span, evidence)), points["bias"])
        if any(bearer.row < 0 for bearer in span.bearers):
            total += _OWN
        span.points = round(total, 6)  # so that the order of the cues decides nothing
    return [span for span in found if span.told or (span.points >= 0.0 and not _opens_with_common(span, evidence))]


def _opens_with_common(span: Span, evidence: Evidence) -> bool:
    """Tell whether a sentence begins with a common word that a town bears too: "Reading the report took long"."""
    tokens = evidence.tokens
    if span.first != span.last or span.key not in lexicon.words("common") or evidence.placed[span.key]:
        return False
    opens = not span.first or any(mark in tokens.gap(span.first - 1) for mark in ".!?\n")
    after = tokens.words[span.last + 1] if span.last + 1 < len(tokens) else ""
    return opens and tokens.joined(span.last) and after.islower() and "say" not in lexicon.classes_of(after)


def tie(tokens: Tokens, found: list[Span]) -> None:
    """Tie each name to the larger land named right after it, if that may contain it."""
    number = {id(span): position for position, span in enumerate(found)}
    for left, right in link_states(tokens, found):
        lands = [b for b in right.bearers if b.kind in _LANDS or right.sort == "short"]
        if any(_holds(land, b) for land in lands for b in left.bearers):
            left.state = number[id(right)]
        elif lands and _little(left) and (right.sort == "short" or any(b.kind == "adm1" and b.match for b in lands)):
            left.state = number[id(right)]  # a place that the gazetteer lacks, of a name that it has elsewhere


_OWN = 3.0  # points more for a place of the project: somebody wrote it down because its texts speak of it
_LANDS = frozenset(("country", "adm1", "adm2"))


def _holds(land: Bearer, bearer: Bearer) -> bool:
    if land.row == bearer.row or land.country != bearer.country or bearer.kind == "country":
        return False
    return land.kind == "country" or land.admin1 == bearer.admin1


def _little(span: Span) -> bool:
    return all(b.population < 100_000 and b.kind not in ("country", "adm1", "region", "sea") for b in span.bearers)
