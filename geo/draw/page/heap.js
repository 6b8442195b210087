// Shown events, counted by where they are drawn: points in the cells of a grid, areas and routes by their spots. Pure.

import { CELL, Grid } from "./cluster.js";
import { KIND } from "./decode.js";
import { meets, unitsPerKm } from "./geometry.js";
import { Piles, looksOf } from "./piles.js";
import { HIDDEN } from "./shown.js";
import { spotsOf } from "./spots.js";
import { traitsOf } from "./traits.js";

export const DISC = 18; // pixels an area without a shape has at least
const NOMINAL_KM = 2; // a town of unknown size
const CROWD = 250; // so many such areas on a page: those that would be drawn larger than they are share a disc
const ASTRAY = 100; // pixels that a badge may stand from its place

const UNSEEN = -1; // how a spot is drawn is not known yet
const SHARED = -2; // it shares a disc
const BEYOND = -3; // it is out of sight

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./scene.js").Place} Place */

export class Heap {
  /** @param {Data} data @param {Uint8Array} state of each event @param {Place} frame */
  constructor(data, state, frame) {
    const spots = spotsOf(data);
    const categories = data.raw.categories.length;
    this.data = data;
    this.state = state;
    this.frame = frame;
    this.spots = spots;
    this.crowded = spots.discs > CROWD;
    this.points = new Gridded(frame, CELL, categories);
    this.discs = new Gridded(frame, 2 * CELL, categories);
    /** km of the widest town in each cell; 0 = none */
    this.reach = new Float32Array(this.points.grid.counts.length);
    this.shapes = new Piles(categories, 64);
    /** @type {number[]} the spot of each of these */
    this.spotOf = [];
    /** @type {Item[]} what stands for each of these */
    this.owners = [];
    this.pileOf = new Int32Array(spots.first.length).fill(UNSEEN);
    /** 1 where any route of a pile is known well */
    this.sharp = new Uint8Array(spots.first.length);
    this.fill();
  }

  /** One pass over all events. */
  fill() {
    const { data, state, points, discs, reach } = this;
    const { x, y, radius } = data;
    const traits = traitsOf(data);
    const { of, kind } = traits;
    const looks = looksOf(traits);
    for (let i = 0; i < state.length; i++) {
      const own = state[i] ?? HIDDEN;
      if (own === HIDDEN) continue;
      const trait = of[i] ?? 0;
      const look = looks[trait] ?? 0;
      const form = kind[trait] ?? KIND.none;
      if (form <= KIND.near) {
        const cell = points.put(x[i] ?? NaN, y[i] ?? NaN, i, look, own);
        if (cell < 0 || form === KIND.exact) continue;
        const km = radius[i] || NOMINAL_KM;
        if (km > (reach[cell] ?? 0)) reach[cell] = km;
      } else if (form !== KIND.none) {
        const pile = this.pile(i);
        if (pile === SHARED) discs.put(x[i] ?? NaN, y[i] ?? NaN, i, look, own);
        if (pile < 0) continue;
        this.shapes.add(pile, i, look, own);
        if (!data.vague[i]) this.sharp[pile] = 1;
      }
    }
  }

  /** The pile of an area or a route, or why it has none of its own. @param {number} i */
  pile(i) {
    const spot = this.spots.of[i] ?? 0;
    let pile = this.pileOf[spot] ?? BEYOND;
    if (pile !== UNSEEN) return pile;
    pile = this.crowded && this.isSmall(i) ? SHARED : this.inSight(i) ? this.spotOf.push(spot) - 1 : BEYOND;
    this.pileOf[spot] = pile;
    return pile;
  }

  /** Whether a disc would have to be drawn larger than the area is. @param {number} i */
  isSmall(i) {
    return (this.data.geometry[i] ?? -1) < 0 && this.ring(i) <= DISC;
  }

  /** Pixels. @param {number} i */
  ring(i) {
    const { radius, y } = this.data;
    return Math.max(DISC, (radius[i] || 0) * unitsPerKm(y[i] ?? 0) * this.frame.scale);
  }

  /** @param {number} i */
  inSight(i) {
    const { data, frame } = this;
    const shape = data.shapes[data.geometry[i] ?? -1];
    if (shape) return meets(shape.box, frame.view);
    const [x, y] = [data.x[i] ?? 0, data.y[i] ?? 0];
    const far = (this.ring(i) + ASTRAY) / frame.scale;
    return meets({ minX: x - far, maxX: x + far, minY: y - far, maxY: y + far }, frame.view);
  }

  /** What stands for an event. @param {number} i @returns {Item | null} */
  holding(i) {
    if (!this.state[i]) return null;
    const [x, y] = [this.data.x[i] ?? NaN, this.data.y[i] ?? NaN];
    const spot = this.spots.of[i] ?? -1;
    if (spot < 0) return this.points.holding(x, y);
    const pile = this.pileOf[spot] ?? BEYOND;
    return pile === SHARED ? this.discs.holding(x, y) : (this.owners[pile] ?? null);
  }

  /** The events for which an item stands. @param {Item} item */
  members(item) {
    const { state } = this;
    const found = new Int32Array(item.count);
    for (let i = item.first, n = 0; n < found.length && i < state.length; i++)
      if (state[i] && this.holding(i) === item) found[n++] = i;
    return found;
  }
}

/** Events in the cells of a grid. */
class Gridded {
  /** @param {Place} frame @param {number} cell pixels @param {number} categories */
  constructor({ scale, view }, cell, categories) {
    this.grid = new Grid(scale, cell, view);
    this.piles = new Piles(categories, 64);
    /** @type {Item[]} what stands for each cell */
    this.owners = [];
  }

  /**
   * The cell, or -1 when it is out of sight.
   * @param {number} x world @param {number} y @param {number} i event @param {number} look @param {number} state
   */
  put(x, y, i, look, state) {
    const cell = this.grid.put(x, y);
    if (cell >= 0) this.piles.add(cell, i, look, state);
    return cell;
  }

  /** @param {number} x @param {number} y @returns {Item | null} */
  holding(x, y) {
    return this.owners[this.grid.find(x, y)] ?? null;
  }
}
