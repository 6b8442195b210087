// The interface's strings: one catalogue a language (geo/draw/languages/*.json), looked up by key. Seed text
// never comes through here.

/**
 * A string, or its forms by plural category; `{name}` is filled in, `n` chooses the form.
 * @typedef {Record<string, string | Record<string, string>>} Catalogue
 */

/** @type {Record<string, Catalogue>} */
let catalogues = {};
let language = "en";
let plural = new Intl.PluralRules("en");
/** Dates and numbers: the order of British English; for Arabic the digits that dates are typed in. */
const LOCALES = /** @type {Record<string, string>} */ ({ en: "en-GB", ar: "ar-u-ca-gregory-nu-latn" });

/** @param {Record<string, Catalogue>} all by language tag; English must be among them */
export function useCatalogues(all) {
  catalogues = all;
}

/** The languages there are, with their own names. @returns {{ tag: string, name: string }[]} */
export function languages() {
  return Object.entries(catalogues).map(([tag, { language: name }]) => ({ tag, name: String(name) }));
}

/** Choose the interface's language; an unknown one falls back to English. @param {string} tag */
export function setLanguage(tag) {
  language = Object.hasOwn(catalogues, tag) ? tag : "en";
  plural = new Intl.PluralRules(language);
}

/** The language in use. */
export const currentLanguage = () => language;

/** Writing direction of the interface. */
export const direction = () => (catalogues[language]?.direction === "rtl" ? "rtl" : "ltr");

/** Locale for dates and numbers. */
export const locale = () => LOCALES[language] ?? language;

/**
 * A string of the interface.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const entry = own(catalogues[language], key) ?? own(catalogues.en, key) ?? key;
  const form = typeof entry === "string" ? entry : (entry[plural.select(Number(values.n))] ?? entry.other ?? key);
  return form.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : isolated(value);
  });
}

/** A text of either direction must not turn the right-to-left words around it. @param {string} text */
const isolated = (text) => (direction() === "rtl" ? `\u2068${text}\u2069` : text);

/** @param {Catalogue | undefined} catalogue @param {string} key */
const own = (catalogue, key) => (catalogue && Object.hasOwn(catalogue, key) ? catalogue[key] : undefined);

/**
 * Words for a value of a vocabulary ("geo.near"); the bare value when the catalogue does not know it.
 * @param {string} group @param {string} value
 */
export function word(group, value) {
  const key = `${group}.${value}`;
  const text = t(key);
  return text === key ? value : text;
}

/** @type {{ locale: string, format: Intl.NumberFormat } | null} */
let numbers = null;

/** @param {number} value */
export function number(value) {
  if (numbers?.locale !== locale()) numbers = { locale: locale(), format: new Intl.NumberFormat(locale()) };
  return numbers.format.format(value);
}

const SCRIPTS = /** @type {const} */ ([
  [/\p{Script=Arabic}/u, "ar", "rtl"],
  [/\p{Script=Hebrew}/u, "he", "rtl"],
  [/\p{Script=Cyrillic}/u, "ru", "ltr"],
  [/\p{Script=Greek}/u, "el", "ltr"],
  [/\p{Script=Armenian}/u, "hy", "ltr"],
  [/\p{Script=Georgian}/u, "ka", "ltr"],
]);

/** A guess at the language of a local name, from its script. @param {string} text */
export function script(text) {
  for (const [pattern, lang, dir] of SCRIPTS) if (pattern.test(text)) return { lang, dir };
  return { lang: "und", dir: "auto" };
}
