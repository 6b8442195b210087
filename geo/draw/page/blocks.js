// What is packed beside the page's JSON: base64 in inert elements → bytes. Numbers at once, rows when one is read.

import { createBeside } from "./beside.js";
import { CHUNK } from "./columns.js";
import { inflate } from "./inflate.js";

/** @typedef {import("./columns.js").Stored} Stored */
/** The text of a block; null when it is not there, undefined when it may yet come. @typedef {(id: string) => string | null | undefined} Take */
/** The head of the row blocks: how many rows in one, the columns of each group. @typedef {{ rows: number } & Record<string, any>} Groups */

/** Columns without which no mark can be drawn; the others are unpacked after the first marks. */
const FIRST = new Set([
  ...["from", "to", "lon", "lat", "category", "geometry", "radius_m", "geo_precision", "disputed"],
  ...["status", "set_aside", "turning", "place", "local_name", "to_place"],
]);
const KEPT = 8; // blocks of a group that stay unpacked
const CELL = "\x1e";
const ROW = "\x1f";

/** What an element of the page holds, which then need not hold it any longer. @type {Take} */
export function takeElement(id) {
  const element = document.getElementById(id);
  const whole = document.readyState !== "loading";
  if (!element || !(whole || element.nextElementSibling)) return whole ? null : undefined; // it is still being read
  element.remove();
  return element.textContent;
}

/**
 * All that is packed; a promise where the browser unpacks by itself, aside, or where files beside the page hold it.
 * @param {import("./contract").GeoData & { files?: import("./beside.js").Files }} written
 * @param {import("./beside.js").Tell} [tell] that rows have come, or cannot be read @param {Take} [take]
 * @param {(address: string) => Promise<void>} [load] a script beside the page
 * @returns {Stored | Promise<Stored>}
 */
export function unpack(written, tell = { arrived() {}, broken() {} }, take = takeElement, load) {
  const { events, texts, files } = written;
  const blocks = numberBlocks(events);
  /** @param {Take} take @param {Uint8Array[]} planes @returns {Stored} */
  const stored = (take, planes) => {
    const byId = new Map(planes.map((own, b) => [blocks[b]?.id, own]));
    const unread = new Map(blocks.slice(planes.length).map((block) => [block.id, { ...block, bytes: once(() => bytesOf(take(block.id) ?? "")) }]));
    return {
      planes(name, chunk) {
        const id = `geo-data-${name}-${chunk}`;
        const packed = unread.get(id);
        const own = packed ? inflate(packed.bytes(), packed.size) : byId.get(id);
        unread.delete(id);
        byId.delete(id); // whoever asked has them now
        return own ?? new Uint8Array();
      },
      async rest() {
        const left = inflatesItself() ? [...unread.values()] : [];
        const unpacked = await Promise.all(left.map(({ bytes }) => inflateAside(bytes())));
        left.forEach(({ id }, k) => unread.delete(id) && byId.set(id, unpacked[k] ?? new Uint8Array()));
      },
      ...createRows(texts ?? { rows: CHUNK }, events.count, take, tell.broken, !files),
    };
  };
  if (files) return fromBeside(createBeside(files, tell, load), { files, tell }, blocks, stored);
  if (!blocks.length || !inflatesItself())
    return stored(take, blocks.map(({ id, size }) => inflate(bytesOf(take(id) ?? ""), size)));
  const first = blocks.filter(({ name }) => FIRST.has(name));
  return Promise.all(first.map(({ id }) => inflateAside(bytesOf(take(id) ?? "")))).then((planes) => stored(take, planes));
}

/**
 * Each file is unpacked while the next is read.
 * @param {ReturnType<typeof createBeside>} beside
 * @param {{ files: import("./beside.js").Files, tell: import("./beside.js").Tell }} told
 * @param {{ id: string, size: number }[]} blocks
 * @param {(take: Take, planes: Uint8Array[]) => Stored} stored
 */
async function fromBeside(beside, { files, tell }, blocks, stored) {
  const aside = inflatesItself();
  /** @type {(Uint8Array | Promise<Uint8Array>)[]} */
  const planes = [];
  const first = Math.max(0, tell.first?.(files.days) ?? 0);
  await beside.numbers(first, (take, chunk) => {
    blocks.forEach(({ id, size }, b) => {
      const text = take(id);
      if (text !== null) planes[b] = aside ? inflateAside(bytesOf(text)) : inflate(bytesOf(text), size);
    });
    if (chunk === first) begin(tell, chunk, blocks, planes);
  });
  return stored(beside.take, await Promise.all(planes));
}

/**
 * Tell of the rows that came first, as if they were all; they have no texts yet.
 * @param {import("./beside.js").Tell} tell @param {number} chunk @param {{ id: string }[]} blocks
 * @param {(Uint8Array | Promise<Uint8Array>)[]} planes
 */
async function begin(tell, chunk, blocks, planes) {
  const own = await Promise.all(planes.slice());
  const byId = new Map(blocks.map(({ id }, b) => [id, own[b]]));
  const planesOf = (/** @type {string} */ name) => byId.get(`geo-data-${name}-${chunk}`) ?? new Uint8Array();
  tell.begun?.({ planes: planesOf, texts: () => () => "", find: () => -1, ready: () => true, rest: async () => {} }, chunk);
}

/**
 * The blocks of all packed columns, those of the first marks first, and how many bytes are in each.
 * @param {object & { count: number }} events
 */
function numberBlocks({ count, ...columns }) {
  const inOrder = Object.entries(columns).sort(([a], [b]) => Number(FIRST.has(b)) - Number(FIRST.has(a)));
  return inOrder.flatMap(([name, column]) => {
    const width = (column?.coded ?? column)?.ints ?? 0;
    const chunks = width ? Math.ceil(count / CHUNK) : 0;
    return Array.from({ length: chunks }, (_, k) => ({
      name,
      id: `geo-data-${name}-${k}`,
      size: width * Math.min(CHUNK, count - k * CHUNK),
    }));
  });
}

/** @template T @param {() => T} make */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
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
 * @param {Groups} groups @param {number} count @param {Take} take @param {(error: unknown) => void} broken
 * @param {boolean} once a block can be taken only once
 * @returns {Pick<Stored, "texts" | "find" | "ready">}
 */
function createRows(groups, count, take, broken, once) {
  /** @type {Map<string, Uint8Array>} */
  const packed = new Map();
  /** @type {Map<string, { text: string, rows: string[] | null }>} the latest last */
  const kept = new Map();
  const reader = new TextDecoder();
  let sought = { value: "", block: 0 };

  /** Null as long as it has not come. @param {string} id */
  const read = (id) => {
    let bytes = packed.get(id);
    if (!bytes) {
      const text = take(id);
      if (text === undefined) return null;
      if (text === null) throw new Error(`${id} is missing`);
      bytes = bytesOf(text);
      if (once) packed.set(id, bytes);
    }
    return { text: reader.decode(inflate(bytes)), rows: null };
  };
  /** @param {string} id */
  const block = (id) => {
    let own = kept.get(id) ?? null;
    if (!own) {
      try {
        own = read(id);
      } catch (error) {
        broken(error);
        own = { text: "", rows: null };
      }
    }
    if (!own) return null;
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
    ready: (group, i) => block(`geo-data-${group}-${Math.floor(i / groups.rows)}`) !== null,
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
      if (sought.value !== value) sought = { value, block: 0 };
      for (; sought.block * groups.rows < count; sought.block++) {
        const id = `geo-data-${group}-${sought.block}`;
        const own = block(id);
        if (!own) return -1; // asked again when it has come, it is looked for from here on
        if (!own.text.includes(value)) continue;
        const row = rowsOf(id)?.findIndex((row) => cell(row, at) === value) ?? -1;
        if (row >= 0) return sought.block * groups.rows + row;
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
