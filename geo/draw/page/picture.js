// The view as a picture to publish: headline, what is shown, map, legend, sources. One layout for PNG and SVG.

import { filters, nameOf } from "./cite.js";
import { asOf } from "./masthead.js";
import { sentence } from "./sentence.js";
import { paintGlyph } from "./marks.js";
import { mentionCount, paintDot } from "./mentioned.js";
import { direction, script, t } from "./strings.js";
import { SvgContext } from "./svgcontext.js";
import { lightTheme } from "./theme.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {Readonly<import("./store.js").State>} State */
/** @typedef {CanvasRenderingContext2D} Context */

const RATIO = 2;
const SIDE = 24; // pixels of margin
const SERIF = 'Charter, "Bitstream Charter", Georgia, Cambria, "Noto Serif", "Liberation Serif", serif';
const GLYPH = 5;

/**
 * @typedef {object} Subject
 * @property {Data} data
 * @property {State} state
 * @property {import("./mapview.js").MapView} view
 * @property {string} attribution of the base map
 * @property {string} address
 */

/** @typedef {{ text: string, font: string, height: number, color: string }} Line */

/** @param {Subject} subject @returns {HTMLCanvasElement} */
export function pngOf(subject) {
  const { theme, width, height, plan } = layout(subject);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * RATIO);
  canvas.height = Math.round(height * RATIO);
  const context = /** @type {Context} */ (canvas.getContext("2d"));
  context.scale(RATIO, RATIO);
  paint(context, subject, theme, width, height, plan, RATIO);
  return canvas;
}

/** @param {Subject} subject @returns {string} */
export function svgOf(subject) {
  const { theme, width, height, plan } = layout(subject);
  const context = new SvgContext(width, height, measure);
  // It has what the painters use, and no more of a context.
  paint(/** @type {any} */ (context), subject, theme, width, height, plan, 1);
  return context.toString(`${nameOf(subject.data)}. ${sentence(subject.data, subject.state)}`);
}

/** The map alone, for the printed page. @param {Subject} subject */
export function mapPicture({ data, view }) {
  const size = view.map.getSize();
  const canvas = document.createElement("canvas");
  canvas.width = size.x * RATIO;
  canvas.height = size.y * RATIO;
  const context = /** @type {Context} */ (canvas.getContext("2d", { willReadFrequently: true }));
  context.scale(RATIO, RATIO);
  view.paint(context, lightTheme(data.raw.categories), RATIO);
  // A printer would be given the strokes again, and hatch them its own way; pixels stay as they are.
  context.putImageData(context.getImageData(0, 0, canvas.width, canvas.height), 0, 0);
  return canvas;
}

const ruler = /** @type {Context} */ (document.createElement("canvas").getContext("2d"));

/** @param {string} text @param {string} font */
function measure(text, font) {
  ruler.font = font;
  return ruler.measureText(text);
}

/** @param {Subject} subject */
function layout({ data, state, view, attribution, address }) {
  const { raw } = data;
  const theme = lightTheme(raw.categories);
  const { x: width, y: map } = view.map.getSize();
  const room = width - 2 * SIDE;
  /** @param {string} text @param {string} font @param {number} height @param {string} color */
  const lines = (text, font, height, color) => wrap(text, font, room).map((line) => ({ text: line, font, height, color }));
  const sans = theme.font;
  const top = [
    ...lines(raw.page.headline || raw.page.title, `700 24px ${SERIF}`, 30, theme.ink),
    ...lines([sentence(data, state), ...filters(data, state)].join("; "), `400 15px ${sans}`, 21, theme.ink),
  ];
  const key = legend(data, state, sans, room);
  const titles = raw.sources.map(({ title, outlet, id }) => title || outlet || id).join("; ");
  const small = `400 13px ${sans}`;
  const bottom = [
    ...(titles ? lines(t("share.sources", { list: titles }), small, 18, theme.secondary) : []),
    ...lines(
      [asOf(raw.page), t("notes.data", { hash: raw.page.hash }), address, attribution].filter(Boolean).join(" · "),
      small,
      18,
      theme.secondary,
    ),
  ];
  const head = SIDE + tall(top) + 14;
  const height = head + map + 14 + key.height + 8 + tall(bottom) + SIDE;
  return { theme, width, height, plan: { top, bottom, key, head, map } };
}

/** @param {Line[]} lines */
const tall = (lines) => lines.reduce((sum, { height }) => sum + height, 0);

/**
 * The categories on the map, and the kinds of doubt that there are, in rows.
 * @param {Data} data @param {State} state @param {string} sans @param {number} room
 */
function legend(data, { drawn, mentions }, sans, room) {
  const { raw } = data;
  const font = `400 14px ${sans}`;
  const used = raw.categories.flatMap((_, c) => (drawn.categories[c] ? [c] : []));
  const plain = { c: -1, possible: false, suggested: false, mention: false };
  const entries = used.map((c) => ({ ...plain, c, label: raw.categories[c]?.name ?? "" }));
  if (drawn.possible) entries.push({ ...plain, label: t("mark.possible"), possible: true });
  if (drawn.suggested) entries.push({ ...plain, label: t("mark.suggested"), suggested: true });
  if (mentions && mentionCount(data)) entries.push({ ...plain, label: t("mentions"), mention: true });
  let x = 0;
  let y = 0;
  const placed = entries.map((entry) => {
    const width = 24 + measure(entry.label, font).width;
    if (x && x + width > room) {
      x = 0;
      y += 24;
    }
    const at = { ...entry, x, y };
    x += width + 20;
    return at;
  });
  return { placed, font, height: entries.length ? y + 24 : 0 };
}

/**
 * @param {Context} context @param {Subject} subject @param {import("./theme.js").Theme} theme
 * @param {number} width @param {number} height @param {ReturnType<typeof layout>["plan"]} plan
 * @param {number} ratio
 */
function paint(context, subject, theme, width, height, { top, bottom, key, head, map }, ratio) {
  const { data, view } = subject;
  const rtl = direction() === "rtl";
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, width, height);
  write(context, top, SIDE, width, rtl);
  context.save();
  context.translate(0, head);
  context.beginPath();
  context.rect(0, 0, width, map);
  context.clip();
  view.paint(context, theme, ratio);
  context.restore();
  const below = head + map + 14;
  for (const { c, label, possible, suggested, mention, x, y } of key.placed) {
    const at = SIDE + x + GLYPH + 2;
    const middle = below + y + 12;
    const look = { color: theme.categories[c] ?? theme.ink, paper: theme.paper, possible, suggested, disputed: false };
    const sample = rtl ? width - at : at;
    if (mention) paintDot(context, sample, middle, theme);
    else paintGlyph(context, data.raw.categories[c]?.shape ?? "circle", sample, middle, GLYPH, look);
    context.font = key.font;
    context.fillStyle = theme.ink;
    put(context, label, at + 15, middle + 5, width, rtl);
  }
  write(context, bottom, below + key.height + 8, width, rtl);
}

/** @param {Context} context @param {Line[]} lines @param {number} top @param {number} width @param {boolean} rtl */
function write(context, lines, top, width, rtl) {
  let y = top;
  for (const { text, font, height, color } of lines) {
    context.font = font;
    context.fillStyle = color;
    put(context, text, SIDE, y + height * 0.75, width, rtl);
    y += height;
  }
}

/**
 * A line from the side on which reading begins.
 * @param {Context} context @param {string} text @param {number} x @param {number} y @param {number} width
 * @param {boolean} rtl
 */
function put(context, text, x, y, width, rtl) {
  context.textBaseline = "alphabetic";
  context.direction = rtl || script(text).dir === "rtl" ? "rtl" : "ltr";
  context.textAlign = rtl ? "right" : "left";
  context.fillText(text, rtl ? width - x : x, y);
  context.direction = "inherit";
}

/** Lines no wider than the room; a word that is wider is parted. @param {string} text @param {string} font @param {number} room */
function wrap(text, font, room) {
  const pieces = text.split(/\s+/).flatMap((word) => (measure(word, font).width > room ? (word.match(/.{1,20}/gsu) ?? []) : [word]));
  /** @type {string[]} */
  const lines = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && measure(`${last} ${piece}`, font).width <= room) lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(piece);
  }
  return lines;
}
