"""Shapes of countries, divisions, seas and regions: read, joined, thinned to about half a kilometre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

GRID = 1e-3  # degrees; what is kept of an area's coordinates
FINE = 1e-4  # of a line or area drawn by hand
TOLERANCE = 0.01  # degrees, of thinning


def read(path: Path, layer: str | None = None) -> geopandas.GeoDataFrame:
    """Read a layer with blanks for missing text and only valid geometries."""
    frame = geopandas.read_file(path, layer=layer) if layer else geopandas.read_file(path)
    text = frame.columns.drop("geometry")
    frame[text] = frame[text].astype(object).where(frame[text].notna(), "")
    frame.geometry = shapely.make_valid(frame.geometry.values)
    return frame


def thinned(shape: BaseGeometry, tolerance: float = TOLERANCE, grid: float = GRID) -> BaseGeometry | None:
    """Return a valid, coarser shape on the grid; None if nothing is left of it."""
    plain = areas_of(shapely.simplify(shape, tolerance)) if "Polygon" in shape.geom_type else shape
    for attempt in (plain, shape):  # a small island may vanish when thinned
        snapped = areas_of(shapely.set_precision(attempt, grid))
        if not snapped.is_empty:
            return snapped
    return None


def areas_of(shape: BaseGeometry) -> BaseGeometry:
    """Leave out the points and lines that cutting can leave behind; lines alone stay."""
    if shape.geom_type != "GeometryCollection":
        return shape
    return shapely.union_all([part for part in shape.geoms if "Polygon" in part.geom_type])


def middle(shape: BaseGeometry) -> tuple[float, float]:
    """Return lon, lat of a point in the largest part, its centre of gravity where that lies inside."""
    largest = max(getattr(shape, "geoms", [shape]), key=lambda part: (part.area, part.length))
    if "Line" in largest.geom_type:
        point = largest.interpolate(0.5, normalized=True)
    else:
        point = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    return point.x, point.y


class Waters:
    """Natural Earth's ocean, lakes and rivers, to cut the shapes of named waters from.

    Parameters
    ----------
    folder : Path
        Holds ne_10m_ocean.shp (with lakes) and ne_10m_rivers_lake_centerlines.shp.
    """

    def __init__(self, folder: Path) -> None:
        ocean = read(folder / "ne_10m_ocean.shp")
        self.lakes = ocean[ocean["name"] != ""]
        self.ocean = shapely.union_all(shapely.simplify(ocean[ocean["featurecla"] == "Ocean"].geometry.values, 0.005))
        shapely.prepare(self.ocean)
        self.rivers = read(folder / "ne_10m_rivers_lake_centerlines.shp")

    def sea(self, outline: BaseGeometry) -> BaseGeometry:
        """Return the part of the ocean inside an outline."""
        return shapely.intersection(self.ocean, outline)

    def lake(self, name: str) -> BaseGeometry:
        """Return a lake by its name in Natural Earth."""
        return shapely.union_all(self.lakes[self.lakes["name"] == name].geometry.values)

    def river(self, text: str) -> BaseGeometry:
        """Return a river by its names in Natural Earth, "A;B @ west south east north" to tell namesakes apart."""
        names, _, box = text.partition("@")
        wanted = {n.strip() for n in names.split(";")}
        chosen = self.rivers[self.rivers["name"].str.strip().isin(wanted)].geometry.values
        joined = shapely.union_all(chosen)
        if box:
            joined = shapely.intersection(joined, shapely.box(*map(float, box.split())))
        return shapely.line_merge(shapely.simplify(joined, TOLERANCE))


def curated(
    text: str,
    kind: str,
    waters: Waters,
    countries: Mapping[str, BaseGeometry],
    divisions: Mapping[tuple[str, str], BaseGeometry],
) -> BaseGeometry:
    """Return the shape written in a curated list, e.g. "iso SY LB", "box 35 33 37 34", "line 29 41 29.1 41.2".

    Raises
    ------
    SystemExit
        The text names what does not exist.
    """
    how, _, rest = text.partition(" ")
    if how == "lake":
        shape = waters.lake(rest)
    elif how == "river":
        shape = waters.river(rest)
    elif how == "iso":
        shape = shapely.union_all([countries[code] for code in rest.split()])
    elif how == "adm1":
        code, _, names = rest.partition(" ")
        shape = shapely.union_all([divisions[code, name] for name in names.split(";")])
    else:
        shape = _drawn(how, [float(number) for number in rest.split()])
        shape = waters.sea(shape) if kind == "sea" else shape
    if shape.is_empty:
        raise SystemExit(f"no shape for {text!r}")
    return shape


def _drawn(how: str, numbers: list[float]) -> BaseGeometry:
    if how == "box":
        return shapely.box(*numbers)
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    if how not in ("poly", "line"):
        raise SystemExit(f"a shape must be poly, line, box, iso, adm1, lake or river, not {how!r}")
    return shapely.LineString(points) if how == "line" else shapely.make_valid(shapely.Polygon(points))


def coverage(shapes: Iterable[BaseGeometry]) -> list[BaseGeometry | None]:
    """Thin neighbouring areas together, so that they still touch along their borders."""
    thin = shapely.coverage_simplify(list(shapes), TOLERANCE)
    return [thinned(shape, 0.0) for shape in thin]
