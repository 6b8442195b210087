"""Stage 2 of 6, persons: runs of words in upper case that a title or a given name opens."""

from __future__ import annotations

from collections.abc import Iterator

from geo.recognize import lexicon
from geo.recognize.spans import Span
from geo.recognize.tokens import Tokens, folded


def persons(tokens: Tokens, spans: list[Span]) -> tuple[dict[str, bool], dict[int, bool]]:
    """Return folded surnames, and the positions of all words inside names of persons; True where that is sure.

    A title makes it sure, and so does a given name that is no place before a last word that is a surname.
    """
    given, surnames, titles = lexicon.words("given"), lexicon.words("surnames"), lexicon.classes()["title"]
    never = lexicon.classes()["orgtail"] | lexicon.classes()["street"] | lexicon.classes()["geotail"]
    whole = {p for s in spans if s.last > s.first and s.sort == "name" for p in range(s.first, s.last + 1)}
    places = {s.first for s in spans if s.first == s.last}
    people: dict[str, bool] = {}
    inside: dict[int, bool] = {}
    words, lower = tokens.words, tokens.lower
    for names in _runs(tokens):
        titled = names[0] > 0 and lower[names[0] - 1] in titles and _titled(tokens, names[0] - 1, names)
        while names and lower[names[0]] in titles:
            names, titled = names[1:], True
        if not titled and (len(names) < 2 or whole.issuperset(names)):
            continue
        if not names or len(names) > 4 or lower[names[-1]] in never:
            continue
        first = folded(words[names[0]])
        if titled or (len(names) > 1 and first in given):
            last = folded(words[names[-1]])
            sure = titled or last in surnames or names[0] not in places
            for position in names:
                inside[position] = sure
            for position in names[1:] or names:
                key = folded(words[position])
                people[key] = people.get(key, False) or sure
    return people, inside


def _titled(tokens: Tokens, position: int, run: list[int]) -> bool:
    """Tell whether the title before a run is one of its person; in "major Russian losses" it is not."""
    word, gap = tokens.words[position], tokens.gap(position)
    return (gap == " " and (word[0].isupper() or len(run) > 1)) or (gap == ". " and len(word) < 5)


def _runs(tokens: Tokens) -> Iterator[list[int]]:
    """Yield runs of words in upper case that stand close together; words like "In" end one."""
    run: list[int] = []
    little = lexicon.classes()["never"]
    for position in tokens.capital:
        if tokens.lower[position] in little:
            continue
        if run and (position != run[-1] + 1 or not _close(tokens, run[-1])):
            yield run
            run = []
        run.append(position)
    if run:
        yield run


def _close(tokens: Tokens, left: int) -> bool:
    if left in tokens.possessive:
        return False
    gap = tokens.gap(left)
    return gap == " " or (gap == ". " and len(tokens.words[left]) < 4)
