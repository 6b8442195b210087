// Events counted by bar and category. Pure.

import { NOWHERE } from "./bins.js";
import { FAILS } from "./filter.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./bins.js").Bins} Bins */

/**
 * @typedef {object} Tally
 * @property {Float32Array} solid weight a slot and category, of events that lie within one slot
 * @property {Float32Array} soft of those spread over several
 * @property {Uint32Array} touched events that reach into each slot, without the long ones
 * @property {number[]} long long events that pass, one of each stretch and category
 * @property {number} most weight of the highest bar
 */

/**
 * What passes all but time, a slot and category: one pass.
 * @param {Data} data @param {Bins} bins @param {Uint16Array} fails @returns {Tally}
 */
export function tally(data, bins, fails) {
  const { first, last, slots, bar } = bins;
  const width = Math.max(1, data.raw.categories.length);
  const within = new Uint32Array(slots.length * width * 2); // one slot: possible, then certain, as `bar`
  const soft = new Float32Array(slots.length * width);
  const touched = new Uint32Array(slots.length);
  const long = distinct(data);
  for (let i = 0; i < bar.length; i++) {
    const at = bar[i] ?? NOWHERE;
    if (at === NOWHERE || (fails[i] ?? 0) & ~FAILS.time) continue;
    if (at >= 0) within[at] = (within[at] ?? 0) + 1;
    else if (bins.long[i]) long.add(i);
    else {
      const a = first[i] ?? 0;
      const b = last[i] ?? a;
      for (let s = a; s <= b; s++) {
        const own = s * width + (data.category[i] ?? 0);
        soft[own] = (soft[own] ?? 0) + 1 / (b - a + 1);
        touched[s] = (touched[s] ?? 0) + 1;
      }
    }
  }
  const solid = new Float32Array(soft.length);
  const heights = new Float32Array(slots.length);
  for (let at = 0; at < soft.length; at++) {
    const s = Math.floor(at / width);
    const [possible = 0, certain = 0] = within.subarray(2 * at, 2 * at + 2);
    solid[at] = certain;
    soft[at] = (soft[at] ?? 0) + possible;
    touched[s] = (touched[s] ?? 0) + possible + certain;
    heights[s] = (heights[s] ?? 0) + certain + (soft[at] ?? 0);
  }
  return { solid, soft, touched, long: long.events, most: heights.reduce((most, one) => Math.max(most, one), 0) };
}

/** One event of each stretch and category: those of the same days follow each other. @param {Data} data */
function distinct({ from, to, category }) {
  /** @type {number[]} */
  const events = [];
  const latest = new Int32Array(256).fill(-1); // by category
  return {
    events,
    /** @param {number} i */
    add(i) {
      const c = category[i] ?? 0;
      const before = latest[c] ?? -1;
      if (before >= 0 && from[before] === from[i] && to[before] === to[i]) return;
      latest[c] = i;
      events.push(i);
    },
  };
}
