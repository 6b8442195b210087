"""Stage 2 of 6, the whole step: text in, mentions out, window by window, so that length costs no more than time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from geo.folding import fold
from geo.mentions import Mention
from geo.recognize import lexicon
from geo.recognize.judge import judged, tie
from geo.recognize.relative import joined, relation
from geo.recognize.roles import kind_of, listed, roles
from geo.recognize.spans import Names, Span, spans
from geo.recognize.tokens import Tokens
from geo.recognize.unknown import unknown

WINDOW = 60_000  # characters looked at as one text


def recognize(text: str, names: Names, offset: int = 0) -> list[Mention]:
    """List the mentions of one window of a text, which begins at `offset`; theirs count from the text's beginning."""
    tokens = Tokens(text)
    found = spans(tokens, names)
    kept = judged(tokens, found)
    if others := unknown(tokens, found, kept, names):
        kept = sorted([*kept, *others], key=lambda span: span.start)
    return _mentions(tokens, found, kept, offset, names)


def given(text: str, marked: Sequence[tuple[int, int]], names: Names) -> tuple[list[Mention], list[int]]:
    """Make mentions of spans that somebody else found; the text's other names stand among them, for context.

    Returns the mentions and, for each span in its order, the number of its mention.
    """
    tokens = Tokens(text)
    free = judged(tokens, spans(tokens, names))
    theirs = [_span(text, start, end, tokens, names) for start, end in marked]
    taken = sorted((s.start, s.end) for s in theirs)
    starts, ends = [s for s, _ in taken], list(accumulate((e for _, e in taken), max))
    found = theirs + [s for s in free if not _meets(s, starts, ends)]
    found.sort(key=lambda s: (s.start, s.end))
    for span in found:
        span.state = -1
    tie(tokens, found)
    number = {id(span): i for i, span in enumerate(found)}
    return _mentions(tokens, found, found, 0, names), [number[id(span)] for span in theirs]


def _meets(span: Span, starts: list[int], ends: list[int]) -> bool:
    """Tell whether a span overlaps one of those that begin at `starts`; `ends` holds the furthest end so far."""
    before = bisect_left(starts, span.end)
    return before > 0 and ends[before - 1] > span.start


def _span(text: str, start: int, end: int, tokens: Tokens, names: Names) -> Span:
    first = max(0, min(bisect_right(tokens.starts, start) - 1, len(tokens) - 1))
    last = max(first, bisect_left(tokens.starts, end) - 1)
    surface = text[start:end]
    known, people = lexicon.abbreviations(), lexicon.demonyms()
    key = fold(surface)
    place_id = known.get(surface) or known.get(f"{surface}.") or people.get(key)
    bearers = list(names.bearers(key))
    if place_id and (not bearers or key in people) and (bearer := names.bearer(place_id)) is not None:
        return Span(first, last, start, end, key, "demonym" if key in people else "short", (bearer,))
    if not bearers:
        within = spans(Tokens(surface), names)
        if within:
            longest = max(within, key=lambda s: s.end - s.start)
            return Span(first, last, start, end, longest.key, longest.sort, longest.bearers)
    return Span(first, last, start, end, key, "name", tuple(bearers))


def _mentions(tokens: Tokens, found: list[Span], kept: list[Span], offset: int, names: Names) -> list[Mention]:
    """Turn spans into mentions; `state` counts in `found`, `within` in what is kept."""
    number = {id(span): i for i, span in enumerate(kept)}
    parts = roles(kept, tokens, names)
    made: list[Mention] = []
    for i, span in enumerate(kept):
        made.append(
            Mention(
                span.start + offset,
                span.end + offset,
                tokens.text[span.start : span.end],
                span.key,
                parts[i],
                tuple(span.bearers),
                within=number.get(id(found[span.state]), -1) if span.state >= 0 else -1,
                beside=i - 1 if i and listed(kept[i - 1], span, tokens) else -1,
                kind=kind_of(span, tokens),
                relation=relation(span, tokens),
                likeness=span.likeness,
            )
        )
    _pair(made, kept, tokens)
    return made


def _pair(made: list[Mention], kept: list[Span], tokens: Tokens) -> None:
    """Give both names of "between X and Y" the relation; a "between" without its second name means nothing."""
    for i, mention in enumerate(made):
        found = mention.relation
        if found is None or found.sort != "between" or found.other >= 0:
            continue
        if i + 1 < len(made) and joined(kept[i], kept[i + 1], tokens):
            made[i] = replace(mention, relation=found._replace(other=i + 1))
            made[i + 1] = replace(made[i + 1], relation=found._replace(other=i))
        else:
            made[i] = replace(mention, relation=None)


def windows(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text at a line's end or a space, so that a window holds whole words: where each begins, and it."""
    start = 0
    while start < len(text):
        stop = start + WINDOW
        if stop < len(text):
            cut = max(text.rfind("\n", start + WINDOW // 2, stop), text.rfind(". ", start + WINDOW // 2, stop))
            if cut < 0:
                cut = text.rfind(" ", start + WINDOW // 2, stop)
            stop = cut + 1 if cut > 0 else stop
        yield start, text[start:stop]
        start = stop
