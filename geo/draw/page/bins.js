// Time in bins: the finest unit that keeps the bars few, long empty stretches folded, events counted. Pure.

import { slotAt } from "./axis.js";
import { OPEN_END, OPEN_START, dayNumber, fields } from "./dates.js";
import { reachOf } from "./stretches.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./axis.js").Slot} Slot */
/** @typedef {{ name: string, days: number, start: (day: number) => number }} Unit start: first day of the day's bin */

/**
 * @typedef {object} Bins
 * @property {Unit} unit
 * @property {readonly Slot[]} slots
 * @property {Int16Array} first slot of each event; -1 = nowhere
 * @property {Int16Array} last
 * @property {Uint8Array} long 1 for an event too long to be spread over bars
 * @property {Uint8Array} certain 1 for an event that lies within one bar
 * @property {Int32Array} bar slot × 2 of an event within one slot, + 1 where it is certain; NOWHERE, or SPREAD over
 * several and the long ones
 * @property {number[]} wide those that are SPREAD
 */

export const NOWHERE = -1;
export const SPREAD = -2;
export const MOST_BARS = 120;
const FEW_BARS = 12; // a short axis is widened to this
const LONG_SHARE = 1 / 8; // of all days: a longer event does not keep the axis from folding
const LONG_BINS = 12; // but an event of so few bins is never long
const FOLD_SHARE = 0.05; // of all days: a longer empty stretch is folded …
const FOLD_SHARE_SHORT = 1 / 3; // … and where all days are few, only a much longer one
const SHORT_DAYS = 3653;
const FOLD_BINS = 8; // but never so few bins
const NARROWEST = 0.35; // of a bar's width, where little happens

/** @param {string} name @param {number} count @returns {Unit} */
const months = (name, count) => ({
  name,
  days: 30.44 * count,
  start(day) {
    const { year, month } = fields(day);
    const at = Math.floor((year * 12 + month - 1) / count) * count;
    return dayNumber(Math.floor(at / 12), (((at % 12) + 12) % 12) + 1, 1);
  },
});

/** From fine to coarse. @type {readonly Unit[]} */
export const UNITS = [
  { name: "day", days: 1, start: (day) => day },
  { name: "week", days: 7, start: (day) => day - ((((day + 3) % 7) + 7) % 7) }, // from Monday
  months("month", 1),
  months("quarter", 3),
  months("year", 12),
  months("years", 60),
  months("decade", 120),
  months("century", 1200),
  months("millennium", 12000),
];

/** The first day of the next bin. @param {Unit} unit @param {number} start */
export const after = (unit, start) => unit.start(Math.round(start + unit.days * 1.2));

/**
 * Bins for the events on the map, and for what else the axis must reach.
 * @param {Data} data @param {[number, number]} domain inclusive days that the axis spans
 * @param {boolean} clip cut the first and the last bin at the domain's ends
 * @param {readonly [number, number][]} [periods] one that lies in a fold has a part of its own there
 * @returns {Bins}
 */
export function makeBins(data, domain, clip, periods = []) {
  const [low, high] = domain;
  const total = high - low + 1;
  const spans = finite(data, domain);
  for (const unit of UNITS) {
    const most = Math.max(total * LONG_SHARE, LONG_BINS * unit.days);
    const short = spans.filter(([from, to]) => to - from + 1 <= most);
    const share = total > SHORT_DAYS ? FOLD_SHARE : FOLD_SHARE_SHORT;
    // Where most events are long, what lies between the others is not empty.
    const least = events(short) * 2 > events(spans) ? Math.max(FOLD_BINS * unit.days, total * share) : Infinity;
    const runs = occupied(short.length ? short : spans, unit, domain, least);
    const rough = runs.reduce((sum, [from, to]) => sum + (to - from) / unit.days, 0);
    if (rough > MOST_BARS + 1 && unit !== UNITS.at(-1)) continue;
    const slots = partFolds(slotsOf(runs, unit, domain), periods);
    if (slots.filter(({ fold }) => !fold).length > MOST_BARS && unit !== UNITS.at(-1)) continue;
    if (clip) cut(slots, domain);
    else if (slots.length < FEW_BARS && slots.every(({ fold }) => !fold)) widen(slots, unit);
    const places = assign(data, slots, short.length ? most : Infinity);
    weigh(slots, places);
    return { unit, slots, ...places };
  }
  throw new Error("no unit"); // the last unit always returns
}

/** Days from, days to, and how many events have them. @typedef {[from: number, to: number, count: number]} Days */

/** @param {Days[]} spans */
const events = (spans) => spans.reduce((sum, [, , count]) => sum + count, 0);

/**
 * Days of the events on the map within the domain, in order; events of the same days follow each other.
 * @param {Data} data @param {[number, number]} domain
 */
function finite(data, [low, high]) {
  /** @type {Days[]} */
  const spans = [];
  /** @type {Days} */
  let last = [NaN, NaN, 0];
  for (let i = 0; i < data.count; i++) {
    const from = data.from[i] ?? OPEN_START;
    const to = data.to[i] ?? OPEN_END;
    if (!data.onMap[i] || from === OPEN_START || to === OPEN_END || to < low || from > high) continue;
    const start = Math.max(from, low);
    const stop = Math.min(to, high);
    if (start === last[0] && stop === last[1]) last[2]++;
    else spans.push((last = [start, stop, 1]));
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

/**
 * Stretches [from, to) with events in them, whole bins, joined across gaps too short to fold.
 * @param {Days[]} spans in order @param {Unit} unit @param {[number, number]} domain @param {number} least
 */
function occupied(spans, unit, [low, high], least) {
  const start = unit.start(low);
  const stop = after(unit, unit.start(high));
  /** @type {[number, number][]} */
  const runs = [];
  for (const [from, to] of spans) {
    const last = runs.at(-1);
    if (last && to < last[1]) continue;
    const begin = unit.start(from);
    const end = after(unit, unit.start(to));
    if (last && begin - last[1] < least) last[1] = Math.max(last[1], end);
    else runs.push([begin - start < least ? start : begin, end]);
  }
  const last = runs.at(-1);
  if (!last) return /** @type {[number, number][]} */ ([[start, stop]]);
  if (stop - last[1] < least) last[1] = stop;
  return runs;
}

/** @param {[number, number][]} runs @param {Unit} unit @param {[number, number]} domain */
function slotsOf(runs, unit, [low, high]) {
  /** @type {Slot[]} */
  const slots = [];
  const stop = after(unit, unit.start(high));
  let at = unit.start(low);
  for (const [from, to] of runs) {
    if (from > at) slots.push({ from: at, to: from, fold: true, weight: 1 });
    for (at = from; at < to; at = slots.at(-1)?.to ?? to) slots.push({ from: at, to: after(unit, at), fold: false, weight: 1 });
  }
  if (stop > at) slots.push({ from: at, to: stop, fold: true, weight: 1 });
  return slots;
}

/** @param {Slot[]} slots @param {readonly [number, number][]} periods */
function partFolds(slots, periods) {
  return slots.flatMap((slot) => {
    if (!slot.fold) return [slot];
    const inside = periods.filter(([from, to]) => from >= slot.from && to < slot.to);
    const at = [...new Set([slot.from, slot.to, ...inside.flatMap(([from, to]) => [from, to + 1])])].sort((a, b) => a - b);
    return at.slice(1).map((to, i) => ({ ...slot, from: at[i] ?? slot.from, to }));
  });
}

/** @param {Slot[]} slots @param {[number, number]} domain */
function cut(slots, [low, high]) {
  const first = slots[0];
  const last = slots.at(-1);
  if (first) first.from = low;
  if (last) last.to = high + 1;
}

/** One event alone still stands on an axis. @param {Slot[]} slots @param {Unit} unit */
function widen(slots, unit) {
  while (slots.length < FEW_BARS) {
    const first = slots[0]?.from ?? 0;
    const last = slots.at(-1)?.to ?? 0;
    slots.push({ from: last, to: after(unit, last), fold: false, weight: 1 });
    if (slots.length < FEW_BARS) slots.unshift({ from: unit.start(first - 1), to: first, fold: false, weight: 1 });
  }
}

/** @param {Data} data @param {readonly Slot[]} slots @param {number} most days of an event that is not long */
function assign(data, slots, most) {
  const first = new Int16Array(data.count).fill(-1);
  const last = new Int16Array(data.count).fill(-1);
  const long = new Uint8Array(data.count);
  const certain = new Uint8Array(data.count);
  const bar = new Int32Array(data.count).fill(NOWHERE);
  /** @type {number[]} */
  const wide = [];
  const low = slots[0]?.from ?? 0;
  const high = (slots.at(-1)?.to ?? 1) - 1;
  const slotOf = remembering(slots);
  for (let i = 0; i < data.count; i++) {
    const from = data.from[i] ?? OPEN_START;
    const to = data.to[i] ?? OPEN_END;
    if (!data.onMap[i] || to < low || from > high) continue;
    const a = slotOf(from);
    const b = to === from ? a : slotOf(to);
    first[i] = a;
    last[i] = b;
    const open = from === OPEN_START || to === OPEN_END;
    long[i] = open || to - from + 1 > most || slots[a]?.fold ? 1 : 0;
    const sure = a === b && from >= low && to <= high && !long[i] ? 1 : 0;
    certain[i] = sure;
    bar[i] = a === b && !long[i] ? a * 2 + sure : SPREAD;
    if (bar[i] === SPREAD) wide.push(i);
  }
  return { first, last, long, certain, bar, wide };
}

/** In the order of time, most events stand in the slot of the one before. @param {readonly Slot[]} slots */
function remembering(slots) {
  let [at, from, to] = [0, 0, 0];
  return (/** @type {number} */ day) => {
    if (day >= from && day < to) return at;
    at = slotAt(slots, day);
    ({ from, to } = slots[at] ?? { from: 0, to: 0 });
    return at;
  };
}

/**
 * Bars between two folds are narrower where little happens in them.
 * @param {Slot[]} slots @param {ReturnType<typeof assign>} places
 */
function weigh(slots, { first, long }) {
  const starts = new Uint32Array(slots.length);
  for (let i = 0; i < first.length; i++) {
    const s = first[i] ?? -1;
    if (s >= 0 && !long[i]) starts[s] = (starts[s] ?? 0) + 1;
  }
  const mean = starts.reduce((sum, n) => sum + n, 0) / (slots.filter(({ fold }) => !fold).length || 1);
  for (let a = 0, b = 0; a < slots.length; a = b + 1) {
    for (b = a; b < slots.length && !slots[b]?.fold; b++);
    const density = starts.subarray(a, b).reduce((sum, n) => sum + n, 0) / (b - a || 1);
    const weight = mean ? Math.max(NARROWEST, Math.min(1, Math.sqrt(density / mean))) : 1;
    for (const slot of slots.slice(a, b)) slot.weight = weight;
  }
}

/** Periods with open ends drawn to the data's ends. @param {Data} data @returns {[number, number][]} */
export function finiteSpans(data) {
  const [low, high] = reachOf(data) ?? [0, 0];
  return data.raw.periods.map(({ from, to }) => {
    const start = from ?? Math.min(low, to ?? low);
    return [start, Math.max(start, to ?? high)];
  });
}

/**
 * The days that the axis spans: a period's page is about that period.
 * @param {Data} data @param {[number, number][]} spans of the periods @returns {[number, number]}
 */
export function domainOf(data, spans) {
  const own = spans[data.home[0] ?? -1];
  if (own) return own;
  const days = [...spans, ...[reachOf(data) ?? []]].flat();
  return days.length ? [Math.min(...days), Math.max(...days)] : [0, 0];
}
