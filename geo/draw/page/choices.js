// Choosing among the values of a facet, and what is chosen at the moment, as it can be taken back. Pure.

import { OPEN_END, OPEN_START, spanLabel } from "./dates.js";
import { FACETS, everything, tallied } from "./facets.js";
import { number, t, word } from "./strings.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").State} State */
/** @typedef {import("./facets.js").Facet} Facet */

const MOST = 6; // values of one facet that are named one by one

/**
 * Something chosen that narrows the page.
 * @typedef {object} Active
 * @property {string} key tells it from the others
 * @property {string} group "Actor"
 * @property {string} text "Navy", or "not Navy"
 * @property {Partial<State>} without what takes it back
 */

/** A choice of everything is none. @param {Uint8Array} on @returns {Uint8Array | null} */
export const normal = (on) => (on.every(Boolean) ? null : on);

/** @param {Uint8Array | null | undefined} on @param {number} size @param {number} code @param {boolean} lit */
export function switched(on, size, code, lit) {
  const next = on ? on.slice() : new Uint8Array(size).fill(1);
  next[code] = Number(lit);
  return normal(next);
}

/** @param {number} size @param {number} code */
export function single(size, code) {
  const on = new Uint8Array(size);
  on[code] = 1;
  return normal(on);
}

/** @param {State["facets"]} facets @param {number} f @param {Uint8Array | null} on @returns {Partial<State>} */
export const withFacet = (facets, f, on) => ({ facets: facets.map((old, g) => (g === f ? on : old)), pile: null });

/** The values of a facet, those of most events in the whole table first. @param {Facet} facet */
export function ranked(facet) {
  const { key, values } = facet;
  const totals = tallied(facet);
  return values
    .map((value, code) => ({ code, name: valueName(key, value), total: totals[code] ?? 0 }))
    .sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
}

/** @param {import("./facets.js").FacetKey} key @param {string} value */
export function valueName(key, value) {
  if (!value) return t("filters.unstated");
  if (key === "place") return word("geo", value);
  return key === "status" || key === "confidence" ? word(key, value) : value;
}

/** What takes every choice back. @param {Data} data @returns {Partial<State>} */
export const nothing = (data) => ({
  query: "",
  span: null,
  periods: data.home,
  facets: everything(),
  layers: new Uint8Array(data.raw.layers.length).fill(1),
  pile: null,
});

/** Everything that narrows the page, in the order of the column. @param {Data} data @param {State} state @returns {Active[]} */
export function active(data, state) {
  const { query, span, periods, layers } = state;
  /** @type {Active[]} */
  const out = [];
  /** @param {string} key @param {string} group @param {string} text @param {Partial<State>} without */
  const add = (key, group, text, without) => out.push({ key, group, text, without: { ...without, pile: null } });
  if (state.hits) add("query", t("search"), t("search.quoted", { text: query.trim() }), { query: "" });
  if (span && (span[0] > OPEN_START || span[1] < OPEN_END))
    add("span", t("filters.time"), spanLabel(...span), { span: null });
  if (String(periods) !== String(data.home))
    for (const p of periods) {
      const rest = periods.filter((other) => other !== p);
      add(`period ${p}`, t("filters.period"), data.raw.periods[p]?.title ?? "", { periods: rest.length ? rest : data.home });
    }
  FACETS.forEach((_, f) => out.push(...activeValues(data, state, f)));
  const off = layers.reduce((sum, on) => sum + (on ? 0 : 1), 0);
  if (off) add("layers", t("legend"), t("filters.layers", { n: off }), { layers: layers.map(() => 1) });
  return out;
}

/**
 * The shorter way to say which values of a facet are on: those chosen, or those left out.
 * @param {Data} data @param {State} state @param {number} f @returns {Active[]}
 */
function activeValues(data, state, f) {
  const facet = data.facets[f];
  const on = state.facets[f];
  if (!facet || !on) return [];
  const group = t(`filters.${facet.key}`);
  const lit = on.reduce((sum, one) => sum + one, 0);
  const out = lit * 2 > on.length;
  const codes = [...on.keys()].filter((code) => Boolean(on[code]) !== out);
  const all = withFacet(state.facets, f, null);
  if (!codes.length || codes.length > MOST) {
    const text = t("filters.some", { n: lit, all: number(on.length) });
    return [{ key: facet.key, group, text, without: all }];
  }
  return codes.map((code) => {
    const name = valueName(facet.key, facet.values[code] ?? "");
    const last = !out && lit === 1; // without it nothing would be chosen: that is everything
    return {
      key: `${facet.key} ${code}`,
      group,
      text: out ? t("filters.not", { name }) : name,
      without: last ? all : withFacet(state.facets, f, switched(on, on.length, code, out)),
    };
  });
}
