// What two spans hold, place by place: counts, rates, and what became of each place. Pure.

import { CERTAIN, HIDDEN } from "./filter.js";
import { unitsPerKm } from "./geometry.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./filter.js").Shown} Shown */

const SAME_PLACE_KM = 50; // of one name but farther apart: two places
/** Days of the units in which rates are told. */
export const UNITS = /** @type {const} */ ({ day: 1, week: 7, year: 365.25 });
const YEARS = 3; // spans this long are told by the year: a week would round to nothing

/** @typedef {{ certain: number, possible: number }} Count */
/** @typedef {"new" | "gone" | "up" | "down" | "same"} Fate */
/**
 * @typedef {object} Row
 * @property {number[]} members events of both spans, in the order of time
 * @property {Count} a
 * @property {Count} b
 * @property {number} rateA certain and possible events a unit of time
 * @property {number} rateB
 * @property {number} change from B to A
 * @property {Fate} fate
 */
/** @typedef {{ rows: Row[], total: Row, unit: keyof typeof UNITS }} PlaceTable rows by the size of their change */

/**
 * @param {Data} data @param {Shown} a @param {Shown} b @param {number} daysA @param {number} daysB
 * @returns {PlaceTable}
 */
export function placeTable(data, a, b, daysA, daysB) {
  const unit = unitFor(daysA, daysB);
  /** @type {number[]} */
  const either = [];
  for (let i = 0; i < data.count; i++) if (a.state[i] !== HIDDEN || b.state[i] !== HIDDEN) either.push(i);
  /** @param {number[]} members */
  const row = (members) => {
    const [inA, inB] = [count(members, a.state), count(members, b.state)];
    const [rateA, rateB] = [rate(inA, daysA) * UNITS[unit], rate(inB, daysB) * UNITS[unit]];
    return { members, a: inA, b: inB, rateA, rateB, change: rateA - rateB, fate: fate(inA, inB, daysA, daysB) };
  };
  return { rows: sortRows(byPlace(data, either).map(row), "change", true, () => ""), total: row(either), unit };
}

/** @param {number} daysA @param {number} daysB @returns {keyof typeof UNITS} */
function unitFor(daysA, daysB) {
  if (Math.min(daysA, daysB) < UNITS.week) return "day";
  return Math.min(daysA, daysB) >= YEARS * UNITS.year ? "year" : "week";
}

/** @param {readonly number[]} members @param {Uint8Array} state @returns {Count} */
function count(members, state) {
  let shown = 0;
  let certain = 0;
  for (const i of members) {
    if (state[i] !== HIDDEN) shown++;
    if (state[i] === CERTAIN) certain++;
  }
  return { certain, possible: shown - certain };
}

/** @param {Count} count */
export const all = ({ certain, possible }) => certain + possible;

/** Events a day. @param {Count} count @param {number} days */
const rate = (count, days) => (days ? all(count) / days : 0);

/**
 * Up or down only when the shorter span would show it: by half an event or more.
 * @param {Count} a @param {Count} b @param {number} daysA @param {number} daysB @returns {Fate}
 */
function fate(a, b, daysA, daysB) {
  if (!all(a) || !all(b)) return all(a) ? "new" : all(b) ? "gone" : "same";
  const more = (rate(a, daysA) - rate(b, daysB)) * Math.min(daysA, daysB);
  return Math.abs(more) < 0.5 ? "same" : more > 0 ? "up" : "down";
}

/** Events of one place: of one name, and near each other. @param {Data} data @param {readonly number[]} events */
function byPlace(data, events) {
  const { place, local_name, to_place } = data.events.codes;
  const size = data.raw.strings.length;
  /** @type {Map<number, Named>} by the three names in one number */
  const named = new Map();
  let last = NaN; // most events have the name of the one before
  let own = new Named(data);
  for (const i of events) {
    const name = ((to_place[i] ?? 0) * size + (local_name[i] ?? 0)) * size + (place[i] ?? 0);
    if (name !== last) {
      own = named.get(name) ?? new Named(data);
      named.set(name, own);
      last = name;
    }
    own.add(i);
  }
  return [...named.values()].flatMap(({ groups }) => groups);
}

const DRAWER = 0.25; // world units
const ACROSS = 1 << 12; // more drawers than the world is wide

/** Places of one name: each a group of events near its first. What may be near lies in the event's own drawer. */
class Named {
  /** @param {Data} data */
  constructor({ x, y }) {
    this.x = x;
    this.y = y;
    /** @type {number[][]} */
    this.groups = [];
    /** @type {number[]} world units */
    this.reaches = [];
    /** @type {Map<number, number[]>} groups that reach into each drawer */
    this.drawers = new Map();
    this.anywhere = Infinity; // the group of a first event without a point, to which all is near
  }

  /** @param {number} i */
  add(i) {
    const group = this.groups[this.find(i)];
    if (group) group.push(i);
    else this.open(i);
  }

  /** The first group that is near; nothing is far from an event without a point. @param {number} i */
  find(i) {
    const { x, y, groups } = this;
    const px = x[i] ?? NaN;
    const py = y[i] ?? NaN;
    if (!(px + py <= Infinity)) return 0;
    const there = this.drawers.get(drawer(py) * ACROSS + drawer(px));
    for (let k = 0; there && k < there.length; k++) {
      const g = there[k] ?? 0;
      const first = groups[g]?.[0] ?? 0;
      const ax = (x[first] ?? 0) - px;
      const ay = (y[first] ?? 0) - py;
      const far = this.reaches[g] ?? 0;
      if (ax * ax + ay * ay <= far * far) return g;
    }
    return this.anywhere;
  }

  /** @param {number} i */
  open(i) {
    const g = this.groups.push([i]) - 1;
    const px = this.x[i] ?? NaN;
    const py = this.y[i] ?? NaN;
    if (!(px + py <= Infinity)) {
      this.anywhere = g;
      return;
    }
    const far = SAME_PLACE_KM * unitsPerKm(py);
    this.reaches[g] = far;
    for (let row = drawer(py - far); row <= drawer(py + far); row++)
      for (let column = drawer(px - far); column <= drawer(px + far); column++) {
        const key = row * ACROSS + column;
        const there = this.drawers.get(key);
        if (there) there.push(g);
        else this.drawers.set(key, [g]);
      }
  }
}

/** @param {number} at world */
const drawer = (at) => Math.floor(at / DRAWER);

/**
 * Sorted anew; equal rows stay in the order of size, then of time.
 * @param {readonly Row[]} rows @param {"place" | "a" | "b" | "change"} by @param {boolean} falling
 * @param {(row: Row) => string} nameOf
 */
export function sortRows(rows, by, falling, nameOf) {
  /** @type {Record<typeof by, (p: Row, q: Row) => number>} */
  const orders = {
    place: (p, q) => nameOf(p).localeCompare(nameOf(q)),
    a: (p, q) => p.rateA - q.rateA,
    b: (p, q) => p.rateB - q.rateB,
    change: (p, q) => Math.abs(p.change) - Math.abs(q.change),
  };
  const size = (/** @type {Row} */ { a, b }) => all(a) + all(b);
  return [...rows].sort((p, q) => (falling ? -1 : 1) * orders[by](p, q) || size(q) - size(p));
}
