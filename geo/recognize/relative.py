"""Stage 2 of 6, relative places: "20 km north-east of Palmyra", "between Homs and Hama", "northern Syria".

Words before and after a name, in English, Russian, Ukrainian and Arabic, to where something lies by it. What that makes
of the place is for stage 3 to tell.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from geo.mentions import Relation
from geo.recognize.spans import Span
from geo.recognize.tokens import Tokens

_BEFORE, _AFTER = 90, 40  # characters looked at on either side
_MILE = 1.609344
_NUMBER_WORDS = {
    word: float(number)
    for number, words in {
        1: "a an one один одном", 2: "two два двух", 3: "three три трех трёх", 4: "four", 5: "five пять пяти", 6: "six",
        7: "seven", 8: "eight", 9: "nine", 10: "ten десять десяти", 12: "a dozen", 15: "fifteen", 20: "twenty двадцати",
        25: "twenty-five", 30: "thirty тридцати", 40: "forty", 50: "fifty пятидесяти", 100: "hundred ста",
    }.items()
    for word in words.split()
}  # fmt: skip
_N = r"(?:\d{1,4}(?:[.,٫]\d{1,3})?|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + ")"
_FAR = rf"\b(?P<low>{_N})(?:\s?(?:-|–|to|or|до|إلى|الى)\s?(?P<high>{_N}))?[\s-]?"
_KIND = "city|town|village|port|province|governorate|district|region|county|oblast|camp|base|capital|coast|border"
_EN_SIDE = r"(?:north|south)(?:[\s-]?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?"
_EN_HEAD = rf"(?:the\s(?:[\w-]+\s){{0,2}}?(?:{_KIND})\sof\s|(?:{_KIND})\sof\s|the\s|(?:{_KIND})\s)?"
_EN_SPOT = "part|half|corner|edge|end|tip|side|portion|region|area|districts?|suburbs|outskirts|countryside|fringes?"
_RU_SIDE = (
    r"(?:северо|юго)-?(?:восто\w+|запад\w*)|север\w*|юг\w*|южн\w+|восто\w+|запад\w*"
    r"|північ\w*|північн\w+|півдн\w+|південн\w+|південь|схід\w*|сход\w+|захід\w*|заход\w+"
)
_RU_HEAD = r"(?:(?:город|посёлк|поселк|деревн|сел|міст|авиабаз|аэродром|аэропорт)\w*\s)?"
_AR_SIDE = r"(?:ال)?(?:شمال|جنوب)ي?(?:\s?(?:ال)?(?:شرق|غرب)ي?)?|(?:ال)?(?:شرق|غرب)ي?"
_AR_HEAD = r"(?:(?:مدينة|بلدة|قرية|مطار|قاعدة|محافظة)\s)?(?:و|ب|ل)?"


@cache
def _ends(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)


# Tried in turn on what stands before a name; the first that fits says the sort.
_PATTERNS = {
    "latin": (
        ("away", rf"{_FAR}(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b\.?\s(?:\([^()]{{1,20}}\)\s)?(?:away\s)?"
                 rf"(?:(?:to\s)?(?:the\s)?(?:due\s)?(?P<side>{_EN_SIDE})\s)?(?:of|from|outside|off|beyond)\s"
                 rf"{_EN_HEAD}"),
        ("near", rf"\b(?:(?P<side>{_EN_SIDE})\s)?(?:vicinity|outskirts|countryside|suburbs?|environs|fringes?|"
                 rf"edges?)\sof\s{_EN_HEAD}"),
        ("near", rf"\b(?:near|nearby|outside|around|rural|close\sto|next\sto|"
                 rf"not\sfar\sfrom)\s{_EN_HEAD}"),
        ("part", rf"\b(?:in|into|across|throughout|from)\sthe\s(?:far\s)?(?P<side>{_EN_SIDE})\sof\s{_EN_HEAD}"),
        ("part", rf"\b(?P<side>{_EN_SIDE}|central)\s(?:{_EN_SPOT})\sof\s{_EN_HEAD}"),
        ("side", rf"\b(?:to\sthe\s|due\s|just\s)?(?P<side>{_EN_SIDE})\sof\s{_EN_HEAD}"),
        ("part", rf"\b(?P<side>{_EN_SIDE}|central)\s(?:[A-Z][\w-]*n\s)?(?:(?:{_KIND})\sof\s)?"),
        ("between", rf"\b(?:between|(?:road|highway|motorway|route|railway|line)\s(?:from|between))\s"
                 rf"{_EN_HEAD}"),
    ),
    "cyrillic": (
        ("away", rf"{_FAR}(?P<unit>км|километр\w*|кілометр\w*)\.?\s(?:"
                 rf"(?:к|на)\s(?P<side>{_RU_SIDE})\s(?:от|від)|(?P<more>{_RU_SIDE})|от|від)\s{_RU_HEAD}"),
        ("side", rf"\b(?:к\s(?P<side>{_RU_SIDE})\s(?:от|від)|на\s(?P<more>{_RU_SIDE})\s(?:от|від)|"
                 rf"(?P<most>\w*(?:ернее|жнее|очнее|паднее|нічніше|денніше|хідніше)))\s{_RU_HEAD}"),
        ("part", rf"\b(?P<side>{_RU_SIDE}|центр\w*)\s{_RU_HEAD}"),
        ("between", rf"\b(?:между|між|(?:дорог|трасс|шоссе)\w*\s(?:от|из))\s{_RU_HEAD}"),
        ("near", rf"\b(?:под|близ|около|возле|вблизи|поблизости\sот|недалеко\sот|неподал[её]ку\sот|рядом\sсо?|"
                 rf"в\s(?:районе|окрестностях|пригороде)|біля|поблизу|під|неподалік\sвід)\s{_RU_HEAD}"),
    ),
    "arabic": (
        ("away", rf"{_FAR}(?P<unit>كم|كيلومتر\w*|كلم|ميل\w*)\s(?:إلى\s|الى\s)?(?:ال)?(?:(?P<side>{_AR_SIDE})\s)?"
                 rf"(?:من\s|عن\s)?{_AR_HEAD}"),
        ("near", rf"(?:\b[وف]?(?:قرب|ريف|محيط|ضواحي|جوار|خارج)|بالقرب\sمن)\s{_AR_HEAD}"),
        ("between", rf"\b(?:و|ما\s)?بين\s{_AR_HEAD}"),
        ("side", rf"\b[وف]?ب?(?P<side>{_AR_SIDE}|وسط)\s{_AR_HEAD}"),
    ),
}  # fmt: skip
# None of the Latin patterns fits without one of these.
_HINT = re.compile(
    r"km|kilom|mile|(?<![a-z])mi\b|\b(?:north|south|east|west|central|vicinity|outskirts|countryside|suburb|environs|fringe"
    r"|edge|near|outside|around|rural|close|next|not\sfar|between|road|highway|motorway|route|railway|line)",
    re.IGNORECASE,
)
# What may stand right before a name that one of these fits: looked up first, because most names have nothing of it.
_LAST = frozenset(
    "of from outside off beyond near nearby around between rural central to the northern southern eastern western "
    "northeastern northwestern southeastern southwestern north south east west northeast northwest southeast southwest "
    f"{_KIND.replace('|', ' ')}".split()
)
_AROUND = re.compile(
    rf"(?:['’]s)?\s(?:(?P<side>{_EN_SIDE})\s)?(?:countryside|outskirts|suburbs|hinterland|environs|area)\b",
    re.IGNORECASE,
)
_AR_AROUND = re.compile(rf"\s(?P<side>ال(?:{_AR_SIDE}))\b(?:\s(?P<more>{_AR_SIDE})\b)?")
_JOINED = re.compile(r"\s(?:and|to|и|і|та|до|в|و|إلى|الى)\s?(?:the\s)?(?:(?:city|town|village)\sof\s)?\Z")
_UP = re.compile(r"north|север|північ|شمال", re.IGNORECASE)
_DOWN = re.compile(r"south|юг|юж|півд|جنوب", re.IGNORECASE)
_RIGHT = re.compile(r"east|вост|схід|сход|شرق", re.IGNORECASE)
_LEFT = re.compile(r"west|запад|захід|заход|غرب", re.IGNORECASE)


@lru_cache(maxsize=1 << 10)
def bearing_of(words: str) -> float | None:
    """Return degrees clockwise from north for a side in words, None for none."""
    up = bool(_UP.search(words)) - bool(_DOWN.search(words))
    right = bool(_RIGHT.search(words)) - bool(_LEFT.search(words))
    return _DEGREES.get((up, right))


_DEGREES = {
    (1, 0): 0.0, (1, 1): 45.0, (0, 1): 90.0, (-1, 1): 135.0, (-1, 0): 180.0, (-1, -1): 225.0, (0, -1): 270.0,
    (1, -1): 315.0,
}  # fmt: skip


def relation(span: Span, tokens: Tokens) -> Relation | None:
    """Return where the words beside a name put something by its place, None if they mean the place itself.

    Of "between X and Y" the relation is found at X; `joined` tells whether Y follows.
    """
    script = _script(tokens.text[span.start])
    if span.sort == "demonym" or (script == "latin" and not _may_have(span, tokens)):
        return None
    text = tokens.text
    after = text[span.end : span.end + _AFTER]
    around = _AROUND.match(after) if script == "latin" else None
    if around:
        return Relation("near", around.group().strip(), bearing=bearing_of(around["side"] or ""))
    before = text[max(0, span.start - _BEFORE) : span.start]
    before = " ".join(before.rpartition("\n\n")[2].split()) + (" " if before[-1:].isspace() else "")
    if script == "latin" and not _HINT.search(before):
        return None
    for sort, pattern in _PATTERNS[script]:
        found = _ends(pattern).search(before)
        if found:
            return _made(sort, found, after if script == "arabic" else "")
    return None


def _made(sort: str, found: re.Match[str], after: str) -> Relation:
    parts = found.groupdict()
    words = found.group().strip()
    side = parts.get("side") or parts.get("more") or parts.get("most") or ""
    if sort == "near" and (arabic := _AR_AROUND.match(after)):
        side = arabic.group()
        words = f"{words} …{side}"
    km = 0.0
    if sort == "away":
        numbers = [_number(parts[end]) for end in ("low", "high") if parts[end]]
        unit = _MILE if parts["unit"][:2].lower() in ("mi", "مي") else 1.0
        km = round(sum(numbers) / len(numbers) * unit, 1)
        sort = "near" if not km else sort
    return Relation(sort, words, km, bearing_of(side))


def joined(first: Span, second: Span, tokens: Tokens) -> bool:
    """Tell whether "between X" goes on with "and Y"."""
    return 0 < second.start - first.end < _AFTER and bool(_JOINED.match(tokens.text, first.end, second.start))


def _may_have(span: Span, tokens: Tokens) -> bool:
    if span.first and tokens.words[span.first - 1].lower() in _LAST:
        return True
    following = tokens.words[span.last + 1].lower() if span.last + 1 < len(tokens) else ""
    return following in _FOLLOWING or bearing_of(following[:_SIDE]) is not None


_SIDE = 20  # letters of a word that may name a side
_FOLLOWING = frozenset(("countryside", "outskirts", "suburbs", "hinterland", "environs", "area"))


def _script(letter: str) -> str:
    return "cyrillic" if "\u0400" <= letter < "\u0530" else "arabic" if "\u0600" <= letter < "\u0700" else "latin"


def _number(written: str) -> float:
    plain = _NUMBER_WORDS.get(written.lower())
    if plain is not None:
        return plain
    whole, _, rest = written.replace("٫", ".").replace(",", ".").partition(".")
    return float(whole + rest) if len(rest) == 3 and "," in written else float(f"{whole}.{rest or 0}")
