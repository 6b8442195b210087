"""Stage 2 of 6, numbers and names that only look like dates: 1500 troops, the fall of a city, a March for freedom."""

from __future__ import annotations

import re

from geo.recognize.datewords import Word

# A number of four digits is a year after one of these; after the second kind unless it counts something.
_LEADS = re.compile(
    r"(?:\b(?:in|since|during|until|till|circa|throughout|year|early|late|mid|summer|winter|autumn|spring|fall|в|с|до|году?|у|з|en|desde|depuis|hasta"
    r"|عام|سنة|في|منذ|العام)[\s-]+|\()$"
)
_WEAK_LEADS = re.compile(
    r"(?:\b(?:of|the|from|by|to|as|and|between|before|after|around|about|по|к|и|от|من|إلى)\s+|\d[–-])$"
)
_COUNTS = re.compile(r"\s+(?:[a-z]+\s+)?[a-z]+s\b|\s+(?:people|troops|km|men|women|[а-я]+(?:ов|ей|ых)\b)")
_LED = re.compile(r"\b(?:in|on|since|until|till|by|from|during|of|early|late|mid|and|to|through|this)[\s-]+$")
_LED_BY_THE = re.compile(
    r"\b(?:in|on|since|until|till|by|from|during|of|early|late|mid|and|to|through|this|the)[\s-]+$"
)
_LED_ABROAD = re.compile(r"\b(?:en|desde|hasta|depuis|fin|finales de|principios de|début|courant)\s+$")
_FALLS = re.compile(r"fall\s+(?:of|to|from|in)\b", re.IGNORECASE)  # "since the fall of Kabul"


def heard(words: list[Word], text: str) -> list[Word]:
    """The words without a number that only looks like a year or a day."""
    if "".join(word.letter for word in words) in ("y", "Ay") and not _is_year(text, words[-1]):
        return []
    if words[-1].letter == "s" and not any(w.letter == "l" for w in words) and _FALLS.match(text, words[-1].start):
        return []
    if len(words) == 1 and words[0].letter in "ms" and not _is_named(text, words[0]):
        return []
    return words


def _is_year(text: str, word: Word) -> bool:
    before, after = text[max(word.start - 12, 0) : word.start].lower(), text[word.end : word.end + 30]
    if _LEADS.search(before):
        return int(word.value) < 2101
    weak = bool(_WEAK_LEADS.search(before)) or bool(re.match(r"\s*(?:г\.|год|م\b)", after))
    return weak and 1900 <= int(word.value) <= 2100 and not _COUNTS.match(after)


def _is_named(text: str, word: Word) -> bool:
    """Months and seasons alone: English ones ask for a preposition ("in May", "last spring"), a capital for months."""
    if not text[word.start : word.end].isascii():
        return True
    before = text[max(word.start - 16, 0) : word.start].lower()
    if word.letter == "m":
        return bool((_LED if text[word.start].isupper() else _LED_ABROAD).search(before))
    return bool(_LED_BY_THE.search(before))
