// A marked text cut into pieces, each with what is said of it. Pure.

/** @typedef {{ start: number, text: string, quoted: boolean, kind: 0 | 1 | 2 | 3 }} Piece kind 0 = nothing marked */

/**
 * Flat triples [start, end, kind, …] as places that lie within the text; broken ones are left out.
 * @param {string} text @param {readonly number[]} marks
 */
function triples(text, marks) {
  const out = [];
  for (let m = 0; m + 2 < marks.length; m += 3) {
    const [start = 0, end = 0, kind = -1] = marks.slice(m, m + 3);
    if (start >= 0 && start < end && end <= text.length && kind >= 0 && kind <= 3) out.push({ start, end, kind });
  }
  return out;
}

/**
 * The whole text in pieces; where marks of a place, a date or an actor overlap, the later one holds.
 * @param {string} text @param {readonly number[]} marks see contract.d.ts @returns {Piece[]}
 */
export function piecesOf(text, marks) {
  const all = triples(text, marks);
  const edges = [...new Set([0, text.length, ...all.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, e) => {
    const holding = all.filter((mark) => mark.start <= start && mark.end > start);
    return {
      start,
      text: text.slice(start, edges[e + 1]),
      quoted: holding.some(({ kind }) => kind === 0),
      kind: /** @type {Piece["kind"]} */ (holding.filter(({ kind }) => kind > 0).at(-1)?.kind ?? 0),
    };
  });
}

/** Where the quoted words stand. @param {string} text @param {readonly number[]} marks @returns {[number, number][]} */
export const quotedPlaces = (text, marks) =>
  triples(text, marks).flatMap(({ start, end, kind }) => (kind === 0 ? [[start, end]] : []));

/** The kinds that are marked at all. @param {Piece[]} pieces */
export const kindsIn = (pieces) =>
  /** @type {const} */ ([1, 2, 3]).filter((kind) => pieces.some((piece) => piece.kind === kind));
