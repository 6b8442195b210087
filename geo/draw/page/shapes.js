// The six shapes of categories, once as a canvas path and once as an SVG glyph, and the hatch of areas.

/** @typedef {import("./contract").Shape} Shape */

const DOTS = [0.1, 3.2]; // with round caps: a dotted edge

/**
 * Outline of a shape around 0, 0 as polygons and circles; r is the radius of the circle of equal weight.
 * @param {Shape} shape @param {number} r
 */
function outline(shape, r) {
  switch (shape) {
    case "square":
      return { rings: [box(r * 0.9)], circles: [] };
    case "triangle":
      return {
        rings: [
          [
            [0, -r * 1.2],
            [r * 1.15, r * 0.85],
            [-r * 1.15, r * 0.85],
          ],
        ],
        circles: [],
      };
    case "diamond":
      return {
        rings: [
          [
            [0, -r * 1.25],
            [r * 1.25, 0],
            [0, r * 1.25],
            [-r * 1.25, 0],
          ],
        ],
        circles: [],
      };
    case "cross":
      return { rings: [plus(r * 1.15, r * 0.42)], circles: [] };
    case "ring":
      return { rings: [], circles: [r * 1.05, r * 0.45] };
    default:
      return { rings: [], circles: [r] };
  }
}

/** @param {number} r */
const box = (r) => [
  [-r, -r],
  [r, -r],
  [r, r],
  [-r, r],
];

/** @param {number} r @param {number} w half the width of an arm */
function plus(r, w) {
  return [
    [-w, -r],
    [w, -r],
    [w, -w],
    [r, -w],
    [r, w],
    [w, w],
    [w, r],
    [-w, r],
    [-w, w],
    [-r, w],
    [-r, -w],
    [-w, -w],
  ];
}

/**
 * Begin a path of the shape; fill it with "evenodd".
 * @param {CanvasRenderingContext2D} context @param {Shape} shape @param {number} x @param {number} y
 * @param {number} r
 */
export function traceShape(context, shape, x, y, r) {
  const { rings, circles } = outline(shape, r);
  context.beginPath();
  for (const ring of rings) {
    ring.forEach(([dx = 0, dy = 0], i) =>
      i ? context.lineTo(x + dx, y + dy) : context.moveTo(x + dx, y + dy),
    );
    context.closePath();
  }
  for (const radius of circles) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.closePath();
  }
}

/** The shape as SVG path data around 0, 0. @param {Shape} shape @param {number} r */
export function shapePath(shape, r) {
  const { rings, circles } = outline(shape, r);
  const polygons = rings.map(
    (ring) => `M${ring.map(([x = 0, y = 0]) => `${round(x)} ${round(y)}`).join("L")}Z`,
  );
  const discs = circles.map(
    (c) =>
      `M${round(-c)} 0` + [2 * c, -2 * c].map((x) => `a${round(c)} ${round(c)} 0 1 0 ${round(x)} 0`).join("") + "Z",
  );
  return [...polygons, ...discs].join("");
}

/** @param {number} value */
const round = (value) => Math.round(value * 100) / 100;

const TILE = 8; // pixels

/**
 * Diagonal lines across a tile.
 * @param {CanvasRenderingContext2D} pen @param {string} color
 */
function paintTile(pen, color) {
  pen.strokeStyle = color;
  pen.lineWidth = 1.1;
  pen.beginPath();
  for (const shift of [-TILE, 0, TILE]) {
    pen.moveTo(shift - 1, TILE + 1);
    pen.lineTo(shift + TILE + 1, -1);
  }
  pen.stroke();
}

/** Making a pattern costs more than filling with it. @type {Map<string, CanvasPattern>} */
const hatches = new Map();

/**
 * A tile of diagonal lines in a colour, as a pattern for a canvas.
 * @param {CanvasRenderingContext2D | import("./svgcontext.js").SvgContext} context @param {string} color
 * @param {number} ratio
 */
export function hatch(context, color, ratio) {
  if ("tiled" in context) return context.tiled(TILE, (pen) => paintTile(pen, color));
  const key = `${color} ${ratio}`;
  const known = hatches.get(key);
  if (known) return known;
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(TILE * ratio);
  const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  pen.scale(tile.width / TILE, tile.height / TILE);
  paintTile(pen, color);
  const pattern = /** @type {CanvasPattern} */ (context.createPattern(tile, "repeat"));
  pattern.setTransform(new DOMMatrix().scale(TILE / tile.width, TILE / tile.height));
  hatches.set(key, pattern);
  return pattern;
}

/**
 * A dotted edge, or a dashed one, or a plain one.
 * @param {CanvasRenderingContext2D} context @param {boolean} dotted @param {number[]} [dash]
 */
export function setEdge(context, dotted, dash = []) {
  context.setLineDash(dotted ? DOTS : dash);
  context.lineCap = dotted ? "round" : "butt";
}
