// Points → clusters: a grid pass in screen pixels, then cells whose marks or badges would touch are joined. Pure.

/**
 * @typedef {object} Cluster
 * @property {number} x mean world coordinates of the members
 * @property {number} y
 * @property {import("./geometry.js").Box} box of the members, world coordinates
 * @property {number} count of members
 * @property {number[]} cells that are in it, by their numbers in the list of all; the first member is in the first
 * @property {Cluster | null} into the one that took it while they were made
 */

export const CELL = 40; // pixels
const NEAR = 0.8; // of a cell: marks nearer than this are one
const GAP = 2; // pixels between badges
const ROUNDS = 4; // joining moves and widens badges, so that they may touch others
const BEYOND = 3; // cells: those cut by the view's edge must be whole
export const FIELDS = 6; // of a cell: sum of x, sum of y, and the box

/**
 * Half the width and height of the mark of one event, of the badge of more.
 * @param {number} count @returns {{ w: number, h: number }} pixels
 */
export const badgeSize = (count) =>
  count === 1 ? { w: 7, h: 7 } : { w: Math.max(15, 8 + String(count).length * 4.5), h: 14 };

/** Cells are fixed to the world, not to the view, so clusters do not change while the map is moved. */
export class Grid {
  /**
   * @param {number} scale pixels in a world unit @param {number} cell pixels
   * @param {import("./geometry.js").Box} view world
   */
  constructor(scale, cell, view) {
    const size = cell / scale;
    const margin = size * BEYOND;
    this.scale = scale;
    this.cell = cell;
    this.size = size;
    this.minX = view.minX - margin;
    this.minY = view.minY - margin;
    this.maxX = view.maxX + margin;
    this.maxY = view.maxY + margin;
    this.left = Math.floor(this.minX / size);
    this.top = Math.floor(this.minY / size);
    this.across = Math.floor(this.maxX / size) - this.left + 1;
    const all = this.across * (Math.floor(this.maxY / size) - this.top + 1);
    /** Cells with points are numbered as they are met; -1 = without. */
    this.numbers = new Int32Array(all).fill(-1);
    this.counts = new Uint32Array(all);
    this.fields = new Float64Array(all * FIELDS);
    this.length = 0;
  }

  /** Where in `numbers` the cell of a point is, -1 beyond the view. @param {number} x world @param {number} y */
  place(x, y) {
    if (!(x >= this.minX && x <= this.maxX && y >= this.minY && y <= this.maxY)) return -1;
    return Math.trunc(y / this.size - this.top) * this.across + Math.trunc(x / this.size - this.left);
  }

  /** The number of the cell that has a point, or -1. @param {number} x @param {number} y */
  find(x, y) {
    const place = this.place(x, y);
    return place < 0 ? -1 : (this.numbers[place] ?? -1);
  }

  /** Number a cell by its first point. @param {number} place @param {number} x @param {number} y */
  open(place, x, y) {
    const number = this.length++;
    this.numbers[place] = number;
    this.fields.set([0, 0, x, y, x, y], number * FIELDS);
    return number;
  }

  /**
   * Count so many points of one spot; the number of their cell, -1 beyond the view.
   * @param {number} x @param {number} y @param {number} [n]
   */
  put(x, y, n = 1) {
    const place = this.place(x, y);
    if (place < 0) return -1;
    const { fields, counts } = this;
    let number = this.numbers[place] ?? -1;
    if (number < 0) number = this.open(place, x, y);
    const at = number * FIELDS;
    counts[number] = (counts[number] ?? 0) + n;
    fields[at] = (fields[at] ?? 0) + x * n;
    fields[at + 1] = (fields[at + 1] ?? 0) + y * n;
    if (x < (fields[at + 2] ?? 0)) fields[at + 2] = x;
    if (y < (fields[at + 3] ?? 0)) fields[at + 3] = y;
    if (x > (fields[at + 4] ?? 0)) fields[at + 4] = x;
    if (y > (fields[at + 5] ?? 0)) fields[at + 5] = y;
    return number;
  }
}

/** @param {Grid} grid */
export const clusters = (grid) =>
  joined(Array.from({ length: grid.length }, (_, number) => cellOf(grid, number)), grid.scale, grid.cell);

/**
 * @param {Cluster[]} all one a cell, as they were met @param {number} scale pixels in a world unit
 * @param {number} cell pixels @returns {Cluster[]} in the order in which their first cells were met
 */
export function joined(all, scale, cell) {
  let list = all;
  for (let round = 0, before = Infinity; round < ROUNDS && list.length < before; round++) {
    before = list.length;
    list = joinNeighbours(list, scale, cell);
  }
  /** @type {Cluster[]} */
  const found = [];
  all.forEach((one, number) => {
    const end = last(one);
    if (!end.cells.length) found.push(end);
    end.cells.push(number);
  });
  return found;
}

/** @param {Grid} grid @param {number} number @returns {Cluster} */
function cellOf({ counts, fields }, number) {
  const [sumX = 0, sumY = 0, minX = 0, minY = 0, maxX = 0, maxY = 0] = fields.subarray(number * FIELDS, (number + 1) * FIELDS);
  const count = counts[number] ?? 1;
  return { x: sumX / count, y: sumY / count, box: { minX, minY, maxX, maxY }, count, cells: [], into: null };
}

/** The cluster that took this one in the end. @param {Cluster} group */
function last(group) {
  let end = group;
  while (end.into) end = end.into;
  return end;
}

/**
 * @param {Cluster} group @param {number} x @param {number} y @param {number} count of what comes, and its box
 * @param {number} minX @param {number} minY @param {number} maxX @param {number} maxY
 */
function take(group, x, y, count, minX, minY, maxX, maxY) {
  group.count += count;
  const share = count / group.count;
  group.x += (x - group.x) * share;
  group.y += (y - group.y) * share;
  const { box } = group;
  if (minX < box.minX) box.minX = minX;
  if (minY < box.minY) box.minY = minY;
  if (maxX > box.maxX) box.maxX = maxX;
  if (maxY > box.maxY) box.maxY = maxY;
}

/**
 * Neighbours that are near, or whose badges would touch, become one; the fuller takes the other.
 * @param {Cluster[]} list @param {number} scale @param {number} cell pixels
 */
function joinNeighbours(list, scale, cell) {
  const reach = (2 * cell) / scale; // no two badges touch from further away
  const columns = Math.ceil(256 / reach) + 2;
  /** @type {Map<number, Cluster[]>} */
  const bins = new Map();
  const kept = [];
  for (const item of [...list].sort((a, b) => b.count - a.count)) {
    const bin = Math.floor(item.y / reach) * columns + Math.floor(item.x / reach);
    const near = nearest(item, bins, bin, columns, scale, cell);
    if (near) {
      const { minX, minY, maxX, maxY } = item.box;
      take(near, item.x, item.y, item.count, minX, minY, maxX, maxY);
      item.into = near;
    } else {
      kept.push(item);
      const there = bins.get(bin);
      if (there) there.push(item);
      else bins.set(bin, [item]);
    }
  }
  return kept;
}

/**
 * @param {Cluster} item @param {Map<number, Cluster[]>} bins @param {number} bin the item's own
 * @param {number} columns @param {number} scale @param {number} cell @returns {Cluster | null}
 */
function nearest(item, bins, bin, columns, scale, cell) {
  let best = null;
  let least = Infinity;
  for (let dy = -columns; dy <= columns; dy += columns) {
    for (let dx = -1; dx <= 1; dx++) {
      for (const other of bins.get(bin + dy + dx) ?? []) {
        const x = Math.abs(other.x - item.x) * scale;
        const y = Math.abs(other.y - item.y) * scale;
        const distance = x * x + y * y;
        if (distance < least && (distance < (NEAR * cell) ** 2 || touch(item, other, x, y))) {
          least = distance;
          best = other;
        }
      }
    }
  }
  return best;
}

/** @param {Cluster} a @param {Cluster} b @param {number} x pixels between them @param {number} y */
function touch(a, b, x, y) {
  const p = badgeSize(a.count);
  const q = badgeSize(b.count);
  return x < p.w + q.w + GAP && y < p.h + q.h + GAP;
}

/**
 * Whether a cluster falls apart at the deepest zoom.
 * @param {Cluster} item @param {number} deepestScale @param {number} cell
 */
export function splits(item, deepestScale, cell) {
  const width = Math.max(item.box.maxX - item.box.minX, item.box.maxY - item.box.minY);
  return width * deepestScale > cell;
}
