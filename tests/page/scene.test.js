import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../../geo/draw/page/decode.js";
import { worldX, worldY } from "../../geo/draw/page/geometry.js";
import { buildScene, itemAt } from "../../geo/draw/page/scene.js";
import { golden, island, rows, state } from "./golden.js";

const data = golden();
const layers = new Uint8Array(data.raw.layers.length).fill(1);
/** 1000 × 800 pixels around a place, Syria if none is said. */
function frameAt(zoom, lon = 36, lat = 36) {
  const scale = 2 ** zoom;
  const originX = worldX(lon) * scale - 500;
  const originY = worldY(lat) * scale - 400;
  const view = {
    minX: originX / scale,
    minY: originY / scale,
    maxX: (originX + 1000) / scale,
    maxY: (originY + 800) / scale,
  };
  return { scale, originX, originY, view };
}
const sceneAt = (zoom, part = {}) =>
  buildScene(data, state(data, { layers, ...part }).drawn, frameAt(zoom));
const holding = (scene, id) => scene.items.find(({ members }) => members.includes(rows(data, id)[0]));

test("as many events stand on the canvas as are shown", () => {
  const members = sceneAt(5)
    .items.flatMap((item) => [...item.members])
    .sort((a, b) => a - b);
  assert.deepEqual(members, rows(data, "advisers", "open", "ships", "base", "begin", "lost"));
});

test("areas and routes are never clustered with points", () => {
  const scene = sceneAt(5);
  assert.deepEqual([holding(scene, "advisers").type, holding(scene, "ships").type], ["area", "line"]);
  assert.deepEqual([...holding(scene, "base").members], rows(data, "base", "begin"));
});

test("an area without a shape is a disc, with a badge", () => {
  const open = holding(sceneAt(7), "open");
  assert.deepEqual([open.type, open.shape], ["area", null]);
  assert.ok(open.ring >= 18);
});

test("a town has a ring of its size, an exact place none", () => {
  const scene = sceneAt(12);
  const lost = holding(scene, "lost");
  assert.equal(lost, undefined); // beyond the view
  const around = sceneAt(7);
  assert.ok(holding(around, "lost").ring >= 9);
  assert.equal(holding(around, "begin").ring, 0);
});

test("a cluster is hollow only when all of it is", () => {
  const scene = sceneAt(7, { periods: [2] });
  const pile = holding(scene, "base");
  assert.equal(pile.possible, false);
  assert.deepEqual(pile.bar, [{ category: 0, certain: 1, suggested: 0, possible: 1 }]);
  assert.equal(holding(sceneAt(7, { span: [16000, 16700] }), "base").possible, true);
});

test("a suggested event keeps its doubt", () => {
  assert.equal(holding(sceneAt(7, { span: [16679, 16707] }), "base").suggested, true);
});

test("badges do not cover points: they move, and remember where they belong", () => {
  const scene = sceneAt(7);
  const [open, lost] = [holding(scene, "open"), holding(scene, "lost")]; // the same spot
  assert.ok(Math.abs(open.x - lost.x) > 15 || Math.abs(open.y - lost.y) > 15);
  assert.deepEqual([open.anchorX, open.anchorY], [lost.x, lost.y]);
});

test("a straight route between countries is vague, a track that is known is not", () => {
  const raw = island();
  const [ships] = rows(data, "ships");
  const country = raw.strings.push("country") - 1;
  assert.equal(data.vague[ships], 0);
  raw.events.geo_precision[ships] = country;
  raw.geometries[raw.events.geometry[ships]].parts = [[2900000, 4100000, 1000, 1000]];
  assert.equal(decode(raw).vague[ships], 1);
});

test("the tag of a short route stands beside it", () => {
  const ships = (zoom) => {
    const frame = frameAt(zoom, 29.08, 41.15);
    return holding(buildScene(data, state(data, { layers }).drawn, frame), "ships");
  };
  assert.ok(ships(5).x - ships(5).anchorX >= 30);
  assert.equal(ships(13).x, ships(13).anchorX);
});

test("the pointer finds marks within twelve pixels, and routes along their line", () => {
  const scene = sceneAt(7);
  const frame = frameAt(7);
  const base = holding(scene, "base");
  assert.equal(itemAt(scene, frame, base.x + 11, base.y - 11), base);
  assert.equal(itemAt(scene, frame, base.x + 40, base.y + 90), null);
  const strait = frameAt(11, 29.08, 41.15);
  const there = buildScene(data, state(data, { layers }).drawn, strait);
  const [x, y] = [worldX(29.15) * 2048 - strait.originX, worldY(41.28) * 2048 - strait.originY]; // the route's first point
  assert.deepEqual([...itemAt(there, strait, x + 5, y + 2).members], rows(data, "ships"));
  assert.equal(itemAt(there, strait, x + 30, y), null);
});
