"""Stage 2 of 6, where: which of the places that a sentence names its event is at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from geo.mentions import Toponym
from geo.recognize.phrases import Sentence

# What stands before a name: something is there; goes there; comes from there.
_SAID_BEFORE = (
    (2.5, "in at near on around outside inside across within throughout over above off along into onto between"),
    (2.5, "through against в во на под у возле около близ вблизи над через في على قرب داخل خارج بين"),
    (1.5, "to toward towards for reached entered left hit struck captured seized took shelled к до إلى الى نحو"),
    (0.5, "from of out из от من"),
    (0.0, "that which who when where while and but as than if because"),
)
_WORTH = {word: worth for worth, words in _SAID_BEFORE for word in words.split()}
# After a demonym these mean the land: "Russian territory", "Syrian air bases".
_LAND = frozenset((
    "territory", "soil", "airspace", "waters", "coast", "coastline", "border", "city", "town", "village", "capital",
    "province", "countryside", "desert", "island", "port", "airport", "bases", "side",
))  # fmt: skip
_PEOPLE = frozenset((
    "government", "army", "military", "forces", "troops", "regime", "authorities", "positions", "police", "navy",
))  # fmt: skip
# After a name these mean a make, not a place: "Ural trucks".
_MAKES = frozenset((
    "truck", "trucks", "missile", "missiles", "tank", "tanks", "rifle", "rifles", "helicopter", "helicopters",
))  # fmt: skip
_AND = (",", "and", ", and", "&", "и", "та", "і", "й", ", и", "y", ", y", "e", "et", ", et", "و", "،", "، و")
# Between two names these, with nothing else, say where the first lies: "Palma, in Cabo Delgado".
_LIES = frozenset(
    """in on near off outside opposite of north south east west north-east north-west south-east south-west northeast
    northwest southeast southwest capital в у на біля возле под севернее южнее восточнее западнее
    في عاصمة شمال جنوب شرق غرب قرب""".split()
)
_WITH = frozenset(
    """the a an just about some to its main largest km kilometres kilometers miles village town city camp district port
    province region state countryside outskirts suburbs coast shore shores bank banks northern southern eastern western
    central southwestern northwestern northeastern southeastern ولاية محافظة""".split()
)
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SAYING = frozenset("announced said says reported declared stated claimed confirmed told added insisted warned".split())
_FINE = {"exact": 3.0, "near": 2.5, "adm2": 1.5, "adm1": 1.0, "region": 1.5, "sea": 1.5, "country": 0.0}
_DESCRIBES = 3.0  # less for a name that only says where the one before it lies
_BACK = 4  # words between a place and its preposition, as in "in the besieged city of"


def settings(sentence: Sentence, toponyms: Sequence[Toponym], cue: int) -> list[Toponym]:
    """Return the place of the event, with those listed beside it; none if the sentence names no place.

    Parameters
    ----------
    toponyms : sequence of Toponym
        All that the sentence names, in its order.
    cue : int
        Position of the word that makes it an event.
    """
    places = [t for t in toponyms if t.mention.role == "location" and t.candidate is not None]
    places = [t for t in places if not _is_make(t, sentence)]
    if not places:
        return _lands(sentence, toponyms)[:1]
    if len(places) == 1:
        return places
    places = [t for n, t in enumerate(places) if not _holds_the_one_before(places, n, sentence)]
    worth = [_fitness(sentence, place, cue) for place in places]
    for number in range(1, len(places)):
        if _says_where(_between(places[number - 1], places[number], sentence)):
            worth[number] -= _DESCRIBES
    best = max(range(len(places)), key=lambda n: (worth[n], -n))
    return _listed(places, best, sentence)


def said_at(sentence: Sentence, toponym: Toponym, cue: int) -> int | None:
    """Return the verb of saying if the place is that of the speech: "said in Nyala that the army had shelled them"."""
    first = _position(sentence, toponym.mention.start)
    if cue < first or not first or sentence.words[first - 1] not in ("in", "at"):
        return None
    verb = next((n for n in range(first - 2, max(first - 2 - _BACK, -1), -1) if sentence.words[n] in _SAYING), None)
    return verb if "that" in sentence.words[first + 1 : cue] else None


def _is_make(toponym: Toponym, sentence: Sentence) -> bool:
    after = _position(sentence, toponym.mention.end)
    return sentence.starts[after] >= toponym.mention.end and sentence.words[after] in _MAKES


def _fitness(sentence: Sentence, toponym: Toponym, cue: int) -> float:
    first = _position(sentence, toponym.mention.start)
    apart = first - cue if first > cue else (cue - first) * 1.2
    after = first + toponym.mention.surface.count(" ") + 1
    following = sentence.words[after] if after < len(sentence) else ""
    foreign = 3.0 if following in _SAYING else 0.0
    return _FINE.get(toponym.geo_precision, 0.0) + _said_before(sentence, first) - 0.12 * apart - foreign


def _said_before(sentence: Sentence, first: int) -> float:
    """How surely the words before a name say that something is there."""
    for position in range(first - 1, max(first - 2 - _BACK, -1), -1):
        if any(mark in sentence.between(position, position + 1) for mark in ".;:"):
            break
        if (worth := _WORTH.get(sentence.words[position])) is not None:
            return worth
    return 0.0


def _holds_the_one_before(places: Sequence[Toponym], number: int, sentence: Sentence) -> bool:
    """Tell whether a name says where the one right before it lies: "Azaz, Syria"."""
    if not number:
        return False
    before, own = places[number - 1], places[number]
    if before.candidate is None or own.candidate is None or own.candidate.kind not in ("country", "adm1", "adm2"):
        return False
    between = _between(before, own, sentence).strip()
    inside = before.candidate.country == own.candidate.country and before.candidate.kind != own.candidate.kind
    return inside and between in (",", "(", "in", ", in", "province,", "in the")


def _listed(places: Sequence[Toponym], best: int, sentence: Sentence) -> list[Toponym]:
    """The names that stand in one list with the best: "Avdiivka, Bakhmut and Kramatorsk"."""
    first = last = best
    while first > 0 and _together(places[first - 1], places[first], sentence):
        first -= 1
    while last + 1 < len(places) and _together(places[last], places[last + 1], sentence):
        last += 1
    return list(places[first : last + 1])


def _together(left: Toponym, right: Toponym, sentence: Sentence) -> bool:
    return left.geo_precision != "country" and _between(left, right, sentence).strip() in _AND


def _says_where(between: str) -> bool:
    """Tell whether the words between two names say that the first lies by or in the second."""
    words = [word for word in _WORDS.findall(between.lower()) if not word.isdigit()]
    return not _LIES.isdisjoint(words) and all(word in _LIES or word in _WITH for word in words)


def _between(left: Toponym, right: Toponym, sentence: Sentence) -> str:
    """What stands between two names."""
    return sentence.text[left.mention.end - sentence.start : right.mention.start - sentence.start]


def _lands(sentence: Sentence, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Lands that are meant though only their people are named: "Russian territory", "to the Syrian government"."""
    found = []
    for toponym in toponyms:
        if toponym.mention.role != "demonym" or toponym.candidate is None:
            continue
        first = _position(sentence, toponym.mention.start)
        after = next((word for word in sentence.words[first + 1 : first + 3] if word not in ("air", "naval")), "")
        before = sentence.words[max(first - 2, 0) : first]
        if after in _LAND or (after in _PEOPLE and before == ["to", "the"]):
            found.append(toponym)
    return found


def _position(sentence: Sentence, start: int) -> int:
    """The word that begins at an offset, or the first after it."""
    return min(bisect_left(sentence.starts, start), len(sentence) - 1)
