// A large file made piece by piece: the reader can go on meanwhile, and the whole never stands in memory as one text.

const SLICE = 20; // ms of work between two chances for the reader
const WAIT = 50; // ms
const LARGE = 4_000_000; // characters that are handed over at once

/**
 * @param {Iterator<string | null, void>} parts made one after the other; null when the next cannot be made yet @param {string} type
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
    if (next.value === null) await new Promise((go) => setTimeout(go, WAIT));
    held.push(next.value ?? "");
    size += next.value?.length ?? 0;
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
