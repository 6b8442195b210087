import assert from "node:assert/strict";
import { test } from "node:test";
import { OPEN_END, OPEN_START } from "../../geo/draw/page/dates.js";
import { CERTAIN, HIDDEN, POSSIBLE, filter, windows } from "../../geo/draw/page/filter.js";
import { everything } from "../../geo/draw/page/facets.js";
import { golden, rows } from "./golden.js";

const data = golden();
const all = () => new Uint8Array(data.raw.layers.length).fill(1);
const run = (part) => filter(data, { span: null, periods: [], layers: all(), facets: everything(), hits: null, ...part });
const states = (shown, ...ids) => rows(data, ...ids).map((i) => shown.state[i]);
const without = (...ids) => all().map((_, l) => (ids.includes(data.raw.layers[l].id) ? 0 : 1));

test("with nothing chosen, everything on the map is certain", () => {
  const shown = run({});
  assert.deepEqual([shown.shown, shown.possible, shown.suggested], [6, 0, 1]);
  assert.deepEqual(states(shown, "nowhere", "sometime"), [HIDDEN, HIDDEN]);
  assert.deepEqual([...shown.kinds], [2, 1, 2, 1, 0]);
});

test("rows are in the order of time", () => {
  assert.deepEqual(
    Array.from(run({}).rows, (i) => data.events.id(i)),
    ["advisers", "open", "ships", "base", "begin", "lost"],
  );
});

test("a span shows what it overlaps; what reaches beyond it is only possible", () => {
  const shown = run({ span: [16700, 16990] });
  assert.deepEqual(states(shown, "ships", "base", "begin", "lost"), [HIDDEN, POSSIBLE, CERTAIN, CERTAIN]);
  assert.deepEqual([shown.shown, shown.possible], [3, 1]);
});

test("a span includes both of its days", () => {
  assert.equal(run({ span: [16708, 16708] }).state[rows(data, "begin")[0]], CERTAIN);
  assert.equal(run({ span: [16709, 16800] }).state[rows(data, "begin")[0]], HIDDEN);
});

test("an open start reaches beyond every span", () => {
  assert.deepEqual(states(run({ span: [16000, 16435] }), "open"), [POSSIBLE]);
  assert.deepEqual(states(run({ span: [OPEN_START, 16435] }), "open"), [CERTAIN]);
  assert.deepEqual(states(run({ span: [16436, OPEN_END] }), "open"), [HIDDEN]);
});

test("a chosen period shows its own; an event over its edge is possible", () => {
  const shown = run({ periods: [2] });
  assert.deepEqual(states(shown, "base", "begin", "lost"), [POSSIBLE, CERTAIN, HIDDEN]);
});

test("two periods that touch are one stretch", () => {
  assert.deepEqual(states(run({ periods: [1, 2] }), "base", "ships"), [CERTAIN, CERTAIN]);
});

test("a span inside a chosen period narrows it", () => {
  assert.equal(run({ periods: [2], span: [16800, 16990] }).shown, 0);
  assert.deepEqual(windows({ span: [16800, 16990], periods: [2], layers: all() }, data.raw.periods), [
    [16800, 16874],
  ]);
  assert.deepEqual(windows({ span: [16700, 16800], periods: [2], layers: all() }, data.raw.periods), [
    [16708, 16800],
  ]);
});

test("a layer switched off hides its events", () => {
  assert.deepEqual(states(run({ layers: without("p-build-up--2") }), "ships"), [HIDDEN]);
});

test("with one of its two layers off, an event over both is only possible", () => {
  assert.deepEqual(states(run({ layers: without("p-active--0") }), "base", "begin"), [POSSIBLE, HIDDEN]);
});

test("counts of layers follow the span, not the switches", () => {
  const count = (shown, id) => {
    const l = data.raw.layers.findIndex((layer) => layer.id === id);
    return [shown.layerCertain[l], shown.layerPossible[l]];
  };
  assert.deepEqual(count(run({}), "p-active--0"), [1, 1]);
  assert.deepEqual(count(run({ layers: without("p-active--0") }), "p-active--0"), [1, 1]);
  assert.deepEqual(count(run({ span: [16709, 16990] }), "p-active--0"), [0, 0]);
  assert.deepEqual(count(run({ span: [16500, 16990] }), "p-build-up--2"), [0, 1]);
  assert.deepEqual(count(run({}), "p-advisers--0"), [1, 1]);
});
