// Search: title, place in any spelling, actor, source; all words must be found. Pure.

import { FACETS, lit } from "./facets.js";
import { fold, foldRows, heardAs, ROW_END, skeleton } from "./folding.js";

/** @typedef {import("./decode.js").Data} Data */
/** Folded titles, a row after the other, and where each begins. @typedef {{ text: string, starts: Uint32Array }} Titles */
/** Looks through one block of rows, and marks what it finds. @typedef {(block: number, hits: Uint8Array) => void} Look */

/** Rows that are looked through at a time. */
export const BLOCK = 4096;
/** @type {WeakMap<Data, Index>} */
const indexes = new WeakMap();

/**
 * @param {Data} data @param {string} query
 * @returns {Uint8Array | null} 1 for each event found; null when there is nothing to look for
 */
export function search(data, query) {
  const look = looker(data, query);
  if (!look) return null;
  const hits = new Uint8Array(data.count);
  for (let block = 0; block * BLOCK < data.count; block++) look(block, hits);
  return hits;
}

/** How to look for a query, block by block; null when there is nothing to look for. @param {Data} data @param {string} query @returns {Look | null} */
export function looker(data, query) {
  const wanted = fold(query).split(" ").filter(Boolean);
  if (!wanted.length) return null;
  let index = indexes.get(data);
  if (!index) indexes.set(data, (index = new Index(data)));
  const { titles } = index;
  const words = wanted.map((word) => ({ word, named: index.named(word) }));
  const found = new Uint8Array(BLOCK);
  return (block, hits) => {
    const start = block * BLOCK;
    const rows = Math.min(BLOCK, data.count - start);
    hits.fill(1, start, start + rows);
    for (const { word, named } of words) {
      found.fill(0);
      mark(titles(block), word, found);
      for (let r = 0; r < rows; r++) if (!found[r] && !named(start + r)) hits[start + r] = 0;
    }
  };
}

/** @param {Titles} titles @param {string} word @param {Uint8Array} found */
function mark({ text, starts }, word, found) {
  let row = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[row])) {
    while ((starts[row + 1] ?? Infinity) <= at) row++;
    found[row++] = 1;
    if (row >= starts.length) return;
  }
}

/** What is known of the events for searching; the titles of a block are folded when first asked for. */
class Index {
  /** @param {Data} data */
  constructor({ raw, count, events, facets }) {
    const { strings } = raw;
    const { place, local_name, to_place, actors } = events.codes;
    /** @type {Map<number, Titles>} */
    const folded = new Map();
    /** @param {number} block @returns {Titles} */
    this.titles = (block) => {
      const known = folded.get(block);
      if (known) return known;
      const start = block * BLOCK;
      const own = Array.from({ length: Math.min(BLOCK, count - start) }, (_, r) => events.title(start + r));
      const made = rowsOf(foldRows(own));
      folded.set(block, made);
      return made;
    };
    const spellings = new Map(raw.spellings);
    const places = used(place, strings.length);
    const names = new Set([places, used(local_name, strings.length), used(to_place, strings.length), events.lists.flat()].flat());
    const texts = [...names].map((id) => ({ id, text: fold([strings[id] ?? "", ...(spellings.get(id) ?? [])].join(" | ")) }));
    const textOf = new Map(texts.map(({ id, text }) => [id, text]));
    const heard = places.map((id) => ({ id, sounds: soundsOf(textOf.get(id) ?? "") }));
    const sources = /** @type {import("./facets.js").Facet} */ (facets[FACETS.indexOf("source")]);
    const publishers = sources.values.map(fold);

    /** Whether an event's place, actors or source have a word. @param {string} word @returns {(i: number) => boolean} */
    this.named = (word) => {
      const said = new Uint8Array(strings.length);
      for (const { id, text } of texts) if (text.includes(word)) said[id] = 1;
      const placed = said.slice();
      const sound = heardAs(word);
      if (sound) for (const { id, sounds } of heard) if (sounds?.has(sound)) placed[id] = 1;
      const acting = Uint8Array.from(events.lists, (list) => Number(list.some((id) => said[id])));
      const telling = lit(sources, Uint8Array.from(publishers, (name) => Number(name.includes(word))));
      const { groups } = sources;
      return (i) =>
        Boolean(
          placed[place[i] ?? -1] || said[local_name[i] ?? -1] || said[to_place[i] ?? -1] || acting[actors[i] ?? -1] || telling[groups[i] ?? -1],
        );
    };
  }
}

/** @param {string} text @returns {Titles} */
function rowsOf(text) {
  const starts = [0];
  for (let at = text.indexOf(ROW_END); at >= 0; at = text.indexOf(ROW_END, at + 1)) starts.push(at + 1);
  return { text, starts: Uint32Array.from(starts) };
}

/** The codes that a column has. @param {import("./columns.js").Integers} codes @param {number} size */
function used(codes, size) {
  const seen = new Uint8Array(size);
  for (let i = 0; i < codes.length; i++) seen[codes[i] ?? 0] = 1;
  return [...seen.keys()].filter((code) => seen[code]);
}

/** How the words of a folded name sound. @param {string} text */
function soundsOf(text) {
  const bones = text.split(" ").filter((word) => /^[a-z]{4,}$/.test(word)).map(skeleton);
  return bones.length ? new Set(bones) : null;
}
