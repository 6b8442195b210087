// Kicker, headline, standfirst, and the line that says how much of the table is on the map.

import { longDay, parseDay } from "./dates.js";
import { t } from "./strings.js";

/** "As of 31 July 2016", or "". @param {import("./contract").Page} page */
export function asOf({ as_of }) {
  const day = parseDay(as_of);
  return day ? t("asof", { date: longDay(day.from) }) : "";
}

/**
 * A period's page counts its own events; the page of all periods gives the accounting of the table.
 * @param {import("./decode.js").Data} data
 */
function counts({ raw: { page, accounting, strings }, events }) {
  if (page.kind === "all") return { suggested: 0, ...accounting };
  const aside = howMany(events.codes.set_aside, strings);
  const suggested = howMany(events.codes.status, strings)("suggested");
  return { on_map: aside(""), without_place: aside("without place"), undated: aside("undated"), suggested };
}

/** How often a word stands in a column. @param {import("./columns.js").Integers} codes @param {readonly string[]} strings */
function howMany(codes, strings) {
  const counts = new Uint32Array(strings.length);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return (/** @type {string} */ word) => strings.reduce((sum, own, code) => sum + (own === word ? (counts[code] ?? 0) : 0), 0);
}

/**
 * @param {Record<"kicker" | "headline" | "standfirst" | "asof", HTMLElement>} parts
 * @param {import("./decode.js").Data} data
 */
export function writeMasthead(parts, data) {
  const { page } = data.raw;
  parts.kicker.textContent = page.kicker;
  parts.headline.textContent = page.headline || page.title;
  parts.standfirst.textContent = page.standfirst;
  for (const part of [parts.kicker, parts.headline, parts.standfirst, parts.asof]) part.dir = "auto";
  const { on_map: n, without_place: homeless, undated, suggested } = counts(data);
  parts.asof.textContent = [
    asOf(page),
    t(page.kind === "all" ? "asof.map" : "asof.period", { n, all: n + homeless + undated }),
    homeless && t("asof.place", { n: homeless }),
    undated && t("asof.undated", { n: undated }),
    suggested && t("asof.suggested", { n: suggested }),
  ]
    .filter(Boolean)
    .join(" · ");
  parts.kicker.hidden = !page.kicker;
  parts.standfirst.hidden = !page.standfirst;
}
