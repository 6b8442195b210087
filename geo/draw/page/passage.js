// The passage that says so: the quote with its place, date and actor marked, and the paragraph around it.

import { fill, h } from "./dom.js";
import { dateWords } from "./dates.js";
import { fold } from "./folding.js";
import { anchor } from "./link.js";
import { kindsIn, piecesOf, quotedPlaces } from "./pieces.js";
import { t } from "./strings.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./pieces.js").Piece} Piece */

const KINDS = /** @type {const} */ (["", "place", "date", "actor"]);

/** @param {Data} data @param {number} i @returns {HTMLElement | null} */
export function passageOf(data, i) {
  const { events, raw: { passages, documents } } = data;
  const quote = events.quote(i);
  const context = passages?.[events.passage[i] ?? -1] ?? "";
  if (!quote && !context) return null;
  const marks = events.marks(i);
  const pieces = piecesOf(context || quote, marks);
  const quoted = context ? quotedPlaces(context, marks) : [];
  // The quote may be in other words than the passage: then both are shown, and the marks are the passage's.
  const literal = !context || fold(quoted.map(([start, end]) => context.slice(start, end)).join(" ")) === fold(quote);
  const own = context ? (quoted.length && (literal || !quote) ? cut(pieces, quoted) : null) : pieces;
  const document = documents[events.document[i] ?? -1];
  const kinds = kindsIn(pieces);
  return h(
    "figure",
    { class: "quote" },
    own
      ? h("blockquote", { dir: "auto" }, ...own.flatMap((piece) => (piece ? [marked(piece)] : [" … "])))
      : quote && h("blockquote", { dir: "auto" }, quote),
    context && inContext(pieces, !own),
    kinds.length > 0 && markKey(kinds),
    document && h("figcaption", { dir: "auto" }, ...caption(document)),
  );
}

/**
 * The pieces within some places; null between two places.
 * @param {Piece[]} pieces @param {[number, number][]} places @returns {(Piece | null)[]}
 */
function cut(pieces, places) {
  return places.flatMap(([start, end], p) => {
    const inside = pieces.filter((piece) => piece.start >= start && piece.start < end);
    return p ? [null, ...inside] : inside;
  });
}

/** @param {Piece} piece @returns {HTMLElement | string} */
function marked({ text, kind }) {
  return kind ? h("mark", { class: `says-${KINDS[kind]}` }, text) : text;
}

/** @param {Piece[]} pieces @param {boolean} open */
function inContext(pieces, open) {
  /** @type {HTMLElement | null} */
  let strong = null;
  const paragraph = h("p", { class: "context", dir: "auto" });
  for (const piece of pieces) {
    if (!piece.quoted) strong = null;
    else if (!strong) paragraph.append((strong = h("strong", {})));
    (strong ?? paragraph).append(marked(piece));
  }
  return h("details", { class: "in-context", open }, h("summary", {}, t("passage.context")), paragraph);
}

/** @param {(1 | 2 | 3)[]} kinds */
function markKey(kinds) {
  const list = h("ul", { class: "says-key", "aria-label": t("passage.key") });
  fill(
    list,
    ...kinds.map((kind) => h("li", {}, h("mark", { class: `says-${KINDS[kind]}` }, t(`passage.${KINDS[kind]}`)))),
  );
  return list;
}

/** Its title, date and address, where it has them. @param {import("./contract").Document} document */
function caption({ title, date, url }) {
  const parts = [h("cite", {}, title), date && ` · ${dateWords(date)}`];
  return url ? [...parts, " · ", anchor(url, t("card.read"))] : parts;
}
