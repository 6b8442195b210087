"""Paragraphs and sentences of a text, as spans of code points: trimmed, ascending, never overlapping.

One pass of one pattern finds where a sentence may end; what stands on both sides of that place decides. Nothing is
looked at twice, so the time grows with the text alone, whatever the text holds.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_STOPS = r".!?…؟؛۔।。！？"
_CLOSERS = r"\"'”’»›)\]}」』"
# It begins with a set of characters so that the engine skips all others fast; a run of stops is looked at once.
_END = re.compile(
    rf"[{_STOPS}\n](?<![{_STOPS}]{{2}})"
    rf"(?:(?<=\n)\s*+|(?<=[。！？])([{_STOPS}{_CLOSERS}]*+)\s*+"
    rf"|(?<!\n)[{_STOPS}]*+([{_CLOSERS}]*+(?:\[\d{{1,3}}\])*+)(?:\s++|\Z))"
)
_BLANK = re.compile(r"\n[^\S\n]*+\n\s*+|[\f\u2029]\s*+")
_LINE = re.compile(r"\n\s*+|[\f\u2029]\s*+")
_LAST_WORD = re.compile(r"[^\W_]++(?:[.\-’'][^\W_]++)*+\Z")
_NEXT_WORD = re.compile(r"[\"'“‘«‹(\[{„¿¡]*+([^\W_]++)(?=(\s|\Z)?)")
_BULLET = re.compile(r"[•·▪●◦‣∙*]\s|\(?[a-z]\)\s|#{1,6}\s|\|")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zа-я]|[ivx]{1,4})\Z", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{1,2}(?:[.\-][^\W\d_]{1,2})+")  # U.S, a.m, J.-C
_DIGIT = re.compile(r"\d\s{0,2}\Z")
_NARROWEST, _WIDEST = 40, 140  # characters of a line that an editor wrapped
_RAGGED = 0.85  # lines that were set in a printer's type differ in their number of characters by so much


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Before a stop, these never end a sentence: a name or a number follows.
_NEVER = _words("""
    mr mrs ms mx dr prof gen lt col sgt maj capt cpt cmdr cdr adm brig cpl pvt sen rep gov rev hon pres amb msgr fr
    st ste ft mt vs e.g i.e viz cf approx fig figs eq ed eds vol pp dept ee
    ул пл просп пер ген полк подп лейт акад проф адм кап гос см ст стр св напр т.е т.н т.к тов гр дер корп оз
    вул див тобто
    mme mlle mgr env sra srta dña ud uds núm pág nr hr hrn fr str bzw z.b d.h ca vgl sog
    doç av sok mah cad yrd bkz örn
""")
# Before a stop and a number these do not end one: No. 5, Jan. 5, p. 7.
_NUMBERED = _words("""
    no nos sec jan feb mar apr jun jul aug sep sept oct nov dec p s sect ch chap para paras art arts c op bd abs num
    янв фев февр мар апр авг сент окт нояб дек п пп ч гл т № ок
    janv févr avr juil déc ene abr ago dic núm n
""")
# These may stand at the end of a sentence; then a word follows that seldom stands within one in upper case.
# The Latin ones are such words only in upper case.
_OFTEN = _words("""
    inc corp ltd co jr sr bros plc llc al dist univ assn bldg ave blvd rd hwy
    ala ariz ark calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont neb nev okla ore pa
    penn tenn tex va vt wash wis wyo mass ont que uu ес обл им ім рис пос
""")
_STARTERS = _words("""
    the a an in on at it he she they we you i but and or if when while as this that these those there here for from
    with after before by to his her its their our my what who how why where not no some many most all both each one two
    since although though however meanwhile according so then also during under over between among until despite
    earlier later several another other such more still yet only even now today yesterday
    он она они оно это этот эта эти в во на по но и а как также однако для при после из к с у о об за до от не мы вы я
    если когда там так что ранее позже кроме между тем его её их все под над
    il elle ils elles ce cette ces dans mais et selon pour avec sur après avant depuis une
    pero según por con para después antes desde esta este estos ein eine er sie es im am auf mit nach aber und
    він вона вони це та але як також після від до за у ve bu bir o ancak
""")
_MONTHS = _words("""
    januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert
    jahrhunderts ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
""")


def paragraphs(text: str) -> list[Span]:
    """Return where the paragraphs stand: blocks between blank lines.

    Where there are none, or the lines are too long to have been wrapped, each line is one.
    """
    width = _width(text, 0, len(text))
    parted = _BLANK.search(text) or width >= _NARROWEST
    block = _BLANK if parted and width <= _WIDEST else _LINE
    spans: list[Span] = []
    begin = 0
    for gap in block.finditer(text):
        _add(spans, text, begin, gap.start())
        begin = gap.end()
    _add(spans, text, begin, len(text))
    return spans


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return where the sentences stand between `start` and `end`.

    A blank line ends one, and so does a line break after a heading or an item of a list, but not one in wrapped
    text. In Arabic ؛ ends one, for what follows it could stand alone.
    """
    end = len(text) if end is None else min(end, len(text))
    width = _width(text, start, end)
    spans: list[Span] = []
    begin = start
    for found in _END.finditer(text, start, end):
        mark = max(found.end(1), found.end(2))  # -1 for a line break
        if mark < 0:
            ends = _breaks(text, found.start(), found.end(), end, width)
            mark = found.start()
        else:
            ends = _stops(text, begin, found, mark, end) or (
                "\n" in text[mark : found.end()] and _breaks(text, mark, found.end(), end, width)
            )
        if ends:
            _add(spans, text, begin, mark)
            begin = found.end()
    _add(spans, text, begin, end)
    return spans


def _add(spans: list[Span], text: str, begin: int, end: int) -> None:
    piece = text[begin:end]
    if bare := piece.lstrip():
        spans.append((end - len(bare), end - len(bare) + len(bare.rstrip())))


def _width(text: str, start: int, end: int) -> int:
    """How long the lines are that another line follows at once: nearly the longest, one in twenty set aside.

    More than `_WIDEST` if most of the text stands in lines that nobody wrapped.
    """
    lines = text[start:end].split("\n")
    lengths = list(map(len, lines))
    if 2 * sum(length for length in lengths if length > _WIDEST) > sum(lengths):
        return _WIDEST + 1
    pairs = zip(lengths, lines[1:], strict=False)
    wrapped = sorted(length for length, after in pairs if length <= _WIDEST and after and not after.isspace())
    return wrapped[-1 - len(wrapped) // 20] if wrapped else 0


def _breaks(text: str, line_end: int, after: int, end: int, width: int) -> bool:
    """Whether a line break ends a sentence: not where the next word would not have fitted into the line."""
    if after >= end or text.count("\n", line_end, after) > 1 or _BULLET.match(text, after):
        return True
    if text[after].islower() or text[line_end - 1 : line_end] == ",":
        return False
    if not _NARROWEST <= width <= _WIDEST:
        return True
    line = line_end - text.rfind("\n", max(0, line_end - 2 * _WIDEST), line_end) - 1
    following = re.match(r"\S{1,40}", text[after : after + 40])
    return line + 1 + len(following[0] if following else "") <= width * _RAGGED


def _stops(text: str, begin: int, found: re.Match[str], mark: int, end: int) -> bool:
    """Whether the stop ends a sentence."""
    after, stop = found.end(), text[found.start()]
    if after >= end or stop in "؛؟۔।。！？" or text.count("\n", mark, after) > 1:
        return True
    first = text[after]
    plain = stop == "." and text[mark - 1] == "."  # neither "?!" nor a bracket or a quote after it
    if first in "—–-":
        return plain and text[after + 1 : after + 3].strip()[:1].isupper()
    word = _NEXT_WORD.match(text, after, end)
    if word is None:
        return True
    first = word[1][0]
    if first.islower():
        return False
    if not plain or text.startswith("..", found.start()):
        return True
    return _full_stop(text, begin, found.start(), word)


def _full_stop(text: str, begin: int, stop: int, following: re.Match[str]) -> bool:
    """Whether a single full stop before a word in upper case, a number or a letter without case ends a sentence."""
    head = text[max(begin, stop - 24) : stop]
    last = _LAST_WORD.search(head[-16:])
    if last is None:
        return True
    word, next_word = last[0], following[1]
    if stop - begin <= 5 and _LIST_NUMBER.match(text[begin:stop]):
        return False  # "1. Aleppo"
    if len(word) > 6 and "." not in word:
        return True
    low = word.casefold()
    if low in _NEVER:
        return False
    number = next_word[0].isdigit()
    if number and low in _NUMBERED and not low == word == "no":
        return False
    starts = following.lastindex == 2 and next_word.casefold() in _STARTERS
    if (len(word) == 1 and not word.isdigit()) or low == "гг":
        dated = bool(_DIGIT.search(head[: -len(word)]))  # "в 2015 г. Москва" ends, "г. Москва" does not
        return dated or (starts and word != "г")
    if (low in _OFTEN and (word[0].isupper() or not word.isascii())) or _LETTERS.fullmatch(word):
        return starts
    return not (word.isdigit() and len(word) < 3 and next_word.casefold() in _MONTHS)  # "am 3. Oktober"
