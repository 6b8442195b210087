// Names in the documents that no place could be told for: what each may be, and a look at it on the map.

import { calm, fill, h } from "./dom.js";
import { growing } from "./growing.js";
import { t } from "./strings.js";
import { showMap } from "./travel.js";
import { sight } from "./reveal.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Spot} Spot */

const FIRST = 20; // rows made at once
const MOST = 5; // candidates of one name
const ZOOMS = /** @type {const} */ ([6, 9]); // near enough to know the spot, far enough to know where it is
const RING = 44; // pixels

/**
 * @param {Record<"unplaced" | "region" | "column", HTMLElement>} parts @param {import("./decode.js").Data} data
 * @param {Store} store @param {L.Map} map
 */
export function createUnplaced(parts, data, store, map) {
  const { unplaced: names = [], unplaced_more: beyond = 0 } = data.raw;
  if (!names.length) return;
  const said = h("p", { class: "unseen", role: "status" });
  const list = h("ul");
  const section = parts.unplaced;
  section.setAttribute("aria-labelledby", "unplaced-title");
  const { more } = growing(list, names.length, FIRST, (n) => item(/** @type {import("./contract").Unplaced} */ (names[n]), data, store));
  fill(
    section,
    h("h3", { id: "unplaced-title" }, t("unplaced", { n: names.length + beyond })),
    h("p", { class: "quiet" }, t("unplaced.note")),
    list,
    more,
    beyond > 0 && h("p", { class: "quiet" }, t("unplaced.more", { n: beyond })),
    said,
  );
  const look = createLook(parts, map);
  store.on(["spot"], ({ spot }) => {
    look(spot);
    said.textContent = spot ? t("unplaced.looking", { name: spot.name }) : t("unplaced.back");
  });
  store.on(["selected", "story"], ({ selected, story, spot }) => {
    if (spot && (selected >= 0 || story)) store.set({ spot: null }); // the map is wanted for something else
  });
}

/** @param {import("./contract").Unplaced} name @param {import("./decode.js").Data} data @param {Store} store */
function item({ name, document, sentence, candidates }, data, store) {
  const title = data.raw.documents[document]?.title;
  const some = candidates.slice(0, MOST);
  return h(
    "li",
    {},
    h("b", { dir: "auto" }, name),
    h("blockquote", { dir: "auto" }, sentence),
    title && h("p", { class: "quiet", dir: "auto" }, h("cite", {}, title)),
    some.length
      ? h("ul", { class: "candidates", "aria-label": t("unplaced.maybe", { name }) }, ...some.map((one) => candidate(one, store)))
      : h("p", { class: "quiet" }, t("unplaced.none")),
  );
}

/** @param {import("./contract").Unplaced["candidates"][number]} candidate @param {Store} store */
function candidate({ name, where, lon, lat }, store) {
  const spot = { name, lon, lat };
  const held = () => store.get().spot === spot;
  const button = h(
    "button",
    { type: "button", class: "plain", "aria-pressed": "false", onclick: () => store.set({ spot: held() ? null : spot }) },
    h("bdi", {}, name),
    where && h("span", { class: "quiet" }, ", ", h("bdi", {}, where)),
  );
  store.on(["spot"], () => button.setAttribute("aria-pressed", String(held())));
  return h("li", {}, button);
}

/**
 * Go to a spot and ring it; from none, back to where the reader was, unless the reader moved the map meanwhile.
 * @param {Record<"region" | "column", HTMLElement>} parts @param {L.Map} map
 */
function createLook(parts, map) {
  /** @type {{ center: L.LatLng, zoom: number } | null} */
  let before = null;
  /** @type {L.Marker | null} */
  let ring = null;
  for (const type of ["pointerdown", "wheel", "keydown"])
    parts.region.addEventListener(type, () => (before = null), { capture: true, passive: true });
  return (/** @type {Spot | null} */ spot) => {
    const first = !ring;
    ring?.remove();
    ring = null;
    if (!spot) {
      if (before) map.setView(before.center, before.zoom, { animate: !calm() });
      before = null;
      return;
    }
    if (first) before = { center: map.getCenter(), zoom: map.getZoom() };
    const icon = L.divIcon({ className: "spot", iconSize: [RING, RING] });
    ring = L.marker([spot.lat, spot.lon], { icon, interactive: false, keyboard: false }).addTo(map);
    ring.getElement()?.append(h("span", { dir: "auto" }, spot.name));
    showMap(parts);
    const zoom = Math.min(Math.max(map.getZoom(), ZOOMS[0]), ZOOMS[1]);
    const { top, bottom } = sight(parts.region, parts.column);
    const middle = map.project([spot.lat, spot.lon], zoom).add([0, (bottom - top) / 2]);
    map.setView(map.unproject(middle, zoom), zoom, { animate: !calm() });
  };
}
