// Travelling to events: how near to come, and how to get there.

import { KIND } from "./decode.js";
import { calm } from "./dom.js";
import { latOf, lonOf } from "./geometry.js";
import { sight } from "./reveal.js";

/** Zooms: nearer says no more about such a place. */
const NEAREST = /** @type {const} */ ({ exact: 10, near: 9, area: 8 });
const MARGIN = 28; // pixels round what is travelled to
const SECONDS = 1.2;

/**
 * Bring events into the part of the map that the reader sees; those without a point are passed over.
 * @param {L.Map} map @param {import("./decode.js").Data} data @param {readonly number[]} events
 * @param {{ region: HTMLElement, column: HTMLElement }} parts
 */
export function travelTo(map, data, events, { region, column }) {
  const placed = events.filter((i) => data.onMap[i] && data.kind[i] !== KIND.none);
  if (!placed.length) return;
  const bounds = L.latLngBounds([]);
  let nearest = 0;
  for (const i of placed) {
    bounds.extend(boundsOf(data, i));
    const kind = data.kind[i];
    nearest = Math.max(nearest, kind === KIND.exact ? NEAREST.exact : kind === KIND.near ? NEAREST.near : NEAREST.area);
  }
  const hidden = sight(region, column);
  const covered = hidden.top + hidden.bottom;
  const zoom = Math.min(nearest, map.getBoundsZoom(bounds, false, L.point(2 * MARGIN, 2 * MARGIN + covered)));
  const middle = map
    .project(bounds.getNorthWest(), zoom)
    .add(map.project(bounds.getSouthEast(), zoom))
    .divideBy(2);
  const center = map.unproject(middle.add([0, (hidden.bottom - hidden.top) / 2]), zoom);
  if (calm()) map.setView(center, zoom, { animate: false });
  else map.flyTo(center, zoom, { duration: SECONDS });
}

/** Where a sheet covers the foot of the window, the map begins at its head. @param {{ region: HTMLElement, column: HTMLElement }} parts */
export function showMap({ region, column }) {
  if (getComputedStyle(column).position === "fixed") region.scrollIntoView({ block: "start", behavior: "instant" });
}

/** @param {import("./decode.js").Data} data @param {number} i */
function boundsOf(data, i) {
  const shape = data.shapes[data.geometry[i] ?? -1];
  if (!shape) {
    const at = L.latLng(latOf(data.y[i] ?? 0), lonOf(data.x[i] ?? 0));
    return at.toBounds(2000 * (data.radius[i] ?? 0)); // metres across
  }
  const { minX, minY, maxX, maxY } = shape.box;
  return L.latLngBounds([latOf(maxY), lonOf(minX)], [latOf(minY), lonOf(maxX)]);
}
