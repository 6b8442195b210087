// Story mode: the turning points one after the other; the map travels along and fills up as time passes.

import { calm, fill, h } from "./dom.js";
import { everything } from "./facets.js";
import { t } from "./strings.js";
import { showMap, travelTo } from "./travel.js";
import { captionOf, spanUpTo, turningPoints } from "./turning.js";
import { machineDay, placeOf, whenOf } from "./words.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").State} State */
/** @typedef {import("./store.js").Store} Store */

/** What the story takes over, and gives back. */
const OWN = /** @type {const} */ (["span", "periods", "layers", "facets", "query", "compare", "view", "selected", "pile"]);

/**
 * @param {Record<"tools" | "story" | "region" | "column", HTMLElement>} parts @param {Data} data
 * @param {Store} store @param {L.Map} map
 */
export function createStory(parts, data, store, map) {
  const points = turningPoints(data);
  if (!points.length) {
    const none = () => store.set({ story: false }); // a link may ask for it all the same
    store.on(["story"], none);
    none();
    return;
  }
  /** What the reader had before, and where the map stood. @type {{ own: Partial<State>, center: L.LatLng, zoom: number } | null} */
  let before = null;
  let at = -1; // which turning point is told
  const start = h(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-pressed": "false",
      "aria-label": t("story.start", { n: points.length }),
      onclick: () => store.set({ story: !store.get().story, via: "story" }),
    },
    h("span", { class: "wide" }, t("story.start", { n: points.length })),
    h("span", { class: "narrow" }, t("story.word")),
  );
  const said = h("p", { class: "unseen", role: "status" });
  parts.tools.append(start, said);
  const go = (/** @type {number} */ to) => store.set({ selected: points[to] ?? -1, via: "story" });
  const bar = storyBar(data, points, go, () => store.set({ story: false, via: "story" }));
  parts.story.setAttribute("aria-labelledby", "story-title");

  const spanAt = () => spanUpTo(data, points.subarray(0, at + 1));
  /** @param {number} event @param {State["span"]} [chosen] a link's own @param {boolean} [still] */
  const tell = (event, chosen, still = false) => {
    at = points.indexOf(event);
    const span = chosen === undefined ? spanAt() : chosen;
    if (String(store.get().span) !== String(span)) store.set({ span });
    bar.show(at);
    said.textContent = t("story.said", { i: at + 1, n: points.length, caption: captionOf(data, event) });
    if (!still) travelTo(map, data, [event], parts);
  };
  const enter = () => {
    const state = store.get();
    const { selected, span, periods, view } = state;
    const linked = state.via === "hash"; // it says what is chosen, and the reader has nothing else to come back to
    const own = Object.fromEntries(OWN.map((key) => [key, state[key]]));
    before = { own: linked ? unchosen(data) : own, center: map.getCenter(), zoom: map.getZoom() };
    fill(parts.story, bar.element);
    parts.story.hidden = false;
    parts.column.classList.add("telling");
    start.setAttribute("aria-pressed", "true");
    const first = points.includes(selected) ? selected : (points[0] ?? -1);
    at = points.indexOf(first);
    const chosen = linked && (span || String(periods) !== String(data.home)) ? span : undefined;
    const rest = linked ? {} : unchosen(data);
    store.set({ ...rest, span: chosen === undefined ? spanAt() : chosen, selected: first, via: "story" });
    showMap(parts);
    tell(first, chosen, linked && view !== null);
    if (!linked) bar.heading.focus({ preventScroll: true });
  };
  /** @param {boolean} back to what the reader had */
  const leave = (back) => {
    const held = parts.story.contains(document.activeElement) || document.activeElement === document.body;
    const was = before;
    before = null;
    at = -1;
    fill(parts.story);
    parts.story.hidden = true;
    parts.column.classList.remove("telling");
    start.setAttribute("aria-pressed", "false");
    said.textContent = t("story.left");
    if (was && back) {
      store.set({ ...was.own, via: "story" });
      map.setView(was.center, was.zoom, { animate: !calm() });
    }
    if (held) start.focus({ preventScroll: true });
  };
  store.on(["story", "selected"], ({ story, selected, via }) => {
    if (story && !before) enter();
    else if (!story && before) leave(via !== "hash"); // a link brings a state of its own
    else if (story && selected < 0) store.set({ selected: points[at] ?? -1, via: "story" });
    else if (story && points.includes(selected) && points[at] !== selected) tell(selected);
    if (!story) return;
    parts.column.scrollTo({ top: 0, behavior: "instant" }); // the bar, not the card
    // A card that was filled anew has dropped the focus.
    if (document.activeElement === document.body) bar.heading.focus({ preventScroll: true });
  });
  store.on(["arrived"], () => at >= 0 && bar.show(at));
  if (store.get().story) enter();
}

/** Nothing chosen. @param {Data} data */
function unchosen(data) {
  return {
    span: null,
    periods: data.home,
    layers: new Uint8Array(data.raw.layers.length).fill(1),
    facets: everything(),
    query: "",
    compare: null,
    view: null,
    selected: -1,
    pile: null,
  };
}

/**
 * "2 of 7", a dot for each, the caption, date and place, and the words of the source.
 * @param {Data} data @param {Int32Array} points @param {(at: number) => void} go @param {() => void} leave
 */
function storyBar(data, points, go, leave) {
  let at = 0;
  const position = h("span", { class: "quiet" });
  const heading = h("h2", { id: "story-title", tabindex: -1, dir: "auto" });
  const facts = h("p", { class: "story-facts" });
  const quote = h("blockquote", { class: "story-quote", dir: "auto" });
  /** @param {-1 | 1} step @param {string} key @param {string} sign */
  const arrow = (step, key, sign) => {
    const move = () => points[at + step] !== undefined && go(at + step);
    return h("button", { type: "button", class: "icon", "aria-label": t(key), title: t(key), onclick: move }, sign);
  };
  const previous = arrow(-1, "story.previous", "←");
  const next = arrow(1, "story.next", "→");
  const dots = Array.from(points, (event, to) =>
    h("button", {
      type: "button",
      class: "story-dot",
      "aria-label": t("story.dot", { i: to + 1, caption: captionOf(data, event) }),
      title: captionOf(data, event),
      onclick: () => go(to),
    }),
  );
  const element = h(
    "div",
    {},
    h(
      "div",
      { class: "story-bar" },
      previous,
      position,
      next,
      h("button", { type: "button", class: "plain story-leave", onclick: leave }, t("story.leave")),
    ),
    h("div", { class: "story-dots", role: "group", "aria-label": t("story.dots") }, ...dots),
    heading,
    facts,
    quote,
  );
  return {
    element,
    heading,
    /** @param {number} to */
    show(to) {
      at = to;
      const event = points[to] ?? -1;
      position.textContent = t("story.position", { i: to + 1, n: points.length });
      // Disabled in name only: a button that takes itself away takes the focus with it.
      previous.setAttribute("aria-disabled", String(to === 0));
      next.setAttribute("aria-disabled", String(to === points.length - 1));
      dots.forEach((dot, d) => (d === to ? dot.setAttribute("aria-current", "step") : dot.removeAttribute("aria-current")));
      heading.textContent = captionOf(data, event);
      const place = placeOf(data, event);
      fill(
        facts,
        h("time", { datetime: machineDay(data, event) }, whenOf(data, event)),
        ...(place.length ? [" · ", ...place] : []),
        !data.onMap[event] && h("span", { class: "story-off" }, t("story.off", { why: data.events.reason(event) })),
      );
      const words = data.events.quote(event);
      quote.textContent = words;
      quote.hidden = !words;
    },
  };
}
