// location.hash ⇄ state: a link is a citation. `#period=active&from=2015-10-01&to=2015-12-31&event=E7`

import { OPEN_END, OPEN_START, isoDay, parseDay } from "./dates.js";

/**
 * Unknown keys and broken values are passed over.
 * @param {string} hash @returns {import("./contract").PageHash}
 */
export function parseHash(hash) {
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  return {
    periods: (params.get("period") ?? "").split(",").filter(Boolean),
    from: parseDay(params.get("from") ?? "")?.from ?? null,
    to: parseDay(params.get("to") ?? "")?.to ?? null,
    event: params.get("event") || null,
  };
}

/** @param {import("./contract").PageHash} parts @returns {string} without "#" */
export function formatHash({ periods, from, to, event }) {
  const parts = [];
  if (periods.length) parts.push(`period=${periods.map(encodeURIComponent).join(",")}`);
  if (from !== null) parts.push(`from=${isoDay(from)}`);
  if (to !== null) parts.push(`to=${isoDay(to)}`);
  if (event) parts.push(`event=${encodeURIComponent(event)}`);
  return parts.join("&");
}

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
    selected: parsed.event === null ? -1 : (data.byId.get(parsed.event) ?? -1),
  };
}

/**
 * @param {import("./decode.js").Data} data @param {Readonly<import("./store.js").State>} state
 * @returns {string}
 */
export function hashOfState(data, state) {
  const [from, to] = state.span ?? [OPEN_START, OPEN_END];
  return formatHash({
    periods: (String(state.periods) === String(data.home) ? [] : state.periods).map(
      (p) => data.raw.periods[p]?.id ?? "",
    ),
    from: from === OPEN_START ? null : from,
    to: to === OPEN_END ? null : to,
    event: state.selected < 0 ? null : (data.raw.events.id[state.selected] ?? null),
  });
}

/**
 * Keep the address and the state in step, both ways.
 * @param {import("./decode.js").Data} data @param {import("./store.js").Store} store
 */
export function followHash(data, store) {
  store.on(["periods", "span", "selected"], (state) => {
    const hash = hashOfState(data, state);
    try {
      // replaceState fires no hashchange, and does not fill the reader's back button.
      history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
    } catch {
      // A notebook's frame has no address of its own.
    }
  });
  window.addEventListener("hashchange", () => {
    const { periods, span, selected } = stateFromHash(data, location.hash);
    store.set({ periods, span, selected, pile: null, via: "hash" });
  });
}
