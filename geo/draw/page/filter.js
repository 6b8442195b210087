// Which events the chosen time, layers, filters and search show: by stretches of time and by traits. Pure.

import { OPEN_END, OPEN_START } from "./dates.js";
import { everything, lit } from "./facets.js";
import { CERTAIN, HIDDEN, POSSIBLE, shownOf } from "./shown.js";
import { eachRun } from "./stretches.js";
import { traitsOf } from "./traits.js";

export { CERTAIN, HIDDEN, POSSIBLE };

/** What an event fails, as bits; each facet has its own, from FAILS.facet upwards. */
export const FAILS = /** @type {const} */ ({ map: 1, time: 2, layer: 4, query: 8, facet: 16 });

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./stretches.js").Span} Span inclusive days; OPEN_START and OPEN_END when open */

/**
 * @typedef {object} Filter
 * @property {Span | null} span
 * @property {readonly number[]} periods those selected; none = all
 * @property {Uint8Array} layers 1 = on
 * @property {import("./facets.js").Choices} facets
 * @property {Uint8Array | null} hits 1 = found by the search; null = no search
 */

/**
 * The stretches of time that pass: the selected periods, joined where they touch, cut by the span.
 * Null is all time.
 * @param {Pick<Filter, "span" | "periods">} filter @param {readonly import("./contract").Period[]} periods
 * @returns {Span[] | null}
 */
export function windows({ span, periods: selected }, periods) {
  if (!selected.length) return span && [span];
  /** @type {Span[]} */
  const spans = selected.map((p) => [periods[p]?.from ?? OPEN_START, periods[p]?.to ?? OPEN_END]);
  spans.sort((a, b) => a[0] - b[0]);
  /** @type {Span[]} */
  const joined = [];
  for (const [from, to] of spans) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  if (!span) return joined;
  return joined
    .map(([from, to]) => /** @type {Span} */ ([Math.max(from, span[0]), Math.min(to, span[1])]))
    .filter(([from, to]) => from <= to);
}

/** @param {Data} data @param {Filter} choice @returns {Shown} */
export function filter(data, choice) {
  const open = windows(choice, data.raw.periods);
  const failed = failedBits(data, choice);
  const verdicts = judge(data, choice);
  const inTime = standing(data, failed, open);
  return shownOf(data, inTime, verdicts.table, {
    // Layers count under the span, whatever the periods.
    layers: () => (choice.periods.length ? standing(data, failed, choice.span && [choice.span]) : inTime).counts,
    fails: () => allFails(data, failed, open, verdicts.fails),
    failed,
    ofTrait: verdicts.fails,
  });
}

/**
 * What the chosen layers and periods make of each trait.
 * @typedef {object} Verdicts
 * @property {Uint8Array} fails the bits of FAILS that a trait fails whatever its days
 * @property {Uint8Array} table the state of a trait that stands in time certainly; then of one that does possibly
 */

/** @param {Data} data @param {Filter} choice @returns {Verdicts} */
function judge(data, { periods, layers }) {
  const { count, onMap, layers: layersOf } = traitsOf(data);
  const chosen = new Set(periods);
  const inChosen = data.raw.layers.map((layer) => !chosen.size || chosen.has(layer.period));
  const fails = new Uint8Array(count);
  const table = new Uint8Array(2 * count);
  layersOf.forEach((own, trait) => {
    const lit = own.filter((code) => layers[code >> 1]);
    const live = lit.filter((code) => inChosen[code >> 1]);
    const anyOn = !own.length || lit.length > 0; // an event without any layer cannot be switched off
    const anyLive = own.length ? live.length > 0 : !chosen.size;
    fails[trait] = (onMap[trait] ? 0 : FAILS.map) | (anyOn ? 0 : FAILS.layer) | (anyLive ? 0 : FAILS.time);
    if (fails[trait]) return;
    // With one of its layers switched off, an event is certain only in a layer that holds it wholly.
    const sure = lit.length === own.length || live.some((code) => code & 1);
    table[trait] = sure ? CERTAIN : POSSIBLE;
    table[count + trait] = POSSIBLE;
  });
  return { fails, table };
}

/**
 * How each event that passes search and facets stands in some stretches of time, whatever the layers.
 * @typedef {object} Standing
 * @property {Uint8Array} when HIDDEN, CERTAIN or POSSIBLE, one an event
 * @property {Uint32Array} counts how many stand in time certainly, then how many possibly, a trait
 */

const KEPT = 3; // of what is chosen, of its layers' counts, of what it is compared with

/** The latest first: a layer's switch leaves them as they are. @type {WeakMap<Data, { failed: Uint16Array | null, time: string, own: Standing }[]>} */
const standings = new WeakMap();

/** @param {Data} data @param {Uint16Array | null} failed @param {Span[] | null} open null = all time @returns {Standing} */
function standing(data, failed, open) {
  const known = standings.get(data) ?? [];
  const time = JSON.stringify(open);
  const found = known.find((one) => one.failed === failed && one.time === time) ?? { failed, time, own: sift(data, failed, open) };
  standings.set(data, [found, ...known.filter((one) => one !== found)].slice(0, KEPT));
  return found.own;
}

/** @param {Data} data @param {Uint16Array | null} failed @param {Span[] | null} open @returns {Standing} */
function sift(data, failed, open) {
  const { of, count } = traitsOf(data);
  const { from, to } = data;
  const counts = new Uint32Array(2 * count);
  const when = new Uint8Array(data.count);
  eachRun(data, open, (start, stop, whole) => {
    for (let i = start; i < stop; i++) {
      if (failed !== null && failed[i] !== 0) continue;
      const time = whole ? CERTAIN : timeState(open, from[i] ?? 0, to[i] ?? 0);
      if (time === HIDDEN) continue;
      const key = (time === CERTAIN ? 0 : count) + (of[i] ?? 0);
      counts[key] = (counts[key] ?? 0) + 1;
      when[i] = time;
    }
  });
  return { when, counts };
}

/**
 * The bits of search and facets, one an event; null when none is chosen. What did not change is not looked at again.
 * @typedef {{ hits: Uint8Array | null, facets: import("./facets.js").Choices, bits: Uint16Array | null }} Failed
 * @type {WeakMap<Data, Failed>}
 */
const lastFailed = new WeakMap();

/** @param {Data} data @param {Filter} choice @returns {Uint16Array | null} */
function failedBits(data, { hits, facets }) {
  const last = lastFailed.get(data) ?? { hits: null, facets: everything(), bits: null };
  if (hits === last.hits && facets.every((on, f) => on === last.facets[f])) return last.bits;
  const chosen = hits !== null || facets.some(Boolean);
  const bits = chosen ? (last.bits?.slice() ?? new Uint16Array(data.count)) : null; // what was given out stays as it is
  if (bits && hits !== last.hits) mark(bits, FAILS.query, hits && ((i) => hits[i] === 1));
  facets.forEach((on, f) => {
    if (bits && on !== last.facets[f]) mark(bits, FAILS.facet << f, on && passing(data.facets[f], on));
  });
  lastFailed.set(data, { hits, facets, bits });
  return bits;
}

/** @param {Uint16Array} bits @param {number} bit @param {((i: number) => boolean) | null} passes null = all do */
function mark(bits, bit, passes) {
  for (let i = 0; i < bits.length; i++) {
    const rest = (bits[i] ?? 0) & ~bit;
    bits[i] = passes === null || passes(i) ? rest : rest | bit;
  }
}

/** @param {import("./facets.js").Facet | undefined} facet @param {Uint8Array} on @returns {(i: number) => boolean} */
function passing(facet, on) {
  if (!facet) return () => true;
  const { groups } = facet;
  const ofGroup = lit(facet, on);
  return (i) => ofGroup[groups[i] ?? 0] === 1;
}

/**
 * @param {Data} data @param {Uint16Array | null} failed @param {Span[] | null} open
 * @param {Uint8Array} ofTrait what a trait fails whatever its days
 */
function allFails(data, failed, open, ofTrait) {
  const { of } = traitsOf(data);
  const fails = new Uint16Array(data.count);
  for (let i = 0; i < fails.length; i++) fails[i] = (failed ? (failed[i] ?? 0) : 0) | (ofTrait[of[i] ?? 0] ?? 0);
  /** @param {number} start @param {number} stop */
  const late = (start, stop) => {
    for (let i = start; i < stop; i++) fails[i] = (fails[i] ?? 0) | FAILS.time;
  };
  let done = 0;
  eachRun(data, open, (start, stop, whole) => {
    late(done, start);
    done = stop;
    for (let i = start; i < stop && !whole; i++)
      if (timeState(open, data.from[i] ?? 0, data.to[i] ?? 0) === HIDDEN) late(i, i + 1);
  });
  late(done, data.count);
  return fails;
}

/** @param {Span[] | null} open @param {number} first @param {number} last */
function timeState(open, first, last) {
  if (!open) return CERTAIN;
  let state = HIDDEN;
  for (let k = 0; k < open.length; k++) {
    const span = /** @type {Span} */ (open[k]);
    if (first >= span[0] && last <= span[1]) return CERTAIN;
    if (first <= span[1] && last >= span[0]) state = POSSIBLE;
  }
  return state;
}
