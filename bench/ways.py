"""Maps of an event table as people make them with folium, to compare with: one layer a year, a popup an event.

python bench/ways.py WAY EVENTS.csv PAGE.html        WAY: one of WAYS; the table is that of bench/events.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import folium
import geopandas
import pandas as pd
from folium import plugins
from folium.utilities import JsCode

COLORS = ("#b2182b", "#2166ac", "#1b7837", "#762a83", "#b35806", "#5c5f62", "#8c510a", "#01665e")
TOLD = ["title", "date", "end_date", "category", "actor", "source", "url", "description"]
POPUP = "function (row) { return L.marker(new L.LatLng(row[0], row[1])).bindPopup(row[2]); }"
INTERVAL = "function (f) { return {start: Date.parse(f.properties.start), end: Date.parse(f.properties.end) + 864e5}; }"
CIRCLE = """function (f, at) { return L.circleMarker(at, {radius: 4, weight: 1, color: f.properties.color})
    .bindPopup(f.properties.popup); }"""


def read(table: Path) -> pd.DataFrame:
    """The events with their year, the colour of their category and the text of their popup."""
    events = pd.read_csv(table, dtype=str, keep_default_na=False)
    events["lat"], events["lon"] = events["lat"].astype(float), events["lon"].astype(float)
    events["year"] = events["date"].str[:4]
    codes, _ = pd.factorize(events["category"], sort=True)
    events["color"] = [COLORS[code % len(COLORS)] for code in codes]
    events["popup"] = [
        f'<b>{title}</b><br>{first} – {last}<br>{kind}, {actor}<br>{text}<br><a href="{url}">{source}</a>'
        for title, first, last, kind, actor, source, url, text in events[TOLD].itertuples(index=False)
    ]
    return events


def _points(events: pd.DataFrame) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(events, geometry=geopandas.points_from_xy(events["lon"], events["lat"]), crs=4326)


def marker(events: pd.DataFrame, drawn: folium.Map) -> None:
    """`folium.Marker` with a popup, in a `FeatureGroup` a year: what the first page of its guide shows."""
    for year, some in events.groupby("year"):
        _markers(some, folium.FeatureGroup(year).add_to(drawn))


def marker_cluster(events: pd.DataFrame, drawn: folium.Map) -> None:
    """The same in a `MarkerCluster` a year."""
    for year, some in events.groupby("year"):
        _markers(some, plugins.MarkerCluster(name=year).add_to(drawn))


def _markers(events: pd.DataFrame, group: Any) -> None:
    for row in events.itertuples():
        folium.Marker([row.lat, row.lon], popup=folium.Popup(row.popup, max_width=300)).add_to(group)


def fast_marker_cluster(events: pd.DataFrame, drawn: folium.Map) -> None:
    """`FastMarkerCluster` with a callback that makes popups."""
    for year, some in events.groupby("year"):
        rows = some[["lat", "lon", "popup"]].to_numpy().tolist()
        plugins.FastMarkerCluster(rows, callback=POPUP, name=year).add_to(drawn)


def geojson(events: pd.DataFrame, drawn: folium.Map) -> None:
    """`GeoJson` of a GeoDataFrame with a `GeoJsonPopup`, a year each."""
    for year, some in _points(events).groupby("year"):
        shown = some[[*TOLD, "geometry"]]
        folium.GeoJson(shown, name=year, popup=folium.GeoJsonPopup(fields=TOLD)).add_to(drawn)


def timestamped(events: pd.DataFrame, drawn: folium.Map) -> None:
    """`TimestampedGeoJson`: circles that a slider shows month by month."""
    told = list(_features(events, times=lambda row: [row.date], icon=lambda _: "circle", iconstyle=_style))
    collection = {"type": "FeatureCollection", "features": told}
    plugins.TimestampedGeoJson(collection, period="P1M", duration="P1M", auto_play=False, loop=False).add_to(drawn)


def timeline(events: pd.DataFrame, drawn: folium.Map) -> None:
    """`Timeline` with a `TimelineSlider`."""
    told = list(
        _features(events, start=lambda row: row.date, end=lambda row: row.end_date, color=lambda row: row.color)
    )
    collection = {"type": "FeatureCollection", "features": told}
    line = plugins.Timeline(collection, get_interval=JsCode(INTERVAL), point_to_layer=JsCode(CIRCLE)).add_to(drawn)
    plugins.TimelineSlider(auto_play=False, show_ticks=True).add_timelines(line).add_to(drawn)


def _style(row: Any) -> dict[str, Any]:
    return {"radius": 4, "weight": 1, "color": row.color}


def _features(events: pd.DataFrame, **more: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
    for row in events.itertuples():
        properties = {"popup": row.popup} | {name: of(row) for name, of in more.items()}
        point = {"type": "Point", "coordinates": [row.lon, row.lat]}
        yield {"type": "Feature", "geometry": point, "properties": properties}


def explore(events: pd.DataFrame, drawn: folium.Map) -> None:
    """`GeoDataFrame.explore()`, a layer a year."""
    for year, some in _points(events).groupby("year"):
        shown = some[[*TOLD, "color", "geometry"]]
        shown.explore(m=drawn, name=year, color="color", popup=TOLD, tooltip=False, legend=False)


WAYS = {
    way.__name__: way for way in (marker, marker_cluster, fast_marker_cluster, geojson, timestamped, timeline, explore)
}


def main() -> None:
    """Make one map."""
    name, table, page = sys.argv[1:]
    events = read(Path(table))
    # Circles on a canvas where folium lets one choose: what someone who knows of it does.
    drawn = folium.Map([events["lat"].mean(), events["lon"].mean()], zoom_start=3, prefer_canvas=True)
    WAYS[name](events, drawn)
    folium.LayerControl(collapsed=False).add_to(drawn)
    drawn.save(page)


if __name__ == "__main__":
    main()
