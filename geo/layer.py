"""Stage 5 of 6: features and periods to ordered layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geo.records import Category, Fault, Layer, Level, Period
from geo.schema import SUGGESTED

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
_NAMED = 100  # unreviewed events that are named when they keep a map from being published
OTHER = "Other"
NO_TYPE = "Not stated"


def categories(features: pandas.DataFrame) -> tuple[Category, ...]:
    """The kinds of event on a page, most frequent first (ties by name), at most six.

    With more than six, the five largest keep their own mark and the rest share "Other".
    """
    counts = Counter(_event_types(features))
    names = sorted(counts, key=lambda name: (-counts[name], name))
    if len(names) > len(_STYLES):
        kept = [name for name in names if name != OTHER]
        names = [*kept[: len(_STYLES) - 1], OTHER]
    return tuple(Category(name, *style) for name, style in zip(names, _STYLES, strict=False))


def category_of(features: pandas.DataFrame, kinds: Sequence[Category]) -> numpy.ndarray:
    """Position in `kinds` of each feature's category; those not named there go to the last one."""
    position = {kind.name: i for i, kind in enumerate(kinds)}
    # By a function: of a mapping pandas would make an index of text, which no half of a surrogate pair survives.
    found: numpy.ndarray = _event_types(features).map(lambda k: position.get(k, len(kinds) - 1)).to_numpy("int64")
    return found


def layer(features: pandas.DataFrame, periods: Sequence[Period], kinds: Sequence[Category]) -> tuple[Layer, ...]:
    """One layer for each period and category that have dated features, in the order of both.

    A feature belongs to every period that it overlaps: certain if it lies wholly inside, else possible.
    Dated features that overlap no period come last, with `period_id` "".
    O(features x periods), in columns.
    """
    kind_of = category_of(features, kinds)
    layers: list[Layer] = []
    homeless = _is_dated(features)
    for period in periods:
        overlaps, inside = membership(features, period)
        homeless = homeless & ~overlaps
        layers += _split(period.period_id, overlaps, inside, kind_of, kinds)
    return (*layers, *_split("", homeless, homeless, kind_of, kinds))


def membership(features: pandas.DataFrame, period: Period) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Two boolean arrays, one value a feature: overlaps the period, lies wholly inside it."""
    import numpy as np

    earliest, latest = _days(features["earliest"]), _days(features["latest"])
    start, stop = np.datetime64(period.start, "D"), np.datetime64(period.stop, "D")
    dated = _is_dated(features)
    # An open end (NaT) reaches beyond every period.
    begins_after = ~np.isnat(earliest) & (earliest > stop)
    ends_before = ~np.isnat(latest) & (latest < start)
    overlaps = dated & ~begins_after & ~ends_before
    inside = overlaps & (earliest >= start) & (latest <= stop)
    return overlaps, inside


def memberships(
    features: pandas.DataFrame, periods: Sequence[Period]
) -> dict[str, tuple[numpy.ndarray, numpy.ndarray]]:
    """`membership` of every period, by its id."""
    return {period.period_id: membership(features, period) for period in periods}


def review(periods: Sequence[Period], layers: Sequence[Layer]) -> tuple[Fault, ...]:
    """Notes on what the periods hold: those without an event, and events in none. Gaps are told when reading."""
    filled = {made.period_id for made in layers}
    notes = [f"no event falls into the period {p.title!r}" for p in periods if p.period_id not in filled]
    homeless = sum(len(made.certain) for made in layers if not made.period_id)
    if periods and homeless:
        notes.append(f"{homeless} events fall into no period; they have a layer of their own")
    return tuple(Fault(Level.NOTE, note, file="periods.csv") for note in notes)


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
    for i, kind in enumerate(kinds):
        mine = overlaps & (kind_of == i)
        if mine.any():
            certain, possible = np.flatnonzero(mine & inside), np.flatnonzero(mine & ~inside)
            name = f"p-{period_id or 'none'}--{i}"
            layers.append(Layer(name, period_id, kind.name, tuple(certain.tolist()), tuple(possible.tolist())))
    return layers


def _event_types(features: pandas.DataFrame) -> Any:
    types = features["event_type"]
    return types.where(types != "", NO_TYPE)


def _is_dated(features: pandas.DataFrame) -> Any:
    """An event without any day belongs to no period, not to all of them."""
    return (features["earliest"].notna() | features["latest"].notna()).to_numpy()


def _days(column: pandas.Series) -> Any:
    """ISO days as datetime64[D]: it reaches far beyond pandas' nanoseconds (1677-2262)."""
    import numpy as np

    return np.array([value or "NaT" for value in column.astype(object).where(column.notna(), None)], "datetime64[D]")
