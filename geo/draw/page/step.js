// Stepping through the events in time.

/**
 * The shown event before or after one; -1 at the end. An event that is not shown itself steps to its
 * neighbour in time.
 * @param {Int32Array} rows shown, in time @param {number} event @param {-1 | 1} step
 */
export function stepFrom(rows, event, step) {
  if (event < 0) return (step > 0 ? rows[0] : rows.at(-1)) ?? -1;
  const at = placeIn(rows, event);
  if (step < 0) return rows[at - 1] ?? -1;
  return (rows[at] === event ? rows[at + 1] : rows[at]) ?? -1;
}

/** Where an event stands among rows in time, or would. @param {ArrayLike<number>} rows @param {number} event */
export function placeIn(rows, event) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) < event) low = middle + 1;
    else high = middle;
  }
  return low;
}
