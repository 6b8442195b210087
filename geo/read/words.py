"""Stage 1 of 6, columns with a fixed choice of words, links and whole numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from geo.folding import nearest
from geo.read.cells import Column, cells_of, distinct, rows_where
from geo.read.columns import fold_name
from geo.read.tell import counted, faults_of_values
from geo.records import (
    CONFIDENCES,
    DATE_BASES,
    DATE_PRECISIONS,
    GEO_BASES,
    GEO_PRECISIONS,
    STATUSES,
    Fault,
    Level,
)

# Other words for ours, folded; what is not here and not ours is set aside.
_GEO_PRECISION = {
    "point": "exact", "site": "exact", "building": "exact", "address": "exact", "street": "exact", "gps": "exact",
    "town": "near", "city": "near", "village": "near", "settlement": "near", "approximate": "near",
    "neighbourhood": "near", "neighborhood": "near", "district": "adm2", "county": "adm2",
    "subdistrict": "adm2", "municipality": "adm2", "province": "adm1", "governorate": "adm1", "state": "adm1",
    "oblast": "adm1", "admin1": "adm1", "admin2": "adm2", "area": "region", "nation": "country", "n_a": "unknown",
    "none": "unknown",
}  # fmt: skip
_CONFIDENCE = {
    "confirmed": "certain", "verified": "certain", "high": "certain", "likely": "less-certain",
    "probable": "less-certain", "medium": "less-certain", "possible": "uncertain", "low": "uncertain",
    "rumoured": "uncertain", "rumored": "uncertain", "rumour": "uncertain", "rumor": "uncertain",
    "unconfirmed": "uncertain", "disputed": "uncertain", "claimed": "reported", "alleged": "reported",
    "announced": "planned", "plan": "planned",
}  # fmt: skip
_STATUS = {"reviewed": "accepted", "ok": "accepted", "draft": "suggested", "pending": "suggested"}
# column: its words, other words for them, what stands for a word that is neither
_VOCABULARIES: Mapping[str, tuple[Sequence[str], Mapping[str, str], str]] = {
    "geo_precision": (GEO_PRECISIONS, _GEO_PRECISION, "unknown"),
    "confidence": (CONFIDENCES, _CONFIDENCE, ""),
    # What nobody is known to have accepted must not pass for reviewed.
    "status": (STATUSES, _STATUS, "suggested"),
    "date_basis": (DATE_BASES, {}, ""),
    "geo_basis": (GEO_BASES, {}, ""),
}
NUMBERS = ("fatalities", "fatalities_low", "fatalities_high", "char_start", "char_end", "radius_km")
_SIZE = re.compile(r"\d{1,4}(\.\d+)?", re.ASCII)  # kilometres
_PLAIN_URL = r"^https?://[!-\"$-.0->@-\[\]-~][!-\[\]-~]*$"  # nearly all: for Arrow, in ASCII
_URL = re.compile(r"https?://[^\s/?#\\][^\s\\]*", re.IGNORECASE)


def read_words(known: Mapping[str, Sequence[str]], lines: Any, file: str, faults: list[Fault]) -> dict[str, Any]:
    """Return the columns of fixed words that the table has, each value one of ours; others are told."""
    table = {}
    for name, (words, others, fallback) in _VOCABULARIES.items():
        if name in known:
            column = Column(known[name], lines)
            meant = [_meant(value, words, others) for value in column.values]
            faults += _mapped(column, meant, words, name, file)
            bad = {
                value: (f"this is no {name}", _remedy(name, value, words))
                for value, word in zip(column.values, meant, strict=True)
                if value and not word
            }
            faults += faults_of_values(Level.FAULT, file, name, bad, column.where(bad))
            chosen = [fallback if v in bad else w for v, w in zip(column.values, meant, strict=True)]
            table[name] = column.spread(chosen)
    return table


def is_link(url: str) -> bool:
    """Tell whether a text is an http or https address, and nothing else."""
    return bool(_URL.fullmatch(url))


def read_links(cells: Sequence[str], lines: Any, file: str, column: str, faults: list[Fault]) -> dict[int, str]:
    """Return, by row, the texts of a link column that must not become links; they are told."""
    from pyarrow import compute

    arrow = cells_of(cells).arrow
    plain = compute.match_substring_regex(arrow, _PLAIN_URL)
    suspects = rows_where(compute.invert(compute.or_(plain, compute.equal(arrow, ""))))
    refused = {row: text for row in suspects if not is_link(text := cells[row])}
    where: dict[str, list[int]] = {}
    for row, text in refused.items():
        where.setdefault(text, []).append(int(lines[row]))
    why = ("this is no web address; it is shown as text, not as a link", "Write http:// or https://")
    faults += faults_of_values(Level.FAULT, file, column, dict.fromkeys(where, why), where)
    return refused


def read_numbers(cells: Sequence[str], lines: Any, file: str, name: str, faults: list[Fault]) -> dict[int, str]:
    """Return, by row, the texts of a column of numbers that are none; they are told."""
    column = Column(cells, lines)
    is_number, what = (_SIZE.fullmatch, "number") if name == "radius_km" else (str.isdecimal, "whole number")
    bad = {v: (f"this is no {what}", _number_remedy(name)) for v in column.values if v and not is_number(v)}
    faults += faults_of_values(Level.FAULT, file, name, bad, column.where(bad))
    return column.rows(bad)


def is_about_dates(cells: Sequence[str]) -> bool:
    """Tell whether a column called "precision" speaks of days and months, not of places."""
    words = {fold_name(cell) for cell in distinct(cells)} - {"", "unknown"}
    return bool(words) and words <= set(DATE_PRECISIONS)


def _meant(value: str, words: Sequence[str], others: Mapping[str, str]) -> str:
    folded = fold_name(value)
    return next((word for word in words if fold_name(word) == folded), others.get(folded, ""))


def _mapped(column: Column, meant: list[str], words: Sequence[str], name: str, file: str) -> list[Fault]:
    """One NOTE that says which other words were taken for ours."""
    taken = {v: w for v, w in zip(column.values, meant, strict=True) if w and fold_name(v) != fold_name(w)}
    if not taken:
        return []
    where = column.where(taken)
    said = ", ".join(f"{v} as {w} ({counted(len(where[v]), 'row')})" for v, w in sorted(taken.items())[: len(words)])
    return [Fault(Level.NOTE, f"taken: {said}", file, min(rows[0] for rows in where.values()), name)]


def _remedy(name: str, value: str, words: Sequence[str]) -> str:
    if name == "geo_precision" and value.isdecimal():
        return f"Number codes mean other things in ACLED, UCDP and GTD; write a word: {', '.join(words)}"
    near = nearest(value, words)
    return f"{near!r} may be meant" if near else f"Use one of {', '.join(words)}"


def _number_remedy(name: str) -> str:
    if name.startswith("fatalities"):
        return "Write digits alone; a range goes into fatalities_low and fatalities_high"
    return "Write digits alone, as 25" if name == "radius_km" else "Write digits alone"
