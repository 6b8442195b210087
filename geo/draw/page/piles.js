// Shown events counted by what stands for them in a view, with what its look depends on. Pure.

import { KIND } from "./decode.js";
import { HIDDEN, POSSIBLE } from "./shown.js";
import { traitsOf } from "./traits.js";

/** What a badge's look depends on, besides the category. */
const DISPUTED = 1;
const SUGGESTED = 2;
const UNSURE = 4; // only possible
const LOOKS = 8;

const NOMINAL_KM = 2; // a town of unknown size
const FEW = 200; // members of a pile that are looked up together with those of all others that small

/** Members of one category; each is counted once. @typedef {{ category: number, certain: number, suggested: number, possible: number }} Share */

/** How each trait looks when certain. @param {import("./traits.js").Traits} traits */
const looksOf = ({ category, suggested, disputed }) =>
  Uint16Array.from(category, (c, t) => c * LOOKS + (suggested[t] ? SUGGESTED : 0) + (disputed[t] ? DISPUTED : 0));

export class Piles {
  /** @param {import("./sight.js").Sight} sight @param {Uint8Array} state @param {import("./sight.js").Room} room */
  constructor(sight, state, room) {
    const slots = sight.spotOf.length;
    this.sight = sight;
    this.state = state;
    this.width = Math.max(1, sight.data.raw.categories.length) * LOOKS;
    this.looks = room.array("looks", Uint32Array, slots * this.width, 0);
    this.first = room.array("first", Int32Array, slots, -1); // event of each pile; -1 = it is empty
    this.sums = room.array("sums", Float64Array, slots * 2, 0); // of x and y
    this.boxes = room.array("boxes", Float64Array, slots * 4, Infinity); // least x and y, then -greatest
    /** km of the widest town in each cell; 0 = none */
    this.reach = room.array("reach", Float32Array, slots, 0);
    /** 1 where any route of a pile is known well */
    this.sharp = room.array("sharp", Uint8Array, slots, 0);
    this.fill();
    this.counts = this.counted(slots);
    /** @type {{ starts: Int32Array, events: Int32Array } | null} */
    this.small = null;
  }

  /** One pass over all events, without a call for any: there may be millions. */
  fill() {
    const { state, looks, first, sums, boxes, reach, sharp, width } = this;
    const { data, slots } = this.sight;
    const { x: xs, y: ys, radius, vague } = data;
    const traits = traitsOf(data);
    const { of, kind } = traits;
    const lookOf = looksOf(traits);
    for (let i = 0; i < state.length; i++) {
      const own = state[i] ?? HIDDEN;
      if (own === HIDDEN) continue;
      const slot = slots[i] ?? -1;
      if (slot < 0) continue;
      if ((first[slot] ?? 0) < 0) first[slot] = i;
      const trait = of[i] ?? 0;
      const key = slot * width + (lookOf[trait] ?? 0) + (own === POSSIBLE ? UNSURE : 0);
      looks[key] = (looks[key] ?? 0) + 1;
      const x = xs[i] ?? 0;
      const y = ys[i] ?? 0;
      const sum = slot * 2;
      sums[sum] = (sums[sum] ?? 0) + x;
      sums[sum + 1] = (sums[sum + 1] ?? 0) + y;
      const box = slot * 4;
      if (x < (boxes[box] ?? 0)) boxes[box] = x;
      if (y < (boxes[box + 1] ?? 0)) boxes[box + 1] = y;
      if (-x < (boxes[box + 2] ?? 0)) boxes[box + 2] = -x;
      if (-y < (boxes[box + 3] ?? 0)) boxes[box + 3] = -y;
      const form = kind[trait] ?? KIND.none;
      if (form === KIND.near) {
        const km = radius[i] || NOMINAL_KM;
        if (km > (reach[slot] ?? 0)) reach[slot] = km;
      } else if (form === KIND.line && !vague[i]) sharp[slot] = 1;
    }
  }

  /** @param {number} slots */
  counted(slots) {
    const counts = new Uint32Array(slots);
    for (let slot = 0, at = 0; slot < slots; slot++)
      for (let look = 0; look < this.width; look++, at++) counts[slot] = (counts[slot] ?? 0) + (this.looks[at] ?? 0);
    return counts;
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
    return { x: x / count, y: y / count, box: { minX, minY, maxX: -maxX, maxY: -maxY }, count, cells: [], into: null };
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
    const count = piles.reduce((sum, pile) => sum + (this.counts[pile] ?? 0), 0);
    if (count > FEW) return this.sought(piles, count);
    const { starts, events } = (this.small ??= this.index());
    const found = new Int32Array(count);
    let n = 0;
    for (const pile of piles) {
      const start = starts[pile] ?? 0;
      found.set(events.subarray(start, start + (this.counts[pile] ?? 0)), n);
      n += this.counts[pile] ?? 0;
    }
    return piles.length > 1 ? found.sort() : found;
  }

  /** Many are gone through all events for: it is seldom asked. @param {readonly number[]} piles @param {number} count */
  sought(piles, count) {
    const { slots } = this.sight;
    const lit = new Uint8Array(this.counts.length);
    for (const pile of piles) lit[pile] = 1;
    const found = new Int32Array(count);
    for (let i = 0, n = 0; n < count && i < slots.length; i++)
      if (this.state[i] !== HIDDEN && lit[slots[i] ?? -1] === 1) found[n++] = i;
    return found;
  }

  /** The events of all piles of few: names are sought among them. */
  index() {
    const { counts, state } = this;
    const { slots } = this.sight;
    const starts = new Int32Array(counts.length).fill(-1);
    let n = 0;
    counts.forEach((count, slot) => {
      if (count > FEW) return;
      starts[slot] = n;
      n += count;
    });
    const ends = starts.slice();
    const events = new Int32Array(n);
    for (let i = 0; n > 0 && i < slots.length; i++) {
      const slot = slots[i] ?? -1;
      if (slot < 0 || state[i] === HIDDEN) continue;
      const at = ends[slot] ?? -1;
      if (at < 0) continue;
      events[at] = i;
      ends[slot] = at + 1;
      n--;
    }
    return { starts, events };
  }
}
