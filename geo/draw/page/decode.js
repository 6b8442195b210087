// The data island's columns → typed arrays ready to filter and draw.

import { OPEN_END, OPEN_START } from "./dates.js";
import { buildFacets } from "./facets.js";
import { MAX_LATITUDE, decodeShape, worldX, worldY } from "./geometry.js";

/** What an event's mark is. */
export const KIND = /** @type {const} */ ({ exact: 0, near: 1, area: 2, line: 3, none: 4 });
export const KIND_NAMES = /** @type {const} */ (["exact", "near", "area", "line"]);

/**
 * @typedef {object} Data
 * @property {import("./contract").GeoData} raw
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
 * @property {Int32Array} order by first day, last day, the table's order; undated last
 * @property {Int32Array} rank place of each event in `order`
 * @property {ReadonlyMap<string, number>} byId
 * @property {import("./facets.js").Facet[]} facets in the order of FACETS
 * @property {boolean} quiet so few mentioned places that the map opens with them
 * @property {readonly number[]} home the periods chosen at first: a period's page shows that period
 */

const PACKED = 2 ** 20; // events whose day and index fit into one exact number
const FEW = 150; // mentioned places that do not crowd a map
export const AREAS = new Set(["adm2", "adm1", "region", "country", "sea"]);

/** @param {import("./contract").GeoData} written @returns {Data} */
export function decode(written) {
  const raw = { ...written, events: expanded(written.events) };
  const { events, strings } = raw;
  const n = events.count;
  const from = days(events.from, OPEN_START);
  const to = days(events.to, OPEN_END);
  const shapes = raw.geometries.map(decodeShape);
  const x = new Float64Array(n).fill(NaN);
  const y = new Float64Array(n).fill(NaN);
  const kind = new Uint8Array(n);
  const onMap = new Uint8Array(n);
  const suggested = new Uint8Array(n);
  const vague = new Uint8Array(n);
  const geometry = new Int32Array(events.geometry);
  for (let i = 0; i < n; i++) {
    onMap[i] = strings[events.set_aside[i] ?? -1] ? 0 : 1;
    suggested[i] = strings[events.status[i] ?? -1] === "suggested" ? 1 : 0;
    const lon = events.lon[i] ?? null;
    const lat = events.lat[i] ?? null;
    const shape = shapes[geometry[i] ?? -1];
    const precision = strings[events.geo_precision[i] ?? -1] ?? "";
    kind[i] = kindOf(shape, precision, lat);
    if (isVague(shape, precision)) vague[i] = 1;
    if (lon !== null && lat !== null) {
      x[i] = worldX(lon / 1e5);
      y[i] = worldY(lat / 1e5);
    } else if (shape) {
      x[i] = (shape.box.minX + shape.box.maxX) / 2;
      y[i] = (shape.box.minY + shape.box.maxY) / 2;
    }
  }
  /** @type {Map<string, number> | null} */
  let byId = null;
  const order = timeOrder(from, to);
  const rank = new Int32Array(n);
  for (let place = 0; place < n; place++) rank[order[place] ?? 0] = place;
  return {
    raw,
    count: n,
    from,
    to,
    x,
    y,
    kind,
    geometry,
    onMap,
    suggested,
    disputed: Uint8Array.from({ length: n }, (_, i) => events.disputed?.[i] ?? 0),
    shapes,
    order,
    rank,
    get byId() {
      return (byId ??= new Map(events.id.map((id, i) => [id, i]))); // made when first asked for
    },
    facets: buildFacets(raw),
    home: raw.periods.flatMap((period, p) => (period.id === raw.page.period ? [p] : [])),
    quiet: few(raw.mentions?.name.length ?? 0),
    vague,
    radius: new Float32Array(events.radius_km),
    category: new Uint8Array(events.category),
    ...membership(raw, from, to),
  };
}

/** @param {number} n */
const few = (n) => n > 0 && n <= FEW;

/**
 * A column of one value is written once, as `{ all: value }`.
 * @param {import("./contract").Events} events @returns {import("./contract").Events}
 */
function expanded(events) {
  /** @type {Record<string, any>} */
  const columns = { ...events };
  for (const [name, column] of Object.entries(columns))
    if (typeof column === "object" && "all" in column) columns[name] = new Array(events.count).fill(column.all);
  return /** @type {import("./contract").Events} */ (columns);
}

/** @param {readonly (number | null)[]} column @param {number} open what stands for an open end */
function days(column, open) {
  const out = new Int32Array(column.length);
  for (let i = 0; i < column.length; i++) out[i] = column[i] ?? open;
  return out;
}

/**
 * @param {import("./geometry.js").WorldShape | undefined} shape @param {string} precision
 * @param {number | null} lat
 */
function kindOf(shape, precision, lat) {
  if (shape) return shape.type === "line" ? KIND.line : KIND.area;
  if (lat === null || Math.abs(lat / 1e5) > MAX_LATITUDE) return KIND.none;
  if (AREAS.has(precision)) return KIND.area;
  return precision === "exact" ? KIND.exact : KIND.near;
}

/** @param {import("./geometry.js").WorldShape | undefined} shape @param {string} precision */
const isVague = (shape, precision) =>
  shape?.type === "line" && AREAS.has(precision) && shape.parts.every((part) => part.length <= 4);

/** @param {Int32Array} from @param {Int32Array} to */
function timeOrder(from, to) {
  // An open start sorts by its end, an undated event last.
  const key = from.map((first, i) => (first === OPEN_START ? (to[i] ?? 0) : first));
  /** @param {number} a @param {number} b */
  const compare = (a, b) => (key[a] ?? 0) - (key[b] ?? 0) || (to[a] ?? 0) - (to[b] ?? 0) || a - b;
  const sorted = byKey(key);
  for (let start = 0, stop = 1; start < sorted.length; start = stop++) {
    while (stop < sorted.length && key[sorted[stop] ?? 0] === key[sorted[start] ?? 0]) stop++;
    if (stop - start > 1) sorted.subarray(start, stop).sort(compare); // those of one day
  }
  return sorted;
}

/** Indices in the order of their keys; numbers sort faster by themselves than by a function. @param {Int32Array} key */
function byKey(key) {
  const n = key.length;
  const order = new Int32Array(n);
  if (n > PACKED) return order.map((_, i) => i).sort((a, b) => (key[a] ?? 0) - (key[b] ?? 0));
  const packed = new Float64Array(n);
  for (let i = 0; i < n; i++) packed[i] = (key[i] ?? 0) * n + i;
  packed.sort();
  for (let k = 0; k < n; k++) order[k] = (packed[k] ?? 0) - Math.floor((packed[k] ?? 0) / n) * n;
  return order;
}

/**
 * Which layers each event is in: those of its category in each period that it overlaps, else period -1.
 * @param {import("./contract").GeoData} raw @param {Int32Array} from @param {Int32Array} to
 */
function membership(raw, from, to) {
  const width = raw.categories.length;
  const layerOf = new Int32Array((raw.periods.length + 1) * width).fill(-1); // the last row: no period
  raw.layers.forEach((layer, i) => {
    const row = layer.period < 0 ? raw.periods.length : layer.period;
    layerOf[row * width + layer.category] = i;
  });
  const starts = raw.periods.map((period) => period.from ?? OPEN_START);
  const stops = raw.periods.map((period) => period.to ?? OPEN_END);
  const memberStart = new Uint32Array(from.length + 1);
  /** @type {number[]} */
  const members = [];
  /** @type {number[]} */
  const within = [];
  for (let i = 0; i < from.length; i++) {
    memberStart[i] = members.length;
    const first = from[i] ?? 0;
    const last = to[i] ?? 0;
    if (first === OPEN_START && last === OPEN_END) continue; // undated: in no period, not in all
    const category = raw.events.category[i] ?? 0;
    let homeless = true;
    for (let p = 0; p < starts.length; p++) {
      const start = starts[p] ?? 0;
      const stop = stops[p] ?? 0;
      if (first > stop || last < start) continue;
      homeless = false;
      const layer = layerOf[p * width + category] ?? -1;
      if (layer >= 0) {
        members.push(layer);
        within.push(first >= start && last <= stop ? 1 : 0);
      }
    }
    const none = layerOf[starts.length * width + category] ?? -1;
    if (homeless && none >= 0) {
      members.push(none);
      within.push(1);
    }
  }
  memberStart[from.length] = members.length;
  return { memberStart, members: new Uint16Array(members), within: new Uint8Array(within) };
}
