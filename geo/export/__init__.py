"""What a build hands on beside its pages: the features as GeoJSON, what is new in it, suggested events as a table."""

from __future__ import annotations

from geo.export.changes import known, news
from geo.export.collection import TABLE, geojson, geojson_pieces
from geo.export.suggested import event_table

__all__ = ["TABLE", "event_table", "geojson", "geojson_pieces", "known", "news"]
