// The page, started once Leaflet's map exists: geoPage.start(map).

import { unpack } from "./blocks.js";
import { createCard } from "./card.js";
import { derive, opened } from "./choose.js";
import { createColumn } from "./column.js";
import { decode } from "./decode.js";
import { h } from "./dom.js";
import { embedded, writeEmbed } from "./embed.js";
import { tameGestures } from "./gestures.js";
import { followHash, parseHash, stateFromHash } from "./hash.js";
import { firstNeeded, partOf } from "./inparts.js";
import { createLegend } from "./legend.js";
import { createList } from "./list.js";
import { createMapView } from "./mapview.js";
import { writeMasthead } from "./masthead.js";
import { followPointer } from "./pointing.js";
import { rested } from "./rested.js";
import { shell } from "./shell.js";
import { createStore } from "./store.js";
import { currentLanguage, direction, setLanguage, t, useCatalogues } from "./strings.js";
import { readTheme, watchTheme } from "./theme.js";
import { turningPoints } from "./turning.js";

/** Read an inert JSON island; null when it is not there. @param {string} id */
function island(id) {
  const text = document.getElementById(id)?.textContent;
  return text ? JSON.parse(text) : null;
}

const drawn = once(() => performance.mark("geo:drawn"));

/**
 * A page whose data are packed opens once they are unpacked; any other at once.
 * @param {L.Map} map made by the page, without a view of its own needed
 */
export function start(map) {
  useCatalogues(island("geo-strings") ?? {});
  speak("en");
  const data = readData((part) => preview(map, part));
  if (!(data instanceof Promise)) {
    if (data) open(map, data);
    return;
  }
  data.then((own) => own && open(map, own)); // until then the page's HTML says that it comes
}

/** What to do when rows have come that were not there when they were asked for. */
let arrived = () => {};

/**
 * The page's data, or a promise of them; null once the reader has been told that they cannot be read.
 * @param {(part: import("./decode.js").Data) => void} begun told of the first part, where they come in parts
 */
function readData(begun) {
  try {
    /** @type {import("./contract").GeoData} */
    const written = island("geo-data");
    speak(written.page.languages[0] ?? "en");
    const stored = unpack(written, {
      arrived: () => arrived(),
      broken: tellBroken,
      begun: (own, chunk) => begun(decode(partOf(written, chunk), own)),
      first: (days) => firstNeeded(written, days),
    });
    return stored instanceof Promise
      ? stored.then((own) => decode(written, own)).catch(tellBroken)
      : decode(written, stored);
  } catch (error) {
    return tellBroken(error);
  }
}

/** The first marks of a page whose data come in parts: they stand until all are there. */
let foregoing = /** @type {import("./mapview.js").MapView | null} */ (null);

/** @param {L.Map} map @param {import("./decode.js").Data} data */
function preview(map, data) {
  const parts = shell(map);
  const theme = () => readTheme(data.raw.categories);
  map.invalidateSize({ pan: false });
  foregoing = createMapView(map, data, island("geo-basemap"), makeStore(data), theme, parts, drawn);
}

/** In words, once: a page that cannot be read must not look as if nothing had happened. @param {unknown} [error] */
function tellBroken(error) {
  if (error) console.error(error);
  if (!document.getElementById("broken"))
    document.body.prepend(h("p", { id: "broken", role: "alert" }, t("data.broken")));
  return null;
}

/** The reader's language, else the page's. @param {string} own */
function speak(own) {
  setLanguage(parseHash(location.hash).language || own);
  const root = document.documentElement;
  root.lang = currentLanguage();
  root.dir = direction();
}

/** @param {L.Map} map @param {import("./decode.js").Data} data */
function open(map, data) {
  /** @type {import("./contract").BaseMap | null} */
  const base = island("geo-basemap");
  const root = document.documentElement;
  embedded();
  foregoing?.remove();
  const parts = shell(map);
  const store = makeStore(data);
  arrived = () => store.set({ arrived: store.get().arrived + 1 });
  const { event } = parseHash(location.hash);

  /** @returns {import("./theme.js").Theme} */
  const theme = () => {
    const colors = readTheme(data.raw.categories);
    colors.categories.forEach((color, c) => root.style.setProperty(`--cat-${c}`, color));
    return colors;
  };
  theme();
  writeMasthead(parts, data);
  parts.timeline.classList.toggle("flagged", turningPoints(data).length > 0); // its height is known before it is there
  /** @type {import("./mapview.js").MapView | null} */
  let view = null;
  const column = createColumn(parts.column, parts.main, data, store, parts, () => {
    if (!view) return; // it is not laid out yet
    map.invalidateSize({ pan: false });
    view.keep();
  });
  if (map.zoomControl) nameZoom(map);
  if (base) map.attributionControl?.addAttribution(escape(base.attribution));

  /** The first screen ends with the periods, whatever the headline's height. */
  const measure = () => root.style.setProperty("--masthead", `${parts.masthead.offsetHeight}px`);
  measure();
  map.invalidateSize({ pan: false });
  view = createMapView(map, data, base, store, theme, parts, drawn);
  tameGestures(map, parts.region);
  followPointer(view, data, store, parts.region);
  views(view, parts.region, store);
  watchTheme(view.retheme);
  followHash(data, store);

  const tell = () => {
    root.dataset.shown = String(store.get().shown.shown);
    root.dataset.possible = String(store.get().shown.possible);
  };
  store.on(["shown"], tell);
  tell();
  const printing = matchMedia("print"); // the sheet has a picture of the map as the reader saw it
  new ResizeObserver(() => !printing.matches && map.invalidateSize({ pan: false })).observe(parts.region);
  new ResizeObserver(measure).observe(parts.masthead);
  const drawing = { view, attribution: base?.attribution ?? "" };
  afterPaint(async () => {
    await wholePage();
    try {
      await data.events.whole();
    } catch (error) {
      tellBroken(error);
      return;
    }
    furnish(map, data, base, store, parts, column, drawing);
    if (event !== null) seek(data, store, event);
    root.dataset.geo = "ready"; // measuring tools wait for this
  });
}

/**
 * What is read beside the map; the reader sees the first marks before it is made.
 * @param {L.Map} map @param {import("./decode.js").Data} data @param {import("./contract").BaseMap | null} base
 * @param {import("./store.js").Store} store @param {ReturnType<typeof shell>} parts
 * @param {ReturnType<typeof createColumn>} column @param {import("./share.js").Drawing} drawing
 */
function furnish(map, data, base, store, parts, column, drawing) {
  const tools = globalThis.geoTools?.();
  tools?.createTimeline(parts.timeline, data, store);
  const list = createList(parts.list, data, store);
  createLegend(parts.legend, data, store);
  createCard(parts.card, data, store, (event) => {
    if (store.get().via === "map") map.getContainer().focus({ preventScroll: true });
    else list.focus(event);
  });
  tools?.createTools(parts, data, store, map, drawing, base, { reveal: column.reveal, toList: () => list.focus(-1) });
  column.follow();
  if (embedded()) writeEmbed(parts, data, store);
  skipLink(() => {
    column.reveal(parts.list);
    list.focus(-1);
  });
}

/**
 * Opened from a link: the modules hear of the selection as of any other. Packed, the event is only now to be found, or
 * only when the file has come that tells of it.
 * @param {import("./decode.js").Data} data @param {import("./store.js").Store} store @param {string} event
 */
function seek(data, store, event) {
  let sought = true;
  const look = () => {
    const held = store.get().selected;
    const selected = held >= 0 ? held : (data.byId.get(event) ?? -1);
    if (!sought || selected < 0) return;
    store.set({ selected: -1 });
    store.set({ selected, via: "hash" });
    sought = false;
  };
  store.on(["arrived"], look);
  look();
}

/** @param {import("./decode.js").Data} data */
function makeStore(data) {
  const chosen = stateFromHash(data, location.hash);
  return createStore(opened(data, { ...chosen, hovered: -1, pointed: -1, told: -1, spot: null, pile: null, via: "hash" }), (state, changed) =>
    derive(data, state, changed),
  );
}

/**
 * Buttons for where to look; the second says how many events lie beyond the view.
 * @param {import("./mapview.js").MapView} view @param {HTMLElement} region
 * @param {import("./store.js").Store} store
 */
function views(view, region, store) {
  const all = h("button", { type: "button", onclick: () => view.look(true) });
  region.append(
    h(
      "div",
      { class: "views" },
      h("button", { type: "button", onclick: () => view.look(false) }, t("map.home")),
      all,
    ),
  );
  const update = () => {
    const n = view.beyond();
    all.textContent = t("map.all") + (n ? t("map.beyond", { n }) : "");
  };
  const later = rested(update);
  view.map.on("moveend", later);
  store.on(["shown"], later);
  update();
}

/**
 * The skip link must not disturb the state in the address.
 * @param {() => void} toList
 */
function skipLink(toList) {
  const link = document.querySelector("a.skip");
  if (link) link.textContent = t("skip");
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    toList();
  });
}

/** Leaflet names its buttons in English. @param {L.Map} map */
function nameZoom(map) {
  map.zoomControl.remove();
  map.zoomControl = L.control.zoom({ zoomInTitle: t("map.in"), zoomOutTitle: t("map.out") }).addTo(map);
}

/** Leaflet takes attribution as HTML. @param {string} text */
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** @param {() => void} act */
function once(act) {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}

/** Once the page is read to its end: the script of the tools stands after the one that starts the page. */
async function wholePage() {
  if (document.readyState !== "loading") return;
  await new Promise((go) => document.addEventListener("DOMContentLoaded", go, { once: true }));
}

/** In a task of its own once a frame is painted, or soon: a hidden page paints none. @param {() => void} act */
function afterPaint(act) {
  const go = once(act);
  requestAnimationFrame(() => setTimeout(go));
  setTimeout(go, 300);
}
