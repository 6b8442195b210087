import assert from "node:assert/strict";
import { test } from "node:test";
import { OPEN_END, OPEN_START } from "../../geo/draw/page/dates.js";
import { formatHash, hashOfState, parseHash, stateFromHash } from "../../geo/draw/page/hash.js";
import { golden, rows, state } from "./golden.js";

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

const nothing = parseHash("");

test("broken values do no harm", () => {
  assert.deepEqual(parseHash("#from=yesterday&to=2015-13&event=&period=&view=1/2&b=2016/2015"), nothing);
  const { periods, span, selected, facets } = stateFromHash(data, "#%zz&actor=%zz");
  assert.deepEqual([periods, span, selected], [[], null, -1]);
  assert.ok(facets.every((on) => on === null));
});

test("days that no clock knows, time that runs backwards and places off the map are passed over", () => {
  for (const part of ["from=999999", "to=-999999", "from=2016&to=2010", "b=-271821/275760", "b=2010/999999"])
    assert.deepEqual(parseHash(`#${part}`), nothing, part);
  for (const view of ["99/35/38", "5/999/38", "5/35/99999999999999999999999", "NaN/35/38"])
    assert.equal(parseHash(`#view=${view}`).view, null, view);
  assert.deepEqual(parseHash("#view=5/-17.5/187.25").view, { zoom: 5, lat: -17.5, lon: 187.25 });
});

test("names of what every object has are names like any other", () => {
  const words = ["__proto__", "constructor", "toString"];
  for (const word of words) assert.deepEqual(parseHash(`#${word}=1&lang=${word}`).facets, {});
  const parts = { ...nothing, periods: words, facets: { actor: { names: words, out: false } }, event: "__proto__" };
  assert.deepEqual(parseHash("#" + formatHash(parts)), parts);
});

test("an actor whose name begins with an exclamation mark is not all the others", () => {
  const parts = { ...nothing, facets: { actor: { names: ["!Hurra", "b"], out: false } } };
  assert.deepEqual(parseHash("#" + formatHash(parts)), parts);
});

test("half a surrogate pair, as a cut text has, still makes a link", () => {
  assert.equal(parseHash("#" + formatHash({ ...nothing, query: "a\ud800b", event: "👩" })).query, "a\ufffdb");
});

test("what is written is read again", () => {
  const parts = {
    ...{ periods: ["a", "b,c"], from: -800000, to: 16874, event: "x&y=z #1 é", query: "a+b & c", data: "0123abcd" },
    ...{ layers: { names: ["p,1", "p--2"], out: true }, facets: { actor: { names: ["", "A, B!"], out: false } } },
    ...{ compare: [16000, 16010], mentions: false, story: true, view: { zoom: 6.25, lat: -33.5, lon: 151.25 } },
    ...{ language: "ar", embed: true },
  };
  assert.deepEqual(parseHash("#" + formatHash(parts)), parts);
  assert.equal(formatHash(nothing), "");
});

test("a state is a link, with only what was chosen and the data it was made from", () => {
  const chosen = state(data, { periods: [1], span: [OPEN_START, 16700], selected: rows(data, "base")[0] });
  const hash = data.raw.page.hash;
  assert.equal(hashOfState(data, chosen), `period=build-up&to=2015-09-22&event=base&data=${hash}`);
  assert.equal(hashOfState(data, state(data)), "");
});

test("filters and layers go the shorter way, and come back as they were", () => {
  const category = data.facets.findIndex(({ key }) => key === "category");
  const { values } = data.facets[category];
  const facets = data.facets.map((_, f) => (f === category ? Uint8Array.from(values, (_, v) => Number(v !== 1)) : null));
  const layers = Uint8Array.from(data.raw.layers, (_, l) => Number(l === 0));
  const hash = hashOfState(data, state(data, { facets, layers }));
  assert.match(hash, new RegExp(`^layer=${data.raw.layers[0].id}&category=!`));
  const back = stateFromHash(data, "#" + hash);
  assert.deepEqual([back.facets, back.layers], [facets, layers]);
});

test("a filter that names nothing known here is passed over", () => {
  assert.ok(stateFromHash(data, "#actor=Nobody&layer=none").facets.every((on) => on === null));
});
