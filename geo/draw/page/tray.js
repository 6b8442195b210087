// The tray: events that are not on the map, each with its sentence and the reason.

import { fill, h, unseen } from "./dom.js";
import { growing } from "./growing.js";
import { t } from "./strings.js";
import { readable } from "./tables.js";
import { amongTwins, placeOf, titleOf, whenOf } from "./words.js";

const FIRST = 100; // rows made at once

/**
 * @param {HTMLElement} section @param {import("./decode.js").Data} data
 * @param {import("./store.js").Store} store
 */
export function createTray(section, data, store) {
  section.setAttribute("aria-labelledby", "tray-title");
  const groups = ["without place", "undated"].map((why) => ({ why, rows: rowsOf(data, why) }));
  /** Rows that were made before their texts had come. @type {Map<number, HTMLElement>} */
  const waiting = new Map();
  const made = (/** @type {number} */ i) => {
    const row = item(data, store, i);
    if (!readable(data, i)) waiting.set(i, row);
    return row;
  };
  const listed = (/** @type {Int32Array} */ rows) => {
    const list = h("ul");
    return [list, growing(list, rows.length, FIRST, (at) => made(rows[at] ?? 0)).more];
  };
  store.on(["arrived"], () => {
    for (const [i, old] of waiting) {
      if (!readable(data, i)) continue;
      waiting.delete(i);
      const held = old.contains(document.activeElement);
      const row = item(data, store, i);
      old.replaceWith(row);
      if (held) row.querySelector("button")?.focus({ preventScroll: true });
    }
  });
  fill(
    section,
    h("div", { class: "section-head" }, h("h2", { id: "tray-title", tabindex: -1 }, t("tray"))),
    ...groups.flatMap(({ why, rows }) =>
      rows.length
        ? [h("h3", {}, t(`tray.${why}`)), ...listed(rows)]
        : [],
    ),
    groups.every(({ rows }) => !rows.length) && h("p", { class: "quiet" }, t("tray.none")),
  );
}

/** @param {import("./decode.js").Data} data @param {string} why */
function rowsOf(data, why) {
  /** @type {number[]} */
  const rows = [];
  data.onMap.forEach((on, i) => !on && data.events.set_aside(i) === why && rows.push(i));
  return Int32Array.from(rows);
}

/** @param {import("./decode.js").Data} data @param {import("./store.js").Store} store @param {number} i */
function item(data, store, i) {
  const quote = data.events.quote(i);
  const place = placeOf(data, i);
  const [twin, twins] = amongTwins(data, i);
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "aside-event",
        "data-event": data.events.id(i),
        onclick: () => store.set({ selected: i, via: "tray" }),
      },
      h("span", { class: "event-title", dir: "auto" }, titleOf(data, i)),
      unseen(", "),
      h(
        "span",
        { class: "event-place" },
        whenOf(data, i),
        place.length > 0 && " · ",
        ...place,
        twins > 1 && ` · ${t("list.twin", { i: twin, n: twins })}`,
        data.suggested[i] === 1 && " ",
        data.suggested[i] === 1 && h("span", { class: "suggested-tag" }, t("suggested.tag")),
      ),
    ),
    h("p", { class: "reason", dir: "auto" }, data.events.reason(i)),
    quote && h("blockquote", { dir: "auto" }, quote),
  );
}
