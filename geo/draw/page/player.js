// Stepping a window through time, by hand or by itself.

import { slotAt } from "./axis.js";
import { h, svg } from "./dom.js";
import { t } from "./strings.js";

/** @typedef {import("./filter.js").Span} Span */
/** @typedef {import("./axis.js").Slot} Slot */

const PACE = 1200; // ms
const WINDOWS = 12; // without a window, one of so many parts of the bars

/**
 * The next window of so many bars that has events in it, never across a fold; null at the end. Pure.
 * @param {readonly Slot[]} slots @param {ArrayLike<number>} touched events a slot @param {Span | null} span
 * @param {number} length bars @param {-1 | 1} step @returns {Span | null}
 */
export function nextWindow(slots, touched, span, length, step) {
  const edge = span && slotAt(slots, step > 0 ? span[1] : span[0]);
  let at = edge === null ? (step > 0 ? 0 : slots.length - 1) : edge + step;
  // A window that ends within a bar goes on in that same bar.
  if (span && edge !== null) {
    const slot = slots[edge];
    if (slot && !slot.fold && (step > 0 ? span[1] + 1 < slot.to : span[0] > slot.from)) at = edge;
  }
  while (slots[at]) {
    if (slots[at]?.fold) {
      at += step;
      continue;
    }
    const found = [];
    for (; found.length < length && slots[at] && !slots[at]?.fold; at += step) found.push(at);
    if (!found.some((s) => touched[s])) continue;
    const first = slots[Math.min(...found)];
    const last = slots[Math.max(...found)];
    if (!first || !last) return null;
    const next = /** @type {Span} */ ([first.from, last.to - 1]);
    if (span && step > 0) next[0] = Math.max(next[0], span[1] + 1);
    if (span && step < 0) next[1] = Math.min(next[1], span[0] - 1);
    return next;
  }
  return null;
}

/** Bars in a window. Pure. @param {readonly Slot[]} slots @param {Span | null} span */
export function barsIn(slots, span) {
  const bars = slots.filter(({ fold }) => !fold);
  if (!span) return Math.max(1, Math.round(bars.length / WINDOWS));
  return Math.max(1, bars.filter(({ from, to }) => from + to <= 2 * span[1] + 2 && from + to >= 2 * span[0]).length);
}

const ICONS = {
  back: ["M13 4v12L6 10z", "M4 4h2v12H4z"],
  play: ["M6 3.5v13l11-6.5z"],
  pause: ["M5 4h4v12H5z", "M11 4h4v12h-4z"],
  forward: ["M7 4v12l7-6z", "M14 4h2v12h-2z"],
  reset: ["M10 4a6 6 0 1 1-5.7 4.1l1.9.6A4 4 0 1 0 10 6v2.6L5.6 5 10 1.4z"],
};

/** @param {keyof typeof ICONS} name */
const icon = (name) =>
  svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true", class: `icon-${name}` }, ...ICONS[name].map((d) => svg("path", { d })));

/**
 * @param {import("./store.js").Store} store
 * @param {{ slots: readonly Slot[], touched: () => ArrayLike<number>, window: () => Span | null, set: (span: Span) => void, reset: () => void }} host
 */
export function createPlayer(store, host) {
  /** @type {Span | null} the window that the player itself set */
  let own = null;
  let length = 1;
  let timer = 0;

  /** @param {keyof typeof ICONS} name @param {string} label @param {() => void} act */
  const button = (name, label, act) => h("button", { type: "button", class: `icon ${name}`, "aria-label": label, title: label, onclick: act }, icon(name));
  const back = button("back", t("timeline.back"), () => byHand(-1));
  const play = button("play", t("timeline.play"), () => (timer ? pause() : start()));
  const forward = button("forward", t("timeline.forward"), () => byHand(1));
  const reset = button("reset", t("timeline.reset"), () => {
    pause();
    host.reset();
  });

  /** @param {-1 | 1} step @param {Span | null} [from] */
  function go(step, from = host.window()) {
    if (!own || String(from) !== String(own)) length = barsIn(host.slots, from);
    const next = nextWindow(host.slots, host.touched(), from, length, step);
    if (!next) return false;
    own = next;
    host.set(next);
    return true;
  }
  /** @param {-1 | 1} step */
  function byHand(step) {
    pause();
    go(step);
  }
  function start() {
    label(true);
    timer = window.setInterval(() => {
      if (!go(1)) pause();
    }, PACE);
    if (!go(1)) go(1, null); // from the end: once more from the start
  }
  function pause() {
    window.clearInterval(timer);
    timer = 0;
    label(false);
  }
  /** @param {boolean} playing */
  function label(playing) {
    const text = t(playing ? "timeline.pause" : "timeline.play");
    play.setAttribute("aria-label", text);
    play.title = text;
    play.classList.toggle("playing", playing);
    play.replaceChildren(icon(playing ? "pause" : "play"));
  }
  store.on(["span", "periods"], ({ span }) => {
    if (timer && String(span) !== String(own)) pause();
  });

  return {
    element: h("div", { class: "player", role: "group", "aria-label": t("timeline.player") }, back, play, forward, reset),
    playing: () => timer !== 0,
    update() {
      const window = host.window();
      reset.disabled = !window;
    },
  };
}
