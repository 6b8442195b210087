// What a reader may do with the page beyond reading map and list: filter, compare, follow the story, share, print, see
// what the documents merely mention and what is not on the map. A script of its own.

import { createCompare } from "./compare.js";
import { createFilters } from "./filters.js";
import { createLanguages } from "./language.js";
import { createMentions } from "./mentions.js";
import { writeNotes } from "./notes.js";
import { createPrint } from "./print.js";
import { followQuery } from "./searching.js";
import { createShare, tellStale } from "./share.js";
import { createStory } from "./story.js";
import { createTray } from "./tray.js";
import { createUnplaced } from "./unplaced.js";

/**
 * @param {ReturnType<typeof import("./shell.js").shell>} parts @param {import("./decode.js").Data} data
 * @param {import("./store.js").Store} store @param {L.Map} map @param {import("./share.js").Drawing} drawing
 * @param {import("./contract").BaseMap | null} base
 */
export function createTools(parts, data, store, map, drawing, base) {
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
  tellStale(data, parts.masthead);
}
