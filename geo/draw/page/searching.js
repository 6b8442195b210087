// Searching many events: block by block between frames, the first hits shown early, dropped at the next keystroke.

import { BLOCK, looker } from "./search.js";

const SLICE = 12; // ms of work between two chances for the reader
const FIRST = 80; // ms until what has been found is shown
const AGAIN = 500; // then every so often, until all is searched

/**
 * Packed events are searched here, all others where the choice is derived.
 * @param {import("./decode.js").Data} data @param {import("./store.js").Store} store
 */
export function followQuery(data, store) {
  if (!data.events.packed) return;
  let running = 0;
  /** @type {(() => void) | null} */
  let waiting = null;
  const next = createTurn();
  const begin = () => {
    const own = ++running;
    const look = looker(data, store.get().query);
    if (!look) {
      store.set({ hits: null, searching: false });
      return;
    }
    const hits = new Uint8Array(data.count);
    let block = 0;
    let due = performance.now() + FIRST;
    store.set({ searching: true });
    const slice = () => {
      if (own !== running) return;
      const stop = performance.now() + SLICE;
      const ready = () => block * BLOCK < data.count && data.events.ready(block * BLOCK);
      while (performance.now() < stop && ready()) look(block++, hits);
      const done = block * BLOCK >= data.count;
      if (done) store.set({ hits, searching: false });
      else if (performance.now() > due) {
        store.set({ hits: hits.slice() });
        due = performance.now() + AGAIN;
      }
      if (done) return;
      if (ready()) next(slice);
      else waiting = slice; // until its file has come
    };
    slice();
  };
  store.on(["query"], begin);
  store.on(["arrived"], () => {
    const go = waiting;
    waiting = null;
    go?.();
  });
  if (store.get().query) begin();
}

/** Goes on as soon as what the reader did has been heard; a timer would wait longer each time. */
function createTurn() {
  const { port1, port2 } = new MessageChannel();
  /** @type {(() => void) | null} */
  let waiting = null;
  port1.onmessage = () => waiting?.();
  return (/** @type {() => void} */ act) => {
    waiting = act;
    port2.postMessage(null);
  };
}
