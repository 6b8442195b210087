"""Stage 1 of 6, documents: texts with what is known about them, from front matter or the page itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import PurePath

from geo.folding import slug
from geo.read.identity import check_source
from geo.read.registers import edtf_or_blank, link_or_blank
from geo.records import Document, Fault, Level

PAGES = (".html", ".htm")
SUFFIXES = (".txt", ".md", *PAGES)
_KEYS = ("title", "source", "date", "language", "url", "licence")
_SAME = {"license": "licence", "lang": "language", "link": "url", "publisher": "source"}
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)\s*", re.DOTALL)
_FRONT_LIMIT = 65536  # characters; longer is no front matter but a text between two rules
_TITLE_LENGTH = 120


def read_document(
    text: str, file: str, taken: Collection[str], sources: Collection[str], faults: list[Fault]
) -> Document:
    """Return a document; `doc_id` is the slug of its file name, counted up if it is taken.

    Parameters
    ----------
    text : str
        Of a .txt, .md or .html file, with plain line ends. Of a page only its article is kept.
    file : str
        Path from the seeds' folder.
    """
    path = PurePath(file)
    front, body = _front_matter(text, file, faults)
    begins = 1 + text[: len(text) - len(body)].count("\n")
    if path.suffix.lower() in PAGES:
        found, body = _article(body, file, faults)
        front, begins = found | front, 0
    if not body.strip():
        faults.append(Fault(Level.FAULT, "the document holds no text", file))
    line = 2 if front else 0
    check_source(front.get("source", ""), sources, file, line, faults)
    return Document(
        _free_id(path.stem, taken),
        front.get("title", "") or _title(body, path.stem),
        body,
        front.get("source", ""),
        edtf_or_blank(front.get("date", ""), line, file, "date", faults),
        _language(front.get("language", ""), line, file, faults),
        link_or_blank(front.get("url", ""), line, file, "url", faults),
        file,
        front.get("licence", ""),
        begins,
    )


def declared_charset(page: bytes) -> str:
    """Return the encoding that a web page says it has; "" if it says none."""
    found = re.search(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_-]+)", page[:4096], re.IGNORECASE)
    return found[1].decode() if found else ""


def _free_id(stem: str, taken: Collection[str]) -> str:
    wanted = slug(stem)[:80].strip("-") or "document"
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


def _article(page: str, file: str, faults: list[Fault]) -> tuple[dict[str, str], str]:
    """The text of a web page's article, and what the page says of itself."""
    import trafilatura

    # No date from trafilatura: it guesses from the text, and its bounds depend on today.
    found = trafilatura.bare_extraction(
        page, favor_recall=True, include_comments=False, with_metadata=False, deduplicate=False
    )
    text = str(getattr(found, "text", None) or "")
    if not text.strip():
        message = "no article could be found in this page"
        faults.append(Fault(Level.FAULT, message, file, remedy="Save its text as .txt or .md"))
    return {key: value for key, value in _stated(page).items() if value}, text


def _stated(page: str) -> dict[str, str]:
    """Title, source, date, language and address from the page's own head."""
    from lxml import html  # type: ignore[import-untyped]

    try:
        tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.ParserError):
        return {}

    def first(*paths: str) -> str:
        return next((" ".join(str(v).split()) for p in paths for v in tree.xpath(p) if str(v).strip()), "")

    meta = "//meta[@property='{0}' or @name='{0}']/@content"
    day = first(meta.format("article:published_time"), meta.format("date"), meta.format("dc.date"), "//time/@datetime")
    address = first("//link[@rel='canonical']/@href", meta.format("og:url"))
    return {
        "title": first(meta.format("og:title"), "//h1//text()", "//title/text()"),
        "source": first(meta.format("og:site_name")),
        "date": day if re.match(r"\d{4}(-\d\d){0,2}", day) else "",
        "language": first("/html/@lang").split("-")[0],
        "url": address if re.match(r"https?://", address) else "",
    }
