"""Stage 1 of 6, coordinates as people write them: to degrees, or set aside with the reason."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.read.cells import Cells, Column, cells_of, objects, rows_where
from geo.read.tell import counted, fault_of, faults_of_values
from geo.records import Fault, Level
from geo.texts import repeated

if TYPE_CHECKING:
    import numpy as np

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−–", "01234567890123456789.--")
_NOTHING = {"n/a", "na", "nan", "none", "null", "nil", "unknown", "-", "--", "?", "nat"}
# Programs write small numbers with an exponent and its sign, 1e-05.
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]\d{1,3})?")
# Parts are parted, so that "35.401.123" is no angle; "S" is the south, but "s" after minutes "m" counts seconds.
_DEGREES = re.compile(
    r"""(?P<before>[NSEW])?\s*(?P<sign>[+-])?(?P<deg>\d+(?:[.,]\d+)?)\s*(?:°|º|deg|d)?\s*
        (?:(?<=[°ºgd\s])(?P<min>\d+(?:[.,]\d+)?)\s*(?:'|′|’|(?P<m>m))?\s*
        (?:(?<=['′’m\s])(?P<sec>\d+(?:[.,]\d+)?)(?:\s*(?:"|″|”|'')|(?(m)(?-i:s)))?\s*)?)?(?P<after>[NSEW])?""",
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = r"^-?[0-9]+(\.[0-9]*)?$"
_TWO = re.compile(r"(.*\d.*[NS])[\s,;]+(.*\d.*[EW])", re.IGNORECASE)
_LONGEST = 40  # characters of an angle
_LIMITS = {"latitude": 90.0, "longitude": 180.0}
_LETTERS = {"latitude": "NS", "longitude": "EW"}


def read_coordinates(
    known: Mapping[str, Sequence[str]],
    lines: Any,
    file: str,
    faults: list[Fault],
    *,
    allow_null_island: bool = False,
) -> dict[str, Any]:
    """Return latitude and longitude (float, degrees, NaN where there is none) and place_problem.

    Out of range, half given, 0/0 and what is no number are set aside with a Fault; the event stays.
    """
    import numpy as np

    problem = np.full(len(lines), "", dtype=object)
    if "latitude" not in known or "longitude" not in known:
        nothing = np.full(len(lines), np.nan)
        return {"latitude": nothing, "longitude": nothing.copy(), "place_problem": repeated("", len(lines))}
    cells = _in_two_cells(known["latitude"], known["longitude"])
    found = {
        name: _degrees(column, name, lines, file, problem, faults) for name, column in zip(_LIMITS, cells, strict=True)
    }
    lat, lon = found.values()
    one = np.isnan(lat) != np.isnan(lon)
    half = one & (problem == "")
    _set_aside(half, "only one of latitude and longitude is given", "Give both or none", file, lines, problem, faults)
    null = ((lat == 0) | (lon == 0)) & ~one & (not allow_null_island)
    why = "0 as a coordinate stands for a missing value nearly always"
    remedy = "Leave both blank; if it is right, write 0.00001"
    # A zero is a blank, so a place name may still help; a wrong coordinate is not replaced by a guess.
    _set_aside(null, why, remedy, file, lines, problem.copy(), faults)
    lost = null | (problem != "")
    lat[lost] = lon[lost] = np.nan
    column = Column(problem.tolist(), lines) if problem.any() else None
    told = column.spread(column.values) if column else repeated("", len(lines))
    return {"latitude": lat, "longitude": lon, "place_problem": told}


def degrees(text: str, axis: str) -> float:
    """Return the degrees in a text: "35.53", "35,53", "35°31'N", "35.53N", "٣٥٫٥"; NaN for "N/A" and blank.

    Parameters
    ----------
    axis : {"latitude", "longitude"}

    Raises
    ------
    ValueError
        It is no such number, of the other axis, or outside the world; the message says which.
    """
    plain = text.translate(_DIGITS).strip()
    if not plain or plain.casefold() in _NOTHING:
        return math.nan
    value = float(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else _angle(plain, axis)
    if abs(value) <= _LIMITS[axis]:
        return value
    if abs(value) > 400:
        raise ValueError(f"{axis} lies beyond ±{_LIMITS[axis]:.0f}°; it looks like metres of a projected CRS")
    raise ValueError(f"{axis} lies beyond ±{_LIMITS[axis]:.0f}°")


def _angle(plain: str, axis: str) -> float:
    # Bounded, for the pattern has many ways to part a long run of digits.
    found = _DEGREES.fullmatch(plain) if len(plain) <= _LONGEST else None
    if not found:
        if re.fullmatch(r"\d{1,2}\s?[C-HJ-NP-X]\s?([A-HJ-NP-Z]{2}\s?)?\d+\s?\d+", plain, re.IGNORECASE):
            raise ValueError("this looks like MGRS or UTM, which is not read")
        raise ValueError(f"this is no {axis}")
    letter = (found["before"] or found["after"] or "").upper()
    if (found["before"] and found["after"]) or (letter and found["sign"]):
        raise ValueError(f"this is no {axis}: its direction is given twice")
    if letter and letter not in _LETTERS[axis]:
        raise ValueError(f"{letter} is no direction of a {axis}")
    parts = [float((found[part] or "0").replace(",", ".")) for part in ("deg", "min", "sec")]
    if any(not whole.is_integer() and below for whole, below in zip(parts, (found["min"], found["sec"]), strict=False)):
        raise ValueError(f"this is no {axis}: only its last part may have a fraction")
    if parts[1] >= 60 or parts[2] >= 60:
        raise ValueError("minutes and seconds run to 60")
    value = round(parts[0] + parts[1] / 60 + parts[2] / 3600, 7)  # a centimetre
    return -value if letter in ("S", "W") or found["sign"] == "-" else value


def _in_two_cells(lats: Sequence[str], lons: Sequence[str]) -> tuple[Cells, Cells]:
    """ "35°31'N 35°47'E" in the latitude's cell, with the longitude's blank, is both."""
    from pyarrow import compute

    first, second = cells_of(lats), cells_of(lons)
    alone = compute.and_(compute.equal(second.arrow, ""), compute.not_equal(first.arrow, ""))
    found = {row: both for row in rows_where(alone) if (both := _TWO.fullmatch(first[row]))}
    if not found:
        return first, second
    north, east = list(first), list(second)
    for row, both in found.items():
        north[row], east[row] = both[1], both[2]
    return cells_of(north), cells_of(east)


def _degrees(
    cells: Cells, axis: str, lines: Any, file: str, problem: np.ndarray[Any, Any], faults: list[Fault]
) -> np.ndarray[Any, Any]:
    import numpy as np
    from pyarrow import compute

    # Nearly all: plain numbers, converted in one go; the others one distinct text at a time.
    plain = compute.match_substring_regex(cells.arrow, _PLAIN)
    numbers = compute.cast(compute.if_else(plain, cells.arrow, None), "float64")
    found: np.ndarray[Any, Any] = np.array(numbers.to_numpy())
    rows = np.flatnonzero(~(np.abs(found) <= _LIMITS[axis]))
    if not len(rows):
        return found
    column = Column(Cells(cells.arrow.take(rows)), lines[rows])
    values: list[float] = []
    bad: dict[str, tuple[str, str]] = {}
    for text in column.values:
        try:
            values.append(degrees(text, axis))
        except ValueError as why:
            values.append(math.nan)
            metres = "projected" in str(why)
            remedy = "Convert it to degrees (WGS84, EPSG:4326)" if metres else "Write degrees, as 35.401"
            bad[text] = (str(why), remedy)
    faults += faults_of_values(Level.FAULT, file, axis, bad, column.where(bad))
    faults += _decisions(column, axis, file)
    found[rows] = np.array(values, dtype=float)[column.codes]
    if bad:
        told = objects([f"{axis} {text}: {bad[text][0]}" if text in bad else "" for text in column.values])
        new = told[column.codes]
        problem[rows] = np.where(new == "", problem[rows], new)
    return found


def _decisions(column: Column, axis: str, file: str) -> list[Fault]:
    """What was decided for the column as a whole, said aloud."""
    commas = column.where([v for v in column.values if re.fullmatch(r"[+-]?\d*,\d+", v)])
    missing = column.where([v for v in column.values if v and v.casefold() in _NOTHING])
    notes = []
    for where, what in ((commas, "with a decimal comma, read so"), (missing, "standing for a missing value, taken so")):
        if where:
            value, rows = next(iter(where.items()))
            message = f"{counted(sum(map(len, where.values())), 'value')} {what}"
            notes.append(Fault(Level.NOTE, message, file, rows[0], axis, value))
    return notes


def _set_aside(
    rows: np.ndarray[Any, Any],
    why: str,
    remedy: str,
    file: str,
    lines: Any,
    problem: np.ndarray[Any, Any],
    faults: list[Fault],
) -> None:
    if where := lines[rows].tolist():
        problem[rows] = why
        faults.append(fault_of(Level.FAULT, why, file, where, column="latitude, longitude", remedy=remedy))
