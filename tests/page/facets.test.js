import assert from "node:assert/strict";
import { test } from "node:test";
import { FACETS, facetCounts } from "../../geo/draw/page/facets.js";
import { FAILS, HIDDEN } from "../../geo/draw/page/filter.js";
import { golden, state } from "./golden.js";

const data = golden();
const at = (key) => FACETS.indexOf(key);
const only = (key, value) =>
  data.facets.map((facet) =>
    facet.key === key ? Uint8Array.from(facet.values, (one) => Number(one === value)) : null,
  );

test("an event passes a filter with any of its values", () => {
  const actors = data.facets[at("actor")];
  const value = actors.values.find(Boolean);
  const { shown } = state(data, { facets: only("actor", value) });
  const has = (i) => data.events.actors(i).includes(value);
  assert.ok(shown.shown > 0);
  for (let i = 0; i < data.count; i++)
    assert.equal(shown.state[i] !== HIDDEN, data.onMap[i] === 1 && has(i));
});

test("what states no value can be filtered too", () => {
  const actors = data.facets[at("actor")];
  const blank = Array.from(data.onMap).filter((on, i) => on && !data.events.actors(i).length).length;
  assert.ok(actors.values.includes("") && blank > 0);
  assert.equal(state(data, { facets: only("actor", "") }).shown.shown, blank);
});

test("the counts of a filter are those under all else, not under itself", () => {
  const category = data.facets[at("category")];
  const bit = FAILS.facet << at("category");
  const whole = facetCounts(data, state(data).shown.fails, at("category"), bit);
  const narrowed = state(data, { facets: only("category", category.values[0]) }).shown;
  assert.deepEqual(facetCounts(data, narrowed.fails, at("category"), bit), whole);
  const actors = facetCounts(data, narrowed.fails, at("actor"), FAILS.facet << at("actor"));
  assert.ok(actors.reduce((a, b) => a + b) < data.onMap.reduce((a, b) => a + b));
});

test("two spans compared: the first filled, what only the second holds hollow", () => {
  const a = [16700, 16720];
  const b = [14000, 16710];
  const { shown, other, drawn } = state(data, { span: a, compare: b });
  assert.deepEqual([shown.shown, other.shown], [state(data, { span: a }).shown.shown, state(data, { span: b }).shown.shown]);
  assert.equal(drawn.possible, [...other.rows].filter((i) => shown.state[i] === HIDDEN).length);
  assert.ok(drawn.possible > 0 && shown.shown > 0);
});
