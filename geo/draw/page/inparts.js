// A page whose rows come in parts, file by file: which comes first, and what it is by itself. Pure but for the address.

import { CHUNK } from "./columns.js";
import { parseHash } from "./hash.js";

/** The data as if one part of the rows were all. @param {import("./contract").GeoData} written @param {number} chunk */
export function partOf(written, chunk) {
  const count = Math.min(CHUNK, written.events.count - chunk * CHUNK);
  return { ...written, events: { ...written.events, count } };
}

/**
 * Which part of the rows holds the first day that the reader chose.
 * @param {import("./contract").GeoData} written @param {readonly (number | null)[]} days the first of each part
 */
export function firstNeeded({ page, periods }, days) {
  const chosen = parseHash(location.hash);
  const period = periods.find(({ id }) => id === (chosen.periods[0] ?? page.period));
  const day = chosen.from ?? period?.from ?? null;
  return day === null ? 0 : Math.max(0, ...days.map((first, k) => (first !== null && first <= day ? k : 0)));
}
