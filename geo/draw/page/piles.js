// Events counted by what stands for them on the canvas, with what its look depends on. Pure.

import { POSSIBLE } from "./shown.js";

/** What a badge's look depends on, besides the category. */
const DISPUTED = 1;
const SUGGESTED = 2;
export const UNSURE = 4; // only possible
const LOOKS = 8;

/** Members of one category; each is counted once. @typedef {{ category: number, certain: number, suggested: number, possible: number }} Share */

/** How each trait looks when certain. @param {import("./traits.js").Traits} traits */
export const looksOf = ({ category, suggested, disputed }) =>
  Uint16Array.from(category, (c, t) => c * LOOKS + (suggested[t] ? SUGGESTED : 0) + (disputed[t] ? DISPUTED : 0));

export class Piles {
  /**
   * @param {number} categories @param {number} room piles that there is room for at first
   * @param {Int32Array} before of each event the one before it in its pile; filled here
   */
  constructor(categories, room, before) {
    this.width = Math.max(1, categories) * LOOKS;
    this.before = before;
    this.counts = new Uint32Array(room);
    this.looks = new Uint32Array(room * this.width);
    this.first = new Int32Array(room); // event of each pile
    this.last = new Int32Array(room);
  }

  /** See that there is room. @param {number} pile */
  reserve(pile) {
    if (pile < this.counts.length) return;
    this.counts = doubled(this.counts);
    this.looks = doubled(this.looks);
    this.first = doubled(this.first);
    this.last = doubled(this.last);
  }

  /** @param {number} pile @param {number} i event @param {number} look when certain @param {number} state */
  add(pile, i, look, state) {
    const at = pile * this.width + (state === POSSIBLE ? look + UNSURE : look);
    this.looks[at] = (this.looks[at] ?? 0) + 1;
    const n = this.counts[pile] ?? 0;
    this.counts[pile] = n + 1;
    if (n === 0) this.first[pile] = i;
    this.before[i] = this.last[pile] ?? 0;
    this.last[pile] = i;
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

  /** The events of some piles, in order. @param {readonly number[]} piles */
  members(piles) {
    const found = new Int32Array(piles.reduce((sum, pile) => sum + (this.counts[pile] ?? 0), 0));
    let stop = 0;
    for (const pile of piles) {
      const start = stop;
      stop += this.counts[pile] ?? 0;
      for (let k = stop - 1, i = this.last[pile] ?? 0; k >= start; k--, i = this.before[i] ?? 0) found[k] = i;
    }
    return piles.length > 1 ? found.sort() : found;
  }
}

/** @template {Uint32Array | Int32Array} T @param {T} old @returns {T} */
function doubled(old) {
  const wide = /** @type {T} */ (old instanceof Uint32Array ? new Uint32Array(2 * old.length) : new Int32Array(2 * old.length));
  wide.set(old);
  return wide;
}
