// Search: title, place in any spelling, actor, source; all words must be found. Pure.

import { fold, heardAs, skeleton } from "./folding.js";

/** @typedef {{ texts: string[], places: (Set<string> | null)[] }} Index folded text, heard place names, by event */
/** @type {WeakMap<import("./decode.js").Data, Index>} */
const indexes = new WeakMap();

/**
 * @param {import("./decode.js").Data} data @param {string} query
 * @returns {Uint8Array | null} 1 for each event found; null when there is nothing to look for
 */
export function search(data, query) {
  const wanted = fold(query).split(" ").filter(Boolean);
  if (!wanted.length) return null;
  const index = indexOf(data);
  const heard = wanted.map(heardAs);
  const hits = new Uint8Array(data.count);
  for (let i = 0; i < data.count; i++) {
    const text = index.texts[i] ?? "";
    const places = index.places[i];
    hits[i] = Number(wanted.every((word, w) => text.includes(word) || (heard[w] && places?.has(heard[w] ?? ""))));
  }
  return hits;
}

/** Made at the first search. @param {import("./decode.js").Data} data @returns {Index} */
function indexOf(data) {
  let index = indexes.get(data);
  if (!index) indexes.set(data, (index = build(data)));
  return index;
}

/** Each distinct text is folded once. @param {import("./decode.js").Data} data @returns {Index} */
function build({ raw, count, facets }) {
  const { events, strings } = raw;
  const spellings = new Map(raw.spellings);
  /** @type {Map<number, string>} */
  const folded = new Map();
  /** @type {Map<number, Set<string> | null>} */
  const heard = new Map();
  /** @param {number} id */
  const text = (id) => {
    let value = folded.get(id);
    if (value === undefined) {
      value = fold([strings[id] ?? "", ...(spellings.get(id) ?? [])].join(" | "));
      folded.set(id, value);
      const bones = value.split(" ").filter((word) => /^[a-z]{4,}$/.test(word)).map(skeleton);
      heard.set(id, bones.length ? new Set(bones) : null);
    }
    return value;
  };
  const source = facets.find(({ key }) => key === "source");
  const sources = (source?.values ?? []).map(fold);
  const texts = new Array(count);
  const places = new Array(count);
  for (let i = 0; i < count; i++) {
    const place = events.place[i] ?? 0;
    texts[i] = [
      fold(events.title[i] ?? ""),
      text(place),
      text(events.local_name[i] ?? 0),
      text(events.to_place[i] ?? 0),
      ...(events.actors[i] ?? []).map(text),
      sources[source?.codes[source.start[i] ?? 0] ?? 0],
    ].join(" | ");
    places[i] = heard.get(place) ?? null;
  }
  return { texts, places };
}
