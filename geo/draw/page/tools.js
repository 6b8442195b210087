// What a reader may do with the page beyond reading it: choose a time, compare, follow the story, share, print, see what
// the documents merely mention. A script of its own.

import { createCompare } from "./compare.js";
import { createMentions } from "./mentions.js";
import { createPrint } from "./print.js";
import { createShare, tellStale } from "./share.js";
import { createStory } from "./story.js";
import { createUnplaced } from "./unplaced.js";

export { createTimeline } from "./timeline.js";

/**
 * @param {ReturnType<typeof import("./shell.js").shell>} parts @param {import("./decode.js").Data} data
 * @param {import("./store.js").Store} store @param {L.Map} map @param {import("./share.js").Drawing} drawing
 */
export function createTools(parts, data, store, map, drawing) {
  createCompare(parts, data, store, map);
  createStory(parts, data, store, map);
  createShare(parts.tools, data, store, drawing);
  createPrint(parts, data, store, drawing);
  createMentions(parts, data, store, drawing.view);
  createUnplaced(parts, data, store, map);
  tellStale(data, parts.masthead);
}
