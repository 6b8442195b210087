// The events of each lot that stand in the chosen time, certainly or possibly: how many, and where. What layers are on
// is not asked, so that a switch needs no other. Pure.

import { KIND } from "./decode.js";
import { CERTAIN, HIDDEN } from "./shown.js";
import { traitsOf } from "./traits.js";

const NOMINAL_KM = 2; // a town of unknown size
/** Of each lot, first for its certain events, then for its possible ones; a line of the processor's memory each. */
export const AT = /** @type {const} */ ({ count: 0, x: 1, y: 2, minX: 3, minY: 4, maxX: 5, maxY: 6, first: 7, size: 8 });

export class Census {
  /**
   * @param {import("./sight.js").Sight} sight @param {Uint8Array} when how each event stands in time
   * @param {Float64Array} [room] of a census that is no longer read
   */
  constructor(sight, when, room = new Float64Array()) {
    const keys = 2 * sight.slotOf.length;
    this.sight = sight;
    this.when = when;
    this.fields = room.length < keys * AT.size ? new Float64Array(keys * AT.size) : room.fill(0, 0, keys * AT.size);
    /** km of the widest town; 0 = none */
    this.reach = new Float32Array(keys);
    /** 1 where any route is known well */
    this.sharp = new Uint8Array(keys);
    this.fill();
  }

  /** One pass over all events, without a call for any: there may be millions. */
  fill() {
    const { fields, reach, sharp, when } = this;
    const { data, lots, slotOf } = this.sight;
    const { x: xs, y: ys, radius, vague } = data;
    const { of, kind } = traitsOf(data);
    const unsure = slotOf.length;
    for (let i = 0; i < when.length; i++) {
      const time = when[i] ?? HIDDEN;
      const lot = lots[i] ?? -1;
      if (time === HIDDEN || lot < 0) continue;
      const key = time === CERTAIN ? lot : lot + unsure;
      const at = key * 8;
      const x = xs[i] ?? 0;
      const y = ys[i] ?? 0;
      const n = fields[at] ?? 0;
      fields[at] = n + 1;
      fields[at + 1] = (fields[at + 1] ?? 0) + x;
      fields[at + 2] = (fields[at + 2] ?? 0) + y;
      if (n === 0) {
        fields[at + 3] = fields[at + 5] = x;
        fields[at + 4] = fields[at + 6] = y;
        fields[at + 7] = i;
      } else {
        if (x < (fields[at + 3] ?? 0)) fields[at + 3] = x;
        else if (x > (fields[at + 5] ?? 0)) fields[at + 5] = x;
        if (y < (fields[at + 4] ?? 0)) fields[at + 4] = y;
        else if (y > (fields[at + 6] ?? 0)) fields[at + 6] = y;
      }
      const form = kind[of[i] ?? 0] ?? KIND.none;
      if (form === KIND.near) {
        const km = radius[i] || NOMINAL_KM;
        if (km > (reach[key] ?? 0)) reach[key] = km;
      } else if (form === KIND.line && !vague[i]) sharp[key] = 1;
    }
  }
}
