// The filters beside time and layers: category, actor, source, place precision, status, confidence. Pure.

/**
 * What an event may be filtered by. Event i has the values codes[start[i]] … codes[start[i + 1] - 1]; at least one.
 * @typedef {object} Facet
 * @property {FacetKey} key
 * @property {string[]} values "" = not stated
 * @property {Uint32Array} start
 * @property {Uint32Array} codes index into `values`
 */

/** In the order of the page; the keys are those of the address too. */
export const FACETS = /** @type {const} */ (["category", "actor", "source", "place", "status", "confidence"]);
/** @typedef {typeof FACETS[number]} FacetKey */
/** Which values of a facet are on, null = all; one a facet, in the order of FACETS. @typedef {readonly (Uint8Array | null)[]} Choices */

/** @returns {Choices} */
export const everything = () => FACETS.map(() => null);

/**
 * The facets, each built when first asked for: a page opens without.
 * @param {import("./contract").GeoData} raw @returns {Facet[]}
 */
export function buildFacets(raw) {
  const { events, strings, categories, sources } = raw;
  /** @param {readonly number[]} column */
  const coded = (column) => (/** @type {number} */ i) => [strings[column[i] ?? -1] ?? ""];
  /** @type {Record<FacetKey, (i: number) => string[]>} */
  const valuesOf = {
    category: (i) => [categories[events.category[i] ?? 0]?.name ?? ""],
    actor: (i) => (events.actors[i] ?? []).map((id) => strings[id] ?? ""),
    source: (i) => {
      const source = sources[events.source[i] ?? -1];
      return [source ? source.title || source.outlet || source.id : (strings[events.publisher[i] ?? -1] ?? "")];
    },
    place: coded(events.geo_precision),
    status: coded(events.status),
    confidence: coded(events.confidence),
  };
  return FACETS.map((key) => {
    /** @type {ReturnType<typeof facet> | null} */
    let made = null;
    const built = () => (made ??= facet(events.count, valuesOf[key]));
    return {
      key,
      get values() {
        return built().values;
      },
      get start() {
        return built().start;
      },
      get codes() {
        return built().codes;
      },
    };
  });
}

/** @param {number} count @param {(i: number) => string[]} valuesOf */
function facet(count, valuesOf) {
  /** @type {Map<string, number>} */
  const codeOf = new Map();
  const start = new Uint32Array(count + 1);
  /** @type {number[]} */
  const codes = [];
  for (let i = 0; i < count; i++) {
    const values = valuesOf(i);
    for (const value of values.length ? values : [""]) {
      let code = codeOf.get(value);
      if (code === undefined) codeOf.set(value, (code = codeOf.size));
      codes.push(code);
    }
    start[i + 1] = codes.length;
  }
  return { values: [...codeOf.keys()], start, codes: Uint32Array.from(codes) };
}

/**
 * Whether an event has a value that is on.
 * @param {Facet} facet @param {Uint8Array | null | undefined} on @param {number} i
 */
export function passes({ start, codes }, on, i) {
  if (!on) return true;
  for (let c = start[i] ?? 0; c < (start[i + 1] ?? 0); c++) if (on[codes[c] ?? 0]) return true;
  return false;
}

/**
 * How many events each value of a facet has under everything else that is chosen.
 * @param {import("./decode.js").Data} data @param {Uint16Array} fails see filter.js @param {number} at index of
 * the facet @param {number} bit its bit in `fails`
 */
export function facetCounts({ facets, count }, fails, at, bit) {
  const facet = /** @type {Facet} */ (facets[at]);
  const counts = new Uint32Array(facet.values.length);
  for (let i = 0; i < count; i++) {
    if ((fails[i] ?? 0) & ~bit) continue;
    for (let c = facet.start[i] ?? 0; c < (facet.start[i + 1] ?? 0); c++) {
      const code = facet.codes[c] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  return counts;
}
