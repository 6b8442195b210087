// The timeline: named periods as bands on an axis; a click selects. Under it, in words, what is shown.

import { lanes, pieces, place } from "./axis.js";
import { OPEN_END, OPEN_START, shortDay, shortMonth, spanLabel, whenLabel } from "./dates.js";
import { ensure, fill, h, unseen } from "./dom.js";
import { filter, windows } from "./filter.js";
import { t } from "./strings.js";
import { safeColor } from "./theme.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").Store} Store */

/** @param {HTMLElement} section @param {Data} data @param {Store} store */
export function createTimeline(section, data, store) {
  const spans = finiteSpans(data);
  const rows = lanes(spans);
  const reset = h(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: () => store.set({ periods: data.home, span: null, pile: null }),
    },
    t("timeline.reset"),
  );
  const counts = ensure("counts", "p", section);
  counts.setAttribute("role", "status");
  const whole = filter(data, { ...store.get(), span: null, periods: [] });
  const bands = spans.map((_, p) => band(data, p, whole, (add) => toggle(data, store, p, add)));
  const track = h("div", { class: "bands", role: "group", "aria-label": t("timeline.hint") });
  const ticks = h("div", { class: "ticks", "aria-hidden": "true" });
  track.addEventListener("keydown", (event) => walk(event, bands));
  const lanesUsed = Math.max(0, ...rows) + 1;
  track.style.setProperty("--lanes", String(lanesUsed));
  track.classList.toggle("many", lanesUsed > 1);

  const axis = pieces(spans, eventStarts(data), ...dataSpan(data, spans));
  const even = pieces(spans, eventStarts(data), ...dataSpan(data, spans), 1); // for phones: little room
  bands.forEach((button, p) => {
    const [from, to] = spans[p] ?? [0, 0];
    for (const [name, scale] of /** @type {const} */ ([
      ["", axis],
      ["even-", even],
    ])) {
      const left = place(scale, from);
      button.style.setProperty(`--${name}left`, String(left));
      button.style.setProperty(`--${name}width`, String(place(scale, to + 1) - left));
    }
    button.style.setProperty("--lane", String(rows[p] ?? 0));
    track.append(button);
  });
  for (const piece of axis) if (piece.empty) track.append(gap(piece));
  fill(ticks, ...tickLabels(data, spans, axis));
  fill(
    section,
    h("div", { class: "timeline-head" }, h("h2", {}, t("timeline")), counts, reset),
    ...(spans.length ? [track, ticks] : []),
  );

  const update = () => {
    const state = store.get();
    reset.hidden = String(state.periods) === String(data.home) && !state.span;
    counts.textContent = sentence(data, state);
    bands.forEach((button, p) => button.setAttribute("aria-pressed", String(state.periods.includes(p))));
    track.classList.toggle("chosen", state.periods.length > 0);
  };
  store.on(["shown", "periods", "span"], update);
  update();
  new ResizeObserver(() => partTicks(ticks)).observe(ticks);
}

/**
 * Hide dates that would run into the one before; the last date, the end of the axis, counts more than its
 * neighbour.
 * @param {HTMLElement} ticks
 */
function partTicks(ticks) {
  const all = /** @type {HTMLElement[]} */ ([...ticks.children]);
  for (const tick of all) tick.hidden = false;
  const boxes = all.map((tick) => tick.getBoundingClientRect());
  let taken = -Infinity;
  boxes.forEach((box, i) => {
    const clash = Math.min(box.left, box.right) < taken + 4;
    const tick = all[i];
    if (tick) tick.hidden = clash;
    if (!clash) taken = box.right;
  });
}

/**
 * "1 Oct – 31 Dec 2015: 84 events, 7 possible".
 * @param {Data} data @param {Readonly<import("./store.js").State>} state
 */
export function sentence(data, state) {
  const open = windows({ ...state }, data.raw.periods);
  const [only] = open ?? [];
  const span = !open ? t("count.all") : open.length === 1 && only ? spanLabel(...only) : t("count.selected");
  const { shown, possible } = state.shown;
  return t("count", { n: shown, span }) + (possible ? t("count.possible", { n: possible }) : "");
}

/** @param {Data} data @param {Store} store @param {number} p @param {boolean} add */
function toggle(data, store, p, add) {
  const { periods } = store.get();
  const has = periods.includes(p);
  const next = add
    ? has
      ? periods.filter((q) => q !== p)
      : [...periods, p].sort((a, b) => a - b)
    : has && periods.length === 1
      ? []
      : [p];
  store.set({ periods: next.length ? next : data.home, span: null, pile: null });
}

/**
 * @param {Data} data @param {number} p @param {import("./filter.js").Shown} shown
 * @param {(add: boolean) => void} choose
 */
function band(data, p, shown, choose) {
  const period = /** @type {import("./contract").Period} */ (data.raw.periods[p]);
  const dates = whenLabel(`${period.start}/${period.stop}`, period.from ?? OPEN_START, period.to ?? OPEN_END);
  let certain = 0;
  let possible = 0;
  data.raw.layers.forEach((layer, l) => {
    if (layer.period !== p) return;
    certain += shown.layerCertain[l] ?? 0;
    possible += shown.layerPossible[l] ?? 0;
  });
  const count =
    t("timeline.events", { n: certain + possible }) + (possible ? t("count.possible", { n: possible }) : "");
  const button = h(
    "button",
    {
      type: "button",
      class: "band",
      "data-period": period.id,
      "aria-pressed": "false",
      title: [period.title, dates, count, period.description].filter(Boolean).join("\n"),
      onclick: (/** @type {MouseEvent} */ event) => choose(event.ctrlKey || event.metaKey || event.shiftKey),
    },
    h("span", { class: "band-title", dir: "auto" }, period.title),
    unseen(`, ${dates}, `),
    h("span", { class: possible ? "band-note long" : "band-note" }, count),
    h(
      "span",
      { class: "band-short", "aria-hidden": "true" }, // where the words have no room
      possible
        ? t("timeline.short.possible", { n: certain + possible, possible })
        : t("timeline.short", { n: certain }),
    ),
  );
  button.style.setProperty("--band", safeColor(period.color, "var(--secondary)"));
  return button;
}

/** Arrow keys move between bands. @param {KeyboardEvent} event @param {HTMLElement[]} bands */
function walk(event, bands) {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  const at = bands.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (!step || at < 0) return;
  const forward = document.documentElement.dir === "rtl" ? -step : step;
  bands[at + forward]?.focus();
  event.preventDefault();
  event.stopPropagation();
}

/** @param {import("./axis.js").Piece} piece */
function gap(piece) {
  const mark = h("span", { class: "gap", "aria-hidden": "true" });
  mark.style.setProperty("--left", String((piece.left + piece.right) / 2));
  return mark;
}

/**
 * Dates at the bands' ends, none over another.
 * @param {Data} data @param {[number, number][]} spans @param {import("./axis.js").Piece[]} axis
 */
function tickLabels(data, spans, axis) {
  /** @type {Map<number, string>} */
  const ticks = new Map();
  data.raw.periods.forEach((period, p) => {
    const [from, to] = spans[p] ?? [0, 0];
    if (period.from !== null) ticks.set(from, dayAs(from, period.start));
    if (!ticks.has(to + 1)) ticks.set(to + 1, dayAs(to, period.stop));
  });
  return [...ticks]
    .sort(([a], [b]) => a - b)
    .map(([day, label]) => {
      const at = place(axis, day);
      const tick = h("span", { class: at > 0.93 ? "tick end" : at < 0.02 ? "tick start" : "tick" }, label);
      tick.style.setProperty("--left", String(at));
      return tick;
    });
}

/** A day as exactly as it was written. @param {number} day @param {string} edtf */
function dayAs(day, edtf) {
  if (/^-?\d{4}$/.test(edtf)) return edtf;
  return /^-?\d{4}-\d\d$/.test(edtf) ? shortMonth(day) : shortDay(day);
}

/** Periods with open ends drawn to the data's ends. @param {Data} data @returns {[number, number][]} */
function finiteSpans(data) {
  const days = eventStarts(data);
  const low = days.length
    ? Math.min(
        ...days.slice(0, 1),
        days.reduce((a, b) => Math.min(a, b)),
      )
    : 0;
  const high = days.length ? days.reduce((a, b) => Math.max(a, b)) : 0;
  return data.raw.periods.map(({ from, to }) => {
    const start = from ?? Math.min(low, to ?? low);
    return [start, Math.max(start, to ?? high)];
  });
}

/** @param {Data} data @returns {number[]} */
function eventStarts(data) {
  const days = [];
  for (let i = 0; i < data.count; i++) {
    const from = data.from[i] ?? OPEN_START;
    if (data.onMap[i]) days.push(from === OPEN_START ? (data.to[i] ?? 0) : from);
  }
  return days;
}

/** @param {Data} data @param {[number, number][]} spans @returns {[number, number]} */
function dataSpan(data, spans) {
  const [home] = data.home;
  if (home !== undefined && spans[home]) return spans[home]; // a period's page is about that period
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < data.count; i++) {
    if (!data.onMap[i]) continue;
    const from = data.from[i] ?? OPEN_START;
    const to = data.to[i] ?? OPEN_END;
    if (from > OPEN_START) low = Math.min(low, from);
    if (to < OPEN_END) high = Math.max(high, to);
  }
  return Number.isFinite(low) && Number.isFinite(high) ? [low, Math.max(low, high)] : (spans[0] ?? [0, 0]);
}
