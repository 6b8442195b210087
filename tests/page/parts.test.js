// The small pure parts: axis, base map paths, addresses, colours, stepping, store, strings.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lanes } from "../../geo/draw/page/axis.js";
import { decodePaths } from "../../geo/draw/page/basemap.js";
import { pointAlong } from "../../geo/draw/page/geometry.js";
import { stepFrom } from "../../geo/draw/page/step.js";
import { createStore } from "../../geo/draw/page/store.js";
import { script, t, word } from "../../geo/draw/page/strings.js";
import { contrast, legible, safeColor } from "../../geo/draw/page/theme.js";
import { pageUrl, safeUrl } from "../../geo/draw/page/url.js";
import { golden, rows } from "./golden.js";

test("periods that overlap get rows of their own; those that do not share one", () => {
  assert.deepEqual(
    lanes([
      [0, 10],
      [5, 15],
      [11, 20],
      [16, 18],
    ]),
    [0, 1, 0, 1],
  );
});

test("base map paths: the pen is carried on", () => {
  const paths = decodePaths(["46G89GoGAApG", "hmqBnrXgqmCknhB"], 100).map((path) => [...path]);
  assert.deepEqual(paths, [
    [35.0, 35.5, 36.0, 35.5, 36.0, 34.5],
    [-180.0, -85.05, 180.0, 85.05],
  ]);
});

test("halfway along a line, with its direction", () => {
  assert.deepEqual(pointAlong([0, 0, 10, 0, 10, 10], 0.5), { x: 10, y: 0, angle: 0 });
  assert.deepEqual(pointAlong([0, 0, 10, 0, 10, 10], 0.75), { x: 10, y: 5, angle: Math.PI / 2 });
});

test("only http and https become links", () => {
  assert.equal(safeUrl(" https://example.org/a?b=c "), "https://example.org/a?b=c");
  for (const text of [
    "javascript:alert(1)",
    "JaVa\tScript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "javascript://example.org/%0aalert(1)",
    "ftp://example.org/",
    "//example.org",
    "example.org",
    "",
    "  ",
    "https://",
  ])
    assert.equal(safeUrl(text), null, text);
});

test("links to the other pages are names of files", () => {
  assert.equal(pageUrl("active-campaign.html"), "active-campaign.html");
  assert.equal(pageUrl("active.html#from=2015"), "active.html#from=2015");
  for (const text of ["javascript:alert(1)", "//evil.example", "../../x", "/etc/passwd", ""])
    assert.equal(pageUrl(text), null, text);
});

test("colours stand out from the ground in both themes", () => {
  for (const ground of ["#f3f1ec", "#24272a"]) {
    for (const color of [
      "#B2182B",
      "#2166AC",
      "#1B7837",
      "#762A83",
      "#B35806",
      "#5C5F62",
      "#ffff00",
      "#000000",
    ]) {
      assert.ok(contrast(legible(color, ground, 3.2), ground) >= 3.1, `${color} on ${ground}`);
    }
  }
  assert.equal(legible("#B2182B", "#f3f1ec", 3.2), "#b2182b");
});

test("a colour from a seed is six hex digits or nothing", () => {
  assert.equal(safeColor("#12aBcf", "x"), "#12aBcf");
  for (const color of ["red", "url(https://x)", "#12", "#12345g", "#123456;x", ""])
    assert.equal(safeColor(color, "x"), "x");
});

test("stepping follows time, from shown to shown", () => {
  const data = golden();
  const [advisers, base, begin, lost, nowhere] = rows(data, "advisers", "base", "begin", "lost", "nowhere");
  const shown = Int32Array.from([advisers, begin, lost]);
  assert.equal(stepFrom(shown, advisers, 1), begin);
  assert.equal(stepFrom(shown, begin, -1), advisers);
  assert.equal(stepFrom(shown, lost, 1), -1);
  assert.equal(stepFrom(shown, advisers, -1), -1);
  assert.equal(stepFrom(shown, base, 1), begin);
  assert.equal(stepFrom(shown, nowhere, -1), advisers);
  assert.equal(stepFrom(shown, -1, 1), advisers);
  assert.equal(stepFrom(shown, -1, -1), lost);
});

test("the store tells only those who asked, only of changes, after deriving", () => {
  const heard = [];
  const store = createStore({ span: null, selected: -1, shown: 0 }, (state, changed) => {
    if (changed.has("span")) {
      state.shown = 1;
      changed.add("shown");
    }
  });
  store.on(["shown"], (state) => heard.push(["shown", state.shown]));
  store.on(["selected"], (state) => heard.push(["selected", state.selected]));
  store.set({ selected: -1 });
  store.set({ selected: 4 });
  store.set({ span: [1, 2] });
  assert.deepEqual(heard, [
    ["selected", 4],
    ["shown", 1],
  ]);
});

test("strings are filled in and counted", () => {
  assert.equal(t("count", { n: 1, span: "2015" }), "2015: 1 event");
  assert.equal(t("count", { n: 1084, span: "2015" }), "2015: 1,084 events");
  assert.equal(word("geo", "near"), "town or nearby, within 25 km");
  assert.equal(word("geo", "{something} new"), "{something} new");
  assert.equal(word("geo", "{constructor} new"), "{constructor} new");
});

test("a value with braces is not filled in again", () => {
  assert.equal(t("card.asworded", { text: "{n} $& {text}" }), "worded “{n} $& {text}”");
});

test("scripts give language and direction", () => {
  assert.deepEqual(script("حميميم"), { lang: "ar", dir: "rtl" });
  assert.deepEqual(script("Хмеймим"), { lang: "ru", dir: "ltr" });
  assert.deepEqual(script("Paris"), { lang: "und", dir: "auto" });
});
