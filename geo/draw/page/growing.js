// A list of which the first rows are made, and more when they are asked for.

import { h } from "./dom.js";
import { t } from "./strings.js";

const AT_ONCE = 500; // rows that a press brings

/**
 * @param {HTMLElement} list @param {number} size @param {number} first
 * @param {(at: number) => Node} item
 */
export function growing(list, size, first, item) {
  const more = h("button", { type: "button", class: "plain", onclick: () => grow(list.children.length + AT_ONCE) });
  /** @param {number} to */
  const grow = (to) => {
    const held = document.activeElement === more;
    const from = list.children.length;
    for (let at = from; at < Math.min(to, size); at++) list.append(item(at));
    more.hidden = to >= size;
    more.textContent = size - to > AT_ONCE ? t("growing.next", { n: AT_ONCE, all: size }) : t("filters.more", { n: size });
    // The button is gone: the focus goes to what it brought.
    if (held) /** @type {HTMLElement | null} */ (list.children[from]?.querySelector("button, [tabindex]"))?.focus();
  };
  grow(first);
  return { more, grow };
}
