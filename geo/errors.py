"""Everything that geo raises on purpose.

GeoError                      catch this one to catch them all
├── SeedError (ValueError)    the seeds cannot be used; carries every fault at once
├── FeatureError (ValueError) a table of features breaks its schema
├── ServiceError (RuntimeError)  an online geocoder failed; never means "not found"
└── OutputError (OSError)     the maps could not be written; what stood there still stands
    └── BusyError             another build holds the output folder
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.records import Fault


class GeoError(Exception):
    """Base of all errors that geo raises on purpose; its text is fit to print to a user."""


class SeedError(GeoError, ValueError):
    """The seeds cannot be used as they are.

    Attributes
    ----------
    faults : tuple of Fault
        All faults found, not only the first, in file and line order.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FeatureError(GeoError, ValueError):
    """A table of features breaks the schema of `geo.schema`; lists every breach."""


class ServiceError(GeoError, RuntimeError):
    """An online geocoder failed: refused, timed out or answered nonsense."""


class OutputError(GeoError, OSError):
    """The output could not be written; the files that stood there are untouched."""


class BusyError(OutputError):
    """Another build is writing to the same output folder."""
