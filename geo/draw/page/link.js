// Links of an event: to its source, and the one to the event itself that a reader copies.

import { h } from "./dom.js";
import { formatHash } from "./hash.js";
import { t } from "./strings.js";
import { safeUrl } from "./url.js";

/** A link when the address is http or https, else the text. @param {string} url @param {string} label */
export function anchor(url, label) {
  const href = safeUrl(url);
  if (!href) return h("span", { class: "quiet" }, t("card.nolink", { text: url }));
  return h("a", { href, rel: "noopener noreferrer", target: "_blank" }, label);
}

/**
 * The page's address with an event and the data it was read from, and nothing else.
 * @param {string} page @param {string} event @param {string} data its hash
 */
export function eventLink(page, event, data) {
  const hash = formatHash({
    periods: [],
    from: null,
    to: null,
    event,
    query: "",
    layers: null,
    facets: {},
    compare: null,
    mentions: null,
    story: false,
    view: null,
    language: "",
    embed: false,
    data,
  });
  return `${page.replace(/#.*$/s, "")}#${hash}`;
}

/** Copies the link; where the browser forbids it, the link stands ready to be copied by hand. @param {string} link */
export function copyLink(link) {
  const status = h("span", { role: "status", class: "quiet" });
  const field = h("input", { type: "text", readonly: true, "aria-label": t("card.link"), class: "link-field", dir: "ltr" });
  field.value = link;
  field.hidden = true;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      field.hidden = true;
      status.textContent = t("card.copied");
    } catch {
      field.hidden = false;
      field.select();
      status.textContent = t("card.byhand");
    }
  };
  return h(
    "div",
    { class: "card-link" },
    h("button", { type: "button", class: "plain", onclick: copy }, t("card.copy")),
    " ",
    status,
    field,
  );
}
