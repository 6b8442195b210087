// Rectangles on the canvas, found by where they lie: whether one covers another without asking all. Pure.

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Rect */
/** @typedef {{ add: (rect: Rect) => void, meets: (rect: Rect) => boolean }} Boxes */

const SIZE = 64; // pixels of a cell
const ROW = 1 << 16; // cells; two that share a key only cost a look

/** @returns {Boxes} */
export function createBoxes() {
  /** @type {Map<number, Rect[]>} */
  const cells = new Map();
  /**
   * The cells that a rectangle touches, until one of them says yes.
   * @param {Rect} rect @param {(key: number) => boolean} visit
   */
  const some = ({ left, top, right, bottom }, visit) => {
    for (let y = cell(top); y <= cell(bottom); y++)
      for (let x = cell(left); x <= cell(right); x++) if (visit(y * ROW + x)) return true;
    return false;
  };
  return {
    add(rect) {
      some(rect, (key) => {
        const there = cells.get(key);
        if (there) there.push(rect);
        else cells.set(key, [rect]);
        return false;
      });
    },
    meets: (rect) =>
      some(rect, (key) => cells.get(key)?.some((other) => overlap(rect, other)) ?? false),
  };
}

/** @param {number} at pixels */
const cell = (at) => Math.floor(at / SIZE);

/** @param {Rect} a @param {Rect} b */
const overlap = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
