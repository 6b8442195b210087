// The timeline: periods as bands, bars of the events, a window of time on them, and in words what it shows.

import { cuts, spread } from "./axis.js";
import { createBands } from "./bands.js";
import { domainOf, finiteSpans, makeBins } from "./bins.js";
import { createBrush } from "./brush.js";
import { ensure, fill, h } from "./dom.js";
import { windows } from "./filter.js";
import { createFlags } from "./flags.js";
import { createHistogram } from "./histogram.js";
import { createPlayer } from "./player.js";
import { restful, sentence } from "./sentence.js";
import { direction, number, t } from "./strings.js";
import { tally } from "./tally.js";
import { readTheme, watchTheme } from "./theme.js";
import { drawTicks } from "./ticks.js";
import { createTyped } from "./typed.js";

const BESIDE = 24; // pixels: a longer number has no room beside the bars of a phone

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./filter.js").Span} Span */

/** @param {HTMLElement} section @param {Data} data @param {Store} store */
export function createTimeline(section, data, store) {
  section.dir = direction(); // the axis is mirrored with the interface, whatever the words in it
  const spans = finiteSpans(data);
  const bins = makeBins(data, domainOf(data, spans), data.home.length > 0, spans);
  const stops = stopsOf(bins.slots, spans);
  const whole = /** @type {Span} */ ([stops[0] ?? 0, (stops.at(-1) ?? 1) - 1]);
  const measure = measurer();
  let axis = spread(bins.slots, 1000);
  /** @type {import("./tally.js").Tally} */
  let counts;
  let stale = true; // the counts are of other layers
  let theme = readTheme(data.raw.categories);
  let width = 0;
  let height = 0;

  const chosen = () => chosenWindow(data, store.get(), whole);
  /** @param {Span} span */
  const choose = ([from, to]) => {
    const now = store.get().span;
    const all = from <= whole[0] && to >= whole[1];
    if (all ? !now : now?.[0] === from && now[1] === to) return;
    store.set({ span: all ? null : [from, to], periods: data.home, pile: null });
  };
  const clear = () => store.set({ span: null, periods: data.home, pile: null });
  const reach = () => ({ axis, stops });

  const canvas = h("canvas", { "aria-hidden": "true", class: "bars" });
  const peak = h("span", { class: "peak", "aria-hidden": "true" });
  const plot = h("div", { class: "plot" }, canvas, peak);
  const ticks = h("div", { class: "ticks", "aria-hidden": "true" });
  const histogram = createHistogram(canvas);
  const bands = createBands(data, store, spans, measure);
  const flags = createFlags(data, store, measure);
  const other = createBrush(plot, "b", [t("timeline.handle.b.from"), t("timeline.handle.b.to")], {
    reach,
    get: () => store.get().compare,
    set: (span) => String(span) === String(store.get().compare) || store.set({ compare: span }),
    clear: () => store.set({ compare: null }),
  });
  const brush = createBrush(plot, "a", [t("timeline.handle.from"), t("timeline.handle.to")], { reach, get: chosen, set: choose, clear });
  brush.onGround();
  const player = createPlayer(store, { slots: bins.slots, touched: () => {
    if (stale) recount();
    return counts.touched;
  }, window: chosen, set: choose, reset: clear });
  const typed = createTyped({ whole: () => whole, get: chosen, set: choose, clear });
  const line = ensure("counts", "p", section);
  const tell = restful(line);
  fill(section, head(line, player.element, typed.element), h("div", { class: "timeline-body" }, spans.length ? bands.element : null, flags.element, plot, ticks));

  let queued = 0;
  const later = () => (queued ||= requestAnimationFrame(paint));
  function paint() {
    queued = 0;
    if (stale) recount();
    if (!width || !height) return;
    const { compare } = store.get();
    const time = windows(store.get(), data.raw.periods);
    const open = time && compare ? [...time, compare] : time;
    histogram.paint({ axis, bins, tally: counts, open, theme, data, mirrored: direction() === "rtl" }, width, height);
  }
  function layout() {
    width = plot.clientWidth;
    height = plot.clientHeight;
    if (!width) return;
    axis = spread(bins.slots, width, bands.needs(width));
    bands.layout(axis, width);
    flags.layout(axis, width);
    drawTicks(ticks, axis, bins.unit.name, width, measure);
    stand();
    paint();
  }
  /** What follows the chosen time. */
  function stand() {
    brush.update();
    other.hide(!store.get().compare);
    if (store.get().compare) other.update();
    typed.update();
    player.update();
  }
  function recount() {
    stale = false;
    counts = tally(data, bins, store.get().shown);
    const n = Math.ceil(counts.most - 1e-4);
    peak.textContent = n ? number(n) : "";
    peak.classList.toggle("long", measure(peak.textContent) > BESIDE);
    peak.title = t("timeline.peak", { n });
  }
  const say = () => {
    line.classList.toggle("compared", store.get().compare !== null);
    tell(sentence(data, store.get()));
  };

  store.on(["layers", "facets", "hits"], () => {
    stale = true;
    later();
  });
  store.on(["span", "periods", "compare"], () => {
    bands.update();
    stand();
    later();
  });
  store.on(["shown", "other"], say);
  store.on(["selected"], flags.update);
  watchTheme(() => {
    theme = readTheme(data.raw.categories);
    later();
  });
  recount();
  bands.update();
  say();
  layout();
  new ResizeObserver(() => {
    if (plot.clientWidth !== width || plot.clientHeight !== height) layout();
  }).observe(plot);
}

/**
 * Sentence, steps and typed dates; on a phone the last two wait behind a button.
 * @param {HTMLElement} line @param {HTMLElement} player @param {HTMLElement} typed
 */
function head(line, player, typed) {
  const more = h("button", { type: "button", class: "plain more", "aria-expanded": "false", "aria-label": t("timeline.more"), title: t("timeline.more"), onclick: toggle }, "⋯");
  const element = h("div", { class: "timeline-head" }, h("h2", { class: "unseen" }, t("timeline")), line, h("div", { class: "timeline-tools" }, player, more), typed);
  function toggle() {
    const open = element.classList.toggle("open");
    more.setAttribute("aria-expanded", String(open));
  }
  return element;
}

/** Days at which a handle may stand: where bars and periods meet. @param {readonly import("./axis.js").Slot[]} slots @param {[number, number][]} spans */
function stopsOf(slots, spans) {
  const days = cuts(slots);
  const [low = 0, high = 0] = [days[0], days.at(-1)];
  const bounds = spans.flatMap(([from, to]) => [from, to + 1]).filter((day) => day > low && day < high);
  return [...new Set([...days, ...bounds])].sort((a, b) => a - b);
}

/**
 * The stretch that the chosen time covers, null when nothing is chosen.
 * @param {Data} data @param {Readonly<import("./store.js").State>} state @param {Span} whole @returns {Span | null}
 */
function chosenWindow(data, state, [low, high]) {
  if (!state.span && String(state.periods) === String(data.home)) return null;
  const open = windows(state, data.raw.periods);
  if (!open?.length) return state.span;
  const from = Math.max(low, open[0]?.[0] ?? low);
  const to = Math.min(high, Math.max(...open.map(([, stop]) => stop)));
  return from <= to ? [from, to] : null;
}

/** Widths of small text in the page's font. */
function measurer() {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const { fontFamily, fontSize } = getComputedStyle(document.body);
  const size = Number.parseFloat(fontSize) * 0.8125;
  return (/** @type {string} */ text, bold = false) => {
    context.font = `${bold ? "600 " : ""}${size}px ${fontFamily}`;
    return context.measureText(text).width;
  };
}
