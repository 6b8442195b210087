// One event in the list.

import { h, unseen } from "./dom.js";
import { HIDDEN, POSSIBLE } from "./filter.js";
import { categoryGlyph } from "./glyph.js";
import { highlighted } from "./highlight.js";
import { t, word } from "./strings.js";
import { amongTwins, machineDay, placeOf, titleOf, whenOf } from "./words.js";

const UNREAL = new Set(["planned", "denied", "hypothetical", "historical"]);

/** @param {import("./decode.js").Data} data @param {Readonly<import("./store.js").State>} state @param {number} i */
export function rowButton(data, state, i) {
  const { query, drawn } = state;
  const possible = drawn.at(i) === POSSIBLE;
  const suggested = data.suggested[i] === 1;
  const disputed = data.disputed[i] === 1;
  const span = spanOf(state, i);
  const c = data.category[i] ?? 0;
  const category = data.raw.categories[c];
  const [twin, twins] = amongTwins(data, i);
  const place = placeOf(data, i, query);
  return h(
    "button",
    {
      type: "button",
      class: "event",
      "data-event": data.events.id(i),
      "aria-current": state.selected === i ? "true" : null,
    },
    category ? categoryGlyph(category, c, { possible, suggested, disputed }) : null,
    // Read aloud as "title, place, date"; the style sheet shows the date first.
    h("span", { class: "event-title", dir: "auto" }, ...highlighted(titleOf(data, i), query)),
    place.length > 0 && unseen(", "),
    place.length > 0 && h("span", { class: "event-place" }, ...place),
    unseen(", "),
    h(
      "time",
      { datetime: machineDay(data, i) },
      whenOf(data, i),
      twins > 1 && ` · ${t("list.twin", { i: twin, n: twins })}`, // no two rows have one name
      !span && possible && h("i", {}, ` · ${t("list.possible")}`),
      disputed && h("i", {}, ` · ${t("list.disputed")}`),
      suggested && " ",
      suggested && h("span", { class: "suggested-tag" }, [t("suggested.tag"), doubtOf(data, i)].filter(Boolean).join(" · ")),
      span && " ",
      span && h("b", { class: "span-tag" }, span),
    ),
  );
}

/** What makes it less than something that happened, as its sentence has it. @param {import("./decode.js").Data} data @param {number} i */
function doubtOf(data, i) {
  const confidence = data.events.confidence(i);
  return UNREAL.has(confidence) ? word("confidence", confidence) : "";
}

/** In which of the two spans that are compared. @param {Readonly<import("./store.js").State>} state @param {number} i */
function spanOf({ shown, other }, i) {
  if (!other) return "";
  const inA = shown.at(i) !== HIDDEN;
  if (other.at(i) === HIDDEN) return t("list.a");
  return inA ? t("list.ab") : t("list.b");
}
