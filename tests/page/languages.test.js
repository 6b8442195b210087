import assert from "node:assert/strict";
import { test } from "node:test";
import { setLanguage, t } from "../../geo/draw/page/strings.js";
import { catalogues } from "./golden.js";

const { en, ...others } = catalogues;
const blanks = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
/** A month without a day has another form in some languages ("month.1.alone"). */
const isAlone = (key) => /^month\.\d+\.alone$/.test(key);
const forms = (entry) => (typeof entry === "string" ? { other: entry } : entry);

test("the interface speaks English, Arabic, Russian and French", () => {
  assert.deepEqual(Object.keys(catalogues).sort(), ["ar", "en", "fr", "ru"]);
});

test("every language says everything that English says, and nothing else", () => {
  for (const [tag, catalogue] of Object.entries(others))
    assert.deepEqual(Object.keys(catalogue).filter((key) => !isAlone(key)).sort(), Object.keys(en).sort(), tag);
});

test("every string has the blanks of the English one, and every plural form its language has", () => {
  for (const [tag, catalogue] of Object.entries(catalogues)) {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.toSorted();
    for (const [key, entry] of Object.entries(catalogue).filter(([key]) => !isAlone(key))) {
      assert.equal(typeof entry, typeof en[key], `${tag} ${key}`);
      if (typeof entry === "object") assert.deepEqual(Object.keys(entry).sort(), categories, `${tag} ${key}`);
      const wanted = new Set(blanks(forms(en[key]).other));
      assert.deepEqual(blanks(forms(entry).other), [...wanted].sort(), `${tag} ${key}`);
      for (const form of Object.values(forms(entry)))
        for (const name of blanks(form)) assert.ok(wanted.has(name), `${tag} ${key}`);
    }
  }
});

test("a number chooses its form", () => {
  setLanguage("ru");
  assert.deepEqual([1, 3, 5, 21].map((n) => t("timeline.events", { n })), [
    "1 событие",
    "3 события",
    "5 событий",
    "21 событие",
  ]);
  setLanguage("ar");
  assert.equal(t("timeline.events", { n: 2 }), "حدثان");
  setLanguage("xx");
  assert.equal(t("timeline.events", { n: 2 }), "2 events");
});

test("a language that says a month alone in another way does so for all twelve", () => {
  for (const [tag, catalogue] of Object.entries(catalogues))
    assert.ok([0, 12].includes(Object.keys(catalogue).filter(isAlone).length), tag);
});
