// The data island's columns → typed arrays ready to filter and draw.

import { NOWHERE, readEvents } from "./columns.js";
import { OPEN_END, OPEN_START } from "./dates.js";
import { buildFacets } from "./facets.js";
import { MAX_LATITUDE, decodeShape, worldX, worldY } from "./geometry.js";

/** What an event's mark is. */
export const KIND = /** @type {const} */ ({ exact: 0, near: 1, area: 2, line: 3, none: 4 });
export const KIND_NAMES = /** @type {const} */ (["exact", "near", "area", "line"]);

/**
 * Events stand in the order of time: by first day (last day where the start is open), last day, the table's order;
 * undated ones last.
 * @typedef {object} Data
 * @property {Head} raw the page's JSON without the events
 * @property {import("./columns.js").Events} events
 * @property {number} count events, with those set aside
 * @property {Int32Array} from first day; OPEN_START when open
 * @property {Int32Array} to last day, inclusive; OPEN_END when open
 * @property {Float64Array} x world coordinates; NaN without a point
 * @property {Float64Array} y
 * @property {Uint8Array} kind one of KIND
 * @property {Int32Array} geometry index into shapes, or -1
 * @property {Uint8Array} vague 1 for a straight route between countries, regions or seas: no one knows its track
 * @property {Float32Array} radius km; 0 = unknown
 * @property {Uint8Array} category
 * @property {Uint8Array} onMap 1 unless set aside
 * @property {Uint8Array} suggested 1 when the status is "suggested"
 * @property {Uint8Array} disputed 1 when sources contradict each other
 * @property {Uint32Array} memberStart where the layers of event i begin in `members`
 * @property {Uint16Array} members index into raw.layers
 * @property {Uint8Array} within 1 where the event lies wholly inside that layer's period
 * @property {import("./geometry.js").WorldShape[]} shapes
 * @property {{ get: (id: string) => number | undefined }} byId
 * @property {import("./facets.js").Facet[]} facets in the order of FACETS
 * @property {boolean} quiet so few mentioned places that the map opens with them
 * @property {readonly number[]} home the periods chosen at first: a period's page shows that period
 */
/** @typedef {Omit<import("./contract").GeoData, "events">} Head */

const FEW = 150; // mentioned places that do not crowd a map
export const AREAS = new Set(["adm2", "adm1", "region", "country", "sea"]);

/**
 * @param {import("./contract").GeoData} written @param {import("./columns.js").Stored} [stored] what is packed
 * @returns {Data}
 */
export function decode(written, stored) {
  const events = readEvents(written, stored);
  const { events: _, ...raw } = written;
  const { strings } = raw;
  const from = wide(events.from);
  const to = wide(events.to);
  const shapes = raw.geometries.map(decodeShape);
  return {
    raw,
    events,
    count: events.count,
    from,
    to,
    ...placed(events, strings, shapes),
    geometry: wide(events.geometry),
    onMap: flagged(events.codes.set_aside, strings, (why) => !why),
    suggested: flagged(events.codes.status, strings, (status) => status === "suggested"),
    disputed: bytes(events.disputed),
    shapes,
    byId: { get: events.find },
    facets: buildFacets(raw, events),
    home: raw.periods.flatMap((period, p) => (period.id === raw.page.period ? [p] : [])),
    quiet: few(raw.mentions?.name.length ?? 0),
    radius: kilometres(events.radius_m),
    category: bytes(events.category),
    ...membership(raw, events.category, from, to),
  };
}

/** @param {number} n */
const few = (n) => n > 0 && n <= FEW;

/** @param {import("./columns.js").Integers} column */
const wide = (column) => (column instanceof Int32Array ? column : Int32Array.from(column));
/** @param {import("./columns.js").Integers} column */
const bytes = (column) => (column instanceof Uint8Array ? column : Uint8Array.from(column));

/** @param {import("./columns.js").Integers} metres */
function kilometres(metres) {
  const out = new Float32Array(metres.length);
  for (let i = 0; i < out.length; i++) out[i] = (metres[i] ?? 0) / 1000;
  return out;
}

/**
 * 1 for each event whose word is such.
 * @param {import("./columns.js").Integers} codes @param {readonly string[]} strings @param {(word: string) => boolean} test
 */
function flagged(codes, strings, test) {
  const lit = byWord(codes, strings, (word) => Number(test(word)));
  const out = new Uint8Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = lit[(codes[i] ?? 0) + 1] ?? 0;
  return out;
}

/**
 * What becomes of the word of each code that is met; the first is for no word. There may be many words and few codes.
 * @param {import("./columns.js").Integers} codes @param {readonly string[]} strings @param {(word: string) => number} make
 */
function byWord(codes, strings, make) {
  const made = new Uint8Array(strings.length + 1);
  const met = new Uint8Array(made.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? -1;
    if (met[code + 1]) continue;
    met[code + 1] = 1;
    made[code + 1] = make(strings[code] ?? "");
  }
  return made;
}

/**
 * Where each event stands, and as what.
 * @param {import("./columns.js").Events} events @param {readonly string[]} strings
 * @param {readonly import("./geometry.js").WorldShape[]} shapes
 */
function placed({ count, lon, lat, geometry, codes }, strings, shapes) {
  const x = new Float64Array(count).fill(NaN);
  const y = new Float64Array(count).fill(NaN);
  const kind = new Uint8Array(count);
  const vague = new Uint8Array(count);
  const precisions = codes.geo_precision;
  const byPrecision = byWord(precisions, strings, pointKind);
  for (let i = 0; i < count; i++) {
    const g = geometry[i] ?? 0;
    const shape = g < 0 ? undefined : shapes[g]; // an index below 0 would be looked up by name
    const east = lon[i] ?? NOWHERE;
    const north = lat[i] ?? NOWHERE;
    const precision = precisions[i] ?? 0;
    if (shape) {
      kind[i] = shape.type === "line" ? KIND.line : KIND.area;
      if (isVague(shape, strings[precision] ?? "")) vague[i] = 1;
    } else {
      const off = north === NOWHERE || Math.abs(north / 1e5) > MAX_LATITUDE;
      kind[i] = off ? KIND.none : (byPrecision[precision + 1] ?? KIND.near);
    }
    if (east !== NOWHERE && north !== NOWHERE) {
      x[i] = worldX(east / 1e5);
      y[i] = worldY(north / 1e5);
    } else if (shape) {
      x[i] = (shape.box.minX + shape.box.maxX) / 2;
      y[i] = (shape.box.minY + shape.box.maxY) / 2;
    }
  }
  return { x, y, kind, vague };
}

/** What an event without a shape is drawn as. @param {string} precision */
const pointKind = (precision) =>
  AREAS.has(precision) ? KIND.area : precision === "exact" ? KIND.exact : KIND.near;

/** @param {import("./geometry.js").WorldShape} shape @param {string} precision */
const isVague = (shape, precision) =>
  shape.type === "line" && AREAS.has(precision) && shape.parts.every((part) => part.length <= 4);

/**
 * Which layers each event is in: those of its category in each period that it overlaps, else period -1.
 * @param {Head} raw @param {import("./columns.js").Integers} categories @param {Int32Array} from @param {Int32Array} to
 */
function membership(raw, categories, from, to) {
  const width = raw.categories.length;
  const layerOf = new Int32Array((raw.periods.length + 1) * width).fill(-1); // the last row: no period
  raw.layers.forEach((layer, i) => {
    const row = layer.period < 0 ? raw.periods.length : layer.period;
    layerOf[row * width + layer.category] = i;
  });
  const starts = Int32Array.from(raw.periods, (period) => period.from ?? OPEN_START);
  const stops = Int32Array.from(raw.periods, (period) => period.to ?? OPEN_END);
  const memberStart = new Uint32Array(from.length + 1);
  let members = new Uint16Array(from.length + ROOM); // most events are in one layer
  let within = new Uint8Array(members.length);
  let n = 0;
  for (let i = 0; i < from.length; i++) {
    memberStart[i] = n;
    const first = from[i] ?? 0;
    const last = to[i] ?? 0;
    if (first === OPEN_START && last === OPEN_END) continue; // undated: in no period, not in all
    if (n + starts.length >= members.length) {
      members = longer(members, 2 * n + ROOM + starts.length);
      within = longer(within, members.length);
    }
    const category = categories[i] ?? 0;
    let homeless = true;
    for (let p = 0; p < starts.length; p++) {
      const start = starts[p] ?? 0;
      const stop = stops[p] ?? 0;
      if (first > stop || last < start) continue;
      homeless = false;
      const layer = layerOf[p * width + category] ?? -1;
      if (layer < 0) continue;
      members[n] = layer;
      within[n++] = first >= start && last <= stop ? 1 : 0;
    }
    const none = homeless ? (layerOf[starts.length * width + category] ?? -1) : -1;
    if (none < 0) continue;
    members[n] = none;
    within[n++] = 1;
  }
  memberStart[from.length] = n;
  return { memberStart, members: members.subarray(0, n), within: within.subarray(0, n) };
}

const ROOM = 1024;

/** @template {Uint16Array | Uint8Array} T @param {T} array @param {number} length @returns {T} */
function longer(array, length) {
  const out = /** @type {T} */ (array instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length));
  out.set(array);
  return out;
}
