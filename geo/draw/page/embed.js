// The layout for a frame in another page (`#embed`): one line of headline, map, periods, a closed column.

import { h, unseen } from "./dom.js";
import { hashOfState, parseHash } from "./hash.js";
import { asOf } from "./masthead.js";
import { t } from "./strings.js";

/** Whether this page is in such a frame; said to the style sheet too. */
export function embedded() {
  const { embed } = parseHash(location.hash);
  if (embed) document.documentElement.dataset.embed = "";
  return embed;
}

/**
 * The headline leads to the full page; one line gives the sources; the map itself has the attribution.
 * @param {{ headline: HTMLElement, notes: HTMLElement }} parts @param {import("./decode.js").Data} data
 * @param {import("./store.js").Store} store
 */
export function writeEmbed({ headline, notes }, data, store) {
  const link = h("a", { target: "_blank", rel: "noopener", title: t("embed.full") });
  link.append(...headline.childNodes, unseen(` (${t("embed.full")})`));
  const aim = () => {
    link.href = `${location.href.replace(/#.*$/s, "")}#${hashOfState(data, store.get())}`;
  };
  for (const event of ["pointerenter", "focus", "pointerdown", "click"]) link.addEventListener(event, aim);
  aim();
  headline.replaceChildren(link);
  const { sources } = data.raw;
  const list = sources.map(({ title, outlet, id }) => title || outlet || id).join("; ");
  const line = [list && t("share.sources", { list }), asOf(data.raw.page)].filter(Boolean).join(" · ");
  notes.tabIndex = 0; // a long line scrolls
  notes.append(h("p", { class: "credit", dir: "auto" }, line));
}
