// The notes below the map: method, sources, accounting, corrections, borders, other pages.

import { dateWords } from "./dates.js";
import { anchor } from "./link.js";
import { fill, h, paragraphs } from "./dom.js";
import { number, t } from "./strings.js";
import { pageUrl } from "./url.js";

/**
 * @param {HTMLElement} footer @param {import("./decode.js").Head} data
 * @param {import("./contract").BaseMap | null} base
 */
export function writeNotes(footer, data, base) {
  const { page } = data;
  const links = page.links.flatMap(({ href, title }) => {
    const safe = pageUrl(href);
    return safe ? [h("li", {}, h("a", { href: safe, dir: "auto" }, title))] : [];
  });
  const licences = (data.licences ?? []).map(({ licence, events }) =>
    h("li", {}, h("bdi", {}, licence), " · ", t("timeline.events", { n: events })),
  );
  fill(
    footer,
    links.length > 0 && block(t("notes.links"), h("ul", { class: "links" }, ...links)),
    page.method && block(t("notes.method"), ...paragraphs(page.method)),
    data.sources.length + licences.length > 0 &&
      block(t("notes.sources"), h("ul", {}, ...data.sources.map(sourceLine), ...licences)),
    block(
      t("notes.accounting"),
      accounting(data.accounting),
      data.accounting.suggested ? h("p", {}, t("notes.suggested", { n: data.accounting.suggested })) : "",
      h("p", { class: "quiet" }, t("notes.data", { hash: page.hash })),
    ),
    page.corrections && block(t("notes.corrections"), ...paragraphs(page.corrections)),
    base && block(t("notes.borders"), ...paragraphs(`${base.policy}\n\n${base.attribution}`)),
  );
}

/** @param {string} title @param {...(Node | string)} content */
const block = (title, ...content) => h("section", { class: "note" }, h("h2", {}, title), ...content);

/** @param {import("./contract").Source} source */
function sourceLine(source) {
  const facts = [
    source.outlet !== source.title && source.outlet,
    source.author,
    source.date && dateWords(source.date),
    source.kind,
    source.licence,
  ];
  return h(
    "li",
    { dir: "auto" },
    h("cite", {}, source.title || source.id),
    ". ",
    facts.filter(Boolean).join(" · "),
    source.url && " · ",
    source.url && anchor(source.url, t("card.read")),
  );
}

/**
 * rows = on map + without a place + undated + rejected + duplicates, as a sum to be read.
 * @param {import("./contract").Accounting} counts
 */
function accounting(counts) {
  const parts = /** @type {const} */ (["on_map", "without_place", "undated", "rejected", "duplicates"]);
  return h(
    "p",
    { class: "sum" },
    h("b", {}, number(counts.rows)),
    ` ${t("notes.read")} = `,
    ...parts.flatMap((part, i) => [
      i ? " + " : "",
      h("b", {}, number(counts[part])),
      ` ${t(`notes.${part}`)}`,
    ]),
  );
}
