"""Stage 5 of 6: features and periods to ordered layers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.records import Category, Fault, Layer, Level, Period
from geo.schema import SUGGESTED, distinct
from geo.when import day_number

if TYPE_CHECKING:
    import numpy
    import pandas

# Colour-blind safe, and each with a shape of its own.
_STYLES = (
    ("#B2182B", "circle"),
    ("#2166AC", "square"),
    ("#1B7837", "triangle"),
    ("#762A83", "diamond"),
    ("#B35806", "cross"),
    ("#5C5F62", "ring"),
)
_BEYOND = 10**9  # days: further than any date
_NAMED = 100  # unreviewed events that are named when they keep a map from being published
OTHER = "Other"
NO_TYPE = "Not stated"


def categories(features: pandas.DataFrame) -> tuple[Category, ...]:
    """The kinds of event on a page, most frequent first (ties by name), at most six.

    With more than six, the five largest keep their own mark and the rest share "Other".
    """
    import numpy as np

    codes, types = _event_types(features)
    counts: dict[str, int] = {}
    for name, count in zip(types, np.bincount(codes, minlength=len(types)).tolist(), strict=True):
        if count:
            counts[name] = counts.get(name, 0) + count
    names = sorted(counts, key=lambda name: (-counts[name], name))
    if len(names) > len(_STYLES):
        kept = [name for name in names if name != OTHER]
        names = [*kept[: len(_STYLES) - 1], OTHER]
    return tuple(Category(name, *style) for name, style in zip(names, _STYLES, strict=False))


def category_of(features: pandas.DataFrame, kinds: Sequence[Category]) -> numpy.ndarray:
    """Position in `kinds` of each feature's category; those not named there go to the last one."""
    import numpy as np

    position = {kind.name: i for i, kind in enumerate(kinds)}
    codes, types = _event_types(features)
    of_type = np.array([position.get(name, len(kinds) - 1) for name in types], dtype="int64")
    found: numpy.ndarray = of_type[codes]
    return found


def layer(features: pandas.DataFrame, periods: Sequence[Period], kinds: Sequence[Category]) -> tuple[Layer, ...]:
    """One layer for each period and category that have dated features, in the order of both.

    A feature belongs to every period that it overlaps: certain if it lies wholly inside, else possible.
    Dated features that overlap no period come last, with `period_id` "".
    O(features x periods), in columns.
    """
    kind_of, days = category_of(features, kinds), _days(features)
    layers: list[Layer] = []
    homeless = days.dated.copy()
    for period in periods:
        overlaps, inside = days.membership(period)
        homeless &= ~overlaps
        layers += _split(period.period_id, overlaps, inside, kind_of, kinds)
    return (*layers, *_split("", homeless, homeless, kind_of, kinds))


def membership(features: pandas.DataFrame, period: Period) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Two boolean arrays, one value a feature: overlaps the period, lies wholly inside it."""
    return _days(features).membership(period)


def memberships(
    features: pandas.DataFrame, periods: Sequence[Period]
) -> dict[str, tuple[numpy.ndarray, numpy.ndarray]]:
    """`membership` of every period, by its id."""
    days = _days(features) if periods else None
    return {period.period_id: days.membership(period) for period in periods} if days else {}


def review(periods: Sequence[Period], layers: Sequence[Layer]) -> tuple[Fault, ...]:
    """Notes on what the periods hold: those without an event, and events in none. Gaps are told when reading."""
    filled = {made.period_id for made in layers}
    notes = [f"no event falls into the period {p.title!r}" for p in periods if p.period_id not in filled]
    homeless = sum(len(made.certain) for made in layers if not made.period_id)
    if periods and homeless:
        notes.append(f"{homeless} events fall into no period; they have a layer of their own")
    return tuple(Fault(Level.NOTE, note, file="periods.csv") for note in notes)


def unpublished(features: pandas.DataFrame, faults: Iterable[Fault]) -> list[Fault]:
    """Errors for what must not be published: what no person has reviewed, and rows whose licence forbids it."""
    kept = [replace(fault, level=Level.ERROR) for fault in faults if fault.column == "licence"]
    return [*(unreviewed(features) if (features["status"] == SUGGESTED).any() else []), *kept]


def unreviewed(features: pandas.DataFrame) -> list[Fault]:
    """An error for each event that no person has reviewed; beyond a hundred, one for the rest."""
    rows = features.loc[features["status"] == SUGGESTED, ["file", "line", "title", "event_id"]]
    message, remedy = "this event is suggested and not reviewed", "Copy its row to events/, accepted or rejected"
    faults = [
        Fault(Level.ERROR, message, file, int(line), "status", f"{event_id} {title}", remedy)
        for file, line, title, event_id in rows.head(_NAMED).itertuples(index=False)
    ]
    more = len(rows) - len(faults)
    return [*faults, Fault(Level.ERROR, f"{more:,} more events are suggested and not reviewed")] if more else faults


def _split(
    period_id: str,
    overlaps: numpy.ndarray,
    inside: numpy.ndarray,
    kind_of: numpy.ndarray,
    kinds: Sequence[Category],
) -> list[Layer]:
    import numpy as np

    layers = []
    rows = np.flatnonzero(overlaps)  # what follows takes as long as the period has events
    kind_here, inside_here = kind_of[rows], inside[rows]
    for i, kind in enumerate(kinds):
        mine = kind_here == i
        if mine.any():
            name = f"p-{period_id or 'none'}--{i}"
            layers.append(Layer(name, period_id, kind.name, rows[mine & inside_here], rows[mine & ~inside_here]))
    return layers


def _event_types(features: pandas.DataFrame) -> tuple[numpy.ndarray, list[str]]:
    """Number the types of the events; types of several numbers may be of one name."""
    codes, types = distinct(features["event_type"])
    codes[codes < 0] = len(types)
    return codes, [*(name or NO_TYPE for name in types), NO_TYPE]


@dataclass(frozen=True, slots=True)
class _Days:
    """First and last day of each feature as days since 1970-01-01; an open end reaches beyond every period."""

    earliest: numpy.ndarray
    latest: numpy.ndarray
    dated: numpy.ndarray  # an event without any day belongs to no period, not to all of them

    def membership(self, period: Period) -> tuple[numpy.ndarray, numpy.ndarray]:
        start, stop = day_number(period.start), day_number(period.stop)
        overlaps = self.dated & (self.earliest <= stop) & (self.latest >= start)
        return overlaps, overlaps & (self.earliest >= start) & (self.latest <= stop)


def _days(features: pandas.DataFrame) -> _Days:
    earliest, begins = _numbers(features["earliest"], -_BEYOND)
    latest, ends = _numbers(features["latest"], _BEYOND)
    return _Days(earliest, latest, begins | ends)


def _numbers(column: pandas.Series, missing: int) -> tuple[numpy.ndarray, numpy.ndarray]:
    """ISO days as numbers, each distinct one read once; and which rows have one."""
    import numpy as np

    codes, days = distinct(column)
    numbers = [*(day_number(day) if day else missing for day in days), missing]  # which is at -1
    return np.array(numbers, dtype="int64")[codes], codes >= 0
