"""How far a long reading is, how fast it goes and how long it still takes, in words."""

from __future__ import annotations

import time
from collections.abc import Callable

_SETTLED = 2.0  # seconds before a rate means anything
_LONG = 1_000_000  # characters or bytes under which nobody waits long enough to be told more than a count


class Pace:
    """Says after each step how the whole stands.

    Parameters
    ----------
    tell : callable
        Told the words.
    doing : str
        What they begin with: "reading the documents".
    documents : int
        All there are.
    amount : int
        How much is to be read.
    unit : str
        Of what.
    """

    def __init__(
        self, tell: Callable[[str], None], doing: str, documents: int, amount: int, unit: str = "characters"
    ) -> None:
        self._tell, self._doing, self._documents = tell, doing, documents
        self._amount, self._unit = amount, unit
        self._began, self._read = time.monotonic(), 0

    def read(self, amount: int) -> None:
        """Count what was read."""
        self._read += amount

    def told(self, document: int) -> None:
        """Say which document is at hand, by its number."""
        words = [f"{document:,} of {self._documents:,}"] if self._documents > 1 else []
        if self._amount >= _LONG:
            words.append(f"{self._read / 1e6:,.1f} of {self._amount / 1e6:,.1f} million {self._unit}")
            words += self._rate(self._amount - self._read)
        self._tell(", ".join([self._doing, *words]))

    def _rate(self, rest: int) -> list[str]:
        passed = time.monotonic() - self._began
        if passed < _SETTLED or not self._read:
            return []
        each_second = self._read / passed
        return [f"{each_second / 1e6:,.2f} million a second", f"{_spoken(rest / each_second)} left"]


def advancing(tell: Callable[[str], None]) -> Callable[[str, int, int], None]:
    """Return what can be told of a file again and again how many of its bytes are read, and says so."""
    known: dict[str, tuple[Pace, int]] = {}

    def advance(file: str, done: int, size: int) -> None:
        pace, before = known.get(file) or (Pace(tell, f"reading {file}", 1, size, "bytes"), 0)
        pace.read(done - before)
        pace.told(1)
        known[file] = pace, done

    return advance


def _spoken(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"
