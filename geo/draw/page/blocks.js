// What is packed beside the page's JSON: base64 in inert elements → bytes. Numbers at once, rows when one is read.

import { CHUNK } from "./columns.js";
import { inflate } from "./inflate.js";

/** @typedef {import("./columns.js").Stored} Stored */
/** The text of a block, which is then let go; null when it is not there. @typedef {(id: string) => string | null} Take */
/** The head of the row blocks: how many rows in one, the columns of each group. @typedef {{ rows: number } & Record<string, any>} Groups */

const KEPT = 8; // blocks of a group that stay unpacked
const CELL = "\x1e";
const ROW = "\x1f";

/** @type {Take} */
export function takeElement(id) {
  const element = document.getElementById(id);
  if (!element || (!isWhole() && !element.nextElementSibling)) return null; // it is still being read
  element.remove();
  return element.textContent;
}

/**
 * All that is packed; a promise where the browser unpacks by itself, aside.
 * @param {import("./contract").GeoData} written @param {Take} [take]
 * @param {() => void} [broken] rows were asked for that cannot be read
 * @returns {Stored | Promise<Stored>}
 */
export function unpack({ events, texts }, take = takeElement, broken = () => {}) {
  const blocks = numberBlocks(events);
  /** @param {Uint8Array[]} planes @returns {Stored} */
  const stored = (planes) => {
    const byId = new Map(blocks.map(({ id }, b) => [id, planes[b]]));
    return {
      planes: (name, chunk) => byId.get(`geo-data-${name}-${chunk}`) ?? new Uint8Array(),
      ...createRows(texts ?? { rows: CHUNK }, events.count, take, broken),
    };
  };
  const aside = blocks.length > 0 && inflatesItself();
  if (!aside) return stored(blocks.map(({ id, size }) => inflate(bytesOf(take(id) ?? ""), size)));
  return Promise.all(blocks.map(({ id }) => inflateAside(bytesOf(take(id) ?? "")))).then(stored);
}

/** The blocks of all packed columns, and how many bytes are in each. @param {object & { count: number }} events */
function numberBlocks({ count, ...columns }) {
  return Object.entries(columns).flatMap(([name, column]) => {
    const width = (column?.coded ?? column)?.ints ?? 0;
    const chunks = width ? Math.ceil(count / CHUNK) : 0;
    return Array.from({ length: chunks }, (_, k) => ({
      id: `geo-data-${name}-${k}`,
      size: width * Math.min(CHUNK, count - k * CHUNK),
    }));
  });
}

/** @param {string} text @returns {Uint8Array} */
export function bytesOf(text) {
  const native = /** @type {{ fromBase64?: (text: string) => Uint8Array }} */ (Uint8Array).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const binary = atob(text);
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < out.length; i++) out[i] = binary.charCodeAt(i);
  return out;
}

/** Not every browser that has the stream knows raw deflate. */
function inflatesItself() {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

/** @param {Uint8Array} bytes */
async function inflateAside(bytes) {
  const { writable, readable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter();
  const quiet = () => {}; // what is wrong with the bytes, reading says
  writer.write(/** @type {Uint8Array<ArrayBuffer>} */ (bytes)).catch(quiet);
  writer.close().catch(quiet);
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

/**
 * Texts in blocks of rows: columns parted by CELL, rows by ROW.
 * @param {Groups} groups @param {number} count @param {Take} take @param {() => void} broken
 * @returns {Pick<Stored, "texts" | "find">}
 */
function createRows(groups, count, take, broken) {
  /** @type {Map<string, Uint8Array>} */
  const packed = new Map();
  /** @type {Map<string, { text: string, rows: string[] | null }>} the latest last */
  const kept = new Map();
  const reader = new TextDecoder();

  /** @param {string} id */
  const read = (id) => {
    const text = packed.has(id) ? null : take(id);
    if (text !== null) packed.set(id, bytesOf(text));
    const bytes = packed.get(id);
    if (!bytes) throw new Error(`${id} is missing`);
    return { text: reader.decode(inflate(bytes)), rows: null };
  };
  /** @param {string} id */
  const block = (id) => {
    let own = kept.get(id);
    if (!own) {
      try {
        own = read(id);
      } catch {
        if (isWhole()) broken();
        return null;
      }
    }
    kept.delete(id);
    kept.set(id, own);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest) kept.delete(oldest);
    return own;
  };
  /** @param {string} id */
  const rowsOf = (id) => {
    const own = block(id);
    return own && (own.rows ??= own.text.split(ROW));
  };
  return {
    texts(group, column) {
      const at = groups[group].indexOf(column);
      let held = -1;
      /** @type {WeakRef<string[]> | null} the block that was read last, as long as someone keeps it */
      let rows = null;
      return (i) => {
        if (!(i >= 0 && i < count)) return "";
        const b = Math.floor(i / groups.rows);
        let own = b === held ? rows?.deref() : null;
        if (!own) {
          own = rowsOf(`geo-data-${group}-${b}`);
          held = b;
          rows = own && new WeakRef(own);
        }
        return cell(own?.[i - b * groups.rows] ?? "", at);
      };
    },
    find(group, column, value) {
      const at = groups[group].indexOf(column);
      for (let b = 0; b * groups.rows < count; b++) {
        const id = `geo-data-${group}-${b}`;
        if (!block(id)?.text.includes(value)) continue;
        const row = rowsOf(id)?.findIndex((row) => cell(row, at) === value) ?? -1;
        if (row >= 0) return b * groups.rows + row;
      }
      return -1;
    },
  };
}

/** One cell of a row. @param {string} row @param {number} at */
function cell(row, at) {
  let start = 0;
  for (let k = 0; k < at; k++) {
    start = row.indexOf(CELL, start) + 1;
    if (!start) return "";
  }
  const stop = row.indexOf(CELL, start);
  return stop < 0 ? row.slice(start) : row.slice(start, stop);
}

/** Whether all of the page is there: until then a block may yet come. */
const isWhole = () => typeof document === "undefined" || document.readyState !== "loading";
