// Areas and routes: events that are drawn as one thing, because they have one shape, or one disc. Pure.

import { KIND } from "./decode.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {{ of: Int32Array, first: number[], discs: number }} Spots of: spot of each event, -1 for a point or none;
 * first: an event of each; discs: how many have no shape */

/** @type {WeakMap<Data, Spots>} */
const known = new WeakMap();

/** @param {Data} data */
export function spotsOf(data) {
  let spots = known.get(data);
  if (!spots) known.set(data, (spots = makeSpots(data)));
  return spots;
}

/** @param {Data} data @returns {Spots} */
function makeSpots({ count, kind, geometry, x, y, radius, shapes }) {
  const of = new Int32Array(count).fill(-1);
  const byShape = new Int32Array(shapes.length).fill(-1);
  /** @type {Map<number, number[]>} spots on a meridian */
  const byX = new Map();
  /** @type {number[]} */
  const first = [];
  let discs = 0;
  for (let i = 0; i < count; i++) {
    if (kind[i] !== KIND.area && kind[i] !== KIND.line) continue;
    const shape = geometry[i] ?? -1;
    if (shape >= 0) {
      if ((byShape[shape] ?? -1) < 0) byShape[shape] = first.push(i) - 1;
      of[i] = byShape[shape] ?? -1;
      continue;
    }
    let there = byX.get(x[i] ?? 0);
    if (!there) byX.set(x[i] ?? 0, (there = []));
    let spot = there.find((s) => y[first[s] ?? 0] === y[i] && radius[first[s] ?? 0] === radius[i]);
    if (spot === undefined) {
      there.push((spot = first.push(i) - 1));
      discs++;
    }
    of[i] = spot;
  }
  return { of, first, discs };
}
