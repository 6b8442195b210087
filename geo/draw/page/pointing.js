// Pointing at the map: what lies under the pointer, the tip that names it, and what a click does.

import { h } from "./dom.js";
import { t } from "./strings.js";
import { titleOf, whenOf } from "./words.js";

/**
 * @param {import("./mapview.js").MapView} view @param {import("./decode.js").Data} data
 * @param {import("./store.js").Store} store @param {HTMLElement} region
 */
export function followPointer(view, data, store, region) {
  const { map } = view;
  const tip = h("div", { class: "tip", "aria-hidden": "true", hidden: true });
  region.append(tip);
  const container = map.getContainer();

  map.on("mousemove", (event) => {
    const item = view.at(event);
    container.classList.toggle("pointing", item !== null);
    store.set({ hovered: item?.first ?? -1 });
    showTip(tip, region, item, event.containerPoint, data);
  });
  map.on("mouseout movestart", () => {
    tip.hidden = true;
    container.classList.remove("pointing");
    store.set({ hovered: -1 });
  });
  map.on("click", (event) => {
    const item = view.at(event);
    tip.hidden = true;
    if (!item) store.set({ selected: -1, pile: null, via: "map" });
    else if (item.count === 1)
      store.set({ selected: item.first, pile: null, via: "map" });
    else if (view.open(item)) store.set({ pile: null });
    else store.set({ pile: item.members, selected: -1, via: "map" });
  });
}

/**
 * @param {HTMLElement} tip @param {HTMLElement} region @param {import("./scene.js").Item | null} item
 * @param {L.Point} at @param {import("./decode.js").Data} data
 */
function showTip(tip, region, item, at, data) {
  tip.hidden = item === null;
  if (!item) return;
  const first = item.first;
  const one = item.count === 1;
  tip.replaceChildren(
    h("b", { dir: "auto" }, one ? titleOf(data, first) : t("map.many", { n: item.count })),
    h("span", {}, one ? whenOf(data, first) : data.events.place(first)),
  );
  placeTip(tip, region, at);
}

/** Beside a point of the map, towards its middle. @param {HTMLElement} tip @param {HTMLElement} region @param {L.Point} at */
export function placeTip(tip, region, at) {
  const right = at.x > region.clientWidth / 2;
  const low = at.y > region.clientHeight / 2;
  tip.style.left = right ? "" : `${at.x + 16}px`;
  tip.style.right = right ? `${region.clientWidth - at.x + 16}px` : "";
  tip.style.top = low ? "" : `${at.y + 16}px`;
  tip.style.bottom = low ? `${region.clientHeight - at.y + 16}px` : "";
}
