// What stands where on the canvas: shown events → marks, clusters, areas and routes in pixels. Pure but for
// measuring.

import { createBoxes } from "./boxes.js";
import { CELL, Grid, badgeSize, clusters, joined } from "./cluster.js";
import { pointAlong, segmentDistance2, unitsPerKm } from "./geometry.js";
import { Piles } from "./piles.js";
import { DISC, Room } from "./sight.js";

const NEAR_RING = 9; // pixels a town's ring has at least
const SHORT = 48; // pixels: a route's tag would hide it, so it stands beside it
const ASIDE = 30;

/**
 * A thing on the canvas that can be pointed at.
 * @typedef {object} Item
 * @property {"mark" | "cluster" | "area" | "line"} type
 * @property {number} x canvas pixels: where its mark or badge stands
 * @property {number} y
 * @property {number} count of its events
 * @property {number} first of them, in time
 * @property {Int32Array} members all of them, in order of time; looked for when first asked for
 * @property {boolean} possible every member is only possible
 * @property {boolean} suggested every member is unreviewed
 * @property {boolean} disputed every member is disputed
 * @property {number} anchorX where it belongs, when its badge had to move aside
 * @property {number} anchorY
 * @property {number} ring pixels; 0 = none
 * @property {boolean} vague a route whose ends are known only as countries, regions or seas
 * @property {import("./geometry.js").WorldShape | null} shape
 * @property {import("./cluster.js").Cluster | null} cluster
 * @property {import("./piles.js").Share[]} bar counts by category
 */

/** @typedef {Pick<import("./canvaslayer.js").Frame, "scale" | "originX" | "originY" | "view">} Place */
/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./filter.js").Shown} Shown */

/**
 * @typedef {object} Scene
 * @property {Item[]} items from back to front
 * @property {import("./geometry.js").Box} view
 * @property {(event: number) => Item | null} holding what stands for an event
 * @property {(box: import("./geometry.js").Box) => number} inside how many events lie in a part of the view
 */

/**
 * @param {Data} data @param {Shown} shown @param {Place} frame
 * @param {Room} [room] of the scenes that are given the same, only the last is whole
 * @returns {Scene}
 */
export function buildScene(data, shown, frame, room = new Room(data)) {
  const census = room.counted(frame, shown.when);
  const { sight } = census;
  const piles = new Piles(census, shown);
  /** @type {(Item | undefined)[]} what stands for each slot */
  const ofSlot = [];
  const filled = piles.order();
  const isShape = (/** @type {number} */ slot) => (sight.spotOf[slot] ?? -1) >= 0;
  const back = shapeItems(piles, filled.filter(isShape), ofSlot);
  back.sort((a, b) => extent(b) - extent(a)); // the largest area lies lowest
  const front = pointItems(piles, filled.filter((slot) => !isShape(slot)), ofSlot);
  partBadges(back, front);
  const holding = (/** @type {number} */ event) => (shown.at(event) ? (ofSlot[sight.slot(event)] ?? null) : null);
  return { items: [...back, ...front], view: frame.view, holding, inside: (box) => piles.inside(box) };
}

/** @param {Item} item */
const extent = ({ shape, type }) =>
  shape && type === "area" ? (shape.box.maxX - shape.box.minX) * (shape.box.maxY - shape.box.minY) : 0;

/** Areas and routes, and discs that areas share. @param {Piles} piles @param {number[]} slots @param {(Item | undefined)[]} ofSlot */
function shapeItems(piles, slots, ofSlot) {
  const { sight } = piles;
  const { data, frame, spots } = sight;
  const shared = new Grid(frame.scale, 2 * CELL, frame.view);
  /** @type {number[][]} slots in each cell of these */
  const inCell = [];
  /** @type {Item[]} */
  const items = [];
  for (const slot of slots) {
    const i = spots.first[sight.spotOf[slot] ?? -1] ?? 0;
    if (!sight.shares(i)) items.push((ofSlot[slot] = shapeItem(piles, slot, i)));
    else (inCell[shared.put(data.x[i] ?? 0, data.y[i] ?? 0, piles.counts[slot])] ??= []).push(slot);
  }
  for (const cluster of clusters(shared)) {
    const own = cluster.cells.flatMap((cell) => inCell[cell] ?? []);
    const item = itemOf(piles, own, "area", cluster.x, cluster.y);
    for (const slot of own) ofSlot[slot] = item;
    items.push(Object.assign(item, { ring: DISC, cluster }));
  }
  return items;
}

/** @param {Piles} piles @param {number} slot @param {number} i one of its events */
function shapeItem(piles, slot, i) {
  const { data, frame } = piles.sight;
  const shape = data.shapes[data.geometry[i] ?? -1] ?? null;
  const line = shape?.type === "line";
  const { x, y } = line ? pointAlong(longest(shape.parts), 0.5) : { x: data.x[i] ?? 0, y: data.y[i] ?? 0 };
  const item = itemOf(piles, [slot], line ? "line" : "area", x, y);
  if (line && diagonal(shape.box) * frame.scale < SHORT) item.x += ASIDE;
  return Object.assign(item, { ring: shape ? 0 : piles.sight.ring(i), vague: line && !piles.sharp[slot], shape });
}

/** Marks and clusters, in the order of their first events. @param {Piles} piles @param {number[]} slots @param {(Item | undefined)[]} ofSlot */
function pointItems(piles, slots, ofSlot) {
  const { scale } = piles.sight.frame;
  const all = slots.map((slot) => piles.cell(slot));
  const items = joined(all, scale, CELL).map((cluster) => {
    const { x, y, box, cells, count } = cluster;
    const own = cells.map((cell) => slots[cell] ?? 0);
    const item = itemOf(piles, own, count === 1 ? "mark" : "cluster", x, y);
    for (const slot of own) ofSlot[slot] = item;
    const oneSpot = Math.max(box.maxX - box.minX, box.maxY - box.minY) * scale < 1;
    const km = Math.max(...own.map((slot) => piles.reach[slot] ?? 0));
    // Its ring says how large the named place is.
    if (oneSpot && km > 0) item.ring = Math.max(km * unitsPerKm(y) * scale, NEAR_RING);
    return Object.assign(item, { cluster });
  });
  return items.sort((a, b) => a.first - b.first);
}

/** @param {import("./geometry.js").Box} box */
const diagonal = ({ minX, maxX, minY, maxY }) => Math.hypot(maxX - minX, maxY - minY);

/** @param {Float64Array[]} parts */
export const longest = (parts) =>
  parts.reduce((best, part) => (part.length > best.length ? part : best), new Float64Array(0));

/**
 * @param {Piles} piles @param {number[]} own @param {Item["type"]} type
 * @param {number} x world @param {number} y @returns {Item}
 */
function itemOf(piles, own, type, x, y) {
  const { scale, originX, originY } = piles.sight.frame;
  const [px, py] = [x * scale - originX, y * scale - originY];
  /** @type {Int32Array | null} */
  let found = null;
  return {
    ...piles.summed(own),
    ...{ type, x: px, y: py, anchorX: px, anchorY: py, ring: 0, vague: false, shape: null, cluster: null },
    get members() {
      return (found ??= piles.members(own));
    },
  };
}

/** Half the width and height of what stands at an item's x, y. @param {Item} item */
export function halfSize(item) {
  if (item.type === "line" && item.count === 1) return { w: 10, h: 10 };
  return badgeSize(item.type === "area" && item.count === 1 ? 2 : item.count); // a badge at least
}

/**
 * Badges of areas and routes may move a little, so that they cover neither points nor each other.
 * @param {Item[]} badges @param {Item[]} fixed
 */
function partBadges(badges, fixed) {
  if (!badges.length) return;
  const placed = createBoxes();
  for (const item of fixed) placed.add(rectOf(item));
  const steps = [
    0, 0, 0, -34, 0, 34, 40, 0, -40, 0, 40, -34, -40, -34, 40, 34, -40, 34, 0, -68, 0, 68, 80, 0, -80, 0,
    80, -34, -80, -34, 80, 34, -80, 34, 40, -68, -40, -68, 40, 68, -40, 68, 80, -68, -80, -68, 80, 68, -80, 68,
    0, -102, 0, 102, 120, 0, -120, 0, 40, -102, -40, -102, 40, 102, -40, 102, 120, -34, -120, -34, 120, 34, -120, 34,
  ];
  const offsets = steps.flatMap((dx, i) => (i % 2 ? [] : [[dx, steps[i + 1] ?? 0]])); // nearest first
  for (const badge of badges) {
    const free = offsets.find(([dx, dy]) => !placed.meets(rectOf(badge, 3, dx, dy)));
    const [dx = 0, dy = 0] = free ?? [];
    badge.x += dx;
    badge.y += dy;
    placed.add(rectOf(badge));
  }
}

/**
 * What the mark or badge of an item covers, pixels; with a gap around it, and moved.
 * @param {Item} item @param {number} [gap] @param {number} [dx] @param {number} [dy]
 */
export function rectOf(item, gap = 0, dx = 0, dy = 0) {
  const { w, h } = halfSize(item);
  const [x, y] = [item.x + dx, item.y + dy];
  return { left: x - w - gap, right: x + w + gap, top: y - h - gap, bottom: y + h + gap };
}

/**
 * The item at a point of the canvas, nearest to the front; each is a target of 24 pixels at least, a route
 * along its line.
 * @param {Scene} scene @param {Place} frame @param {number} x @param {number} y @returns {Item | null}
 */
export function itemAt(scene, frame, x, y) {
  for (let i = scene.items.length - 1; i >= 0; i--) {
    const item = /** @type {Item} */ (scene.items[i]);
    const { w, h } = halfSize(item);
    if (Math.abs(item.x - x) <= Math.max(w, 12) && Math.abs(item.y - y) <= Math.max(h, 12)) return item;
  }
  return scene.items.find((item) => item.type === "line" && isOnLine(item, frame, x, y)) ?? null;
}

/** @param {Item} item @param {Place} frame @param {number} x @param {number} y */
function isOnLine({ shape }, frame, x, y) {
  const wx = (x + frame.originX) / frame.scale;
  const wy = (y + frame.originY) / frame.scale;
  const reach2 = (8 / frame.scale) ** 2;
  for (const part of shape?.parts ?? []) {
    for (let i = 2; i + 1 < part.length; i += 2) {
      if (
        segmentDistance2(wx, wy, part[i - 2] ?? 0, part[i - 1] ?? 0, part[i] ?? 0, part[i + 1] ?? 0) < reach2
      )
        return true;
    }
  }
  return false;
}
