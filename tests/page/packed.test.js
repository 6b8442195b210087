import assert from "node:assert/strict";
import { test } from "node:test";
import { constants, deflateRawSync } from "node:zlib";
import { createBeside } from "../../geo/draw/page/beside.js";
import { bytesOf, unpack } from "../../geo/draw/page/blocks.js";
import { CHUNK, readEvents } from "../../geo/draw/page/columns.js";
import { OPEN_START } from "../../geo/draw/page/dates.js";
import { decode } from "../../geo/draw/page/decode.js";
import { geoJson } from "../../geo/draw/page/geojson.js";
import { inflate } from "../../geo/draw/page/inflate.js";
import { firstNeeded, partOf } from "../../geo/draw/page/inparts.js";
import { blobOfParts } from "../../geo/draw/page/parts.js";
import { search } from "../../geo/draw/page/search.js";
import { csv } from "../../geo/draw/page/tables.js";
import { golden, island, rows, state } from "./golden.js";
import { packed, planes } from "./packing.js";

const prose = new TextEncoder().encode(
  Array.from({ length: 20_000 }, (_, i) => `${i % 97} ships passed the Bosphorus, ${i * i} тонн`).join("\n"),
);
/** Bytes without a pattern, the same each time. */
const noise = Uint8Array.from({ length: 70_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) ^ (Math.imul(i * i, 40503) >>> 7));

test("what zlib packs comes out as it went in: stored, fixed, dynamic and empty", () => {
  for (const source of [prose, noise, new Uint8Array(), new Uint8Array(1), new Uint8Array(100_000)])
    for (const options of [{ level: 0 }, { level: 1 }, { level: 9 }, { strategy: constants.Z_FIXED }, { strategy: constants.Z_HUFFMAN_ONLY }, { strategy: constants.Z_RLE }]) {
      const bytes = deflateRawSync(source, options);
      for (const expected of [0, source.length]) assert.ok(Buffer.from(inflate(bytes, expected)).equals(source), JSON.stringify(options));
    }
});

test("broken bytes are an error, never wrong data or an endless loop", () => {
  const bytes = deflateRawSync(prose);
  for (let k = 0; k < 40; k++) {
    const cut = bytes.subarray(0, Math.floor((bytes.length * k) / 40));
    assert.throws(() => inflate(cut), /broken/, `cut at ${cut.length}`);
  }
  for (let k = 0; k < bytes.length; k += 4999) {
    const bent = Uint8Array.from(bytes);
    bent[k] ^= 0x55;
    try {
      assert.ok(!Buffer.from(inflate(bent, prose.length)).equals(prose) || k > bytes.length - 3);
    } catch (error) {
      assert.match(error.message, /broken/);
    }
  }
  assert.throws(() => inflate(Uint8Array.of(7)), /broken/); // a kind of block that there is not
  assert.throws(() => inflate(deflateRawSync(prose), prose.length - 1), /broken/);
});

test("base64 is read, with whatever the browser has for it", () => {
  assert.deepEqual([...bytesOf(Buffer.from(noise).toString("base64"))], [...noise]);
});

test("numbers come back from their planes: negative, null, wide, of one value", () => {
  const cases = [
    [0, 1, 255],
    [-1, 0, 254],
    [-128, 127, 0],
    [5, 70_000, 1_000_000],
    [-18_000_000, null, 18_000_000],
    [null, 3, null],
    [-2_000_000_000, 2_000_000_000, 0],
    [7, 7, 7],
  ];
  for (const values of cases) {
    const { head, bytes } = planes(values);
    const written = { strings: [], actor_lists: [], events: { count: 3, from: head } };
    const { from } = readEvents(written, { planes: () => new Uint8Array(bytes) });
    assert.deepEqual([...from], values.map((value) => value ?? OPEN_START));
  }
});

test("more rows than a chunk has go on in the next", () => {
  const count = CHUNK + 3;
  const parts = [new Uint8Array(2 * CHUNK).fill(1), Uint8Array.of(4, 5, 6, 0, 0, 1)];
  const written = { strings: [], actor_lists: [], events: { count, to: { ints: 2, least: -10, nulls: false }, category: { ints: 1, least: 0, nulls: false } } };
  const of = (name, chunk) => (name === "to" ? parts[chunk] : (parts[chunk] ?? []).subarray(0, chunk ? 3 : CHUNK));
  const { to, category } = readEvents(written, { planes: of });
  assert.deepEqual([...to.subarray(CHUNK - 1)], [247, -6, -5, 252]);
  assert.deepEqual([...category.subarray(CHUNK - 1)], [1, 4, 5, 6]);
});

/** The golden page packed and unpacked again. */
async function unpacked(raw = island(), change = () => {}) {
  const { island: written, blocks } = packed(raw);
  change(blocks);
  const told = [];
  const stored = await unpack(written, { arrived() {}, broken: () => told.push("broken") }, (id) => blocks.get(id) ?? null);
  return { data: decode(written, stored), told };
}

test("a packed page says what the plain one says, of every event", async () => {
  const plain = golden();
  const { data, told } = await unpacked();
  for (const key of ["from", "to", "x", "y", "kind", "onMap", "suggested", "category", "members", "memberStart", "radius"])
    assert.deepEqual(data[key], plain[key], key);
  for (let i = -1; i <= plain.count; i++)
    for (const name of ["id", "title", "date", "notes", "quote", "url", "place", "status", "actors", "extra", "marks"])
      assert.deepEqual(data.events[name](i), plain.events[name](i), `${name} of ${i}`);
  assert.deepEqual(rows(data, "base", "lost", "advisers", "sometime", "nobody", ""), rows(plain, "base", "lost", "advisers", "sometime", "nobody", "x"));
  assert.deepEqual(told, []);
  const found = (query) => [search(data, query), search(plain, query)];
  for (const query of ["air", "taken base", "Khmeimim", "a", "armed forces", "nothing at all"]) assert.deepEqual(...found(query), query);
});

test("without DecompressionStream the page's own inflate does it, at once", async () => {
  const native = globalThis.DecompressionStream;
  try {
    delete globalThis.DecompressionStream;
    const { island: written, blocks } = packed(island());
    const stored = unpack(written, undefined, (id) => blocks.get(id) ?? null);
    assert.ok(!(stored instanceof Promise));
    assert.deepEqual(decode(written, stored).from, golden().from);
  } finally {
    globalThis.DecompressionStream = native;
  }
});

test("numbers that cannot be unpacked are an error; rows are told, and blank", async () => {
  await assert.rejects(unpacked(island(), (blocks) => blocks.delete("geo-data-lon-0")));
  await assert.rejects(unpacked(island(), (blocks) => blocks.set("geo-data-lon-0", blocks.get("geo-data-lon-0").slice(0, 8))));
  const { data, told } = await unpacked(island(), (blocks) => blocks.set("geo-data-list-1", "AAAA"));
  assert.deepEqual([data.events.title(0), data.events.title(3), told.length], [golden().events.title(0), "", 1]);
});

test("a search of packed events waits for its turn", async () => {
  const { data } = await unpacked();
  assert.equal(state(data, { query: "air" }).hits, null);
});

/** Scripts beside a page: what each hands over, and when. */
function besides(scripts) {
  const waiting = new Map();
  const asked = [];
  const load = (file) => {
    asked.push(file);
    return new Promise((done, failed) => waiting.set(file, { done, failed }));
  };
  const arrive = async (file) => {
    const { done, failed } = waiting.get(file);
    if (scripts[file]) globalThis.geoBlocks(scripts[file]);
    if (scripts[file]) done();
    else failed(new Error("missing"));
    await new Promise((go) => setTimeout(go));
  };
  return { load, arrive, asked };
}

test("a page with files beside it opens when all numbers have come, and asks for texts when they are read", async () => {
  const { island: written, blocks } = packed(island());
  const [numbers, texts] = [{}, {}];
  for (const [id, text] of blocks) (/-(list|card)-/.test(id) ? texts : numbers)[id] = text;
  const { load, arrive, asked } = besides({ "x/rows-0.js": numbers, "x/texts-0.js": texts });
  const told = [];
  const tell = { arrived: () => told.push("arrived"), broken: () => told.push("broken") };
  const files = { rows: ["x/rows-0.js"], days: [-5000], texts: ["x/texts-0.js"] };
  let part = null;
  const begun = (own, chunk) => (part = decode(partOf(written, chunk), own));
  const opening = unpack({ ...written, files }, { ...tell, begun }, undefined, load);
  await arrive("x/rows-0.js");
  const data = decode(written, await opening);
  const plain = golden();
  assert.deepEqual([part.x, part.category, part.events.title(0)], [plain.x, plain.category, ""]); // the first marks
  assert.deepEqual([data.x, data.from, asked], [plain.x, plain.from, ["x/rows-0.js"]]);
  assert.deepEqual([data.events.ready(0), data.events.title(0), data.events.title(5), data.byId.get("lost")], [false, "", "", undefined]);
  assert.deepEqual([asked.length, told], [2, []]); // once, and nobody takes it for broken
  await arrive("x/texts-0.js");
  assert.deepEqual([told, data.events.ready(0), data.events.ready(0, "card")], [["arrived"], true, true]);
  for (let i = 0; i < plain.count; i++) assert.deepEqual([data.events.title(i), data.events.extra(i)], [plain.events.title(i), plain.events.extra(i)]);
  assert.equal(data.byId.get("lost"), plain.byId.get("lost"));
});

test("of rows in parts, those come first that the reader asks for", () => {
  const written = { ...island(), events: { count: 2 * CHUNK + 7 } };
  const days = [null, 100, 200]; // the first of each part
  const before = globalThis.location;
  for (const [hash, first] of [["", 0], ["#from=1970-04-20", 1], ["#from=1970-12-01", 2], ["#from=1960-01-01", 0]]) {
    globalThis.location = { hash };
    assert.equal(firstNeeded(written, days), first, hash);
  }
  globalThis.location = before;
  assert.deepEqual([0, 2].map((k) => partOf(written, k).events.count), [CHUNK, 7]);
});

test("files that were read long ago are let go, and can be had again; one that is missing is told", async () => {
  const names = Array.from({ length: 8 }, (_, k) => `texts-${k}`);
  const scripts = Object.fromEntries(names.slice(0, 7).map((name, k) => [name, { [`geo-data-list-${64 * k}`]: name }]));
  const { load, arrive, asked } = besides(scripts);
  const told = [];
  const beside = createBeside({ rows: [], days: [], texts: names }, { arrived: () => told.push("arrived"), broken: () => told.push("broken") }, load);
  for (const k of names.keys()) {
    assert.equal(beside.take(`geo-data-list-${64 * k}`), undefined);
    await arrive(names[k]);
  }
  assert.deepEqual(told.slice(6), ["arrived", "broken", "arrived"]);
  assert.equal(beside.take("geo-data-list-384"), "texts-6");
  assert.equal(beside.take("geo-data-list-448"), null); // asked for in vain
  assert.equal(asked.length, 8);
  assert.equal(beside.take("geo-data-list-0"), undefined);
  assert.equal(asked.at(-1), "texts-0");
  assert.equal(beside.take("geo-data-list-99999"), null);
});

test("a download waits for the texts that it tells", async () => {
  const { data } = await unpacked();
  const ready = data.events.ready;
  const asked = { list: 0, card: 0 };
  const title = data.events.title;
  data.events.ready = (i, group) => ++asked[group] > 3 && ready(i, group);
  data.events.title = (i) => (asked.list > 3 ? title(i) : "");
  const { shown } = state(data);
  const every = [...data.onMap.keys()];
  const text = await (await blobOfParts(csv(data, every, shown), "text/csv")).text();
  assert.equal(text, [...csv(golden(), every, state(golden()).shown)].join("").slice(1)); // text() takes the mark of UTF-8 away
  assert.ok(asked.list > 3 && asked.card > 3);
});

test("a download waits for each of its events: what a filter leaves may lie in many files", async () => {
  const plain = golden();
  const every = [...plain.onMap.keys()];
  const { island: written, blocks } = packed(island(), 1);
  const missing = new Set(every.slice(1, -1).map((i) => `geo-data-list-${i}`).concat(every.slice(1, -1).map((i) => `geo-data-card-${i}`)));
  const take = (id) => (missing.delete(id) ? undefined : (blocks.get(id) ?? null)); // it comes when it is asked for again
  const data = decode(written, await unpack(written, undefined, take));
  const { shown } = state(data);
  const whole = [...csv(plain, every, state(plain).shown)].join("");
  const parts = [...csv(data, every, shown)];
  assert.equal(parts.join(""), whole);
  assert.ok(parts.filter((part) => part === null).length >= every.length - 2);
  const about = { title: "" };
  for (const i of every) for (const group of ["list", "card"]) missing.add(`geo-data-${group}-${i}`);
  const again = decode(written, await unpack(written, undefined, take));
  assert.equal([...geoJson(again, every, shown, about)].join(""), [...geoJson(plain, every, shown, about)].join(""));
});

test("of events whose texts cannot be read there is no download", async () => {
  const { island: written, blocks } = packed(island());
  for (const id of [...blocks.keys()]) if (/-list-/.test(id)) blocks.delete(id);
  const data = decode(written, await unpack(written, undefined, (id) => blocks.get(id) ?? null));
  const { shown } = state(data);
  await assert.rejects(blobOfParts(csv(data, [0], shown), "text/csv"), /cannot be read/);
});
