// What is shown, in words: at once for the eye, after a rest for the ear.

import { spanLabel } from "./dates.js";
import { windows } from "./filter.js";
import { t } from "./strings.js";

const REST = 500; // ms; a drag or the player would else be read out at every step

/**
 * "1 Oct – 31 Dec 2015: 84 events, 7 possible, 60 suggested, not reviewed"; both where two stretches are compared.
 * @param {import("./decode.js").Data} data @param {Readonly<import("./store.js").State>} state
 */
export function sentence(data, state) {
  const open = windows(state, data.raw.periods);
  const [only] = open ?? [];
  const span = !open ? t("count.all") : open.length === 1 && only ? spanLabel(...only) : t("count.selected");
  const own = counted(span, state.shown);
  if (!state.compare || !state.other) return own;
  return t("timeline.compared", { a: own, b: counted(spanLabel(...state.compare), state.other) });
}

/** @param {string} span @param {import("./filter.js").Shown} shown */
const counted = (span, { shown, possible, suggested }) =>
  t("count", { n: shown, span }) +
  (possible ? t("count.possible", { n: possible }) : "") +
  (suggested ? t("count.suggested", { n: suggested }) : "");

/** A live region that changes at once and speaks when it has come to rest. @param {HTMLElement} host */
export function restful(host) {
  let timer = 0;
  host.setAttribute("role", "status");
  return (/** @type {string} */ text) => {
    if (host.textContent === text) return;
    if (!host.textContent) {
      host.textContent = text; // a page that opens has not changed
      return;
    }
    host.setAttribute("aria-live", "off");
    host.textContent = text;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      host.setAttribute("aria-live", "polite");
      host.replaceChildren(text); // a change for the ear
    }, REST);
  };
}
