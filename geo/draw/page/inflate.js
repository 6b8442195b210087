// Raw deflate (RFC 1951) → bytes, at once: for browsers without DecompressionStream, and for rows read in passing. Pure.

const LONGEST = 15; // bits of a code
const BROKEN = "The packed data are broken";
const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BITS = Uint8Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1));
const DISTANCE_BASE = Uint16Array.from(DISTANCE_BITS, (bits, code) => (code < 4 ? code + 1 : ((2 + (code & 1)) << bits) + 1));
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END = 256;

/** Symbols by the bits that come next: symbol × 16 + how many of the bits are its own. @typedef {{ bits: number, table: Uint16Array }} Codes */

/** @type {{ literals: Codes, distances: Codes } | null} */
let fixed = null;

/**
 * @param {Uint8Array} source @param {number} [expected] bytes that come out, if known
 * @returns {Uint8Array}
 */
export function inflate(source, expected = 0) {
  let out = new Uint8Array(expected || source.length * 4 + 64);
  let n = 0; // bytes that came out
  let at = 0; // bytes that went in
  let held = 0; // bits read but not used, the next one lowest
  let count = 0;
  let last = false;

  /** @param {number} size up to 16 */
  const need = (size) => {
    while (count < size) {
      if (at >= source.length + 4) throw new Error(BROKEN); // a code may be looked up past the end, not be there
      held |= (source[at++] ?? 0) << count;
      count += 8;
    }
  };
  /** @param {number} size */
  const take = (size) => {
    need(size);
    const value = held & ((1 << size) - 1);
    held >>>= size;
    count -= size;
    return value;
  };
  /** @param {Codes} codes */
  const symbol = ({ bits, table }) => {
    need(bits);
    const entry = table[held & ((1 << bits) - 1)] ?? 0;
    if (!entry) throw new Error(BROKEN);
    held >>>= entry & 15;
    count -= entry & 15;
    return entry >> 4;
  };
  /** @param {number} size bytes to come */
  const room = (size) => {
    if (n + size <= out.length) return;
    const longer = new Uint8Array(Math.max(out.length * 2, n + size));
    longer.set(out.subarray(0, n));
    out = longer;
  };
  const stored = () => {
    at -= count >> 3; // what was read ahead
    held = count = 0;
    const size = (source[at] ?? 0) | ((source[at + 1] ?? 0) << 8);
    const check = (source[at + 2] ?? 0) | ((source[at + 3] ?? 0) << 8);
    at += 4;
    if ((size ^ check) !== 0xffff || at + size > source.length) throw new Error(BROKEN);
    room(size);
    out.set(source.subarray(at, at + size), n);
    at += size;
    n += size;
  };
  const dynamic = () => {
    const sizes = [take(5) + 257, take(5) + 1];
    const own = new Uint8Array(19);
    const given = take(4) + 4;
    for (let k = 0; k < given; k++) own[ORDER[k] ?? 0] = take(3);
    const codes = codesOf(own);
    const lengths = new Uint8Array((sizes[0] ?? 0) + (sizes[1] ?? 0));
    for (let k = 0; k < lengths.length; ) {
      const code = symbol(codes);
      if (code < 16) {
        lengths[k++] = code;
        continue;
      }
      if (code === 16 && !k) throw new Error(BROKEN);
      const value = code === 16 ? (lengths[k - 1] ?? 0) : 0;
      const times = code === 16 ? 3 + take(2) : code === 17 ? 3 + take(3) : 11 + take(7);
      if (k + times > lengths.length) throw new Error(BROKEN);
      lengths.fill(value, k, k + times);
      k += times;
    }
    return { literals: codesOf(lengths.subarray(0, sizes[0])), distances: codesOf(lengths.subarray(sizes[0])) };
  };
  /** @param {{ literals: Codes, distances: Codes }} codes */
  const compressed = ({ literals, distances }) => {
    const { table, bits } = literals;
    const mask = (1 << bits) - 1;
    for (;;) {
      if (n + 258 > out.length) room(258);
      if (count < bits) need(bits);
      const entry = table[held & mask] ?? 0;
      if (!entry) throw new Error(BROKEN);
      held >>>= entry & 15;
      count -= entry & 15;
      const code = entry >> 4;
      if (code < END) {
        out[n++] = code;
        continue;
      }
      if (code === END) return;
      const length = (LENGTH_BASE[code - 257] ?? NaN) + take(LENGTH_BITS[code - 257] ?? 0);
      const far = symbol(distances);
      const distance = (DISTANCE_BASE[far] ?? NaN) + take(DISTANCE_BITS[far] ?? 0);
      if (!(distance <= n) || !length) throw new Error(BROKEN);
      if (distance >= length) out.copyWithin(n, n - distance, n - distance + length);
      else for (let k = n; k < n + length; k++) out[k] = out[k - distance] ?? 0;
      n += length;
    }
  };

  while (!last) {
    last = take(1) === 1;
    const type = take(2);
    if (type === 0) stored();
    else if (type === 1) compressed((fixed ??= fixedCodes()));
    else if (type === 2) compressed(dynamic());
    else throw new Error(BROKEN);
  }
  if (at - (count >> 3) > source.length || (expected && n !== expected)) throw new Error(BROKEN);
  return out.length === n ? out : out.subarray(0, n);
}

function fixedCodes() {
  const literals = Uint8Array.from({ length: 288 }, (_, code) => (code < 144 ? 8 : code < 256 ? 9 : code < 280 ? 7 : 8));
  return { literals: codesOf(literals), distances: codesOf(new Uint8Array(32).fill(5)) };
}

/** The table of a set of codes, from their lengths. @param {Uint8Array} lengths @returns {Codes} */
function codesOf(lengths) {
  const counts = new Uint16Array(LONGEST + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  let bits = LONGEST;
  while (bits > 1 && !counts[bits]) bits--;
  const next = new Uint16Array(LONGEST + 2);
  for (let length = 1; length <= LONGEST; length++) next[length + 1] = ((next[length] ?? 0) + (counts[length] ?? 0)) << 1;
  const table = new Uint16Array(1 << bits);
  lengths.forEach((length, symbol) => {
    if (!length) return;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    if (code >> length) throw new Error(BROKEN); // more codes than bits can tell apart
    const step = 1 << length;
    for (let at = reversed(code, length); at < table.length; at += step) table[at] = (symbol << 4) | length;
  });
  return { bits, table };
}

/** Codes stand with their highest bit first, all else with the lowest. @param {number} code @param {number} length */
function reversed(code, length) {
  let out = 0;
  for (let bit = 0; bit < length; bit++) out |= ((code >> bit) & 1) << (length - 1 - bit);
  return out;
}
