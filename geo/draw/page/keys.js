// Keys for the whole page: arrows step through time, / searches, Esc clears, ? lists the keys.

import { nothing } from "./choices.js";
import { fill, h } from "./dom.js";
import { stepFrom } from "./step.js";
import { t } from "./strings.js";
import { turningFrom } from "./turning.js";

/**
 * @param {HTMLElement} host @param {import("./decode.js").Data} data
 * @param {import("./store.js").Store} store @param {() => void} search
 */
export function listenToKeys(host, data, store, search) {
  const dialog = h("dialog", { class: "keys", "aria-labelledby": "keys-title" });
  const rows = [
    ["← →", "keys.step"],
    ["↑ ↓", "keys.walk"],
    ["Enter", "keys.open"],
    ["/", "keys.search"],
    ["Esc", "keys.clear"],
    ["← ↑ → ↓ + −", "keys.map"],
    ["?", "keys.help"],
  ];
  fill(
    dialog,
    h("h2", { id: "keys-title" }, t("keys")),
    h(
      "dl",
      {},
      ...rows.flatMap(([key = "", what = ""]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(what))]),
    ),
    h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("keys.close")),
  );
  host.append(dialog);
  document.addEventListener("keydown", (event) => {
    if (
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      dialog.open ||
      isTyping(event.target)
    )
      return;
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.key === "?") dialog.showModal();
    else if (event.key === "/") search();
    else if (event.key === "Escape") clear(data, store);
    else if (step && !inMap(event.target)) {
      const { drawn, selected, story } = store.get();
      const next = story ? turningFrom(data, selected, step) : stepFrom(drawn.rows, selected, step);
      if (next >= 0) store.set({ selected: next, via: story ? "story" : "step" });
    } else return;
    event.preventDefault();
  });
  return () => dialog.showModal();
}

/**
 * Esc takes back one thing at a time: the spot looked at, the story, the card, the pile, the comparison, then all that narrows the page.
 * @param {import("./decode.js").Data} data @param {import("./store.js").Store} store
 */
function clear(data, store) {
  const { selected, pile, compare, story, spot } = store.get();
  if (spot) store.set({ spot: null });
  else if (story) store.set({ story: false, via: "story" });
  else if (selected >= 0) store.set({ selected: -1 });
  else if (pile) store.set({ pile: null });
  else if (compare) store.set({ compare: null });
  else store.set(nothing(data));
}

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof HTMLElement &&
  target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
/** Arrows on the map move the map. @param {EventTarget | null} target */
const inMap = (target) => target instanceof Element && target.closest(".leaflet-container") !== null;
