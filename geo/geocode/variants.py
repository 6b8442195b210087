"""Stage 3 of 6, a last try: news spellings of Arabic names, turned into those of maps (BGN/PCGN)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import marisa_trie

# What newspapers write → what maps write; whole words first, then sounds.
_WORDS = {
    "tell": "tall", "tel": "tall", "tal": "tall", "deir": "dayr", "der": "dayr", "kafar": "kafr", "kufr": "kafr",
    "kefr": "kafr", "kfar": "kafr", "sheikh": "shaykh", "shaikh": "shaykh", "cheikh": "shaykh", "sheik": "shaykh",
    "ain": "ayn", "ein": "ayn", "beit": "bayt", "bait": "bayt", "jebel": "jabal", "djebel": "jabal", "jabel": "jabal",
    "khirbet": "khirbat", "borj": "burj", "maaret": "marrat", "maarat": "marrat",
    "maarrat": "marrat", "om": "umm", "oum": "umm", "abou": "abu", "bou": "abu",
}  # fmt: skip
_SOUNDS = (
    (re.compile("aa"), "a"),
    (re.compile("ee|ii"), "i"),
    (re.compile("ou|oo|uu"), "u"),
    (re.compile("a[iy]|e[iy]"), "ay"),
    (re.compile("dj"), "j"),
    (re.compile("i(?=a)"), "y"),
    (re.compile("o"), "u"),
    (re.compile("e"), "a"),
)


def variants(key: str) -> list[str]:
    """Return other keys worth trying for a folded Latin name that is not a key itself, the likeliest first.

    Each sound is normalised in turn, and a final h (tāʾ marbūṭa) is tried with and without.
    """
    word = " ".join(_WORDS.get(w, w) for w in key.split())
    steps = [word]
    for pattern, sound in _SOUNDS:
        steps.append(pattern.sub(sound, steps[-1]))
    tried: dict[str, None] = {}
    for step in steps:
        tried |= dict.fromkeys((step, step[:-1] if step.endswith("h") else step + "h"))
    tried.pop(key, None)
    return list(tried)


# How one sound opens a word in one spelling and in another.
_OPENINGS = (
    ("kh", "h"), ("q", "k"), ("q", "g"), ("dj", "j"), ("dzh", "j"), ("ch", "sh"), ("ou", "u"), ("y", "i"), ("ts", "c"),
    ("tz", "z"), ("gh", "g"), ("w", "v"), ("ye", "e"), ("yo", "e"), ("ei", "ai"), ("o", "u"), ("e", "a"),
)  # fmt: skip


def openings(key: str) -> list[str]:
    """Return the first three letters under which a folded name and its other spellings may stand."""
    found: dict[str, None] = {}
    for word in (key, *variants(key)[:1]):
        found[word[:3]] = None
        for one, other in _OPENINGS:
            for old, new in ((one, other), (other, one)):
                if word.startswith(old):
                    found[(new + word[len(old) :])[:3]] = None
                elif word[1:].startswith(old):
                    found[(word[0] + new + word[1 + len(old) :])[:3]] = None
    return list(found)


def near_keys(key: str, keys: marisa_trie.Trie) -> list[tuple[str, float]]:
    """Return the keys of a trie that are one edit off a short key, two off a long one; with their likeness.

    Only keys with one of the `openings` are compared: some thousands of a million.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    most = 1 if len(key) < _LONG else 2
    pool = {near for start in openings(key) for near in keys.keys(start) if abs(len(near) - len(key)) <= most}
    spellings = {key, *variants(key)}
    found: dict[str, int] = {}
    for spelling in spellings:
        for near, edits, _ in process.extract(spelling, pool, scorer=Levenshtein.distance, score_cutoff=most, limit=9):
            found[near] = min(edits + (spelling != key), found.get(near, 9))
    ranked = sorted(found.items(), key=lambda item: (item[1], item[0]))
    return [(near, round(100.0 * (1 - max(edits, 1) / max(len(near), len(key))))) for near, edits in ranked]


_LONG = 7  # letters, from which two edits are borne
