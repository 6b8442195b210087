"""Stage 6 of 6, its geometry: points, lines and areas to integers, each distinct shape once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.draw.columns import NULL

if TYPE_CHECKING:
    import geopandas
    import numpy
    from shapely.geometry.base import BaseGeometry

DEGREE = 100_000  # integers a degree, about 1 m: of points, and of all shapes but wide areas
_COARSE = 1_000  # integers a degree, about 110 m
_WIDE = 2.0  # degrees; wider areas are held coarsely, as they are drawn
_DETAIL = 1_500  # an area keeps what shows when it is this many pixels wide


class Shapes:
    """The lines and areas of a page. Points are columns of their own, not shapes.

    What lies west of the meridian `cut` is put a turn further east, so that a page across the antimeridian
    holds together.
    """

    def __init__(self, cut: float = -180.0) -> None:
        self.cut = cut
        self.all: list[dict[str, Any]] = []
        self._at: dict[bytes, int] = {}

    def columns(self, features: geopandas.GeoDataFrame) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]:
        """Three columns: longitude and latitude of each feature's mark (NULL without a place), and its shape.

        Longitude and latitude are integers, DEGREE to a degree. The shape is a position in `all`, -1 for a point
        or for none. A line or area is marked where its row says, else at a point inside it.
        """
        import numpy as np
        import shapely

        geometry = features.geometry.to_numpy()
        placed = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
        wide = placed & (shapely.get_dimensions(geometry) > 0)
        lon, lat = shapely.get_x(geometry), shapely.get_y(geometry)  # NaN for all but points
        given_lon, given_lat = (features[c].to_numpy(dtype=float) for c in ("longitude", "latitude"))
        for row in np.flatnonzero(placed & np.isnan(lon)).tolist():
            inside = shapely.point_on_surface(geometry[row])
            given = given_lon[row] == given_lon[row]  # not NaN
            lon[row] = given_lon[row] if given else inside.x
            lat[row] = given_lat[row] if given else inside.y
        lon[lon < self.cut] += 360
        index = np.full(len(geometry), -1, dtype="int32")
        for row in np.flatnonzero(wide).tolist():
            index[row] = self._position(geometry[row])
        return _integers(lon, placed), _integers(lat, placed), index

    def _position(self, geometry: BaseGeometry) -> int:
        key: bytes = geometry.wkb
        if key not in self._at:
            self._at[key] = len(self.all)
            self.all.append(encoded(geometry, self.cut))
        return self._at[key]


def encoded(geometry: BaseGeometry, cut: float = -180.0) -> dict[str, Any]:
    """A line or an area as delta-coded integers: ``[x0, y0, dx, dy, ...]`` a part.

    The rings of an area, outer and inner of all its polygons, are parts alike (even-odd fill).
    """
    import shapely

    west, south, east, north = geometry.bounds
    area = shapely.get_dimensions(geometry) == 2
    if area:
        geometry = shapely.simplify(geometry, max(east - west, north - south) / _DETAIL)
        lines = shapely.get_rings(_flat(geometry))
    else:
        lines = _flat(geometry)
    scale = _COARSE if area and max(east - west, north - south) > _WIDE else DEGREE
    parts = [_deltas(shapely.get_coordinates(line), scale, cut) for line in lines]
    least = 8 if area else 4  # a ring of fewer points has closed up, a line of fewer is a point
    kept = [part for part in parts if len(part) >= least]
    return {"type": "area" if area else "line", "scale": scale, "parts": kept or parts[:1]}


def _flat(geometry: BaseGeometry) -> numpy.ndarray:
    """Single geometries; of a collection, too, whose members may be many-parted."""
    import shapely

    single: numpy.ndarray = shapely.get_parts(shapely.get_parts(geometry))
    return single


def _deltas(coordinates: numpy.ndarray, scale: int, cut: float) -> list[int]:
    import numpy as np

    if coordinates[:, 0].min() < cut:
        coordinates = np.add(coordinates, (360, 0))
    whole = np.rint(coordinates * scale).astype("int64")
    moved = np.ones(len(whole), dtype=bool)
    moved[1:] = (whole[1:] != whole[:-1]).any(axis=1)
    whole = whole[moved]
    deltas: list[int] = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype="int64")).ravel().tolist()
    return deltas


def _integers(degrees: numpy.ndarray, placed: numpy.ndarray) -> numpy.ndarray:
    import numpy as np

    whole = np.full(len(degrees), NULL, dtype="int32")
    whole[placed] = np.rint(degrees[placed] * DEGREE)
    return whole
