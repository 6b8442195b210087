// The list: the same events as the map, in the order of time; the accessible version. Virtual beyond 200
// rows.

import { nothing } from "./choices.js";
import { fields, OPEN_START } from "./dates.js";
import { fill, h } from "./dom.js";
import { rowButton } from "./row.js";
import { Rows } from "./shown.js";
import { t } from "./strings.js";
import { suggestedSwitch } from "./suggested.js";
import { safeUrl } from "./url.js";
import { createVirtual } from "./virtual.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").Store} Store */

const WHOLE = 200; // rows drawn at once; beyond, only those in sight
const PRINTED = 2000; // rows that paper gets

/** @param {HTMLElement} section @param {Data} data @param {Store} store */
export function createList(section, data, store) {
  const heading = h("h2", { id: "list-title", tabindex: -1 });
  const back = h(
    "button",
    { type: "button", class: "plain", onclick: () => leavePile(store, heading) },
    t("list.back"),
  );
  const intro = h("div", { class: "list-intro" });
  const body = h("div", { class: placeless(data) ? "list-body placeless" : "list-body" });
  section.setAttribute("aria-labelledby", "list-title");
  fill(section, h("div", { class: "section-head" }, heading, suggestedSwitch(data, store), back), intro, body);
  /** @type {readonly number[] | Int32Array | Rows} in the order of time */
  let rows = [];
  /** Where an event stands in the list, or -1. @param {number} event */
  const whereIs = (event) => rows.indexOf(event);
  let current = 0; // the row that Tab reaches
  /** @type {import("./virtual.js").Virtual | null} */
  let virtual = null;

  /** @param {number} at */
  const item = (at) => {
    const i = rows.at(at) ?? 0;
    const button = rowButton(data, store.get(), i);
    button.setAttribute("data-at", String(at));
    button.tabIndex = at === current ? 0 : -1;
    return h("li", virtual ? { "aria-setsize": rows.length, "aria-posinset": at + 1 } : {}, button);
  };

  const render = (whole = WHOLE) => {
    const state = store.get();
    rows = state.pile ?? new Rows(state.drawn);
    current = Math.max(0, whereIs(state.selected));
    heading.textContent = state.pile ? t("list.pile", { n: rows.length }) : t("list");
    back.hidden = !state.pile;
    fill(intro, ...(state.pile ? [] : periodWords(data, state.periods)));
    if (rows.length > whole && whole === WHOLE) {
      virtual ??= createVirtual(item);
      virtual.show(rows.length);
      if (virtual.element.parentNode !== body) fill(body, virtual.element);
      return;
    }
    virtual = null;
    const more = rows.length - whole;
    if (!rows.length) fill(body, ...emptyWords(data, store, heading));
    else
      fill(
        body,
        ...byYear(data, Array.from({ length: Math.min(whole, rows.length) }, (_, at) => rows.at(at) ?? 0), item),
        more > 0 && h("p", { class: "quiet" }, t("list.unprinted", { n: more })),
      );
  };

  /**
   * Bring a row into being, in sight, and give it the focus if asked.
   * @param {number} at @param {boolean} focus
   */
  const goTo = (at, focus) => {
    if (at < 0 || at >= rows.length) return;
    body.querySelector(`[data-at="${current}"]`)?.setAttribute("tabindex", "-1");
    current = at;
    virtual?.reveal(at);
    const button = /** @type {HTMLElement | null} */ (body.querySelector(`[data-at="${at}"]`));
    button?.setAttribute("tabindex", "0");
    if (focus) button?.focus();
  };

  section.addEventListener("click", (event) => {
    const at = rowOf(event);
    if (at >= 0) store.set({ selected: rows.at(at) ?? -1, via: "list" });
  });
  section.addEventListener("keydown", (event) => {
    const step = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -rows.length,
      End: rows.length,
    }[event.key];
    if (step === undefined || rowOf(event) < 0) return;
    event.preventDefault();
    goTo(Math.max(0, Math.min(rows.length - 1, current + step)), true);
  });
  for (const type of ["pointerover", "focusin"]) {
    section.addEventListener(type, (event) => {
      const at = rowOf(event);
      store.set({ hovered: at < 0 ? -1 : (rows.at(at) ?? -1) });
    });
  }
  for (const type of ["pointerleave", "focusout"])
    section.addEventListener(type, () => store.set({ hovered: -1 }));

  // A list on paper has no rows out of sight.
  window.addEventListener("beforeprint", () => rows.length > WHOLE && render(PRINTED));
  window.addEventListener("afterprint", () => rows.length > WHOLE && render());
  store.on(["shown", "drawn", "pile", "periods"], (state, changed) => {
    const focused = section.contains(document.activeElement);
    render();
    if (state.pile && changed.has("pile")) heading.focus();
    else if (focused && !section.contains(document.activeElement)) heading.focus({ preventScroll: true });
  });
  store.on(["arrived"], () => (virtual ? virtual.refresh() : render()));
  store.on(["selected"], (state) => {
    for (const old of body.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
    const at = whereIs(state.selected);
    if (at < 0) return;
    goTo(at, false);
    body.querySelector(`[data-at="${at}"]`)?.setAttribute("aria-current", "true");
  });
  render();
  return {
    /** Focus the row of an event, or the heading when it is not listed. @param {number} event */
    focus(event) {
      const at = whereIs(event);
      if (at >= 0) goTo(at, true);
      else heading.focus();
    },
  };
}

/** Whether no event names a place: a table of coordinates alone. @param {Data} data */
function placeless({ events: { codes }, raw: { strings } }) {
  /** @param {import("./columns.js").Integers} column */
  const blank = (column) => !column.some((/** @type {number} */ code) => strings[code]);
  return blank(codes.place) && blank(codes.to_place);
}

/**
 * What to do when nothing is left.
 * @param {Data} data @param {Store} store @param {HTMLElement} heading
 */
function emptyWords(data, store, heading) {
  const { query, searching } = store.get();
  if (searching) return [h("p", { class: "quiet" }, t("search.going"))];
  /** @param {string} label @param {Partial<import("./store.js").State>} patch */
  const way = (label, patch) => {
    const go = () => {
      store.set(patch);
      heading.focus({ preventScroll: true });
    };
    return h("button", { type: "button", class: "plain", onclick: go }, label);
  };
  return [
    h("p", { class: "quiet" }, query ? t("search.empty", { text: query }) : t("list.empty")),
    h(
      "p",
      { class: "list-ways" },
      query && way(t("search.clear"), { query: "" }),
      query && " ",
      way(t("filters.clear"), nothing(data)),
    ),
  ];
}

/**
 * What the table of periods says of the one that is chosen.
 * @param {Data} data @param {readonly number[]} chosen
 */
function periodWords(data, chosen) {
  const period = chosen.length === 1 ? data.raw.periods[chosen[0] ?? -1] : undefined;
  if (!period || String(chosen) === String(data.home)) return []; // its own page's masthead says it
  const href = safeUrl(period.source_url);
  const known = data.raw.sources.find(({ id }) => id === period.source);
  const source = known?.title || period.source || (href ? period.source_url : "");
  return [
    h(
      "p",
      {},
      h("b", { dir: "auto" }, period.title),
      period.description ? ": " : "",
      h("span", { dir: "auto" }, period.description),
    ),
    source &&
      h(
        "p",
        { class: "quiet", dir: "auto" },
        href ? h("a", { href, rel: "noopener noreferrer", target: "_blank" }, source) : source,
      ),
  ];
}

/** @param {Store} store @param {HTMLElement} heading */
function leavePile(store, heading) {
  store.set({ pile: null });
  heading.focus();
}

/** The row in which something happened, or -1. @param {Event} event */
function rowOf(event) {
  const button = /** @type {Element} */ (event.target).closest("[data-at]");
  return button ? Number(button.getAttribute("data-at")) : -1;
}

/**
 * Lists under headings by year.
 * @param {Data} data @param {Int32Array | readonly number[]} rows @param {(at: number) => HTMLElement} item
 */
function byYear(data, rows, item) {
  /** @type {HTMLElement[]} */
  const parts = [];
  let year = NaN;
  let list = h("ol");
  rows.forEach((i, at) => {
    const from = data.from[i] ?? OPEN_START;
    const own = fields(from === OPEN_START ? (data.to[i] ?? 0) : from).year;
    if (own !== year) {
      year = own;
      list = h("ol");
      parts.push(h("h3", { class: "year" }, String(own)), list);
    }
    list.append(item(at));
  });
  return parts;
}
