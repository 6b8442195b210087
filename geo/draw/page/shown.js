// What is shown, with its counts; what few readers of it ask for is made when first asked for. Pure.

import { KIND } from "./decode.js";
import { traitsOf } from "./traits.js";

export const HIDDEN = 0;
export const CERTAIN = 1;
export const POSSIBLE = 2;

const BLOCK = 4096; // events

/** @typedef {import("./decode.js").Data} Data */

/**
 * @typedef {object} Shown
 * @property {Uint8Array} when how each stands in time if it passes search and facets: HIDDEN, CERTAIN or POSSIBLE
 * @property {Uint8Array} table what is shown of a trait that stands in time certainly; then of one that does possibly
 * @property {(i: number) => number} at HIDDEN, CERTAIN or POSSIBLE
 * @property {Uint8Array} state the same of all; made when first asked for, as `rows` and `fails`
 * @property {Uint16Array} fails the bits of FAILS, one an event; 0 = shown
 * @property {number} shown certain and possible together
 * @property {number} possible
 * @property {Int32Array} rows those shown, in the order of time
 * @property {Uint16Array | null} failed the bits of search and facets alone; null = none fails
 * @property {Uint8Array} ofTrait the other bits but for the days, one a trait
 * @property {Uint32Array} layerCertain counts a layer under all but the layers and periods themselves
 * @property {Uint32Array} layerPossible
 * @property {Uint32Array} kinds those shown by KIND
 * @property {Uint32Array} categories those shown by category
 * @property {number} suggested
 * @property {number} disputed
 */

/**
 * @param {Data} data @param {import("./filter.js").Standing} inTime @param {Uint8Array} table
 * @param {Pick<Shown, "failed" | "ofTrait"> & { layers: () => Uint32Array, fails: () => Uint16Array }} later layers:
 * how many stand certainly, then how many possibly in the chosen time, a trait
 * @returns {Shown}
 */
export function shownOf(data, { when, counts: stand }, table, later) {
  const traits = traitsOf(data);
  const counts = { shown: 0, possible: 0, suggested: 0, disputed: 0 };
  const kinds = new Uint32Array(KIND.none + 1);
  const categories = new Uint32Array(256);
  stand.forEach((n, key) => {
    const own = table[key] ?? HIDDEN;
    if (own === HIDDEN) return;
    const trait = key % traits.count;
    const kind = traits.kind[trait] ?? KIND.none;
    const category = traits.category[trait] ?? 0;
    counts.shown += n;
    if (own === POSSIBLE) counts.possible += n;
    counts.suggested += n * (traits.suggested[trait] ?? 0);
    counts.disputed += n * (traits.disputed[trait] ?? 0);
    kinds[kind] = (kinds[kind] ?? 0) + n;
    categories[category] = (categories[category] ?? 0) + n;
  });
  const { of, count } = traits;
  const state = once(() => stateOf(when, of, table));
  const rows = once(() => rowsOf(state(), counts.shown));
  const layers = once(() => layerCounts(data, later.layers()));
  const fails = once(later.fails);
  return {
    when,
    table,
    at(i) {
      const time = when[i] ?? HIDDEN;
      return time === HIDDEN ? HIDDEN : (table[(time - CERTAIN) * count + (of[i] ?? 0)] ?? HIDDEN);
    },
    failed: later.failed,
    ofTrait: later.ofTrait,
    ...counts,
    kinds,
    categories,
    get state() {
      return state();
    },
    get rows() {
      return rows();
    },
    get fails() {
      return fails();
    },
    get layerCertain() {
      return layers().certain;
    },
    get layerPossible() {
      return layers().possible;
    },
  };
}

/** @template T @param {() => T} make */
function once(make) {
  /** @type {{ made: T } | null} */
  let kept = null;
  return () => (kept ??= { made: make() }).made;
}

/** The shown events in the order of time, looked for no further than they are asked for. */
export class Rows {
  /** @param {Shown} shown */
  constructor(shown) {
    this.shown = shown;
    this.length = shown.shown;
    this.starts = [0]; // how many are shown before each block
  }

  /** How many are shown before a block. @param {number} block */
  before(block) {
    const { starts, shown } = this;
    while (starts.length <= block) {
      let n = starts.at(-1) ?? 0;
      const start = (starts.length - 1) * BLOCK;
      for (let i = start; i < start + BLOCK; i++) if (shown.at(i) !== HIDDEN) n++;
      starts.push(n);
    }
    return starts[block] ?? 0;
  }

  /** The event of a row. @param {number} row */
  at(row) {
    if (!(row >= 0 && row < this.length)) return undefined;
    let block = 0;
    if ((this.starts.at(-1) ?? 0) > row) {
      let high = this.starts.length - 1;
      while (block + 1 < high) {
        const middle = (block + high) >> 1;
        if (this.before(middle) <= row) block = middle;
        else high = middle;
      }
    } else for (block = this.starts.length - 1; this.before(block + 1) <= row; block++);
    let i = block * BLOCK - 1;
    for (let n = this.before(block); n <= row; n++) while (this.shown.at(++i) === HIDDEN);
    return i;
  }

  /** The row of an event, or -1. @param {number} event */
  indexOf(event) {
    if (event < 0 || this.shown.at(event) === HIDDEN) return -1;
    const block = Math.floor(event / BLOCK);
    let n = this.before(block);
    for (let i = block * BLOCK; i < event; i++) if (this.shown.at(i) !== HIDDEN) n++;
    return n;
  }
}

/** @param {Uint8Array} when @param {import("./traits.js").Traits["of"]} of @param {Uint8Array} table */
function stateOf(when, of, table) {
  const count = table.length / 2;
  const state = new Uint8Array(when.length);
  for (let i = 0; i < state.length; i++) {
    const time = when[i] ?? HIDDEN;
    if (time !== HIDDEN) state[i] = table[(time - CERTAIN) * count + (of[i] ?? 0)] ?? HIDDEN;
  }
  return state;
}

/** @param {Uint8Array} state @param {number} count how many are shown */
function rowsOf(state, count) {
  const rows = new Int32Array(count);
  for (let i = 0, n = 0; n < count; i++) if (state[i] !== HIDDEN) rows[n++] = i;
  return rows;
}

/** @param {Data} data @param {Uint32Array} inTime */
function layerCounts(data, inTime) {
  const { layers, onMap, count } = traitsOf(data);
  const certain = new Uint32Array(data.raw.layers.length);
  const possible = new Uint32Array(data.raw.layers.length);
  layers.forEach((own, trait) => {
    if (!onMap[trait]) return;
    const whole = inTime[trait] ?? 0;
    const partly = inTime[count + trait] ?? 0;
    for (const code of own) {
      const layer = code >> 1;
      const sure = code & 1 ? whole : 0; // it lies wholly in the layer's period, and in the chosen time
      certain[layer] = (certain[layer] ?? 0) + sure;
      possible[layer] = (possible[layer] ?? 0) + whole + partly - sure;
    }
  });
  return { certain, possible };
}

/**
 * What two spans show together: all of the first as certain, what only the second holds as possible.
 * @param {Data} data @param {Shown} a @param {Shown} b @returns {Shown}
 */
export function merged(data, a, b) {
  const { of, count } = traitsOf(data);
  const when = new Uint8Array(data.count);
  const counts = new Uint32Array(2 * count);
  for (let i = 0; i < when.length; i++) {
    const own = a.at(i) !== HIDDEN ? CERTAIN : b.at(i) !== HIDDEN ? POSSIBLE : HIDDEN;
    if (own === HIDDEN) continue;
    when[i] = own;
    const key = (own - CERTAIN) * count + (of[i] ?? 0);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  const table = new Uint8Array(2 * count).fill(CERTAIN, 0, count).fill(POSSIBLE, count);
  const { failed, ofTrait } = a;
  const later = { layers: () => counts, fails: () => a.fails, failed, ofTrait };
  return Object.defineProperties(shownOf(data, { when, counts }, table, later), {
    layerCertain: { get: () => a.layerCertain },
    layerPossible: { get: () => a.layerPossible },
  });
}
