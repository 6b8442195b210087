// The map must not swallow the page's scrolling: the wheel zooms with Ctrl or once the map has focus; one
// finger scrolls, two move.

import { calm, h } from "./dom.js";
import { t } from "./strings.js";

/** @param {L.Map} map @param {HTMLElement} region */
export function tameGestures(map, region) {
  const container = map.getContainer();
  const note = h("p", { class: "gesture-note", "aria-hidden": "true", hidden: true });
  region.append(note);
  let timer = 0;
  /** @param {string} text */
  const say = (text) => {
    note.textContent = text;
    note.hidden = false;
    clearTimeout(timer);
    timer = window.setTimeout(() => (note.hidden = true), 1400);
  };

  map.scrollWheelZoom.disable();
  container.addEventListener(
    "wheel",
    (event) => {
      const wanted = event.ctrlKey || event.metaKey || container.contains(document.activeElement);
      if (wanted) map.scrollWheelZoom.enable();
      else {
        map.scrollWheelZoom.disable();
        if (document.documentElement.scrollHeight > window.innerHeight + 8) say(t("map.wheel"));
      }
    },
    { capture: true, passive: true },
  );

  if (matchMedia("(pointer: coarse)").matches) {
    map.dragging.disable();
    container.style.touchAction = "pan-x pan-y";
    container.addEventListener(
      "touchstart",
      (event) => {
        if (event.touches.length > 1) map.dragging.enable();
      },
      { capture: true, passive: true },
    );
    container.addEventListener(
      "touchmove",
      (event) => {
        if (event.touches.length === 1) say(t("map.touch"));
      },
      { passive: true },
    );
    container.addEventListener("touchend", () => map.dragging.disable(), { passive: true });
  }
  if (calm()) {
    Object.assign(map.options, {
      zoomAnimation: false,
      fadeAnimation: false,
      markerZoomAnimation: false,
      inertia: false,
    });
    /** @type {any} */ (map)._zoomAnimated = false; // Leaflet reads the option only when the map is made
    const panBy = map.panBy.bind(map);
    map.panBy = (offset, options) => panBy(offset, { ...options, animate: false }); // its own keys glide otherwise
  }
}
