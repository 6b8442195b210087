// A piecewise-linear axis of time: stretches between the periods' ends, each with room for its label. Pure.

/**
 * Days [from, to) and shares of the width.
 * @typedef {{ from: number, to: number, left: number, right: number, empty: boolean }} Piece
 */

const EMPTY_SHARE = 0.025; // a stretch without periods and events: a break in the axis
const LEAST_SHARE = 0.55; // of the width is parted evenly among the periods' stretches, as their least

/**
 * @param {readonly (readonly [number, number])[]} spans periods, inclusive days
 * @param {readonly number[]} starts days on which events begin
 * @param {number} first day @param {number} last day @param {number} [leastShare] @returns {Piece[]}
 */
export function pieces(spans, starts, first, last, leastShare = LEAST_SHARE) {
  const low = Math.min(first, ...spans.map(([from]) => from));
  const high = Math.max(last, ...spans.map(([, to]) => to)) + 1;
  const cuts = [...new Set([low, high, ...spans.flatMap(([from, to]) => [from, to + 1])])].sort(
    (a, b) => a - b,
  );
  const counts = new Array(cuts.length).fill(0);
  for (const day of starts) counts[lastAtMost(cuts, day)]++;
  const raw = cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1] ?? from;
    const covered = spans.some(([a, b]) => a < to && b >= from);
    return {
      from,
      to,
      covered,
      empty: !covered && counts[i] === 0,
      weight: (to - from) ** 0.25 * (covered ? 1 : 0.4) * (0.3 + Math.log2(1 + counts[i])),
    };
  });
  const empties = raw.filter((piece) => piece.empty).length * EMPTY_SHARE;
  const least = leastShare / Math.max(1, raw.filter((piece) => piece.covered).length);
  const total = raw.reduce((sum, piece) => sum + (piece.empty ? 0 : piece.weight), 0) || 1;
  const wanted = raw.map((piece) =>
    piece.empty
      ? EMPTY_SHARE
      : Math.max(piece.covered ? least : EMPTY_SHARE, ((1 - empties) * piece.weight) / total),
  );
  const sum = wanted.reduce((a, b) => a + b, 0);
  let left = 0;
  return raw.map(({ from, to, empty }, i) => {
    const right = left + (wanted[i] ?? 0) / sum;
    const piece = { from, to, left, right, empty };
    left = right;
    return piece;
  });
}

/** @param {readonly number[]} sorted @param {number} value */
function lastAtMost(sorted, value) {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Share of the width at which a day begins. @param {readonly Piece[]} axis @param {number} day */
export function place(axis, day) {
  for (const { from, to, left, right } of axis) {
    if (day <= from) return left;
    if (day < to) return left + ((right - left) * (day - from)) / (to - from);
  }
  return 1;
}

/**
 * Rows for spans so that none overlaps another in its row, by first fit.
 * @param {readonly (readonly [number, number])[]} spans @returns {number[]}
 */
export function lanes(spans) {
  /** @type {number[]} */
  const ends = [];
  const lane = new Array(spans.length).fill(0);
  const order = spans.map((_, i) => i).sort((a, b) => (spans[a]?.[0] ?? 0) - (spans[b]?.[0] ?? 0) || a - b);
  for (const i of order) {
    const [from, to] = spans[i] ?? [0, 0];
    let row = ends.findIndex((end) => end < from);
    if (row < 0) row = ends.length;
    ends[row] = to;
    lane[i] = row;
  }
  return lane;
}
