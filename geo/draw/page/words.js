// What is said of an event in words; used by the list, the card, the tray and the tip.

import { isoDay, OPEN_END, OPEN_START, whenLabel } from "./dates.js";
import { placeName } from "./dom.js";
import { highlighted } from "./highlight.js";
import { t, word } from "./strings.js";

/** @typedef {import("./decode.js").Data} Data */

/** @param {Data} data @param {number} i */
export function titleOf(data, i) {
  return data.events.title(i).trim() || t("list.untitled");
}

/** @param {Data} data @param {number} i */
export function whenOf(data, i) {
  const from = data.from[i] ?? OPEN_START;
  const to = data.to[i] ?? OPEN_END;
  const edtf = data.events.date(i);
  const label = whenLabel(edtf, from, to);
  const qualifier = data.events.date_qualifier(i);
  if (!qualifier || /[?~%]/.test(edtf)) return label;
  return qualifier === "~" ? t("date.circa", { date: label }) : `${label} (${word("date", qualifier)})`;
}

const NEIGHBOURS = 5000; // events of the same days that are looked at, either way

/**
 * Which of the events that read the same this is, and how many there are: same title, places and date.
 * @param {Data} data @param {number} i @returns {[number, number]}
 */
export function amongTwins({ from, to, events }, i) {
  /** @param {number} j */
  const beside = (j) => from[j] === from[i] && to[j] === to[i] && Math.abs(j - i) < NEIGHBOURS;
  /** @param {number} j */
  const alike = (j) =>
    place[j] === place[i] && to_place[j] === to_place[i] && events.title(j).trim() === events.title(i).trim();
  const { place, to_place } = events.codes;
  let first = i;
  while (beside(first - 1)) first--;
  let at = 0;
  let all = 0;
  for (let j = first; beside(j); j++) {
    if (alike(j)) all++;
    if (j === i) at = all;
  }
  return [at, all];
}

/** How exact the date is, in words; "" when it says so itself. @param {Data} data @param {number} i */
export function dateDoubt(data, i) {
  const precision = data.events.date_precision(i);
  const qualifier = data.events.date_qualifier(i);
  const basis = data.events.date_basis(i);
  const guessed = basis === "publication" || basis === "inferred";
  return [
    precision && !(guessed && precision === "days") && word("date", precision), // days it may be on, not days it took
    qualifier && word("date", qualifier),
    guessed && word("basis", basis),
  ]
    .filter(Boolean)
    .join(t("comma"));
}

/** For `<time datetime>`: the first day, where HTML can say it. @param {Data} data @param {number} i */
export function machineDay(data, i) {
  const from = data.from[i] ?? OPEN_START;
  if (from === OPEN_START) return null;
  const iso = isoDay(from);
  return iso.length === 10 ? iso : null;
}

/**
 * "Bosphorus (…) → Tartus" as nodes, what is searched for marked.
 * @param {Data} data @param {number} i @param {string} [query]
 */
export function placeOf(data, i, query = "") {
  const name = placeName(data.events.place(i), data.events.local_name(i), (name) =>
    highlighted(name, query, true),
  );
  const target = data.events.to_place(i);
  return target ? [...name, " → ", ...highlighted(target, query)] : name;
}
