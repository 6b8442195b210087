// Badges: the number of events of a cluster, an area or a route, over a bar stacked by category.

import { halfSize } from "./scene.js";
import { setEdge } from "./shapes.js";
import { number } from "./strings.js";

const NARROW = 4; // pixels
const PALE = 0.4;

/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./marks.js").Style} Style */

/** @param {Item} item @param {Style} style */
export const holds = (item, { selected, hovered }) => ({
  selected: item === selected,
  hovered: item === hovered,
});

/**
 * Paper with an edge, as large as the item.
 * @param {CanvasRenderingContext2D} context @param {Item} item @param {Style} style
 */
export function paintBox(context, item, style) {
  const { theme } = style;
  const { selected, hovered } = holds(item, style);
  const { w, h } = halfSize(item);
  const left = item.x - w;
  const top = item.y - h;
  context.beginPath();
  context.roundRect(left, top, 2 * w, 2 * h, 4);
  context.fillStyle = theme.paper;
  context.fill();
  context.strokeStyle = theme.ink;
  context.globalAlpha = selected || hovered ? 1 : 0.6;
  context.lineWidth = selected ? 2.5 : hovered ? 2 : item.suggested ? 1.6 : 1;
  setEdge(context, item.suggested);
  context.stroke();
  setEdge(context, false);
  context.globalAlpha = 1;
  if (!item.disputed) return;
  context.fillStyle = theme.paper; // split: open above and below
  for (const y of [top, top + 2 * h]) context.fillRect(item.x - 4, y - 2, 8, 4);
}

/**
 * A number over a bar stacked by category; those only possible are hollow.
 * @param {CanvasRenderingContext2D} context @param {Item} item @param {Style} style
 */
export function paintBadge(context, item, style) {
  const { theme } = style;
  const { w, h } = halfSize(item);
  const left = item.x - w;
  const top = item.y - h;
  paintBox(context, item, style);
  context.fillStyle = item.suggested ? theme.secondary : theme.ink;
  context.font = `${item.suggested ? 400 : 700} 13px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(number(item.count), item.x, item.y + 2.5);
  paintBar(context, item, theme, left + 4, top + 2 * h - 9, 2 * w - 8, 5);
}

/**
 * @param {CanvasRenderingContext2D} context @param {Item} item @param {import("./theme.js").Theme} theme
 * @param {number} left
 * @param {number} top @param {number} width @param {number} height
 */
function paintBar(context, item, theme, left, top, width, height) {
  const unit = width / item.count;
  let x = left;
  for (const { category, certain, suggested, possible } of item.bar) {
    const color = theme.categories[category] ?? theme.secondary;
    context.fillStyle = context.strokeStyle = color;
    context.lineWidth = 1;
    context.fillRect(x, top, certain * unit, height);
    x += certain * unit;
    for (const [share, pale] of /** @type {const} */ ([[suggested * unit, true], [possible * unit, false]])) {
      if (!share) continue;
      if (pale) {
        context.globalAlpha = PALE;
        context.fillRect(x, top, share, height);
        context.globalAlpha = 1;
      }
      // Too narrow for an outline: a low line.
      if (share < NARROW) context.fillRect(x, top + height - 1.5, share, 1.5);
      else outline(context, x, top, share, height, pale);
      x += share;
    }
    context.fillStyle = theme.paper;
    if (x < left + width - 1) context.fillRect(x - 0.5, top, 1, height);
  }
}

/**
 * A hollow part of the bar, or the dotted foot of a pale one.
 * @param {CanvasRenderingContext2D} context @param {number} x @param {number} top @param {number} width
 * @param {number} height @param {boolean} pale
 */
function outline(context, x, top, width, height, pale) {
  if (!pale) {
    context.strokeRect(x + 0.5, top + 0.5, width - 1, height - 1);
    return;
  }
  context.beginPath();
  context.moveTo(x + 0.5, top + height - 0.75);
  context.lineTo(x + width - 0.5, top + height - 0.75);
  context.lineWidth = 1.5;
  setEdge(context, true);
  context.stroke();
  setEdge(context, false);
}
