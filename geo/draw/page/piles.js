// Shown events counted by what stands for them in a view, with what its look depends on. Pure.

import { AT } from "./census.js";
import { HIDDEN, POSSIBLE } from "./shown.js";
import { traitsOf } from "./traits.js";

/** What a badge's look depends on, besides the category. */
const DISPUTED = 1;
const SUGGESTED = 2;
const UNSURE = 4; // only possible
const LOOKS = 8;

/** Members of one category; each is counted once. @typedef {{ category: number, certain: number, suggested: number, possible: number }} Share */

/** How each trait looks when certain. @param {import("./traits.js").Traits} traits */
const looksOf = ({ category, suggested, disputed }) =>
  Uint16Array.from(category, (c, t) => c * LOOKS + (suggested[t] ? SUGGESTED : 0) + (disputed[t] ? DISPUTED : 0));

export class Piles {
  /** @param {import("./census.js").Census} census @param {import("./filter.js").Shown} shown */
  constructor(census, shown) {
    const { sight } = census;
    const slots = sight.spotOf.length;
    this.sight = sight;
    this.shown = shown;
    this.width = Math.max(1, sight.data.raw.categories.length) * LOOKS;
    this.looks = new Uint32Array(slots * this.width);
    this.counts = new Uint32Array(slots);
    this.first = new Int32Array(slots); // event of each pile
    this.sums = new Float64Array(slots * 2); // of x and y
    this.boxes = new Float64Array(slots * 4); // least x and y, greatest x and y
    /** km of the widest town in each cell; 0 = none */
    this.reach = new Float32Array(slots);
    /** 1 where any route of a pile is known well */
    this.sharp = new Uint8Array(slots);
    this.fill(census);
  }

  /** The lots that are shown, put together. @param {import("./census.js").Census} census */
  fill({ fields, reach, sharp }) {
    const { slotOf, traitOf, data } = this.sight;
    const { table } = this.shown;
    const traits = traitsOf(data);
    const lookOf = looksOf(traits);
    for (let key = 0; key < 2 * slotOf.length; key++) {
      const at = key * AT.size;
      const n = fields[at] ?? 0;
      if (!n) continue;
      const possibly = key >= slotOf.length;
      const lot = possibly ? key - slotOf.length : key;
      const trait = traitOf[lot] ?? 0;
      const own = table[possibly ? traits.count + trait : trait] ?? HIDDEN;
      if (own === HIDDEN) continue;
      const slot = slotOf[lot] ?? 0;
      const look = slot * this.width + (lookOf[trait] ?? 0) + (own === POSSIBLE ? UNSURE : 0);
      this.looks[look] = (this.looks[look] ?? 0) + n;
      this.take(slot, fields, at);
      this.reach[slot] = Math.max(this.reach[slot] ?? 0, reach[key] ?? 0);
      if (sharp[key]) this.sharp[slot] = 1;
    }
  }

  /** @param {number} slot @param {Float64Array} fields of a lot @param {number} at its place there */
  take(slot, fields, at) {
    const { counts, first, sums, boxes } = this;
    const empty = !counts[slot];
    /** @param {number} k */
    const of = (k) => fields[at + k] ?? 0;
    counts[slot] = (counts[slot] ?? 0) + of(AT.count);
    first[slot] = empty ? of(AT.first) : Math.min(first[slot] ?? 0, of(AT.first));
    sums[slot * 2] = (sums[slot * 2] ?? 0) + of(AT.x);
    sums[slot * 2 + 1] = (sums[slot * 2 + 1] ?? 0) + of(AT.y);
    const box = slot * 4;
    boxes[box] = empty ? of(AT.minX) : Math.min(boxes[box] ?? 0, of(AT.minX));
    boxes[box + 1] = empty ? of(AT.minY) : Math.min(boxes[box + 1] ?? 0, of(AT.minY));
    boxes[box + 2] = empty ? of(AT.maxX) : Math.max(boxes[box + 2] ?? 0, of(AT.maxX));
    boxes[box + 3] = empty ? of(AT.maxY) : Math.max(boxes[box + 3] ?? 0, of(AT.maxY));
  }

  /** Those with events, in the order of their first. */
  order() {
    const { first } = this;
    const filled = [...this.counts.keys()].filter((slot) => this.counts[slot]);
    return filled.sort((a, b) => (first[a] ?? 0) - (first[b] ?? 0));
  }

  /** The points of a cell. @param {number} slot @returns {import("./cluster.js").Cluster} */
  cell(slot) {
    const count = this.counts[slot] ?? 1;
    const [x = 0, y = 0] = this.sums.subarray(slot * 2, slot * 2 + 2);
    const [minX = 0, minY = 0, maxX = 0, maxY = 0] = this.boxes.subarray(slot * 4, slot * 4 + 4);
    return { x: x / count, y: y / count, box: { minX, minY, maxX, maxY }, count, cells: [], into: null };
  }

  /** How some piles look as one. @param {readonly number[]} piles */
  summed(piles) {
    /** @type {Share[]} */
    const bar = [];
    const sums = { count: 0, possible: 0, suggested: 0, disputed: 0 };
    for (let first = 0; first < this.width; first += LOOKS) {
      const share = { category: first / LOOKS, certain: 0, suggested: 0, possible: 0 };
      for (let look = 0; look < LOOKS; look++) {
        let n = 0;
        for (const pile of piles) n += this.looks[pile * this.width + first + look] ?? 0;
        share[look & UNSURE ? "possible" : look & SUGGESTED ? "suggested" : "certain"] += n;
        if (look & SUGGESTED) sums.suggested += n;
        if (look & DISPUTED) sums.disputed += n;
      }
      const count = share.certain + share.suggested + share.possible;
      sums.count += count;
      sums.possible += share.possible;
      if (count) bar.push(share);
    }
    const { count } = sums;
    return {
      count,
      first: piles.reduce((first, pile) => Math.min(first, this.first[pile] ?? 0), Infinity),
      possible: sums.possible === count,
      suggested: sums.suggested === count,
      disputed: sums.disputed === count,
      bar,
    };
  }

  /** How many lie in a box. @param {import("./geometry.js").Box} box */
  inside({ minX, minY, maxX, maxY }) {
    const { x, y } = this.sight.data;
    let inside = 0;
    this.counts.forEach((count, slot) => {
      const [left = 0, top = 0, right = 0, bottom = 0] = this.boxes.subarray(slot * 4, slot * 4 + 4);
      if (!count || right < minX || bottom < minY || left > maxX || top > maxY) return;
      if (left >= minX && top >= minY && right <= maxX && bottom <= maxY) inside += count;
      else
        for (const i of this.members([slot])) {
          const [px, py] = [x[i] ?? NaN, y[i] ?? NaN];
          if (px >= minX && px <= maxX && py >= minY && py <= maxY) inside++;
        }
    });
    return inside;
  }

  /** The events of some piles, in order. @param {readonly number[]} piles */
  members(piles) {
    const { sight, shown } = this;
    const found = new Int32Array(piles.reduce((sum, pile) => sum + (this.counts[pile] ?? 0), 0));
    let n = 0;
    for (const pile of piles) {
      const events = sight.events(pile);
      const stop = n + (this.counts[pile] ?? 0);
      for (let k = 0; n < stop && k < events.length; k++) {
        const i = events[k] ?? 0;
        if (shown.at(i) !== HIDDEN) found[n++] = i;
      }
    }
    return piles.length > 1 ? found.sort() : found;
  }
}
