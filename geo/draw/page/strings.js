// The interface's strings: one catalogue a language, looked up by key. Seed text never comes through here.

/** @typedef {Record<string, string>} Catalogue */

/** `{name}` is filled in; `a|b` is singular|plural by the value of `n`. @type {Record<string, Catalogue>} */
const CATALOGUES = {
  en: {
    asof: "As of {date}",
    "asof.map": "{n} of {all} events on the map",
    "asof.period": "{n} of {all} events of this period on the map",
    "asof.place": "{n} without a place",
    "asof.undated": "{n} undated",
    count: "{span}: {n} event|{span}: {n} events",
    "count.possible": ", {n} possible",
    "count.all": "All dates",
    "count.selected": "Selected periods",
    map: "Map of the events; the list has the same content",
    "map.keys": "Map: arrow keys move it, plus and minus zoom",
    "map.all": "All events",
    "map.beyond": " (+{n} beyond)",
    "map.home": "Main area",
    "map.wheel": "Hold Ctrl, or click the map first, to zoom with the wheel",
    "map.touch": "Use two fingers to move the map",
    "map.many": "{n} events here",
    "column.open": "Events and legend",
    "column.close": "Close the column",
    "sheet.up": "Show more of the list",
    "sheet.down": "Show less of the list",
    nav: "In this column",
    "nav.list": "Events",
    "nav.legend": "Legend",
    "nav.tray": "Off the map",
    list: "Events",
    "list.pile": "{n} event here|{n} events here",
    "list.back": "All events",
    "list.empty": "No event matches. Widen the time or switch layers on.",
    "list.more": "Show {n} more",
    "list.possible": "possible",
    "list.untitled": "Untitled event",
    legend: "Layers and legend",
    "legend.only": "only",
    "legend.only.label": "Show only {name}",
    "legend.all": "Show all layers",
    "legend.none": "In no period",
    "legend.possible": "+ {n} possible",
    "legend.aside": "{n} off the map",
    "legend.marks": "How places are drawn",
    "mark.exact": "Exact place",
    "mark.near": "Town or nearby; the ring is its size",
    "mark.area": "Somewhere in this area; number of events",
    "mark.line": "Route, with its direction; dashed where only country, region or sea is known",
    "mark.cluster": "Several events; bar by category",
    "mark.possible": "Possible: the dates reach beyond the chosen time",
    "mark.suggested": "Suggested, not yet reviewed",
    card: "Event",
    "card.close": "Close",
    "card.previous": "Previous in time",
    "card.next": "Next in time",
    "card.position": "{i} of {n}",
    "card.link": "Link to this event",
    "card.when": "When",
    "card.where": "Where",
    "card.to": "to {place}",
    "card.asworded": "worded “{text}”",
    "card.type": "Type",
    "card.actors": "Who",
    "card.fatalities": "Fatalities",
    "card.notes": "Notes",
    "card.quote": "The passage that says so",
    "card.confidence": "Confidence",
    "card.status": "Status",
    "card.sources": "Source",
    "card.read": "Read the source",
    "card.record": "Event record online",
    "card.more": "More in the table",
    "card.placed": "How it was placed",
    "card.nolink": "Not a web address: {text}",
    "card.aside": "Not on the map",
    "card.polar": "Too near a pole to be drawn on this map",
    timeline: "Periods",
    "timeline.hint": "Choose a period",
    "timeline.reset": "Show all dates",
    "timeline.events": "{n} event|{n} events",
    "timeline.short": "{n}",
    "timeline.short.possible": "{n} · {possible}?",
    tray: "Not on the map",
    "tray.none": "Every event is on the map.",
    "tray.without place": "Without a place",
    "tray.undated": "Without a date",
    "notes.method": "Method",
    "notes.sources": "Sources",
    "notes.accounting": "Accounting",
    "notes.corrections": "Corrections",
    "notes.borders": "Borders and base map",
    "notes.links": "More maps",
    "notes.read": "rows read",
    "notes.on_map": "on the map",
    "notes.without_place": "without a place",
    "notes.undated": "undated",
    "notes.rejected": "rejected",
    "notes.duplicates": "duplicates",
    "notes.data": "Data {hash}",
    keys: "Keys",
    "keys.close": "Close",
    "keys.step": "Previous or next event in time",
    "keys.walk": "Walk the list",
    "keys.open": "Open the event",
    "keys.clear": "Close the event; then show everything again",
    "keys.map": "On the map: move it; + and − zoom",
    "keys.help": "This list",
    "geo.exact": "exact place",
    "geo.near": "town or nearby, within 25 km",
    "geo.adm2": "district level",
    "geo.adm1": "province level",
    "geo.region": "region or route",
    "geo.country": "country level",
    "geo.sea": "at sea",
    "geo.unknown": "precision of the place unknown",
    "date.day": "to the day",
    "date.days": "over several days",
    "date.week": "to the week",
    "date.month": "to the month",
    "date.season": "to the season",
    "date.quarter": "to the quarter",
    "date.year": "to the year",
    "date.decade": "to the decade",
    "date.unknown": "precision of the date unknown",
    "date.?": "uncertain",
    "date.~": "approximate",
    "date.%": "uncertain and approximate",
    "date.circa": "c. {date}",
    "date.none": "Undated",
    "date.until": "until {date}",
    "date.from": "from {date}",
    "date.before": "up to {date}",
    "season.21": "Spring {year}",
    "season.22": "Summer {year}",
    "season.23": "Autumn {year}",
    "season.24": "Winter {year}",
    "confidence.certain": "Certain",
    "confidence.less-certain": "Less certain",
    "confidence.uncertain": "Uncertain",
    "status.suggested": "Suggested by the program, not yet reviewed",
    "status.accepted": "Reviewed",
    "status.edited": "Reviewed and edited",
    "status.rejected": "Rejected",
  },
};

let language = "en";
let plural = new Intl.PluralRules("en");

/** Choose the interface's language; an unknown one falls back to English. @param {string} tag */
export function setLanguage(tag) {
  language = tag in CATALOGUES ? tag : "en";
  plural = new Intl.PluralRules(language);
}

/** Locale for dates and numbers; British order of day and month for English. */
export function locale() {
  return language === "en" ? "en-GB" : language;
}

/**
 * A string of the interface.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const catalogue = CATALOGUES[language] ?? {};
  const forms = (catalogue[key] ?? CATALOGUES.en?.[key] ?? key).split("|");
  const form =
    forms.length > 1 && typeof values.n === "number" && plural.select(values.n) !== "one"
      ? forms[1]
      : forms[0];
  return (form ?? key).replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

/**
 * Words for a value of a vocabulary ("geo.near"); the bare value when the catalogue does not know it.
 * @param {string} group @param {string} value
 */
export function word(group, value) {
  const key = `${group}.${value}`;
  const text = t(key);
  return text === key ? value : text;
}

/** @param {number} value */
export function number(value) {
  return new Intl.NumberFormat(locale()).format(value);
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
