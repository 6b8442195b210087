// Events counted by what stands for them on the canvas, with what its look depends on. Pure.

import { POSSIBLE } from "./shown.js";

export const FEW = 200; // members that are kept; of more, they are looked for when someone asks

/** What a badge's look depends on, besides the category. */
const DISPUTED = 1;
const SUGGESTED = 2;
const UNSURE = 4; // only possible
const LOOKS = 8;

/** Members of one category; each is counted once. @typedef {{ category: number, certain: number, suggested: number, possible: number }} Share */

/** How each trait looks when certain. @param {import("./traits.js").Traits} traits */
export const looksOf = ({ category, suggested, disputed }) =>
  Uint16Array.from(category, (c, t) => c * LOOKS + (suggested[t] ? SUGGESTED : 0) + (disputed[t] ? DISPUTED : 0));

export class Piles {
  /** @param {number} categories @param {number} room piles that there is room for at first */
  constructor(categories, room) {
    this.width = Math.max(1, categories) * LOOKS;
    this.looks = new Uint32Array(room * this.width);
    /** @type {number[][]} the first members of each pile, in order */
    this.few = [];
    this.counts = new Uint32Array(room);
  }

  /** Room for one more pile; piles are numbered as they come. @returns {number} its number */
  open() {
    const number = this.few.push([]) - 1;
    if (number < this.counts.length) return number;
    this.counts = doubled(this.counts);
    this.looks = doubled(this.looks);
    return number;
  }

  /** @param {number} pile @param {number} i event @param {number} look when certain @param {number} state */
  add(pile, i, look, state) {
    if (pile >= this.few.length) this.open();
    const at = pile * this.width + (state === POSSIBLE ? look + UNSURE : look);
    this.looks[at] = (this.looks[at] ?? 0) + 1;
    const n = this.counts[pile] ?? 0;
    this.counts[pile] = n + 1;
    if (n < FEW) this.few[pile]?.push(i);
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
      first: Math.min(...piles.map((pile) => this.few[pile]?.[0] ?? Infinity)),
      possible: sums.possible === count,
      suggested: sums.suggested === count,
      disputed: sums.disputed === count,
      bar,
    };
  }

  /** The members of some piles, in order; null where they are too many to be kept. @param {readonly number[]} piles */
  members(piles) {
    if (piles.some((pile) => (this.counts[pile] ?? 0) > FEW)) return null;
    return Int32Array.from(piles.flatMap((pile) => this.few[pile] ?? [])).sort();
  }
}

/** @param {Uint32Array} old */
function doubled(old) {
  const wide = new Uint32Array(Math.max(64, old.length * 2));
  wide.set(old);
  return wide;
}
