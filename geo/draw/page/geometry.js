// World coordinates: Web Mercator at zoom 0, a square of 256 units; pixels are world × 2^zoom.

/** The map's latitude ends here. */
export const MAX_LATITUDE = 85.0511287798;
const EARTH_KM = 40_075.016686;

/** @param {number} lon degrees */
export const worldX = (lon) => ((lon + 180) / 360) * 256;

/** @param {number} lat degrees */
export function worldY(lat) {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 256;
}

/** @param {number} x */
export const lonOf = (x) => (x / 256) * 360 - 180;
/** @param {number} y */
export const latOf = (y) => (Math.atan(Math.sinh((0.5 - y / 256) * 2 * Math.PI)) * 180) / Math.PI;

/** World units in a kilometre at a world y (Mercator stretches towards the poles). @param {number} y */
export function unitsPerKm(y) {
  return 256 / (EARTH_KM * Math.cos((latOf(y) * Math.PI) / 180));
}

/** @typedef {{ minX: number, minY: number, maxX: number, maxY: number }} Box */

/** @returns {Box} */
export const emptyBox = () => ({ minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity });

/** @param {Box} box @param {number} x @param {number} y */
export function extend(box, x, y) {
  if (x < box.minX) box.minX = x;
  if (x > box.maxX) box.maxX = x;
  if (y < box.minY) box.minY = y;
  if (y > box.maxY) box.maxY = y;
}

/** @param {Box} a @param {Box} b */
export const meets = (a, b) => a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;

/**
 * A shape in world coordinates: x0, y0, x1, y1 … a part.
 * @typedef {{ type: "line" | "area", parts: Float64Array[], box: Box }} WorldShape
 */

/** @param {import("./contract").Geometry} geometry @returns {WorldShape} */
export function decodeShape(geometry) {
  const box = emptyBox();
  const parts = geometry.parts.map((deltas) => {
    const part = new Float64Array(deltas.length);
    let lon = 0;
    let lat = 0;
    for (let i = 0; i + 1 < deltas.length; i += 2) {
      lon += deltas[i] ?? 0;
      lat += deltas[i + 1] ?? 0;
      const x = worldX(lon / geometry.scale);
      const y = worldY(lat / geometry.scale);
      part[i] = x;
      part[i + 1] = y;
      extend(box, x, y);
    }
    return part;
  });
  return { type: geometry.type, parts, box };
}

/**
 * Squared distance of a point from a segment.
 * @param {number} px @param {number} py @param {number} ax @param {number} ay @param {number} bx
 * @param {number} by
 */
export function segmentDistance2(px, py, ax, ay, bx, by) {
  const dx = bx - ax;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length2));
  const x = ax + along * dx - px;
  const y = ay + along * dy - py;
  return x * x + y * y;
}

/**
 * The point at a share (0–1) of a polyline's length, with its direction in radians.
 * @param {ArrayLike<number>} points @param {number} share
 */
export function pointAlong(points, share) {
  let total = 0;
  for (let i = 2; i + 1 < points.length; i += 2) total += stepLength(points, i);
  let rest = total * share;
  for (let i = 2; i + 1 < points.length; i += 2) {
    const length = stepLength(points, i);
    if (rest <= length || i + 3 >= points.length) {
      const ax = points[i - 2] ?? 0;
      const ay = points[i - 1] ?? 0;
      const dx = (points[i] ?? 0) - ax;
      const dy = (points[i + 1] ?? 0) - ay;
      const part = length === 0 ? 0 : Math.min(1, rest / length);
      return { x: ax + dx * part, y: ay + dy * part, angle: Math.atan2(dy, dx) };
    }
    rest -= length;
  }
  return { x: points[0] ?? 0, y: points[1] ?? 0, angle: 0 };
}

/** @param {ArrayLike<number>} points @param {number} i */
function stepLength(points, i) {
  return Math.hypot((points[i] ?? 0) - (points[i - 2] ?? 0), (points[i + 1] ?? 0) - (points[i - 1] ?? 0));
}
