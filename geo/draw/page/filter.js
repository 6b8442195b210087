// Which events the chosen time, layers, filters and search show: one pass over the typed arrays. Pure.

import { OPEN_END, OPEN_START } from "./dates.js";
import { KIND } from "./decode.js";
import { FACETS, passes } from "./facets.js";

export const HIDDEN = 0;
export const CERTAIN = 1;
export const POSSIBLE = 2;

/** What an event fails, as bits; each facet has its own, from FAILS.facet upwards. */
export const FAILS = /** @type {const} */ ({ map: 1, time: 2, layer: 4, query: 8, facet: 16 });

/** @typedef {[from: number, to: number]} Span inclusive days; OPEN_START and OPEN_END when open */

/**
 * @typedef {object} Filter
 * @property {Span | null} span
 * @property {readonly number[]} periods those selected; none = all
 * @property {Uint8Array} layers 1 = on
 * @property {import("./facets.js").Choices} facets
 * @property {Uint8Array | null} hits 1 = found by the search; null = no search
 */

/**
 * @typedef {object} Shown
 * @property {Uint8Array} state HIDDEN, CERTAIN or POSSIBLE, one an event
 * @property {Uint16Array} fails the bits of FAILS, one an event; 0 = shown
 * @property {number} shown certain and possible together
 * @property {number} possible
 * @property {Int32Array} rows those shown, in the order of time
 * @property {Uint32Array} layerCertain counts a layer under all but the layers and periods themselves
 * @property {Uint32Array} layerPossible
 * @property {Uint32Array} kinds those shown by KIND
 * @property {number} suggested
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

/** @param {import("./decode.js").Data} data @param {Filter} filter @returns {Shown} */
export function filter(data, filter) {
  const { from, to, members, memberStart, within, raw } = data;
  const { span, hits } = filter;
  const open = windows(filter, raw.periods);
  const chosen = new Set(filter.periods);
  const inChosen = raw.layers.map((layer) => !chosen.size || chosen.has(layer.period));
  const unfaceted = filter.facets.every((on) => !on);
  const state = new Uint8Array(data.count);
  const fails = new Uint16Array(data.count);
  const layerCertain = new Uint32Array(raw.layers.length);
  const layerPossible = new Uint32Array(raw.layers.length);
  const kinds = new Uint32Array(KIND.none + 1);
  let shown = 0;
  let possible = 0;
  let suggested = 0;
  for (let i = 0; i < data.count; i++) {
    let failed = data.onMap[i] ? 0 : FAILS.map;
    if (hits && !hits[i]) failed |= FAILS.query;
    if (!unfaceted) failed |= facetFails(data, filter.facets, i);
    const first = from[i] ?? 0;
    const last = to[i] ?? 0;
    const inSpan = !span || (first <= span[1] && last >= span[0]);
    const spanHolds = !span || (first >= span[0] && last <= span[1]);
    const start = memberStart[i] ?? 0;
    const stop = memberStart[i + 1] ?? 0;
    const counted = inSpan && !failed;
    let anyOn = start === stop; // an event without any layer cannot be switched off
    let live = anyOn && !chosen.size;
    let held = live;
    let allOn = true;
    for (let m = start; m < stop; m++) {
      const layer = members[m] ?? 0;
      const inside = within[m] === 1;
      const tally = inside && spanHolds ? layerCertain : layerPossible;
      if (counted) tally[layer] = (tally[layer] ?? 0) + 1;
      if (!filter.layers[layer]) allOn = false;
      else {
        anyOn = true;
        if (inChosen[layer]) {
          live = true;
          held ||= inside;
        }
      }
    }
    const time = live && inSpan ? timeState(open, first, last) : HIDDEN;
    if (!anyOn) failed |= FAILS.layer;
    if (time === HIDDEN) failed |= FAILS.time;
    fails[i] = failed;
    if (failed) continue;
    // With one of its layers switched off, an event is certain only in a layer that holds it wholly.
    const result = time === CERTAIN && (allOn || held) ? CERTAIN : POSSIBLE;
    state[i] = result;
    shown++;
    if (result === POSSIBLE) possible++;
    if (data.suggested[i]) suggested++;
    const kind = data.kind[i] ?? KIND.none;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const rows = visible(state, shown);
  return { state, fails, shown, possible, rows, layerCertain, layerPossible, kinds, suggested };
}

/**
 * Those that are not hidden.
 * @param {Uint8Array} state @param {number} count how many they are
 */
export function visible(state, count) {
  const rows = new Int32Array(count);
  for (let i = 0, n = 0; n < count && i < state.length; i++) if (state[i] !== HIDDEN) rows[n++] = i;
  return rows;
}

/** @param {import("./decode.js").Data} data @param {import("./facets.js").Choices} choices @param {number} i */
function facetFails({ facets }, choices, i) {
  let failed = 0;
  for (let f = 0; f < FACETS.length; f++) {
    const facet = facets[f];
    if (facet && choices[f] && !passes(facet, choices[f], i)) failed |= FAILS.facet << f;
  }
  return failed;
}

/** @param {Span[] | null} open @param {number} first @param {number} last */
function timeState(open, first, last) {
  if (!open) return CERTAIN;
  let state = HIDDEN;
  for (const [from, to] of open) {
    if (first >= from && last <= to) return CERTAIN;
    if (first <= to && last >= from) state = POSSIBLE;
  }
  return state;
}
