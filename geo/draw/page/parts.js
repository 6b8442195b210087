// A large file made piece by piece: the reader can go on meanwhile, and the whole never stands in memory as one text.

const SLICE = 20; // ms of work between two chances for the reader
const LARGE = 4_000_000; // characters that are handed over at once

/**
 * @param {Iterator<string, void>} parts made one after the other @param {string} type
 * @returns {Promise<Blob>}
 */
export async function blobOfParts(parts, type) {
  /** @type {Blob[]} */
  const blobs = [];
  /** @type {string[]} */
  let held = [];
  let size = 0;
  let stop = performance.now() + SLICE;
  for (let next = parts.next(); !next.done; next = parts.next()) {
    held.push(next.value);
    size += next.value.length;
    if (size > LARGE) {
      blobs.push(new Blob(held)); // out of the script's memory
      held = [];
      size = 0;
    }
    if (performance.now() < stop) continue;
    await new Promise((go) => setTimeout(go));
    stop = performance.now() + SLICE;
  }
  return new Blob([...blobs, ...held], { type });
}
