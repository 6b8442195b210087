// Colours for the canvases, read from the style sheet so that dark and forced-colours themes reach them.

/**
 * @typedef {object} Theme
 * @property {string} land
 * @property {string} water
 * @property {string} coast
 * @property {string} border
 * @property {string} river
 * @property {string} ink
 * @property {string} secondary
 * @property {string} paper
 * @property {string} label town names
 * @property {string} font
 * @property {string[]} categories one colour a category, at least 3:1 against the land
 */

const COLOR = /^#[0-9a-f]{6}$/i;

/** A colour from a seed: "#rrggbb", else the fallback. @param {string} color @param {string} fallback */
export const safeColor = (color, fallback) => (COLOR.test(color) ? color : fallback);

/**
 * The colours of an element's surroundings.
 * @param {readonly import("./contract").Category[]} categories @param {Element} [element] @returns {Theme}
 */
export function readTheme(categories, element = document.documentElement) {
  const style = getComputedStyle(element);
  /** @param {string} name */
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const land = value("land");
  const forced = !COLOR.test(land); // system colours, by their names
  return {
    land,
    water: value("water"),
    coast: value("coast"),
    border: value("border"),
    river: value("river"),
    ink: value("ink"),
    secondary: value("secondary"),
    paper: value("mark-paper"),
    label: value("label"),
    font: getComputedStyle(document.body).fontFamily,
    categories: categories.map(({ color }) =>
      forced ? "CanvasText" : legible(safeColor(color, "#5c5f62"), land, 3.2),
    ),
  };
}

/**
 * The colours of paper, whatever the reader's theme: for pictures and print.
 * @param {readonly import("./contract").Category[]} categories
 */
export function lightTheme(categories) {
  const sheet = document.createElement("div");
  sheet.className = "light";
  document.body.append(sheet);
  const theme = readTheme(categories, sheet);
  sheet.remove();
  return theme;
}

/** Call back when the reader's theme changes. @param {() => void} changed */
export function watchTheme(changed) {
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"]) {
    matchMedia(query).addEventListener("change", changed);
  }
}

/**
 * The colour, moved towards white or black until it stands out by `ratio`.
 * @param {string} color @param {string} ground @param {number} ratio
 */
export function legible(color, ground, ratio) {
  if (!COLOR.test(color) || !COLOR.test(ground)) return color;
  const target = luminance(ground) < 0.18 ? 255 : 0;
  let channels = parse(color);
  for (let step = 0; step < 20 && contrast(toHex(channels), ground) < ratio; step++) {
    channels = channels.map((channel) => channel + (target - channel) * 0.1);
  }
  return toHex(channels);
}

/** WCAG contrast ratio of two "#rrggbb" colours. @param {string} a @param {string} b */
export function contrast(a, b) {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (high + 0.05) / (low + 0.05);
}

/** @param {string} color */
function luminance(color) {
  const [r = 0, g = 0, b = 0] = parse(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} color */
const parse = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
/** @param {number[]} channels */
const toHex = (channels) => "#" + channels.map((c) => Math.round(c).toString(16).padStart(2, "0")).join("");
