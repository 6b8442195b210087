// The legend: explains every mark, with counts, and switches layers (period × category).

import { whenLabel, OPEN_END, OPEN_START } from "./dates.js";
import { fill, h } from "./dom.js";
import { categoryGlyph, markGlyph } from "./glyph.js";
import { number, t } from "./strings.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").Store} Store */

/** @param {HTMLElement} section @param {Data} data @param {Store} store */
export function createLegend(section, data, store) {
  section.setAttribute("aria-labelledby", "legend-title");
  const heading = h("h2", { id: "legend-title", tabindex: -1 }, t("legend"));
  const all = h("button", { type: "button", class: "plain", onclick: everything }, t("legend.all"));
  function everything() {
    setLayers(store, () => 1);
    heading.focus({ preventScroll: true }); // the button is gone
  }
  const aside = asideIn(data);
  const groups = groupLayers(data).map((group) => periodGroup(data, store, group.period, group.layers, aside));
  const marks = markKey(data);
  fill(
    section,
    h("div", { class: "section-head" }, heading, all),
    ...groups.map((group) => group.element),
    h("h3", {}, t("legend.marks")),
    marks.element,
  );
  const update = () => {
    const { layers, shown, drawn, other } = store.get();
    all.hidden = layers.every((on) => on === 1);
    for (const group of groups) group.update(layers, shown);
    marks.update(drawn, other !== null);
  };
  store.on(["layers", "shown", "drawn"], update);
  update();
}

/** @param {Store} store @param {(layer: number, was: number) => number} on */
function setLayers(store, on) {
  store.set({ layers: store.get().layers.map((was, layer) => on(layer, was)), pile: null });
}

/** @param {Data} data */
function groupLayers(data) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  data.raw.layers.forEach((layer, l) => groups.set(layer.period, [...(groups.get(layer.period) ?? []), l]));
  return [...groups].map(([period, layers]) => ({ period, layers }));
}

/**
 * @param {Data} data @param {Store} store @param {number} p @param {number[]} layers
 * @param {Uint32Array} aside not on the map, a layer
 */
function periodGroup(data, store, p, layers, aside) {
  const period = data.raw.periods[p];
  const name = period?.title ?? t("legend.none");
  const mine = new Set(layers);
  const whole = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "checkbox",
      onchange: () => setLayers(store, (l, was) => (mine.has(l) ? Number(whole.checked) : was)),
    })
  );
  const dates = period
    ? whenLabel(`${period.start}/${period.stop}`, period.from ?? OPEN_START, period.to ?? OPEN_END)
    : "";
  const rows = layers.map((layer) => layerRow(data, store, layer, name, aside[layer] ?? 0));
  const element = h(
    "div",
    { class: "layers", role: "group", "aria-label": name },
    h(
      "div",
      { class: "layer-head" },
      h(
        "label",
        {},
        whole,
        h("span", {}, h("b", { dir: "auto" }, name), " ", dates && h("span", { class: "quiet" }, dates)),
      ),
      only(name, () => setLayers(store, (l) => Number(mine.has(l)))),
    ),
    h("ul", {}, ...rows.map((row) => row.element)),
  );
  return {
    element,
    /** @param {Uint8Array} on @param {import("./filter.js").Shown} shown */
    update(on, shown) {
      const lit = layers.filter((l) => on[l]).length;
      whole.checked = lit === layers.length;
      whole.indeterminate = lit > 0 && lit < layers.length;
      for (const row of rows) row.update(on, shown);
    },
  };
}

/** @param {string} name @param {() => void} choose */
const only = (name, choose) =>
  h(
    "button",
    { type: "button", class: "only", "aria-label": t("legend.only.label", { name }), onclick: choose },
    t("legend.only"),
  );

/**
 * @param {Data} data @param {Store} store @param {number} layer @param {string} periodName
 * @param {number} aside how many of it are not on the map
 */
function layerRow(data, store, layer, periodName, aside) {
  const { id, category: c } = /** @type {import("./contract").Layer} */ (data.raw.layers[layer]);
  const category = data.raw.categories[c];
  const count = h("span", { class: "layer-count" });
  let said = "";
  const box = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "checkbox",
      "data-layer": id,
      onchange: () => setLayers(store, (l, was) => (l === layer ? Number(box.checked) : was)),
    })
  );
  const element = h(
    "li",
    {},
    h(
      "label",
      {},
      box,
      category && categoryGlyph(category, c),
      h("span", { class: "layer-name", dir: "auto" }, category?.name ?? ""),
      count,
    ),
    only(`${category?.name ?? ""}, ${periodName}`, () => setLayers(store, (l) => Number(l === layer))),
  );
  return {
    element,
    /** @param {Uint8Array} on @param {import("./filter.js").Shown} shown */
    update(on, { layerCertain, layerPossible }) {
      box.checked = on[layer] === 1;
      const certain = layerCertain[layer] ?? 0;
      const possible = layerPossible[layer] ?? 0;
      const now = `${certain} ${possible}`;
      if (now === said) return; // most steps of a drag change few of the counts
      said = now;
      const lost = certain + possible === 0 && aside > 0; // the tray has them
      fill(
        count,
        lost ? h("span", { class: "quiet" }, t("legend.aside", { n: aside })) : number(certain),
        possible > 0 && h("span", { class: "quiet" }, ` ${t("legend.possible", { n: possible })}`),
      );
    },
  };
}

/** How many events of each layer are not on the map. @param {Data} data */
function asideIn({ raw, onMap, memberStart, members, count }) {
  const aside = new Uint32Array(raw.layers.length);
  for (let i = 0; i < count; i++) {
    if (onMap[i]) continue;
    for (const layer of members.subarray(memberStart[i], memberStart[i + 1])) aside[layer] = (aside[layer] ?? 0) + 1;
  }
  return aside;
}

/** How each kind of place and doubt is drawn. @param {Data} data */
function markKey(data) {
  const all = /** @type {const} */ ([
    "exact", "near", "area", "line", "possible", "suggested", "disputed", "cluster",
  ]);
  const rare = { suggested: data.suggested, disputed: data.disputed };
  const kinds = all.filter((kind) => !(kind in rare) || rare[/** @type {keyof typeof rare} */ (kind)].includes(1));
  const rows = kinds.map((kind) => ({
    kind,
    label: h("span", {}, t(`mark.${kind}`)),
    count: h("span", { class: "layer-count" }),
  }));
  const element = h(
    "ul",
    { class: "mark-key" },
    ...rows.map(({ kind, label, count }) => h("li", {}, markGlyph(kind), label, count)),
  );
  return {
    element,
    /** @param {import("./filter.js").Shown} drawn @param {boolean} comparing hollow then means: only in B */
    update(drawn, comparing) {
      const { kinds, possible, suggested, disputed } = drawn;
      const [exact = 0, near = 0, area = 0, line = 0] = kinds; // as KIND_NAMES
      const counts = { exact, near, area, line, possible, suggested, disputed };
      for (const { kind, label, count } of rows) {
        if (kind === "possible") label.textContent = t(comparing ? "mark.compared" : "mark.possible");
        if (kind !== "cluster") count.textContent = number(counts[kind]);
      }
    },
  };
}
