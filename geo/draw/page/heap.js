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
const BEYOND = -2; // it is out of sight
const SHARED = -3; // its disc is that of cell 0, and so on downwards

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
    this.countOf = new Uint32Array(spots.first.length);
    /** 1 where any route of a spot is known well */
    this.sharp = new Uint8Array(spots.first.length);
    this.fill();
    this.share();
  }

  /** One pass over all events. */
  fill() {
    const { data, state, points, discs, shapes, reach, pileOf, countOf, sharp } = this;
    const { grid, piles } = points;
    const { x, y, radius, vague } = data;
    const { of: spotOf } = this.spots;
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
        const cell = grid.put(x[i] ?? NaN, y[i] ?? NaN);
        if (cell < 0) continue;
        piles.add(cell, i, look, own);
        if (form === KIND.exact) continue;
        const km = radius[i] || NOMINAL_KM;
        if (km > (reach[cell] ?? 0)) reach[cell] = km;
      } else if (form !== KIND.none) {
        const spot = spotOf[i] ?? 0;
        let pile = pileOf[spot] ?? BEYOND;
        if (pile === UNSEEN) pileOf[spot] = pile = this.place(i, spot);
        if (pile === BEYOND) continue;
        countOf[spot] = (countOf[spot] ?? 0) + 1;
        if (pile <= SHARED) discs.piles.add(SHARED - pile, i, look, own);
        else shapes.add(pile, i, look, own);
        if (!vague[i]) sharp[spot] = 1;
      }
    }
  }

  /** The weights of the spots that share a disc. */
  share() {
    const { data, spots, countOf } = this;
    this.pileOf.forEach((pile, spot) => {
      const i = spots.first[spot] ?? 0;
      if (pile <= SHARED) this.discs.grid.put(data.x[i] ?? NaN, data.y[i] ?? NaN, countOf[spot]);
    });
  }

  /** Where an area or a route is counted: a pile of its own, a shared one, or none. @param {number} i @param {number} spot */
  place(i, spot) {
    if (!this.crowded || !this.isSmall(i)) return this.inSight(i) ? this.spotOf.push(spot) - 1 : BEYOND;
    const cell = this.discs.grid.put(this.data.x[i] ?? NaN, this.data.y[i] ?? NaN, 0);
    return cell < 0 ? BEYOND : SHARED - cell;
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
    if (spot < 0) return this.points.owners[this.points.grid.find(x, y)] ?? null;
    const pile = this.pileOf[spot] ?? BEYOND;
    return (pile <= SHARED ? this.discs.owners[SHARED - pile] : this.owners[pile]) ?? null;
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
    this.piles = new Piles(categories, this.grid.counts.length);
    /** @type {Item[]} what stands for each cell */
    this.owners = [];
  }
}
