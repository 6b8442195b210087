// Many events: what stretches of time and traits say of thousands is what each event says of itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { KIND } from "../../geo/draw/page/decode.js";
import { everything } from "../../geo/draw/page/facets.js";
import { CERTAIN, HIDDEN, POSSIBLE, filter } from "../../geo/draw/page/filter.js";
import { buildScene, rectOf } from "../../geo/draw/page/scene.js";
import { Rows } from "../../geo/draw/page/shown.js";
import { Room } from "../../geo/draw/page/sight.js";

const N = 5000;
const column = (make, Kind = Uint8Array) => Kind.from({ length: N }, (_, i) => make(i));

/** Events in the order of time, each in the one layer there is; every seventh lasts a hundred days. */
function table(kinds) {
  const from = column((i) => Math.floor(i / 3), Int32Array);
  return {
    raw: { periods: [], layers: [{ period: -1, category: 0 }], categories: [{}] },
    count: N,
    from,
    to: column((i) => from[i] + (i % 7 ? 0 : 100), Int32Array),
    x: column((i) => 20 + (i % 400) / 2, Float64Array),
    y: column((i) => 90 + (i % 31), Float64Array),
    kind: column(kinds),
    geometry: new Int32Array(N).fill(-1),
    vague: new Uint8Array(N),
    radius: new Float32Array(N),
    category: new Uint8Array(N),
    suggested: column((i) => Number(i % 5 === 0)),
    disputed: new Uint8Array(N),
    onMap: column((i) => Number(i % 11 !== 0)),
    memberStart: Uint32Array.from({ length: N + 1 }, (_, i) => i),
    members: new Uint16Array(N),
    within: new Uint8Array(N).fill(1),
    shapes: [],
    facets: [],
  };
}
const choice = (part) => ({ span: null, periods: [], layers: new Uint8Array([1]), facets: everything(), hits: null, ...part });
const VIEW = { scale: 4, originX: 0, originY: 0, view: { minX: 0, minY: 0, maxX: 256, maxY: 256 } };

test("each of thousands is shown by its own days", () => {
  const data = table(() => KIND.exact);
  const span = [400, 1200];
  const shown = filter(data, choice({ span }));
  const expected = column((i) => {
    const [from, to] = [data.from[i], data.to[i]];
    if (!data.onMap[i] || from > span[1] || to < span[0]) return HIDDEN;
    return from >= span[0] && to <= span[1] ? CERTAIN : POSSIBLE;
  });
  assert.deepEqual(shown.state, expected);
  assert.equal(shown.shown, expected.filter(Boolean).length);
  assert.equal(shown.suggested, expected.filter((own, i) => own && data.suggested[i]).length);
  assert.deepEqual([...shown.rows], [...expected.keys()].filter((i) => expected[i]));
  assert.ok(expected.some((own, i) => own === POSSIBLE && data.from[i] < span[0]));
});

test("a new search does not look at the old one's misses", () => {
  const data = table(() => KIND.exact);
  const odd = column((i) => i % 2);
  const even = column((i) => 1 - (i % 2));
  const before = filter(data, choice({ hits: odd }));
  const after = filter(data, choice({ hits: even }));
  const { onMap } = data;
  for (const [shown, rest] of [[before, 1], [after, 0]])
    assert.deepEqual([...shown.rows], [...onMap.keys()].filter((i) => onMap[i] && i % 2 === rest));
  assert.equal(filter(data, choice({})).shown, onMap.filter(Boolean).length);
});

test("a badge in the midst of others finds a place beyond them", () => {
  const data = table((i) => (i % 2 ? KIND.area : KIND.near));
  for (let i = 0; i < N; i++) {
    const [column, row] = i % 2 ? [1, 1] : [(i / 2) % 3, Math.floor(i / 6) % 3]; // the area amid nine places
    [data.x[i], data.y[i]] = [64 + column * 15, 64 + row * 11];
  }
  const rects = buildScene(data, filter(data, choice({})), VIEW).items.map((item) => rectOf(item));
  assert.equal(rects.length, 10);
  for (const [n, own] of rects.entries())
    for (const other of rects.slice(0, n))
      assert.ok(own.left >= other.right || own.right <= other.left || own.top >= other.bottom || own.bottom <= other.top);
});

test("a crowd of small areas shares discs, never with points, and no event is lost", () => {
  const data = table((i) => (i % 2 ? KIND.area : KIND.near));
  const shown = filter(data, choice({}));
  const { items, holding } = buildScene(data, shown, VIEW);
  const areas = items.filter(({ type }) => type === "area");
  assert.ok(areas.length > 1 && areas.length < 200, `${areas.length}`);
  const members = items.flatMap((item) => [...item.members]).sort((a, b) => a - b);
  assert.deepEqual(members, [...shown.rows]);
  for (const item of items) {
    assert.equal(new Set(Array.from(item.members, (i) => data.kind[i])).size, 1);
    assert.deepEqual([item.count, item.first], [item.members.length, item.members[0]]);
    assert.deepEqual([...item.members], [...item.members].sort((a, b) => a - b));
    assert.ok(item.members.every((i) => holding(i) === item));
    assert.equal(item.bar.reduce((sum, { certain, suggested, possible }) => sum + certain + suggested + possible, 0), item.count);
  }
});

test("few areas keep a disc each", () => {
  const data = table((i) => (i < 200 ? KIND.area : KIND.near));
  const { items } = buildScene(data, filter(data, choice({})), VIEW);
  assert.equal(items.filter(({ type }) => type === "area").length, data.onMap.subarray(0, 200).filter(Boolean).length);
});

test("a scene in a room that others stood in is as one in a room of its own", () => {
  const data = table((i) => [KIND.exact, KIND.near, KIND.area, KIND.none][i % 4]);
  const room = new Room(data);
  const near = { ...VIEW, scale: 9, view: { minX: 60, minY: 95, maxX: 120, maxY: 110 } };
  const plain = ({ members, ...item }) => ({ ...item, members: [...members] });
  for (const [view, part] of [
    [VIEW, {}],
    [VIEW, { layers: new Uint8Array([0]) }], // the days are the same
    [VIEW, { span: [400, 1200] }],
    [near, { span: [400, 1200] }],
    [near, { hits: column((i) => Number(i % 3 === 0)) }],
    [VIEW, {}],
  ]) {
    const shown = filter(data, choice(part));
    const [kept, fresh] = [buildScene(data, shown, view, room), buildScene(data, shown, view)];
    assert.deepEqual(kept.items.map(plain), fresh.items.map(plain));
  }
});

test("events in a part of the view are counted, those of a cell at its edge one by one", () => {
  const data = table((i) => (i % 3 ? KIND.exact : KIND.area));
  const shown = filter(data, choice({ span: [400, 1200] }));
  const box = { minX: 50.2, minY: 91.5, maxX: 140, maxY: 113 };
  const inside = [...shown.rows].filter(
    (i) => data.x[i] >= box.minX && data.x[i] <= box.maxX && data.y[i] >= box.minY && data.y[i] <= box.maxY,
  );
  assert.ok(inside.length > 100);
  assert.equal(buildScene(data, shown, VIEW).inside(box), inside.length);
});

test("rows are found by their place and events by their row, in whatever order they are asked for", () => {
  const data = table(() => KIND.exact);
  const shown = filter(data, choice({ hits: column((i) => Number(i > 900 && i % 4 > 0)) }));
  const expected = [...shown.rows];
  const ways = [[...expected.keys()], [...expected.keys()].reverse(), [expected.length - 1, 0, 2000, 7]];
  for (const order of ways) {
    const rows = new Rows(shown);
    for (const at of order) assert.deepEqual([rows.at(at), rows.indexOf(expected[at])], [expected[at], at]);
  }
  const rows = new Rows(shown);
  assert.deepEqual([rows.length, rows.at(-1), rows.at(rows.length), rows.indexOf(4), rows.indexOf(-1)], [expected.length, undefined, undefined, -1, -1]);
});
