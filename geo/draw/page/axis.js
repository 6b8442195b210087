// The axis of time: slots of days side by side, each with its share of the width. Pure.

/**
 * Days [from, to). A fold stands for a long stretch without events.
 * @typedef {{ from: number, to: number, fold: boolean, weight: number }} Slot weight: of its width, against other bars
 * @typedef {{ slots: readonly Slot[], edges: Float64Array }} Axis edges: shares of the width, one more than slots
 */

const ROUNDS = 12;
const GROWTH = 6; // a short period does not swallow the axis
const FOLD = 46; // pixels: room to say how much time is left out

/**
 * Share the width out: bars alike, folds at their own width, and more to spans that would have less than they need.
 * @param {readonly Slot[]} slots @param {number} width pixels
 * @param {readonly { from: number, to: number, least: number }[]} [needs] inclusive days, pixels
 * @returns {Axis}
 */
export function spread(slots, width, needs = []) {
  const bars = slots.filter(({ fold }) => !fold);
  const folds = slots.length - bars.length;
  const folded = Math.min(FOLD, width / 16, width / (3 * Math.max(1, folds)));
  const unit = Math.max(1, width - folds * folded) / (bars.reduce((sum, { weight }) => sum + weight, 0) || 1);
  const weights = slots.map(({ fold, weight }) => (fold && bars.length ? folded : unit * weight));
  const limits = weights.map((weight) => weight * GROWTH);
  let axis = normal(slots, weights);
  for (let round = 0; round < ROUNDS; round++) {
    let short = false;
    for (const { from, to, least } of needs) {
      const has = (place(axis, to + 1) - place(axis, from)) * width;
      if (has >= least - 0.5) continue;
      short = true;
      const touched = slots.flatMap((slot, s) => (slot.from <= to && slot.to > from ? [s] : []));
      const barsTouched = touched.filter((s) => !slots[s]?.fold);
      for (const s of barsTouched.length ? barsTouched : touched)
        weights[s] = Math.min(limits[s] ?? 0, ((weights[s] ?? 0) * least) / Math.max(1, has));
      axis = normal(slots, weights);
    }
    if (!short) break;
  }
  return axis;
}

/** @param {readonly Slot[]} slots @param {readonly number[]} weights @returns {Axis} */
function normal(slots, weights) {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const edges = new Float64Array(slots.length + 1);
  weights.forEach((weight, s) => (edges[s + 1] = (edges[s] ?? 0) + weight / total));
  if (slots.length) edges[slots.length] = 1;
  return { slots, edges };
}

/** The slot that holds a day; the first or last for days beyond. @param {readonly Slot[]} slots @param {number} day */
export function slotAt(slots, day) {
  let low = 0;
  let high = slots.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((slots[middle]?.from ?? 0) <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Share of the width at which a day begins. @param {Axis} axis @param {number} day */
export function place({ slots, edges }, day) {
  const s = slotAt(slots, day);
  const slot = slots[s];
  if (!slot || day <= slot.from) return edges[s] ?? 0;
  const part = Math.min(1, (day - slot.from) / (slot.to - slot.from));
  return (edges[s] ?? 0) + ((edges[s + 1] ?? 1) - (edges[s] ?? 0)) * part;
}

/** The day, with its fraction, at a share of the width. @param {Axis} axis @param {number} share */
export function dayAt({ slots, edges }, share) {
  for (let s = 0; s < slots.length; s++) {
    const slot = slots[s];
    const left = edges[s] ?? 0;
    const right = edges[s + 1] ?? 1;
    if (slot && (share <= right || s === slots.length - 1)) {
      const part = right > left ? Math.min(1, Math.max(0, (share - left) / (right - left))) : 0;
      return slot.from + part * (slot.to - slot.from);
    }
  }
  return 0;
}

/** Of some days in order, the one drawn nearest to a share. @param {Axis} axis @param {readonly number[]} stops @param {number} share */
export function nearest(axis, stops, share) {
  let best = stops[0] ?? 0;
  let gap = Infinity;
  for (const day of stops) {
    const away = Math.abs(place(axis, day) - share);
    if (away < gap) [best, gap] = [day, away];
  }
  return best;
}

/** The days where slots meet, the ends among them. @param {readonly Slot[]} slots */
export const cuts = (slots) => [...slots.slice(0, 1).map(({ from }) => from), ...slots.map(({ to }) => to)];

/**
 * Rows for spans so that none overlaps another in its row, by first fit.
 * @param {readonly (readonly [number, number])[]} spans
 * @param {number} [most] rows that there is room for; the rest stand beyond, no matter where
 * @returns {number[]}
 */
export function lanes(spans, most = Infinity) {
  /** @type {number[]} */
  const ends = [];
  const lane = new Array(spans.length).fill(0);
  const order = spans.map((_, i) => i).sort((a, b) => (spans[a]?.[0] ?? 0) - (spans[b]?.[0] ?? 0) || a - b);
  for (const i of order) {
    const [from, to] = spans[i] ?? [0, 0];
    let row = ends.findIndex((end) => end < from);
    if (row < 0) row = ends.length;
    if (row < most) ends[row] = to;
    lane[i] = row;
  }
  return lane;
}
