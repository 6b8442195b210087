// Rows by block, with the first and the last day in each: in the order of time, a stretch of days is a run of blocks
// that lie in it wholly, and a few that must be looked into. Pure.

import { OPEN_END, OPEN_START } from "./dates.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {[from: number, to: number]} Span inclusive days; OPEN_START and OPEN_END when open */

const BLOCK = 1024; // rows

/** @type {WeakMap<Data, { first: Int32Array, last: Int32Array }>} */
const known = new WeakMap();

/** @param {Data} data */
function blocksOf(data) {
  let blocks = known.get(data);
  if (!blocks) known.set(data, (blocks = makeBlocks(data)));
  return blocks;
}

/** @param {Data} data */
function makeBlocks({ count, from, to }) {
  const n = Math.ceil(count / BLOCK);
  const first = new Int32Array(n);
  const last = new Int32Array(n);
  for (let b = 0; b < n; b++) {
    let low = OPEN_END;
    let high = OPEN_START;
    for (let i = b * BLOCK, stop = Math.min(count, i + BLOCK); i < stop; i++) {
      low = Math.min(low, from[i] ?? 0);
      high = Math.max(high, to[i] ?? 0);
    }
    first[b] = low;
    last[b] = high;
  }
  return { first, last };
}

/**
 * The rows that may reach into some stretches of time, run by run; whole: each of a run lies wholly within one.
 * @param {Data} data @param {readonly Span[] | null} open null = all time
 * @param {(start: number, stop: number, whole: boolean) => void} act
 */
export function eachRun(data, open, act) {
  if (!open) {
    act(0, data.count, true);
    return;
  }
  const { first, last } = blocksOf(data);
  for (let b = 0; b < first.length; b++) {
    const low = first[b] ?? 0;
    const high = last[b] ?? 0;
    if (!open.some(([from, to]) => low <= to && high >= from)) continue;
    const whole = open.some(([from, to]) => low >= from && high <= to);
    act(b * BLOCK, Math.min(data.count, (b + 1) * BLOCK), whole);
  }
}

/** @type {WeakMap<Data, { days: Span | null }>} */
const reaches = new WeakMap();

/** First and last day that any event on the map names; null without any. @param {Data} data */
export function reachOf(data) {
  let known = reaches.get(data);
  if (!known) reaches.set(data, (known = { days: makeReach(data) }));
  return known.days;
}

/** @param {Data} data @returns {Span | null} */
function makeReach({ count, from, to, onMap }) {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < count; i++) {
    if (!onMap[i]) continue;
    const first = from[i] ?? OPEN_START;
    const last = to[i] ?? OPEN_END;
    if (first !== OPEN_START) {
      if (first < low) low = first;
      if (first > high) high = first;
    }
    if (last !== OPEN_END) {
      if (last < low) low = last;
      if (last > high) high = last;
    }
  }
  return low <= high ? [low, high] : null;
}
