// What stands for each event in a view, its slot: a cell of the grid for points, one thing for an area or a route.
// Events of one slot and one trait are a lot. No choice of the reader's changes any of it. Pure.

import { Census } from "./census.js";
import { CELL, Grid } from "./cluster.js";
import { KIND } from "./decode.js";
import { meets, unitsPerKm } from "./geometry.js";
import { spotsOf } from "./spots.js";
import { traitsOf } from "./traits.js";

export const DISC = 18; // pixels an area without a shape has at least
const CROWD = 250; // so many such areas on a page: those that would be drawn larger than they are share a disc
const ASTRAY = 240; // pixels from a place at which what stands there may still be seen

const NOWHERE = -1; // the slot and the lot of what is out of sight
const UNSEEN = -2; // a spot that is not looked at yet

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./scene.js").Place} Place */

/** Slots and lots are numbered as they are met, whatever is shown. */
export class Sight {
  /** @param {Data} data @param {Place} frame @param {Int32Array} lots room for the lot of each event */
  constructor(data, frame, lots) {
    this.data = data;
    this.frame = frame;
    this.lots = lots;
    /** @type {number[]} the slot of each lot */
    this.slotOf = [];
    /** @type {number[]} */
    this.traitOf = [];
    this.spots = spotsOf(data);
    this.crowded = this.spots.discs > CROWD;
    /** @type {number[]} of each slot; -1 = a cell of points */
    this.spotOf = [];
    this.stand();
    /** @type {{ starts: Int32Array, events: Int32Array } | null} */
    this.sorted = null;
  }

  /** One pass over all events, without a call for any: there may be millions. */
  stand() {
    const { data, lots, spots, spotOf, slotOf, traitOf } = this;
    const { x: xs, y: ys } = data;
    const { of, kind, count } = traitsOf(data);
    const { minX, minY, maxX, maxY, left, top, across, size, numbers } = new Grid(this.frame.scale, CELL, this.frame.view);
    const slotOfSpot = new Int32Array(spots.first.length).fill(UNSEEN);
    let lotOf = new Int32Array(64 * count); // of a slot and a trait, + 1
    for (let i = 0; i < lots.length; i++) {
      let slot = NOWHERE;
      const trait = of[i] ?? 0;
      const form = kind[trait] ?? KIND.none;
      if (form <= KIND.near) {
        const x = xs[i] ?? NaN;
        const y = ys[i] ?? NaN;
        if (x >= minX && x <= maxX && y >= minY && y <= maxY) {
          const place = ((y / size - top) | 0) * across + ((x / size - left) | 0); // as grid.place
          slot = numbers[place] ?? NOWHERE;
          if (slot < 0) numbers[place] = slot = spotOf.push(-1) - 1;
        }
      } else if (form !== KIND.none) {
        const spot = spots.of[i] ?? 0;
        slot = slotOfSpot[spot] ?? NOWHERE;
        if (slot === UNSEEN) slotOfSpot[spot] = slot = this.meets(i) ? spotOf.push(spot) - 1 : NOWHERE;
      }
      if (slot < 0) {
        lots[i] = NOWHERE;
        continue;
      }
      const key = slot * count + trait;
      if (key >= lotOf.length) lotOf = doubled(lotOf);
      let lot = (lotOf[key] ?? 0) - 1;
      if (lot < 0) {
        lot = slotOf.push(slot) - 1;
        traitOf.push(trait);
        lotOf[key] = lot + 1;
      }
      lots[i] = lot;
    }
  }

  /** The slot of an event, or -1. @param {number} i */
  slot(i) {
    return this.slotOf[this.lots[i] ?? NOWHERE] ?? NOWHERE;
  }

  /** All events of a slot, in order. @param {number} slot */
  events(slot) {
    const { starts, events } = (this.sorted ??= this.sort());
    return events.subarray(starts[slot], starts[slot + 1]);
  }

  /** Events by slot. */
  sort() {
    const { lots, slotOf } = this;
    const slots = Int32Array.from(slotOf);
    const starts = new Int32Array(this.spotOf.length + 2); // first counted two places further on, then summed up
    for (let i = 0; i < lots.length; i++) {
      const lot = lots[i] ?? NOWHERE;
      if (lot < 0) continue;
      const at = (slots[lot] ?? 0) + 2;
      starts[at] = (starts[at] ?? 0) + 1;
    }
    for (let slot = 2; slot < starts.length; slot++) starts[slot] = (starts[slot] ?? 0) + (starts[slot - 1] ?? 0);
    const events = new Int32Array(starts.at(-1) ?? 0);
    for (let i = 0; i < lots.length; i++) {
      const lot = lots[i] ?? NOWHERE;
      if (lot < 0) continue;
      const at = (slots[lot] ?? 0) + 1;
      const place = starts[at] ?? 0;
      events[place] = i;
      starts[at] = place + 1;
    }
    return { starts, events };
  }

  /** Whether a disc, larger than its area, has to share. @param {number} i */
  shares(i) {
    return this.crowded && (this.data.geometry[i] ?? -1) < 0 && this.ring(i) <= DISC;
  }

  /** Pixels. @param {number} i */
  ring(i) {
    const { radius, y } = this.data;
    return Math.max(DISC, (radius[i] || 0) * unitsPerKm(y[i] ?? 0) * this.frame.scale);
  }

  /** Whether any of an area or route is in sight. @param {number} i */
  meets(i) {
    const { data, frame } = this;
    const shape = data.shapes[data.geometry[i] ?? -1];
    if (shape) return meets(shape.box, frame.view);
    const [x, y] = [data.x[i] ?? 0, data.y[i] ?? 0];
    const far = (this.ring(i) + ASTRAY) / frame.scale;
    return meets({ minX: x - far, maxX: x + far, minY: y - far, maxY: y + far }, frame.view);
  }
}

/** @param {Int32Array} old */
function doubled(old) {
  const wide = new Int32Array(2 * old.length);
  wide.set(old);
  return wide;
}

/** What a view and the counts in it need, kept from scene to scene: of those that share one, only the last is whole. */
export class Room {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.lots = new Int32Array(data.count);
    this.key = "";
    /** @type {Sight | null} */
    this.sight = null;
    /** @type {Census | null} */
    this.census = null;
  }

  /** @param {Place} frame */
  seen(frame) {
    const { minX, minY, maxX, maxY } = frame.view;
    const key = [frame.scale, minX, minY, maxX, maxY].join();
    if (!this.sight || key !== this.key) this.sight = new Sight(this.data, frame, this.lots);
    this.sight.frame = frame;
    this.key = key;
    return this.sight;
  }

  /** @param {Place} frame @param {Uint8Array} when how each event stands in time */
  counted(frame, when) {
    const sight = this.seen(frame);
    const { census } = this;
    if (census?.sight === sight && census.when === when) return census;
    return (this.census = new Census(sight, when, census?.fields));
  }
}
