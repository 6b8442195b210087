// The filters: the values of each facet and the periods, in groups that fold, with counts and "only".

import { normal, ranked, single, switched, withFacet } from "./choices.js";
import { fill, h } from "./dom.js";
import { createGroup } from "./group.js";
import { facetCounts } from "./facets.js";
import { FAILS } from "./filter.js";
import { t } from "./strings.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").Store} Store */

/** @param {HTMLElement} section @param {Data} data @param {Store} store */
export function createFilters(section, data, store) {
  section.setAttribute("aria-labelledby", "filters-title");
  const groups = [
    ...data.facets.flatMap((facet, f) => (facet.values.length > 1 ? [facetGroup(data, store, facet, f)] : [])),
    ...(data.raw.periods.length > 1 ? [periodGroup(data, store)] : []),
  ];
  fill(
    section,
    h("div", { class: "section-head" }, h("h2", { id: "filters-title", tabindex: -1 }, t("filters"))),
    ...groups.map(({ element }) => element),
    !groups.length && h("p", { class: "quiet" }, t("filters.none")),
  );
  const update = () => groups.forEach((group) => group.update());
  store.on(["shown"], update);
  update();
}

/** @param {Data} data @param {Store} store @param {import("./facets.js").Facet} facet @param {number} f */
function facetGroup(data, store, facet, f) {
  const size = facet.values.length;
  /** @param {Uint8Array | null} on */
  const choose = (on) => store.set(withFacet(store.get().facets, f, on));
  return createGroup({
    key: facet.key,
    name: t(`filters.${facet.key}`),
    size,
    values: () => ranked(facet),
    chosen: () => store.get().facets[f] ?? null,
    counts: () => facetCounts(data, store.get().shown.fails, f, FAILS.facet << f),
    toggle: (code, lit) => choose(switched(store.get().facets[f], size, code, lit)),
    only: (code) => choose(single(size, code)),
    all: () => choose(null),
  });
}

/** The periods, as one more facet: none selected is all. @param {Data} data @param {Store} store */
function periodGroup(data, store) {
  const { periods, layers } = data.raw;
  const size = periods.length;
  const chosen = () => {
    const selected = store.get().periods;
    return selected.length ? Uint8Array.from(periods, (_, p) => Number(selected.includes(p))) : null;
  };
  /** @param {Uint8Array | null} on */
  const choose = (on) => store.set({ periods: on ? [...on.keys()].filter((p) => on[p]) : [], pile: null });
  return createGroup({
    key: "period",
    name: t("filters.period"),
    size,
    values: () => periods.map(({ title }, code) => ({ code, name: title })), // in the order of time
    chosen,
    counts: () => {
      const { layerCertain, layerPossible } = store.get().shown;
      const counts = new Uint32Array(size);
      layers.forEach(({ period }, l) => {
        if (period >= 0) counts[period] = (counts[period] ?? 0) + (layerCertain[l] ?? 0) + (layerPossible[l] ?? 0);
      });
      return counts;
    },
    toggle: (code, lit) => choose(switched(chosen(), size, code, lit)),
    only: (code) => choose(normal(Uint8Array.from(periods, (_, p) => Number(p === code)))),
    all: () => store.set({ periods: data.home, pile: null }),
  });
}
