// Events counted by bar and category. Pure.

import { FAILS } from "./filter.js";
import { traitsOf } from "./traits.js";

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

/** @typedef {Pick<import("./filter.js").Shown, "failed" | "ofTrait">} Judged */

/**
 * What passes all but time, a slot and category.
 * @param {Data} data @param {Bins} bins @param {Judged} judged @returns {Tally}
 */
export function tally(data, bins, { failed, ofTrait }) {
  const { first, last, slots } = bins;
  const { of, count, category } = traitsOf(data);
  const width = Math.max(1, data.raw.categories.length);
  const within = new Uint32Array(slots.length * width * 2); // of one slot: possible, then certain
  const soft = new Float32Array(slots.length * width);
  const touched = new Uint32Array(slots.length);
  const long = distinct(data);
  const passes = Array.from({ length: count }, (_, trait) => !((ofTrait[trait] ?? 0) & ~FAILS.time));
  const byTrait = counted(data, bins, failed);
  for (let trait = 0, at = 0; trait < count; trait++) {
    for (let bar = 0; bar < 2 * slots.length; bar++, at++) {
      if (!passes[trait] || !byTrait[at]) continue;
      const own = ((bar >> 1) * width + (category[trait] ?? 0)) * 2 + (bar & 1);
      within[own] = (within[own] ?? 0) + (byTrait[at] ?? 0);
    }
  }
  for (const i of bins.wide) {
    if (failed?.[i] || !passes[of[i] ?? 0]) continue;
    if (bins.long[i]) {
      long.add(i);
      continue;
    }
    const a = first[i] ?? 0;
    const b = last[i] ?? a;
    for (let s = a; s <= b; s++) {
      const own = s * width + (data.category[i] ?? 0);
      soft[own] = (soft[own] ?? 0) + 1 / (b - a + 1);
      touched[s] = (touched[s] ?? 0) + 1;
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

/** The latest: a switch of layers leaves it as it is. @type {WeakMap<Bins, { failed: Uint16Array | null, counts: Uint32Array }>} */
const known = new WeakMap();

/**
 * Events within one slot that pass search and facets, by trait and bar: one pass.
 * @param {Data} data @param {Bins} bins @param {Uint16Array | null} failed
 */
function counted(data, bins, failed) {
  const last = known.get(bins);
  if (last && last.failed === failed) return last.counts;
  const { of, count } = traitsOf(data);
  const { bar } = bins;
  const size = 2 * bins.slots.length;
  const counts = new Uint32Array(size * count);
  for (let i = 0; i < bar.length; i++) {
    const own = bar[i] ?? -1;
    if (own < 0 || (failed !== null && failed[i] !== 0)) continue;
    const at = (of[i] ?? 0) * size + own;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  known.set(bins, { failed, counts });
  return counts;
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
