// Kicker, headline, standfirst, and the line that says how much of the table is on the map.

import { longDay, parseDay } from "./dates.js";
import { t } from "./strings.js";

/** @param {Record<"kicker" | "headline" | "standfirst" | "asof", HTMLElement>} parts @param {import("./contract").GeoData} data */
export function writeMasthead(parts, { page, accounting }) {
  parts.kicker.textContent = page.kicker;
  parts.headline.textContent = page.headline || page.title;
  parts.standfirst.textContent = page.standfirst;
  for (const part of Object.values(parts)) part.dir = "auto";
  const day = parseDay(page.as_of);
  const { on_map: n, without_place: homeless, undated } = accounting;
  parts.asof.textContent = [
    day && t("asof", { date: longDay(day.from) }),
    t("asof.map", { n, all: n + homeless + undated }),
    homeless && t("asof.place", { n: homeless }),
    undated && t("asof.undated", { n: undated }),
  ].filter(Boolean).join(" · ");
  parts.kicker.hidden = !page.kicker;
  parts.standfirst.hidden = !page.standfirst;
}
