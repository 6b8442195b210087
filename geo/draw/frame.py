"""Stage 6 of 6, its frame: which part of the world a page shows first, and how far its base map reaches."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan, atanh, degrees, floor, log2, radians, sin, sinh
from typing import TYPE_CHECKING

from geo.draw.basepack import NORTH
from geo.records import Bounds

if TYPE_CHECKING:
    import geopandas
    import numpy

_LEAST_SPAN = 2.0  # degrees; one single place still gets its surroundings
_WEIGHTY = 8  # a place, area or route with every eighth event is in the core, wherever it lies
_FEW = 4  # of fewer events a single one may weigh that much
_SPREAD = 3.0  # times the middle half's spread: what lies further out is an outlier
_VIEW = (960, 600)  # pixels of the map on a common screen
_NEARLY = 1.5  # times as wide
_TILE = 256  # pixels of the world at zoom 0


@dataclass(frozen=True, slots=True)
class Frame:
    """West, south, east, north in degrees; east exceeds 180 where the frame crosses the antimeridian.

    `core` holds the places where most happens, `extent` everything that is drawn; `cut` is the meridian at which the
    world is cut.
    """

    core: Bounds
    extent: Bounds
    cut: float = -180.0

    @property
    def center(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the core."""
        west, south, east, north = self.core
        return (west + east) / 2, (south + north) / 2

    @property
    def zoom(self) -> int:
        """The closest whole zoom at which the core fits a common screen."""
        west, south, east, north = self.core
        wide = _VIEW[0] * 360 / (_TILE * (east - west))
        high = _VIEW[1] * 360 / (_TILE * (mercator(north) - mercator(south)))
        return max(1, min(10, floor(log2(min(wide, high)))))

    def nearly(self, part: Frame) -> bool:
        """Whether `part` lies within this frame and is not much narrower, so that as much detail serves both."""
        pairs = ((self.core, part.core), (self.extent, part.extent))
        return all(
            (mine[0] <= other[0] and mine[1] <= other[1] and mine[2] >= other[2] and mine[3] >= other[3])
            and mine[2] - mine[0] <= _NEARLY * (other[2] - other[0])
            for mine, other in pairs
        )


WORLD = Frame((-180.0, -60.0, 180.0, 80.0), (-180.0, -60.0, 180.0, 80.0))


def frame(features: geopandas.GeoDataFrame) -> Frame | None:
    """Frame the features: the core from their sites and towns without outliers, the extent from all.

    What holds much of what happens is in the core, too: a country when an eighth of the events are somewhere
    in it. None if there is nothing to draw.
    """
    import shapely

    parts, row = _parts(features)
    if not len(parts):
        return None
    boxes = shapely.bounds(parts)
    weighty = _weighty(features.geometry.to_numpy(), boxes[:, 0], row)[row]
    meridian = _meridian(boxes)
    boxes = _unrolled(boxes, meridian)
    pinned = features["geo_precision"].isin(("exact", "near")).to_numpy()[row]
    pinned &= shapely.get_dimensions(parts) == 0
    parted = [_middle(boxes[pinned])] if pinned.any() else []
    parted += [_middle(boxes[weighty], keep_all=True)] if weighty.any() else []
    core = _screen_shaped(_widened(_union(parted or [_middle(boxes)]), 0.1 if weighty.any() else 0.2))
    whole = _union([core, _widened(_middle(boxes, keep_all=True), 0.08)])
    return Frame(core, whole, meridian)


def cut(features: geopandas.GeoDataFrame) -> float:
    """The meridian at which to cut the world; longitudes west of it are drawn a turn further east.

    -180, where maps are cut, unless another cut gathers the features in less than half the world.
    """
    import shapely

    return _meridian(shapely.bounds(_parts(features)[0]))


def _meridian(boxes: numpy.ndarray) -> float:
    import numpy as np

    ends = boxes[:, (0, 2)]
    if np.diff(np.flatnonzero(np.bincount((ends + 180).clip(0, 360).astype("int64").ravel()))).max(initial=0) < 180:
        return -180.0  # no gap of whole degrees is so wide
    longitudes = np.unique(ends)
    gaps = np.diff(longitudes)
    if not len(gaps) or gaps.max() <= 180:
        return -180.0
    return float(longitudes[int(gaps.argmax()) + 1])


def _weighty(geometry: numpy.ndarray, west: numpy.ndarray, row: numpy.ndarray) -> numpy.ndarray:
    """Of each feature, whether its geometry is that of an eighth of all, and not of it alone.

    `west` is the western end of each part of a geometry, `row` the feature that it belongs to.
    """
    import numpy as np
    import pandas as pd
    import shapely

    ends = np.full(len(geometry), np.inf)
    np.minimum.at(ends, row, west)
    drawn = np.flatnonzero(np.isfinite(ends))
    weighty = np.zeros(len(geometry), dtype=bool)

    def often(values: numpy.ndarray) -> numpy.ndarray:
        at, _ = pd.factorize(values)
        counts = np.bincount(at)
        many = (counts * _WEIGHTY >= len(drawn)) & ((counts > 1) | (len(drawn) < _FEW))
        told: numpy.ndarray = many[at]
        return told

    alike = drawn[often(ends[drawn])]  # so few that each can be looked at
    weighty[alike] = often(shapely.to_wkb(geometry[alike]))
    return weighty


def _parts(features: geopandas.GeoDataFrame) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Every part of every geometry, and the row that it belongs to.

    Part by part, because what was split at the antimeridian spans the whole world when taken together.
    """
    import numpy as np
    import shapely

    geometry = features.geometry.to_numpy()
    drawn = np.flatnonzero(~(shapely.is_missing(geometry) | shapely.is_empty(geometry)))
    many = shapely.get_num_geometries(geometry[drawn]) != 1
    parts, index = shapely.get_parts(geometry[drawn[many]], return_index=True)
    single = drawn[~many]
    return np.concatenate([geometry[single], parts]), np.concatenate([single, drawn[many][index]])


def _unrolled(boxes: numpy.ndarray, meridian: float) -> numpy.ndarray:
    """Boxes west of the cut moved a turn eastwards."""
    boxes = boxes.copy()
    west_of_cut = boxes[:, 0] < meridian
    boxes[west_of_cut, 0] += 360
    boxes[west_of_cut, 2] += 360
    return boxes


def _middle(boxes: numpy.ndarray, *, keep_all: bool = False) -> Bounds:
    """Bounds of the boxes without outliers, axis by axis."""
    west, east = _range(boxes[:, 0], boxes[:, 2], keep_all)
    south, north = _range(boxes[:, 1], boxes[:, 3], keep_all)
    return west, south, east, north


def _range(low: numpy.ndarray, high: numpy.ndarray, keep_all: bool) -> tuple[float, float]:
    import numpy as np

    if not keep_all:
        middles = (low + high) / 2
        first, third = np.percentile(middles, (25, 75))
        reach = _SPREAD * max(third - first, _LEAST_SPAN / 2)
        inner = (middles >= first - reach) & (middles <= third + reach)
        low, high = low[inner], high[inner]
    return float(low.min()), float(high.max())


def _widened(bounds: Bounds, margin: float) -> Bounds:
    """The bounds with a margin, a fraction of their spans, and never smaller than the least span."""
    west, south, east, north = bounds
    x = max((east - west) * margin, (_LEAST_SPAN - (east - west)) / 2)
    y = max((north - south) * margin, (_LEAST_SPAN - (north - south)) / 2)
    return _within(west - x, south - y, east + x, north + y)


def _screen_shaped(bounds: Bounds) -> Bounds:
    """The bounds widened to the shape of a screen: what a reader sees of the map when all of them fit."""
    west, south, east, north = bounds
    low, high = mercator(south), mercator(north)
    width = max(east - west, (high - low) * _VIEW[0] / _VIEW[1])
    height = max(high - low, (east - west) * _VIEW[1] / _VIEW[0])
    x, y = (west + east) / 2, (low + high) / 2
    return _within(x - width / 2, latitude(y - height / 2), x + width / 2, latitude(y + height / 2))


def _within(west: float, south: float, east: float, north: float) -> Bounds:
    """The bounds, no wider than the world."""
    west, east = (west, east) if east - west < 360 else (-180.0, 180.0)
    south, north = max(south, -NORTH), min(north, NORTH)
    return round(west, 3), round(south, 3), round(east, 3), round(north, 3)


def _union(bounds: list[Bounds]) -> Bounds:
    west, south, east, north = zip(*bounds, strict=True)
    return min(west), min(south), max(east), max(north)


def mercator(latitude: float) -> float:
    """Height of a latitude on the map, in degrees, so that it goes with longitudes."""
    return degrees(atanh(sin(radians(max(-NORTH, min(NORTH, latitude))))))


def latitude(height: float) -> float:
    """The latitude at a height on the map."""
    return degrees(atan(sinh(radians(height))))
