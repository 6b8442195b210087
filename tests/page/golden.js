// Golden data: a page's island in the shape of geo/draw/page/contract.d.ts, one event of each kind.

import { readFileSync } from "node:fs";
import { decode } from "../../geo/draw/page/decode.js";

export const island = () => JSON.parse(readFileSync(new URL("golden/data.json", import.meta.url), "utf8"));
export const golden = () => decode(island());

/** Rows by id. */
export const rows = (data, ...ids) => ids.map((id) => data.byId.get(id));
