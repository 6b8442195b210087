// Comparing two spans on one map: the button that starts it, the two spans as typed or chosen, the key on the map.

import { createCompareTable } from "./comparetable.js";
import { OPEN_END, OPEN_START, isoDay, parseDay, spanLabel } from "./dates.js";
import { fill, h, unseen } from "./dom.js";
import { windows } from "./filter.js";
import { chosenSpan, closed, daysIn, extent, spanOf, suggestion } from "./spans.js";
import { t } from "./strings.js";
import { showMap, travelTo } from "./travel.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./filter.js").Span} Span */
/** @typedef {import("./store.js").Store} Store */

/**
 * @param {Record<"tools" | "compare" | "region" | "column", HTMLElement>} parts @param {Data} data
 * @param {Store} store @param {L.Map} map
 */
export function createCompare(parts, data, store, map) {
  if (!data.onMap.some(Boolean)) return;
  const { compare: section, region } = parts;
  const range = extent(data);
  /** What time was chosen before comparing chose another, and that other. @type {Record<"own" | "made", Time> | null} */
  let replaced = null;
  const toggle = h(
    "button",
    { type: "button", class: "plain", "aria-pressed": "false", onclick: () => (store.get().compare ? end() : begin()) },
    t("compare.start"),
  );
  parts.tools.append(toggle);
  const begin = () => {
    const own = timeOf(store.get());
    store.set({ ...suggestion(data, own), pile: null });
    replaced = { own, made: timeOf(store.get()) };
    showMap(parts);
    heading.focus({ preventScroll: true });
  };
  const end = () => {
    store.set({ compare: null });
    toggle.focus({ preventScroll: true });
  };
  const swap = () => {
    const { compare } = store.get();
    const a = chosenSpan(data, store.get());
    if (compare) store.set({ ...timeAs(data, compare), compare: a, pile: null });
  };

  const heading = h("h2", { id: "compare-title", tabindex: -1 }, t("compare"));
  const a = spanFields(data, "a", (time) => store.set({ ...time, pile: null }));
  const b = spanFields(data, "b", ({ span, periods }) => {
    const chosen = span ?? closed(spanOf(data.raw.periods[periods[0] ?? -1]), range);
    store.set({ compare: chosen, pile: null });
  });
  const table = createCompareTable(data, (members) => {
    store.set({ pile: members, selected: -1, via: "list" });
    travelTo(map, data, members, parts);
  });
  const button = (/** @type {string} */ key, /** @type {() => void} */ onclick) =>
    h("button", { type: "button", class: "plain", onclick }, t(key));
  section.setAttribute("aria-labelledby", "compare-title");
  fill(
    section,
    h("div", { class: "section-head" }, heading, button("compare.swap", swap), button("compare.close", end)),
    h("div", { class: "compare-spans" }, a.element, b.element),
    table.element,
  );
  const key = h("p", { class: "compare-key" });
  region.append(key);

  const update = () => {
    const state = store.get();
    const on = state.compare !== null && state.other !== null;
    section.hidden = key.hidden = !on;
    region.classList.toggle("comparing", on);
    toggle.setAttribute("aria-pressed", String(on));
    if (!state.compare || !state.other) {
      giveBack();
      return;
    }
    const open = windows(state, data.raw.periods);
    const whole = chosenSpan(data, state);
    const sameAsPeriod = (/** @type {Span} */ span) => data.raw.periods.findIndex((p) => String(closed(spanOf(p), range)) === String(span));
    a.show(whole, state.span || state.periods.length !== 1 ? sameAsPeriod(whole) : (state.periods[0] ?? -1));
    b.show(state.compare, sameAsPeriod(state.compare));
    const named = open && open.length > 1 ? t("count.selected") : spanLabel(...whole);
    fill(key, ...keyOf("a", named), " ", ...keyOf("b", spanLabel(...state.compare)));
    table.show(state.shown, state.other, daysIn(open, range), daysIn([state.compare], range));
  };
  /** The reader's own time comes back, unless another was chosen meanwhile. */
  const giveBack = () => {
    const now = timeOf(store.get());
    if (replaced && String(now.span) === String(replaced.made.span) && String(now.periods) === String(replaced.made.periods)) {
      const { own } = replaced;
      replaced = null;
      store.set(own);
    }
    replaced = null;
  };
  store.on(["compare", "shown"], update);
  update();
}

/** @typedef {Pick<import("./store.js").State, "span" | "periods">} Time */
/** @param {Readonly<Time>} state @returns {Time} */
const timeOf = ({ span, periods }) => ({ span, periods });

/** The period that is a span, or else its days. @param {Data} data @param {Span} span @returns {Time} */
function timeAs(data, span) {
  const range = extent(data);
  const p = data.raw.periods.findIndex((period) => String(closed(spanOf(period), range)) === String(span));
  return p >= 0 ? { span: null, periods: [p] } : { span, periods: data.home };
}

/** "● A 1 Oct – 31 Dec 2015". @param {"a" | "b"} side @param {string} words */
const keyOf = (side, words) => [
  h("span", { class: "compare-side" }, swatch(side), t(`compare.key.${side}`, { span: words })),
];

/** @param {"a" | "b"} side filled or hollow */
const swatch = (side) => h("span", { class: `swatch swatch-${side}`, "aria-hidden": "true" });

/**
 * One span: its first and last day as typed, and a choice of the periods.
 * @param {Data} data @param {"a" | "b"} side @param {(time: Time) => void} choose
 */
function spanFields(data, side, choose) {
  const problem = h("p", { id: `compare-${side}-problem`, class: "compare-problem", role: "alert", hidden: true }, t("compare.invalid"));
  const commit = () => {
    const start = parseDay(from.value.trim());
    const stop = parseDay(to.value.trim());
    const valid = start !== null && stop !== null && start.from <= stop.to;
    problem.hidden = valid;
    for (const input of [from, to]) {
      if (valid) input.removeAttribute("aria-invalid");
      else input.setAttribute("aria-invalid", "true");
    }
    if (valid) choose({ span: [start.from, stop.to], periods: data.home });
  };
  const input = (/** @type {"from" | "to"} */ end) =>
    h("input", {
      type: "text", inputmode: "numeric", autocomplete: "off", spellcheck: "false", dir: "ltr", size: 10,
      class: "compare-day", "aria-label": t(`compare.${side}.${end}`), "aria-describedby": problem.id, onchange: commit,
    });
  const from = input("from");
  const to = input("to");
  const select = h(
    "select",
    { "aria-label": t(`compare.${side}.period`), onchange: () => select.value && choose({ span: null, periods: [Number(select.value)] }) },
    h("option", { value: "" }, t("compare.dates")),
    ...data.raw.periods.map(({ title }, p) => h("option", { value: p }, title)),
  );
  return {
    element: h(
      "fieldset",
      { class: "compare-span" },
      h("legend", {}, swatch(side), side.toUpperCase(), unseen(t(`compare.${side}.look`))),
      h("div", { class: "compare-days" }, from, h("span", { "aria-hidden": "true" }, "–"), to),
      data.raw.periods.length > 0 && select,
      problem,
    ),
    /** @param {Span} span @param {number} period or -1 */
    show([first, last], period) {
      from.value = first <= OPEN_START ? "" : isoDay(first);
      to.value = last >= OPEN_END ? "" : isoDay(last);
      select.value = period < 0 ? "" : String(period);
      problem.hidden = true;
      for (const field of [from, to]) field.removeAttribute("aria-invalid");
    },
  };
}
