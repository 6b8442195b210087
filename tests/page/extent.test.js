import assert from "node:assert/strict";
import { test } from "node:test";
import { KIND } from "../../geo/draw/page/decode.js";
import { mainBox, wholeBox } from "../../geo/draw/page/extent.js";

const AREA = { type: "area", box: { minX: 10, minY: 10, maxX: 40, maxY: 30 }, parts: [] };
const point = (x, y) => ({ x, y, kind: KIND.near, geometry: -1 });
const area = { x: 25, y: 20, kind: KIND.area, geometry: 0 };

function dataOf(...events) {
  const column = (name) => events.map((event) => event[name]);
  const [x, y, kind, geometry] = ["x", "y", "kind", "geometry"].map(column);
  return { count: events.length, onMap: events.map(() => 1), shapes: [AREA], x, y, kind, geometry };
}
const near = (n) => Array.from({ length: n }, (_, i) => point(20 + i / 10, 20));

test("an area with every eighth event belongs to the first view, as a whole", () => {
  assert.deepEqual(mainBox(dataOf(...near(5), area, area)), AREA.box);
  assert.deepEqual(mainBox(dataOf(area, area)), AREA.box);
});

test("an area with few of the events does not", () => {
  assert.equal(mainBox(dataOf(...near(9), area)).maxX, 20.8);
});

test("a far place counts when much happens there", () => {
  assert.equal(mainBox(dataOf(...near(9), point(90, 50))).maxX, 20.8);
  assert.equal(mainBox(dataOf(...near(9), point(90, 50), point(90, 50))).maxX, 90);
});

test("where nothing holds much, and there are no points, all is looked at", () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ ...area, geometry: -1, x: i }));
  assert.deepEqual(mainBox(dataOf(...many)), wholeBox(dataOf(...many)));
});
