// The key under which the spellings of one name meet, as geo/folding.py makes it. Pure.

const SILENT = /['`´‘’‚‛ʹʺʻʼʽʾʿˈˊˋ′‵＇\u00ad\u200b-\u200f\u2060\ufeffːˌ"“”„«»]/gu;
const LETTERS = /** @type {Record<string, string>} */ ({
  ...{ ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ß: "ss", ħ: "h", ŋ: "ng", ə: "a" },
  // Arabic: letters that writers, keyboards and Persian or Urdu habits exchange.
  ...{ أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ئ: "ي", ی: "ي", ے: "ي", ې: "ي", ؤ: "و", ک: "ك", ڪ: "ك" },
  ...{ ة: "ه", ۀ: "ه", ە: "ه", ہ: "ه", ھ: "ه", ۃ: "ه", ء: "", ـ: "" },
});
const CHANGED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

/** Lower case, no diacritics, words parted by single spaces. @param {string} text */
export function fold(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return words(text.toLowerCase().replace(/['`"]/g, ""));
  return words(bare(text));
}

/** Stands between rows that are folded together; no text has it. */
export const ROW_END = "\x1f";

/** Many texts folded at once, which is far quicker, parted by ROW_END. @param {readonly string[]} texts */
export function foldRows(texts) {
  const text = texts.join(ROW_END);
  if (/^[\x1f-\x7e]*$/.test(text)) return text.toLowerCase().replace(/['`"]/g, "").replace(/[^a-z0-9\x1f]+/g, " ");
  return bare(text).replace(/[^\p{L}\p{N}\x1f]+/gu, " ");
}

/** Lower case without diacritics, vowel signs and what is not heard. @param {string} text */
function bare(text) {
  /** @param {string} s */
  const like = (s) => s.replace(CHANGED, (letter) => LETTERS[letter] ?? letter);
  return like(like(text).normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")).replace(SILENT, "");
}

/** @param {string} text */
const words = (text) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/**
 * What remains of a folded Latin word when its vowels are not heard: "khmeimim" and "humaymim" meet in "hmmm".
 * @param {string} word
 */
export function skeleton(word) {
  return word
    .replace(/kh|gh/g, "h")
    .replace(/([sdtc])h/g, "$1")
    .replace(/[qc]/g, "k")
    .replace(/(.)\1+/g, "$1")
    .replace(/[aeiouyw]/g, "")
    .replace(/(?<=.)h$/, "");
}

const LEAST_HEARD = 3; // consonants that a misspelt name must share

/** How a folded word sounds; "" when it is too short to tell, or not in Latin letters. @param {string} word */
export function heardAs(word) {
  const bones = /^[a-z]{4,}$/.test(word) ? skeleton(word) : "";
  return bones.length >= LEAST_HEARD ? bones : "";
}
