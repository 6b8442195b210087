"""Stage 1 of 6, lines to paragraphs: what a page's typesetting parted is put together again, so that it can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_BULLET = re.compile(r"[•·▪●◦‣∙*–—-]\s|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FULL = 0.75  # of the usual length of a line: so long is one that was broken for want of room
_NARROWEST = 25  # characters of a column
_RUNNING = 4  # pages or more, of which most begin or end with the same line


def flowed(pages: Sequence[str]) -> str:
    """Return the text of pages with a paragraph a line, blank lines between; each page begins a new paragraph.

    Lines that most pages begin or end with, but for their numbers, are left out: they stand in no sentence.
    """
    parted = [[" ".join(line.split()) for line in page.split("\n")] for page in pages]
    _without_running_lines(parted)
    words = Counter(word.lower() for page in parted for line in page for word in _WORD.findall(line))
    return "\n\n".join(paragraph for page in parted for paragraph in _paragraphs(page, words))


def _without_running_lines(pages: list[list[str]]) -> None:
    for end in (0, -1):
        while True:
            ends = Counter(_plain(filled[end]) for page in pages if (filled := list(filter(None, page))))
            line, times = ends.most_common(1)[0] if ends else ("", 0)
            if times < _RUNNING or times <= len(pages) / 2:
                break
            for page in pages:
                at = [i for i, text in enumerate(page) if text]
                if at and _plain(page[at[end]]) == line:
                    page[at[end]] = ""


def _plain(line: str) -> str:
    return re.sub(r"\d+", "0", line).strip("-–— 0")


def _paragraphs(lines: list[str], words: Counter[str]) -> list[str]:
    width = _usual(lines)
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        if not line:
            pass
        elif not before or not _goes_on(before, line, width):
            paragraphs.append(line)
        elif hyphenated := _HYPHENATED.search(before):
            paragraphs[-1] = _joined(paragraphs[-1], line, hyphenated[1], words)
        else:
            paragraphs[-1] += " " + line
        before = line
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
    own = words[first] > 1 and words[second] > 1  # each part stands broken off here once
    keeps = line[0].isupper() or parted > whole or (not whole and own)
    return text + line if keeps else text[:-1] + line
