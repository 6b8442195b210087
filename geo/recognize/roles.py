"""Stage 2 of 6, roles: what part a name plays in its sentence, and what kind of place the words beside it say it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from geo.recognize import governing, lexicon
from geo.recognize.spans import Names, Span
from geo.recognize.tokens import Tokens

_DIVISIONS = {
    "county": "adm2", "parish": "adm2", "borough": "adm2", "district": "adm2", "raion": "adm2", "rayon": "adm2",
    "counties": "adm2", "province": "adm1", "provinces": "adm1", "governorate": "adm1", "oblast": "adm1",
    "krai": "adm1", "state": "adm1", "region": "adm1", "prefecture": "adm1", "voivodeship": "adm1", "emirate": "adm1",
    "city": "town", "town": "town", "village": "town", "hamlet": "town", "suburb": "town", "river": "river",
    "lake": "lake", "mountains": "mountains", "sea": "sea", "republic": "country", "kingdom": "country",
    "airport": "airfield", "airbase": "airfield", "airfield": "airfield",
}  # fmt: skip


_LONGEST = 12  # names in a list


def _word(tokens: Tokens, position: int) -> str:
    return tokens.words[position].lower() if 0 <= position < len(tokens) else ""


def kind_of(span: Span, tokens: Tokens) -> str:
    """Return the kind that "X province" or "the state of X" states, "" if none."""
    if span.last + 1 < len(tokens) and tokens.gap(span.last) == " " and span.last not in tokens.possessive:
        kind = _DIVISIONS.get(_word(tokens, span.last + 1), "")
        if kind:
            return kind
    if span.first > 1 and _word(tokens, span.first - 1) == "of" and tokens.gap(span.first - 1) == " ":
        return _DIVISIONS.get(_word(tokens, span.first - 2), "")
    head = _word(tokens, span.first) if span.last > span.first else _word(tokens, span.first - 1)
    return _DIVISIONS.get(head, "") if head in ("county", "lake", "province", "governorate") else ""


_JOINED = frozenset(
    (",", "and", ", and", "or", "&", "to", ";", "-", "–", "и", "та", "і", "й", "و", "،", "، و", "y", "et")
)


def listed(before: Span, span: Span, tokens: Tokens) -> bool:
    """Tell whether two names stand side by side in a list, and the second does not say where the first lies."""
    if before.state >= 0:
        return False
    between = tokens.text[before.end : span.start]
    return between.strip() in _JOINED and "\n\n" not in between


def roles(kept: list[Span], tokens: Tokens, names: Names) -> list[str]:
    """Return for each span location, metonym, organisation or demonym; names in a list are of one kind."""
    seats = _seats(names)
    places = frozenset(span.first for span in kept)
    found: list[str] = []
    for start, stop in _lists(kept, tokens):
        said = governing.verdict(kept[start], kept[stop - 1], tokens, places)
        for span in kept[start:stop]:
            role = _role(span, said, seats, tokens)
            of_it = (
                span is not kept[start] and found[-1] == "organisation" and _word(tokens, kept[start].first - 1) == "of"
            )
            found.append("organisation" if of_it else role)
    return found


@lru_cache(maxsize=4)
def _seats(names: Names) -> frozenset[int]:
    """Return the rows of the countries' capitals."""
    return frozenset(bearer.row for place_id in lexicon.seats() if (bearer := names.bearer(place_id)))


def _lists(kept: list[Span], tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield names that stand in lists as (first, one after the last); commas make a list only before an "and"."""
    joints = [_joint(left, right, tokens) for left, right in pairwise(kept)]
    start = 0
    while start < len(kept):
        stop = last = start + 1
        while last <= len(joints) and joints[last - 1] and last - start < _LONGEST:
            last += 1
            if joints[last - 2] == "and" or (joints[last - 2] == ", and" and last - start > 2):
                stop = last
        yield start, stop
        start = stop


def _joint(left: Span, right: Span, tokens: Tokens) -> str:
    """Return "and", ", and", "," or "" for what joins two names; ", and" after a single name begins a clause."""
    if "demonym" in (left.sort, right.sort) or left.key == right.key:
        return ""
    between = [word for word in tokens.text[left.end : right.start].split() if word != "the"]
    if between in (["and"], ["or"], ["и"], ["и", "в"], ["та"], ["و"]):
        return "and"
    return ", and" if between == [",", "and"] else "," if between == [","] else ""


def _role(span: Span, said: str, seats: frozenset[int], tokens: Tokens) -> str:
    if span.sort == "demonym":
        return "demonym"
    if _organised(span, tokens):
        return "organisation"
    if governing.palace(span):
        return "location" if governing.at_palace(span, tokens) else "metonym"
    rules = any((b.kind == "country" and b.match) or b.row in seats for b in span.bearers)
    if said == governing.GOVERNMENT and rules:
        return "metonym"
    strong = span.last + 1 < len(tokens) and tokens.gap(span.last) == " " and span.last not in tokens.possessive
    strong = strong and _word(tokens, span.last + 1) in lexicon.classes()["saystrong"] and _large(span)
    return "metonym" if strong and said == governing.GOVERNMENT else "location"


def _organised(span: Span, tokens: Tokens) -> bool:
    """Tell whether a name is part of an organisation's: "Mosul University", "the Bank of Syria"."""
    classes = lexicon.classes()
    after = _word(tokens, span.last + 1)
    close = span.last + 1 < len(tokens) and tokens.gap(span.last) == " " and span.last not in tokens.possessive
    if close and tokens.words[span.last + 1][0].isupper():
        if after in classes["orgtail"] or after in classes["team"]:
            return True
        second = _word(tokens, span.last + 2)
        tail = second in classes["orgtail"] or second in classes["team"]
        if tail and tokens.gap(span.last + 1) == " " and tokens.words[span.last + 2][0].isupper():
            return True
    before = _word(tokens, span.first - 1)
    if before in classes["orgbefore"]:
        return True
    if before != "of" or span.first < 2:
        return False
    head = _word(tokens, span.first - 2)
    titled = head == "state" and span.first > 2 and tokens.words[span.first - 2][0].isupper()
    return head in classes["orgof"] or (titled and tokens.words[span.first - 3][0].isupper())


def _large(span: Span) -> bool:
    """Tell whether the name is a land's or a large city's, which stand for their governments."""
    return any(b.kind == "country" or b.kind == "adm1" or b.population > 300_000 for b in span.bearers)
