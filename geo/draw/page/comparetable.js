// The table of places of two spans: rates, the change, and a word and a sign for it; sorted by its headings.

import { fill, h, unseen } from "./dom.js";
import { latOf, lonOf } from "./geometry.js";
import { UNITS, all, placeTable, sortRows } from "./placetable.js";
import { locale, number, t } from "./strings.js";
import { placeOf } from "./words.js";

/** @typedef {import("./placetable.js").Row} Row */
/** @typedef {"place" | "a" | "b" | "change"} Column */

const FEW = 50; // rows drawn before all are asked for
const COLUMNS = /** @type {const} */ (["place", "a", "b", "change"]);
const SIGNS = { new: "+", gone: "×", up: "▲", down: "▼", same: "=" };

/**
 * @param {import("./decode.js").Data} data @param {(members: readonly number[]) => void} goTo
 */
export function createCompareTable(data, goTo) {
  /** @type {Column} */
  let by = "change";
  let falling = true;
  let whole = false;
  /** @type {import("./placetable.js").PlaceTable | null} */
  let table = null;
  const caption = h("caption");
  const heads = COLUMNS.map((column) => head(column, () => sortBy(column)));
  const body = h("tbody");
  const foot = h("tfoot");
  const more = h("button", { type: "button", class: "plain", onclick: () => showAll() });
  const element = h(
    "div",
    { class: "compare-table" },
    h("table", {}, caption, h("thead", {}, h("tr", {}, ...heads)), body, foot),
    more,
  );
  /** @param {Row} row */
  const nameOf = ({ members: [first = 0] }) => data.events.place(first);

  /** @param {Column} column */
  const sortBy = (column) => {
    falling = by === column ? !falling : column !== "place"; // names from A, numbers from the largest
    by = column;
    draw();
  };
  const showAll = () => {
    whole = true;
    draw();
    /** @type {HTMLElement | null} */ (body.querySelector(`tr:nth-child(${FEW + 1}) button`))?.focus();
  };
  const draw = () => {
    if (!table) return;
    heads.forEach((cell, c) =>
      cell.setAttribute("aria-sort", COLUMNS[c] !== by ? "none" : falling ? "descending" : "ascending"),
    );
    const rows = sortRows(table.rows, by, falling, nameOf);
    fill(body, ...rows.slice(0, whole ? rows.length : FEW).map((row) => line(placeCell(data, row, goTo), row)));
    fill(foot, line(h("th", { scope: "row" }, t("compare.total", { n: rows.length })), table.total));
    more.hidden = whole || rows.length <= FEW;
    more.textContent = t("compare.more", { n: rows.length });
  };
  return {
    element,
    /**
     * @param {import("./filter.js").Shown} a @param {import("./filter.js").Shown} b
     * @param {number} daysA @param {number} daysB
     */
    show(a, b, daysA, daysB) {
      table = placeTable(data, a, b, daysA, daysB);
      whole = false;
      const possible = table.total.a.possible + table.total.b.possible > 0;
      fill(
        caption,
        t(`compare.caption.${table.unit}`, { a: lengthWords(daysA), b: lengthWords(daysB) }),
        possible && ` ${t("compare.caption.possible")}`,
      );
      draw();
    },
  };
}

/** @param {Column} column @param {() => void} sort */
function head(column, sort) {
  const arrow = h("span", { class: "sort-arrow", "aria-hidden": "true" });
  const button = h("button", { type: "button", "data-sort": column, onclick: sort }, t(`compare.col.${column}`), arrow);
  return h("th", { scope: "col", class: `col-${column}`, "aria-sort": "none" }, button);
}

/** @param {HTMLElement} first @param {Row} row */
function line(first, row) {
  return h(
    "tr",
    { "data-fate": row.fate },
    first,
    rateCell(row.rateA, row.a),
    rateCell(row.rateB, row.b),
    h(
      "td",
      { class: "col-change" },
      h("span", { class: "fate" }, h("span", { class: "fate-sign", "aria-hidden": "true" }, SIGNS[row.fate]), t(`compare.${row.fate}`)),
      row.fate !== "same" && h("span", { class: "fate-by", dir: "ltr" }, signed(row.change)),
    ),
  );
}

/**
 * @param {import("./decode.js").Data} data @param {Row} row @param {(members: readonly number[]) => void} goTo
 */
function placeCell(data, { members }, goTo) {
  const [first = 0] = members;
  const name = placeOf(data, first);
  return h(
    "th",
    { scope: "row" },
    h(
      "button",
      { type: "button", class: "compare-place", "data-place": data.events.place(first), onclick: () => goTo(members) },
      ...(name.length ? name : [t("compare.unnamed"), " ", h("bdi", {}, whereabouts(data, first))]),
    ),
  );
}

/** Latitude and longitude, as exact as places are told apart. @param {import("./decode.js").Data} data @param {number} i */
function whereabouts({ x, y }, i) {
  const degrees = [latOf(y[i] ?? NaN), lonOf(x[i] ?? NaN)];
  return degrees.every(Number.isFinite) ? degrees.map((value) => `${number(Math.round(value * 10) / 10)}°`).join("; ") : "";
}

/** @param {number} rate @param {import("./placetable.js").Count} count */
function rateCell(rate, count) {
  const counted = count.possible
    ? t("compare.count.possible", { n: count.certain, possible: count.possible })
    : t("compare.count", { n: count.certain });
  return h(
    "td",
    {},
    all(count) ? h("span", { class: "rate", dir: "ltr" }, decimal(rate)) : h("span", { class: "rate none" }, number(0)),
    all(count) > 0 && unseen(", "),
    all(count) > 0 && h("span", { class: "count" }, counted),
  );
}

/** One decimal; what is too small for it says so. @param {number} value not negative */
function decimal(value) {
  const tiny = value > 0 && value < 0.05;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return (tiny ? "<" : "") + new Intl.NumberFormat(locale(), digits).format(tiny ? 0.1 : value);
}

/** @param {number} change */
const signed = (change) => (Math.abs(change) < 0.05 ? "" : change < 0 ? "−" : "+") + decimal(Math.abs(change));

/** "12.9 weeks", or days where the span is shorter than a week. @param {number} days */
function lengthWords(days) {
  if (days < UNITS.week) return t("compare.days", { n: days });
  const weeks = days / UNITS.week;
  return t("compare.weeks", { n: weeks < 100 ? Math.round(weeks * 10) / 10 : Math.round(weeks) });
}
