// What stands for each event in a view: a cell of the grid for points, one thing for an area or a route. No choice of
// the reader's changes it, so that a step only counts. Pure.

import { CELL, Grid } from "./cluster.js";
import { KIND } from "./decode.js";
import { meets, unitsPerKm } from "./geometry.js";
import { spotsOf } from "./spots.js";
import { traitsOf } from "./traits.js";

export const DISC = 18; // pixels an area without a shape has at least
const CROWD = 250; // so many such areas on a page: those that would be drawn larger than they are share a disc
const ASTRAY = 240; // pixels from a place at which what stands there may still be seen

export const NOWHERE = -1; // the slot of what is out of sight
const UNSEEN = -2; // a spot that is not looked at yet

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./scene.js").Place} Place */

/** Slots are numbered as they are met, whatever is shown. */
export class Sight {
  /** @param {Data} data @param {Place} frame @param {Int32Array} slots room for the slot of each event */
  constructor(data, frame, slots) {
    this.data = data;
    this.frame = frame;
    this.slots = slots;
    this.spots = spotsOf(data);
    this.crowded = this.spots.discs > CROWD;
    /** @type {number[]} of each slot; -1 = a cell of points */
    this.spotOf = [];
    this.stand();
  }

  /** One pass over all events, without a call for any: there may be millions. */
  stand() {
    const { data, slots, spots, spotOf } = this;
    const { x: xs, y: ys } = data;
    const { of, kind } = traitsOf(data);
    const { minX, minY, maxX, maxY, left, top, across, size, numbers } = new Grid(this.frame.scale, CELL, this.frame.view);
    const slotOf = new Int32Array(spots.first.length).fill(UNSEEN);
    for (let i = 0; i < slots.length; i++) {
      let slot = NOWHERE;
      const form = kind[of[i] ?? 0] ?? KIND.none;
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
        slot = slotOf[spot] ?? NOWHERE;
        if (slot === UNSEEN) slotOf[spot] = slot = this.meets(i) ? spotOf.push(spot) - 1 : NOWHERE;
      }
      slots[i] = slot;
    }
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

/** What a view and the counts in it need, kept from scene to scene: of those that share one, only the last is whole. */
export class Room {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.slots = new Int32Array(data.count);
    this.key = "";
    /** @type {Sight | null} */
    this.sight = null;
    /** @type {Map<string, Uint32Array | Int32Array | Float32Array | Float64Array | Uint8Array>} */
    this.kept = new Map();
  }

  /** @param {Place} frame */
  seen(frame) {
    const { minX, minY, maxX, maxY } = frame.view;
    const key = [frame.scale, minX, minY, maxX, maxY].join();
    if (!this.sight || key !== this.key) this.sight = new Sight(this.data, frame, this.slots);
    this.sight.frame = frame;
    this.key = key;
    return this.sight;
  }

  /**
   * So many numbers, all of one value.
   * @template {Uint32Array | Int32Array | Float32Array | Float64Array | Uint8Array} T
   * @param {string} name @param {new (length: number) => T} type @param {number} length @param {number} value @returns {T}
   */
  array(name, type, length, value) {
    let own = /** @type {T | undefined} */ (this.kept.get(name));
    if (!own || own.length < length) this.kept.set(name, (own = new type(length + (length >> 1))));
    own.fill(value, 0, length);
    return own;
  }
}
