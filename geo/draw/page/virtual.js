// A long list of which only the rows in sight exist. Rows are of one height.

import { h } from "./dom.js";

const ROW = 92; // pixels, until a row has been measured: its height follows the size of the text
const SPARE = 6; // rows kept beyond each edge
const TALLEST = 8_000_000; // browsers cap an element's height; beyond it, scrolling runs faster than the rows

/** @typedef {{ reveal: (at: number) => void }} Virtual */

/**
 * @param {HTMLElement} host @param {number} count @param {(at: number) => HTMLElement} item
 * @returns {Virtual}
 */
export function createVirtual(host, count, item) {
  let row = ROW;
  let tall = 0;
  const list = h("ol", { class: "virtual-rows" });
  const spacer = h("div", { class: "virtual-space" }, list);
  const port = h("div", { class: "virtual" }, spacer);
  host.replaceChildren(port);
  let first = -1;
  let fits = 0;
  let drawn = 0; // what `fits` was when rows were last made

  const draw = () => {
    tall = Math.min(count * row, TALLEST);
    spacer.style.height = `${tall}px`;
    fits = Math.ceil(port.clientHeight / row) || 8;
    const range = Math.max(1, tall - port.clientHeight);
    const top = (port.scrollTop / range) * Math.max(0, count - port.clientHeight / row); // upper row
    const start = Math.max(0, Math.floor(top) - SPARE);
    list.style.transform = `translateY(${port.scrollTop - (top - start) * row}px)`;
    if (start === first && fits === drawn) return;
    first = start;
    drawn = fits;
    const focused = document.activeElement?.getAttribute("data-at");
    const held = list.contains(document.activeElement);
    const rows = [];
    for (let at = start; at < Math.min(count, start + fits + 2 * SPARE); at++) rows.push(item(at));
    list.replaceChildren(...rows);
    if (held)
      /** @type {HTMLElement | null} */ (list.querySelector(`[data-at="${focused}"]`))?.focus({
        preventScroll: true,
      });
  };
  const measure = () => {
    draw();
    const height = list.firstElementChild?.getBoundingClientRect().height ?? 0;
    if (!height || Math.abs(height - row) < 0.1) return;
    const at = port.scrollTop / row;
    row = height;
    draw();
    port.scrollTop = at * row;
  };
  port.addEventListener("scroll", draw, { passive: true });
  measure();
  const watch = new ResizeObserver(measure); // larger text, another height
  watch.observe(list);
  watch.observe(port);
  return {
    reveal(at) {
      const range = Math.max(1, tall - port.clientHeight);
      const inSight = port.clientHeight / row;
      const top = (port.scrollTop / range) * Math.max(0, count - inSight);
      if (at < top) port.scrollTop = (at / Math.max(1, count - inSight)) * range;
      else if (at + 1 > top + inSight)
        port.scrollTop = ((at + 1 - inSight) / Math.max(1, count - inSight)) * range;
      draw();
    },
  };
}
