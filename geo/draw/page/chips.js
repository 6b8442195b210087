// What narrows the page, as buttons that take it back; nobody should forget what is filtered.

import { active, nothing } from "./choices.js";
import { fill, h } from "./dom.js";
import { t } from "./strings.js";

/**
 * @param {import("./decode.js").Data} data @param {import("./store.js").Store} store
 * @param {() => void} leave takes the focus when the last one is gone
 */
export function createChips(data, store, leave) {
  const list = h("ul", { class: "chips", "aria-label": t("filters.active") });
  const render = () => {
    const held = [...list.querySelectorAll("button")].indexOf(/** @type {any} */ (document.activeElement));
    const choices = active(data, store.get());
    list.hidden = !choices.length;
    fill(
      list,
      ...choices.map(({ group, text, without }) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: "chip",
              "aria-label": t("filters.remove", { group, name: text }),
              onclick: () => store.set(without),
            },
            h("span", { class: "chip-group" }, group),
            " ",
            h("bdi", {}, text),
            h("span", { class: "chip-cross" }, "×"),
          ),
        ),
      ),
      choices.length > 1 &&
        h("li", {}, h("button", { type: "button", class: "plain", onclick: () => store.set(nothing(data)) }, t("filters.clear"))),
    );
    if (held < 0) return;
    const left = list.querySelectorAll("button");
    if (left.length) left[Math.min(held, left.length - 1)]?.focus();
    else leave();
  };
  store.on(["shown"], render);
  render();
  return list;
}
