// The base map: tiers coarse to fine on a canvas of its own, below the marks. Format: geo/draw/basemap.py.

import { extend, emptyBox, meets, worldX, worldY } from "./geometry.js";

/**
 * @typedef {{ points: Float64Array, box: import("./geometry.js").Box }} Path world coordinates
 */
/** @typedef {"land" | "lakes" | "rivers" | "borders" | "disputed" | "adm1"} LayerName */
/** @typedef {(name: LayerName, zoom: number) => Path[]} Paths those of a layer that a zoom shows */
/** @typedef {{ minzoom: number, box: import("./geometry.js").Box, paths: Paths }} BaseTier */

const WORLD = 256;
const DIGIT = new Uint8Array(128);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach(
  (c, i) => (DIGIT[c.charCodeAt(0)] = i),
);

/**
 * Base64 VLQ paths → lon, lat in degrees; the pen is carried on from path to path.
 * @param {string[]} paths @param {number} scale
 */
export function decodePaths(paths, scale) {
  let x = 0;
  let y = 0;
  const room = new Float64Array(Math.max(0, ...paths.map((text) => text.length))); // no digit makes two numbers
  return paths.map((text) => {
    let n = 0;
    let odd = false;
    let value = 0;
    let shift = 0;
    for (let i = 0; i < text.length; i++) {
      const digit = DIGIT[text.charCodeAt(i)] ?? 0;
      value |= (digit & 31) << shift;
      shift += 5;
      if (digit & 32) continue;
      const delta = value & 1 ? -(value >>> 1) : value >>> 1;
      value = shift = 0;
      if (odd) {
        y += delta;
        room[n++] = x / scale;
        room[n++] = y / scale;
      } else x += delta;
      odd = !odd;
    }
    return room.slice(0, n);
  });
}

/** @param {import("./contract").BaseMap} base @returns {BaseTier[]} */
export function decodeTiers(base) {
  return base.tiers.map((tier) => {
    const [west, south, east, north] = tier.bounds;
    /** Each group is decoded when first drawn. @type {Map<string[], Path[]>} */
    const known = new Map();
    /** @type {Paths} */
    const paths = (name, zoom) =>
      tier[name].flatMap(([minzoom, group]) => {
        if (zoom < minzoom) return [];
        let decoded = known.get(group);
        if (!decoded) known.set(group, (decoded = decodePaths(group, tier.scale).map(toWorld)));
        return decoded;
      });
    const box = { minX: worldX(west), minY: worldY(north), maxX: worldX(east), maxY: worldY(south) };
    return { minzoom: tier.minzoom, box, paths };
  });
}

/** @param {Float64Array} points lon, lat …; turned in place @returns {Path} */
function toWorld(points) {
  const box = emptyBox();
  for (let i = 0; i < points.length; i += 2) {
    points[i] = worldX(points[i] ?? 0);
    points[i + 1] = worldY(points[i + 1] ?? 0);
    extend(box, points[i] ?? 0, points[i + 1] ?? 0);
  }
  return { points, box };
}

/**
 * @param {BaseTier[]} tiers @param {import("./canvaslayer.js").Frame} frame
 * @param {import("./theme.js").Theme} theme
 */
export function drawBasemap(tiers, frame, theme) {
  const { context, width, height, view } = frame;
  context.fillStyle = theme.water;
  context.fillRect(0, 0, width, height);
  for (const shift of [-WORLD, 0, WORLD]) {
    const seen = { minX: view.minX - shift, maxX: view.maxX - shift, minY: view.minY, maxY: view.maxY };
    const drawn = tiers.filter((tier) => frame.zoom >= tier.minzoom && meets(tier.box, seen));
    drawn.forEach((tier, i) => {
      if (!drawn.slice(i + 1).some((finer) => covers(finer.box, seen)))
        drawTier(tier, shift, seen, frame, theme);
    });
  }
}

/** @param {import("./geometry.js").Box} outer @param {import("./geometry.js").Box} inner */
const covers = (outer, inner) =>
  outer.minX <= inner.minX &&
  outer.maxX >= inner.maxX &&
  outer.minY <= inner.minY &&
  outer.maxY >= inner.maxY;

/**
 * @param {BaseTier} tier @param {number} shift of this copy of the world
 * @param {import("./geometry.js").Box} seen
 * @param {import("./canvaslayer.js").Frame} frame @param {import("./theme.js").Theme} theme
 */
function drawTier(tier, shift, seen, frame, theme) {
  const { context, scale, originX, originY, zoom } = frame;
  const left = Math.round((tier.box.minX + shift) * scale - originX);
  const top = Math.round(tier.box.minY * scale - originY);
  const right = Math.round((tier.box.maxX + shift) * scale - originX);
  const bottom = Math.round(tier.box.maxY * scale - originY);
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.fillStyle = theme.water;
  context.fillRect(left, top, right - left, bottom - top);
  context.lineJoin = "round";
  /** @param {LayerName} name @param {boolean} closed */
  const trace = (name, closed) => {
    context.beginPath();
    for (const { points, box } of tier.paths(name, zoom)) {
      if (!meets(box, seen)) continue;
      tracePoints(context, points, scale, originX - shift * scale, originY);
      if (closed) context.closePath();
    }
  };
  /** @param {LayerName} name @param {string} color @param {number} width @param {number[]} [dash] */
  const stroke = (name, color, width, dash = []) => {
    trace(name, false);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
  };
  trace("land", true);
  context.fillStyle = theme.land;
  context.fill("nonzero");
  context.strokeStyle = theme.coast;
  context.lineWidth = 0.75;
  context.stroke();
  trace("lakes", true);
  context.fillStyle = theme.water;
  context.fill("nonzero");
  stroke("adm1", theme.border, 0.6, [1.5, 2.5]);
  stroke("rivers", theme.river, zoom < 7 ? 0.8 : 1.2);
  stroke("borders", theme.border, zoom < 5 ? 0.9 : 1.4);
  stroke("disputed", theme.border, zoom < 5 ? 0.9 : 1.4, [4, 3]);
  context.setLineDash([]);
  context.restore();
}

/**
 * Add a path, leaving out points that fall on the pixel before.
 * @param {CanvasRenderingContext2D} context @param {Float64Array} points world @param {number} scale
 * @param {number} originX @param {number} originY
 */
export function tracePoints(context, points, scale, originX, originY) {
  let lastX = 0;
  let lastY = 0;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = (points[i] ?? 0) * scale - originX;
    const y = (points[i + 1] ?? 0) * scale - originY;
    if (i === 0) context.moveTo(x, y);
    else if (i + 2 < points.length && Math.abs(x - lastX) < 0.6 && Math.abs(y - lastY) < 0.6) continue;
    else context.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}
