"""Stage 2 of 6, numbers: what a sentence counts (killed, wounded, troops, aircraft …), with its unit, never a guess.

Each word becomes a letter: n a number, t hundred or thousand, h a word of harm, u a unit, m "at least", r a word of a
range, x a mark or word that parts clauses, o any other. A pattern over the letters finds a number with what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geo.mentions import DateMention, Quantity
from geo.recognize.phrases import Phrases, Sentence, load

_LETTERS = {"number": "n", "times": "t", "harm": "h", "unit": "u", "more": "m"}
_FOUND = re.compile(
    r"(?P<cause>h[om]{0,3}?)(?P<count>m?(?:nt?|t)(?:r(?:nt?|t))?)(?P<unit>o{0,4}u+)?"
    r"|(?P<number>m?(?:nt?|t)(?:r(?:nt?|t))?)(?P<units>o{0,4}u+)?(?P<effect>[ou]{0,6}h)?"
)
_NUMBER = re.compile(r"\d[\d,\u00a0\u202f]*(?:\.\d+)?")
_RANGE = re.compile(r"\s*[-–—]\s*")
_TO = frozenset(("to", "до", "إلى"))
_SHARES = frozenset(("percent", "per", "%", "процентов", "процента"))
_AND = frozenset(("and", "while", "и", "و"))
_MOST = 10**9


@cache
def _lexicon() -> Phrases[tuple[str, str]]:
    return load("quantities", lambda row: (row[0], row[1]))


@cache
def _figures() -> dict[str, int]:
    return {word: int(value) for word, value in _numerals().words()}


@cache
def _numerals() -> Phrases[str]:
    return load("quantities", lambda row: row[1], only="number")


def quantities(sentence: Sentence, dates: Sequence[DateMention]) -> list[Quantity]:
    """List what a sentence counts; numbers of its dates are none."""
    words = sentence.words
    if not any(word[0].isdigit() for word in words) and not _numerals().among(words) and "-" not in sentence.text:
        return []
    letters, values, firsts, lasts = _spelled(sentence, dates)
    found = []
    for match in _FOUND.finditer(letters):
        if not (match["cause"] or match["units"] or match["effect"]):
            continue
        quantity = _quantity(match, sentence, letters, values, firsts, lasts)
        if quantity is not None and quantity not in found:
            found.append(quantity)
    return found


def _quantity(
    match: re.Match[str],
    sentence: Sentence,
    letters: str,
    values: Sequence[str],
    firsts: Sequence[int],
    lasts: Sequence[int],
) -> Quantity | None:
    what, (begin, end) = _what(match, values), match.span("count" if match["cause"] else "number")
    units = "unit" if match["cause"] else "units"
    ends = match.end(units) if match[units] else end
    numbers = _numbers(letters[begin:end], values[begin:end])
    if not what or not numbers or max(numbers) > _MOST:
        return None
    return Quantity(what, min(numbers), max(numbers), sentence.slice(firsts[begin], lasts[ends - 1]))


def _what(match: re.Match[str], values: Sequence[str]) -> str:
    """What was done to those counted, or else what they are."""
    units = "unit" if match["cause"] else "units"
    unit = values[match.end(units) - 1] if match[units] else ""
    if unit == "times":
        return unit
    if match["cause"]:
        return values[match.start("cause")]
    return values[match.end("effect") - 1] if match["effect"] else unit


def _spelled(sentence: Sentence, dates: Sequence[DateMention]) -> tuple[str, list[str], list[int], list[int]]:
    """One letter for each word or phrase, with its value and its words."""
    letters: list[str] = []
    values: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []

    def put(letter: str, value: str, first: int, last: int) -> None:
        letters.append(letter)
        values.append(value)
        firsts.append(first)
        lasts.append(last)

    position, lexicon, between = 0, _lexicon(), False
    count = len(sentence)
    while position < count:
        if position and sentence.text[sentence.ends[position - 1] - sentence.start] != " ":
            gap = sentence.between(position - 1, position)
            if _RANGE.fullmatch(gap) and letters[-1] == "n":
                put("r", "-", position, position)
            elif any(mark in gap for mark in ",;:()"):
                put("x", gap, position, position)
        word, step = sentence.words[position], 1
        if dates and any(d.start < sentence.ends[position] and sentence.starts[position] < d.end for d in dates):
            put("o", word, position, position)
        elif word[0].isdigit():
            after = sentence.words[position + 1] if position + 1 < count else ""
            put("n" if _NUMBER.fullmatch(word) and after not in _SHARES else "o", word, position, position)
        elif word in _TO and letters and letters[-1] in "nt":
            put("r", word, position, position)
        elif word in _AND:
            put("r" if between and letters and letters[-1] in "nt" else "x", word, position, position)
        elif total := _hyphenated(word):
            put("n", total, position, position)
        elif word == "one" and letters and sentence.words[position - 1] == "no":  # "no one was hurt"
            put("o", word, position, position)
        elif found := lexicon.at(sentence, position):
            step, (kind, value) = found
            put(_LETTERS[kind], value, position, position + step - 1)
        else:
            put("o", word, position, position)
        between = word == "between" or (between and letters[-1] in "nt")
        position += step
    return "".join(letters), values, firsts, lasts


def _hyphenated(word: str) -> str:
    """Return "forty-two" in figures, "" for any other word."""
    tens, hyphen, ones = word.partition("-")
    values = [_figures().get(part, 0) for part in (tens, ones)] if hyphen else []
    return str(sum(values)) if values and values[0] > 19 and 0 < values[1] < 10 else ""


def _numbers(letters: str, values: Sequence[str]) -> list[int]:
    """The numbers of "m n t r n t" in figures."""
    numbers: list[float] = []
    for letter, value in zip(letters, values, strict=True):
        if letter == "n":
            numbers.append(float(re.sub(r"[,\u00a0\u202f]", "", value)))
        elif letter == "t":
            before = numbers.pop() if numbers else 1.0
            numbers.append(before * int(value))
    return [int(number) for number in numbers if number.is_integer()]
