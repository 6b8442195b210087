// location.hash ⇄ state: a link is a citation.
// `#period=active&from=2015-10-01&to=2015-12-31&actor=!Navy&q=base&event=E7&view=6.5/35.1/38.2`

import { OPEN_END, OPEN_START, isoDay, parseDay } from "./dates.js";
import { FACETS } from "./facets.js";
import { currentLanguage, languages } from "./strings.js";

/** @typedef {import("./contract").PageHash} PageHash */
/** @typedef {import("./contract").Picked} Picked */

const DEEPEST = 30; // zoom levels; the map itself ends before
const FARTHEST = 540; // degrees: once round the world and half again
const WAIT = 200; // ms; browsers refuse an address that changes with every step of a drag

/**
 * Unknown keys and broken values are passed over.
 * @param {string} hash @returns {PageHash}
 */
export function parseHash(hash) {
  const given = new Map(
    hash.replace(/^#/, "").split("&").filter(Boolean).map((part) => {
      const at = part.indexOf("=");
      return /** @type {[string, string]} */ (at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)]);
    }),
  );
  /** @param {string} key */
  const text = (key) => decoded(given.get(key) ?? "");
  const [b, c] = text("b").split("/").map(parseDay);
  const from = parseDay(text("from"))?.from ?? null;
  const to = parseDay(text("to"))?.to ?? null;
  const reversed = from !== null && to !== null && from > to;
  return {
    periods: names(given.get("period") ?? ""),
    from: reversed ? null : from,
    to: reversed ? null : to,
    event: text("event") || null,
    query: text("q"),
    layers: picked(given.get("layer")),
    facets: Object.fromEntries(
      FACETS.flatMap((key) => {
        const chosen = picked(given.get(key));
        return chosen ? [[key, chosen]] : [];
      }),
    ),
    compare: b && c && b.from <= c.to ? [b.from, c.to] : null,
    mentions: /** @type {Record<string, boolean>} */ ({ on: true, off: false })[text("mentions")] ?? null,
    story: given.has("story"),
    view: viewed(text("view")),
    language: text("lang"),
    embed: given.has("embed"),
    data: text("data"),
  };
}

/** @param {PageHash} parts @returns {string} without "#" */
export function formatHash(parts) {
  const out = [];
  const { periods, from, to, event, query, layers, facets, compare, mentions, story, view, language, embed, data } = parts;
  if (periods.length) out.push(`period=${periods.map(encoded).join(",")}`);
  if (from !== null) out.push(`from=${isoDay(from)}`);
  if (to !== null) out.push(`to=${isoDay(to)}`);
  if (compare) out.push(`b=${compare.map(isoDay).join("/")}`);
  if (layers) out.push(`layer=${written(layers)}`);
  for (const key of FACETS) if (facets[key]) out.push(`${key}=${written(facets[key])}`);
  if (query) out.push(`q=${encoded(query)}`);
  if (event) out.push(`event=${encoded(event)}`);
  if (typeof mentions === "boolean") out.push(`mentions=${mentions ? "on" : "off"}`);
  if (story) out.push("story");
  if (view) out.push(`view=${view.zoom.toFixed(2)}/${view.lat.toFixed(4)}/${view.lon.toFixed(4)}`);
  if (language) out.push(`lang=${language}`);
  if (embed) out.push("embed");
  if (data && out.length) out.push(`data=${data}`);
  return out.join("&");
}

/** Where to look, if that is on the map. @param {string} text @returns {import("./contract").View | null} */
function viewed(text) {
  const parts = /^(\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/.exec(text);
  if (!parts) return null;
  const [zoom = 0, lat = 0, lon = 0] = parts.slice(1).map(Number);
  return zoom <= DEEPEST && Math.abs(lat) <= 90 && Math.abs(lon) <= FARTHEST ? { zoom, lat, lon } : null;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}

/** "!" says "all but" at the head of a list; half a surrogate pair has no code. @param {string} text */
const encoded = (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD")).replaceAll("!", "%21");

/** @param {string} list */
const names = (list) => list.split(",").filter(Boolean).map(decoded);

/** @param {string | undefined} list @returns {Picked | null} */
function picked(list) {
  if (list === undefined) return null;
  const out = list.startsWith("!");
  return { names: (out ? list.slice(1) : list).split(",").map(decoded), out };
}

/** @param {Picked} picked */
const written = ({ names: list, out }) => (out ? "!" : "") + list.map(encoded).join(",");

/**
 * Which of some names are on; null when that is all of them, or when none of those asked for is known.
 * @param {Picked | null | undefined} picked @param {readonly string[]} all @returns {Uint8Array | null}
 */
function switches(picked, all) {
  if (!picked) return null;
  const asked = new Set(picked.names);
  if (!all.some((name) => asked.has(name))) return null;
  const on = Uint8Array.from(all, (name) => Number(asked.has(name) !== picked.out));
  return on.every(Boolean) ? null : on;
}

/**
 * The shorter way to say which are on.
 * @param {Uint8Array | null | undefined} on @param {readonly string[]} all @returns {Picked | null}
 */
export function choice(on, all) {
  if (!on || on.every(Boolean)) return null;
  const lit = on.reduce((sum, one) => sum + one, 0);
  const out = lit * 2 > all.length || lit === 0;
  return { names: all.filter((_, i) => Boolean(on[i]) !== out), out };
}

/** @param {import("./decode.js").Data} data */
const layerIds = (data) => data.raw.layers.map(({ id }) => id);

/** @param {import("./decode.js").Data} data @param {string} hash */
export function stateFromHash(data, hash) {
  const parsed = parseHash(hash);
  const periods = data.raw.periods.flatMap((period, i) => (parsed.periods.includes(period.id) ? [i] : []));
  /** @type {import("./filter.js").Span | null} */
  const span =
    parsed.from === null && parsed.to === null ? null : [parsed.from ?? OPEN_START, parsed.to ?? OPEN_END];
  return {
    periods: periods.length ? periods : data.home,
    span,
    layers: switches(parsed.layers, layerIds(data)) ?? new Uint8Array(data.raw.layers.length).fill(1),
    facets: data.facets.map((facet) => {
      const chosen = parsed.facets[facet.key];
      return chosen ? switches(chosen, facet.values) : null;
    }),
    query: parsed.query,
    compare: parsed.compare,
    mentions: parsed.mentions ?? data.quiet,
    story: parsed.story,
    view: parsed.view,
    selected: parsed.event === null ? -1 : (data.byId.get(parsed.event) ?? -1),
  };
}

/**
 * @param {import("./decode.js").Data} data @param {Readonly<import("./store.js").State>} state
 * @param {{ embed?: boolean, language?: string }} [options]
 */
export function hashOfState(data, state, { embed = false, language = currentLanguage() } = {}) {
  const [from, to] = state.span ?? [OPEN_START, OPEN_END];
  const own = data.raw.page.languages[0] ?? "en";
  return formatHash({
    periods: (String(state.periods) === String(data.home) ? [] : state.periods).map(
      (p) => data.raw.periods[p]?.id ?? "",
    ),
    from: from === OPEN_START ? null : from,
    to: to === OPEN_END ? null : to,
    event: state.selected < 0 ? null : data.events.id(state.selected) || null,
    query: state.query,
    layers: choice(state.layers, layerIds(data)),
    facets: Object.fromEntries(
      data.facets.flatMap((facet, f) => {
        const on = state.facets[f];
        const chosen = on && choice(on, facet.values);
        return chosen ? [[facet.key, chosen]] : [];
      }),
    ),
    compare: state.compare,
    mentions: state.mentions === data.quiet ? null : state.mentions,
    story: state.story,
    view: state.view,
    language: language === own ? "" : language,
    embed,
    data: data.raw.page.hash,
  });
}

/**
 * Keep the address and the state in step, both ways.
 * @param {import("./decode.js").Data} data @param {import("./store.js").Store} store
 */
export function followHash(data, store) {
  const { embed } = parseHash(location.hash);
  let timer = 0;
  const write = () => {
    timer = 0;
    const hash = hashOfState(data, store.get(), { embed });
    if (hash === location.hash.slice(1)) return;
    try {
      // replaceState fires no hashchange, and does not fill the reader's back button.
      history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
    } catch {
      // A notebook's frame has no address of its own.
    }
  };
  store.on(
    ["periods", "span", "layers", "facets", "query", "compare", "mentions", "story", "view", "selected"],
    () => (timer ||= window.setTimeout(write, WAIT)), // once what changed is drawn
  );
  // Only now the selected event may have an id; one that is still sought keeps its place in the address.
  store.on(["arrived"], ({ selected }) => selected >= 0 && (timer ||= window.setTimeout(write, WAIT)));
  window.addEventListener("hashchange", () => {
    const { language } = parseHash(location.hash);
    if (language !== currentLanguage() && languages().some(({ tag }) => tag === language)) location.reload(); // every part is in the other language
    clearTimeout(timer);
    timer = 0;
    store.set({ ...stateFromHash(data, location.hash), pile: null, via: "hash" });
  });
}
