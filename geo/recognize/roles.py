"""Stage 2 of 6, roles: what part a name plays in its sentence, and what kind of place the words beside it say it is."""

from __future__ import annotations

from geo.recognize import lexicon
from geo.recognize.spans import Span
from geo.recognize.tokens import Tokens

_DIVISIONS = {
    "county": "adm2", "parish": "adm2", "borough": "adm2", "district": "adm2", "raion": "adm2", "rayon": "adm2",
    "counties": "adm2", "province": "adm1", "provinces": "adm1", "governorate": "adm1", "oblast": "adm1",
    "krai": "adm1", "state": "adm1", "region": "adm1", "prefecture": "adm1", "voivodeship": "adm1", "emirate": "adm1",
    "city": "town", "town": "town", "village": "town", "hamlet": "town", "suburb": "town", "river": "river",
    "lake": "lake", "mountains": "mountains", "sea": "sea", "republic": "country", "kingdom": "country",
    "airport": "airfield", "airbase": "airfield", "airfield": "airfield",
}  # fmt: skip


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


def role_of(span: Span, tokens: Tokens) -> str:
    """Return location, metonym, organisation or demonym."""
    if span.sort == "demonym":
        return "demonym"
    classes = lexicon.classes()
    after = _word(tokens, span.last + 1)
    close = span.last + 1 < len(tokens) and tokens.gap(span.last) == " "
    if close and span.last not in tokens.possessive and tokens.words[span.last + 1][0].isupper():
        if after in classes["orgtail"] or after in classes["team"]:
            return "organisation"
        second = _word(tokens, span.last + 2)
        tail = second in classes["orgtail"] or second in classes["team"]
        if tail and tokens.gap(span.last + 1) == " " and tokens.words[span.last + 2][0].isupper():
            return "organisation"
    before = _word(tokens, span.first - 1)
    if (before == "of" and _word(tokens, span.first - 2) in classes["orgof"]) or before in classes["orgbefore"]:
        return "organisation"
    located = (
        bool(span.first)
        and tokens.gap(span.first - 1) == " "
        and (before in classes["in"] or before in classes["to"] or before == "of")
    )
    if close and not located and after in classes["saystrong"] and _governs(span):
        return "metonym"
    if before in classes["saybefore"] and tokens.gap(span.first - 1) == " " and _governs(span):
        return "metonym"  # Arabic, where the verb comes first
    return "location"


def _governs(span: Span) -> bool:
    """Tell whether the name is a land's or a large city's, which stand for their governments."""
    return any(b.kind == "country" or b.kind == "adm1" or b.population > 300_000 for b in span.bearers)
