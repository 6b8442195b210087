// Events counted by bar and category. Pure.

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
  const { first, last, slots } = bins;
  const { category } = data;
  const width = Math.max(1, data.raw.categories.length);
  const whole = new Uint32Array(slots.length * width); // events within one slot …
  const sure = new Uint32Array(slots.length * width); // … that are certain there
  const soft = new Float32Array(slots.length * width);
  const touched = new Uint32Array(slots.length);
  const long = distinct(data);
  for (let i = 0; i < data.count; i++) {
    const a = first[i] ?? -1;
    if (a < 0 || (fails[i] ?? 0) & ~FAILS.time) continue;
    const b = last[i] ?? a;
    if (bins.long[i]) long.add(i);
    else if (a === b) {
      const at = a * width + (category[i] ?? 0);
      whole[at] = (whole[at] ?? 0) + 1;
      sure[at] = (sure[at] ?? 0) + (bins.certain[i] ?? 0);
    } else {
      for (let s = a; s <= b; s++) {
        const at = s * width + (category[i] ?? 0);
        soft[at] = (soft[at] ?? 0) + 1 / (b - a + 1);
        touched[s] = (touched[s] ?? 0) + 1;
      }
    }
  }
  const solid = Float32Array.from(sure);
  const heights = new Float32Array(slots.length);
  for (let at = 0; at < whole.length; at++) {
    const s = Math.floor(at / width);
    const n = whole[at] ?? 0;
    soft[at] = (soft[at] ?? 0) + n - (sure[at] ?? 0);
    touched[s] = (touched[s] ?? 0) + n;
    heights[s] = (heights[s] ?? 0) + (solid[at] ?? 0) + (soft[at] ?? 0);
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
