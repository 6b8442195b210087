"""Measures a page in Chromium: first marks, a step of the span, moving the map, memory, bytes.

    python bench/page.py [EVENTS ...] [--runs 3] [--keep FOLDER]

For each number of events (default 5000 and 20000) it writes a table, builds the page with `geo`, and opens it in turn
with a reference, both from disk and offline: the same events on plain Leaflet as time sliders have them, that is circle
markers from GeoJSON, made anew at each step of the span. (folium's TimestampedGeoJson does this; it cannot be opened
offline.) Prints a line a measure with its bound; exits 1 if one is missed.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
import statistics
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from geo.cli import main as geo
from geo.draw.assets import leaflet_css, leaflet_js

CATEGORIES = ("Air strike", "Clash", "Shelling", "Protest", "Aid delivery", "Talks")
ACTORS = tuple(f"{side} {kind}" for side in ("Northern", "River", "National") for kind in ("Front", "Army", "Council"))
SOURCES = tuple(f"{name} {kind}" for name in ("Daily", "Coastal", "Radio") for kind in ("Herald", "Monitor"))
REGIONS = ((35, 38), (15, 44), (49, 34), (13, 13), (4, -74), (34, 68), (16, 96), (9, 40))
FIRST, DAYS = date(2011, 1, 1), 3652
SPANS = [("2013-01-01", "2014-12-31"), ("2013-02-01", "2015-01-31"), ("2012-03-01", "2018-02-28"),
         ("2012-04-01", "2018-03-31"), ("2011-05-01", "2020-04-30"), ("2011-06-01", "2020-05-31"),
         ("2016-07-01", "2016-12-31"), ("2016-08-01", "2017-01-31")]  # fmt: skip
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--enable-precise-memory-info", "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LEAST_RATIO = 10
# Bounds by number of events, ms; a larger table has those of the largest.
BOUNDS = {5_000: {"first marks": 400, "span step": 30}, 20_000: {"first marks": 500, "span step": 50}}

REFERENCE = """<!DOCTYPE html><meta charset="utf-8"><style>{style}
html, body, #map {{ height: 100%; margin: 0 }}</style><div id="map"></div><script>{leaflet}</script><script>
const data = {data};
const map = L.map("map").setView([25, 20], 3);
let layer = null;
const show = (from, to) => {{
  layer?.remove();
  layer = L.geoJSON(data, {{
    filter: ({{ properties: {{ date }} }}) => date >= from && date <= to,
    pointToLayer: ({{ properties: {{ color }} }}, at) => L.circleMarker(at, {{ radius: 4, weight: 1, color }}),
    onEachFeature: ({{ properties: {{ title }} }}, mark) => mark.bindPopup(title),
  }}).addTo(map);
}};
show("0", "9");
performance.mark("geo:drawn");
document.documentElement.dataset.geo = "ready";
addEventListener("hashchange", () => {{
  const given = new URLSearchParams(location.hash.slice(1));
  show(given.get("from"), given.get("to"));
}});
</script>"""

# From a new span in the address to the frame that shows it.
STEP = """async ([from, to]) => {
  const begun = performance.now();
  const heard = new Promise((done) => addEventListener("hashchange", done, { once: true }));
  location.hash = `from=${from}&to=${to}`;
  await heard;
  await new Promise(requestAnimationFrame);
  await new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
  return performance.now() - begun;
}"""
WATCH = """() => {
  window.frames_ = [];
  let last = performance.now();
  const tick = (now) => { frames_.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


def table(count: int, seed: int = 11) -> list[dict[str, str]]:
    """Events in towns of a few regions, most in the largest towns, in waves over ten years."""
    draw = random.Random(f"{seed} {count}")
    towns = []
    for at, (lat, lon) in enumerate(REGIONS):
        weight = 1 / (at + 1)
        for rank in range(60):
            spot = (lat + draw.gauss(0, 1.5), lon + draw.gauss(0, 1.8))
            towns.append((spot, f"Town {chr(65 + at)}{rank + 1}", at, weight / (rank + 1)))
    waves = [[draw.randrange(DAYS) for _ in range(4)] for _ in REGIONS]
    rows = []
    for n, (spot, town, at, _) in enumerate(draw.choices(towns, [town[-1] for town in towns], k=count)):
        wave = draw.choice(waves[at]) + draw.expovariate(1 / 120)
        day = FIRST + timedelta(int(wave if draw.random() < 0.6 and wave < DAYS else draw.randrange(DAYS)))
        exact = draw.random() < 0.3
        lat, lon = (round(x + draw.gauss(0, 0.03) * exact, 5) for x in spot)
        kind, actor, source = draw.choice(CATEGORIES), draw.choice(ACTORS), draw.choice(SOURCES)
        rows.append({
            "event_id": f"e{n}", "title": f"{kind} in {town}", "date_start": day.isoformat(),
            "date_end": (day + timedelta(draw.randrange(1, 40))).isoformat() if draw.random() < 0.06 else "",
            "location": town, "latitude": str(lat), "longitude": str(lon),
            "geo_precision": "exact" if exact else "near", "event_type": kind, "actor1": actor, "source": source,
            "source_url": f"https://example.org/{n}",
            "notes": f"The {actor} was seen {draw.randrange(1, 40)} km from {town}; {draw.randrange(2, 900)} fled.",
            "confidence": draw.choice(("reported", "fact", "")), "status": "accepted",
        })  # fmt: skip
    return rows


def build(rows: list[dict[str, str]], folder: Path) -> dict[str, Path]:
    """The page of the events and its reference."""
    events = folder / "seeds" / "events"
    events.mkdir(parents=True)
    with (events / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    years = [f"y{year},{year},{year},{year}" for year in range(FIRST.year, FIRST.year + 10)]
    (folder / "seeds" / "periods.csv").write_text("\n".join(["period_id,title,start,stop", *years]), encoding="utf-8")
    (folder / "seeds" / "project.toml").write_text('title = "Made-up events"\nas_of = "2020-12-31"\n', encoding="utf-8")
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = geo(["build", str(folder / "seeds"), "--out", str(folder / "maps")], standalone_mode=False)
    if code:
        raise SystemExit(f"geo build: {said.getvalue()}")
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(row["longitude"]), float(row["latitude"])]},
            "properties": {key: row[key] for key in ("title", "notes", "source_url")}
            | {"date": row["date_start"], "color": f"hsl({60 * CATEGORIES.index(row['event_type'])} 60% 40%)"},
        }
        for row in rows
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).replace("<", "\\u003c")
    reference = folder / "reference.html"
    reference.write_text(REFERENCE.format(style=leaflet_css(), leaflet=leaflet_js(), data=data), encoding="utf-8")
    return {"page": folder / "maps" / "all-periods.html", "reference": reference}


def measure(chromium, path: Path) -> dict[str, list[float]]:
    """One opening of a page: milliseconds, MB."""
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.set_default_timeout(120_000)
    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-geo=ready]")
    first = tab.evaluate('performance.getEntriesByName("geo:drawn")[0].startTime')
    tab.wait_for_timeout(800)
    steps = []
    for span in SPANS:
        steps.append(tab.evaluate(STEP, span))
        tab.wait_for_timeout(300)
    tab.evaluate(WATCH)
    tab.mouse.move(500, 400)
    tab.mouse.down()
    for step in range(30):
        tab.mouse.move(500 - 6 * step, 400 + 2 * step)
    tab.mouse.up()
    for delta in (-240, -240, 240, 240):
        tab.mouse.wheel(0, delta)
        tab.wait_for_timeout(450)
    frames = tab.evaluate("frames_")
    client = context.new_cdp_session(tab)
    client.send("HeapProfiler.collectGarbage")
    heap = tab.evaluate("performance.memory.usedJSHeapSize") / 1e6
    context.close()
    return {"first marks": [first], "span step": steps, "frame": frames, "heap": [heap]}


def report(count: int, found: dict[str, dict[str, list[float]]], paths: dict[str, Path]) -> bool:
    """Print the measures of both pages; whether a bound is missed."""
    size = {name: path.stat().st_size / 1e6 for name, path in paths.items()}
    middle = statistics.median
    lines = [
        ("first marks, median", "first marks", middle, "ms"),
        ("span step, median", "span step", middle, "ms"),
        ("span step, longest", "span step", max, "ms"),
        ("frame while moving, median", "frame", middle, "ms"),
        ("frame while moving, longest", "frame", max, "ms"),
        ("heap", "heap", middle, "MB"),
    ]
    bounds = BOUNDS[max((n for n in BOUNDS if n <= count), default=min(BOUNDS))]
    missed = False
    print(f"{count:,} events{'page':>34}{'reference':>12}{'ratio':>8}  bound")
    for label, what, of, unit in lines:
        own, other = of(found["page"][what]), of(found["reference"][what])
        bound = bounds.get(what) if of is middle else None
        least = LEAST_RATIO if bound and what == "span step" else 0
        missed |= bool(bound) and (own > bound or other < least * own)
        demand = f"{bound} {unit}" + (f", ratio {least}" if least else "") if bound else ""
        print(f"{label:<32}{own:>10,.1f} {unit}{other:>9,.1f} {unit}{other / own:>8.1f}  {demand}")
    print(
        f"{'bytes':<32}{size['page']:>10,.1f} MB{size['reference']:>9,.1f} MB{size['reference'] / size['page']:>8.1f}\n"
    )
    return missed


def main() -> int:
    """Build, open in turn, print, compare with the bounds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("events", nargs="*", type=int, default=[5_000, 20_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="leave the pages in this folder")
    given = parser.parse_args()
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        sys.exit("no Chromium found")
    from playwright.sync_api import sync_playwright

    missed = False
    with tempfile.TemporaryDirectory() as own, sync_playwright() as playwright:
        for count in given.events:
            folder = (given.keep or Path(own)) / str(count)
            shutil.rmtree(folder, ignore_errors=True)
            paths = build(table(count), folder)
            found: dict[str, dict[str, list[float]]] = {name: {} for name in paths}
            for _ in range(given.runs):
                for name, path in paths.items():  # in turn, so that a busy minute hurts both
                    chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
                    for what, values in measure(chromium, path).items():
                        found[name].setdefault(what, []).extend(values)
                    chromium.close()
            missed |= report(count, found, paths)
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
