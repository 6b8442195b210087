// Places that documents name without telling of an event there: as read, as painted, and under the pointer.

import { AREAS } from "./decode.js";
import { MAX_LATITUDE, worldX, worldY } from "./geometry.js";

/**
 * @typedef {object} Mention
 * @property {string} name
 * @property {string} precision
 * @property {number} x world
 * @property {number} y
 * @property {boolean} drawn not of an area: no point would be true of it
 * @property {number} count
 * @property {{ sentence: string, document: import("./contract").Document | undefined }[]} quotes
 */

const RADIUS = 2.25;
const QUIET = 0.75; // 3:1 against the land, in both themes
const REACH = 12; // pixels from which it can be pointed at

/** @param {import("./decode.js").Data} data */
export const mentionCount = ({ raw }) => raw.mentions?.name.length ?? 0;

/** Those named most often first. @param {import("./decode.js").Data} data @returns {Mention[]} */
export function mentionsOf({ raw: { mentions, strings, documents } }) {
  if (!mentions) return [];
  const all = mentions.name.map((id, m) => {
    const lat = (mentions.lat[m] ?? 0) / 1e5;
    const precision = strings[mentions.geo_precision[m] ?? -1] ?? "";
    return {
      name: strings[id] ?? "",
      precision,
      x: worldX((mentions.lon[m] ?? 0) / 1e5),
      y: worldY(lat),
      drawn: !AREAS.has(precision) && Math.abs(lat) <= MAX_LATITUDE,
      count: mentions.count[m] ?? 0,
      quotes: (mentions.quotes[m] ?? []).map(([d, text]) => ({ sentence: strings[text] ?? "", document: documents[d] })),
    };
  });
  return all.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

/**
 * @param {import("./canvaslayer.js").Frame} frame @param {readonly Mention[]} mentions
 * @param {import("./theme.js").Theme} theme @param {boolean} on @param {readonly number[]} strong those read or pointed at
 */
export function paintMentions(frame, mentions, theme, on, strong) {
  const { context, scale, originX, originY, width, height } = frame;
  mentions.forEach(({ x, y, drawn }, m) => {
    const held = strong.includes(m);
    const [px, py] = [x * scale - originX, y * scale - originY];
    if (!drawn || !(on || held) || px < 0 || py < 0 || px > width || py > height) return;
    paintDot(context, px, py, theme);
    if (!held) return;
    context.beginPath();
    context.arc(px, py, 9, 0, 2 * Math.PI);
    context.strokeStyle = theme.ink;
    context.lineWidth = 1.75;
    context.stroke();
  });
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {import("./theme.js").Theme} theme */
export function paintDot(context, x, y, theme) {
  context.beginPath();
  context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  context.fillStyle = theme.secondary;
  context.globalAlpha = QUIET;
  context.fill();
  context.globalAlpha = 1;
}

/**
 * The one nearest to a place of the map, or -1.
 * @param {readonly Mention[]} mentions @param {number} x world @param {number} y @param {number} scale pixels in a world unit
 */
export function mentionAt(mentions, x, y, scale) {
  let best = -1;
  let least = REACH / scale;
  mentions.forEach((mention, m) => {
    const distance = mention.drawn ? Math.hypot(mention.x - x, mention.y - y) : Infinity;
    if (distance > least) return;
    least = distance;
    best = m;
  });
  return best;
}
