// What stands where on the canvas: shown events → marks, clusters, areas and routes in pixels. Pure but for
// measuring.

import { createBoxes } from "./boxes.js";
import { badgeSize, cluster } from "./cluster.js";
import { KIND } from "./decode.js";
import { POSSIBLE } from "./filter.js";
import { meets, pointAlong, segmentDistance2, unitsPerKm } from "./geometry.js";

export const CELL = 40; // pixels of the cluster grid
const NEAR_RING = 9; // pixels a town's ring has at least
const NOMINAL_KM = 2; // a town of unknown size
const SHORT = 48; // pixels: a route's tag would hide it, so it stands beside it
const ASIDE = 30;

/**
 * A thing on the canvas that can be pointed at.
 * @typedef {object} Item
 * @property {"mark" | "cluster" | "area" | "line"} type
 * @property {number} x canvas pixels: where its mark or badge stands
 * @property {number} y
 * @property {number[]} members events, in order of time
 * @property {boolean} possible every member is only possible
 * @property {boolean} suggested every member is unreviewed
 * @property {boolean} disputed every member is disputed
 * @property {number} anchorX where it belongs, when its badge had to move aside
 * @property {number} anchorY
 * @property {number} ring pixels; 0 = none
 * @property {boolean} vague a route whose ends are known only as countries, regions or seas
 * @property {import("./geometry.js").WorldShape | null} shape
 * @property {import("./cluster.js").Cluster | null} cluster
 * @property {Share[]} bar counts by category
 */

/** Members of one category; each is counted once. @typedef {{ category: number, certain: number, suggested: number, possible: number }} Share */
/** @typedef {{ items: Item[], view: import("./geometry.js").Box }} Scene items from back to front */

/**
 * @param {import("./decode.js").Data} data @param {import("./filter.js").Shown} shown
 * @param {Pick<import("./canvaslayer.js").Frame, "scale" | "originX" | "originY" | "view">} frame
 * @returns {Scene}
 */
export function buildScene(data, shown, frame) {
  /** @type {number[]} */
  const points = [];
  /** @type {Map<string, number[]>} */
  const shaped = new Map();
  for (const i of shown.rows) {
    const kind = data.kind[i];
    if (kind === KIND.exact || kind === KIND.near) points.push(i);
    else if (kind !== KIND.none) {
      const geometry = data.geometry[i] ?? -1;
      const key = geometry >= 0 ? `${geometry}` : `${data.x[i]} ${data.y[i]} ${data.radius[i]}`;
      const group = shaped.get(key);
      if (group) group.push(i);
      else shaped.set(key, [i]);
    }
  }
  const back = [...shaped.values()]
    .map((members) => shapeItem(data, shown, members, frame))
    .filter((item) => item !== null);
  back.sort((a, b) => extent(b) - extent(a)); // the largest area lies lowest
  const front = cluster(points, data.x, data.y, frame.scale, CELL, frame.view).map((group) =>
    pointItem(data, shown, group, frame),
  );
  const items = [...back, ...front];
  partBadges(back, front);
  return { items, view: frame.view };
}

/** @param {Item} item */
const extent = ({ shape, type }) =>
  shape && type === "area" ? (shape.box.maxX - shape.box.minX) * (shape.box.maxY - shape.box.minY) : 0;

/** @typedef {Pick<import("./canvaslayer.js").Frame, "scale" | "originX" | "originY" | "view">} Place */

/**
 * @param {import("./decode.js").Data} data @param {import("./filter.js").Shown} shown
 * @param {number[]} members @param {Place} frame @returns {Item | null}
 */
function shapeItem(data, shown, members, frame) {
  const first = members[0] ?? 0;
  const shape = data.shapes[data.geometry[first] ?? -1] ?? null;
  if (shape && !meets(shape.box, frame.view)) return null;
  let x = data.x[first] ?? 0;
  let y = data.y[first] ?? 0;
  if (shape?.type === "line") ({ x, y } = pointAlong(longest(shape.parts), 0.5));
  const radius = data.radius[first] || 0;
  const [px, py] = [x * frame.scale - frame.originX, y * frame.scale - frame.originY];
  const line = shape?.type === "line";
  return {
    ...common(data, shown, members),
    type: line ? "line" : "area",
    x: line && diagonal(shape.box) * frame.scale < SHORT ? px + ASIDE : px,
    y: py,
    anchorX: px,
    anchorY: py,
    ring: shape ? 0 : Math.max(18, radius * unitsPerKm(y) * frame.scale),
    vague: line && members.every((i) => data.vague[i] === 1),
    shape,
    cluster: null,
  };
}

/** @param {import("./geometry.js").Box} box */
const diagonal = ({ minX, maxX, minY, maxY }) => Math.hypot(maxX - minX, maxY - minY);

/** @param {Float64Array[]} parts */
export const longest = (parts) =>
  parts.reduce((best, part) => (part.length > best.length ? part : best), new Float64Array(0));

/**
 * @param {import("./decode.js").Data} data @param {import("./filter.js").Shown} shown
 * @param {import("./cluster.js").Cluster} group @param {Place} frame @returns {Item}
 */
function pointItem(data, shown, group, frame) {
  const { members } = group; // as the rows: in order of time
  const spread = Math.max(group.box.maxX - group.box.minX, group.box.maxY - group.box.minY) * frame.scale;
  let ring = 0;
  if (spread < 1) {
    // One spot: its ring says how large the named place is.
    const pixels = unitsPerKm(group.y) * frame.scale; // in a km
    for (const i of members) {
      if (data.kind[i] !== KIND.near) continue;
      ring = Math.max(ring, (data.radius[i] || NOMINAL_KM) * pixels, NEAR_RING);
    }
  }
  const [px, py] = [group.x * frame.scale - frame.originX, group.y * frame.scale - frame.originY];
  return {
    ...common(data, shown, members),
    type: members.length === 1 ? "mark" : "cluster",
    x: px,
    y: py,
    anchorX: px,
    anchorY: py,
    ring,
    vague: false,
    shape: null,
    cluster: group,
  };
}

/**
 * @param {import("./decode.js").Data} data @param {import("./filter.js").Shown} shown
 * @param {number[]} members
 */
function common(data, shown, members) {
  /** @type {Share[]} by category, with gaps */
  const counts = [];
  let possible = 0;
  let suggested = 0;
  let disputed = 0;
  for (const i of members) {
    const category = data.category[i] ?? 0;
    const count = (counts[category] ??= { category, certain: 0, suggested: 0, possible: 0 });
    if (shown.state[i] === POSSIBLE) {
      possible++;
      count.possible++;
    } else if (data.suggested[i]) count.suggested++;
    else count.certain++;
    suggested += data.suggested[i] ?? 0;
    disputed += data.disputed[i] ?? 0;
  }
  return {
    members,
    possible: possible === members.length,
    suggested: suggested === members.length,
    disputed: disputed === members.length,
    bar: counts.filter(Boolean),
  };
}

/** Half the width and height of what stands at an item's x, y. @param {Item} item */
export function halfSize(item) {
  if (item.type === "line" && item.members.length === 1) return { w: 10, h: 10 };
  return badgeSize(item.type === "area" && item.members.length === 1 ? 2 : item.members.length); // a badge at least
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
