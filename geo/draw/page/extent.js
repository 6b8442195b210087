// Which part of the world to look at first. Pure.

import { KIND } from "./decode.js";
import { emptyBox, extend } from "./geometry.js";

const LEAST_REACH = 2; // world units, some 300 km: what is this near belongs to the main area
const WEIGHTY = 8; // a place, area or route with every eighth event is looked at, wherever it lies
const FEW = 4; // fewer have no bulk: all points count, and a single event may weigh enough

/** @typedef {import("./geometry.js").Box} Box */

/** All that is on the map. @param {import("./decode.js").Data} data */
export function wholeBox(data) {
  const box = emptyBox();
  for (const i of drawn(data)) {
    const shape = data.shapes[data.geometry[i] ?? -1];
    if (shape) include(box, shape.box);
    else extend(box, data.x[i] ?? 0, data.y[i] ?? 0);
  }
  return box;
}

/**
 * The box of the points without those far from the bulk (Tukey's fences), and of the areas, routes and
 * places that hold much of what happens; of everything when nothing does.
 * @param {import("./decode.js").Data} data @returns {Box}
 */
export function mainBox(data) {
  const rows = drawn(data);
  const points = rows.filter((i) => (data.kind[i] ?? KIND.none) <= KIND.near);
  const box = bulk(data, points);
  const least = Math.max(rows.length / WEIGHTY, rows.length < FEW ? 1 : 2);
  for (const { first, count } of places(data, rows, least)) {
    if (count < least) continue;
    const shape = data.shapes[data.geometry[first] ?? -1];
    if (shape) include(box, shape.box);
    else extend(box, data.x[first] ?? 0, data.y[first] ?? 0);
  }
  return box.minX <= box.maxX ? box : wholeBox(data);
}

/**
 * Places with their first event and how many they have; of those with fewer than `least`, not all.
 * @param {import("./decode.js").Data} data @param {number[]} rows @param {number} least
 */
function places(data, rows, least) {
  const often = frequent(data.x, rows, least);
  /** @type {{ first: number, count: number }[]} */
  const found = [];
  for (const i of rows) {
    if (!often.has(data.x[i] ?? 0)) continue;
    const same = found.find(
      ({ first: j }) =>
        data.x[j] === data.x[i] && data.y[j] === data.y[i] && data.geometry[j] === data.geometry[i],
    );
    if (same) same.count++;
    else found.push({ first: i, count: 1 });
  }
  return found;
}

/**
 * The values that at least so many rows have.
 * @param {Float64Array} values @param {number[]} rows @param {number} least
 */
function frequent(values, rows, least) {
  const sorted = column(values, rows).sort();
  const often = new Set();
  for (let k = 0, start = 0; k < sorted.length; k++) {
    if (sorted[k] !== sorted[start]) start = k;
    if (k - start + 1 >= least) often.add(sorted[k]);
  }
  return often;
}

/** @param {Float64Array} values @param {number[]} rows */
function column(values, rows) {
  const out = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) out[k] = values[rows[k] ?? 0] ?? 0;
  return out;
}

/** @param {import("./decode.js").Data} data */
function drawn(data) {
  const rows = [];
  for (let i = 0; i < data.count; i++) if (data.onMap[i] && data.kind[i] !== KIND.none) rows.push(i);
  return rows;
}

/** @param {import("./decode.js").Data} data @param {number[]} rows */
function bulk(data, rows) {
  const xs = column(data.x, rows).sort();
  const ys = column(data.y, rows).sort();
  /** @param {Float64Array} sorted @param {number} share */
  const at = (sorted, share) => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  const [left, right, top, bottom] = [at(xs, 0.25), at(xs, 0.75), at(ys, 0.25), at(ys, 0.75)];
  const reach = rows.length < FEW ? Infinity : Math.max(1.5 * (right - left), 1.5 * (bottom - top), LEAST_REACH);
  const box = emptyBox();
  for (const i of rows) {
    const x = data.x[i] ?? 0;
    const y = data.y[i] ?? 0;
    if (x >= left - reach && x <= right + reach && y >= top - reach && y <= bottom + reach) extend(box, x, y);
  }
  return box;
}

/** @param {Box} box @param {Box} other */
function include(box, other) {
  extend(box, other.minX, other.minY);
  extend(box, other.maxX, other.maxY);
}
