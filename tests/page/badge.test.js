import assert from "node:assert/strict";
import { test } from "node:test";
import { paintBadge } from "../../geo/draw/page/badge.js";
import { setLanguage } from "../../geo/draw/page/strings.js";
import { SvgContext } from "../../geo/draw/page/svgcontext.js";

test("the number of a badge has its thousands parted", () => {
  setLanguage("en");
  const pen = new SvgContext(100, 50, (text) => ({ width: text.length }));
  const item = { type: "cluster", x: 50, y: 25, count: 12253, bar: [], suggested: false, disputed: false };
  paintBadge(pen, item, { theme: { paper: "#fff", ink: "#000", secondary: "#555", font: "sans", categories: [] }, selected: null, hovered: null });
  assert.match(pen.body.join(""), />12,253</);
});
