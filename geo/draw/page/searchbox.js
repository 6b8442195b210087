// The search box, at the top of the column, with what narrows the page beneath it.

import { createChips } from "./chips.js";
import { h, fill } from "./dom.js";
import { t } from "./strings.js";

const SMALL = 20_000; // events that are searched between two frames

/**
 * @param {HTMLElement} section @param {import("./decode.js").Data} data
 * @param {import("./store.js").Store} store @param {() => void} toList takes the focus on Enter
 */
export function createSearch(section, data, store, toList) {
  const input = h("input", {
    type: "search",
    id: "search-box",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    placeholder: t("search.hint"),
  });
  const clear = h(
    "button",
    { type: "button", class: "search-clear", "aria-label": t("search.clear"), onclick: () => set("") },
    "×",
  );
  /** @param {string} query */
  const set = (query) => {
    input.value = query;
    store.set({ query, pile: null });
    input.focus({ preventScroll: true });
  };
  let waiting = 0;
  const apply = () => {
    waiting = 0;
    store.set({ query: input.value, pile: null });
  };
  input.addEventListener("input", () => {
    if (data.count <= SMALL) apply();
    else waiting ||= requestAnimationFrame(apply);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (input.value) set("");
      else input.blur();
    } else if (event.key === "Enter") {
      event.preventDefault();
      toList();
    }
  });
  const going = h("p", { class: "quiet", role: "status" });
  section.setAttribute("role", "search");
  fill(
    section,
    h("label", { for: "search-box" }, t("search")),
    h("div", { class: "search-line" }, input, clear),
    going,
    createChips(data, store, () => input.focus({ preventScroll: true })),
  );
  const update = () => {
    const { query } = store.get();
    if (!waiting && input.value !== query) input.value = query;
    clear.hidden = !query;
  };
  store.on(["query"], update);
  store.on(["searching"], ({ searching }) => (going.textContent = searching ? t("search.going") : ""));
  update();
  return { focus: () => input.select() };
}
