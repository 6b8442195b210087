// Making elements. Text only ever arrives as text nodes.

import { currentLanguage, script } from "./strings.js";

/**
 * @typedef {Record<string, string | number | boolean | ((event: any) => void) | null | undefined>} Attributes
 */

/**
 * An element with attributes, listeners (`onclick: fn`) and children; strings become text.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Attributes} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * An SVG element.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag @param {Record<string, string | number>} attributes @param {...Node} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * "Hmeimim (حميميم)": each run with its own language and direction; the local name first for those who read it.
 * @param {string} name @param {string} local @param {(text: string) => (Node | string)[]} [put]
 * @returns {(Node | string)[]}
 */
export function placeName(name, local, put = (text) => [text]) {
  const bare = name ? h("bdi", {}, ...put(name)) : null;
  if (!local || local === name) return bare ? [bare] : [];
  const { lang, dir } = script(local);
  const own = h("bdi", { lang, dir, class: "local" }, ...put(local));
  if (!bare) return [own];
  return lang === currentLanguage() ? [own, " (", bare, ")"] : [bare, " (", own, ")"];
}

/** Text for the ear only. @param {string} text */
export const unseen = (text) => h("span", { class: "unseen" }, text);

/**
 * Find the element of an id, or make it at the end of its parent.
 * @template {keyof HTMLElementTagNameMap} T @param {string} id @param {T} tag @param {Element} parent
 * @returns {HTMLElement}
 */
export function ensure(id, tag, parent) {
  const found = document.getElementById(id);
  if (found) return found;
  const made = h(tag, { id });
  parent.append(made);
  return made;
}

/**
 * Replace all children.
 * @param {Element} element @param {...(Node | string | null | undefined | false)} children
 */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.filter((child) => child !== null && child !== undefined && child !== false),
  );
}

/** Plain text with blank lines → paragraphs. @param {string} text */
export function paragraphs(text) {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part) => h("p", { dir: "auto" }, part.trim()));
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
