// A page's island in its packed form: what geo/draw writes of many events, made of a plain one.

import { deflateRawSync } from "node:zlib";

const CELL = "\x1e";
const ROW = "\x1f";
const LIST = ["id", "title"];
const CARD = ["notes", "quote", "extra"];
const INTS = ["from", "to", "lon", "lat", "place", "category", "geo_precision", "actors", "status", "confidence"];
const base64 = (bytes) => deflateRawSync(bytes).toString("base64");

/** Planes of bytes, and the column's head. */
export function planes(values) {
  const nulls = values.includes(null);
  const known = values.filter((value) => value !== null);
  const [least, most] = known.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  const range = most - least + Number(nulls);
  const ints = range < 2 ** 8 ? 1 : range < 2 ** 16 ? 2 : range < 2 ** 24 ? 3 : 4;
  const bytes = Buffer.alloc(values.length * ints);
  values.forEach((value, i) => {
    const own = value === null ? 0 : value - least + Number(nulls);
    for (let plane = 0; plane < ints; plane++) bytes[plane * values.length + i] = Math.floor(own / 2 ** (8 * plane)) % 256;
  });
  return { head: { ints, least, nulls }, bytes };
}

/** @returns the island with packed columns, and the blocks by id */
export function packed(raw, rows = 3, chunk = 2 ** 20) {
  const { count } = raw.events;
  const blocks = new Map();
  const events = { ...raw.events };
  const numbers = (name, values) => {
    const { head } = planes(values);
    for (let k = 0; k * chunk < count; k++) {
      const part = values.slice(k * chunk, (k + 1) * chunk);
      blocks.set(`geo-data-${name}-${k}`, base64(planes(part).bytes));
    }
    return head;
  };
  for (const name of INTS) events[name] = numbers(name, raw.events[name]);
  const strings = [...raw.strings];
  const codes = raw.events.url.map((url) => (strings.includes(url) || strings.push(url), strings.indexOf(url)));
  events.url = { coded: numbers("url", codes) };
  for (const [group, names] of Object.entries({ list: LIST, card: CARD })) {
    for (const name of names) events[name] = { texts: group };
    for (let b = 0; b * rows < count; b++) {
      const own = Array.from({ length: Math.min(rows, count - b * rows) }, (_, r) => names.map((name) => told(raw.events[name][b * rows + r])));
      blocks.set(`geo-data-${group}-${b}`, base64(own.map((row) => row.join(CELL)).join(ROW)));
    }
  }
  return { island: { ...raw, strings, events, texts: { rows, list: LIST, card: CARD } }, blocks };
}

const told = (value) => (typeof value === "string" ? value : value === null ? "" : JSON.stringify(value));
