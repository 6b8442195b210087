"""periodmaps: reporting in, a map by period out.

>>> import geo
>>> seeds = geo.read_seeds("seeds")
>>> features = geo.features(seeds)
>>> geo.period_map(features, seeds.periods)  # a folium.Map: shows in a notebook, takes further layers
>>> geo.build("seeds", "maps")  # index.html, a page a period, events.geojson

Names are loaded when first used, so that ``import geo`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.errors import BusyError, FeatureError, GeoError, OutputError, SeedError, ServiceError
    from geo.pipeline import build, features, locate, period_map
    from geo.read import read_seeds
    from geo.reading import parse

__version__ = "0.1.0"

_HOMES = {
    "BusyError": "geo.errors",
    "FeatureError": "geo.errors",
    "GeoError": "geo.errors",
    "OutputError": "geo.errors",
    "SeedError": "geo.errors",
    "ServiceError": "geo.errors",
    "build": "geo.pipeline",
    "features": "geo.pipeline",
    "locate": "geo.pipeline",
    "parse": "geo.reading",
    "period_map": "geo.pipeline",
    "read_seeds": "geo.read",
}

__all__ = [
    "BusyError",
    "FeatureError",
    "GeoError",
    "OutputError",
    "SeedError",
    "ServiceError",
    "build",
    "features",
    "locate",
    "parse",
    "period_map",
    "read_seeds",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'geo' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
