// The bars, on one canvas: certain events solid, those spread over several bars hatched, long ones as lines beneath.

import { lanes, place } from "./axis.js";

/** @typedef {import("./bins.js").Bins} Bins */
/** @typedef {import("./tally.js").Tally} Tally */

const WIDEST = 26; // pixels; a few bars on a wide page stay bars
const LINE = 3; // pixels a lane of long events
const LINES = 3;
const FADE = 10;

/** By colour: making one is slow. @type {Map<string, CanvasPattern>} */
const hatched = new Map();

/**
 * What to paint.
 * @typedef {object} Picture
 * @property {import("./axis.js").Axis} axis
 * @property {Bins} bins
 * @property {Tally} tally
 * @property {readonly import("./filter.js").Span[] | null} open stretches in colour; null = all
 * @property {import("./theme.js").Theme} theme
 * @property {import("./decode.js").Data} data
 * @property {boolean} mirrored time runs from right to left
 */

/** @param {HTMLCanvasElement} canvas */
export function createHistogram(canvas) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

  return {
    /** @param {Picture} picture @param {number} width @param {number} height CSS pixels */
    paint(picture, width, height) {
      const ratio = Math.min(window.devicePixelRatio || 1, 3);
      const wide = Math.round(width * ratio);
      const high = Math.round(height * ratio);
      if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
      const flip = picture.mirrored ? -1 : 1;
      context.setTransform(ratio * flip, 0, 0, ratio, picture.mirrored ? wide : 0, 0);
      context.clearRect(0, 0, width, height);
      const lines = linesOf(picture);
      const foot = height - 1 - (lines.length ? LINE * (Math.max(...lines.map(({ lane }) => lane)) + 1) + 1 : 0);
      const { axis, open, theme } = picture;
      const paint = (/** @type {boolean} */ grey) => {
        bars(context, picture, width, foot, grey);
        for (const line of lines) longLine(context, line, foot + 1, width, grey ? theme.border : line.color);
      };
      if (open) {
        paint(true);
        context.save();
        context.beginPath();
        for (const [from, to] of open) {
          const left = place(axis, from) * width;
          context.rect(left, 0, place(axis, to + 1) * width - left, height);
        }
        context.clip();
        context.clearRect(0, 0, width, height);
      }
      paint(false);
      if (open) context.restore();
      ground(context, picture, width, foot);
    },
  };
}

/**
 * @param {CanvasRenderingContext2D} context @param {Picture} picture @param {number} width @param {number} foot
 * @param {boolean} grey
 */
function bars(context, { axis, bins, tally, theme, data }, width, foot, grey) {
  const kinds = Math.max(1, data.raw.categories.length);
  const scale = tally.most > 0 ? (foot - 2) / tally.most : 0;
  const hatches = theme.categories.map((color) => hatch(context, grey ? theme.border : color));
  bins.slots.forEach((slot, s) => {
    if (slot.fold || !tally.touched[s]) return;
    const left = (axis.edges[s] ?? 0) * width;
    const room = (axis.edges[s + 1] ?? 0) * width - left;
    const wide = Math.min(WIDEST, Math.max(1, room - (room > 4 ? 1 : 0)));
    const x = left + (room - wide) / 2;
    let y = foot;
    for (const [weights, soft] of /** @type {const} */ ([
      [tally.solid, false],
      [tally.soft, true],
    ])) {
      for (let c = 0; c < kinds; c++) {
        const weight = weights[s * kinds + c] ?? 0;
        if (!weight) continue;
        const high = Math.max(1, weight * scale);
        y -= high;
        const color = grey ? theme.border : (theme.categories[c] ?? theme.secondary);
        context.fillStyle = color;
        context.globalAlpha = soft ? 0.28 : 1;
        context.fillRect(x, y, wide, high);
        context.globalAlpha = 1;
        if (!soft) continue;
        context.fillStyle = hatches[c] ?? color;
        context.fillRect(x, y, wide, high);
      }
    }
  });
}

/** Slanted strokes: an event that lies somewhere in several bars. @param {CanvasRenderingContext2D} context @param {string} color */
function hatch(context, color) {
  const made = hatched.get(color);
  if (made) return made;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const ink = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  ink.strokeStyle = color;
  ink.lineWidth = 2;
  for (const shift of [-8, 0, 8]) {
    ink.moveTo(shift, 8);
    ink.lineTo(shift + 8, 0);
  }
  ink.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(0.5));
  if (pattern) hatched.set(color, pattern);
  return pattern;
}

/** The base line, broken by two slanted strokes where time is folded. @param {CanvasRenderingContext2D} context @param {Picture} picture @param {number} width @param {number} foot */
function ground(context, { axis, bins, theme }, width, foot) {
  context.strokeStyle = theme.secondary;
  context.lineWidth = 1;
  context.beginPath();
  bins.slots.forEach((slot, s) => {
    const left = (axis.edges[s] ?? 0) * width;
    const right = (axis.edges[s + 1] ?? 0) * width;
    const middle = (left + right) / 2;
    const y = Math.round(foot) + 0.5;
    context.moveTo(left, y);
    context.lineTo(slot.fold ? middle - 3 : right, y);
    if (!slot.fold) return;
    for (const shift of [-3, 3]) {
      context.moveTo(middle + shift - 3, y + 5);
      context.lineTo(middle + shift + 3, y - 9);
    }
    context.moveTo(middle + 3, y);
    context.lineTo(right, y);
  });
  context.stroke();
}

/** @typedef {{ left: number, right: number, lane: number, color: string }} Line shares of the width */

/** Long events that pass, each stretch and category once. @param {Picture} picture @returns {Line[]} */
function linesOf({ axis, tally, data, theme }) {
  /** @type {Map<string, { from: number, to: number, color: string }>} */
  const distinct = new Map();
  for (const i of tally.long) {
    const from = data.from[i] ?? 0;
    const to = data.to[i] ?? 0;
    const color = theme.categories[data.category[i] ?? 0] ?? theme.secondary;
    distinct.set(`${from} ${to} ${color}`, { from, to, color });
  }
  const all = [...distinct.values()];
  const rows = lanes(all.map(({ from, to }) => [from, to]), LINES);
  return all.flatMap(({ from, to, color }, i) => {
    const lane = rows[i] ?? 0;
    return lane < LINES ? [{ left: place(axis, from), right: place(axis, to + 1), lane, color }] : [];
  });
}

/** @param {CanvasRenderingContext2D} context @param {Line} line @param {number} top @param {number} width @param {string} color */
function longLine(context, { left, right, lane }, top, width, color) {
  const [a, b] = [left * width, Math.max(right * width, left * width + 2)];
  const fade = Math.min(0.4, FADE / (b - a));
  const ink = context.createLinearGradient(a, 0, b, 0);
  const clear = /^#[0-9a-f]{6}$/i.test(color) ? `${color}00` : "transparent";
  ink.addColorStop(0, clear);
  ink.addColorStop(fade, color);
  ink.addColorStop(1 - fade, color);
  ink.addColorStop(1, clear);
  context.fillStyle = ink;
  context.fillRect(a, top + 1 + lane * LINE, b - a, LINE - 1);
}
