import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hatch } from "../../geo/draw/page/shapes.js";
import { SvgContext, escape } from "../../geo/draw/page/svgcontext.js";

const context = () => new SvgContext(100, 50, (text) => ({ width: text.length }));

test("it has every method and property that the painters use", () => {
  const pen = context();
  for (const file of ["badge", "basemap", "labels", "marks", "shapes", "picture"]) {
    const text = readFileSync(new URL(`../../geo/draw/page/${file}.js`, import.meta.url), "utf8");
    const used = [...text.matchAll(/\b(?:context|pen)\.(\w+)/g)].map(([, name]) => name);
    // Of a canvas alone, behind a question whether it is one.
    for (const name of used.filter((n) => !/createPattern|ImageData|toString/.test(n))) assert.ok(name in pen, `${file}: ${name}`);
  }
});

test("a path is written where the transforms put it", () => {
  const pen = context();
  pen.translate(10, 20);
  pen.rotate(Math.PI / 2);
  pen.scale(2, 2);
  pen.moveTo(0, 0);
  pen.lineTo(5, 0);
  pen.lineWidth = 3;
  pen.setLineDash([1, 2]);
  pen.stroke();
  assert.match(pen.body[0], /d="M10 20L10 30" fill="none" stroke="#000" stroke-width="6".* stroke-dasharray="2 4"/);
});

test("restore takes back colour, alpha, dash, transform and clip", () => {
  const pen = context();
  pen.save();
  pen.rect(0, 0, 5, 5);
  pen.clip();
  Object.assign(pen, { fillStyle: "#f00", globalAlpha: 0.5 });
  pen.translate(1, 1);
  pen.fillRect(0, 0, 2, 2);
  pen.restore();
  pen.fillRect(0, 0, 2, 2);
  assert.match(pen.body[0], /M1 1L3 1.*fill="#f00" fill-opacity="0.5".*clip-path="url\(#c1\)"/);
  assert.match(pen.body[1], /^<path d="M0 0L2 0L2 2L0 2Z" fill="#000" fill-rule="nonzero"\/>$/);
});

test("a clip inside a clip is both", () => {
  const pen = context();
  pen.rect(0, 0, 5, 5);
  pen.clip();
  pen.beginPath();
  pen.rect(2, 2, 5, 5);
  pen.clip("evenodd");
  assert.match(pen.defs[1], /<clipPath id="c2" clip-path="url\(#c1\)"><path .* clip-rule="evenodd"/);
});

test("a full circle is closed, a quarter ends where it should", () => {
  const pen = context();
  pen.arc(10, 10, 5, 0, 2 * Math.PI);
  assert.equal(pen.path.join(""), "M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10");
  pen.beginPath();
  pen.arc(10, 10, 5, 0, Math.PI / 2);
  assert.match(pen.path.join(""), / 10 15$/);
});

test("a hatch is a pattern of lines, not a picture", () => {
  const pen = context();
  pen.fillStyle = hatch(pen, "#abcdef", 2);
  pen.fillRect(0, 0, 9, 9);
  assert.match(pen.defs[0], /^<pattern id="p1".*stroke="#abcdef"/);
  assert.match(pen.body[0], /fill="url\(#p1\)"/);
});

test("hostile text, fonts and colours stay text", () => {
  const pen = context();
  const text = `</text><script>x</script>"'& \u0000\u0008\uD800\uFFFE]]>`;
  pen.font = `700 13px "A"><script>`;
  pen.fillStyle = '"/><script>';
  pen.fillText(text, 1, 2);
  const markup = pen.toString(text);
  assert.doesNotMatch(markup, /<script|[\u0000-\u0008\uD800\uFFFE]/);
  assert.match(escape(text), /^&lt;\/text&gt;.*&quot;'&amp; \uFFFD\uFFFD\uFFFD\uFFFD\]\]&gt;$/);
});

test("lines of right-to-left text are anchored at their other end", () => {
  const pen = context();
  const anchors = [["left", "ltr"], ["left", "rtl"], ["right", "rtl"], ["center", "rtl"]].map(([textAlign, direction]) => {
    Object.assign(pen, { textAlign, direction });
    pen.fillText("x", 0, 0);
    return /text-anchor="(\w+)"/.exec(pen.body.at(-1))[1];
  });
  assert.deepEqual(anchors, ["start", "end", "start", "middle"]);
});
