// The turning points: events with a caption of their own, in the order of time. Pure.

import { OPEN_END, OPEN_START } from "./dates.js";
import { stepFrom } from "./step.js";

/** @typedef {import("./decode.js").Data} Data */

/** @param {Data} data @param {number} i */
export const captionOf = ({ events }, i) => events.turning(i);

/** @type {WeakMap<Data, Int32Array>} */
const known = new WeakMap();

/** Those without a place are among them, those without a date come last. @param {Data} data */
export function turningPoints(data) {
  let points = known.get(data);
  if (!points) known.set(data, (points = makePoints(data)));
  return points;
}

/** @param {Data} data */
function makePoints({ count, events, raw: { strings } }) {
  const { turning } = events.codes;
  /** @type {number[]} */
  const points = [];
  let plain = NaN; // a code without a caption: nearly all events have the same
  for (let i = 0; i < count; i++) {
    const code = turning[i] ?? -1;
    if (code === plain) continue;
    if (strings[code]?.trim()) points.push(i);
    else plain = code;
  }
  return Int32Array.from(points);
}

/**
 * The turning point before or after the event that is chosen.
 * @param {Data} data @param {number} selected @param {-1 | 1} step
 */
export const turningFrom = (data, selected, step) => stepFrom(turningPoints(data), selected, step);

/**
 * All that had happened by the end of what is told so far; null is all time. What has no end counts by its start.
 * @param {Data} data @param {Iterable<number>} told @returns {import("./filter.js").Span | null}
 */
export function spanUpTo(data, told) {
  let end = OPEN_START;
  for (const i of told) {
    const first = data.from[i] ?? OPEN_START;
    const last = data.to[i] ?? OPEN_END;
    if (first === OPEN_START && last === OPEN_END) return null; // undated
    end = Math.max(end, last < OPEN_END ? last : first);
  }
  return end > OPEN_START ? [OPEN_START, end] : null;
}
