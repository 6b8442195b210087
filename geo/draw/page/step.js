// Stepping through the events in time.

/**
 * The shown event before or after one; -1 at the end. An event that is not shown itself steps to its
 * neighbour in time.
 * @param {import("./decode.js").Data} data @param {Int32Array} rows shown, in time @param {number} event
 * @param {-1 | 1} step
 */
export function stepFrom(data, rows, event, step) {
  if (event < 0) return (step > 0 ? rows[0] : rows.at(-1)) ?? -1;
  const rank = data.rank[event] ?? 0;
  let low = 0; // first row of a higher or equal rank
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((data.rank[rows[middle] ?? 0] ?? 0) < rank) low = middle + 1;
    else high = middle;
  }
  if (step < 0) return rows[low - 1] ?? -1;
  return (rows[low] === event ? rows[low + 1] : rows[low]) ?? -1;
}
