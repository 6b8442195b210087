// Which part of the world to look at first. Pure.

import { KIND } from "./decode.js";
import { emptyBox, extend } from "./geometry.js";

const LEAST_REACH = 2; // world units, some 300 km: what is this near belongs to the main area
const WEIGHTY = 8; // a place, area or route with every eighth event is looked at, wherever it lies
const FEW = 4; // fewer have no bulk: all points count, and a single event may weigh enough
const ENOUGH = 2 ** 17; // events that tell where most of them are

/** @typedef {import("./geometry.js").Box} Box */

/** All that is on the map. @param {import("./decode.js").Data} data */
export function wholeBox(data) {
  const box = emptyBox();
  for (let i = 0; i < data.count; i++) if (isDrawn(data, i)) extendBy(box, data, i);
  return box;
}

/**
 * The box of the points without those far from the bulk (Tukey's fences), and of the areas, routes and
 * places that hold much of what happens; of everything when nothing does.
 * @param {import("./decode.js").Data} data @returns {Box}
 */
export function mainBox(data) {
  const rows = drawnOf(data);
  const box = bulk(data, rows);
  const least = Math.max(rows.length / WEIGHTY, rows.length < FEW ? 1 : 2);
  for (const i of frequent(data, rows, least)) extendBy(box, data, i);
  return box.minX <= box.maxX ? box : wholeBox(data);
}

/** The events on the map; of very many, one in so many. @param {import("./decode.js").Data} data */
function drawnOf(data) {
  const step = Math.ceil(data.count / ENOUGH);
  const rows = new Int32Array(Math.ceil(data.count / step) || 0);
  let n = 0;
  for (let i = 0; i < data.count; i += step) if (isDrawn(data, i)) rows[n++] = i;
  return rows.subarray(0, n);
}

/**
 * An event of each place that has at least so many. A place is looked at only where enough lies in its drawer.
 * @param {import("./decode.js").Data} data @param {Int32Array} rows @param {number} least
 */
function frequent({ x, y, geometry }, rows, least) {
  const drawers = new Uint32Array(DRAWERS);
  for (const i of rows) {
    const at = drawerOf(x[i] ?? 0);
    drawers[at] = (drawers[at] ?? 0) + 1;
  }
  /** @type {{ first: number, n: number }[][]} */
  const places = [];
  for (const i of rows) {
    const at = drawerOf(x[i] ?? 0);
    if ((drawers[at] ?? 0) < least) continue;
    const there = (places[at] ??= []);
    const own = there.find(({ first: j }) => x[j] === x[i] && y[j] === y[i] && geometry[j] === geometry[i]);
    if (own) own.n++;
    else there.push({ first: i, n: 1 });
  }
  return places.flat().flatMap(({ first, n }) => (n >= least ? [first] : []));
}

const DRAWERS = 2 ** 12;
/** Equal numbers are in one drawer, and those nearby in others. @param {number} x */
const drawerOf = (x) => Math.imul(Math.floor(x * 4e6), 0x9e3779b1) >>> 20;

/** @param {import("./decode.js").Data} data @param {number} i */
const isDrawn = ({ onMap, kind }, i) => onMap[i] === 1 && kind[i] !== KIND.none;

/** @param {import("./decode.js").Data} data @param {Int32Array} drawn */
function bulk({ kind, x, y }, drawn) {
  const rows = drawn.filter((i) => (kind[i] ?? KIND.none) <= KIND.near);
  const n = rows.length;
  const [left, right] = quartiles(rows, x);
  const [top, bottom] = quartiles(rows, y);
  const reach = n < FEW ? Infinity : Math.max(1.5 * (right - left), 1.5 * (bottom - top), LEAST_REACH);
  const box = emptyBox();
  for (const i of rows) {
    const [px, py] = [x[i] ?? 0, y[i] ?? 0];
    if (px >= left - reach && px <= right + reach && py >= top - reach && py <= bottom + reach) extend(box, px, py);
  }
  return box;
}

/** @param {Int32Array} rows @param {Float64Array} values @returns {[number, number]} */
function quartiles(rows, values) {
  const own = new Float64Array(rows.length);
  for (let k = 0; k < own.length; k++) own[k] = values[rows[k] ?? 0] ?? 0;
  const [low, high] = [0.25, 0.75].map((share) => Math.round((own.length - 1) * share));
  return [nth(own, low ?? 0), nth(own, high ?? 0)];
}

/** The value that would be at a place, were all sorted; they are moved about. @param {Float64Array} values @param {number} at */
function nth(values, at) {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0;
    let [i, j] = [low, high];
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++;
      while ((values[j] ?? 0) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = swapped;
    }
    if (at <= j) high = j;
    else if (at >= i) low = i;
    else break;
  }
  return values[at] ?? 0;
}

/** @param {Box} box @param {import("./decode.js").Data} data @param {number} i */
function extendBy(box, { shapes, geometry, x, y }, i) {
  const shape = shapes[geometry[i] ?? -1];
  if (shape) include(box, shape.box);
  else extend(box, x[i] ?? 0, y[i] ?? 0);
}

/** @param {Box} box @param {Box} other */
function include(box, other) {
  extend(box, other.minX, other.minY);
  extend(box, other.maxX, other.maxY);
}
