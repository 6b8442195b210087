import assert from "node:assert/strict";
import { test } from "node:test";
import { OPEN_END, OPEN_START } from "../../geo/draw/page/dates.js";
import { KIND, decode } from "../../geo/draw/page/decode.js";
import { latOf, lonOf, worldX, worldY } from "../../geo/draw/page/geometry.js";
import { golden, island, rows } from "./golden.js";

const near = (a, b, tolerance = 1e-6) => assert.ok(Math.abs(a - b) < tolerance, `${a} is not ${b}`);

test("columns become typed arrays with open ends marked", () => {
  const data = golden();
  assert.equal(data.count, 8);
  const [open, sometime, base] = rows(data, "open", "sometime", "base");
  assert.deepEqual([data.from[open], data.to[open]], [OPEN_START, 16435]);
  assert.deepEqual([data.from[sometime], data.to[sometime]], [OPEN_START, OPEN_END]);
  assert.deepEqual([data.from[base], data.to[base]], [16679, 16708]);
  const lit = (column) => Array.from(column.keys()).filter((i) => column[i]);
  assert.deepEqual(lit(data.onMap), rows(data, "advisers", "open", "ships", "base", "begin", "lost"));
  assert.deepEqual(lit(data.suggested), rows(data, "base", "nowhere"));
});

test("the mark follows the precision: never a pin for an area", () => {
  const data = golden();
  const kinds = rows(data, "advisers", "ships", "base", "lost", "open", "nowhere").map((i) => data.kind[i]);
  assert.deepEqual(kinds, [KIND.area, KIND.line, KIND.exact, KIND.near, KIND.area, KIND.none]);
});

test("beyond the map's latitude there is no mark", () => {
  const raw = island();
  const [base] = rows(golden(), "base");
  raw.events.lat[base] = 89_00000;
  assert.equal(decode(raw).kind[base], KIND.none);
});

test("coordinates are hundred-thousandths of a degree", () => {
  const data = golden();
  const [base] = rows(data, "base");
  near(lonOf(data.x[base]), 35.949);
  near(latOf(data.y[base]), 35.401);
});

test("geometries are delta-coded, with a scale of their own", () => {
  const { shapes } = golden();
  assert.equal(shapes[0].type, "area");
  assert.equal(shapes[0].parts.length, 2);
  near(shapes[0].parts[0][0], worldX(36));
  near(shapes[0].parts[0][4], worldX(42));
  near(shapes[0].parts[0][5], worldY(37));
  near(shapes[1].parts[0][4], worldX(28.98));
  near(shapes[1].parts[0][5], worldY(40.98));
  near(shapes[0].box.minX, worldX(36));
  near(shapes[0].box.minY, worldY(37));
});

test("an event without a point stands at the middle of its shape", () => {
  const raw = island();
  raw.events.lon[0] = raw.events.lat[0] = null;
  near(decode(raw).x[0], worldX(39));
});

test("layers: every period that an event overlaps; those of no period; none for undated ones", () => {
  const data = golden();
  const of = (id) => {
    const [i] = rows(data, id);
    return Array.from(data.members.slice(data.memberStart[i], data.memberStart[i + 1]), (l, k) => [
      data.raw.layers[l].id,
      data.within[data.memberStart[i] + k],
    ]);
  };
  assert.deepEqual(of("advisers"), [["p-advisers--0", 1]]);
  assert.deepEqual(of("base"), [
    ["p-build-up--0", 0],
    ["p-active--0", 0],
  ]);
  assert.deepEqual(of("begin"), [["p-active--0", 1]]);
  assert.deepEqual(of("lost"), [["p-none--1", 1]]);
  assert.deepEqual(of("open"), [["p-advisers--0", 0]]);
  assert.deepEqual(of("nowhere"), [
    ["p-build-up--0", 0],
    ["p-active--0", 0],
  ]);
  assert.deepEqual(of("sometime"), []);
});

test("a period's page has its period chosen", () => {
  const raw = island();
  raw.page.period = "active";
  assert.deepEqual(decode(raw).home, [2]);
  assert.deepEqual(golden().home, []);
});

test("a column of one value is written once", () => {
  const raw = island();
  const whole = decode(island());
  raw.events.radius_m = { all: 2500 };
  raw.events.status = { all: raw.events.status[0] };
  raw.events.title = { all: "Same" };
  const data = decode(raw);
  assert.deepEqual([...data.radius], new Array(whole.count).fill(2.5));
  assert.deepEqual([data.events.status(7), data.events.title(7), data.events.title(8)], [whole.events.status(0), "Same", ""]);
});
