// Golden data: a page's island in the shape of geo/draw/page/contract.d.ts, one event of each kind.

import { readFileSync, readdirSync } from "node:fs";
import { opened } from "../../geo/draw/page/choose.js";
import { decode } from "../../geo/draw/page/decode.js";
import { everything } from "../../geo/draw/page/facets.js";
import { useCatalogues } from "../../geo/draw/page/strings.js";

const folder = new URL("../../geo/draw/languages/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
export const catalogues = Object.fromEntries(
  files.map((name) => [name.replace(".json", ""), JSON.parse(readFileSync(new URL(name, folder), "utf8"))]),
);
useCatalogues(catalogues);

export const island = () => JSON.parse(readFileSync(new URL("golden/data.json", import.meta.url), "utf8"));
export const golden = () => decode(island());

/** Rows by id. */
export const rows = (data, ...ids) => ids.map((id) => data.byId.get(id));

/** A page's state with nothing chosen but what is said. */
export const state = (data, chosen = {}) =>
  opened(data, {
    span: null,
    periods: [],
    layers: new Uint8Array(data.raw.layers.length).fill(1),
    facets: everything(),
    query: "",
    compare: null,
    mentions: false,
    story: false,
    view: null,
    selected: -1,
    hovered: -1,
    pile: null,
    via: "hash",
    ...chosen,
  });
