// Dates under the bars, to the unit of the bars; none runs into another.

import { dayMonth, fields, monthName, shortDay, shortMonth, spanLabel } from "./dates.js";
import { fill, h } from "./dom.js";
import { t } from "./strings.js";

/**
 * @typedef {{ at: number, text: string, rank: number, title?: string, middle?: boolean, whole?: string }} Tick whole: the
 * text with its year
 */

/**
 * Dates worth a tick, the most telling with the lowest rank. Pure.
 * @param {import("./axis.js").Axis} axis @param {string} unit @returns {Tick[]}
 */
export function candidates(axis, unit) {
  const { slots, edges } = axis;
  return slots.map(({ from, to, fold }, s) => {
    const at = edges[s] ?? 0;
    if (fold) {
      const title = t("timeline.fold", { span: spanLabel(from, to - 1) });
      return { at: (at + (edges[s + 1] ?? 1)) / 2, text: foldLabel(to - from), rank: 2, title, middle: true };
    }
    const runStart = s === 0 || Boolean(slots[s - 1]?.fold);
    const { month, date } = fields(from);
    const newYear = month === 1 && (unit === "week" ? date <= 7 : date === 1);
    const before = slots[s - 1];
    const newMonth = before ? fields(before.from).month !== month : false;
    const rank = runStart ? 0 : newYear ? 1 : newMonth && month % 3 === 1 ? 3 : newMonth ? 4 : 5;
    return { at, text: tickLabel(from, unit, runStart), rank, whole: tickLabel(from, unit, true) };
  });
}

/** @param {number} day @param {string} unit @param {boolean} whole the year must be said */
function tickLabel(day, unit, whole) {
  const { year, month, date } = fields(day);
  const newYear = month === 1 && date <= (unit === "week" ? 7 : 1);
  if (unit === "day" || unit === "week") return whole || newYear ? shortDay(day) : dayMonth(day);
  if (month === 1 || (unit !== "month" && unit !== "quarter")) return String(year);
  return whole ? shortMonth(day) : monthName(day);
}

/** How much time a fold leaves out. @param {number} days */
function foldLabel(days) {
  if (days >= 730) return t("timeline.fold.years", { n: Math.round(days / 365.25) });
  return days >= 61 ? t("timeline.fold.months", { n: Math.round(days / 30.44) }) : t("timeline.fold.days", { n: days });
}

/**
 * Those that have room, the lowest ranks first. Pure.
 * @param {readonly Tick[]} ticks @param {number} width @param {(text: string) => number} measure pixels
 * @returns {(Tick & { left: number })[]} left: pixels
 */
export function fitting(ticks, width, measure) {
  /** @type {(Tick & { left: number, right: number })[]} */
  const taken = [];
  /** @param {Tick} tick @param {string | undefined} text */
  const put = (tick, text = tick.text) => {
    const wide = measure(text) + 6;
    const left = Math.max(0, tick.middle ? tick.at * width - wide / 2 : tick.at * width);
    const right = left + wide;
    if (right > width + 1 || taken.some((other) => left < other.right + 6 && right > other.left - 6)) return false;
    return taken.push({ ...tick, text, left, right }) > 0;
  };
  for (const tick of [...ticks].sort((a, b) => a.rank - b.rank || a.at - b.at)) {
    if (put(tick) || tick.rank > 0) continue;
    // After a fold the year must be said: by the next that has room
    for (let later = ticks.indexOf(tick) + 1; later < ticks.length; later++) {
      const next = /** @type {Tick} */ (ticks[later]);
      if (next.middle || put(next, next.whole)) break;
    }
  }
  return taken.sort((a, b) => a.left - b.left);
}

/** @param {HTMLElement} host @param {import("./axis.js").Axis} axis @param {string} unit @param {number} width @param {(text: string) => number} measure */
export function drawTicks(host, axis, unit, width, measure) {
  fill(
    host,
    ...fitting(candidates(axis, unit), width, measure).map(({ left, text, title, middle }) => {
      const tick = h("span", { class: middle ? "tick fold" : "tick", title }, text);
      tick.style.setProperty("--at", `${left}px`);
      return tick;
    }),
  );
}

