// A long list of which only the rows in sight exist. Rows are of one height.

import { h } from "./dom.js";

const ROW = 92; // pixels; page.css gives .virtual rows this height
const SPARE = 6; // rows kept beyond each edge
const AT_ONCE = 8; // rows that fit, until the list is scrolled; page.css lets it grow to 40rem
const TALLEST = 8_000_000; // browsers cap an element's height; beyond it, scrolling runs faster than the rows

/**
 * @typedef {object} Virtual
 * @property {HTMLElement} element
 * @property {(rows: number) => void} show so many rows, from the first; asks nothing of the page's layout
 * @property {(at: number) => void} reveal
 */

/** @param {(at: number) => HTMLElement} item @returns {Virtual} */
export function createVirtual(item) {
  let count = 0;
  let tall = 0;
  const list = h("ol", { class: "virtual-rows" });
  const spacer = h("div", { class: "virtual-space" }, list);
  const port = h("div", { class: "virtual" }, spacer);
  let first = -1;
  let scrolled = false;

  /** @param {number} start @param {number} fits rows */
  const put = (start, fits) => {
    first = start;
    const focused = document.activeElement?.getAttribute("data-at");
    const held = list.contains(document.activeElement);
    const rows = [];
    const end = Math.min(count, start + fits + (start ? 2 : 1) * SPARE);
    for (let at = start; at < end; at++) rows.push(item(at));
    list.replaceChildren(...rows);
    if (held)
      /** @type {HTMLElement | null} */ (list.querySelector(`[data-at="${focused}"]`))?.focus({
        preventScroll: true,
      });
  };
  const draw = () => {
    scrolled = true;
    const fits = Math.ceil(port.clientHeight / ROW) || AT_ONCE;
    const range = Math.max(1, tall - port.clientHeight);
    const top = (port.scrollTop / range) * Math.max(0, count - port.clientHeight / ROW); // upper row
    const start = Math.max(0, Math.floor(top) - SPARE);
    list.style.transform = `translateY(${port.scrollTop - (top - start) * ROW}px)`;
    if (start !== first) put(start, fits);
  };
  port.addEventListener("scroll", draw, { passive: true });
  return {
    element: port,
    show(rows) {
      count = rows;
      tall = Math.min(count * ROW, TALLEST);
      spacer.style.height = `${tall}px`;
      list.style.transform = "";
      list.replaceChildren(); // other events: none of them takes over the focus
      put(0, AT_ONCE);
      if (scrolled) port.scrollTop = 0;
      scrolled = false;
    },
    reveal(at) {
      const range = Math.max(1, tall - port.clientHeight);
      const inSight = port.clientHeight / ROW;
      const top = (port.scrollTop / range) * Math.max(0, count - inSight);
      if (at < top) port.scrollTop = (at / Math.max(1, count - inSight)) * range;
      else if (at + 1 > top + inSight)
        port.scrollTop = ((at + 1 - inSight) / Math.max(1, count - inSight)) * range;
      draw();
    },
  };
}
