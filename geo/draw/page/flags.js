// Turning points as numbered flags over the bars; where there is room, with their words.

import { place } from "./axis.js";
import { OPEN_END, OPEN_START, whenLabel } from "./dates.js";
import { fill, h, unseen } from "./dom.js";
import { t } from "./strings.js";
import { captionOf, turningPoints } from "./turning.js";

/** @typedef {{ event: number, day: number, number: number, caption: string }} Turn */
/** @typedef {{ turns: number[], left: number, at: number, words: number }} Flag pixels; words: room for the caption */

const SIZE = 24;
const GAP = 2;

/** The turning points that have a date, each with its number in the story. @param {import("./decode.js").Data} data @returns {Turn[]} */
export function turnsOf(data) {
  return Array.from(turningPoints(data)).flatMap((event, k) => {
    const from = data.from[event] ?? OPEN_START;
    const day = from === OPEN_START ? (data.to[event] ?? OPEN_END) : from;
    return day === OPEN_END ? [] : [{ event, day, number: k + 1, caption: captionOf(data, event) }];
  });
}

/**
 * Flags side by side: moved aside where they would overlap, joined where the row is full. Pure.
 * @param {readonly number[]} at pixels, in order @param {number} width @param {number} [size] @returns {Flag[]}
 */
export function arrange(at, width, size = SIZE) {
  const most = Math.max(1, Math.floor(width / (size + GAP)));
  const share = Math.ceil(at.length / most);
  /** @type {Flag[]} */
  const flags = [];
  for (let i = 0; i < at.length; i += share) {
    const turns = at.slice(i, i + share).map((_, k) => i + k);
    const x = at[i] ?? 0;
    const last = flags.at(-1);
    flags.push({ turns, at: x, left: Math.max(x - size / 2, last ? last.left + size + GAP : 0), words: 0 });
  }
  let limit = width;
  for (const flag of [...flags].reverse()) {
    flag.left = Math.max(0, Math.min(flag.left, limit - size));
    flag.words = limit - flag.left - size;
    limit = flag.left - GAP;
  }
  return flags;
}

/**
 * @param {import("./decode.js").Data} data @param {import("./store.js").Store} store
 * @param {(text: string) => number} measure
 */
export function createFlags(data, store, measure) {
  const turns = turnsOf(data);
  const element = h("div", { class: "flags", role: "group", "aria-label": t("timeline.turning") });
  element.hidden = !turns.length;
  /** @type {{ button: HTMLButtonElement, events: number[] }[]} */
  let drawn = [];

  const update = () => {
    const { selected } = store.get();
    for (const { button, events } of drawn) {
      if (events.includes(selected)) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  };
  return {
    element,
    update,
    /** @param {import("./axis.js").Axis} axis @param {number} width */
    layout(axis, width) {
      if (!turns.length) return;
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const at = turns.map(({ day }) => place(axis, day) * width);
      const flags = arrange(at, width, SIZE * Math.max(1, rem / 16)); // as timeline.css draws them
      drawn = flags.map((flag) => flagButton(flag, turns, data, store, measure));
      fill(element, ...drawn.map(({ button }) => button));
      update();
    },
  };
}

/** @param {Flag} flag @param {Turn[]} all @param {import("./decode.js").Data} data @param {import("./store.js").Store} store @param {(text: string) => number} measure */
function flagButton({ turns, left, at, words }, all, data, store, measure) {
  const own = turns.flatMap((i) => all[i] ?? []);
  const events = own.map(({ event }) => event);
  const when = (/** @type {number} */ event) =>
    whenLabel(data.events.date(event), data.from[event] ?? 0, data.to[event] ?? 0);
  const says = own.map(({ event, caption, number: i }) => t("timeline.flag", { i, caption, when: when(event) }));
  const number = `${own[0]?.number ?? ""}${own.length > 1 ? "+" : ""}`;
  const caption = own.length === 1 ? (own[0]?.caption ?? "") : "";
  const roomy = caption && measure(caption) + 14 <= words;
  const button = h(
    "button",
    { type: "button", class: "flag", "aria-label": roomy ? null : says.join("; "), title: says.join("\n"), onclick: next },
    h("span", { class: "flag-number" }, number),
    // Words that are seen are the name: whoever speaks to the page says what stands there.
    ...(roomy ? [unseen(". "), h("span", { class: "flag-words", dir: "auto" }, caption), unseen(`, ${when(events[0] ?? -1)}`)] : []),
  );
  button.style.setProperty("--at", `${left}px`);
  button.style.setProperty("--pole", `${at - left}px`);
  /** A flag of several goes from one to the next. */
  function next() {
    const now = events.indexOf(store.get().selected);
    store.set({ selected: events[(now + 1) % events.length] ?? -1, via: "step" });
  }
  return { button, events };
}
