// A long list of which only the rows in sight exist. Rows are of one height.

import { h } from "./dom.js";

const ROW = 94; // pixels, until a row has been measured: its height follows the size of the text
const SPARE = 6; // rows kept beyond each edge
const AT_ONCE = 8; // rows that fit, until the list is scrolled; column.css lets it grow to 40rem
const TALLEST = 8_000_000; // browsers cap an element's height; beyond it, scrolling runs faster than the rows

/**
 * @typedef {object} Virtual
 * @property {HTMLElement} element
 * @property {(rows: number) => void} show so many rows, from the first; asks nothing of the page's layout
 * @property {(at: number) => void} reveal
 * @property {() => void} refresh the rows in sight, made anew
 */

/** @param {(at: number) => HTMLElement} item @returns {Virtual} */
export function createVirtual(item) {
  let count = 0;
  let row = ROW;
  let tall = 0;
  let first = 0;
  let made = 0; // rows that exist
  let scrolled = false;
  const list = h("ol", { class: "virtual-rows" });
  const spacer = h("div", { class: "virtual-space" }, list);
  const port = h("div", { class: "virtual" }, spacer);

  const size = () => {
    tall = Math.min(count * row, TALLEST);
    spacer.style.height = `${tall}px`;
  };
  /** @param {number} start @param {number} fits rows */
  const put = (start, fits) => {
    first = start;
    const focused = document.activeElement?.getAttribute("data-at");
    const held = list.contains(document.activeElement);
    const rows = [];
    const end = Math.min(count, start + fits + (start ? 2 : 1) * SPARE);
    for (let at = start; at < end; at++) rows.push(item(at));
    made = rows.length;
    list.replaceChildren(...rows);
    if (held)
      /** @type {HTMLElement | null} */ (list.querySelector(`[data-at="${focused}"]`))?.focus({
        preventScroll: true,
      });
  };
  /** The row at the upper edge, with its fraction. */
  const upper = () =>
    (port.scrollTop / Math.max(1, tall - port.clientHeight)) * Math.max(0, count - port.clientHeight / row);
  const draw = () => {
    scrolled = true;
    const fits = Math.ceil(port.clientHeight / row) || AT_ONCE;
    const top = upper();
    const start = Math.max(0, Math.floor(top) - SPARE);
    list.style.transform = `translateY(${port.scrollTop - (top - start) * row}px)`;
    if (start !== first || made < Math.min(count - start, fits + SPARE)) put(start, fits);
  };
  const measure = () => {
    const height = list.firstElementChild?.getBoundingClientRect().height ?? 0;
    if (height && Math.abs(height - row) >= 0.1) {
      const at = port.scrollTop / row;
      row = height;
      size();
      port.scrollTop = at * row;
    }
    if (height) draw();
  };
  port.addEventListener("scroll", draw, { passive: true });
  const watch = new ResizeObserver(measure); // larger text, another height
  watch.observe(list);
  watch.observe(port);
  return {
    element: port,
    show(rows) {
      count = rows;
      size();
      list.style.transform = "";
      list.replaceChildren(); // other events: none of them takes over the focus
      put(0, AT_ONCE);
      if (scrolled) port.scrollTop = 0;
      scrolled = false;
    },
    refresh: () => put(first, Math.max(0, made - (first ? 2 : 1) * SPARE)),
    reveal(at) {
      const range = Math.max(1, tall - port.clientHeight);
      const inSight = port.clientHeight / row;
      const top = upper();
      if (at < top) port.scrollTop = (at / Math.max(1, count - inSight)) * range;
      else if (at + 1 > top + inSight)
        port.scrollTop = ((at + 1 - inSight) / Math.max(1, count - inSight)) * range;
      draw();
    },
  };
}
