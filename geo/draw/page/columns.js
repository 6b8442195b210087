// The events of the island, ready to read: numbers as typed arrays, texts as functions of the row. Pure.

import { OPEN_END, OPEN_START } from "./dates.js";

/** Columns of codes into the page's strings. */
export const CODED = /** @type {const} */ ([
  ...["date_precision", "date_qualifier", "date_basis", "geo_precision", "place", "local_name", "to_place"],
  ...["event_type", "turning", "publisher", "confidence", "status", "set_aside"],
]);
/** Columns of texts: written out, as codes, or in blocks of rows. */
export const TEXTS = /** @type {const} */ ([
  ...["id", "title", "date", "date_text", "quote", "notes", "fatalities", "url", "source_locator"],
  ...["place_reason", "reason"],
]);
/** Stands for "no coordinate". */
export const NOWHERE = -0x80000000;

/** Columns of numbers, and what stands for null in them. */
const NUMBERS = /** @type {const} */ ({
  ...{ from: OPEN_START, to: OPEN_END, lon: NOWHERE, lat: NOWHERE, category: 0, source: -1, document: -1 },
  ...{ passage: -1, geometry: -1, radius_m: 0, disputed: 0 },
});

/** @typedef {Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array} Integers */
/** @typedef {typeof CODED[number]} Coded */
/** @typedef {typeof TEXTS[number]} Text */
/** @typedef {(i: number) => string} Told */
/** A column as it is written. @typedef {any} Written */
/** Numbers of so many bytes each, from `least` on; with nulls, 0 is null. @typedef {{ ints: number, least: number, nulls?: boolean }} Packed */

/**
 * The numbers are `events.category[i]`, the codes `events.codes.place[i]`, the words `events.place(i)`. A column is read
 * when first asked for; `whole` reads the rest.
 * @typedef {Record<keyof typeof NUMBERS, Integers> & Record<Coded | Text, Told> & {
 *   count: number,
 *   packed: boolean,
 *   whole: () => Promise<void>,
 *   find: (id: string) => number | undefined,
 *   ready: (i: number, group?: "list" | "card") => boolean,
 *   codes: Record<Coded | "actors", Integers>,
 *   lists: readonly (readonly number[])[],
 *   actors: (i: number) => string[],
 *   extra: (i: number) => Record<string, string>,
 *   marks: (i: number) => readonly number[],
 * }} Events
 */

/**
 * What a page holds beside its JSON.
 * @typedef {object} Stored
 * @property {(name: string, chunk: number) => Uint8Array} planes the bytes of a column of numbers
 * @property {() => Promise<void>} rest unpacks all that is not unpacked yet
 * @property {(group: string, column: string) => Told} texts a column of texts in blocks of rows
 * @property {(group: string, column: string, value: string) => number} find the first row with this text, or -1
 * @property {(group: string, i: number) => boolean} ready whether the block of a row is at hand; else it is sent for
 */
/** Rows of a column of numbers that are packed together. */
export const CHUNK = 2 ** 20;

/** @type {Stored} */
const NOTHING = { planes: missing, rest: async () => {}, texts: (_, name) => missing(name), find: (_, name) => missing(name), ready: () => true };

/**
 * @param {import("./contract").GeoData} written @param {Stored} [stored] @returns {Events}
 */
export function readEvents({ events, strings, actor_lists: lists }, stored = NOTHING) {
  const { count } = events;
  const columns = /** @type {Record<string, Written>} */ (events);
  /** @param {string} name @param {number} none @returns {Integers} */
  const numbers = (name, none) => integers(columns[name] ?? { all: none }, count, none, (chunk) => stored.planes(name, chunk));
  const codes = /** @type {Events["codes"]} */ (
    late(Object.fromEntries([...CODED, "actors"].map((name) => [name, () => numbers(name, -1)])))
  );
  /** @param {() => Integers} codes @returns {Told} */
  const word = (codes) => (i) => strings[codes()[i] ?? -1] ?? "";
  /** @type {(() => unknown)[]} */
  const unread = [];
  /** @param {string} name @returns {Told} */
  const told = (name) => {
    const column = columns[name] ?? { all: "" };
    if (Array.isArray(column)) return (i) => column[i] ?? "";
    if ("all" in column) return (i) => (i >= 0 && i < count ? column.all : "");
    if ("texts" in column) return stored.texts(column.texts, name);
    const coded = late({ codes: () => integers(column.coded, count, -1, (chunk) => stored.planes(name, chunk)) });
    unread.push(() => coded.codes);
    return word(() => /** @type {Integers} */ (coded.codes));
  };
  const values = late(Object.fromEntries(Object.entries(NUMBERS).map(([name, none]) => [name, () => numbers(name, none)])));
  unread.push(() => ({ ...values }), () => ({ ...codes }));
  const written = new Set(Object.values(columns).flatMap((column) => column?.texts ?? []));
  const people = lists.map((list) => list.map((id) => strings[id] ?? ""));
  const own = {
    count,
    async whole() {
      await stored.rest();
      for (const read of unread) read();
    },
    packed: written.size > 0,
    find: finder(columns.id, told("id"), count, stored),
    ready: (/** @type {number} */ i, group = "list") => !written.has(group) || stored.ready(group, i),
    codes,
    lists,
    ...Object.fromEntries(CODED.map((name) => [name, word(() => codes[name])])),
    ...Object.fromEntries(TEXTS.map((name) => [name, told(name)])),
    actors: (/** @type {number} */ i) => people[codes.actors[i] ?? -1] ?? [],
    extra: parsed(columns.extra, told("extra"), {}),
    marks: parsed(columns.marks, told("marks"), []),
  };
  return /** @type {Events} */ (/** @type {unknown} */ (Object.defineProperties(own, Object.getOwnPropertyDescriptors(values))));
}

/** Each is made when first asked for. @template T @param {Record<string, () => T>} makers @returns {Record<string, T>} */
function late(makers) {
  /** @type {Record<string, T>} */
  const own = {};
  for (const [name, make] of Object.entries(makers)) {
    /** @type {T | undefined} */
    let made;
    Object.defineProperty(own, name, { enumerable: true, get: () => (made ??= make()) });
  }
  return own;
}

/**
 * Which row has an id. Ids in blocks are looked through, not held.
 * @param {Written} column @param {Told} told @param {number} count @param {Stored} stored
 * @returns {(id: string) => number | undefined}
 */
function finder(column, told, count, stored) {
  /** @type {Map<string, number> | null} */
  let rows = null;
  return (id) => {
    if (column && "texts" in column) {
      const row = id ? stored.find(column.texts, "id", id) : -1;
      return row < 0 ? undefined : row;
    }
    rows ??= new Map(Array.from({ length: count }, (_, i) => [told(i), i])); // made when first asked for
    return rows.get(id);
  };
}

/** @param {string} name @returns {never} */
function missing(name) {
  throw new Error(`${name} is missing`);
}

/**
 * A column of small structures: as they are in a plain page, else as JSON, one text a row.
 * @template T @param {Written} column @param {Told} told @param {T} none @returns {(i: number) => T}
 */
function parsed(column, told, none) {
  if (Array.isArray(column)) return (i) => column[i] || none;
  return (i) => {
    const text = told(i);
    return text ? JSON.parse(text) : none;
  };
}

/**
 * @param {Written} column @param {number} count @param {number} none stands for null
 * @param {(chunk: number) => Uint8Array} planes its bytes, if it is packed @returns {Integers}
 */
function integers(column, count, none, planes) {
  if (Array.isArray(column)) return Int32Array.from(column, (value) => value ?? none);
  if ("all" in column) return new (fitting(column.all ?? none, column.all ?? none))(count).fill(column.all ?? none);
  const only = column.ints === 1 && !column.least && !column.nulls && count <= CHUNK ? planes(0) : null;
  if (only?.length === count) return only; // they are the numbers themselves
  const out = new (held(column, none))(count);
  for (let start = 0, chunk = 0; start < count; start += CHUNK, chunk++)
    unpack(out.subarray(start, start + CHUNK), planes(chunk), column, none);
  return out;
}

/** The smallest kind of array that holds these. @param {number} least @param {number} most */
function fitting(least, most) {
  if (least >= 0) return most < 0x100 ? Uint8Array : most < 0x10000 ? Uint16Array : Int32Array;
  if (least >= -0x80 && most < 0x80) return Int8Array;
  return least >= -0x8000 && most < 0x8000 ? Int16Array : Int32Array;
}

/** What a packed column fits into. @param {Packed} column @param {number} none */
function held({ ints: width, least, nulls }, none) {
  const most = width < 4 ? least + 2 ** (8 * width) - 1 : 0x7fffffff;
  return nulls ? fitting(Math.min(least, none), Math.max(most, none)) : fitting(least, most);
}

/**
 * Planes of bytes, the low bytes first; with nulls, 0 is null and all else one more.
 * @param {Integers} out @param {Uint8Array} planes @param {Packed} column @param {number} none
 */
function unpack(out, planes, { ints: width, least, nulls = false }, none) {
  const count = out.length;
  if (planes.length !== width * count) throw new Error(`${planes.length} bytes are not ${width} × ${count}`);
  const base = nulls ? least - 1 : least;
  const [two, three, four] = [width > 1, width > 2, width > 3];
  const wide = out instanceof Int32Array ? out : new Int32Array(count); // one kind of array in the loop: it is fast
  for (let i = 0; i < count; i++) {
    let value = planes[i] ?? 0;
    if (two) value |= (planes[i + count] ?? 0) << 8;
    if (three) value |= (planes[i + 2 * count] ?? 0) << 16;
    if (four) value |= (planes[i + 3 * count] ?? 0) << 24;
    wide[i] = nulls && !value ? none : value + base;
  }
  if (wide !== out) out.set(wide);
}
