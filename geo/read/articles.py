"""Stage 1 of 6, articles in tables: a document a row of a .csv, or a line of a .jsonl."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from geo.read.columns import Naming, fold_name
from geo.read.decode import tamed
from geo.read.registers import rows_of
from geo.read.tell import fault_of
from geo.records import Fault, Level

LINES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv")
_SAID = 20  # lines of one file that get a fault of their own
ARTICLES = Naming(
    ("id", "date", "title", "text", "url", "source", "language", "licence"),
    {
        "doc_id": "id", "docid": "id", "document_id": "id", "article_id": "id", "uid": "id", "guid": "id",
        "published": "date", "publication_date": "date", "published_at": "date", "published_date": "date",
        "date_published": "date", "datepublished": "date", "pub_date": "date", "pubdate": "date",
        "publish_date": "date", "published_time": "date", "headline": "title", "body": "text", "content": "text",
        "full_text": "text", "fulltext": "text", "article": "text", "article_text": "text", "link": "url",
        "source_url": "url", "uri": "url", "permalink": "url", "publisher": "source", "outlet": "source",
        "source_name": "source", "newspaper": "source", "lang": "language", "license": "licence",
    },
    {"name": "title", "datetime": "date", "created_at": "date", "timestamp": "date", "site": "source",
     "site_name": "source", "domain": "source"},
)  # fmt: skip
_BROKEN = re.compile("[\ud800-\udfff]")  # half of a pair, which JSON can write and no file can hold


@dataclass(frozen=True, slots=True)
class Article:
    """A row, its cells by the names in `ARTICLES`; `line` counts from 1."""

    line: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Register:
    """Which article has which id, over all files of a project."""

    first: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)  # id → where it stands, its cells

    def is_new(self, article: Article, file: str, faults: list[Fault]) -> bool:
        """Remember an article by its id; tell one whose id is taken."""
        key, content = article.cells["id"], dict(article.cells)
        if not key:
            return True
        if key not in self.first:
            self.first[key] = (f"{file} line {article.line}", content)
            return True
        where, known = self.first[key]
        if known == content:
            message, remedy = f"this article repeats {where}; kept once", ""
        else:
            message, remedy = f"this id stands on {where} too; the article was left out", "Give each its own id"
        faults.append(Fault(Level.FAULT, message, file, article.line, "id", key, remedy))
        return False


def articles(text: str, file: str, suffix: str, faults: list[Fault]) -> Iterator[Article]:
    """Yield the articles of a file; a row without text or that cannot be read is one fault."""
    rows = _lines(text, file, faults) if suffix in LINES else _rows(text, file, faults)
    for article in rows:
        if article.cells["text"].strip():
            yield article
        else:
            faults.append(Fault(Level.FAULT, "the article holds no text; it was left out", file, article.line, "text"))


def _rows(text: str, file: str, faults: list[Fault]) -> Iterator[Article]:
    for line, cells, _ in rows_of(text, file, ARTICLES, [("text",)], faults):
        yield Article(line, cells)


def _lines(text: str, file: str, faults: list[Fault]) -> Iterator[Article]:
    bad: list[int] = []
    unknown: dict[str, int] = {}
    for number, line in _numbered(text):
        try:
            value = json.loads(line)
            if not isinstance(value, dict):
                raise ValueError("a line is a JSON object")
            cells = _cells(value, number, unknown)
        except (ValueError, RecursionError) as problem:
            bad.append(number)
            if len(bad) <= _SAID:
                faults.append(Fault(Level.FAULT, f"{_said(problem)}; it was left out", file, number))
            continue
        before = len(faults)
        cells = {name: tamed(value, file, faults, table=False) for name, value in cells.items()}
        faults[before:] = [Fault(f.level, f.message, file, number, remedy=f.remedy) for f in faults[before:]]
        yield Article(number, cells)
    if len(bad) > _SAID:
        message = f"{len(bad) - _SAID:,} more lines could not be read"
        faults.append(fault_of(Level.FAULT, message, file, bad[_SAID:]))
    for name, number in unknown.items():
        faults.append(Fault(Level.NOTE, "this key is not used", file, number, name))


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, each with its number, one at a time."""
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if line.strip():
            yield number, line
        start, number = end + 1, number + 1


def _cells(row: Mapping[str, object], line: int, unknown: dict[str, int]) -> dict[str, str]:
    """The values under the names that we know; the name itself counts before its other names."""
    cells = dict.fromkeys(ARTICLES.names, "")
    strength: dict[str, int] = {}
    for key, value in row.items():
        name = fold_name(key)
        target = name if name in cells else ARTICLES.same.get(name) or ARTICLES.like.get(name, "")
        rank = 3 if name in cells else 2 if name in ARTICLES.same else 1
        if not target:
            if len(unknown) < _SAID:
                unknown.setdefault(key[:80], line)
        elif value is not None and value != "" and rank > strength.get(target, 0):
            cells[target], strength[target] = _plain(value, key), rank
    return cells


def _plain(value: object, key: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f'"{key[:80]}" is no text')
    text = _BROKEN.sub("�", str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _said(problem: Exception) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f"this line is no JSON: {problem.msg} at column {problem.colno}"
    return "this line is nested too deeply" if isinstance(problem, RecursionError) else str(problem)
