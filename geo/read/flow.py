"""Stage 1 of 6, lines to paragraphs: what a page's typesetting parted is put together again, so that it can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_BULLET = re.compile(r"[•·▪●◦‣∙*–—-]\s|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FULL = 0.75  # of the usual length of a line: so long is one that was broken for want of room
_NARROWEST = 25  # characters of a column
_RUNNING = 4  # pages or more, of which most begin or end with the same line
_RUNNING_LINES = 2  # at either end of a page, at most


def flowed(pages: Sequence[str]) -> tuple[str, list[str]]:
    """Return the text of pages with a paragraph a line, blank lines between; each page begins a new paragraph.

    Lines that most pages begin or end with, but for their numbers, are left out, for they stand in no sentence; one
    of each is returned beside.
    """
    parted = [[" ".join(line.split()) for line in page.split("\n")] for page in pages]
    left_out = _without_running_lines(parted)
    words = Counter(word.lower() for page in parted for word in _unbroken(page))
    return "\n\n".join(paragraph for page in parted for paragraph in _paragraphs(page, words)), left_out


def _unbroken(lines: list[str]) -> Iterator[str]:
    """The words of a page but for those broken at the end of a line."""
    broken = False
    for line in lines:
        words = _WORD.findall(line)
        first, broken = int(broken), bool(_HYPHENATED.search(line))
        yield from words[first : len(words) - broken]


def _without_running_lines(pages: list[list[str]]) -> list[str]:
    """Blank the lines that most pages begin or end with; return one of each."""
    left_out = []
    for end in (0, -1) * _RUNNING_LINES:
        at = [(page, filled[end]) for page in pages if len(filled := [i for i, line in enumerate(page) if line]) > 2]
        ends = Counter(_plain(page[i]) for page, i in at)
        line, times = ends.most_common(1)[0] if ends else ("", 0)
        if times < _RUNNING or times <= len(pages) / 2:
            continue
        running = [(page, i) for page, i in at if _plain(page[i]) == line]
        left_out.append(running[0][0][running[0][1]])
        for page, i in running:
            page[i] = ""
    return left_out


def _plain(line: str) -> str:
    return re.sub(r"\d+", "0", line).strip("-–— 0")


def _paragraphs(lines: list[str], words: Counter[str]) -> list[str]:
    width = _usual(lines)
    paragraphs: list[str] = []
    before, apart = "", True
    for line in lines:
        if not line:
            apart = True
            continue
        if not paragraphs or not _goes_on(before, line, 0 if apart else width):
            paragraphs.append(line)
        elif hyphenated := _HYPHENATED.search(before):
            paragraphs[-1] = _joined(paragraphs[-1], line, hyphenated[1], words)
        else:
            paragraphs[-1] += " " + line
        before, apart = line, False
    return paragraphs


def _usual(lines: list[str]) -> int:
    """How long a full line of a page is: nine in ten are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[(len(lengths) - 1) * 9 // 10] if lengths else 0


def _goes_on(before: str, line: str, width: int) -> bool:
    if line[0].islower() or (_HYPHENATED.search(before) and line[0].isalpha()):
        return True
    return width >= _NARROWEST and len(before) >= _FULL * width and not _BULLET.match(line)


def _joined(text: str, line: str, head: str, words: Counter[str]) -> str:
    """Both with the word that was broken between them: as it stands elsewhere, else whole."""
    tail = _FIRST_WORD.match(line)
    if tail is None or text[-1] == "\u00ad":
        return text[:-1] + line
    first, second = head.lower(), tail[0].lower()
    whole, parted = words[first + second], words[f"{first}-{second}"]
    own = words[first] > 0 and words[second] > 0
    keeps = line[0].isupper() or parted > whole or (not whole and own)
    return text + line if keeps else text[:-1] + line
