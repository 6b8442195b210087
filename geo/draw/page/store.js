// The page's one state. Modules read it, change it by `set`, and hear of changes; none reaches into
// another's DOM.

/**
 * @typedef {object} State
 * @property {import("./filter.js").Span | null} span chosen days; cuts the selected periods
 * @property {readonly number[]} periods selected; none = all
 * @property {Uint8Array} layers 1 = on; replaced, never changed in place
 * @property {import("./facets.js").Choices} facets replaced, never changed in place
 * @property {string} query what the reader searches for
 * @property {Uint8Array | null} hits what the search found; null = no search
 * @property {boolean} searching more may yet be found
 * @property {number} arrived how often texts have come that were not there yet when they were asked for
 * @property {import("./filter.js").Shown} shown what all these let through
 * @property {import("./filter.js").Span | null} compare a second span, B, beside the first
 * @property {import("./filter.js").Shown | null} other what B lets through; null when nothing is compared
 * @property {import("./filter.js").Shown} drawn what the map draws: `shown`, or A filled with B hollow
 * @property {boolean} story the turning points are being walked
 * @property {import("./contract").View | null} view where the reader moved the map; null = where the page opened
 * @property {boolean} mentions the places that documents name without an event are drawn
 * @property {number} pointed such a place under the pointer or the focus, or -1
 * @property {number} told such a place whose sentences are read, or -1
 * @property {Spot | null} spot looked at for a name that could not be placed
 * @property {number} selected event, or -1
 * @property {number} hovered event, or -1
 * @property {Int32Array | readonly number[] | null} pile events listed in place of all, because they share one spot
 * @property {"map" | "list" | "step" | "story" | "hash" | "tray"} via where the selection came from
 */

/** @typedef {{ name: string, lon: number, lat: number }} Spot degrees */
/** @typedef {(state: Readonly<State>, changed: ReadonlySet<keyof State>) => void} Listener */

/**
 * @typedef {object} Store
 * @property {() => Readonly<State>} get
 * @property {(patch: Partial<State>) => void} set
 * @property {(keys: (keyof State)[], listener: Listener) => void} on
 */

/**
 * @param {State} initial
 * @param {(state: State, changed: Set<keyof State>) => void} derive runs before listeners hear
 * @returns {Store}
 */
export function createStore(initial, derive = () => {}) {
  const state = { ...initial };
  /**
   * @type {{ keys: Set<keyof State>, listener: (state: State, changed: ReadonlySet<keyof State>) => void }[]}
   */
  const listeners = [];
  return {
    get: () => state,
    set(patch) {
      /** @type {Set<keyof State>} */
      const changed = new Set();
      for (const key of /** @type {(keyof State)[]} */ (Object.keys(patch))) {
        if (Object.is(state[key], patch[key])) continue;
        Object.assign(state, { [key]: patch[key] });
        changed.add(key);
      }
      if (!changed.size) return;
      derive(state, changed);
      for (const { keys, listener } of listeners) {
        if ([...changed].some((key) => keys.has(key))) listener(state, changed);
      }
    },
    on(keys, listener) {
      listeners.push({ keys: new Set(keys), listener });
    },
  };
}
