// The printed page: made when the reader prints, so that it holds what is shown then, in full.

import { filters, publicAddress } from "./cite.js";
import { KIND } from "./decode.js";
import { h } from "./dom.js";
import { categoryGlyph, markGlyph } from "./glyph.js";
import { mentionCount } from "./mentioned.js";
import { hashOfState } from "./hash.js";
import { POSSIBLE } from "./filter.js";
import { sentence } from "./sentence.js";
import { mapPicture } from "./picture.js";
import { t } from "./strings.js";
import { lightTheme } from "./theme.js";
import { placeOf, titleOf, whenOf } from "./words.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {Readonly<import("./store.js").State>} State */

const MOST = 5000; // events that paper gets

/**
 * @param {{ main: HTMLElement }} parts @param {Data} data
 * @param {import("./store.js").Store} store @param {import("./share.js").Drawing} drawing
 */
export function createPrint(parts, data, store, drawing) {
  /** @type {HTMLElement | null} */
  let sheet = null;
  const prepare = () => {
    if (sheet) return;
    sheet = printSheet(data, store.get(), drawing);
    parts.main.before(sheet);
  };
  const clear = () => {
    sheet?.remove();
    sheet = null;
  };
  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", clear);
  const query = matchMedia("print"); // where those events do not come
  query.addEventListener("change", () => (query.matches ? prepare() : clear()));
}

/** @param {Data} data @param {State} state @param {import("./share.js").Drawing} drawing */
function printSheet(data, state, drawing) {
  const narrowed = filters(data, state);
  const hash = hashOfState(data, state);
  const address = publicAddress(location.href);
  const beyond = state.drawn.rows.length - MOST;
  const sheet = h(
    "section",
    { id: "print" },
    h("p", { class: "print-counts" }, sentence(data, state)),
    narrowed.length > 0 && h("p", {}, t("print.filters", { list: narrowed.join("; ") })),
    h("figure", {}, mapPicture({ ...drawing, data, state, address })),
    key(data, state),
    h("h2", {}, t("print.list")),
    h("ol", {}, ...Array.from(state.drawn.rows.subarray(0, MOST), (i) => eventRow(data, state, i))),
    beyond > 0 && h("p", {}, t("list.unprinted", { n: beyond })),
    address && h("p", { class: "print-address", dir: "ltr" }, hash ? `${address}#${hash}` : address),
  );
  lightTheme(data.raw.categories).categories.forEach((color, c) => sheet.style.setProperty(`--cat-${c}`, color));
  return sheet;
}

/** Categories and marks in use. @param {Data} data @param {State} state */
function key(data, state) {
  const { drawn } = state;
  const used = new Set();
  for (const i of drawn.rows) used.add(data.category[i]);
  const { kinds, possible, suggested } = drawn;
  const marks = /** @type {const} */ ([
    ["exact", kinds[KIND.exact]],
    ["near", kinds[KIND.near]],
    ["area", kinds[KIND.area]],
    ["line", kinds[KIND.line]],
    ["possible", possible],
    ["suggested", suggested],
    ["cluster", drawn.shown > 1],
  ]);
  return h(
    "ul",
    { class: "print-key" },
    ...data.raw.categories.flatMap((category, c) =>
      used.has(c) ? [h("li", {}, categoryGlyph(category, c), h("span", { dir: "auto" }, category.name))] : [],
    ),
    state.mentions && mentionCount(data) > 0 && h("li", {}, markGlyph("mention"), h("span", {}, t("mentions"))),
    ...marks.flatMap(([kind, n]) => (n ? [h("li", {}, markGlyph(kind), h("span", {}, t(`mark.${kind}`)))] : [])),
  );
}

/** @param {Data} data @param {State} state @param {number} i */
function eventRow(data, state, i) {
  const { events, raw: { categories, sources } } = data;
  const c = data.category[i] ?? 0;
  const category = categories[c];
  const possible = state.drawn.state[i] === POSSIBLE;
  const suggested = data.suggested[i] === 1;
  const source = sources[events.source[i] ?? -1];
  const actors = events.actors(i).join(", ");
  const from = [
    source ? source.title || source.outlet || source.id : data.events.publisher(i),
    data.events.source_locator(i),
    data.events.url(i) || (source?.url ?? ""),
  ];
  return h(
    "li",
    { "data-printed": events.id(i) },
    category && categoryGlyph(category, c, { possible, suggested, disputed: events.disputed[i] === 1 }),
    h(
      "span",
      { class: "print-when" },
      whenOf(data, i),
      possible && ` (${t("list.possible")})`,
      suggested && ` (${t("suggested.tag")})`,
    ),
    h("span", { class: "print-what" }, h("b", { dir: "auto" }, titleOf(data, i)), " ", ...placeOf(data, i)),
    h("span", { class: "print-source", dir: "auto" }, [actors, ...from].filter(Boolean).join(" · ")),
  );
}
