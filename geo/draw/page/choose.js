// From what the reader chose to what is shown: run by the store before anyone hears of a change. Pure.

import { filter } from "./filter.js";
import { search } from "./search.js";
import { merged } from "./shown.js";

/** @typedef {import("./store.js").State} State */

const CHOICES = /** @type {const} */ (["span", "periods", "layers", "facets", "hits"]);

/**
 * @param {import("./decode.js").Data} data @param {State} state changed in place
 * @param {Set<keyof State>} changed what follows from it is added
 */
export function derive(data, state, changed) {
  if (changed.has("query") && !data.events.packed) {
    state.hits = search(data, state.query);
    changed.add("hits");
  }
  const chosen = CHOICES.some((key) => changed.has(key));
  if (chosen) {
    state.shown = filter(data, state);
    changed.add("shown");
  }
  if (!chosen && !changed.has("compare")) return;
  state.other = state.compare && filter(data, { ...state, span: state.compare, periods: [] });
  state.drawn = state.other ? merged(data, state.shown, state.other) : state.shown;
  changed.add("other").add("drawn");
}

/** The whole of what follows, for a page that opens. @param {import("./decode.js").Data} data @param {Omit<State, "hits" | "searching" | "arrived" | "shown" | "other" | "drawn">} chosen @returns {State} */
export function opened(data, chosen) {
  const state = /** @type {State} */ ({ hits: null, searching: false, arrived: 0, ...chosen });
  derive(data, state, new Set(["query", "span", "compare"]));
  return state;
}
