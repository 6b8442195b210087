// The quiet layer of mentioned places: its switch, what the pointer says of one, and the list with the sentences.

import { calm, fill, h } from "./dom.js";
import { latOf, lonOf, worldX, worldY } from "./geometry.js";
import { markGlyph } from "./glyph.js";
import { growing } from "./growing.js";
import { mentionAt, mentionsOf, paintMentions } from "./mentioned.js";
import { placeTip } from "./pointing.js";
import { number, t, word } from "./strings.js";
import { dateWords } from "./dates.js";

/** @typedef {import("./mentioned.js").Mention} Mention */
/** @typedef {import("./store.js").Store} Store */

const FIRST = 50; // rows made at once
const IN_TIP = 2; // sentences

/**
 * @param {Record<"mentions" | "region", HTMLElement>} parts @param {import("./decode.js").Data} data @param {Store} store
 * @param {import("./mapview.js").MapView} view
 */
export function createMentions(parts, data, store, view) {
  const mentions = mentionsOf(data);
  if (!mentions.length) return;
  const again = view.beneath((frame, theme) => {
    const { mentions: on, pointed, told } = store.get();
    paintMentions(frame, mentions, theme, on, [pointed, told]);
  });
  store.on(["mentions", "pointed", "told"], again);
  followPointer(mentions, store, view, parts.region);
  writeSection(parts.mentions, mentions, data.raw.mentions_more ?? 0, store, view);
}

/** @param {Mention[]} mentions @param {Store} store @param {import("./mapview.js").MapView} view @param {HTMLElement} region */
function followPointer(mentions, store, view, region) {
  const { map } = view;
  const tip = h("div", { class: "tip mention-tip", "aria-hidden": "true", hidden: true });
  region.append(tip);
  /** Events lie above. @param {L.LeafletMouseEvent} event */
  const under = (event) =>
    store.get().mentions && !view.at(event)
      ? mentionAt(mentions, worldX(event.latlng.lng), worldY(event.latlng.lat), map.getZoomScale(map.getZoom(), 0))
      : -1;
  map.on("mousemove", (event) => {
    const pointed = under(event);
    if (pointed >= 0) map.getContainer().classList.add("pointing");
    store.set({ pointed });
  });
  map.on("mouseout movestart", () => store.set({ pointed: -1 }));
  map.on("click", (event) => store.set({ told: under(event), via: "map" }));
  store.on(["pointed"], ({ pointed }) => {
    const mention = mentions[pointed];
    tip.hidden = !mention?.drawn;
    if (!mention?.drawn) return;
    const at = map.latLngToContainerPoint([latOf(mention.y), lonOf(mention.x)]);
    tip.hidden = !map.getSize().contains(at) || at.x < 0 || at.y < 0;
    fill(tip, h("b", { dir: "auto" }, mention.name), ...mention.quotes.slice(0, IN_TIP).flatMap(quoted));
    placeTip(tip, region, at);
  });
}

/**
 * @param {HTMLElement} section @param {Mention[]} mentions @param {number} more @param {Store} store
 * @param {import("./mapview.js").MapView} view
 */
function writeSection(section, mentions, more, store, view) {
  const areas = mentions.filter(({ drawn }) => !drawn).length;
  const box = h("input", { type: "checkbox", "data-layer": "mentions" });
  box.addEventListener("change", () => store.set({ mentions: box.checked }));
  const list = createList(mentions, store, view.map);
  section.setAttribute("aria-labelledby", "mentions-title");
  fill(
    section,
    h("h3", { id: "mentions-title", tabindex: -1 }, t("mentions")),
    h(
      "div",
      { class: "layers" },
      h(
        "label",
        {},
        box,
        markGlyph("mention"),
        h("span", { class: "layer-name" }, t("mentions.draw")),
        h("span", { class: "layer-count" }, number(mentions.length - areas)),
      ),
    ),
    h(
      "p",
      { class: "quiet mentions-note" },
      [t("mentions.note"), areas > 0 && t("mentions.areas", { n: areas }), more > 0 && t("mentions.more", { n: more })]
        .filter(Boolean)
        .join(" "),
    ),
    list,
  );
  const update = () => (box.checked = store.get().mentions);
  store.on(["mentions"], update);
  update();
}

/** The folded list: a row for each place, which opens on its sentences. @param {Mention[]} mentions @param {Store} store @param {L.Map} map */
function createList(mentions, store, map) {
  const rows = h("ul", { class: "mention-list" });
  const element = h("details", { class: "filter mention-fold" }, h("summary", {}, t("mentions.list", { n: mentions.length })), rows);
  /** @type {ReturnType<typeof growing> | null} */
  let grown = null;
  const make = () => {
    if (grown) return grown;
    grown = growing(rows, mentions.length, FIRST, (m) => mentionRow(/** @type {Mention} */ (mentions[m]), m, store));
    element.append(grown.more);
    return grown;
  };
  element.addEventListener("toggle", () => element.open && make());
  let open = -1;
  store.on(["told"], ({ told, via }) => {
    if (open >= 0) unfold(rows, open, null);
    open = told;
    const mention = mentions[told];
    if (!mention) return;
    element.open = true;
    make().grow(told + 1);
    const button = unfold(rows, told, mention);
    if (via === "map") {
      button?.focus({ preventScroll: true });
      button?.parentElement?.scrollIntoView({ block: "nearest" });
    } else if (mention.drawn) bringIntoView(map, mention);
  });
  return element;
}

/** @param {L.Map} map @param {Mention} mention */
function bringIntoView(map, { x, y }) {
  const at = L.latLng(latOf(y), lonOf(x));
  if (!map.getBounds().contains(at)) map.panTo(at, { animate: !calm() });
}

/** @param {Mention} mention @param {number} m @param {Store} store */
function mentionRow({ name, precision, drawn, count }, m, store) {
  const point = (/** @type {number} */ pointed) => () => store.set({ pointed });
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "mention",
        "aria-expanded": "false",
        onclick: () => store.set({ told: store.get().told === m ? -1 : m, via: "list" }),
        onfocus: point(m),
        onblur: point(-1),
        onpointerenter: point(m),
        onpointerleave: point(-1),
      },
      h("bdi", { class: "mention-name" }, name),
      !drawn && h("span", { class: "quiet" }, word("geo", precision)),
      h("span", { class: "layer-count" }, t("mentions.times", { n: count })),
    ),
  );
}

/** Open a row on the sentences of its place, or close it. @param {HTMLElement} rows @param {number} at @param {Mention | null} mention */
function unfold(rows, at, mention) {
  const row = rows.children[at];
  const button = row?.querySelector("button");
  button?.setAttribute("aria-expanded", String(mention !== null));
  row?.querySelector(".mention-quotes")?.remove();
  if (!mention) return null;
  const { quotes, count } = mention;
  const left = count - quotes.length;
  row?.append(
    h(
      "div",
      { class: "mention-quotes" },
      ...quotes.flatMap(quoted),
      left > 0 && h("p", { class: "quiet" }, t("mentions.beyond", { n: left })),
    ),
  );
  return button;
}

/** A sentence, and the document that has it. @param {Mention["quotes"][number]} quote */
const quoted = ({ sentence, document }) => [
  h("blockquote", { dir: "auto" }, sentence),
  document ? h("p", { class: "quiet", dir: "auto" }, h("cite", {}, document.title), document.date && ` · ${dateWords(document.date)}`) : "",
];
