// Events as a table to take away: rows of named cells, and CSV that a spreadsheet opens without harm. Pure.

import { NOWHERE } from "./columns.js";
import { OPEN_END, OPEN_START, isoDay } from "./dates.js";
import { CERTAIN, POSSIBLE } from "./filter.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {Record<string, string | number | null>} Row */

/** Columns as in seeds/events/*.csv, so that a download can be read in again; then what the page knows more. */
const COLUMNS = [
  ...["event_id", "title", "date_start", "earliest", "latest", "date_precision", "date_text"],
  ...["location", "local_name", "to_location", "longitude", "latitude", "geo_precision", "category", "event_type"],
  ...["actor1", "source", "source_title", "source_url", "source_locator", "confidence", "status", "quote", "notes"],
  ...["fatalities", "periods", "certainty", "set_aside", "reason"],
];

const BOM = "\uFEFF"; // or else spreadsheets take UTF-8 for an old encoding
const LIST = "; ";
/** Rows that are written at a time. */
export const PART = 500;

/**
 * One event as a row, its own columns at the end.
 * @param {Data} data @param {number} i @param {import("./filter.js").Shown} shown @returns {Row}
 */
export function rowOf(data, i, shown) {
  if (!data.events.id(i)) throw new Error("its texts cannot be read"); // better no file than one with rows that say nothing
  return Object.fromEntries([...Object.entries(known(data, i, shown)), ...own(data, i)]);
}

/** The columns that only the project's table has; one named like ours is kept apart. @param {Data} data @param {number} i */
function own(data, i) {
  return Object.entries(data.events.extra(i)).map(([name, value]) => [COLUMNS.includes(name) ? `extra_${name}` : name, value]);
}

/** @param {Data} data @param {number} i @param {import("./filter.js").Shown} shown @returns {Row} */
function known(data, i, shown) {
  const { events, raw: { sources, categories } } = data;
  const source = sources[events.source[i] ?? -1];
  const at = degrees(data, i);
  return {
    event_id: events.id(i),
    title: events.title(i),
    date_start: events.date(i),
    earliest: day(data.from[i], OPEN_START),
    latest: day(data.to[i], OPEN_END),
    date_precision: events.date_precision(i),
    date_text: events.date_text(i),
    location: events.place(i),
    local_name: events.local_name(i),
    to_location: events.to_place(i),
    longitude: at && at[0],
    latitude: at && at[1],
    geo_precision: events.geo_precision(i),
    category: categories[events.category[i] ?? -1]?.name ?? "",
    event_type: events.event_type(i),
    actor1: events.actors(i).join(LIST),
    source: source?.id ?? events.publisher(i),
    source_title: source?.title ?? "",
    source_url: events.url(i) || (source?.url ?? ""),
    source_locator: events.source_locator(i),
    confidence: events.confidence(i),
    status: events.status(i),
    quote: events.quote(i),
    notes: events.notes(i),
    fatalities: events.fatalities(i),
    periods: periodsOf(data, i).join(LIST),
    certainty: certainty(shown, i),
    set_aside: events.set_aside(i),
    reason: events.reason(i),
  };
}

/** @param {number | undefined} value @param {number} open */
const day = (value, open) => (value === undefined || value === open ? "" : isoDay(value));

/**
 * "" when the event is not shown. @param {import("./filter.js").Shown} shown @param {number} i
 */
export function certainty({ state }, i) {
  return state[i] === CERTAIN ? "certain" : state[i] === POSSIBLE ? "possible" : "";
}

/** Ids of the periods that an event falls into. @param {Data} data @param {number} i */
export function periodsOf({ memberStart, members, raw }, i) {
  const layers = members.subarray(memberStart[i], memberStart[i + 1]);
  return [...new Set([...layers].flatMap((layer) => raw.periods[raw.layers[layer]?.period ?? -1]?.id ?? []))];
}

/**
 * Where an event, or its badge, stands; a map across the antimeridian counts on beyond 180.
 * @param {Data} data @param {number} i @returns {[lon: number, lat: number] | null}
 */
export function degrees({ events }, i) {
  const [lon, lat] = [events.lon[i] ?? NOWHERE, events.lat[i] ?? NOWHERE];
  if (lon === NOWHERE || lat === NOWHERE) return null;
  return [(((((lon + 18e6) % 36e6) + 36e6) % 36e6) - 18e6) / 1e5, lat / 1e5];
}

/**
 * CSV after RFC 4180, in parts: a million rows are no one text.
 * @param {Data} data @param {ArrayLike<number>} events @param {import("./filter.js").Shown} shown
 * @returns {Generator<string | null, void>} null: the texts of what comes next have been sent for
 */
export function* csv(data, events, shown) {
  /** @type {Set<string>} */
  const owned = new Set();
  for (let at = 0; at < events.length; at += PART) {
    for (const i of slice(events, at)) {
      while (!data.events.ready(i, "card")) yield null;
      for (const [name = ""] of own(data, i)) owned.add(name);
    }
    yield "";
  }
  const columns = [...COLUMNS, ...owned];
  yield BOM + line(columns.map(cell));
  for (let at = 0; at < events.length; at += PART) {
    let text = "";
    for (const i of slice(events, at)) {
      while (!readable(data, i)) yield null;
      const row = rowOf(data, i, shown);
      text += line(columns.map((name) => cell(Object.hasOwn(row, name) ? (row[name] ?? "") : ""))); // a row may lack "constructor"
    }
    yield text;
  }
}

/** @param {ArrayLike<number>} events @param {number} at @returns {number[]} */
export const slice = (events, at) => Array.prototype.slice.call(events, at, at + PART);

/** Whether the texts of an event are at hand; of neighbours in a table that a filter made thin, only some may be. @param {Data} data @param {number} i */
export const readable = ({ events }, i) => events.ready(i, "list") && events.ready(i, "card");

/** @param {readonly string[]} cells */
const line = (cells) => cells.join(",") + "\r\n";

/** Text that a spreadsheet would run as a formula gets an apostrophe. @param {string | number} value */
function cell(value) {
  if (typeof value === "number") return String(value);
  const inert = /^[=+\-@\t\r\n]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/**
 * "all-periods-2015-09-30-2016-03-14-0123abcd": safe in every file system.
 * @param {Data} data @param {import("./filter.js").Span[] | null} spans those shown; null = all time
 */
export function fileName(data, spans) {
  const [first] = spans ?? [];
  const last = spans?.at(-1);
  const days = first && last ? [day(first[0], OPEN_START), day(last[1], OPEN_END)] : ["all-dates"];
  return [data.raw.page.id, ...days, data.raw.page.hash.slice(0, 8)].map(slug).filter(Boolean).join("-");
}

/** @param {string} name */
const slug = (name) =>
  name.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60).replace(/^-+|-+$/g, "");
