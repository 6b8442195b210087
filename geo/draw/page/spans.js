// Which two spans to compare, and how long they are. Pure.

import { OPEN_END, OPEN_START } from "./dates.js";
import { windows } from "./filter.js";
import { reachOf } from "./stretches.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./filter.js").Span} Span */
/** @typedef {import("./store.js").State} State */

/** First and last day of what is on the map. @param {Data} data @returns {Span} */
export const extent = (data) => reachOf(data) ?? [0, 0];

/** Open ends stand at the data's. @param {Span} span @param {Span} range @returns {Span} */
export function closed([from, to], [low, high]) {
  const start = from <= OPEN_START ? Math.min(low, to) : from;
  return [start, to >= OPEN_END ? Math.max(high, start) : to];
}

/** How many days some stretches of time hold; null is all time. @param {Span[] | null} open @param {Span} range */
export function daysIn(open, range) {
  return (open ?? [range]).map((span) => closed(span, range)).reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

/** @param {import("./contract").Period | undefined} period @returns {Span} */
export const spanOf = (period) => [period?.from ?? OPEN_START, period?.to ?? OPEN_END];

/** First to last day of the time that is chosen. @param {Data} data @param {Pick<State, "span" | "periods">} state */
export function chosenSpan(data, state) {
  const range = extent(data);
  const open = windows(state, data.raw.periods);
  const first = open?.[0];
  const last = open?.at(-1);
  return closed(first && last ? [first[0], last[1]] : (state.span ?? range), range);
}

/**
 * A and B to begin with: what is chosen, beside what came before it.
 * @param {Data} data @param {Pick<State, "span" | "periods">} state
 * @returns {Partial<State> & { compare: Span }}
 */
export function suggestion(data, state) {
  const { periods } = data.raw;
  const range = extent(data);
  const whole = chosenSpan(data, state);
  if (state.span) return { compare: before(whole) };
  const lively = data.home.length ? [] : periodsWithEvents(data);
  /** @param {number | undefined} p */
  const asB = (p) => closed(spanOf(periods[p ?? -1]), range);
  if (state.periods.length) {
    const others = lively.filter((p) => !state.periods.includes(p));
    const earlier = others.filter((p) => spanOf(periods[p])[0] < whole[0]);
    if (others.length) return { compare: asB(earlier.at(-1) ?? others[0]) };
  } else if (lively.length > 1) return { periods: lively.slice(-1), compare: asB(lively.at(-2)) };
  return halves(whole);
}

/** The stretch of the same length just before. @param {Span} span @returns {Span} */
const before = ([from, to]) => [from - (to - from + 1), from - 1];

/** @param {Span} span @returns {{ span: Span, compare: Span }} */
function halves([from, to]) {
  if (from === to) return { span: [from, to], compare: before([from, to]) };
  const middle = from + ((to - from + 1) >> 1);
  return { span: [middle, to], compare: [from, middle - 1] };
}

/** In the order of time. @param {Data} data */
function periodsWithEvents({ raw, count, from, to, onMap }) {
  const spans = raw.periods.map(spanOf);
  const lively = new Set();
  for (let i = 0; i < count; i++) {
    if (!onMap[i]) continue;
    spans.forEach(([start, stop], p) => {
      if ((from[i] ?? OPEN_START) <= stop && (to[i] ?? OPEN_END) >= start) lively.add(p);
    });
  }
  return spans
    .map((_, p) => p)
    .filter((p) => lively.has(p))
    .sort((p, q) => (spans[p]?.[0] ?? 0) - (spans[q]?.[0] ?? 0));
}
