// The filters beside time and layers: category, actor, source, place precision, status, confidence. Pure.

/**
 * What an event may be filtered by. Events of one group have the same values: event i those of `of[groups[i]]`, at
 * least one.
 * @typedef {object} Facet
 * @property {FacetKey} key
 * @property {string[]} values "" = not stated
 * @property {import("./columns.js").Integers} groups one an event
 * @property {(readonly number[])[]} of index into `values`, by group
 */

/** In the order of the page; the keys are those of the address too. */
export const FACETS = /** @type {const} */ (["category", "actor", "source", "place", "status", "confidence"]);
/** @typedef {typeof FACETS[number]} FacetKey */
/** Which values of a facet are on, null = all; one a facet, in the order of FACETS. @typedef {readonly (Uint8Array | null)[]} Choices */
/** Groups, and their values in words. @typedef {{ groups: Facet["groups"], named: (group: number, i: number) => string[] }} Grouping */

const NONE = /** @type {readonly number[]} */ ([]); // of a group without events

/** @returns {Choices} */
export const everything = () => FACETS.map(() => null);

/**
 * The facets, each built when first asked for: a page opens without.
 * @param {import("./decode.js").Head} raw @param {import("./columns.js").Events} events @returns {Facet[]}
 */
export function buildFacets({ categories, sources }, events) {
  /** @param {"geo_precision" | "status" | "confidence"} column @returns {Grouping} */
  const coded = (column) => ({ groups: events.codes[column], named: (_, i) => [events[column](i)] });
  /** @type {Record<FacetKey, () => Grouping>} */
  const groupings = {
    category: () => ({ groups: events.category, named: (c) => [categories[c]?.name ?? ""] }),
    actor: () => ({ groups: events.codes.actors, named: (_, i) => events.actors(i) }),
    source: () => ({
      groups: publishers(events, sources.length),
      named: (_, i) => {
        const source = sources[events.source[i] ?? -1];
        return [source ? source.title || source.outlet || source.id : events.publisher(i)];
      },
    }),
    place: () => coded("geo_precision"),
    status: () => coded("status"),
    confidence: () => coded("confidence"),
  };
  return FACETS.map((key) => {
    /** @type {Omit<Facet, "key"> | null} */
    let made = null;
    const built = () => (made ??= facet(groupings[key]()));
    return {
      key,
      get values() {
        return built().values;
      },
      get groups() {
        return built().groups;
      },
      get of() {
        return built().of;
      },
    };
  });
}

/** An event without a source is known by its publisher. @param {import("./columns.js").Events} events @param {number} known */
function publishers({ count, source, codes: { publisher } }, known) {
  if (!known) return publisher;
  const out = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const own = source[i] ?? -1;
    out[i] = own >= 0 ? own : known + (publisher[i] ?? 0);
  }
  return out;
}

/** Each group is asked for its values once, at its first event. @param {Grouping} grouping @returns {Omit<Facet, "key">} */
function facet({ groups, named }) {
  /** @type {Map<string, number>} */
  const codeOf = new Map();
  /** @param {string} value */
  const code = (value) => {
    const at = codeOf.get(value) ?? codeOf.size;
    codeOf.set(value, at);
    return at;
  };
  let size = 1;
  for (let i = 0; i < groups.length; i++) size = Math.max(size, (groups[i] ?? 0) + 1);
  /** @type {(readonly number[])[]} */
  const of = new Array(size).fill(NONE);
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] ?? 0;
    if (of[group] !== NONE) continue;
    const names = named(group, i);
    of[group] = (names.length ? names : [""]).map(code);
  }
  return { values: [...codeOf.keys()], groups, of };
}

/** Which groups have a value that is on. @param {Pick<Facet, "of">} facet @param {Uint8Array} on */
export function lit({ of }, on) {
  const out = new Uint8Array(of.length);
  of.forEach((values, group) => (out[group] = Number(values.some((value) => on[value]))));
  return out;
}

/**
 * Whether an event has a value that is on.
 * @param {Facet} facet @param {Uint8Array | null | undefined} on @param {number} i
 */
export const passes = ({ groups, of }, on, i) => !on || Boolean(of[groups[i] ?? 0]?.some((value) => on[value]));

/**
 * How many events each value of a facet has under everything else that is chosen.
 * @param {import("./decode.js").Data} data @param {Uint16Array} fails see filter.js @param {number} at index of
 * the facet @param {number} bit its bit in `fails`
 */
export function facetCounts({ facets }, fails, at, bit) {
  return tallied(/** @type {Facet} */ (facets[at]), fails, ~bit);
}

/**
 * How many events each value of a facet has, without those that have one of some bits.
 * @param {Facet} facet @param {Uint16Array} [bits] one an event @param {number} [without]
 */
export function tallied({ groups, of, values }, bits, without = 0) {
  const perGroup = new Uint32Array(of.length);
  for (let i = 0; i < groups.length; i++) {
    if (bits && (bits[i] ?? 0) & without) continue;
    const group = groups[i] ?? 0;
    perGroup[group] = (perGroup[group] ?? 0) + 1;
  }
  const out = new Uint32Array(values.length);
  of.forEach((own, group) => own.forEach((value) => (out[value] = (out[value] ?? 0) + (perGroup[group] ?? 0))));
  return out;
}
