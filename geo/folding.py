"""A noun: the key under which the spellings of one name meet.

`fold("Aʿzāz") == fold("A'zaz") == "azaz"`, `fold("Ash-Shaddadi") == fold("Shaddādī")`. Latin and Cyrillic
lose case and diacritics, each in its own script; Arabic loses harakat, tatweel and the choice among like letters.
The article (al-, ash-, el-, ال) goes, wherever in the name it stands; `has_article` tells that it did.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Written between or inside words without being heard: ʿayn, hamza, apostrophes, soft hyphen, joiners.
_SILENT = "'`´‘’‚‛ʹʺʻʼʽʾʿˈˊˋ′‵＇\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeffʿʾːˌ\"“”„«»"
_LETTERS = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ħ": "h",
    "ŋ": "ng", "ə": "a", "ŧ": "t", "ĸ": "k", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɛ": "e", "ɔ": "o",
    "ɖ": "d",
    # Arabic: letters that writers, keyboards and Persian or Urdu habits exchange.
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ی": "ي", "ے": "ي", "ې": "ي", "ؤ": "و",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ک": "ك", "ڪ": "ك", "ء": "", "ـ": "",
}  # fmt: skip
_TABLE = {ord(key): value for key, value in _LETTERS.items()} | {ord(mark): "" for mark in _SILENT}
_ASCII = {code: value for code, value in _TABLE.items() if code < 128}
_COMBINED = {ord(c): _LETTERS[c] for c in "أإآئؤۀۃ"} | {ord("´"): ""}  # before NFKD, which would part or lose them
_NOT_WORD = re.compile(r"[\W_]+")
# The Arabic article before a word in Latin letters: plain (al, el, ul), or taking on the consonant that
# follows (ash-Sh…, ez-Z…). A hyphen or space must part it from the word, so that Alma and Elbe keep theirs.
_ARTICLE = re.compile(r"\b(?:[aeu]l(?=[ ]\w)|[aeu](?P<sun>sh|th|dh|ch|[rstdnz])[ ](?=(?P=sun)))[ ]?")
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w\w)")


def fold(name: str) -> str:
    """Return the key of a name: lower case, no diacritics, single spaces, no article.

    Parameters
    ----------
    name : str
        A name in any script; may be blank or hostile.

    Returns
    -------
    str
        The key; "" if the name holds no letter and no digit.
    """
    return strip_articles(fold_letters(name))


def fold_letters(name: str) -> str:
    """Fold a name but keep its articles: the first half of `fold`."""
    if name.isascii():
        plain = name.lower().translate(_ASCII)
    else:
        split = unicodedata.normalize("NFKD", name.translate(_COMBINED)).casefold()
        plain = "".join(c for c in split if not unicodedata.combining(c)).translate(_TABLE)
    return _NOT_WORD.sub(" ", plain).strip()


def strip_articles(key: str) -> str:
    """Take the Arabic articles out of a key made by `fold_letters`; an article alone stays."""
    if key.isascii():
        return _ARTICLE.sub("", key)
    return _ARABIC_ARTICLE.sub("", _ARTICLE.sub("", key))


def has_article(name: str) -> bool:
    """Tell whether `fold` takes an article from this name: 'El Salvador' is not quite 'Salvador'."""
    letters = fold_letters(name)
    return strip_articles(letters) != letters


def slug(name: str) -> str:
    """Return an ASCII id of a name: `[a-z0-9-]`, transliterated; "" if nothing is left."""
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]+", "-", anyascii(fold_letters(name)).lower()).strip("-")


def latin(name: str) -> str:
    """Return the key of a name transliterated to Latin letters, for names the gazetteer lacks in a script."""
    from anyascii import anyascii

    return fold(anyascii(name))


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the word most like `word`, for a "did you mean"; "" if none is near."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, sorted(words), scorer=fuzz.ratio, processor=fold, score_cutoff=70)
    return found[0] if found else ""
