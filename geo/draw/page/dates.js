// Day numbers and EDTF values in words. A day is an integer: days since 1970-01-01, proleptic Gregorian, no
// time zone.

import { locale, t, word } from "./strings.js";

const DAY_MS = 86_400_000;
/** Sentinels of open ends in the typed arrays. */
export const OPEN_START = -0x80000000;
export const OPEN_END = 0x7fffffff;

/** @param {number} year @param {number} month 1–12 @param {number} day */
export function dayNumber(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would take years 0–99 for 1900–1999
  return Math.round(date.getTime() / DAY_MS);
}

/**
 * First and last day of "YYYY", "YYYY-MM" or "YYYY-MM-DD"; null when the text is none of these.
 * @param {string} text
 */
export function parseDay(text) {
  const match = /^(-?\d{4,6})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = match[2] === undefined ? null : Number(match[2]);
  const day = match[3] === undefined ? null : Number(match[3]);
  if (month === null) return { from: dayNumber(year, 1, 1), to: dayNumber(year, 12, 31) };
  if (month < 1 || month > 12) return null;
  const last = dayNumber(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - 1;
  if (day === null) return { from: dayNumber(year, month, 1), to: last };
  const number = dayNumber(year, month, day);
  return day >= 1 && number <= last ? { from: number, to: number } : null;
}

/** @param {number} day */
export function isoDay(day) {
  const { year, month, date } = fields(day);
  const sign = year < 0 ? "-" : "";
  return `${sign}${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

/** @param {number} day */
export function fields(day) {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() };
}

/** @param {number} value @param {number} width */
const pad = (value, width) => String(value).padStart(width, "0");

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {number} day @param {Intl.DateTimeFormatOptions} options */
function format(day, options) {
  const key = locale() + JSON.stringify(options);
  let formatter = formats.get(key);
  if (!formatter)
    formats.set(key, (formatter = new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" })));
  // British English alone has four letters.
  return formatter.format(new Date(day * DAY_MS)).replace(/\bSept\b/, "Sep");
}

/** "1 Oct". @param {number} day */
export const dayMonth = (day) => format(day, { day: "numeric", month: "short" });
/** "Oct". @param {number} day */
export const monthName = (day) => format(day, { month: "short" });
/** "1 Oct 2015". @param {number} day */
export const shortDay = (day) => format(day, { day: "numeric", month: "short", year: "numeric" });
/** "1 October 2015". @param {number} day */
export const longDay = (day) => format(day, { day: "numeric", month: "long", year: "numeric" });
/** "Oct 2015". @param {number} day */
export const shortMonth = (day) => format(day, { month: "short", year: "numeric" });

/**
 * "1 Oct – 31 Dec 2015"; whole years and months are said as such; open ends by sentinel.
 * @param {number} from @param {number} to
 */
export function spanLabel(from, to) {
  if (from <= OPEN_START && to >= OPEN_END) return t("count.all");
  if (from <= OPEN_START) return t("date.before", { date: shortDay(to) });
  if (to >= OPEN_END) return t("date.from", { date: shortDay(from) });
  if (from === to) return shortDay(from);
  const a = fields(from);
  const b = fields(to);
  if (from === dayNumber(a.year, 1, 1) && to === dayNumber(b.year, 12, 31)) {
    return a.year === b.year ? String(a.year) : `${a.year}–${b.year}`;
  }
  if (a.date === 1 && fields(to + 1).date === 1 && a.year === b.year && a.month === b.month)
    return shortMonth(from);
  if (a.year !== b.year) return `${shortDay(from)} – ${shortDay(to)}`;
  if (a.month !== b.month) return `${format(from, { day: "numeric", month: "short" })} – ${shortDay(to)}`;
  return `${a.date}–${shortDay(to)}`;
}

/**
 * An EDTF value in words: "September 2015", "c. 1980", "30 Sep 2015 – 14 Mar 2016". Days tell what the
 * grammar here does not.
 * @param {string} edtf @param {number} from @param {number} to
 */
export function whenLabel(edtf, from, to) {
  if (from <= OPEN_START && to >= OPEN_END) return edtf || t("date.none");
  if (!edtf) return spanLabel(from, to);
  const [first = "", last] = edtf.split("/");
  if (last === undefined) return valueLabel(first, false) ?? spanLabel(from, to);
  const start = valueLabel(first, true);
  const stop = valueLabel(last, true);
  if (/^-?\d{4}-\d\d$/.test(first) && /^-?\d{4}-\d\d$/.test(last)) return monthsLabel(from, to);
  // Two plain days read best together ("8–9 Jul 2016"); so do two plain years ("1956–1991").
  if (!start || !stop || (isPlain(first) && isPlain(last) && first.length === last.length))
    return spanLabel(from, to);
  return `${start} – ${stop}`;
}

/** An EDTF value of a source in words. @param {string} edtf */
export function dateWords(edtf) {
  const days = parseDay(edtf);
  return whenLabel(edtf, days?.from ?? OPEN_START, days?.to ?? OPEN_END);
}

/** "Jan – Aug 2015". @param {number} from @param {number} to */
function monthsLabel(from, to) {
  const sameYear = fields(from).year === fields(to).year;
  return `${sameYear ? format(from, { month: "short" }) : shortMonth(from)} – ${shortMonth(to)}`;
}

/** @param {string} value */
const isPlain = (value) => /^-?\d{4}(-\d\d(-\d\d)?)?$/.test(value);

/**
 * One EDTF value in words, or null when this grammar does not know it.
 * @param {string} text @param {boolean} short
 */
function valueLabel(text, short) {
  const qualifier = /[?~%]$/.exec(text)?.[0] ?? "";
  const bare = qualifier ? text.slice(0, -1) : text;
  const label = bareLabel(bare, short);
  if (label === null) return null;
  if (qualifier === "~") return t("date.circa", { date: label });
  return qualifier ? `${label} (${word("date", qualifier)})` : label;
}

/** @param {string} bare @param {boolean} short */
function bareLabel(bare, short) {
  const season = /^(-?\d{4})-(2[1-4])$/.exec(bare);
  if (season) return t(`season.${season[2]}`, { year: String(season[1]) });
  const decade = /^(\d{3})X$/.exec(bare);
  if (decade) return t("date.decade.of", { year: `${decade[1]}0` });
  const month = /^(-?\d{4}-\d\d)-XX$/.exec(bare);
  const plain = month ? (month[1] ?? bare) : /^(\d{4})-XX(-XX)?$/.test(bare) ? bare.slice(0, 4) : bare;
  const days = parseDay(plain);
  if (!days) return null;
  if (/^-?\d{4,6}$/.test(plain)) return String(Number(plain));
  if (days.from === days.to) return short ? shortDay(days.from) : longDay(days.from);
  return format(days.from, { month: short ? "short" : "long", year: "numeric" });
}
