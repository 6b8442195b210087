// A view in words: what it shows, what was filtered, and the sentence that cites it. Pure.

import { longDay, spanLabel } from "./dates.js";
import { windows } from "./filter.js";
import { choice } from "./hash.js";
import { asOf } from "./masthead.js";
import { sentence } from "./sentence.js";
import { t, word } from "./strings.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {Readonly<import("./store.js").State>} State */

const WORDS = /** @type {Record<string, string>} */ ({ place: "geo", status: "status", confidence: "confidence" });
const NAMED = 6; // of a filter's values; more are counted

/** What narrows the view, one phrase each. @param {Data} data @param {State} state @returns {string[]} */
export function filters(data, state) {
  const { periods, layers } = data.raw;
  const names = layers.map(({ period, category }) =>
    t("share.layer", {
      category: data.raw.categories[category]?.name ?? "",
      period: periods[period]?.title ?? t("legend.none"),
    }),
  );
  const out = [];
  if (String(state.periods) !== String(data.home))
    out.push(phrase("periods", { names: state.periods.map((p) => periods[p]?.title ?? ""), out: false }));
  const lit = choice(state.layers, names);
  if (lit) out.push(phrase("layers", lit));
  data.facets.forEach(({ key, values }, f) => {
    const chosen = choice(state.facets[f], values);
    if (chosen) out.push(phrase(key, chosen));
  });
  if (state.query) out.push(t("share.filter.query", { query: state.query }));
  if (state.compare)
    out.push(t("share.filter.compare", { span: spanLabel(...state.compare), n: state.other?.shown ?? 0 }));
  return out;
}

/** @param {string} what @param {import("./contract").Picked} picked */
function phrase(what, { names, out }) {
  const listed = names.slice(0, NAMED).map((name) => wordOf(what, name));
  const more = names.length > NAMED ? ` ${t("share.filter.more", { n: names.length - NAMED })}` : "";
  const list = listed.join(t("comma")) + more;
  return t(out ? "share.filter.without" : "share.filter.only", { what: t(`share.filter.${what}`), list });
}

/** @param {string} what @param {string} name */
function wordOf(what, name) {
  if (!name) return t("share.filter.blank");
  const group = WORDS[what];
  return group ? word(group, name) : name;
}

/** Headline and title, each once. @param {Data} data */
export function nameOf({ raw: { page } }) {
  return page.title.includes(page.headline) ? page.title : [page.headline, page.title].filter(Boolean).join(" · ");
}

/**
 * One sentence that leads back to this view.
 * @param {Data} data @param {State} state @param {string} address "" when the page has none
 * @param {number} today day of access
 */
export function citation(data, state, address, today) {
  const shown = [sentence(data, state), ...filters(data, state)].join("; ");
  const rest = [
    asOf(data.raw.page),
    t("share.cite.data", { hash: data.raw.page.hash }),
    address && t("share.cite.address", { address, date: longDay(today) }),
  ];
  return t("share.cite.sentence", {
    name: nameOf(data),
    shown,
    rest: rest.filter(Boolean).join(t("comma")),
  });
}

/** The chosen stretches of time; null = all. @param {Data} data @param {State} state */
export const spansOf = (data, state) => windows({ ...state }, data.raw.periods);

/**
 * Where the page stands: its address without a fragment; of a reader's own disk no more than the file's name.
 * @param {string} href
 */
export function publicAddress(href) {
  const bare = href.replace(/#.*$/s, "");
  if (/^https?:/.test(bare)) return bare;
  return bare.startsWith("file:") ? (bare.split("/").at(-1) ?? "") : "";
}
