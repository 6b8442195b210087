"""Stage 1 of 6, documents: texts with what is known about them, from front matter or the page itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import PurePath

from geo.folding import slug
from geo.read.articles import Article
from geo.read.identity import check_source
from geo.read.language import language_of
from geo.read.pages import PAGES, article_of
from geo.read.published import day_of_name, published
from geo.read.registers import link_or_blank
from geo.records import Document, Fault, Level

_KEYS = ("title", "source", "date", "language", "url", "licence")
_SAME = {"license": "licence", "lang": "language", "link": "url", "publisher": "source"}
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)\s*", re.DOTALL)
_FRONT_LIMIT = 65536  # characters; longer is no front matter but a text between two rules
_TITLE_LENGTH = 120
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}")


def read_document(
    text: str,
    file: str,
    taken: Collection[str],
    sources: Collection[str],
    faults: list[Fault],
    *,
    date: str = "",
    extracted: bool = False,
) -> Document:
    """Return a document; `doc_id` is the slug of its file name, counted up if it is taken.

    Parameters
    ----------
    text : str
        Of the file, with plain line ends. Of a page only its article is kept.
    file : str
        Path from the seeds' folder.
    date : str
        EDTF of the publication, if the document does not say.
    extracted : bool
        The text was taken out of a PDF or the like and has no front matter.
    """
    path = PurePath(file)
    front, body = ({}, text) if extracted else _front_matter(text, file, faults)
    start = len(text) - len(body)
    begins = 1 + text.count("\n", 0, start)
    if extracted:
        begins = 0
    elif path.suffix.lower() in PAGES:
        found, body = article_of(body, file, faults)
        front, start, begins = found | front, 0, 0
    if not body.strip():
        faults.append(Fault(Level.FAULT, "the document holds no text", file))
    line = 2 if front else 0
    return _document(
        front, body, _free_id(path.stem, taken), file, line, sources, faults,
        date=date, begins=begins, start=start,
    )  # fmt: skip


def read_article(
    article: Article,
    file: str,
    taken: Collection[str],
    sources: Collection[str],
    faults: list[Fault],
    *,
    date: str = "",
) -> Document:
    """Return a row of a table as a document; `doc_id` is its id, else the file's name and the line."""
    cells = article.cells
    given = cells["id"] if _ID.fullmatch(cells["id"]) else slug(cells["id"])[:80].strip("-")
    wanted = given or f"{slug(PurePath(file).stem)[:60].strip('-') or 'article'}-{article.line}"
    doc_id = _counted_up(wanted, taken)
    if given and doc_id != wanted:
        message = f"another document is {wanted!r} already; this one is {doc_id!r}"
        faults.append(Fault(Level.NOTE, message, file, article.line, "id"))
    return _document(cells, cells["text"], doc_id, file, article.line, sources, faults, date=date)


def _document(
    said: Mapping[str, str],
    body: str,
    doc_id: str,
    file: str,
    line: int,
    sources: Collection[str],
    faults: list[Fault],
    *,
    date: str,
    begins: int = 0,
    start: int = 0,
) -> Document:
    check_source(said.get("source", ""), sources, file, line, faults)
    day = published(said.get("date", ""), line, file, faults) or date
    if not day and "text" not in said:  # a table's name does not date its rows
        day = day_of_name(file, faults)
    return Document(
        doc_id,
        said.get("title", "") or _title(body, doc_id if "text" in said else PurePath(file).stem),
        body,
        said.get("source", ""),
        day,
        _language(said.get("language", ""), line, file, faults) or language_of(body),
        link_or_blank(said.get("url", ""), line, file, "url", faults),
        file,
        said.get("licence", ""),
        begins,
        start,
    )


def _free_id(stem: str, taken: Collection[str]) -> str:
    return _counted_up(slug(stem)[:80].strip("-") or "document", taken)


def _counted_up(wanted: str, taken: Collection[str]) -> str:
    doc_id, number = wanted, 2
    while doc_id in taken:
        doc_id, number = f"{wanted}-{number}", number + 1
    return doc_id


def _front_matter(text: str, file: str, faults: list[Fault]) -> tuple[dict[str, str], str]:
    """What stands between the two lines of hyphens, and the text after it."""
    found = _FRONT.match(text[:_FRONT_LIMIT])
    if not found:
        return {}, text
    import yaml

    try:
        # BaseLoader makes nothing but texts, lists and mappings: no objects, and dates stay as written.
        front = yaml.load(found[1] or "", Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        message = f"the front matter is no YAML: {getattr(problem, 'problem', None) or 'nested too deeply'}"
        remedy = "Each line is key: value; quote a value that holds a colon"
        faults.append(Fault(Level.ERROR, message, file, mark.line + 2 if mark else 1, remedy=remedy))
        return {}, text[found.end() :]
    if front and not isinstance(front, dict):
        return {}, text  # a rule, some text, a rule
    return _checked(front or {}, file, faults), text[found.end() :]


def _checked(front: Mapping[object, object], file: str, faults: list[Fault]) -> dict[str, str]:
    known: dict[str, str] = {}
    for name, value in front.items():
        key = str(name).strip().lower()
        key = _SAME.get(key, key)
        if key not in _KEYS:
            message = f"this key is not used; known are {', '.join(_KEYS)}"
            faults.append(Fault(Level.NOTE, message, file, 1, str(name)))
        elif isinstance(value, str):
            known[key] = " ".join(value.split())
        else:
            # Its value is not shown: aliases can make a short list endless when written out.
            faults.append(Fault(Level.FAULT, "this is no single text", file, 1, str(name), remedy="Write key: text"))
    return known


def _title(body: str, stem: str) -> str:
    first = next((line.strip() for line in body.split("\n") if line.strip()), "")
    heading = re.match(r"#{1,6}\s+(.+)", first)
    if heading:
        return heading[1].rstrip("# ")
    spoken = re.sub(r"[-_]+", " ", stem).strip()
    is_title = first and len(first) <= _TITLE_LENGTH and not re.search(r"[.!?؟]$", first)
    return first if is_title else spoken or first[:_TITLE_LENGTH]


def _language(value: str, line: int, file: str, faults: list[Fault]) -> str:
    if not value or re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*", value):
        return value.replace("_", "-")
    remedy = "Write an ISO 639-1 code, as en"
    faults.append(Fault(Level.FAULT, "this is no language code", file, line, "language", value, remedy))
    return ""
