"""The figures of bench/maps.py as a picture: small multiples over the number of events, both axes logarithmic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PANELS = (
    ("build_cpu_s", "Build, processor seconds"),
    ("first_ms", "First marks, ms"),
    ("switch_ms", "Switch a layer, ms"),
    ("brush_ms", "Step of time, ms"),
    ("zoom_longest_ms", "Longest frame in a zoom, ms"),
    ("page_peak_mb", "Page's memory, MB"),
)
OURS, OTHERS = "#B2182B", ("#2166AC", "#1B7837", "#762A83", "#B35806", "#5C5F62", "#8C510A", "#01665E")
MARKERS = "sD^vPX*"


def write(rows: list[dict[str, Any]], file: Path) -> None:
    """Draw a panel a measure; a line ends with a cross where that way died."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.hashsalt": "periodmaps", "font.family": "sans-serif", "font.size": 10}
    from matplotlib import pyplot, ticker

    figure, axes = pyplot.subplots(2, 3, figsize=(11, 6.4), layout="constrained")
    names = list(dict.fromkeys(row["way"] for row in rows))
    for axis, (column, title) in zip(axes.flat, PANELS, strict=True):
        axis.set(xscale="log", yscale="log")
        axis.xaxis.set_major_formatter(ticker.EngFormatter(sep=""))
        axis.yaxis.set_major_formatter(ticker.StrMethodFormatter("{x:g}"))
        axis.minorticks_off()
        axis.set_title(title, loc="left", fontsize=11)
        axis.grid(color="#DEDCD6", linewidth=0.6)
        axis.spines[["top", "right"]].set_visible(False)
        for at, name in enumerate(names):
            _line(axis, [row for row in rows if row["way"] == name], column, name, at)
    handles, labels = axes.flat[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower left", ncols=4, frameon=False)
    note = "By the number of events in the table. A cross: not built, or the page no longer answers."
    figure.suptitle(note, x=0.008, ha="left", fontsize=10)
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)


def _line(axis: Any, rows: list[dict[str, Any]], column: str, name: str, at: int) -> None:
    ours = name == "geo"
    color, marker = (OURS, "o") if ours else (OTHERS[(at - 1) % len(OTHERS)], MARKERS[(at - 1) % len(MARKERS)])
    told = [(row["events"], row[column]) for row in rows if row[column]]
    if not told:
        return
    label = "periodmaps" if ours else f"folium {name}"
    look = {"color": color, "marker": marker, "linewidth": 2.4 if ours else 1.2, "markersize": 6 if ours else 4.5}
    axis.plot(*zip(*told, strict=True), label=label, zorder=3 if ours else 2, **look)
    dead = next((row for row in rows if row["died"]), None)
    if dead:
        axis.plot([dead["events"]], [told[-1][1]], color=color, marker="x", markersize=9, markeredgewidth=2)
