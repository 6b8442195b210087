// The card of one event: what, when, where, who says so. It opens in the column, never over the map.

import { fill, h } from "./dom.js";
import { categoryGlyph } from "./glyph.js";
import { placeIn, stepFrom } from "./step.js";
import { t, word } from "./strings.js";
import { dateWords } from "./dates.js";
import { highlighted } from "./highlight.js";
import { anchor, copyLink, eventLink } from "./link.js";
import { passageOf } from "./passage.js";
import { dateDoubt, machineDay, placeOf, titleOf, whenOf } from "./words.js";
import { KIND } from "./decode.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").Store} Store */

/**
 * @param {HTMLElement} section @param {Data} data @param {Store} store
 * @param {(event: number) => void} giveBack focus, when the card closes
 */
export function createCard(section, data, store, giveBack) {
  section.setAttribute("aria-labelledby", "card-title");
  let open = -1;
  store.on(["selected", "shown", "arrived"], (state, changed) => {
    if (state.selected < 0) {
      const held = section.contains(document.activeElement);
      const closed = open;
      open = -1;
      section.hidden = true;
      fill(section);
      if (held) giveBack(closed);
      return;
    }
    const held = section.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-step")
      : null;
    if (open === state.selected && !changed.has("shown") && !changed.has("arrived")) return;
    open = state.selected;
    section.hidden = false;
    fill(section, ...content(data, store, open));
    const again = held && section.querySelector(`[data-step="${held}"]:not(:disabled)`);
    const asked = changed.has("selected") && state.via !== "hash" && state.via !== "story";
    const next = again || (held || asked ? document.getElementById("card-title") : null);
    /** @type {HTMLElement | null} */ (next)?.focus({ preventScroll: true });
  });
}

/** @param {Data} data @param {Store} store @param {number} i */
function content(data, store, i) {
  const { events } = data;
  const { query } = store.get();
  const category = data.raw.categories[data.category[i] ?? 0];
  const suggested = data.suggested[i] === 1;
  const given = data.events.status(i);
  // Of a suggestion the label says it; that a row is reviewed tells something only where another is not.
  const status = suggested || (given === "accepted" && !data.suggested.includes(1)) ? "" : given;
  const confidence = data.events.confidence(i);
  const actors = events.actors(i).filter(Boolean);
  const type = data.events.event_type(i);
  return [
    toolbar(store, i),
    h(
      "p",
      { class: "card-type" },
      category && categoryGlyph(category, data.category[i] ?? 0, { suggested, disputed: data.disputed[i] === 1 }),
      h("bdi", {}, type || category?.name || ""),
    ),
    h("h2", { id: "card-title", tabindex: -1, dir: "auto" }, ...highlighted(titleOf(data, i), query)),
    suggested && h("p", { class: "suggested-note" }, t("suggested.label")),
    data.disputed[i] === 1 && h("p", { class: "disputed-note" }, t("card.disputed")),
    aside(data, i),
    h(
      "dl",
      { class: "facts" },
      ...when(data, i),
      ...where(data, i, query),
      ...row(t("card.actors"), ...highlighted(actors.join("; "), query)),
      ...row(t("card.fatalities"), events.fatalities(i)),
    ),
    passageOf(data, i),
    h(
      "dl",
      { class: "facts" },
      ...row(t("card.notes"), events.notes(i)),
      ...sources(data, i, query),
      ...row(t("card.confidence"), confidence && word("confidence", confidence)),
      ...row(t("card.status"), status && word("status", status)),
      ...row(t("card.placed"), data.events.place_reason(i)),
      ...Object.entries(events.extra(i)).flatMap(([name, value]) => row(breakable(name), String(value))),
    ),
    copyLink(eventLink(location.href, events.id(i), data.raw.page.hash)),
  ];
}

/** Position, previous, next, close. @param {Store} store @param {number} i */
function toolbar(store, i) {
  const { rows } = store.get().drawn;
  const place = placeIn(rows, i);
  const at = rows[place] === i ? place : -1;
  /** @param {-1 | 1} step @param {string} label @param {string} sign */
  const button = (step, label, sign) => {
    const target = stepFrom(rows, i, step);
    return h(
      "button",
      {
        type: "button",
        class: "icon",
        "data-step": step,
        "aria-label": label,
        title: label,
        disabled: target < 0,
        onclick: () => store.set({ selected: target, via: "step" }),
      },
      sign,
    );
  };
  return h(
    "div",
    { class: "card-bar" },
    button(-1, t("card.previous"), "←"),
    h("span", { class: "quiet" }, at >= 0 ? t("card.position", { i: at + 1, n: rows.length }) : ""),
    button(1, t("card.next"), "→"),
    h(
      "button",
      { type: "button", class: "plain close", onclick: () => store.set({ selected: -1 }) },
      t("card.close"),
    ),
  );
}

/**
 * @param {string | (string | Node)[]} name @param {...(Node | string | false | null | undefined)} value
 * @returns {HTMLElement[]}
 */
function row(name, ...value) {
  return value.some(Boolean) ? [h("dt", { dir: "auto" }, ...[name].flat()), h("dd", { dir: "auto" }, ...value)] : [];
}

/** A column's own name, which may break where its words meet: Actor2|Known|Group|Code. @param {string} name */
const breakable = (name) => name.split(/(?<=[\p{Ll}\d_.])(?=\p{Lu})|(?<=_)/u).flatMap((part, p) => (p ? [h("wbr"), part] : [part]));

/** Why it is not on the map, where it is not. @param {Data} data @param {number} i */
function aside(data, i) {
  const reason = data.onMap[i]
    ? data.kind[i] === KIND.none
      ? t("card.polar")
      : ""
    : data.events.reason(i) || data.events.set_aside(i);
  return reason
    ? h("p", { class: "aside-note" }, h("b", {}, t("card.aside")), ": ", h("bdi", {}, reason))
    : null;
}

/** @param {Data} data @param {number} i */
function when(data, i) {
  const worded = data.events.date_text(i);
  const doubt = [dateDoubt(data, i), worded && t("card.asworded", { text: worded })]
    .filter(Boolean)
    .join(" · ");
  return row(
    t("card.when"),
    h("time", { datetime: machineDay(data, i) }, whenOf(data, i)),
    doubt && h("span", { class: "doubt", dir: "auto" }, doubt),
  );
}

/** @param {Data} data @param {number} i @param {string} query */
function where(data, i, query) {
  const place = placeOf(data, i, query);
  const precision = data.events.geo_precision(i);
  return place.length
    ? row(t("card.where"), ...place, precision && h("span", { class: "doubt" }, word("geo", precision)))
    : [];
}

/** @param {Data} data @param {number} i @param {string} query */
function sources(data, i, query) {
  const source = data.raw.sources[data.events.source[i] ?? -1];
  const locator = data.events.source_locator(i);
  const own = data.events.url(i);
  const line = source
    ? [
        h("cite", { dir: "auto" }, ...highlighted(source.title || source.outlet || source.id, query)),
        " ",
        note([
          source.outlet !== source.title && source.outlet,
          source.author,
          source.date && dateWords(source.date),
          source.kind,
          locator,
        ]),
      ]
    : [h("bdi", {}, ...highlighted(data.events.publisher(i), query)), " ", note([locator])];
  const link = source?.url ? anchor(source.url, t("card.read")) : null;
  const record =
    own && own !== source?.url ? anchor(own, source?.url ? t("card.record") : t("card.read")) : null;
  const known = source || data.events.publisher(i) || locator;
  return known || record
    ? row(
        t("card.sources"),
        ...line,
        link && h("span", { class: "doubt" }, link),
        record && h("span", { class: "doubt" }, record),
      )
    : [];
}

/** @param {(string | false | undefined)[]} parts */
const note = (parts) => h("span", { class: "doubt", dir: "auto" }, parts.filter(Boolean).join(" · "));
