// The switch that hides what no person has reviewed.

import { switched, withFacet } from "./choices.js";
import { h } from "./dom.js";
import { FACETS } from "./facets.js";
import { t } from "./strings.js";

/**
 * One press hides what nobody has reviewed, one more shows it again; nothing where all events are alike.
 * @param {import("./decode.js").Data} data @param {import("./store.js").Store} store
 */
export function suggestedSwitch({ suggested, onMap, facets }, store) {
  const n = suggested.reduce((sum, one, i) => sum + (one & (onMap[i] ?? 0)), 0);
  if (!n || n === onMap.reduce((sum, one) => sum + one, 0)) return null;
  const f = FACETS.indexOf("status");
  const code = facets[f]?.values.indexOf("suggested") ?? -1;
  const on = () => store.get().facets[f];
  const hidden = () => on()?.[code] === 0;
  const toggle = () => {
    const size = facets[f]?.values.length ?? 0;
    const next = switched(on(), size, code, hidden());
    const none = next && !next.some(Boolean); // nothing but these was chosen
    store.set(withFacet(store.get().facets, f, none ? switched(null, size, code, false) : next));
  };
  const button = h("button", { type: "button", class: "plain suggested-switch", onclick: toggle });
  const update = () => {
    button.textContent = t(hidden() ? "suggested.show" : "suggested.hide", { n });
  };
  store.on(["facets"], update);
  update();
  return button;
}
