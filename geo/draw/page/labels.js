// Names on the map, each with a halo and none over another: first the places of events, then towns by their
// rank.

import { createBoxes } from "./boxes.js";
import { worldX, worldY } from "./geometry.js";
import { halfSize, rectOf } from "./scene.js";
import { script } from "./strings.js";

/**
 * @typedef {object} Town
 * @property {string} name
 * @property {string} local
 * @property {number} x world
 * @property {number} y
 * @property {number} minzoom
 * @property {number} capital
 */

/** @typedef {import("./boxes.js").Rect} Rect */
/** @typedef {import("./boxes.js").Boxes} Boxes */
/** @typedef {import("./canvaslayer.js").Frame} Frame */
/** @typedef {import("./theme.js").Theme} Theme */

/** @typedef {{ theme: Theme, strong: boolean, font: string }} Lettering */

const SIZE = 13;
const CROWD = 200; // events of so many places have no name in common
const LOCAL_FROM = 6; // zoom from which towns also have their local name

/** @param {import("./contract").BaseMap} base @returns {Town[]} */
export function decodeTowns({ towns }) {
  return towns.name.map((name, i) => ({
    name,
    local: towns.local[i] ?? "",
    x: worldX((towns.lon[i] ?? 0) / towns.scale),
    y: worldY((towns.lat[i] ?? 0) / towns.scale),
    minzoom: towns.minzoom[i] ?? 0,
    capital: towns.capital[i] ?? 0,
  }));
}

/**
 * @param {Frame} frame @param {readonly Town[]} towns @param {import("./scene.js").Scene} scene
 * @param {import("./decode.js").Data} data @param {Theme} theme
 */
export function paintLabels(frame, towns, scene, data, theme) {
  const { context } = frame;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const taken = createBoxes();
  for (const item of scene.items) {
    taken.add(rectOf(item));
    if (item.type === "line" && item.shape) alongLine(item.shape, frame, taken);
  }
  /** @type {Set<string>} */
  const named = new Set();
  const strong = lettering(context, theme, true);
  const byWeight = scene.items
    .filter(({ type }) => type === "mark" || type === "cluster")
    .sort((a, b) => b.count - a.count);
  for (const item of byWeight) {
    const name = item.count > CROWD ? null : sharedPlace(item.members, data);
    if (!name || named.has(name.place)) continue;
    const gap = Math.max(halfSize(item).w, Math.min(item.ring, 30)) + 4;
    if (place(frame, taken, name.place, name.local, item.x, item.y, gap, strong)) {
      for (const one of name.place.split(/, | \+ /)) named.add(one);
    }
  }
  const weak = lettering(context, theme, false);
  for (const town of towns) paintTown(frame, town, taken, named, weak);
}

/**
 * Set the letters of all names of a kind at once: a canvas that is told of a font asks for the page's style anew.
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {boolean} strong @returns {Lettering}
 */
function lettering(context, theme, strong) {
  const font = `${strong ? 600 : 400} ${SIZE}px ${theme.font}`;
  context.font = font;
  context.direction = "ltr";
  return { theme, strong, font };
}

/**
 * Small boxes along a route, so that no name is written over it.
 * @param {import("./geometry.js").WorldShape} shape @param {Frame} frame @param {Boxes} taken
 */
function alongLine({ parts }, { scale, originX, originY, width, height }, taken) {
  for (const part of parts) {
    for (let i = 2; i + 1 < part.length; i += 2) {
      const ax = (part[i - 2] ?? 0) * scale - originX;
      const ay = (part[i - 1] ?? 0) * scale - originY;
      const dx = (part[i] ?? 0) * scale - originX - ax;
      const dy = (part[i + 1] ?? 0) * scale - originY - ay;
      const steps = Math.min(400, Math.ceil(Math.hypot(dx, dy) / 10));
      for (let s = 0; s <= steps; s++) {
        const x = ax + (dx * s) / steps;
        const y = ay + (dy * s) / steps;
        if (x > 0 && y > 0 && x < width && y < height)
          taken.add({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 });
      }
    }
  }
}

/**
 * @param {Frame} frame @param {Town} town @param {Boxes} taken @param {Set<string>} named
 * @param {Lettering} style
 */
function paintTown(frame, town, taken, named, style) {
  const { theme } = style;
  const { context, scale, originX, originY, width, height, zoom } = frame;
  if (zoom < town.minzoom || named.has(town.name)) return;
  const x = town.x * scale - originX;
  const y = town.y * scale - originY;
  if (x < 0 || y < 0 || x > width || y > height) return;
  const dot = { left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 };
  if (taken.meets(dot)) return;
  const local = zoom >= LOCAL_FROM || town.capital === 1 ? town.local : "";
  if (!place(frame, taken, town.name, local, x, y, 6, style)) return;
  taken.add(dot);
  context.fillStyle = theme.paper;
  context.strokeStyle = theme.label;
  context.lineWidth = 1.2;
  context.beginPath();
  if (town.capital === 1) context.rect(x - 3, y - 3, 6, 6);
  else context.arc(x, y, 2.5, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/**
 * The place that all members name; the two that they name; or the first and how many more.
 * @param {Int32Array} members @param {import("./decode.js").Data} data
 */
function sharedPlace(members, data) {
  const { events, raw: { strings } } = data;
  const names = [...new Set(Array.from(members, (i) => events.codes.place[i] ?? -1))].map((id) => strings[id] ?? "");
  const [first = ""] = names;
  if (!first || first.length > 40) return null;
  const place = names.length > 2 ? `${first} + ${names.length - 1}` : names.join(", ");
  return {
    place,
    local: names.length === 1 ? events.local_name(members[0] ?? 0) : "",
  };
}

/**
 * Find room for a name beside a point, and write it; false when there is none.
 * @param {Frame} frame @param {Boxes} taken @param {string} name @param {string} local
 * @param {number} x @param {number} y @param {number} gap @param {Lettering} style
 */
function place(frame, taken, name, local, x, y, gap, { theme, strong, font }) {
  const { context } = frame;
  const lines = local && local !== name ? [name, local] : [name];
  const width = Math.max(...lines.map((line) => measure(context, font, line)));
  const height = lines.length * (SIZE + 2);
  const spots = /** @type {const} */ ([
    ["left", x + gap, y - height / 2],
    ["right", x - gap - width, y - height / 2],
    ["center", x - width / 2, y - gap - height],
    ["center", x - width / 2, y + gap],
  ]);
  for (const [align, left, top] of spots) {
    const rect = { left: left - 1, right: left + width + 1, top: top - 1, bottom: top + height + 1 };
    if (taken.meets(rect) || (strong && isCut(rect, frame))) continue;
    taken.add(rect);
    context.textAlign = align;
    const anchor = align === "left" ? left : align === "right" ? left + width : left + width / 2;
    lines.forEach((line, i) => {
      const rtl = script(line).dir === "rtl";
      if (rtl) context.direction = "rtl";
      const at = top + (i + 0.5) * (SIZE + 2);
      context.strokeStyle = theme.land;
      context.lineWidth = 3.5;
      context.strokeText(line, anchor, at);
      context.fillStyle = strong ? theme.ink : theme.label;
      context.fillText(line, anchor, at);
      if (rtl) context.direction = "ltr";
    });
    return true;
  }
  return false;
}

/** Whether the edge of the view cuts through a name. @param {Rect} rect @param {Frame} frame */
function isCut({ left, right }, { margin, width }) {
  return (left < margin && right > margin) || (left < width - margin && right > width - margin);
}

/** By font, then by text. @type {Map<string, Map<string, number>>} */
const widths = new Map();

/**
 * Measuring text is slow; names come again at each redraw.
 * @param {CanvasRenderingContext2D} context @param {string} font the context's @param {string} text
 */
function measure(context, font, text) {
  let known = widths.get(font);
  if (!known || known.size > 5000) widths.set(font, (known = new Map()));
  let width = known.get(text);
  if (width === undefined) known.set(text, (width = context.measureText(text).width));
  return width;
}
