// What no choice changes of an event, as one small number: events alike are judged and counted together. Pure.

/**
 * @typedef {object} Traits
 * @property {Uint16Array | Uint32Array} of the trait of each event
 * @property {number} count of traits
 * @property {number[][]} layers of each trait: layer × 2, + 1 where the event lies wholly inside the layer's period
 * @property {Uint8Array} kind one a trait, as those below
 * @property {Uint8Array} category
 * @property {Uint8Array} suggested
 * @property {Uint8Array} disputed
 * @property {Uint8Array} onMap
 */

/** @typedef {import("./decode.js").Data} Data */

const FEW = 2 ** 16; // traits that two bytes tell apart
const FLAGS = 64; // kind, suggested, disputed and onMap together

/** @type {WeakMap<Data, Traits>} */
const known = new WeakMap();

/** @param {Data} data */
export function traitsOf(data) {
  let traits = known.get(data);
  if (!traits) known.set(data, (traits = makeTraits(data)));
  return traits;
}

/** @param {Data} data @returns {Traits} */
function makeTraits(data) {
  const { count, kind, suggested, disputed, onMap } = data;
  const { classOf, layers } = memberClasses(data);
  /** The trait of a class and its flags, or -1. */
  let dense = new Int32Array(layers.length * FLAGS).fill(-1);
  const wide = new Uint32Array(count);
  /** @type {number[]} an event of each trait */
  const first = [];
  for (let i = 0; i < count; i++) {
    const flags = ((kind[i] ?? 0) << 3) | ((suggested[i] ?? 0) << 2) | ((disputed[i] ?? 0) << 1) | (onMap[i] ?? 0);
    const key = (classOf[i] ?? 0) * FLAGS + flags;
    let trait = dense[key] ?? 0;
    if (trait < 0) dense[key] = trait = first.push(i) - 1;
    wide[i] = trait;
  }
  /** @param {Uint8Array} column */
  const each = (column) => Uint8Array.from(first, (i) => column[i] ?? 0);
  return {
    of: first.length <= FEW ? new Uint16Array(wide) : wide,
    count: first.length,
    layers: first.map((i) => layers[classOf[i] ?? 0] ?? []),
    kind: each(kind),
    category: each(data.category),
    suggested: each(suggested),
    disputed: each(disputed),
    onMap: each(onMap),
  };
}

/**
 * Events of the same layers are of one class; those of none, of one a category.
 * @param {Data} data
 */
function memberClasses({ count, memberStart, members, within, category }) {
  /** @type {number[][]} */
  const layers = [];
  /** @type {Map<number, number>} class of a category without layers, or of a class and the layer that comes to it */
  const grown = new Map();
  const STEP = 2 ** 17; // beyond every layer × 2 + 1
  /** @param {number} before a class, or -1 @param {number} own */
  const grow = (before, own) => {
    const key = (before + 1) * STEP + own;
    let next = grown.get(key);
    if (next === undefined) grown.set(key, (next = layers.push(before < 0 ? [own] : [...(layers[before] ?? []), own]) - 1));
    return next;
  };
  const classOf = new Uint32Array(count);
  const single = new Int32Array(STEP).fill(-1); // by the layer of those in one alone: nearly all
  const none = Int32Array.from({ length: 256 }, () => -1);
  for (let i = 0; i < count; i++) {
    const start = memberStart[i] ?? 0;
    const stop = memberStart[i + 1] ?? 0;
    if (start === stop) {
      const c = category[i] ?? 0;
      if ((none[c] ?? 0) < 0) none[c] = layers.push([]) - 1;
      classOf[i] = none[c] ?? 0;
      continue;
    }
    const own = (members[start] ?? 0) * 2 + (within[start] ?? 0);
    let at = single[own] ?? -1;
    if (at < 0) single[own] = at = grow(-1, own);
    for (let m = start + 1; m < stop; m++) at = grow(at, (members[m] ?? 0) * 2 + (within[m] ?? 0));
    classOf[i] = at;
  }
  return { classOf, layers };
}
