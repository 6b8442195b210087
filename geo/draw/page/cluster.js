// Points → clusters: a grid pass in screen pixels, then cells whose marks would touch are joined. Pure.

/**
 * @typedef {object} Cluster
 * @property {number} x mean world coordinates of the members
 * @property {number} y
 * @property {number[]} members rows
 * @property {import("./geometry.js").Box} box of the members, world coordinates
 */

/**
 * Cells are fixed to the world, not to the view, so clusters do not change while the map is moved.
 * @param {ArrayLike<number>} rows events to place @param {Float64Array} xs world @param {Float64Array} ys
 * @param {number} scale pixels in a world unit @param {number} cell pixels
 * @param {import("./geometry.js").Box} view world
 * @returns {Cluster[]} in the order of their first member
 */
export function cluster(rows, xs, ys, scale, cell, view) {
  const size = cell / scale;
  const margin = size * 2; // cells cut by the view's edge must be whole
  /** @type {Map<number, Cluster>} */
  const cells = new Map();
  const columns = Math.ceil(256 / size) + 2;
  for (let r = 0; r < rows.length; r++) {
    const i = rows[r] ?? 0;
    const x = xs[i] ?? NaN;
    const y = ys[i] ?? NaN;
    if (!(
      x >= view.minX - margin &&
      x <= view.maxX + margin &&
      y >= view.minY - margin &&
      y <= view.maxY + margin
    ))
      continue;
    const key = Math.floor(y / size) * columns + Math.floor(x / size);
    const found = cells.get(key);
    if (found) join(found, x, y, [i]);
    else cells.set(key, { x, y, members: [i], box: { minX: x, minY: y, maxX: x, maxY: y } });
  }
  return joinNeighbours([...cells.values()], size * 0.8);
}

/**
 * @param {Cluster} into @param {number} x @param {number} y
 * @param {number[]} members all at x, y on average
 */
function join(into, x, y, members) {
  const old = into.members.length;
  const share = members.length / (old + members.length);
  into.x += (x - into.x) * share;
  into.y += (y - into.y) * share;
  for (const member of members) into.members.push(member);
  into.box.minX = Math.min(into.box.minX, x);
  into.box.maxX = Math.max(into.box.maxX, x);
  into.box.minY = Math.min(into.box.minY, y);
  into.box.maxY = Math.max(into.box.maxY, y);
}

/**
 * Neighbouring cells whose centres are nearer than `reach` become one; the fuller takes the other.
 * @param {Cluster[]} list @param {number} reach
 */
function joinNeighbours(list, reach) {
  const kept = [];
  const byCell = new Map();
  /** @param {number} cx @param {number} cy */
  const keyOf = (cx, cy) => `${cx},${cy}`;
  const queue = list
    .map((item, i) => ({ item, i }))
    .sort((a, b) => b.item.members.length - a.item.members.length || a.i - b.i);
  for (const { item, i } of queue) {
    const cx = Math.floor(item.x / reach);
    const cy = Math.floor(item.y / reach);
    const near = nearest(item, neighbours(byCell, cx, cy, keyOf), reach);
    if (near) {
      const box = { ...near.box };
      join(near, item.x, item.y, item.members);
      near.box.minX = Math.min(box.minX, item.box.minX);
      near.box.maxX = Math.max(box.maxX, item.box.maxX);
      near.box.minY = Math.min(box.minY, item.box.minY);
      near.box.maxY = Math.max(box.maxY, item.box.maxY);
    } else {
      kept.push({ item, i });
      const key = keyOf(cx, cy);
      byCell.set(key, [...(byCell.get(key) ?? []), item]);
    }
  }
  return kept.sort((a, b) => a.i - b.i).map(({ item }) => item);
}

/**
 * @param {Map<string, Cluster[]>} byCell @param {number} cx @param {number} cy
 * @param {(x: number, y: number) => string} keyOf
 */
function neighbours(byCell, cx, cy, keyOf) {
  const found = [];
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) found.push(...(byCell.get(keyOf(cx + dx, cy + dy)) ?? []));
  }
  return found;
}

/** @param {Cluster} item @param {Cluster[]} others @param {number} reach @returns {Cluster | null} */
function nearest(item, others, reach) {
  let best = null;
  let least = reach * reach;
  for (const other of others) {
    const distance = (other.x - item.x) ** 2 + (other.y - item.y) ** 2;
    if (distance < least) {
      least = distance;
      best = other;
    }
  }
  return best;
}

/**
 * Whether a cluster falls apart at the deepest zoom.
 * @param {Cluster} item @param {number} deepestScale @param {number} cell
 */
export function splits(item, deepestScale, cell) {
  const width = Math.max(item.box.maxX - item.box.minX, item.box.maxY - item.box.minY);
  return width * deepestScale > cell;
}
