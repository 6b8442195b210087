// Samples of marks for the list and the legend, as small SVG pictures; the canvas draws the same shapes.

import { svg } from "./dom.js";
import { shapePath } from "./shapes.js";

/** @param {number} width @param {number} height @param {...Node} children */
const picture = (width, height, ...children) =>
  svg(
    "svg",
    {
      class: "glyph",
      width,
      height,
      viewBox: `${-width / 2} ${-height / 2} ${width} ${height}`,
      "aria-hidden": "true",
      focusable: "false",
    },
    ...children,
  );

/** A long list has many of each. @type {Map<string, SVGElement>} */
const made = new Map();

/**
 * @param {import("./contract").Category} category @param {number} index its place, for the theme's colour
 * @param {{ possible?: boolean, suggested?: boolean, disputed?: boolean }} [doubt] @returns {SVGElement}
 */
export function categoryGlyph(category, index, { possible = false, suggested = false, disputed = false } = {}) {
  const key = `${category.shape} ${index} ${possible} ${suggested} ${disputed}`;
  let glyph = made.get(key);
  if (!glyph) made.set(key, (glyph = drawGlyph(category, index, possible, suggested, disputed)));
  return /** @type {SVGElement} */ (glyph.cloneNode(true));
}

/**
 * @param {import("./contract").Category} category @param {number} index @param {boolean} possible
 * @param {boolean} suggested @param {boolean} disputed
 */
function drawGlyph(category, index, possible, suggested, disputed) {
  const path = svg("path", {
    d: shapePath(category.shape, disputed ? 4.2 : suggested ? 5.9 : 5),
    "fill-rule": "evenodd",
    class: `cat${possible ? " hollow" : ""}${suggested ? " suggested" : ""}`,
  });
  const parts = disputed ? [path, svg("path", { d: SPLIT, class: "cat split" })] : [path];
  for (const part of parts) part.style.setProperty("--c", `var(--cat-${index})`);
  return picture(18, 18, ...parts);
}

/** An outline in two halves. */
const SPLIT = "M-2 -7.8A8 8 0 0 0 -2 7.8M2 -7.8A8 8 0 0 1 2 7.8";

/**
 * A sample of how a kind of place is drawn.
 * @param {"exact" | "near" | "area" | "line" | "possible" | "suggested" | "disputed" | "cluster" | "mention"} kind
 */
export function markGlyph(kind) {
  const dot = svg("circle", { r: 4.5, class: "sample" });
  switch (kind) {
    case "near":
      return picture(34, 26, svg("circle", { r: 11, class: "sample-ring" }), dot);
    case "area":
      return picture(
        34,
        26,
        svg("path", { d: "M-15 4L-9 -11L6 -10L15 -3L10 10L-6 11Z", class: "sample-line" }),
        svg("path", { d: "M-13 6L-2 -10M-6 10L7 -9M3 10L13 -4", class: "sample-hatch" }),
        svg("rect", { x: -7, y: -7, width: 14, height: 14, rx: 3, class: "sample-badge" }),
        text("3"),
      );
    case "line":
      return picture(
        34,
        26,
        svg("path", { d: "M-15 -2C-7 -9 3 -9 11 -7", class: "sample-route" }),
        svg("path", { d: "M16 -6L8 -11L10 -7L7 -3Z", class: "sample" }),
        svg("path", { d: "M-15 8H10", class: "sample-route vague" }),
        svg("path", { d: "M16 8L7.5 3.5L10 8L7.5 12.5Z", class: "sample" }),
      );
    case "possible":
      return picture(34, 26, svg("circle", { r: 4.5, class: "sample-hollow" }));
    case "suggested":
      return picture(34, 26, svg("circle", { r: 5.9, class: "sample-suggested" }));
    case "mention":
      return picture(18, 18, svg("circle", { r: 2.5, class: "sample-mention" }));
    case "disputed":
      return picture(34, 26, svg("path", { d: SPLIT, class: "sample-line" }), dot);
    case "cluster":
      return picture(
        34,
        26,
        svg("rect", { x: -14, y: -12, width: 28, height: 24, rx: 4, class: "sample-badge" }),
        text("7", -4),
        svg("path", { d: "M-10 7H2", class: "sample-bar" }),
        svg("path", { d: "M3 7H10", class: "sample-bar-2" }),
      );
    default:
      return picture(34, 26, dot);
  }
}

/** @param {string} label @param {number} [dy] */
function text(label, dy = 0) {
  const node = svg("text", { x: 0, y: 4.5 + dy, "text-anchor": "middle", class: "sample-text" });
  node.textContent = label;
  return node;
}
