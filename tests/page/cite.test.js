import assert from "node:assert/strict";
import { test } from "node:test";
import { citation, filters, nameOf, publicAddress } from "../../geo/draw/page/cite.js";
import { decode } from "../../geo/draw/page/decode.js";
import { FACETS } from "../../geo/draw/page/facets.js";
import { golden, island, state } from "./golden.js";

const data = golden();

test("the sentence names the view, its counts, the data, the address and the day", () => {
  const chosen = state(data, { span: [16708, 16800] });
  const said = citation(data, chosen, "https://example.org/a.html#x", 16709);
  const { shown, possible, suggested } = chosen.shown;
  assert.ok(possible > 0 && suggested > 0);
  assert.ok(said.startsWith(`${nameOf(data)}. 30 Sep – 31 Dec 2015: ${shown} events, ${possible} possible, ${suggested} suggested, not reviewed. As of `), said);
  assert.ok(said.endsWith(`, data ${data.raw.page.hash}, https://example.org/a.html#x, accessed 1 October 2015.`), said);
});

test("without an address it says none", () => {
  assert.match(citation(data, state(data), "", 16709), new RegExp(`data ${data.raw.page.hash}\\.$`));
});

test("every filter in force is said, the shorter way", () => {
  const facets = FACETS.map((key, f) => (key === "category" ? Uint8Array.from(data.facets[f].values, (_, v) => Number(v !== 0)) : null));
  const layers = Uint8Array.from(data.raw.layers, (_, l) => Number(l === 0));
  const [periods, layer, category, query, compare, ...rest] = filters(
    data,
    state(data, { facets, layers, periods: [1], query: "base", compare: [16436, 16800] }),
  );
  const { raw } = data;
  const first = raw.layers[0];
  assert.equal(periods, `Periods: ${raw.periods[1].title}`);
  assert.equal(layer, `Layers: ${raw.categories[first.category].name} (${raw.periods[first.period].title})`);
  assert.equal(category, `Category: all but ${data.facets[FACETS.indexOf("category")].values[0]}`);
  assert.equal(query, "Search: “base”");
  assert.match(compare, /^Compared with 2015: \d+ events?$/);
  assert.deepEqual([rest, filters(data, state(data))], [[], []]);
});

test("a title that holds the headline is not said twice", () => {
  const raw = island();
  Object.assign(raw.page, { headline: "Campaign", title: "Campaign · Bases" });
  assert.equal(nameOf(decode(raw)), "Campaign · Bases");
  Object.assign(raw.page, { headline: "Where forces went", title: "Bases" });
  assert.equal(nameOf(decode(raw)), "Where forces went · Bases");
});

test("the reader's disk stays private", () => {
  assert.equal(publicAddress("file:///home/ana/maps/all.html#period=a"), "all.html");
  assert.equal(publicAddress("https://example.org/m/all.html?x=1#period=a"), "https://example.org/m/all.html?x=1");
  assert.equal(publicAddress("about:srcdoc"), "");
});
