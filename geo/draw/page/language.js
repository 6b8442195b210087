// The language chooser: the page starts anew in the chosen language, at the same state.

import { h } from "./dom.js";
import { hashOfState, parseHash } from "./hash.js";
import { currentLanguage, languages, t } from "./strings.js";

/** @param {HTMLElement} tools @param {import("./decode.js").Data} data @param {import("./store.js").Store} store */
export function createLanguages(tools, data, store) {
  const all = languages();
  if (all.length < 2 || !/^(https?|file):/.test(location.href)) return; // a notebook's frame forgets its fragment
  const select = h(
    "select",
    {},
    ...all.map(({ tag, name }) => h("option", { value: tag, lang: tag, selected: tag === currentLanguage() }, name)),
  );
  select.addEventListener("change", () => {
    const { embed } = parseHash(location.hash);
    const hash = hashOfState(data, store.get(), { embed, language: select.value });
    history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
    location.reload();
  });
  tools.append(h("label", { class: "language" }, h("span", {}, t("language.choose")), select));
}
