// Places that documents merely mention, and what no person has reviewed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../../geo/draw/page/decode.js";
import { worldX, worldY } from "../../geo/draw/page/geometry.js";
import { hashOfState, stateFromHash } from "../../geo/draw/page/hash.js";
import { mentionAt, mentionsOf, paintMentions } from "../../geo/draw/page/mentioned.js";
import { paintGlyph } from "../../geo/draw/page/marks.js";
import { buildScene } from "../../geo/draw/page/scene.js";
import { sentence } from "../../geo/draw/page/sentence.js";
import { SvgContext } from "../../geo/draw/page/svgcontext.js";
import { golden, island, rows, state } from "./golden.js";

const NAMED = [
  ["Sochi", 39.72, 43.6, "near", 2],
  ["Georgia", 43.5, 42, "country", 9],
  ["Adler", 39.92, 43.43, "exact", 5],
];

/** The golden page with these places mentioned. */
function mentioning(named, more = {}) {
  const raw = island();
  const id = (text) => raw.strings.push(text) - 1;
  raw.documents = [{ id: "d", title: "A paper", source: "", date: "", url: "" }];
  raw.mentions = {
    name: named.map(([name]) => id(name)),
    lon: named.map(([, lon]) => Math.round(lon * 1e5)),
    lat: named.map(([, , lat]) => Math.round(lat * 1e5)),
    geo_precision: named.map((place) => id(place[3])),
    kind: named.map(() => id("")),
    count: named.map((place) => place[4]),
    quotes: named.map(([name]) => [[0, id(`They flew by way of ${name}.`)], [-1, id("Nobody says where.")]]),
  };
  return decode({ ...raw, ...more });
}

test("mentioned places come by how often they are named, with their sentences and documents", () => {
  const places = mentionsOf(mentioning(NAMED));
  assert.deepEqual(places.map(({ name, count }) => [name, count]), [["Georgia", 9], ["Adler", 5], ["Sochi", 2]]);
  assert.deepEqual(
    places[2].quotes.map(({ sentence: said, document }) => [said, document?.title]),
    [["They flew by way of Sochi.", "A paper"], ["Nobody says where.", undefined]],
  );
  assert.deepEqual(mentionsOf(golden()), []);
});

test("an area is no dot, neither for the eye nor for the pointer", () => {
  const places = mentionsOf(mentioning(NAMED));
  assert.deepEqual(places.map(({ drawn }) => drawn), [false, true, true]);
  const scale = 2 ** 7;
  const at = (lon, lat) => mentionAt(places, worldX(lon), worldY(lat), scale);
  assert.equal(at(43.5, 42), -1);
  assert.deepEqual([at(39.72, 43.6), at(39.92, 43.43), at(39.9, 43.44)], [2, 1, 1]);
  assert.equal(at(41, 43.6), -1); // more pixels away than a finger
});

test("the layer paints a dot for each place in view when it is on, and the one read in any case", () => {
  const places = mentionsOf(mentioning([...NAMED, ["Perth", 115.86, -31.95, "near", 1]]));
  const scale = 2 ** 7;
  const painted = (on, strong) => {
    const context = new SvgContext(500, 500, () => ({ width: 1 }));
    const [originX, originY] = [worldX(39.8) * scale - 250, worldY(43.5) * scale - 250];
    paintMentions({ context, scale, originX, originY, width: 500, height: 500 }, places, { secondary: "#555555", ink: "#000000" }, on, strong);
    return context.body.length;
  };
  assert.equal(painted(true, [-1, -1]), 2);
  assert.equal(painted(false, [-1, -1]), 0);
  assert.equal(painted(false, [-1, 1]), 2); // dot and ring
});

test("few mentioned places are drawn from the start, many are not; the address says what differs", () => {
  const few = mentioning(NAMED);
  const many = mentioning(Array.from({ length: 151 }, (_, m) => [`P${m}`, m / 10, 1, "near", 1]));
  assert.deepEqual([few.quiet, many.quiet, golden().quiet], [true, false, false]);
  assert.equal(mentioning(Array.from({ length: 150 }, (_, m) => [`P${m}`, 1, 1, "near", 1])).quiet, true);
  for (const data of [few, many]) {
    assert.equal(stateFromHash(data, "").mentions, data.quiet);
    const other = state(data, { mentions: !data.quiet });
    assert.match(hashOfState(data, other), data.quiet ? /^mentions=off&/ : /^mentions=on&/);
    assert.equal(stateFromHash(data, hashOfState(data, other)).mentions, !data.quiet);
    assert.equal(hashOfState(data, state(data, { mentions: data.quiet })), "");
  }
  assert.equal(stateFromHash(few, "#mentions=perhaps").mentions, true);
});

test("a cluster's bar tells the reviewed from the suggested and the possible, each event once", () => {
  const data = golden();
  const [base, begin] = rows(data, "base", "begin");
  assert.deepEqual([data.suggested[base], data.suggested[begin]], [1, 0]);
  const scale = 2 ** 7;
  const [originX, originY] = [worldX(36) * scale - 500, worldY(36) * scale - 400];
  const view = { minX: originX / scale, minY: originY / scale, maxX: (originX + 1000) / scale, maxY: (originY + 800) / scale };
  const pile = buildScene(data, state(data).drawn, { scale, originX, originY, view }).items.find(({ members }) =>
    members.includes(base),
  );
  assert.deepEqual(pile.bar, [{ category: data.category[base], certain: 1, suggested: 1, possible: 0 }]);
  assert.equal(pile.suggested, false);
});

test("a suggested mark is pale, with a dotted edge of its own shape", () => {
  const drawn = (look) => {
    const context = new SvgContext(20, 20, () => ({ width: 1 }));
    const plain = { color: "#b2182b", paper: "#ffffff", possible: false, suggested: false, disputed: false };
    paintGlyph(context, "square", 10, 10, 4.5, { ...plain, ...look });
    return context.body.join("\n");
  };
  const [accepted, suggested, both] = [drawn({}), drawn({ suggested: true }), drawn({ suggested: true, possible: true })];
  assert.ok(!accepted.includes("dasharray") && !accepted.includes("opacity"));
  assert.match(suggested, /fill="#b2182b"[^>]*fill-opacity="0?\.3"|opacity="0?\.3"/);
  assert.match(suggested, /stroke="#b2182b"[^>]*stroke-dasharray/);
  assert.match(both, /stroke-dasharray/); // still dotted
  assert.ok(!/fill="#b2182b"/.test(both)); // and hollow
});

test("the sentence of what is shown says how much of it is suggested, for each of two spans", () => {
  const data = golden();
  assert.match(sentence(data, state(data)), / events, 1 suggested, not reviewed$/);
  const status = data.facets.findIndex(({ key }) => key === "status");
  const on = Uint8Array.from(data.facets[status].values, (value) => Number(value !== "suggested"));
  const hidden = state(data, { facets: data.facets.map((_, f) => (f === status ? on : null)) });
  assert.ok(!sentence(data, hidden).includes("suggested"));
  const compared = state(data, { span: [16800, 16874], compare: [16436, 16707] });
  assert.deepEqual([compared.shown.suggested, compared.other.suggested, compared.drawn.suggested], [0, 1, 1]);
  assert.ok(sentence(data, compared).endsWith("1 suggested, not reviewed"));
});
