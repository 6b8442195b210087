// Two dates to type: "2015", "2015-10" or "2015-10-03".

import { isoDay, parseDay } from "./dates.js";
import { h } from "./dom.js";
import { t } from "./strings.js";

/** @typedef {import("./filter.js").Span} Span */

/**
 * What two typed dates mean; an empty one is the axis's end. Pure.
 * @param {string} from @param {string} to @param {Span} whole
 * @returns {{ span: Span } | { wrong: 0 | 1, message: string }}
 */
export function typedSpan(from, to, whole) {
  const first = from.trim() ? parseDay(from.trim()) : { from: whole[0] };
  const last = to.trim() ? parseDay(to.trim()) : { to: whole[1] };
  if (!first) return { wrong: 0, message: "timeline.typed.wrong" };
  if (!last) return { wrong: 1, message: "timeline.typed.wrong" };
  if (first.from > last.to) return { wrong: 1, message: "timeline.typed.order" };
  return { span: [first.from, last.to] };
}

/** @param {{ whole: () => Span, get: () => Span | null, set: (span: Span) => void, clear: () => void }} host */
export function createTyped(host) {
  const alert = h("p", { class: "typed-alert", role: "alert", id: "typed-alert" });
  const fields = ["timeline.typed.from", "timeline.typed.to"].map((key) =>
    h("input", { type: "text", dir: "ltr", size: 10, autocomplete: "off", spellcheck: "false", inputmode: "text", "aria-label": t(`${key}.label`), title: t("timeline.typed.hint"), onchange: apply }),
  );
  const [from, to] = /** @type {[HTMLInputElement, HTMLInputElement]} */ (fields);
  const labels = [from, to].map((field, side) => h("label", {}, h("span", {}, t(side ? "timeline.typed.to" : "timeline.typed.from")), field));
  const form = h("form", { class: "typed", novalidate: true, onsubmit: submit }, ...labels, h("button", { type: "submit", class: "unseen", tabindex: -1, "aria-hidden": "true" }), alert);

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    apply();
  }
  function apply() {
    const result = typedSpan(from.value, to.value, host.whole());
    say("wrong" in result ? t(result.message) : "", "wrong" in result ? result.wrong : -1);
    if ("wrong" in result) return;
    if (from.value.trim() || to.value.trim()) host.set(result.span);
    else host.clear();
  }
  /** @param {string} message @param {number} wrong which field */
  function say(message, wrong) {
    if (alert.textContent !== message) alert.textContent = message;
    [from, to].forEach((field, side) => {
      if (side === wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      if (side === wrong) field.setAttribute("aria-describedby", "typed-alert");
      else field.removeAttribute("aria-describedby");
    });
  }
  return {
    element: form,
    update() {
      const span = host.get() ?? host.whole();
      from.value = isoDay(span[0]);
      to.value = isoDay(span[1]);
      say("", -1);
    },
  };
}
