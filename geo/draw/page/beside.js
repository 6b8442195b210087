// The files beside a page that is too large for one: scripts that hand over blocks by `geoBlocks({id: base64, …})`.
// A page that is opened from a disk may read no other kind of file.

/** @typedef {{ rows: string[], days: (number | null)[], texts: string[] }} Files relative addresses; see contract.d.ts */
/**
 * @typedef {object} Tell
 * @property {() => void} arrived texts have come
 * @property {(error?: unknown) => void} broken something cannot be read
 * @property {(part: import("./columns.js").Stored, chunk: number) => void} [begun] the first numbers are there
 * @property {(days: readonly (number | null)[]) => number} [first] which part comes first, by the first day of each
 */

const BLOCKS = 64; // of each group in a file of texts
const KEPT = 4; // files of texts whose blocks stay at hand

/**
 * @param {Files} files @param {Tell} tell @param {(address: string) => Promise<void>} [load]
 */
export function createBeside(files, tell, load = loadScript) {
  /** @type {Map<string, string>} */
  const blocks = new Map();
  /** @type {Map<string, boolean>} files of texts: true when they are here, false on their way; the latest last */
  const texts = new Map();
  const geoBlocks = (/** @type {Record<string, string>} */ told) => {
    for (const [id, text] of Object.entries(told)) blocks.set(id, text);
  };
  Object.assign(globalThis, { geoBlocks });

  /** @param {string} id */
  const fileOf = (id) => files.texts[Math.floor(Number(id.split("-").at(-1)) / BLOCKS)];
  /** @param {string} file */
  const ask = async (file) => {
    texts.set(file, false);
    try {
      await load(file);
      texts.delete(file);
      texts.set(file, true);
      forget();
      tell.arrived();
    } catch (error) {
      texts.set(file, true); // nothing more will come of it
      tell.broken(error);
      tell.arrived();
    }
  };
  /** What was read longest ago can be had again. */
  const forget = () => {
    const here = [...texts.keys()].filter((file) => texts.get(file));
    const old = new Set(here.slice(0, -KEPT));
    for (const id of blocks.keys()) if (old.has(fileOf(id) ?? "")) blocks.delete(id);
    old.forEach((file) => texts.delete(file));
  };
  return {
    /**
     * The blocks of numbers, a file after the other, from one of them on.
     * @param {number} first @param {(take: (id: string) => string | null, chunk: number) => void} read
     */
    async numbers(first, read) {
      for (let k = 0; k < files.rows.length; k++) {
        const chunk = (first + k) % files.rows.length;
        await load(files.rows[chunk] ?? "");
        read((id) => blocks.get(id) ?? null, chunk);
        blocks.clear();
      }
    },
    /** A block of texts; null when it is nowhere, undefined while its file is on its way. @param {string} id */
    take(id) {
      const file = fileOf(id);
      const text = blocks.get(id) ?? null;
      if (text !== null || !file || texts.get(file)) return text;
      if (!texts.has(file)) ask(file);
      return undefined;
    },
  };
}

/** @param {string} address @returns {Promise<void>} */
function loadScript(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    const end = (/** @type {() => void} */ act) => {
      script.remove();
      act();
    };
    script.addEventListener("load", () => end(done));
    script.addEventListener("error", () => end(() => failed(new Error(`${address} is missing`))));
    script.src = address;
    document.head.append(script);
  });
}
