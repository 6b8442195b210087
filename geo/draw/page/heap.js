// Shown events, counted by where they are drawn: points in the cells of a grid, areas and routes by their spots. Pure.

import { CELL, FIELDS, Grid } from "./cluster.js";
import { KIND } from "./decode.js";
import { meets, unitsPerKm } from "./geometry.js";
import { Piles, UNSURE, looksOf } from "./piles.js";
import { HIDDEN, POSSIBLE } from "./shown.js";
import { spotsOf } from "./spots.js";
import { traitsOf } from "./traits.js";

export const DISC = 18; // pixels an area without a shape has at least
const NOMINAL_KM = 2; // a town of unknown size
const CROWD = 250; // so many such areas on a page: those that would be drawn larger than they are share a disc
const ASTRAY = 240; // pixels from a place at which what stands there may still be seen

const UNSEEN = -1; // how a spot is drawn is not known yet
const BEYOND = -2; // it is out of sight

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./scene.js").Place} Place */

export class Heap {
  /**
   * @param {Data} data @param {Uint8Array} state of each event @param {Place} frame
   * @param {Int32Array} before room for the chains, one an event; who keeps it keeps the pages of memory too
   */
  constructor(data, state, frame, before) {
    const { scale, view } = frame;
    const categories = data.raw.categories.length;
    this.data = data;
    this.state = state;
    this.frame = frame;
    this.spots = spotsOf(data);
    this.crowded = this.spots.discs > CROWD;
    this.grid = new Grid(scale, CELL, view);
    this.points = new Piles(categories, this.grid.counts.length, before); // by cell
    /** km of the widest town in each cell; 0 = none */
    this.reach = new Float32Array(this.grid.counts.length);
    /** @type {Item[]} what stands for each cell */
    this.ofCell = [];
    this.shapes = new Piles(categories, 64, before); // by spots in sight, as they are met
    /** @type {number[]} the spot of each of these piles */
    this.spotOf = [];
    /** @type {Item[]} what stands for each */
    this.ofPile = [];
    this.pileOf = new Int32Array(this.spots.first.length).fill(UNSEEN);
    /** 1 where any route of a pile is known well */
    this.sharp = new Uint8Array(this.spots.first.length);
    this.fillPoints();
    if (this.spots.first.length) this.fillShapes();
  }

  /** One pass over all events, without a call for any: there may be millions. */
  fillPoints() {
    const { data, state, grid, points, reach } = this;
    const { x: xs, y: ys, radius } = data;
    const { minX, minY, maxX, maxY, left, top, across, size, numbers, counts, fields } = grid;
    const { looks, first, last, before, width } = points;
    const traits = traitsOf(data);
    const { of, kind } = traits;
    const lookOf = looksOf(traits);
    const { exact, near, none } = KIND;
    for (let i = 0; i < state.length; i++) {
      const own = state[i] ?? HIDDEN;
      const trait = of[i] ?? 0;
      const form = kind[trait] ?? none;
      if (own === HIDDEN || form > near) continue;
      const x = xs[i] ?? NaN;
      const y = ys[i] ?? NaN;
      if (!(x >= minX && x <= maxX && y >= minY && y <= maxY)) continue;
      const place = ((y / size - top) | 0) * across + ((x / size - left) | 0); // as grid.place
      let cell = numbers[place] ?? -1;
      if (cell < 0) {
        cell = grid.open(place, x, y);
        first[cell] = i;
      }
      const at = cell * FIELDS;
      fields[at] = (fields[at] ?? 0) + x;
      fields[at + 1] = (fields[at + 1] ?? 0) + y;
      if (x < (fields[at + 2] ?? 0)) fields[at + 2] = x;
      if (y < (fields[at + 3] ?? 0)) fields[at + 3] = y;
      if (x > (fields[at + 4] ?? 0)) fields[at + 4] = x;
      if (y > (fields[at + 5] ?? 0)) fields[at + 5] = y;
      const key = cell * width + (lookOf[trait] ?? 0) + (own === POSSIBLE ? UNSURE : 0);
      looks[key] = (looks[key] ?? 0) + 1;
      counts[cell] = (counts[cell] ?? 0) + 1;
      before[i] = last[cell] ?? 0;
      last[cell] = i;
      if (form === exact) continue;
      const km = radius[i] || NOMINAL_KM;
      if (km > (reach[cell] ?? 0)) reach[cell] = km;
    }
    points.counts = counts;
  }

  /** Another, over areas and routes. */
  fillShapes() {
    const { data, state, shapes, pileOf, sharp } = this;
    const { of: spotOf } = this.spots;
    const traits = traitsOf(data);
    const { of, kind } = traits;
    const looks = looksOf(traits);
    for (let i = 0; i < state.length; i++) {
      const own = state[i] ?? HIDDEN;
      const spot = spotOf[i] ?? -1;
      if (own === HIDDEN || spot < 0) continue;
      let pile = pileOf[spot] ?? BEYOND;
      if (pile === UNSEEN) pileOf[spot] = pile = this.inSight(i) ? this.open(spot) : BEYOND;
      if (pile === BEYOND) continue;
      const trait = of[i] ?? 0;
      shapes.add(pile, i, looks[trait] ?? 0, own);
      if (kind[trait] === KIND.line && !data.vague[i]) sharp[pile] = 1;
    }
  }

  /** @param {number} spot @returns {number} its pile */
  open(spot) {
    const pile = this.spotOf.push(spot) - 1;
    this.shapes.reserve(pile);
    return pile;
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
    const spot = this.spots.of[i] ?? -1;
    if (spot >= 0) return this.ofPile[this.pileOf[spot] ?? BEYOND] ?? null;
    return this.ofCell[this.grid.find(this.data.x[i] ?? NaN, this.data.y[i] ?? NaN)] ?? null;
  }
}
