// A stand-in for a canvas's context that writes what is painted as SVG: as much of it as the page's painters use.

/** @typedef {{ x: number, y: number, width: number, size: number, runs: string }} Tile */
/** What save() keeps. */
const STATE = /** @type {const} */ ([
  ...["fillStyle", "strokeStyle", "globalAlpha", "lineWidth", "lineJoin", "lineCap", "font", "textAlign"],
  ...["textBaseline", "direction", "matrix", "dash", "clipping"],
]);
const MIDDLE = 0.32; // of the font's size: from the middle of a line to its baseline

export class SvgContext {
  /** @param {number} width @param {number} height @param {(text: string, font: string) => TextMetrics} measure */
  constructor(width, height, measure) {
    this.width = width;
    this.height = height;
    this.measure = measure;
    /** @type {string | { url: string }} */
    this.fillStyle = "#000";
    this.strokeStyle = "#000";
    this.globalAlpha = 1;
    this.lineWidth = 1;
    this.lineJoin = "miter";
    this.lineCap = "butt";
    this.font = "10px sans-serif";
    this.textAlign = "start";
    this.textBaseline = "alphabetic";
    this.direction = "inherit";
    /** @type {[number, number, number, number, number, number]} */
    this.matrix = [1, 0, 0, 1, 0, 0];
    /** @type {number[]} */
    this.dash = [];
    this.clipping = "";
    /** @type {any[][]} */
    this.saved = [];
    /** @type {string[]} */
    this.path = [];
    /** @type {string[]} */
    this.defs = [];
    /** @type {string[]} */
    this.body = [];
    this.names = 0;
  }

  save() {
    this.saved.push(STATE.map((name) => this[name]));
  }

  restore() {
    this.saved.pop()?.forEach((value, i) => Object.assign(this, { [STATE[i] ?? ""]: value }));
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.transform(1, 0, 0, 1, x, y);
  }

  /** @param {number} angle */
  rotate(angle) {
    this.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
  }

  /** @param {number} x @param {number} y */
  scale(x, y) {
    this.transform(x, 0, 0, y, 0, 0);
  }

  /** @param {number} a @param {number} b @param {number} c @param {number} d @param {number} e @param {number} f */
  transform(a, b, c, d, e, f) {
    const [A, B, C, D, E, F] = this.matrix;
    this.matrix = [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F];
  }

  /** Where a point lands, as path data. @param {number} x @param {number} y */
  at(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    return `${tenth(a * x + c * y + e)} ${tenth(b * x + d * y + f)}`;
  }

  /** How much longer a length becomes; the painters scale evenly. */
  get stretch() {
    const [a, b, c, d] = this.matrix;
    return Math.sqrt(Math.abs(a * d - b * c));
  }

  beginPath() {
    this.path = [];
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path.push(`M${this.at(x, y)}`);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path.push(`${this.path.length ? "L" : "M"}${this.at(x, y)}`);
  }

  closePath() {
    if (this.path.length) this.path.push("Z");
  }

  /**
   * @param {number} x @param {number} y @param {number} r @param {number} from @param {number} to
   * @param {boolean} [back]
   */
  arc(x, y, r, from, to, back = false) {
    const turn = 2 * Math.PI;
    const sweep = Math.abs(to - from) >= turn ? turn : (((back ? from - to : to - from) % turn) + turn) % turn;
    this.lineTo(x + r * Math.cos(from), y + r * Math.sin(from));
    for (let half = 1; half <= 2; half++) {
      const angle = from + ((back ? -1 : 1) * sweep * half) / 2;
      const radius = short(r * this.stretch);
      this.path.push(`A${radius} ${radius} 0 0 ${back ? 0 : 1} ${this.at(x + r * Math.cos(angle), y + r * Math.sin(angle))}`);
    }
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  rect(x, y, w, h) {
    this.path.push(`M${this.at(x, y)}L${this.at(x + w, y)}L${this.at(x + w, y + h)}L${this.at(x, y + h)}Z`);
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h @param {number} r */
  roundRect(x, y, w, h, r) {
    const quarter = Math.PI / 2;
    this.moveTo(x + r, y);
    this.arc(x + w - r, y + r, r, -quarter, 0);
    this.arc(x + w - r, y + h - r, r, 0, quarter);
    this.arc(x + r, y + h - r, r, quarter, 2 * quarter);
    this.arc(x + r, y + r, r, 2 * quarter, 3 * quarter);
    this.closePath();
  }

  /** @param {CanvasFillRule} [rule] */
  clip(rule = "nonzero") {
    const name = `c${++this.names}`;
    this.defs.push(`<clipPath id="${name}"${this.clipping}><path d="${this.path.join("")}" clip-rule="${rule}"/></clipPath>`);
    this.clipping = ` clip-path="url(#${name})"`;
  }

  /** @param {CanvasFillRule} [rule] */
  fill(rule = "nonzero") {
    this.shape(this.path, `${this.paint("fill")} fill-rule="${rule}"`);
  }

  stroke() {
    this.shape(this.path, `fill="none" ${this.pen()}`);
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  fillRect(x, y, w, h) {
    this.box(x, y, w, h, () => this.fill());
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  strokeRect(x, y, w, h) {
    this.box(x, y, w, h, () => this.stroke());
  }

  clearRect() {} // the paper is blank

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  /** @param {string} text */
  measureText(text) {
    return this.measure(text, this.font);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.write(text, x, y, this.paint("fill"));
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.write(text, x, y, `fill="none" ${this.pen()}`);
  }

  /**
   * A pattern of square tiles, painted once. @param {number} size @param {(pen: any) => void} paint
   * @returns {any}
   */
  tiled(size, paint) {
    const name = `p${++this.names}`;
    const tile = new SvgContext(size, size, this.measure);
    paint(tile);
    this.defs.push(
      `<pattern id="${name}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">${tile.body.join("")}</pattern>`,
    );
    return { url: `url(#${name})` };
  }

  /** The picture so far. @param {string} title for those who cannot see it */
  toString(title = "") {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${this.width} ${this.height}" ` +
      `width="${this.width}" height="${this.height}"><title>${escape(title)}</title>` +
      `<defs>${this.defs.join("")}</defs>\n${this.body.join("\n")}\n</svg>\n`
    );
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h @param {() => void} act */
  box(x, y, w, h, act) {
    const { path } = this; // a rectangle leaves the path alone
    this.path = [];
    this.rect(x, y, w, h);
    act();
    this.path = path;
  }

  /** @param {string[]} path @param {string} look */
  shape(path, look) {
    if (path.length) this.body.push(`<path d="${path.join("")}" ${look}${this.clipping}/>`);
  }

  /** @param {"fill" | "stroke"} what */
  paint(what) {
    const style = what === "fill" ? this.fillStyle : this.strokeStyle;
    const color = escape(typeof style === "string" ? style : style.url);
    return `${what}="${color}"` + (this.globalAlpha < 1 ? ` ${what}-opacity="${short(this.globalAlpha)}"` : "");
  }

  pen() {
    const { stretch, dash } = this;
    const dashes = dash.length ? ` stroke-dasharray="${dash.map((length) => short(length * stretch)).join(" ")}"` : "";
    const ends = ` stroke-linejoin="${this.lineJoin}" stroke-linecap="${this.lineCap}"`;
    return `${this.paint("stroke")} stroke-width="${short(this.lineWidth * stretch)}"${ends}${dashes}`;
  }

  /** @param {string} text @param {number} x @param {number} y @param {string} look */
  write(text, x, y, look) {
    const { style, weight, size, family } = parseFont(this.font);
    const rtl = this.direction === "rtl";
    const align = this.textAlign === "start" ? (rtl ? "right" : "left") : this.textAlign;
    const anchor = align === "center" ? "middle" : (align === "left") === rtl ? "end" : "start";
    const baseline = this.textBaseline === "middle" ? y + MIDDLE * size : this.textBaseline === "top" ? y + 0.8 * size : y;
    const [a, b, c, d] = this.matrix;
    const turned = a !== 1 || b || c || d !== 1;
    const where = turned
      ? `x="${short(x)}" y="${short(baseline)}" transform="matrix(${this.matrix.map(short).join(" ")})"`
      : `x="${short(x + this.matrix[4])}" y="${short(baseline + this.matrix[5])}"`;
    const font = `font-family="${escape(family)}" font-size="${size}" font-weight="${weight}"${style ? ' font-style="italic"' : ""}`;
    this.body.push(
      `<text ${where} ${font} text-anchor="${anchor}" direction="${rtl ? "rtl" : "ltr"}" ${look}${this.clipping}>${escape(text)}</text>`,
    );
  }
}

/** "italic 700 13px Arial, sans-serif". @param {string} font */
function parseFont(font) {
  const [, style = "", weight = "400", size = "10", family = "sans-serif"] =
    /^(italic )?(?:(\d+|bold) )?([\d.]+)px\s+(.*)$/.exec(font) ?? [];
  return { style, weight, size: Number(size), family };
}

/** Points of coasts are many. @param {number} value */
const tenth = (value) => Math.round(value * 10) / 10;
/** @param {number} value */
const short = (value) => Math.round(value * 100) / 100;

/**
 * Text for XML: marked up as nothing but text, without characters that XML forbids.
 * @param {string} text
 */
export const escape = (text) =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
