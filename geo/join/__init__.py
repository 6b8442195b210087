"""Stage 4 of 6: events and resolved places to features; what documents suggest beside what tables say."""

from __future__ import annotations

from geo.join.features import AREAS, join, join_placed
from geo.join.mentioned import named
from geo.join.merge import Merged, merge
from geo.join.places import Resolved, Toponym, Unplaced, toponyms
from geo.join.suggest import Telling, suggest, tellings

__all__ = [
    "AREAS",
    "Merged",
    "Resolved",
    "Telling",
    "Toponym",
    "Unplaced",
    "join",
    "join_placed",
    "merge",
    "named",
    "suggest",
    "tellings",
    "toponyms",
]
