// A window of time on the bars: two handles, and the stretch between them to drag.

import { dayAt, nearest, place } from "./axis.js";
import { shortDay } from "./dates.js";
import { h } from "./dom.js";
import { direction } from "./strings.js";

/** @typedef {import("./filter.js").Span} Span */

/**
 * Where a brush stands and what it may do.
 * @typedef {object} Reach
 * @property {import("./axis.js").Axis} axis
 * @property {readonly number[]} stops days at which a handle may stand, in order; the last is the day after the end
 */

/**
 * The window after a handle went one bin, ten, or to the end. Pure.
 * @param {readonly number[]} stops @param {Span} span inclusive @param {0 | 1} side @param {number} steps
 * @returns {Span}
 */
export function nudged(stops, [from, to], side, steps) {
  const day = side ? to + 1 : from;
  const above = stops.findIndex((stop) => stop > day);
  const at = stops.indexOf(day);
  const start = at >= 0 ? at : steps > 0 ? above - 1 : above < 0 ? stops.length : above;
  const next = stops[Math.max(0, Math.min(stops.length - 1, start + steps))] ?? day;
  return side ? [from, Math.max(from, next - 1)] : [Math.min(next, to), to];
}

/**
 * The window moved without change of its length, as it is drawn. Pure.
 * @param {Reach} reach @param {Span} span @param {number} shift share of the width @returns {Span}
 */
export function moved({ axis, stops }, [from, to], shift) {
  const left = place(axis, from);
  const right = place(axis, to + 1);
  const kept = Math.max(-left, Math.min(1 - right, shift));
  const start = nearest(axis, stops, left + kept);
  const end = nearest(axis, stops, right + kept);
  return [start, Math.max(start, end - 1)];
}

/** The window between two shares of the width. Pure. @param {Reach} reach @param {number} a @param {number} b @returns {Span} */
export function between({ axis, stops }, a, b) {
  const [low, high] = [nearest(axis, stops, Math.min(a, b)), nearest(axis, stops, Math.max(a, b))];
  if (high > low) return [low, high - 1];
  const day = Math.floor(dayAt(axis, Math.min(a, b)));
  const above = stops.findIndex((stop) => stop > day);
  return [stops[above - 1] ?? low, (stops[above] ?? stops.at(-1) ?? low + 1) - 1];
}

/**
 * @param {HTMLElement} plot what the brush stands on @param {string} name class of the window
 * @param {[string, string]} labels of the two handles
 * @param {{ reach: () => Reach, get: () => Span | null, set: (span: Span) => void, clear: () => void }} host
 */
export function createBrush(plot, name, labels, host) {
  const pane = h("div", { class: `brush ${name}`, "aria-hidden": "true" });
  const handles = labels.map((label, side) => {
    const handle = h("div", { class: `handle ${name}`, role: "slider", tabindex: 0, "aria-label": label, "data-side": side });
    handle.addEventListener("keydown", (event) => key(event, side ? 1 : 0));
    return handle;
  });
  plot.append(pane, ...handles);

  /** @returns {Span} */
  const whole = () => {
    const { stops } = host.reach();
    return [stops[0] ?? 0, (stops.at(-1) ?? 1) - 1];
  };
  const now = () => host.get() ?? whole();

  /** @param {KeyboardEvent} event @param {0 | 1} side */
  function key(event, side) {
    const { stops } = host.reach();
    const seen = direction() === "rtl" ? -1 : 1;
    const steps = { ArrowRight: seen, ArrowLeft: -seen, ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -stops.length, End: stops.length }[event.key];
    if (event.key === "Escape" && host.get()) host.clear();
    else if (steps && !event.ctrlKey && !event.metaKey && !event.altKey) {
      host.set(nudged(stops, now(), side, steps * (event.shiftKey && Math.abs(steps) === 1 ? 10 : 1)));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {(share: number, start: number) => Span | null} follow what a pointer at a share means */
  const drag = (follow) => (/** @type {PointerEvent} */ down) => {
    if (down.button) return;
    down.preventDefault();
    down.stopPropagation();
    const target = /** @type {HTMLElement} */ (down.currentTarget);
    target.setPointerCapture(down.pointerId);
    if (target.tabIndex >= 0) target.focus({ preventScroll: true });
    const start = shareOf(plot, down.clientX);
    let x = down.clientX;
    let frame = 0;
    const act = () => {
      frame = 0;
      const span = follow(shareOf(plot, x), start);
      if (span) host.set(span);
    };
    const move = (/** @type {PointerEvent} */ event) => {
      x = event.clientX;
      frame ||= requestAnimationFrame(act);
    };
    const stop = () => {
      if (frame) {
        cancelAnimationFrame(frame);
        act();
      }
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", stop);
      target.removeEventListener("pointercancel", stop);
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", stop);
    target.addEventListener("pointercancel", stop);
  };

  handles.forEach((handle, side) => {
    handle.addEventListener("pointerdown", (event) => {
      const fixed = now();
      drag((share) => {
        const { axis, stops } = host.reach();
        const day = nearest(axis, stops, share);
        return side ? [fixed[0], Math.max(fixed[0], day - 1)] : [Math.min(day, fixed[1]), fixed[1]];
      })(event);
    });
  });
  pane.addEventListener("pointerdown", (event) => {
    const held = now();
    drag((share, start) => (Math.abs(share - start) * plot.clientWidth < 3 ? null : moved(host.reach(), held, share - start)))(event);
  });
  pane.addEventListener("dblclick", host.clear);

  return {
    /** Dragging on the bare ground makes a new window. */
    onGround() {
      plot.addEventListener(
        "pointerdown",
        drag((share, start) => (Math.abs(share - start) * plot.clientWidth < 4 ? null : between(host.reach(), start, share))),
      );
      plot.addEventListener("dblclick", host.clear);
    },
    update() {
      const { axis } = host.reach();
      const span = host.get();
      const [low, high] = whole();
      const [from, to] = now().map((day) => Math.min(high, Math.max(low, day)));
      pane.hidden = !span;
      const edges = [place(axis, from ?? low), place(axis, (to ?? high) + 1)];
      pane.style.setProperty("--left", String(edges[0]));
      pane.style.setProperty("--width", String((edges[1] ?? 1) - (edges[0] ?? 0)));
      handles.forEach((handle, side) => {
        const day = (side ? to : from) ?? low;
        handle.style.setProperty("--left", String(edges[side]));
        handle.setAttribute("aria-valuemin", String(side ? from : low));
        handle.setAttribute("aria-valuemax", String(side ? high : to));
        handle.setAttribute("aria-valuenow", String(day));
        handle.setAttribute("aria-valuetext", shortDay(day));
      });
    },
    /** @param {boolean} hidden */
    hide(hidden) {
      for (const part of [pane, ...handles]) part.hidden = hidden;
    },
  };
}

/** How far along the axis a pointer is. @param {HTMLElement} plot @param {number} x */
function shareOf(plot, x) {
  const { left, right, width } = plot.getBoundingClientRect();
  return Math.min(1, Math.max(0, (direction() === "rtl" ? right - x : x - left) / (width || 1)));
}
