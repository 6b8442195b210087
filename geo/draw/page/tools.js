// What a reader may do with the page beyond reading map and list: choose a time, search, filter, compare, follow the
// story, share, print, see what the documents merely mention and what is not on the map. A script of its own.

import { createCompare } from "./compare.js";
import { h } from "./dom.js";
import { createFilters } from "./filters.js";
import { listenToKeys } from "./keys.js";
import { createLanguages } from "./language.js";
import { createMentions } from "./mentions.js";
import { writeNotes } from "./notes.js";
import { createPrint } from "./print.js";
import { createSearch } from "./searchbox.js";
import { followQuery } from "./searching.js";
import { createShare, tellStale } from "./share.js";
import { createStory } from "./story.js";
import { t } from "./strings.js";
import { createTray } from "./tray.js";
import { createUnplaced } from "./unplaced.js";

export { createTimeline } from "./timeline.js";

/**
 * @param {ReturnType<typeof import("./shell.js").shell>} parts @param {import("./decode.js").Data} data
 * @param {import("./store.js").Store} store @param {L.Map} map @param {import("./share.js").Drawing} drawing
 * @param {import("./contract").BaseMap | null} base
 * @param {{ reveal: (part: HTMLElement) => void, toList: () => void }} ways in the column
 */
export function createTools(parts, data, store, map, drawing, base, { reveal, toList }) {
  const searchBox = createSearch(parts.search, data, store, toList);
  createFilters(parts.filters, data, store);
  createTray(parts.tray, data, store);
  followQuery(data, store);
  createCompare(parts, data, store, map);
  createStory(parts, data, store, map);
  createShare(parts.tools, data, store, drawing);
  createPrint(parts, data, store, drawing);
  createMentions(parts, data, store, drawing.view);
  createUnplaced(parts, data, store, map);
  createLanguages(parts.tools, data, store);
  writeNotes(parts.notes, data.raw, base);
  const showKeys = listenToKeys(document.body, data, store, () => {
    reveal(parts.search);
    searchBox.focus();
  });
  parts.notes.append(h("p", {}, h("button", { type: "button", class: "plain", onclick: showKeys }, t("keys"))));
  tellStale(data, parts.masthead);
}
