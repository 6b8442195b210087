// The turning points: events with a caption of their own, in the order of time. Pure.

import { OPEN_END, OPEN_START } from "./dates.js";
import { stepFrom } from "./step.js";

/** @typedef {import("./decode.js").Data} Data */

/** @param {Data} data @param {number} i */
export const captionOf = ({ events }, i) => events.turning(i);

/** Those without a place are among them, those without a date come last. @param {Data} data */
export function turningPoints({ events, raw: { strings } }) {
  const captions = Uint8Array.from(strings, (word) => Number(word.trim() !== ""));
  /** @type {number[]} */
  const points = [];
  events.codes.turning.forEach((code, i) => captions[code] && points.push(i));
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
