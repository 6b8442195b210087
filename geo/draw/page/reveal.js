// Bringing a chosen event into the part of the map that the reader sees, and the reader's own view back after it.

import { KIND } from "./decode.js";
import { calm } from "./dom.js";
import { latOf, lonOf } from "./geometry.js";

const EDGE = 24; // pixels between a chosen place and the edge
const LEAST = 120; // pixels of height below which no place can be looked at

/** @typedef {{ center: L.LatLng, zoom: number }} View */

/**
 * @param {L.Map} map @param {import("./decode.js").Data} data
 * @param {HTMLElement} region @param {HTMLElement} column
 */
export function createReveal(map, data, region, column) {
  /** The reader's own view; null while nothing is chosen, or once the reader moves the map. @type {View | null} */
  let before = null;
  let wanted = -1;
  const own = () => (before = null);
  region.addEventListener("pointerdown", own, { capture: true });
  region.addEventListener("wheel", own, { capture: true, passive: true });
  region.addEventListener("keydown", ({ key }) => /^Arrow|^Page|^Home|^End|^Enter|^[-+=_ ]$/.test(key) && own(), {
    capture: true,
  });

  const act = () => {
    if (/** @type {any} */ (map)._animatingZoom) {
      map.off("moveend", act).once("moveend", act); // Leaflet passes over what is asked meanwhile
      return;
    }
    const now = { center: map.getCenter(), zoom: map.getZoom() };
    const next = wanted < 0 ? before : aim(map, data, wanted, sight(region, column), now, (before ??= now));
    if (wanted < 0) before = null;
    if (next && next !== now) map.setView(next.center, next.zoom, { animate: !calm() });
  };
  return {
    /** @param {number} event or -1: back to where the reader was */
    show(event) {
      wanted = event;
      if (event < 0 || (data.onMap[event] && data.kind[event] !== KIND.none)) act();
    },
  };
}

/**
 * How much of the map's top and bottom is hidden: by the window's edge, the buttons, and the sheet on a phone.
 * @typedef {{ top: number, bottom: number, covered: boolean }} Sight
 * @param {HTMLElement} region @param {HTMLElement} column @returns {Sight}
 */
export function sight(region, column) {
  const whole = { top: 0, bottom: 0, covered: false };
  if (getComputedStyle(column).position !== "fixed") return whole;
  const foot = column.getBoundingClientRect().bottom - restingHeight(column);
  const buttons = /** @type {HTMLElement | null} */ (region.querySelector(".views"));
  const bar = buttons ? buttons.offsetTop + buttons.offsetHeight : 0;
  const box = () => region.getBoundingClientRect();
  /** @param {DOMRect} at */
  const height = ({ top, bottom }) => Math.min(bottom, foot) - Math.max(top, 0) - bar;
  if (height(box()) < LEAST && Math.min(foot, box().height) - bar >= LEAST)
    region.scrollIntoView({ block: "start", behavior: "instant" });
  const at = box();
  if (height(at) < LEAST) return whole; // the sheet covers everything: no place is the better one
  return { top: Math.max(0, -at.top) + bar, bottom: Math.max(0, at.bottom - foot), covered: true };
}

/** The sheet's height once it stands still. @param {HTMLElement} column */
function restingHeight(column) {
  for (const { effect } of column.getAnimations()) {
    const last = effect instanceof KeyframeEffect ? effect.getKeyframes().at(-1) : null;
    const height = parseFloat(String(last?.height));
    if (height > 0) return height;
  }
  return column.offsetHeight;
}

/**
 * Where to look: on as it is, or as the reader had it, when that shows the event; else a point by moving, an area
 * or a route as a whole, never nearer than the reader was.
 * @param {L.Map} map @param {import("./decode.js").Data} data @param {number} event @param {Sight} hidden
 * @param {View} now @param {View} before @returns {View}
 */
function aim(map, data, event, hidden, now, before) {
  const at = L.latLng(latOf(data.y[event] ?? 0), lonOf(data.x[event] ?? 0));
  const shape = data.shapes[data.geometry[event] ?? -1];
  const bounds = shape
    ? L.latLngBounds(
        [latOf(shape.box.maxY), lonOf(shape.box.minX)],
        [latOf(shape.box.minY), lonOf(shape.box.maxX)],
      )
    : L.latLngBounds(at, at);
  // On a large map an area's badge stands for it; beside a sheet there is room for the whole or for nothing.
  const needed = hidden.covered ? bounds : L.latLngBounds(at, at);
  const size = map.getSize();
  /** @param {View} view */
  const seen = ({ center, zoom }) => {
    const corner = map.project(center, zoom).subtract(size.divideBy(2));
    const a = map.project(needed.getNorthWest(), zoom).subtract(corner);
    const b = map.project(needed.getSouthEast(), zoom).subtract(corner);
    const edge = shape && hidden.covered ? 2 : EDGE;
    return a.x >= edge && b.x <= size.x - edge && a.y >= hidden.top + edge && b.y <= size.y - hidden.bottom - edge;
  };
  if (now.zoom === before.zoom && seen(now)) return now;
  if (seen(before)) return before;
  const margin = shape ? (hidden.covered ? 6 : 20) : EDGE;
  const inner = L.point(2 * margin, 2 * margin + hidden.top + hidden.bottom);
  const zoom = Math.min(before.zoom, map.getBoundsZoom(bounds, false, inner));
  const middle = map
    .project(bounds.getNorthWest(), zoom)
    .add(map.project(bounds.getSouthEast(), zoom))
    .divideBy(2);
  return { center: map.unproject(middle.add([0, (hidden.bottom - hidden.top) / 2]), zoom), zoom };
}
