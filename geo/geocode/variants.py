"""Stage 3 of 6, a last try: news spellings of Arabic names, turned into those of maps (BGN/PCGN)."""

from __future__ import annotations

import re

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
