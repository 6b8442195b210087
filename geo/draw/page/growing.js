// A list of which the first rows are made, and the rest when they are asked for.

import { h } from "./dom.js";
import { t } from "./strings.js";

/**
 * @param {HTMLElement} list @param {number} size @param {number} first
 * @param {(at: number) => Node} item
 */
export function growing(list, size, first, item) {
  const more = h("button", { type: "button", class: "plain", onclick: () => grow(size) }, t("filters.more", { n: size }));
  /** @param {number} to */
  const grow = (to) => {
    const held = document.activeElement === more;
    const from = list.children.length;
    for (let at = from; at < Math.min(to, size); at++) list.append(item(at));
    more.hidden = to >= size;
    // The button is gone: the focus goes to what it brought.
    if (held) /** @type {HTMLElement | null} */ (list.children[from]?.querySelector("button, [tabindex]"))?.focus();
  };
  grow(first);
  return { more, grow };
}
