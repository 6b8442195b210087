// Named periods as bands over the bars; a click selects.

import { lanes, place } from "./axis.js";
import { OPEN_END, OPEN_START, whenLabel } from "./dates.js";
import { h, unseen } from "./dom.js";
import { everything } from "./facets.js";
import { filter } from "./filter.js";
import { direction, t } from "./strings.js";
import { safeColor } from "./theme.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").Store} Store */

const PAD = 14; // pixels beside a title, with the soft end
const HARD = 6; // where neither end is soft
const SOFT = 8; // of a title that may run into a soft end
const BARE = 26; // pixels of a band without its title: still a target
const NOTE = 10; // pixels between title and count, where both stand in one line

/**
 * @param {Data} data @param {Store} store @param {readonly [number, number][]} spans inclusive days of the periods
 * @param {(text: string, bold?: boolean) => number} measure pixels
 */
export function createBands(data, store, spans, measure) {
  const rows = lanes(spans);
  const used = Math.max(0, ...rows) + 1;
  // A band says what its period holds, whatever a link chose.
  const layers = new Uint8Array(data.raw.layers.length).fill(1);
  const whole = filter(data, { span: null, periods: [], layers, facets: everything(), hits: null });
  const bands = spans.map((_, p) => band(data, p, whole, (add) => toggle(data, store, p, add)));
  const track = h("div", { class: "bands", role: "group", "aria-label": t("timeline.hint") }, ...bands.map(({ button }) => button));
  track.style.setProperty("--lanes", String(used));
  track.classList.toggle("many", used > 1);
  bands.forEach(({ button }, p) => button.style.setProperty("--lane", String(rows[p] ?? 0)));
  track.addEventListener("keydown", (event) => walk(event, bands.map(({ button }) => button)));
  const titles = data.raw.periods.map(({ title, start, stop }) => {
    const soft = isSoft(start) || isSoft(stop);
    const pad = soft ? PAD : HARD;
    return { one: measure(title, true) + pad, two: twoLines(title, measure) + pad, spare: soft ? SOFT : 0 };
  });

  return {
    element: track,
    /** Pixels that each period needs for its title; the fullest come first where there is no room for all. @param {number} width */
    needs(width) {
      const room = new Array(used).fill(width * 0.96);
      rows.forEach((row) => (room[row] -= BARE));
      const least = spans.map(() => BARE);
      const order = spans.map((_, p) => p).sort((a, b) => (bands[b]?.n ?? 0) - (bands[a]?.n ?? 0));
      for (const p of order) {
        const more = (used > 1 ? (titles[p]?.one ?? 0) : (titles[p]?.two ?? 0)) - BARE;
        const row = rows[p] ?? 0;
        if (room[row] < more) continue;
        room[row] -= more;
        least[p] = BARE + more;
      }
      return spans.map(([from, to], p) => ({ from, to, least: least[p] ?? BARE }));
    },
    /** @param {import("./axis.js").Axis} axis @param {number} width pixels */
    layout(axis, width) {
      bands.forEach(({ button, count }, p) => {
        const [from, to] = spans[p] ?? [0, 0];
        const left = place(axis, from);
        const share = place(axis, to + 1) - left;
        const has = share * width - 2;
        const { one, two, spare } = titles[p] ?? { one: 0, two: 0, spare: 0 };
        button.style.setProperty("--left", String(left));
        button.style.setProperty("--width", String(share));
        button.classList.toggle("bare", has < (used > 1 ? one : two) - spare);
        button.classList.toggle("wrapped", has < one && used === 1);
        button.classList.toggle("noted", has >= Math.max(one, measure(count) + PAD) && used === 1);
        button.classList.toggle("noted-beside", has >= one + NOTE + measure(count));
      });
    },
    update() {
      const { periods } = store.get();
      bands.forEach(({ button }, p) => button.setAttribute("aria-pressed", String(periods.includes(p))));
      track.classList.toggle("chosen", periods.length > 0);
    },
  };
}

/** The least width of a text in two lines. @param {string} text @param {(text: string, bold?: boolean) => number} measure */
function twoLines(text, measure) {
  const words = text.split(/\s+/);
  let best = measure(text, true);
  for (let i = 1; i < words.length; i++) {
    const lines = [words.slice(0, i), words.slice(i)].map((line) => measure(line.join(" "), true));
    best = Math.min(best, Math.max(...lines));
  }
  return best;
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
  const n = certain + possible;
  const count = t("timeline.events", { n }) + (possible ? t("count.possible", { n: possible }) : "");
  const soft = [isSoft(period.start) ? "soft-start" : "", isSoft(period.stop) ? "soft-end" : ""];
  const button = h(
    "button",
    {
      type: "button",
      class: ["band", ...soft].filter(Boolean).join(" "),
      "data-period": period.id,
      "aria-pressed": "false",
      title: [period.title, dates, count, period.description].filter(Boolean).join("\n"),
      onclick: (/** @type {MouseEvent} */ event) => choose(event.ctrlKey || event.metaKey || event.shiftKey),
    },
    h("span", { class: "band-title", dir: "auto" }, period.title),
    unseen(`, ${dates}, `),
    h("span", { class: "band-note" }, count),
  );
  button.style.setProperty("--band", safeColor(period.color, "var(--secondary)"));
  return { button, n, count };
}

/** A boundary that is open, qualified, or not known to the day. @param {string} edtf */
export const isSoft = (edtf) => !/^-?\d{4,6}-\d\d-\d\d$/.test(edtf);

/** Arrow keys move between bands. @param {KeyboardEvent} event @param {HTMLElement[]} bands */
function walk(event, bands) {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  const at = bands.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (!step || at < 0) return;
  bands[at + (direction() === "rtl" ? -step : step)]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
