// The fixed parts of the page.

import { ensure } from "./dom.js";
import { t } from "./strings.js";

/** The fixed parts of the page; what the template did not bring is made. @param {L.Map} map */
export function shell(map) {
  const app = ensure("geo-app", "div", document.body);
  const masthead = ensure("masthead", "header", app);
  const main = ensure("main", "main", app);
  const region = ensure("map-region", "section", main);
  const column = ensure("column", "div", main);
  const timeline = ensure("timeline", "section", main);
  const notes = ensure("notes", "footer", app);
  region.append(map.getContainer());
  map.getContainer().dir = "ltr"; // Leaflet counts from the left, whatever the language
  region.setAttribute("aria-label", t("map"));
  map.getContainer().setAttribute("role", "group"); // it takes the focus, for the keys that move it
  map.getContainer().setAttribute("aria-label", t("map.keys"));
  timeline.setAttribute("aria-label", t("timeline"));
  /** @param {string} id */
  const section = (id) => {
    const element = ensure(id, "section", column);
    column.append(element); // in the order of reading
    return element;
  };
  return {
    masthead,
    main,
    region,
    column,
    timeline,
    notes,
    kicker: ensure("kicker", "p", masthead),
    headline: ensure("headline", "h1", masthead),
    standfirst: ensure("standfirst", "p", masthead),
    asof: ensure("asof", "p", masthead),
    tools: ensure("tools", "div", masthead),
    story: section("story"),
    search: section("search"),
    card: section("card"),
    compare: section("compare"),
    list: section("list"),
    filters: section("filters"),
    legend: section("legend"),
    mentions: section("mentions"),
    tray: section("tray"),
    unplaced: section("unplaced"),
  };
}
