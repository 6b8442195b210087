// What is said of an event in words; used by the list, the card, the tray and the tip.

import { isoDay, OPEN_END, OPEN_START, whenLabel } from "./dates.js";
import { placeName } from "./dom.js";
import { highlighted } from "./highlight.js";
import { t, word } from "./strings.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./contract").StringColumn} StringColumn */

/**
 * A column of string ids, read as text.
 * @param {Data} data
 * @param {StringColumn} column
 * @param {number} i
 */
export function text(data, column, i) {
  return data.raw.strings[data.raw.events[column][i] ?? -1] ?? "";
}

/** @param {Data} data @param {number} i */
export function titleOf(data, i) {
  return (data.raw.events.title[i] ?? "").trim() || t("list.untitled");
}

/** @param {Data} data @param {number} i */
export function whenOf(data, i) {
  const from = data.from[i] ?? OPEN_START;
  const to = data.to[i] ?? OPEN_END;
  const edtf = data.raw.events.date[i] ?? "";
  const label = whenLabel(edtf, from, to);
  const qualifier = text(data, "date_qualifier", i);
  if (!qualifier || /[?~%]/.test(edtf)) return label;
  return qualifier === "~" ? t("date.circa", { date: label }) : `${label} (${word("date", qualifier)})`;
}

/** How exact the date is, in words; "" when it says so itself. @param {Data} data @param {number} i */
export function dateDoubt(data, i) {
  const precision = text(data, "date_precision", i);
  const qualifier = text(data, "date_qualifier", i);
  return [precision && word("date", precision), qualifier && word("date", qualifier)]
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
  const name = placeName(text(data, "place", i), text(data, "local_name", i), (name) =>
    highlighted(name, query, true),
  );
  const target = text(data, "to_place", i);
  return target ? [...name, " → ", ...highlighted(target, query)] : name;
}
