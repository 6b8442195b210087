// Where a search's words stand in a text as it is written, though they were found in its folded form. Pure.

import { fold, heardAs } from "./folding.js";

/** @typedef {[start: number, end: number]} Place UTF-16 units of the text */

/** @type {Map<string, string>} */
const letters = new Map();

/** What folding makes of one character inside a word. @param {string} character */
function letter(character) {
  let folded = letters.get(character);
  if (folded === undefined) letters.set(character, (folded = fold(`a${character}a`).slice(1, -1)));
  return folded;
}

/**
 * The folded text, and for each of its units where it begins and ends in the text.
 * @param {string} text
 */
export function foldedPlaces(text) {
  let folded = "";
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    const own = letter(character);
    const units = own === " " && (!folded || folded.endsWith(" ")) ? "" : own;
    folded += units;
    for (const _ of units.split("")) {
      starts.push(at);
      ends.push(end);
    }
    // What is not heard (a vowel sign, an apostrophe inside a word) goes with the letter before it.
    if (!own && ends.length && !folded.endsWith(" ")) ends[ends.length - 1] = end;
    at = end;
  }
  return { folded, starts, ends };
}

/**
 * The places of the words of a query, in order, none overlapping.
 * @param {string} text @param {string} query @param {boolean} [byEar] also words that only sound alike
 * @returns {Place[]}
 */
export function foundPlaces(text, query, byEar = false) {
  const wanted = fold(query).split(" ").filter(Boolean);
  if (!wanted.length || !text) return [];
  const { folded, starts, ends } = foldedPlaces(text);
  /** @type {Place[]} */
  const places = [];
  /** @param {number} at @param {number} length */
  const add = (at, length) => places.push([starts[at] ?? 0, ends[at + length - 1] ?? 0]);
  for (const word of wanted) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) add(at, word.length);
    const sound = byEar && heardAs(word);
    if (sound)
      for (const { 0: own, index } of folded.matchAll(/\S+/g)) if (heardAs(own) === sound) add(index, own.length);
  }
  return joined(places);
}

/** @param {Place[]} places */
function joined(places) {
  /** @type {Place[]} */
  const out = [];
  for (const [start, end] of places.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}
