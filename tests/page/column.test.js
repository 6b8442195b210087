// The pure parts of the column: what a search found, what is chosen, how a passage is marked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { active, nothing, ranked, single, switched, valueName, withFacet } from "../../geo/draw/page/choices.js";
import { derive } from "../../geo/draw/page/choose.js";
import { decode } from "../../geo/draw/page/decode.js";
import { FACETS, facetCounts } from "../../geo/draw/page/facets.js";
import { FAILS } from "../../geo/draw/page/filter.js";
import { fold } from "../../geo/draw/page/folding.js";
import { foldedPlaces, foundPlaces } from "../../geo/draw/page/found.js";
import { parseHash } from "../../geo/draw/page/hash.js";
import { eventLink } from "../../geo/draw/page/link.js";
import { kindsIn, piecesOf, quotedPlaces } from "../../geo/draw/page/pieces.js";
import { golden, island, rows, state } from "./golden.js";

const data = golden();
const found = (text, query, byEar) => foundPlaces(text, query, byEar).map(([start, end]) => text.slice(start, end));

test("places in a text are those of its folded form", () => {
  for (const text of ["A ʿAzāz–Homs", "  e\u0301té… ", "أعزاز، حَميميم", "Łódź 𝒜bc 👩‍👩‍👧 x", "'quoted'", "\u202egnp", "a - b"]) {
    const { folded, starts, ends } = foldedPlaces(text);
    assert.equal(folded.trim(), fold(text), text);
    assert.equal(starts.length, folded.length);
    assert.equal(ends.length, folded.length);
  }
});

test("found words are marked as they are written, however long their folded form is", () => {
  assert.deepEqual(found("Clash near Aʿzāz, north", "azaz"), ["Aʿzāz"]);
  assert.deepEqual(found("ＡＺＡＺ", "azaz"), ["ＡＺＡＺ"]);
  assert.deepEqual(found("Cæsar", "caesar"), ["Cæsar"]);
  assert.deepEqual(found("Cæsar", "a"), ["æ", "a"]);
  assert.deepEqual(found("e\u0301te\u0301 finie", "ete"), ["e\u0301te\u0301"]);
  assert.deepEqual(found("قاعدة حَمِيميم", "حميميم"), ["حَمِيميم"]);
  assert.deepEqual(found("👩‍👩‍👧 Tartus", "tartus"), ["Tartus"]);
});

test("every word is marked, none twice, and nothing when nothing is asked", () => {
  assert.deepEqual(found("Ships pass ships", "ship pass"), ["Ship", "pass", "ship"]);
  assert.deepEqual(found("banana", "ana nan"), ["anan"]);
  assert.deepEqual(found("anything", " ' "), []);
  assert.deepEqual(found("", "x"), []);
});

test("a place that only sounds alike is marked whole, where places are searched by ear", () => {
  assert.deepEqual(found("Hmeimim air base", "khmeymim", true), ["Hmeimim"]);
  assert.deepEqual(found("Hmeimim air base", "khmeymim"), []);
});

test("choosing never changes in place, and all is none", () => {
  const off = switched(null, 3, 1, false);
  assert.deepEqual([...off], [1, 0, 1]);
  const more = switched(off, 3, 0, false);
  assert.deepEqual([...off], [1, 0, 1]);
  assert.deepEqual([...more], [0, 0, 1]);
  assert.equal(switched(off, 3, 1, true), null);
  assert.deepEqual([...single(3, 2)], [0, 0, 1]);
  assert.equal(single(1, 0), null);
});

test("values stand by their number of events in the whole table, then by name", () => {
  const facet = { key: "actor", values: ["b", "a", "", "c"], groups: [1, 0, 2, 0, 3], of: [[3], [0], [1], [2]] };
  assert.deepEqual(
    ranked(facet).map(({ name, total }) => [name, total]),
    [["c", 2], ["Not stated", 1], ["a", 1], ["b", 1]],
  );
  assert.equal(valueName("confidence", "denied"), "Denied");
  assert.equal(valueName("actor", "denied"), "denied");
});

const chosen = (patch) => {
  const next = state(data, patch);
  derive(data, next, new Set(["query", "facets"]));
  return next;
};

test("each thing that narrows the page is told once, and taking it back leaves the others", () => {
  const f = FACETS.indexOf("status");
  const facets = withFacet(state(data).facets, f, switched(null, data.facets[f].values.length, 0, false)).facets;
  const now = chosen({ query: "base", span: [16436, 17000], periods: [1, 2], facets });
  const told = active(data, now);
  assert.deepEqual(told.map(({ key }) => key), ["query", "span", "period 1", "period 2", "status 1"]);
  for (const { key, without } of told) {
    const left = active(data, chosen({ ...now, ...without })).map((one) => one.key);
    assert.deepEqual(left, told.map((one) => one.key).filter((other) => other !== key));
  }
  assert.deepEqual(active(data, chosen({ ...now, ...nothing(data) })), []);
});

test("the last of the chosen values gives everything back", () => {
  const f = FACETS.indexOf("place");
  const size = data.facets[f].values.length;
  const [only] = active(data, chosen(withFacet(state(data).facets, f, single(size, 1))));
  assert.equal(only.without.facets[f], null);
});

test("many values of one filter are told as one", () => {
  const facet = { ...data.facets[1], values: Array.from({ length: 20 }, (_, i) => `a${i}`) };
  const other = { ...data, facets: data.facets.with(1, facet) };
  const on = Uint8Array.from(facet.values, (_, i) => Number(i < 8));
  const told = active(other, { ...state(data), facets: state(data).facets.with(1, on) });
  assert.deepEqual(told.map(({ text }) => text), ["8 of 20"]);
});

test("a value counts what it would add: its own filter does not hide it", () => {
  const f = FACETS.indexOf("place");
  const { values } = data.facets[f];
  const { shown } = chosen(withFacet(state(data).facets, f, single(values.length, values.indexOf("near"))));
  const counts = facetCounts(data, shown.fails, f, FAILS.facet << f);
  assert.equal(counts[values.indexOf("near")], shown.shown);
  assert.ok(counts[values.indexOf("exact")] > 0);
});

const TEXT = "Ships left Tartus on 2 May, said the Navy.";
const at = (words, kind) => [TEXT.indexOf(words), TEXT.indexOf(words) + words.length, kind];

test("a passage falls into pieces that make it up again", () => {
  const marks = [at("left Tartus on 2 May", 0), at("Tartus", 1), at("2 May", 2), at("Navy", 3)].flat();
  const pieces = piecesOf(TEXT, marks);
  assert.equal(pieces.map(({ text }) => text).join(""), TEXT);
  assert.deepEqual(pieces.flatMap(({ text, kind }) => (kind ? [[text, kind]] : [])), [["Tartus", 1], ["2 May", 2], ["Navy", 3]]);
  assert.equal(pieces.filter(({ quoted }) => quoted).map(({ text }) => text).join(""), "left Tartus on 2 May");
  assert.deepEqual(quotedPlaces(TEXT, marks), [[6, 26]]);
  assert.deepEqual(kindsIn(pieces), [1, 2, 3]);
});

test("marks that cannot be are passed over; those that overlap still make up the text", () => {
  const broken = [-1, 3, 1, 5, 5, 1, 9, 4, 2, 0, 999, 1, 0, 3, 7, 2];
  assert.deepEqual(piecesOf(TEXT, broken).map(({ text, kind }) => [text, kind]), [[TEXT, 0]]);
  const pieces = piecesOf(TEXT, [...at("left Tartus", 1), ...at("Tartus on", 3)]);
  assert.equal(pieces.map(({ text }) => text).join(""), TEXT);
  assert.deepEqual(pieces.map(({ kind }) => kind), [0, 1, 3, 3, 0]);
});

test("the copied link names the event and the data, and nothing else", () => {
  const link = eventLink("file:///a/b.html?x=1#q=old&event=other", "E 7&8", "0123456789abcdef");
  assert.ok(link.startsWith("file:///a/b.html?x=1#"));
  const parsed = parseHash(new URL(link).hash);
  assert.deepEqual([parsed.event, parsed.data, parsed.query], ["E 7&8", "0123456789abcdef", ""]);
});

test("disputed events are known; older data have none", () => {
  const raw = island();
  assert.equal(decode(raw).disputed.length, raw.events.count);
  const [i] = rows(data, "base");
  raw.events.disputed = raw.events.id.map((_, k) => Number(k === i));
  assert.deepEqual([...decode(raw).disputed.keys()].filter((k) => decode(raw).disputed[k]), [i]);
});
