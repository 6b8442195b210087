// The words of a search, marked where they stand in a text.

import { h } from "./dom.js";
import { foundPlaces } from "./found.js";

/**
 * The text as nodes, with what was searched for in marks.
 * @param {string} text @param {string} query @param {boolean} [byEar] see found.js
 * @returns {(Node | string)[]}
 */
export function highlighted(text, query, byEar = false) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let at = 0;
  for (const [start, end] of foundPlaces(text, query, byEar)) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push(h("mark", { class: "found" }, text.slice(start, end)));
    at = end;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
