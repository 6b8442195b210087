// The reading column: its bar with ways to its parts; a drawer on middling screens, a sheet with three
// stops on phones.

import { active } from "./choices.js";
import { calm, fill, h, unseen } from "./dom.js";
import { categoryGlyph } from "./glyph.js";
import { number, t } from "./strings.js";

const STOPS = /** @type {const} */ (["low", "half", "full"]);

/**
 * @param {HTMLElement} column @param {HTMLElement} main @param {import("./decode.js").Data} data
 * @param {import("./store.js").Store} store
 * @param {{ search: HTMLElement, card: HTMLElement, list: HTMLElement, filters: HTMLElement, legend: HTMLElement, tray: HTMLElement, mentions: HTMLElement, compare: HTMLElement, story: HTMLElement }} parts
 * @param {() => void} resized
 */
export function createColumn(column, main, data, store, parts, resized) {
  let aside = (data.raw.unplaced?.length ?? 0) + (data.raw.unplaced_more ?? 0);
  for (let i = 0; i < data.count; i++) if (!data.onMap[i]) aside++;
  const shown = h("span", { class: "badge" });
  const narrowed = h("span", { class: "badge" });
  const rise = () => {
    if (column.dataset.stop === "low") grip.set("half");
  };
  const nav = h(
    "nav",
    { class: "column-nav", "aria-label": t("nav") },
    way(column, t("nav.list"), parts.list, rise, shown, () =>
      store.get().selected < 0 ? parts.search : parts.list,
    ),
    way(column, t("nav.filters"), parts.filters, rise, narrowed),
    way(column, t("nav.legend"), parts.legend, rise),
    aside > 0 && way(column, t("nav.tray"), parts.tray, rise, h("span", { class: "badge" }, number(aside))),
  );
  const key = h(
    "ul",
    { class: "key", "aria-hidden": "true" },
    ...data.raw.categories.flatMap((category, c) =>
      data.raw.layers.some((layer) => layer.category === c)
        ? [h("li", {}, categoryGlyph(category, c), h("span", { dir: "auto" }, category.name))]
        : [],
    ),
  );
  const grip = gripOf(column, resized);
  const bar = h("div", { class: "column-bar" }, h("div", { class: "column-top" }, nav, grip.element), key);
  column.prepend(bar);
  keepFocusInSight(column, bar, grip.set);

  const drawer = h("button", {
    type: "button",
    class: "drawer-button",
    "aria-controls": column.id,
    onclick: () => setDrawer(!isOpen()),
  });
  main.prepend(drawer);
  const isOpen = () => main.dataset.drawer !== "closed";
  /** @param {boolean} open */
  const setDrawer = (open) => {
    main.dataset.drawer = open ? "open" : "closed";
    drawer.replaceChildren(h("span", {}, open ? t("column.close") : t("column.open")));
    drawer.setAttribute("aria-expanded", String(open));
    resized();
  };
  setDrawer(window.innerWidth >= 720 && document.documentElement.dataset.embed === undefined);

  const update = () => {
    const state = store.get();
    const choices = active(data, state).length;
    shown.textContent = number(state.drawn.shown);
    narrowed.hidden = !choices;
    fill(narrowed, number(choices), unseen(` ${t("nav.active")}`));
  };
  /** @param {HTMLElement} part */
  const reveal = (part) => {
    if (!isOpen()) setDrawer(true);
    rise();
    show(column, part, false);
  };
  /** @type {HTMLElement | null} what the column is to show once its part has heard of it too */
  let due = null;
  /** @param {HTMLElement} part */
  const lead = (part) => {
    reveal(part);
    due = part;
  };
  let led = { compare: false, story: false };
  store.on(["compare", "story"], ({ compare, story }) => {
    const now = { compare: compare !== null, story };
    const part = now.story && !led.story ? "story" : now.compare && !led.compare ? "compare" : null;
    led = now;
    if (!part) return;
    lead(parts[part]);
    if (part === "story") grip.set("half"); // the map is to be seen
  });
  store.on(["shown", "drawn"], update);
  store.on(["told"], ({ told, via }) => told >= 0 && via === "map" && reveal(parts.mentions));
  store.on(["spot"], ({ spot }) => spot && column.dataset.stop === "full" && grip.set("half")); // the map is to be seen
  store.on(["selected", "pile"], ({ selected, pile }) => {
    if (selected >= 0 || pile) lead(selected < 0 ? parts.list : parts.card);
  });
  update();
  /** To be called when the parts are made: they hear first, and only then stand where they can be scrolled to. */
  const follow = () =>
    store.on(["selected", "pile", "compare"], ({ story }) => {
      if (due && !story) show(column, due, false); // the story shows its own bar
      due = null;
    });
  return { reveal, follow };
}

/**
 * A button that leads to a part of the column.
 * @param {HTMLElement} column @param {string} label @param {HTMLElement} part @param {() => void} before
 * @param {Node | null} [badge] @param {() => HTMLElement} [top] what is then uppermost
 */
function way(column, label, part, before, badge = null, top = () => part) {
  const go = () => {
    before();
    show(column, top(), !calm());
    /** @type {HTMLElement | null} */ (part.querySelector("h2"))?.focus({ preventScroll: true });
  };
  return h("button", { type: "button", onclick: go }, label, badge);
}

/**
 * Scroll the column, and not the page, to one of its parts; where it does not scroll of itself, the page.
 * @param {HTMLElement} column @param {HTMLElement} part @param {boolean} smooth
 */
function show(column, part, smooth) {
  if (getComputedStyle(column).overflowY === "visible") {
    part.scrollIntoView({ block: "nearest" });
    return;
  }
  const bars = [...column.querySelectorAll(".column-bar, .column-top")];
  const bar = bars.find((element) => element.getClientRects().length) ?? column; // a short column keeps only the ways
  const top = column.scrollTop + part.getBoundingClientRect().top - bar.getBoundingClientRect().bottom;
  column.scrollTo({ top, behavior: smooth ? "smooth" : "instant" });
}

/**
 * What has the focus is hidden neither by the bar, nor in the low sheet, nor behind the raised one.
 * @param {HTMLElement} column @param {HTMLElement} bar @param {(stop: typeof STOPS[number]) => void} set
 */
function keepFocusInSight(column, bar, set) {
  const ways = /** @type {HTMLElement} */ (bar.firstElementChild); // all that a short column keeps in sight
  const watch = new ResizeObserver(() => column.style.setProperty("--bar", `${bar.offsetHeight || ways.offsetHeight}px`));
  watch.observe(bar);
  watch.observe(ways);
  column.addEventListener("focusin", ({ target }) => {
    if (column.dataset.stop === "low" && !bar.contains(/** @type {Node} */ (target))) set("half");
  });
  document.addEventListener("focusin", ({ target }) => {
    const element = /** @type {HTMLElement} */ (target);
    if (column.dataset.stop === "low" || column.contains(element)) return;
    requestAnimationFrame(() => {
      if (isSheet(column) && element.getBoundingClientRect().bottom > column.getBoundingClientRect().top) set("low");
    });
  });
}

/** @param {HTMLElement} column */
const isSheet = (column) => getComputedStyle(column).position === "fixed";

/**
 * The sheet's handle: press for the next stop, or drag.
 * @param {HTMLElement} column @param {() => void} resized
 */
function gripOf(column, resized) {
  const element = h("button", { type: "button", class: "grip" });
  /** @param {typeof STOPS[number]} stop */
  const set = (stop) => {
    column.dataset.stop = stop;
    column.style.removeProperty("height");
    element.textContent = stop === "full" ? "▾" : "▴";
    element.setAttribute("aria-label", t(stop === "full" ? "sheet.down" : "sheet.up"));
    resized();
  };
  let startY = 0;
  let startHeight = 0;
  let dragged = false;
  element.addEventListener("pointerdown", (event) => {
    startY = event.clientY;
    startHeight = column.offsetHeight;
    dragged = false;
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (!element.hasPointerCapture(event.pointerId)) return;
    const moved = startY - event.clientY;
    dragged ||= Math.abs(moved) > 6;
    if (dragged) column.style.height = `${startHeight + moved}px`;
  });
  element.addEventListener("pointerup", () => {
    if (!dragged) return;
    const share = column.offsetHeight / window.innerHeight;
    set(share < 0.3 ? "low" : share < 0.7 ? "half" : "full");
  });
  element.addEventListener("click", () => {
    if (dragged) dragged = false;
    else
      set(
        STOPS[
          (STOPS.indexOf(/** @type {typeof STOPS[number]} */ (column.dataset.stop)) + 1) % STOPS.length
        ] ?? "low",
      );
  });
  set("low");
  return { element, set };
}
