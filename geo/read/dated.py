"""Stage 1 of 6, date columns: each distinct value is read once, then spread over its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from geo.read.cells import Cells, Column, cells_of, lines_of, spread
from geo.read.dates import NUMERIC, ORDERS, WRITE_A_DATE, is_ongoing, is_unknown, order_of, to_edtf
from geo.read.tell import counted, fault_of, faults_of_values
from geo.records import DATE_PRECISIONS, Fault, Level, Project, When
from geo.texts import repeated, text_column
from geo.when import OPEN, coarsen, open_end, parse, span

_WIDENED = ("week", "month", "season", "quarter", "year", "decade")
_ISO_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")  # nearly all: read once, not twice
_OUTSIDE, _YEARLESS = "the date lies outside the project's days", "the year is not known"
_LATE = "the date lies after as_of: it is planned, or a slip"
_OLD = "the year may be of the Hijri calendar, for it was read as a Gregorian one"
_DATE_FORMAT = 'Say it in project.toml: date_format = "d/m/y" or "m/d/y"'


def read_dates(
    known: Mapping[str, Sequence[str]], lines: Any, file: str, project: Project, faults: list[Fault]
) -> dict[str, Any]:
    """Return the date columns of an events table.

    Returns
    -------
    dict
        date_start, date_end, date_precision, date_text, date_qualifier, earliest, latest, date_problem: a
        column of text each. What cannot be read is set aside with a Fault; the original is then in date_text.
    """
    blank = Cells(repeated("", len(lines)).__arrow_array__())
    start = Column(known.get("date_start", blank), lines)
    end = Column(known.get("date_end", blank), lines)
    precision = Column(known.get("date_precision", blank), lines)
    faults += _wrong_precisions(precision, file)
    both = {"date_start": start, "date_end": end}
    orders = _orders(both, file, project.date_format, faults)
    starts = _whens(start, "date_start", orders["date_start"], file, project, faults)
    ends = _whens(end, "date_end", orders["date_end"], file, project, faults)
    return _combined((start, end, precision), starts, ends, known.get("date_text", blank), file, faults)


def _orders(columns: Mapping[str, Column], file: str, stated: str, faults: list[Fault]) -> dict[str, str]:
    """Whether day or month comes first, decided once a column; a column without proof follows the other."""
    orders = {name: _order(column, name, file, stated, faults) for name, column in columns.items()}
    found = next((order for order in orders.values() if order), "")
    for name, column in columns.items():
        undecided = [v for v in column.values if order_of(v) == "either"]
        if orders[name] or not undecided:
            continue
        orders[name] = found
        where = column.where(undecided)
        rows = sorted(line for lines in where.values() for line in lines)
        first = next(v for v in undecided if where[v][0] == rows[0])
        if found:
            message = f"dates such as this were read as {_spelt(found)}, like the other date column"
            faults.append(Fault(Level.NOTE, message, file, rows[0], name, first))
        else:
            message = "day and month cannot be told apart, in this column nowhere"
            faults.append(fault_of(Level.ERROR, message, file, rows, column=name, value=first, remedy=_DATE_FORMAT))
    return orders


def _order(column: Column, name: str, file: str, stated: str, faults: list[Fault]) -> str:
    proofs: dict[str, list[str]] = {"d/m/y": [], "m/d/y": [], "either": []}
    for value in column.values:
        if kind := order_of(value):
            proofs[kind].append(value)
    seen = [order for order in ORDERS if proofs[order]]
    if len(seen) == 2:
        first, second = ((v := proofs[order][0], column.where([v])[v][0]) for order in seen)
        message = (
            f"this column mixes day/month and month/day: {first[0]} on line {first[1]}, {second[0]} on line {second[1]}"
        )
        remedy = "Write all dates of the column one way, best as 2016-04-25"
        faults.append(Fault(Level.ERROR, message, file, min(first[1], second[1]), name, remedy=remedy))
        return seen[0]
    if seen:
        proof = proofs[seen[0]][0]
        lines = column.where([proof])[proof]
        message = f"dates of this column were read as {_spelt(seen[0])}, as this value proves"
        faults.append(Fault(Level.NOTE, message, file, lines[0], name, proof))
    if not seen and proofs["either"] and stated:
        message = f"dates of this column were read as {_spelt(stated)}, as project.toml or the profile says"
        faults.append(Fault(Level.NOTE, message, file, 0, name))
    return seen[0] if seen else stated


def _spelt(order: str) -> str:
    return "day/month/year" if ORDERS[order] else "month/day/year"


Read = tuple[When | None, str, str]  # the value, why there is none, the rule by which it was read


def _whens(column: Column, name: str, order: str, file: str, project: Project, faults: list[Fault]) -> list[Read]:
    """Each distinct value read; what cannot be read or lies outside the project's days is told."""
    read = [_when(value, name, order, project) for value in column.values]
    pairs = list(zip(column.values, read, strict=True))
    bad = {value: (problem, _remedy(problem)) for value, (_, problem, rule) in pairs if problem and rule != "unknown"}
    unsettled = {v for v in bad if not order and order_of(v) == "either"}  # told for the column as a whole
    bad = {value: problem for value, problem in bad.items() if value not in unsettled}
    faults += faults_of_values(Level.FAULT, file, name, bad, column.where(bad))
    rules: dict[str, list[str]] = {}
    for value, (_, _, rule) in pairs:
        if rule and not (order and rule == NUMERIC):  # the column's order has been told
            rules.setdefault(rule, []).append(value)
    for rule, values in rules.items():
        faults.append(_said(rule, values, dict(pairs), column, name, file))
    faults += _doubts(pairs, column, name, file, project)
    return read


def _doubts(pairs: Sequence[tuple[str, Read]], column: Column, name: str, file: str, project: Project) -> list[Fault]:
    """What is read as it stands but may be a slip, where the project states no days of its own."""
    days = [(value, when.earliest) for value, (when, _, _) in pairs if when and when.earliest]
    late = [v for v, day in days if name == "date_start" and not project.latest and day > (project.as_of or day)]
    hijri = [v for v, day in days if not project.earliest and _may_be_hijri(int(day[:4]), int(project.as_of[:4] or 0))]
    return [
        fault_of(Level.NOTE, message, file, sorted(n for v in values for n in where[v]), column=name, value=first)
        for values, message in ((late, _LATE), (hijri, _OLD))
        if (where := column.where(values)) and (first := min(where, key=lambda v: where[v][0]))
    ]


def _may_be_hijri(year: int, as_of: int) -> bool:
    """Whether a year, counted by the moon or by the sun from 622, falls into the hundred years before `as_of`."""
    return as_of - 100 <= year * 0.970224 + 621.57 <= as_of + 1 or as_of - 100 <= year + 621 <= as_of


def _said(rule: str, values: list[str], read: Mapping[str, Read], column: Column, name: str, file: str) -> Fault:
    where = column.where(values)
    value = min(values, key=lambda v: where[v][0])
    rows = sum(map(len, where.values()))
    if rule == "unknown":
        message = f"{counted(rows, 'value')} standing for an unknown date, taken as such"
    else:
        when = read[value][0]
        message = f"{counted(rows, 'date')} converted ({rule})" + (f", here to {when.edtf}" if when else "")
    return Fault(Level.NOTE, message, file, where[value][0], name, value)


def _when(value: str, name: str, order: str, project: Project) -> Read:
    if not value:
        return None, "", ""
    if name == "date_end" and is_ongoing(value):
        return open_end(project.as_of), "", "" if value == OPEN else "as going on"
    if is_unknown(value):
        return None, "the date is given as unknown", "unknown"
    try:
        edtf, rule = (value, "") if _ISO_DAY.fullmatch(value) else to_edtf(value, order)
        when = parse(edtf, as_of=project.as_of)
    except ValueError as problem:
        return None, str(problem), ""
    if outside := _outside(when, project):
        return None, outside, ""
    return when, "" if when.latest or when.earliest else _YEARLESS, rule


def _remedy(problem: str) -> str:
    if problem.startswith(_OUTSIDE):
        return "If it is right, widen earliest or latest in project.toml"
    return WRITE_A_DATE if problem != _YEARLESS else "Find the year; until then the event stays undated"


def _outside(when: When, project: Project) -> str:
    first, last = project.earliest or "0001-01-01", project.latest or "9999-12-31"
    if (when.latest or last) < first or (when.earliest or first) > last:
        return f"{_OUTSIDE}, {project.earliest or '…'} to {project.latest or '…'}"
    return ""


def _wrong_precisions(column: Column, file: str) -> list[Fault]:
    wrong = {v: ("this is no date precision", f"Use one of {', '.join(DATE_PRECISIONS)}") for v in column.values}
    wrong = {v: said for v, said in wrong.items() if v and v.casefold() not in DATE_PRECISIONS}
    return faults_of_values(Level.FAULT, file, "date_precision", wrong, column.where(wrong))


Row = tuple[str, str, str, str, str | None, str | None, str]  # in the order of _NAMES
_NAMES = ("date_start", "date_end", "date_precision", "date_qualifier", "earliest", "latest", "date_problem")


def _combined(
    columns: tuple[Column, Column, Column],
    starts: list[Read],
    ends: list[Read],
    texts: Sequence[str],
    file: str,
    faults: list[Fault],
) -> dict[str, Any]:
    """The result for every distinct (start, end, precision), spread over the rows."""
    import pandas as pd
    from pyarrow import compute

    start, end, precision = columns
    n, m = len(end.values), len(precision.values)
    codes, distinct = pd.factorize((start.codes * n + end.codes) * m + precision.codes)
    rows: list[Row] = []
    written: list[str] = []
    backwards: dict[str, tuple[str, str]] = {}
    at: dict[str, list[int]] = {}
    for i, key in enumerate(distinct.tolist()):
        s, e, p = key // (n * m), key // m % n, key % m
        try:
            rows.append(_row(starts[s], ends[e], precision.values[p].casefold()))
        except ValueError as problem:
            rows.append(("", "", "unknown", "", None, None, str(problem)))
            both = f"{start.values[s]} / {end.values[e]}"
            backwards[both] = (str(problem), "Mend one of them; they are never swapped")
            at.setdefault(both, []).append(i)
        written.append(_as_written(start.values[s], end.values[e], *rows[-1][:2]))
    lines = lines_of(codes, [i for those in at.values() for i in those], start.lines)
    where = {both: sorted(line for i in those for line in lines[i]) for both, those in at.items()}
    faults += faults_of_values(Level.FAULT, file, "date_end", backwards, where)
    table = {name: spread(values, codes) for name, values in zip(_NAMES, zip(*rows, strict=True), strict=True)}
    given, derived = cells_of(texts).arrow, spread(written, codes).__arrow_array__()
    return table | {"date_text": text_column(compute.if_else(compute.equal(given, ""), derived, given))}


def _row(start: Read, end: Read, precision: str) -> Row:
    """One event's date columns; raises ValueError if it ends before it begins."""
    (first, problem, _), (last, end_problem, _) = start, end
    if first is None or problem:
        told = problem or ("date_end is given without date_start" if last else "")
        return first.edtf if first else "", "", "unknown", first.qualifier if first else "", None, None, told
    when = span(first, last)
    if precision in _WIDENED and when.earliest == when.latest and when.earliest:
        when = _widened(when, precision)
    begins, ends = when.edtf, ""
    if last and "/" in when.edtf:
        begins, ends = when.edtf.split("/")
    stated = precision if precision in DATE_PRECISIONS else when.precision
    told = f"date_end: {end_problem}" if end_problem else ""
    return begins, ends, stated, when.qualifier, when.earliest, when.latest, told


def _widened(when: When, precision: str) -> When:
    """A day that only stands for its week, month or year: what is known, not a false day."""
    coarse = coarsen(when.earliest or "", precision).split("/")
    return parse("/".join(part + when.qualifier for part in coarse))


def _as_written(start: str, end: str, begins: str, ends: str) -> str:
    """What the row said, if the columns no longer say it."""
    if start == begins and end in ("", ends, begins):
        return ""
    return f"{start} – {end}" if start and end and end != start else start or end
