import assert from "node:assert/strict";
import { test } from "node:test";
import { OPEN_END, OPEN_START } from "../../geo/draw/page/dates.js";
import { formatHash, hashOfState, parseHash, stateFromHash } from "../../geo/draw/page/hash.js";
import { golden, rows } from "./golden.js";

const data = golden();

test("the brush is two days", () => {
  const { span } = stateFromHash(data, "#from=2015-09-30&to=2016-03-14");
  assert.deepEqual(span, [16708, 16874]);
});

test("a month or year as an end is its last day", () => {
  assert.deepEqual(stateFromHash(data, "#from=2015&to=2015-09").span, [16436, 16708]);
});

test("one end alone leaves the other open", () => {
  assert.deepEqual(stateFromHash(data, "#to=2015-09-30").span, [OPEN_START, 16708]);
  assert.deepEqual(stateFromHash(data, "#from=2015-09-30").span, [16708, OPEN_END]);
});

test("periods and the event go by their ids; unknown ones are passed over", () => {
  const state = stateFromHash(data, "#period=active,nonsense&event=lost&theme=x");
  assert.deepEqual([state.periods, state.selected, state.span], [[2], rows(data, "lost")[0], null]);
  assert.equal(stateFromHash(data, "#event=nonsense").selected, -1);
});

test("broken values do no harm", () => {
  assert.deepEqual(parseHash("#from=yesterday&to=2015-13&event=&period="), {
    periods: [],
    from: null,
    to: null,
    event: null,
  });
  assert.deepEqual(stateFromHash(data, "#%zz"), { periods: [], span: null, selected: -1 });
});

test("what is written is read again", () => {
  const parts = { periods: ["a", "b"], from: -800000, to: 16874, event: "x&y=z #1 é" };
  assert.deepEqual(parseHash("#" + formatHash(parts)), parts);
  assert.equal(formatHash({ periods: [], from: null, to: null, event: null }), "");
});

test("a state is a link, with only what was chosen", () => {
  const state = { periods: [1], span: [OPEN_START, 16700], selected: rows(data, "base")[0] };
  assert.equal(hashOfState(data, state), "period=build-up&to=2015-09-22&event=base");
  assert.equal(hashOfState(data, { periods: [], span: null, selected: -1 }), "");
});
