"""Stage 1 of 6, language: what a text is written in, by its script and its commonest words; "" if unsure."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000  # characters; more would not make it surer
_FEWEST = 3  # words of a list that a text must hold
_SHARE = 0.08  # of its words; running prose has 0.2 and more
_LEAD = 1.3  # times the words of the next language

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Scripts that one language writes nearly alone; kana before the signs that Japanese shares with Chinese.
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"), ("zh", "\u4e00-\u9fff"), ("ko", "\uac00-\ud7a3"), ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"), ("ka", "\u10a0-\u10ff"), ("hy", "\u0530-\u058f"), ("th", "\u0e00-\u0e7f"),
)  # fmt: skip
_COUNTED = tuple((language, re.compile(f"[{letters}]")) for language, letters in _SCRIPTS)
# The commonest words that join others; those that two languages share stand with both and decide nothing.
_LISTED = {
    "en": "the of and to in a is that for was on with as by at from are were has had have be it its he his they their"
    " this which an not but or who will been said after",
    "fr": "le la les de des du et à en un une est que qui dans pour par sur au aux avec ce cette ont été il elle son"
    " ses pas plus ne se sont l d s",
    "es": "el la los las de del y en que un una por con para se es su al lo como más ha fue no sus entre sobre desde"
    " han",
    "de": "der die das und in den von zu mit ist im des dem ein eine auf für nicht sich auch als an bei nach wurde sind"
    " er sie es aus wie hat",
    "tr": "ve bir bu da de için ile olarak olan daha gibi çok sonra kadar ne ki değil ise en var oldu tarafından",
    "it": "il la di e che in un una per del della dei delle con non è da sono al alla nel nella si gli lo ha come più",
    "pt": "o a os as de do da dos das e em que um uma para por com não se no na ao é foi mais como pelo pela são",
    "nl": "de het een en van in is dat op te met voor zijn niet aan er door bij ook als naar werd om",
    "pl": "i w na z do nie się że jest to o po od przez za dla jak ale oraz został był są które który",
    "ru": "и в на не что с по из как к за для это от его был была были у же о а но также после при ы после все их или"
    " который которые если",
    "uk": "і в на не що з та у до за як для це від його був була були про а але також після при їх або який які й із"
    " під щодо",
    "bg": "и в на не че с за от да са се по като към при който които е след но той беше",
    "ar": "في من على إلى أن عن مع هذا هذه التي الذي بعد قبل كان كما ما لا لم قد بين هو هي أو ثم إن خلال منذ حيث عند",
    "fa": "و در به از که را این است با برای آن یک تا شد بر می های هم شده بود کرد خود اند ها نیز پس بین پیش",
    "ur": "کے کی میں ہے کا اور سے کو نے پر کہ یہ ہیں اس تھا بھی ایک وہ نہیں ہو کر گیا",
}
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in _LISTED.items():
    for _word in _words.split():
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language that most of a text's beginning is in, "" if that is unsure."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return ""
    if not sample.isascii():
        for language, script in _COUNTED:
            if len(script.findall(sample)) > (0.1 if language == "ja" else 0.5) * letters:
                return language
    words = [word.replace("’", "'") for word in _WORD.findall(sample.casefold())]
    pieces = [piece for word in words for piece in word.split("'")]  # "l'armée"
    hits = Counter(language for piece in pieces for language in _LANGUAGES.get(piece, ()))
    first, second = [*hits.most_common(2), ("", 0), ("", 0)][:2]
    sure = first[1] >= max(_FEWEST, _SHARE * len(words)) and first[1] >= _LEAD * second[1]
    return first[0] if sure else ""
