import assert from "node:assert/strict";
import { test } from "node:test";
import { Grid, badgeSize, clusters, splits } from "../../geo/draw/page/cluster.js";

const CELL = 40;
const WORLD = { minX: 0, minY: 0, maxX: 256, maxY: 256 };
/** Clusters of points, each with the indices of its members. */
const run = (points, scale = 1, view = WORLD) => {
  const grid = new Grid(scale, CELL, view);
  const cells = points.map(([x, y]) => grid.put(x, y));
  return clusters(grid).map((group) => ({
    ...group,
    members: [...points.keys()].filter((i) => group.cells.includes(cells[i])),
  }));
};

test("points of one cell are one cluster, at their mean", () => {
  const [only, ...rest] = run([
    [100, 100],
    [110, 104],
  ]);
  assert.equal(rest.length, 0);
  assert.deepEqual([only.x, only.y, only.members], [105, 102, [0, 1]]);
  assert.deepEqual(only.box, { minX: 100, minY: 100, maxX: 110, maxY: 104 });
});

test("points far apart stay apart", () => {
  assert.equal(
    run([
      [10, 10],
      [200, 200],
    ]).length,
    2,
  );
});

test("a cell's edge does not part neighbours", () => {
  const [only, ...rest] = run([
    [79, 60],
    [81, 60],
    [81, 61],
  ]);
  assert.equal(rest.length, 0);
  assert.deepEqual([...only.members].sort(), [0, 1, 2]);
  assert.deepEqual(only.box, { minX: 79, minY: 60, maxX: 81, maxY: 61 });
});

test("nothing is lost and nothing doubled", () => {
  const points = Array.from({ length: 2000 }, (_, i) => [(i * 37.13) % 256, (i * 91.7) % 256]);
  const members = run(points)
    .flatMap((group) => group.members)
    .sort((a, b) => a - b);
  assert.deepEqual(members, [...points.keys()]);
});

test("moving the view does not change a cluster", () => {
  const points = Array.from({ length: 300 }, (_, i) => [100 + ((i * 7.3) % 20), 100 + ((i * 3.1) % 20)]);
  const whole = run(points, 16);
  const moved = run(points, 16, { minX: 106, minY: 106, maxX: 130, maxY: 130 });
  const key = (group) => `${group.x.toFixed(6)} ${group.y.toFixed(6)} ${group.members.length}`;
  const inner = moved.filter(({ x, y }) => x > 106 && y > 106).map(key);
  const known = new Set(whole.map(key));
  assert.ok(inner.length > 3);
  for (const group of inner) assert.ok(known.has(group));
});

test("badges do not cover each other, however large their numbers", () => {
  const points = Array.from({ length: 30000 }, (_, i) => [
    60 + ((i * 7.31) % 90) * ((i * 0.617) % 1),
    60 + ((i * 3.17) % 90) * ((i * 0.211) % 1),
  ]);
  const groups = run(points, 6);
  assert.ok(groups.length > 20 && groups.some(({ members }) => members.length > 999));
  groups.forEach((a, i) => {
    for (const b of groups.slice(i + 1)) {
      const [p, q] = [badgeSize(a.members.length), badgeSize(b.members.length)];
      const apart = Math.abs(a.x - b.x) * 6 >= p.w + q.w || Math.abs(a.y - b.y) * 6 >= p.h + q.h;
      assert.ok(apart, `${a.members.length} and ${b.members.length}`);
    }
  });
});

test("a cluster counts its members, and begins with the cell that was met first", () => {
  for (const { members, count, cells } of run(Array.from({ length: 500 }, (_, i) => [(i * 37.13) % 256, (i * 91.7) % 256]))) {
    assert.equal(count, members.length);
    assert.equal(cells[0], Math.min(...cells));
  }
});

test("the cell of a point is found again; there is none where no point is, nor beyond the view", () => {
  const grid = new Grid(1, CELL, WORLD);
  const cell = grid.put(100, 100);
  assert.deepEqual([grid.find(101, 119), grid.find(10, 10), grid.find(900, 10)], [cell, -1, -1]);
});

test("events without a point are passed over", () => {
  assert.deepEqual(
    run([
      [NaN, NaN],
      [10, 10],
    ]).map(({ members }) => members),
    [[1]],
  );
});

test("a pile on one spot never splits; others do at the deepest zoom", () => {
  const [pile] = run([
    [10, 10],
    [10, 10],
  ]);
  const [pair] = run([
    [10, 10],
    [10.1, 10],
  ]);
  assert.equal(splits(pile, 2 ** 14, 40), false);
  assert.equal(splits(pair, 2 ** 14, 40), true);
});
