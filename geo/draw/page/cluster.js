// Points → clusters: a grid pass in screen pixels, then cells whose marks or badges would touch are joined. Pure.

/**
 * @typedef {object} Cluster
 * @property {number} x mean world coordinates of the members
 * @property {number} y
 * @property {number[]} members rows, in the order given
 * @property {import("./geometry.js").Box} box of the members, world coordinates
 * @property {number} count of members
 * @property {Cluster | null} into the one that took it while they were made
 */

const NEAR = 0.8; // of a cell: marks nearer than this are one
const GAP = 2; // pixels between badges
const ROUNDS = 4; // joining moves and widens badges, so that they may touch others

/**
 * Half the width and height of the mark of one event, of the badge of more.
 * @param {number} count @returns {{ w: number, h: number }} pixels
 */
export const badgeSize = (count) =>
  count === 1 ? { w: 7, h: 7 } : { w: Math.max(15, 8 + String(count).length * 4.5), h: 14 };

/**
 * Cells are fixed to the world, not to the view, so clusters do not change while the map is moved.
 * @param {ArrayLike<number>} rows events to place @param {Float64Array} xs world @param {Float64Array} ys
 * @param {number} scale pixels in a world unit @param {number} cell pixels
 * @param {import("./geometry.js").Box} view world
 * @returns {Cluster[]} in the order of their first member
 */
export function cluster(rows, xs, ys, scale, cell, view) {
  const size = cell / scale;
  const margin = size * 3; // cells cut by the view's edge must be whole
  const [minX, maxX, minY, maxY] = [view.minX - margin, view.maxX + margin, view.minY - margin, view.maxY + margin];
  const [left, top] = [Math.floor(minX / size), Math.floor(minY / size)];
  const across = Math.floor(maxX / size) - left + 1;
  const cells = new Int32Array(across * (Math.floor(maxY / size) - top + 1)).fill(-1); // index into `all`
  const cellOf = new Int32Array(rows.length).fill(-1);
  /** @type {Cluster[]} */
  const all = [];
  for (let r = 0; r < rows.length; r++) {
    const x = xs[rows[r] ?? 0] ?? NaN;
    const y = ys[rows[r] ?? 0] ?? NaN;
    if (!(x >= minX && x <= maxX && y >= minY && y <= maxY)) continue;
    const key = (Math.floor(y / size) - top) * across + Math.floor(x / size) - left;
    let at = cells[key] ?? -1;
    if (at < 0) {
      cells[key] = at = all.length;
      all.push({ x, y, members: [], box: { minX: x, minY: y, maxX: x, maxY: y }, count: 0, into: null });
    }
    cellOf[r] = at;
    const own = all[at];
    if (own) take(own, x, y, 1, x, y, x, y);
  }
  let list = all;
  for (let round = 0, before = Infinity; round < ROUNDS && list.length < before; round++) {
    before = list.length;
    list = joinNeighbours(list, scale, cell);
  }
  return gathered(rows, cellOf, all.map(last));
}

/**
 * The members of each cluster, in one more pass, so that they keep their order.
 * @param {ArrayLike<number>} rows @param {Int32Array} cellOf each row @param {Cluster[]} ends what took each cell
 */
function gathered(rows, cellOf, ends) {
  const clusters = [];
  for (let r = 0; r < rows.length; r++) {
    const end = ends[cellOf[r] ?? -1];
    if (!end) continue;
    if (!end.members.length) clusters.push(end);
    end.members.push(rows[r] ?? 0);
  }
  return clusters;
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
