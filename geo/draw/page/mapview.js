// The map region: base map, marks, what stands where, and where the reader looks.

import { decodeTiers, drawBasemap } from "./basemap.js";
import { CanvasLayer, viewOnly } from "./canvaslayer.js";
import { CELL, splits } from "./cluster.js";
import { KIND } from "./decode.js";
import { calm } from "./dom.js";
import { mainBox, wholeBox } from "./extent.js";
import { latOf, lonOf, worldX, worldY } from "./geometry.js";
import { decodeTowns, paintLabels } from "./labels.js";
import { paintAreas, paintMarks } from "./marks.js";
import { createReveal } from "./reveal.js";
import { buildScene, itemAt } from "./scene.js";
import { Room } from "./sight.js";
import { turningPoints } from "./turning.js";

const DEEPEST = 14; // where the base map has nothing more to show

/**
 * @typedef {object} MapView
 * @property {(item: import("./scene.js").Item) => boolean} open zoom in to part it; false if that cannot
 * @property {(event: L.LeafletMouseEvent) => import("./scene.js").Item | null} at
 * @property {(whole: boolean) => void} look at all events, or at where most of them are
 * @property {() => number} beyond how many shown events lie outside the view
 * @property {() => void} keep the chosen event in view, as the sheet rises or falls
 * @property {() => void} retheme
 * @property {(context: CanvasRenderingContext2D, theme: import("./theme.js").Theme, ratio: number) => void} paint
 *   what is seen now, on another canvas or what stands in for one
 * @property {(draw: Painter) => () => void} beneath a painter of its own, below areas and marks, in pictures too;
 *   gives what asks it to paint again
 * @property {() => void} remove what it draws
 * @property {L.Map} map
 */

/** @typedef {(frame: import("./canvaslayer.js").Frame, theme: import("./theme.js").Theme) => void} Painter */

/**
 * @param {L.Map} map @param {import("./decode.js").Data} data
 * @param {import("./contract").BaseMap | null} base
 * @param {import("./store.js").Store} store @param {() => import("./theme.js").Theme} theme
 * @param {{ region: HTMLElement, column: HTMLElement }} parts @param {() => void} drawn after each painting
 * @returns {MapView}
 */
export function createMapView(map, data, base, store, theme, { region, column }, drawn) {
  const tiers = base ? decodeTiers(base) : [];
  const towns = base ? decodeTowns(base) : [];
  pane(map, "geo-base", "150");
  pane(map, "geo-marks", "450");
  let colors = theme();
  const ground = new CanvasLayer((frame) => drawBasemap(tiers, frame, colors), { pane: "geo-base" });
  const room = new Room(data);
  /** @type {import("./scene.js").Scene | null} */
  let scene = null;
  let sceneKey = ""; // what the scene was built for: pointing repaints, but need not build again
  /** @type {import("./filter.js").Shown | null} */
  let sceneShown = null;
  /** @param {import("./canvaslayer.js").Frame} frame */
  const sceneIn = (frame) => {
    const { drawn: events } = store.get();
    const key = [frame.scale, frame.originX, frame.originY, frame.width, frame.height].join();
    if (!scene || sceneShown !== events || sceneKey !== key) scene = buildScene(data, events, frame, room);
    sceneShown = events;
    sceneKey = key;
    return scene;
  };
  const marks = new CanvasLayer(
    (frame) => {
      const { selected, hovered } = store.get();
      paintScene(frame, sceneIn(frame), colors, selected, hovered);
      drawn();
    },
    { pane: "geo-marks", attribute: "data-geo-canvas" },
  );

  /**
   * @param {import("./canvaslayer.js").Frame} frame @param {import("./scene.js").Scene} scene
   * @param {import("./theme.js").Theme} theme @param {number} selected @param {number} hovered
   */
  const paintScene = (frame, scene, theme, selected, hovered) => {
    const [held, under] = [scene.holding(selected), scene.holding(hovered)];
    const style = { theme, categories: data.raw.categories, selected: held, hovered: under };
    paintAreas(frame, scene, style);
    paintLabels(frame, towns, scene, data, theme);
    paintMarks(frame, scene, style);
  };

  /** @type {{ draw: Painter, layer: CanvasLayer }[]} */
  const lower = [];
  const { view } = store.get();
  look(map, data, false, false); // the page opens on its view, it does not travel there
  if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
  const reveal = createReveal(map, data, region, column);
  const turning = new Set(turningPoints(data));
  ground.addTo(map);
  marks.addTo(map);
  store.on(["drawn", "selected", "hovered"], (state, changed) => {
    // The story travels by itself, and gives the reader's own view back.
    const told = changed.has("story") || (state.story && turning.has(state.selected));
    if (changed.has("selected") && !told) reveal.show(state.selected);
    marks.later();
  });
  followView(map, store, region);
  return {
    map,
    at: (event) => {
      const { x, y } = marks.toCanvas(event);
      return scene && marks.frame && itemAt(scene, marks.frame, x, y);
    },
    open(item) {
      const limit = Math.min(map.getMaxZoom(), DEEPEST);
      const deepest = 2 ** limit;
      if (!item.cluster || map.getZoom() >= limit || !splits(item.cluster, deepest, CELL)) return false;
      const { minX, minY, maxX, maxY } = item.cluster.box;
      const bounds = L.latLngBounds([latOf(maxY), lonOf(minX)], [latOf(minY), lonOf(maxX)]);
      const parts = Math.ceil(Math.log2((3 * CELL) / Math.max(maxX - minX, maxY - minY))); // the outermost
      const zoom = Math.max(map.getZoom() + 1, Math.min(map.getBoundsZoom(bounds.pad(0.3)), parts, limit));
      map.setView(bounds.getCenter(), zoom, { animate: !calm() });
      return true;
    },
    look: (whole) => look(map, data, whole, !calm()),
    beyond() {
      const { drawn: events } = store.get();
      const inside = marks.frame ? sceneIn(marks.frame).inside(boxOf(map.getBounds())) : 0;
      return events.shown - (events.kinds[KIND.none] ?? 0) - inside;
    },
    keep() {
      const { selected, story } = store.get();
      if (selected >= 0 && !story) reveal.show(selected);
    },
    paint(context, theme, ratio) {
      if (!marks.frame) return;
      const frame = { ...viewOnly(marks.frame), context, ratio };
      const { drawn: events, selected } = store.get();
      drawBasemap(tiers, frame, theme);
      for (const { draw } of lower) draw(frame, theme);
      paintScene(frame, buildScene(data, events, frame), theme, selected, -1);
    },
    retheme() {
      colors = theme();
      for (const layer of [ground, marks, ...lower.map(({ layer }) => layer)]) layer.later();
    },
    remove() {
      for (const layer of [ground, marks, ...lower.map(({ layer }) => layer)]) layer.remove();
    },
    beneath(draw) {
      pane(map, "geo-lower", "300");
      const layer = new CanvasLayer((frame) => draw(frame, colors), { pane: "geo-lower" });
      lower.push({ draw, layer });
      layer.addTo(map);
      return () => layer.later();
    },
  };
}

/**
 * Keep the store's view and the map in step: where the reader, and not the page, moved the map.
 * @param {L.Map} map @param {import("./store.js").Store} store @param {HTMLElement} region
 */
function followView(map, store, region) {
  let own = false;
  for (const type of ["pointerdown", "wheel", "keydown"])
    region.addEventListener(type, () => (own = true), { capture: true, passive: true });
  map.on("moveend", () => {
    if (!own) return;
    own = false;
    const { lat, lng: lon } = map.getCenter();
    store.set({ view: { zoom: map.getZoom(), lat, lon } });
  });
  store.on(["view"], ({ view, via }) => {
    if (view && via === "hash") map.setView([view.lat, view.lon], view.zoom, { animate: false });
  });
}

/** @param {L.Map} map @param {string} name @param {string} level */
function pane(map, name, level) {
  const element = map.getPane(name) ?? map.createPane(name);
  element.style.zIndex = level;
  element.style.pointerEvents = "none"; // the map itself hears the pointer
}

/**
 * Show all events, or the area where most of them are.
 * @param {L.Map} map @param {import("./decode.js").Data} data @param {boolean} whole
 * @param {boolean} animate
 */
function look(map, data, whole, animate) {
  const box = whole ? wholeBox(data) : mainBox(data);
  if (!(box.minX <= box.maxX)) {
    map.setView([20, 10], 2, { animate: false });
    return;
  }
  const bounds = L.latLngBounds([latOf(box.maxY), lonOf(box.minX)], [latOf(box.minY), lonOf(box.maxX)]);
  const side = Math.min(24, map.getSize().x / 12);
  map.fitBounds(bounds, { padding: [side, side], maxZoom: 10, animate });
}

/** @param {L.LatLngBounds} bounds @returns {import("./geometry.js").Box} */
const boxOf = (bounds) => ({
  minX: worldX(bounds.getWest()),
  minY: worldY(bounds.getNorth()),
  maxX: worldX(bounds.getEast()),
  maxY: worldY(bounds.getSouth()),
});
