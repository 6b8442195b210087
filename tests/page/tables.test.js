import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../../geo/draw/page/decode.js";
import { geoJson } from "../../geo/draw/page/geojson.js";
import { blobOfParts } from "../../geo/draw/page/parts.js";
import { csv, fileName } from "../../geo/draw/page/tables.js";
import { golden, island, rows, state } from "./golden.js";

/** A reader of RFC 4180, to hold the writer to. */
function parseCsv(text) {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const out = [[]];
  for (const [, quoted, plain, end] of cells) {
    out.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") out.push([]);
  }
  return out.slice(0, -1);
}

const data = golden();
const everyRow = (made) => [...made.onMap.keys()];
const csvOf = (made, events = everyRow(made)) => parseCsv([...csv(made, events, state(made).shown)].join("").slice(1));

test("the CSV has a row for each event, in its order, under the names of the seeds", () => {
  const { shown } = state(data);
  const text = [...csv(data, shown.rows, shown)].join("");
  assert.equal(text[0], "\uFEFF");
  const [head, ...body] = parseCsv(text.slice(1));
  assert.deepEqual(head.slice(0, 5), ["event_id", "title", "date_start", "earliest", "latest"]);
  assert.deepEqual(body.map(([id]) => id), Array.from(shown.rows, (i) => data.events.id(i)));
  assert.ok(body.every((line) => line.length === head.length));
});

test("quotes, commas and line breaks come back as they were", () => {
  const raw = island();
  const nasty = 'a "b", c\r\nd\n"';
  raw.events.title[0] = nasty;
  const [, first] = csvOf(decode(raw), [0]);
  assert.equal(first[1], nasty);
});

test("a formula becomes text; a negative number, and text with a sign inside, stay", () => {
  const raw = island();
  const given = ["=1+1", "+1 (800) x", "-2+3", "@sum", "\tx", "\rx", "-12.5", "7", "a=b"];
  const made = given.map((notes) => {
    raw.events.notes[0] = notes;
    const [head, line] = csvOf(decode(raw), [0]);
    return line[head.indexOf("notes")];
  });
  assert.deepEqual(made, [...given.slice(0, 6).map((text) => `'${text}`), "-12.5", "7", "a=b"]);
});

test("the south-west of the world keeps its numbers, and beyond 180 degrees comes back", () => {
  const raw = island();
  [raw.events.lon[0], raw.events.lat[0]] = [-1250000, -3350000];
  [raw.events.lon[1], raw.events.lat[1]] = [18012345, 100000];
  const [head, a, b] = csvOf(decode(raw), [0, 1]);
  const at = (line) => ["longitude", "latitude"].map((name) => line[head.indexOf(name)]);
  assert.deepEqual([at(a), at(b)], [["-12.5", "-33.5"], ["-179.87655", "1"]]);
});

test("columns of the project's own follow; one named like ours is kept apart", () => {
  const raw = island();
  raw.events.extra = raw.events.extra.map(() => null);
  raw.events.extra[0] = { weather: "fog", title: "theirs", __proto__x: "1" };
  const [head, line] = csvOf(decode(raw), [0]);
  assert.deepEqual(head.slice(-3), ["weather", "extra_title", "__proto__x"]);
  assert.deepEqual(line.slice(-3), ["fog", "theirs", "1"]);
});

test("a column called like something every object has is blank where an event has none", () => {
  const raw = island();
  raw.events.extra[0] = JSON.parse('{"__proto__": "p", "constructor": "c", "toString": "t"}');
  const [head, first, second] = csvOf(decode(raw), [0, 1]);
  const cells = (line) => ["__proto__", "constructor", "toString"].map((name) => line[head.indexOf(name)]);
  assert.deepEqual([cells(first), cells(second)], [["p", "c", "t"], ["", "", ""]]);
});

test("a file's name is letters, digits and hyphens, whatever the page is called", () => {
  const raw = island();
  raw.page.id = "../../Añ <b>:*?";
  const name = fileName(decode(raw), [[16708, 16874]]);
  assert.match(name, /^an-b-2015-09-30-2016-03-14-[a-z0-9]{1,8}$/);
  assert.match(fileName(data, null), /^[a-z0-9-]+-all-dates-[a-z0-9]+$/);
});

/** A page whose first event has this shape: parts in degrees. */
function shaped(type, parts) {
  const raw = island();
  const deltas = parts.map((part) =>
    part.flatMap(([x, y], i) => [x - (part[i - 1]?.[0] ?? 0), y - (part[i - 1]?.[1] ?? 0)].map((v) => Math.round(v * 10))),
  );
  raw.geometries = [{ type, scale: 10, parts: deltas }];
  raw.events.geometry = raw.events.geometry.map((_, i) => (i === 0 ? 0 : -1));
  const made = decode(raw);
  return JSON.parse([...geoJson(made, [0], state(made).shown, {})].join("")).features[0].geometry;
}

const square = (x, y, size) => [[x, y], [x, y + size], [x + size, y + size], [x + size, y]];

test("rings are grouped with their holes: outer against the clock, holes with it", () => {
  const geometry = shaped("area", [square(2, 2, 6), square(0, 0, 10), square(20, 0, 5), square(4, 4, 2)]);
  assert.equal(geometry.type, "MultiPolygon");
  const shape = geometry.coordinates.map((rings) => rings.map(([[x, y]]) => `${x} ${y}`).sort());
  assert.deepEqual(geometry.coordinates.map((rings) => rings.length).sort(), [1, 1, 2], String(shape));
  const turn = (ring) => Math.sign(ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0));
  for (const [outer, ...holes] of geometry.coordinates) {
    assert.equal(turn(outer), 1);
    for (const hole of holes) assert.equal(turn(hole), -1);
    assert.deepEqual(outer[0], outer.at(-1));
  }
  const withHole = geometry.coordinates.find((rings) => rings.length === 2);
  assert.equal(Math.min(...withHole[1].map(([x]) => x)), 2);
});

test("one ring is a Polygon, one line a LineString in its direction", () => {
  assert.equal(shaped("area", [square(0, 0, 1)]).type, "Polygon");
  assert.deepEqual(shaped("line", [[[1, 2], [3, 4]]]), { type: "LineString", coordinates: [[1, 2], [3, 4]] });
});

test("what crosses the antimeridian is cut there", () => {
  const line = shaped("line", [[[170, 0], [190, 20]]]);
  assert.deepEqual(line, { type: "MultiLineString", coordinates: [[[170, 0], [180, 10]], [[-180, 10], [-170, 20]]] });
  const area = shaped("area", [square(175, 0, 10)]);
  assert.equal(area.type, "MultiPolygon");
  const [east, west] = area.coordinates.map(([ring]) => ring.map(([x]) => x));
  assert.deepEqual([Math.min(...east), Math.max(...east), Math.min(...west), Math.max(...west)], [175, 180, -180, -175]);
});

test("GeoJSON says what is certain, and keeps events without a place", () => {
  const chosen = state(data, { span: [16700, 16874] });
  const { features } = JSON.parse([...geoJson(data, everyRow(data), chosen.shown, { data: "x" })].join(""));
  assert.equal(features.length, data.count);
  const said = Object.fromEntries(features.map(({ id, properties }) => [id, properties.certainty]));
  const { state: shown } = chosen.shown;
  for (const [id, certainty] of Object.entries(said))
    assert.equal(certainty, ["", "certain", "possible"][shown[rows(data, id)[0]]], id);
  assert.ok(new Set(Object.values(said)).size === 3);
  assert.ok(features.some(({ geometry }) => geometry === null));
});

test("a file of many parts is one file", async () => {
  const raw = island();
  const times = 1203;
  const { count, ...columns } = raw.events;
  for (const [name, column] of Object.entries(columns)) raw.events[name] = Array.from({ length: times }, (_, i) => column[i % count]);
  raw.events.count = times;
  raw.events.id = raw.events.id.map((id, i) => `${id}-${i}`);
  const made = decode(raw);
  const { shown } = state(made);
  const ids = Array.from({ length: times }, (_, i) => made.events.id(i));
  const text = await (await blobOfParts(csv(made, everyRow(made), shown), "text/csv")).text();
  assert.deepEqual(parseCsv(text).slice(1).map(([id]) => id), ids);
  const whole = await (await blobOfParts(geoJson(made, everyRow(made), shown, {}), "application/geo+json")).text();
  assert.deepEqual(JSON.parse(whole).features.map(({ id }) => id), ids);
});
