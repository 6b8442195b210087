// One group of filters: a fold with a checkbox for each value. What is folded away costs nothing.

import { fill, h } from "./dom.js";
import { fold } from "./folding.js";
import { number, t } from "./strings.js";

const FEW = 8; // values shown at first
const MANY = 30; // beyond, a field narrows the names
const MOST = 200; // rows at once

/**
 * @typedef {object} Choice
 * @property {string} key
 * @property {string} name
 * @property {number} size
 * @property {() => { code: number, name: string }[]} values in the order of the page
 * @property {() => Uint8Array | null} chosen null = all
 * @property {() => Uint32Array} counts under everything else that is chosen
 * @property {(code: number, lit: boolean) => void} toggle
 * @property {(code: number) => void} only
 * @property {() => void} all
 */

/** @param {Choice} choice */
export function createGroup(choice) {
  const told = h("span", { class: "filter-told" });
  const body = h("div", { class: "filter-body", role: "group", "aria-label": choice.name });
  const element = h(
    "details",
    { class: "filter", "data-facet": choice.key },
    h("summary", {}, h("span", { class: "filter-name" }, choice.name), told),
    body,
  );
  /** @type {{ update: () => void } | null} */
  let rows = null;
  const update = () => {
    const on = choice.chosen();
    const lit = on?.reduce((sum, one) => sum + one, 0) ?? 0;
    told.textContent = on ? t("filters.some", { n: lit, all: number(choice.size) }) : number(choice.size);
    told.classList.toggle("chosen", on !== null);
    if (!element.open) return;
    rows ??= createRows(choice, body);
    rows.update();
  };
  element.addEventListener("toggle", update);
  return { element, update };
}

/** The rows of an open group. @param {Choice} choice @param {HTMLElement} body */
function createRows(choice, body) {
  const values = choice.values();
  const folded = values.map(({ name }) => fold(name));
  /** @type {Map<number, ReturnType<typeof valueRow>>} */
  const made = new Map();
  let whole = values.length <= FEW + 2; // two more rows cost less than a button
  let wanted = "";
  const list = h("ul");
  const left = h("p", { class: "quiet filter-left" });
  const field = h("input", {
    type: "search",
    class: "filter-narrow",
    "aria-label": t("filters.narrow", { group: choice.name }),
    placeholder: t("filters.narrow.hint"),
    autocomplete: "off",
  });
  const all = h("button", { type: "button", class: "plain", onclick: () => {
    choice.all();
    list.querySelector("input")?.focus(); // the button is gone
  } }, t("filters.all"));
  all.setAttribute("aria-label", t("filters.all.label", { group: choice.name }));
  const more = h("button", { type: "button", class: "plain" });
  more.addEventListener("click", () => {
    whole = !whole;
    update();
  });
  field.addEventListener("input", () => {
    wanted = fold(field.value);
    update();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = wanted = "";
    update();
  });
  fill(body, values.length > MANY && field, list, left, h("div", { class: "filter-foot" }, more, all));

  const update = () => {
    const on = choice.chosen();
    const counts = choice.counts();
    const fitting = wanted ? values.filter((_, v) => folded[v]?.includes(wanted)) : values;
    const open = wanted || whole ? fitting.slice(0, MOST) : fitting.slice(0, FEW);
    const rows = open.map(({ code, name }) => {
      let row = made.get(code);
      if (!row) made.set(code, (row = valueRow(choice, code, name)));
      row.update(!on || on[code] === 1, counts[code] ?? 0);
      return row.element;
    });
    const same = rows.length === list.children.length && rows.every((row, r) => row === list.children[r]);
    if (!same) list.replaceChildren(...rows); // the focus stays where it is otherwise
    const beyond = fitting.length - open.length;
    left.hidden = fitting.length > 0 && !(beyond && (wanted || whole));
    left.textContent = fitting.length ? t("filters.beyond", { n: beyond }) : t("filters.nomatch");
    more.hidden = Boolean(wanted) || values.length <= FEW + 2;
    more.textContent = whole ? t("filters.fewer") : t("filters.more", { n: values.length });
    more.setAttribute("aria-expanded", String(whole));
    all.hidden = !on;
  };
  return { update };
}

/** @param {Choice} choice @param {number} code @param {string} name */
function valueRow(choice, code, name) {
  const count = h("span", { class: "layer-count" });
  const box = h("input", { type: "checkbox" });
  box.addEventListener("change", () => choice.toggle(code, box.checked));
  const element = h(
    "li",
    {},
    h("label", {}, box, h("span", { class: "layer-name", dir: "auto" }, name), count),
    h(
      "button",
      {
        type: "button",
        class: "only",
        "aria-label": t("legend.only.label", { name: `${name}, ${choice.name.toLowerCase()}` }),
        onclick: () => choice.only(code),
      },
      t("legend.only"),
    ),
  );
  return {
    element,
    /** @param {boolean} lit @param {number} n */
    update(lit, n) {
      box.checked = lit;
      count.textContent = number(n);
      element.classList.toggle("nothing", n === 0);
    },
  };
}
