// Events as GeoJSON (RFC 7946): degrees, rings grouped with their holes, nothing across the antimeridian. Pure.

import { PART, degrees, periodsOf, readable, rowOf, slice } from "./tables.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {[lon: number, lat: number]} Point */

/**
 * In parts: a million features are no one text.
 * @param {Data} data @param {ArrayLike<number>} events @param {import("./filter.js").Shown} shown
 * @param {Record<string, string>} about foreign members that say where this comes from
 * @returns {Generator<string | null, void>} null: the texts of what comes next have been sent for
 */
export function* geoJson(data, events, shown, about) {
  /** @type {Map<number, object>} shapes that many events share are cut once */
  const shapes = new Map();
  yield `${JSON.stringify({ type: "FeatureCollection", ...about }).slice(0, -1)},"features":[`;
  for (let at = 0; at < events.length; at += PART) {
    /** @type {string[]} */
    const told = [];
    for (const i of slice(events, at)) {
      while (!readable(data, i)) yield null;
      told.push(JSON.stringify(feature(data, i, shown, shapes)));
    }
    yield (at ? "," : "") + told.join(",");
  }
  yield "]}";
}

/** @param {Data} data @param {number} i @param {import("./filter.js").Shown} shown @param {Map<number, object>} shapes */
function feature(data, i, shown, shapes) {
  return {
    type: "Feature",
    id: data.events.id(i),
    geometry: geometryOf(data, i, shapes),
    properties: { ...rowOf(data, i, shown), actor1: data.events.actors(i), periods: periodsOf(data, i) },
  };
}

/** @param {Data} data @param {number} i @param {Map<number, object>} shapes */
function geometryOf(data, i, shapes) {
  const g = data.geometry[i] ?? -1;
  const shape = data.raw.geometries[g];
  const at = degrees(data, i);
  if (!shape) return at && { type: "Point", coordinates: at };
  const parts = shape.parts.map((part) => points(part, shape.scale));
  const made = shapes.get(g) ?? (shape.type === "line" ? lines(parts) : polygons(parts));
  shapes.set(g, made);
  return made;
}

/** @param {number[]} deltas @param {number} scale @returns {Point[]} */
function points(deltas, scale) {
  /** @type {Point[]} */
  const out = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i + 1 < deltas.length; i += 2) {
    lon += deltas[i] ?? 0;
    lat += deltas[i + 1] ?? 0;
    out.push([lon / scale, lat / scale]);
  }
  return out;
}

/** @param {Point[][]} parts */
function lines(parts) {
  const cut = parts.flatMap(cutLine);
  return cut.length === 1
    ? { type: "LineString", coordinates: cut[0] }
    : { type: "MultiLineString", coordinates: cut };
}

/** Which turn of the world a longitude is on; 0 for -180 to 180. @param {number} lon */
const turnOf = (lon) => Math.ceil((lon - 180) / 360);

/** Split where it crosses the antimeridian. @param {Point[]} line @returns {Point[][]} */
function cutLine(line) {
  /** @type {Point[][]} */
  const out = [];
  /** @type {Point[]} */
  let run = [];
  let turn = turnOf(line[0]?.[0] ?? 0);
  line.forEach(([lon, lat], i) => {
    for (let next = turnOf(lon); next !== turn; ) {
      const [lon0, lat0] = /** @type {Point} */ (line[i - 1]);
      const step = Math.sign(next - turn);
      const edge = 360 * turn + 180 * step;
      const crossing = lat0 + ((lat - lat0) * (edge - lon0)) / (lon - lon0);
      out.push([...run, [180 * step, crossing]]);
      run = [[-180 * step, crossing]];
      turn += step;
    }
    run.push([lon - 360 * turn, lat]);
  });
  return [...out, run].filter((part) => part.length > 1);
}

/** @param {Point[][]} rings filled by the even-odd rule */
function polygons(rings) {
  const turns = [...new Set(rings.flatMap((ring) => ring.map(([lon]) => turnOf(lon))))];
  const all = turns.flatMap((turn) => nested(rings.map((ring) => onTurn(ring, turn)).filter((ring) => ring.length > 2)));
  return all.length === 1
    ? { type: "Polygon", coordinates: all[0] }
    : { type: "MultiPolygon", coordinates: all };
}

/** The part of a ring on one turn of the world. @param {Point[]} ring @param {number} turn */
function onTurn(ring, turn) {
  const moved = ring.map(([lon, lat]) => /** @type {Point} */ ([lon - 360 * turn, lat]));
  return cutRing(cutRing(moved, 180, 1), -180, -1);
}

/**
 * Keep what lies on one side of a meridian. @param {Point[]} ring @param {number} edge @param {1 | -1} side
 */
function cutRing(ring, edge, side) {
  return ring.flatMap(([lon, lat], i) => {
    const [lon0, lat0] = /** @type {Point} */ (ring.at(i - 1));
    const inside = side * (edge - lon) >= 0;
    const was = side * (edge - lon0) >= 0;
    /** @type {Point[]} */
    const out = inside ? [[lon, lat]] : [];
    if (inside !== was) out.unshift([edge, lat0 + ((lat - lat0) * (edge - lon0)) / (lon - lon0)]);
    return out;
  });
}

/**
 * Rings inside an odd number of others are holes of the innermost of these.
 * @param {Point[][]} rings
 */
function nested(rings) {
  const around = rings.map((ring) => rings.filter((other) => other !== ring && holds(other, ring)));
  const depth = new Map(rings.map((ring, r) => [ring, around[r]?.length ?? 0]));
  const outer = rings.filter((ring) => (depth.get(ring) ?? 0) % 2 === 0);
  return outer.map((ring) => {
    const level = (depth.get(ring) ?? 0) + 1;
    const holes = rings.filter((hole, r) => depth.get(hole) === level && around[r]?.includes(ring));
    return [closed(ring, true), ...holes.map((hole) => closed(hole, false))];
  });
}

/**
 * Whether most of the inner ring's points lie in the outer: rings may touch.
 * @param {Point[]} outer @param {Point[]} inner
 */
function holds(outer, inner) {
  const step = Math.ceil(inner.length / 15);
  const asked = inner.filter((_, i) => i % step === 0);
  return asked.filter((point) => contains(outer, point)).length * 2 > asked.length;
}

/** @param {Point[]} ring @param {Point} point */
function contains(ring, [x, y]) {
  let inside = false;
  ring.forEach(([bx, by], i) => {
    const [ax, ay] = /** @type {Point} */ (ring.at(i - 1));
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
  });
  return inside;
}

/**
 * The first point repeated at the end; outer rings run against the clock, holes with it.
 * @param {Point[]} ring @param {boolean} outer
 */
function closed(ring, outer) {
  const [first] = ring;
  const last = ring.at(-1);
  const open = first && last && first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
  const turned = area(open) > 0 === outer ? open : [...open].reverse();
  return [...turned, /** @type {Point} */ (turned[0])];
}

/** Positive against the clock. @param {Point[]} ring */
const area = (ring) =>
  ring.reduce((sum, [x, y], i) => {
    const [x0, y0] = /** @type {Point} */ (ring.at(i - 1));
    return sum + x0 * y - x * y0;
  }, 0);
