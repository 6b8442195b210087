// What no module of the page may do.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { catalogues } from "./golden.js";

const folder = new URL("../../geo/draw/page/", import.meta.url);
const modules = readdirSync(folder)
  .filter((name) => name.endsWith(".js"))
  .map((name) => [name, readFileSync(new URL(name, folder), "utf8")]);

test("text is never parsed as markup or code", () => {
  const banned =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc|\beval\(|new Function|setAttribute\("style"|bindPopup|bindTooltip/;
  for (const [name, text] of modules) assert.doesNotMatch(text, banned, name);
});

test("nothing is fetched", () => {
  for (const [name, text] of modules)
    assert.doesNotMatch(
      text,
      /\bfetch\(|XMLHttpRequest|import\(["']http|new Image\(|sendBeacon|WebSocket/,
      name,
    );
});

test("modules stay short, and each says what it is for", () => {
  for (const [name, text] of modules) {
    assert.ok(text.split("\n").length < 300, name);
    assert.match(text, /^\/\/ \S/, name);
  }
});

test("every string that is asked for stands in the catalogue", () => {
  const asked = modules.flatMap(([, text]) => [...text.matchAll(/\bt\("([^"]+)"/g)].map(([, key]) => key));
  assert.ok(asked.length > 60);
  for (const key of asked) assert.ok(key in catalogues.en, key);
});
