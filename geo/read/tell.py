"""Stage 1 of 6, words about faults: many rows of one fault become one line that names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.records import Fault, Level

_LINES_SAID = 5
_VALUES_SAID = 20


def lines_said(lines: Sequence[int]) -> str:
    """Return "line 3", "lines 3 and 9" or "lines 3, 9, 12 … and 40 more"."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    shown = [str(line) for line in lines[:_LINES_SAID]]
    if len(lines) > _LINES_SAID:
        return f"lines {', '.join(shown)} and {len(lines) - _LINES_SAID:,} more"
    return f"lines {', '.join(shown[:-1])} and {shown[-1]}"


def counted(number: int, noun: str) -> str:
    """Return "1 row", "2,000 rows"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def fault_of(
    level: Level,
    message: str,
    file: str,
    lines: Sequence[int],
    *,
    column: str = "",
    value: str = "",
    remedy: str = "",
) -> Fault:
    """Return one Fault for one or more rows; it stands at the first and names the others."""
    also = f" (also {lines_said(lines[1:])})" if len(lines) > 1 else ""
    return Fault(level, message + also, file, lines[0] if lines else 0, column, value, remedy)


def faults_of_values(
    level: Level,
    file: str,
    column: str,
    problems: Mapping[str, tuple[str, str]],
    where: Mapping[str, Sequence[int]],
) -> list[Fault]:
    """Return a Fault for each distinct bad value of a column; beyond twenty, the rest in one.

    Parameters
    ----------
    problems : mapping
        Value → (message, remedy).
    where : mapping
        Value → lines on which it stands.
    """
    bad = sorted(problems, key=lambda value: where[value][0])
    faults = [
        fault_of(level, problems[v][0], file, where[v], column=column, value=v, remedy=problems[v][1])
        for v in bad[:_VALUES_SAID]
    ]
    if rest := sorted(line for value in bad[_VALUES_SAID:] for line in where[value]):
        message = f"{counted(len(bad) - _VALUES_SAID, 'more value')} of this column of the same kind"
        faults.append(fault_of(level, message, file, rest, column=column))
    return faults


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults by file and line; those of one place by weight, then text."""
    weight = {Level.ERROR: 0, Level.FAULT: 1, Level.NOTE: 2}
    return sorted(faults, key=lambda f: (f.file, f.line, weight[f.level], f.column, f.message, f.value))
