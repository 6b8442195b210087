import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../../geo/draw/page/decode.js";
import { fold, skeleton } from "../../geo/draw/page/folding.js";
import { search } from "../../geo/draw/page/search.js";
import { golden, island, rows } from "./golden.js";

const data = golden();
const found = (query, within = data) => [...search(within, query).keys()].filter((i) => search(within, query)[i]);

test("spellings of one name meet, as in the gazetteer", () => {
  for (const name of ["Aʿzāz", "A'zaz", "AZAZ", "azaz"]) assert.equal(fold(name), "azaz");
  assert.equal(fold("أعزاز"), fold("اعزاز"));
  assert.equal(fold("حميميم‎"), "حميميم");
  assert.equal(fold("Łódź – Йошкар-Ола"), "lodz иошкар ола");
  assert.equal(skeleton("khmeimim"), skeleton("humaymim"));
  assert.notEqual(skeleton("homs"), skeleton("hmeimim"));
});

test("a search looks at titles, places, actors and sources; all of its words must be there", () => {
  const i = rows(data, "base")[0];
  const words = data.events.title(i).split(" ");
  assert.ok(found(words[0]).includes(i));
  assert.ok(found(words.toReversed().join(" ")).includes(i));
  assert.ok(!found(`${words[0]} nosuchword`).includes(i));
  assert.equal(search(data, "  ' "), null);
});

test("a place is found by its other names and by how it sounds", () => {
  const raw = island();
  const i = rows(data, "base")[0];
  raw.spellings = [[raw.events.place[i], ["Bassel al-Assad"]]];
  const other = decode(raw);
  assert.ok(found("bassel", other).includes(i));
  assert.ok(!found("bassel").includes(i));
  raw.strings.push("Hmeimim");
  raw.events.place[i] = raw.strings.length - 1;
  assert.ok(found("Khmeymim", decode(raw)).includes(i));
  assert.ok(!found("Khmeymim Tartus", decode(raw)).includes(i));
  assert.ok(!found("Hmeyxim", decode(raw)).includes(i));
});
