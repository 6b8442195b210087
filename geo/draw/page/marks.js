// Painting the scene: areas hatched, routes with arrows, rings of towns, single marks, badges and clusters.

import { holds, paintBadge, paintBox } from "./badge.js";
import { tracePoints } from "./basemap.js";
import { halfSize } from "./scene.js";
import { hatch, setEdge, traceShape } from "./shapes.js";

/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./canvaslayer.js").Frame} Frame */

const RADIUS = 4.5; // a mark is 9 pixels wide
const EDGE = 1.5;
const WIDER = 1.3; // a dotted edge needs room
const PALE = 0.3;
const DASH = [9, 7]; // a route of which no more than the country, region or sea of its ends is known
const ARROW_EVERY = 84; // pixels between a route's arrows

/**
 * @typedef {object} Style
 * @property {Theme} theme
 * @property {readonly import("./contract").Category[]} categories
 * @property {Item | null} selected what stands for the chosen event
 * @property {Item | null} hovered
 */

/**
 * What lies below the names.
 * @param {Frame} frame @param {import("./scene.js").Scene} scene @param {Style} style
 */
export function paintAreas(frame, scene, style) {
  frame.context.lineJoin = "round";
  for (const item of scene.items) if (item.type === "area") paintArea(frame, item, style);
}

/**
 * What lies above them.
 * @param {Frame} frame @param {import("./scene.js").Scene} scene @param {Style} style
 */
export function paintMarks(frame, scene, style) {
  const { context } = frame;
  context.lineJoin = "round";
  for (const item of scene.items) if (item.type === "line") paintRoute(frame, item, style);
  for (const item of scene.items) if (item.ring && item.type !== "area") paintRing(context, item, style);
  for (const item of scene.items) paintLeader(context, item, style);
  for (const item of scene.items) {
    if (item.type === "mark") paintMark(context, item, style);
    else if (item.type === "line" && item.count === 1) paintTag(context, item, style);
    else paintBadge(context, item, style);
  }
}

/** The category's colour when all members share one, else ink. @param {Item} item @param {Style} style */
function colorOf(item, { theme }) {
  const only = item.bar.length === 1 ? item.bar[0] : null;
  return (only && theme.categories[only.category]) || theme.secondary;
}

/** @param {Frame} frame @param {Item} item @param {Style} style */
function paintArea(frame, item, style) {
  const { context, scale, originX, originY, ratio } = frame;
  const color = colorOf(item, style);
  const { selected, hovered } = holds(item, style);
  context.beginPath();
  if (item.shape) {
    for (const part of item.shape.parts) {
      tracePoints(context, part, scale, originX, originY);
      context.closePath();
    }
  } else context.arc(item.x, item.y, item.ring, 0, 2 * Math.PI);
  if (!item.possible) {
    context.globalAlpha = (selected || hovered ? 0.42 : 0.26) * (item.suggested ? 0.5 : 1);
    context.fillStyle = hatch(context, color, ratio);
    context.fill("evenodd");
  }
  context.globalAlpha = selected || hovered ? 1 : item.suggested ? 0.75 : 0.6;
  context.strokeStyle = color;
  context.lineWidth = selected ? 2.5 : hovered ? 2 : item.suggested ? 1.6 : 1.2;
  setEdge(context, item.suggested, item.possible ? [6, 4] : []);
  context.stroke();
  setEdge(context, false);
  context.globalAlpha = 1;
}

/** @param {Frame} frame @param {Item} item @param {Style} style */
function paintRoute(frame, item, style) {
  const { context, scale, originX, originY } = frame;
  const { selected, hovered } = holds(item, style);
  const color = colorOf(item, style);
  const width = selected || hovered ? 3.5 : 2.25;
  /** @param {string} stroke @param {number} lineWidth */
  const line = (stroke, lineWidth) => {
    context.beginPath();
    for (const part of item.shape?.parts ?? []) tracePoints(context, part, scale, originX, originY);
    context.strokeStyle = stroke;
    context.lineWidth = lineWidth;
    context.stroke();
  };
  context.lineCap = "round";
  line(style.theme.paper, width + 3);
  setEdge(context, item.suggested, item.vague ? DASH : []);
  line(color, width + (item.possible ? 2 : 0));
  setEdge(context, false);
  if (item.possible) line(style.theme.paper, width - 0.25); // hollow: a tube
  for (const part of item.shape?.parts ?? []) paintArrows(frame, part, color, style.theme.paper, item);
}

/**
 * Arrowheads at even distances, and at the end.
 * @param {Frame} frame @param {Float64Array} part @param {string} color @param {string} edge
 * @param {Item} item
 */
function paintArrows({ context, scale, originX, originY }, part, color, edge, item) {
  let travelled = ARROW_EVERY / 2;
  for (let i = 2; i + 1 < part.length; i += 2) {
    const ax = (part[i - 2] ?? 0) * scale - originX;
    const ay = (part[i - 1] ?? 0) * scale - originY;
    const bx = (part[i] ?? 0) * scale - originX;
    const by = (part[i + 1] ?? 0) * scale - originY;
    const length = Math.hypot(bx - ax, by - ay);
    const angle = Math.atan2(by - ay, bx - ax);
    let at = ARROW_EVERY - travelled;
    for (let n = 0; at <= length && n < 400; n++, at += ARROW_EVERY) {
      const x = ax + ((bx - ax) * at) / length;
      const y = ay + ((by - ay) * at) / length;
      if (Math.hypot(x - item.x, y - item.y) > 20) paintArrow(context, x, y, angle, color, edge);
    }
    travelled = length - (at - ARROW_EVERY);
    if (i + 3 >= part.length) paintArrow(context, bx, by, angle, color, edge);
  }
}

/**
 * @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} angle
 * @param {string} color @param {string} edge
 */
function paintArrow(context, x, y, angle, color, edge) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.beginPath();
  context.moveTo(5, 0);
  context.lineTo(-5, -5);
  context.lineTo(-2.5, 0);
  context.lineTo(-5, 5);
  context.closePath();
  context.lineWidth = EDGE * 2;
  context.strokeStyle = edge;
  context.stroke();
  context.fillStyle = color;
  context.fill();
  context.restore();
}

/**
 * A thin line from a badge that moved aside to where it belongs.
 * @param {CanvasRenderingContext2D} context @param {Item} item @param {Style} style
 */
function paintLeader(context, item, style) {
  if (item.x === item.anchorX && item.y === item.anchorY) return;
  context.beginPath();
  context.moveTo(item.x, item.y);
  context.lineTo(item.anchorX, item.anchorY);
  context.strokeStyle = style.theme.ink;
  context.lineWidth = 1;
  context.stroke();
  if (item.type === "line") return; // the route itself is there
  context.beginPath();
  context.arc(item.anchorX, item.anchorY, 2, 0, 2 * Math.PI);
  context.fillStyle = style.theme.ink;
  context.fill();
}

/** The size of the town. @param {CanvasRenderingContext2D} context @param {Item} item @param {Style} style */
function paintRing(context, item, style) {
  const color = colorOf(item, style);
  context.beginPath();
  context.arc(item.x, item.y, item.ring, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.globalAlpha = 0.1;
  context.fill();
  context.globalAlpha = 0.9;
  if (item.disputed) {
    context.beginPath();
    traceSplit(context, item.x, item.y, item.ring);
  }
  context.strokeStyle = color;
  context.lineWidth = item.disputed ? 1.75 : 1.25;
  setEdge(context, item.suggested);
  context.stroke();
  setEdge(context, false);
  context.globalAlpha = 1;
}

/**
 * The category of a route, in a box like a badge's: a tag on the line, not an event at a place.
 * @param {CanvasRenderingContext2D} context @param {Item} item @param {Style} style
 */
function paintTag(context, item, style) {
  const { theme, categories } = style;
  const { w, h } = halfSize(item);
  paintBox(context, item, style);
  context.save();
  context.beginPath();
  context.rect(item.x - w, item.y - h, 2 * w, 2 * h);
  context.clip();
  paintGlyph(context, categories[item.bar[0]?.category ?? 0]?.shape ?? "circle", item.x, item.y, RADIUS, {
    color: colorOf(item, style),
    paper: theme.paper,
    possible: item.possible,
    suggested: item.suggested,
    disputed: false,
  });
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Item} item @param {Style} style */
function paintMark(context, item, style) {
  const { selected, hovered } = holds(item, style);
  const category = style.categories[item.bar[0]?.category ?? 0];
  const look = {
    color: colorOf(item, style),
    paper: style.theme.paper,
    possible: item.possible,
    suggested: item.suggested,
    disputed: item.disputed && !item.ring, // else its ring is split
  };
  if (selected || hovered) halo(context, item.x, item.y, selected ? 12 : 10, style.theme, selected);
  paintGlyph(context, category?.shape ?? "circle", item.x, item.y, selected ? RADIUS * 1.35 : RADIUS, look);
}

/**
 * One mark: solid, or hollow when only possible, pale with a dotted edge when not reviewed; split in two rings when
 * disputed.
 * @param {CanvasRenderingContext2D} context @param {import("./contract").Shape} shape @param {number} x
 * @param {number} y @param {number} r
 * @param {{ color: string, paper: string, possible: boolean, suggested: boolean, disputed: boolean }} look
 */
export function paintGlyph(context, shape, x, y, r, { color, paper, possible, suggested, disputed }) {
  const open = possible || suggested;
  traceShape(context, shape, x, y, suggested ? r * WIDER : r);
  context.lineWidth = EDGE * 2 + (open ? 2 : 0);
  context.strokeStyle = paper;
  context.stroke();
  context.fillStyle = open ? paper : color;
  context.fill("evenodd");
  context.strokeStyle = context.fillStyle = color;
  if (suggested && !possible) {
    context.globalAlpha = PALE;
    context.fill("evenodd");
    context.globalAlpha = 1;
  }
  if (open) {
    context.lineWidth = suggested ? 1.9 : 1.75;
    setEdge(context, suggested);
    context.stroke();
    setEdge(context, false);
  }
  if (!disputed) return;
  context.beginPath();
  traceSplit(context, x, y, r + 4);
  context.lineWidth = 1.6;
  context.stroke();
}

/** A ring in two halves. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} r */
function traceSplit(context, x, y, r) {
  const gap = 0.45; // radians, either side of top and bottom
  for (const middle of [0, Math.PI]) {
    const start = middle - Math.PI / 2 + gap;
    context.moveTo(x + r * Math.cos(start), y + r * Math.sin(start));
    context.arc(x, y, r, start, middle + Math.PI / 2 - gap);
  }
}

/**
 * @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} r
 * @param {Theme} theme @param {boolean} strong
 */
function halo(context, x, y, r, theme, strong) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = theme.paper;
  context.globalAlpha = 0.85;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = strong ? 2.25 : 1.25;
  context.strokeStyle = theme.ink;
  context.stroke();
}
