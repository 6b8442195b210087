// One Leaflet layer that is one canvas: it follows pan and zoom, minds the device's pixels, and asks `draw`
// to paint.

/**
 * What a painter gets. Canvas pixel = world × scale − origin.
 * @typedef {object} Frame
 * @property {CanvasRenderingContext2D} context in CSS pixels
 * @property {number} scale pixels in a world unit
 * @property {number} originX
 * @property {number} originY
 * @property {number} width CSS pixels, with the margin beyond the view
 * @property {number} height
 * @property {number} margin the view begins this far in, on the left
 * @property {number} marginY and at the top
 * @property {number} zoom
 * @property {number} ratio device pixels in a CSS pixel
 * @property {import("./geometry.js").Box} view world box of the whole canvas
 */

/** A frame without the margin beyond the view. @param {Frame} frame @returns {Frame} */
export function viewOnly(frame) {
  const { scale, margin, marginY } = frame;
  const [originX, originY] = [frame.originX + margin, frame.originY + marginY];
  const [width, height] = [frame.width - 2 * margin, frame.height - 2 * marginY];
  const [minX, minY] = [originX / scale, originY / scale];
  const view = { minX, minY, maxX: minX + width / scale, maxY: minY + height / scale };
  return { ...frame, originX, originY, width, height, margin: 0, marginY: 0, view };
}

const MARGIN = 0.2; // share of the view drawn beyond each edge, so that a drag shows no blank
const REPAINT = 0.4; // zoom levels that a picture may be stretched by in flight

export class CanvasLayer extends L.Layer {
  /** @param {(frame: Frame) => void} draw @param {{ pane: string, attribute?: string }} options */
  constructor(draw, { pane, attribute }) {
    super();
    L.setOptions(this, { pane }); // a layer of Leaflet's reads no options by itself
    this.draw = draw;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "leaflet-zoom-animated geo-canvas";
    this.canvas.setAttribute("aria-hidden", "true");
    if (attribute) this.canvas.setAttribute(attribute, "");
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.center = L.latLng(0, 0);
    this.zoom = 0;
    this.queued = 0;
    /** @type {L.Point} top left of the canvas in layer points */
    this.corner = L.point(0, 0);
    /** @type {Frame | null} */
    this.frame = null;
  }

  /** @param {L.Map} map */
  onAdd(map) {
    this.getPane()?.append(this.canvas);
    this.redraw();
    return super.onAdd?.(map) ?? this;
  }

  onRemove() {
    cancelAnimationFrame(this.queued);
    this.queued = 0;
    this.canvas.remove();
    return this;
  }

  getEvents() {
    return {
      viewreset: () => this.redraw(),
      moveend: () => this.redraw(),
      resize: () => this.redraw(),
      move: () => this.whileMoving(),
      zoom: () => this.whileZooming(),
      /** @param {any} event a ZoomAnimEvent */
      zoomanim: (event) => this.transform(event.center, event.zoom),
    };
  }

  /** Paint again before the next frame; many calls, one painting. */
  later() {
    this.queued ||= requestAnimationFrame(() => {
      this.queued = 0;
      if (this._map) this.redraw();
    });
  }

  /** A long drag must not run past the margin. */
  whileMoving() {
    if (this._map.getZoom() !== this.zoom) return;
    const size = this._map.getSize();
    const moved = this._map.containerPointToLayerPoint(L.point(0, 0)).subtract(this.corner);
    const spareX = size.x * MARGIN;
    const spareY = size.y * MARGIN;
    if (Math.abs(moved.x - spareX) > spareX * 0.8 || Math.abs(moved.y - spareY) > spareY * 0.8) this.later();
  }

  /** A long flight must not outrun what is painted, nor stretch it out of shape. */
  whileZooming() {
    const map = this._map;
    const center = map.getCenter();
    const zoom = map.getZoom();
    this.transform(center, zoom);
    const size = map.getSize();
    const moved = map.project(center, zoom).subtract(map.project(this.center, zoom));
    const spare = (0.5 + MARGIN) * map.getZoomScale(zoom, this.zoom) - 0.5; // beyond the view, as stretched
    const uncovered = Math.abs(moved.x) > size.x * spare || Math.abs(moved.y) > size.y * spare;
    if (uncovered || Math.abs(zoom - this.zoom) > REPAINT) this.later();
  }

  /** Stretch what is painted while the zoom runs. @param {L.LatLng} center @param {number} zoom */
  transform(center, zoom) {
    const map = /** @type {any} */ (this._map); // _getNewPixelOrigin: what Leaflet's own renderers use
    const scale = map.getZoomScale(zoom, this.zoom);
    const half = map.getSize().multiplyBy(0.5 + MARGIN);
    const origin = map._getNewPixelOrigin(center, zoom);
    const offset = half.multiplyBy(-scale).add(map.project(this.center, zoom)).subtract(origin);
    L.DomUtil.setTransform(this.canvas, offset, scale);
  }

  redraw() {
    const map = this._map;
    if (/** @type {any} */ (map)._animatingZoom) return; // moveend follows
    const size = map.getSize();
    const margin = L.point(Math.round(size.x * MARGIN), Math.round(size.y * MARGIN));
    this.corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    this.center = map.getCenter();
    this.zoom = map.getZoom();
    const width = size.x + 2 * margin.x;
    const height = size.y + 2 * margin.y;
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    L.DomUtil.setTransform(this.canvas, this.corner, 1);
    L.DomUtil.setPosition(this.canvas, this.corner);
    if (
      this.canvas.width !== Math.round(width * ratio) ||
      this.canvas.height !== Math.round(height * ratio)
    ) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, width, height);
    const origin = map.getPixelOrigin().add(this.corner);
    const scale = map.getZoomScale(this.zoom, 0);
    this.frame = {
      context: this.context,
      scale,
      width,
      height,
      ratio,
      originX: origin.x,
      originY: origin.y,
      margin: margin.x,
      marginY: margin.y,
      zoom: this.zoom,
      view: {
        minX: origin.x / scale,
        minY: origin.y / scale,
        maxX: (origin.x + width) / scale,
        maxY: (origin.y + height) / scale,
      },
    };
    this.draw(this.frame);
  }

  /** A mouse event's place on the canvas, CSS pixels. @param {L.LeafletMouseEvent} event */
  toCanvas(event) {
    return event.layerPoint.subtract(this.corner);
  }
}
