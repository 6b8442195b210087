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
  for (const { first, count } of places(data, rows)) {
    if (count * WEIGHTY < rows.length || (count === 1 && rows.length >= FEW)) continue;
    const shape = data.shapes[data.geometry[first] ?? -1];
    if (shape) include(box, shape.box);
    else extend(box, data.x[first] ?? 0, data.y[first] ?? 0);
  }
  return box.minX <= box.maxX ? box : wholeBox(data);
}

/**
 * Each place, with its first event and how many it has.
 * @param {import("./decode.js").Data} data @param {number[]} rows
 */
function places(data, rows) {
  /** @type {Map<number, { first: number, count: number }[]>} by one coordinate; few share it */
  const byX = new Map();
  const all = [];
  for (const i of rows) {
    const x = data.x[i] ?? 0;
    let there = byX.get(x);
    if (!there) byX.set(x, (there = []));
    let place = there.find(({ first }) => data.y[first] === data.y[i] && data.geometry[first] === data.geometry[i]);
    if (!place) {
      place = { first: i, count: 0 };
      there.push(place);
      all.push(place);
    }
    place.count++;
  }
  return all;
}

/** @param {import("./decode.js").Data} data */
function drawn(data) {
  const rows = [];
  for (let i = 0; i < data.count; i++) if (data.onMap[i] && data.kind[i] !== KIND.none) rows.push(i);
  return rows;
}

/** @param {import("./decode.js").Data} data @param {number[]} rows */
function bulk(data, rows) {
  const xs = Float64Array.from(rows, (i) => data.x[i] ?? 0).sort();
  const ys = Float64Array.from(rows, (i) => data.y[i] ?? 0).sort();
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
