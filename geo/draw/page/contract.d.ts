/**
 * The contract between `geo/draw/contract.py` (writes) and the page's script (reads).
 *
 * Two inert JSON islands: `<script type="application/json" id="geo-data">` and `id="geo-basemap"`.
 * Columnar: one array a column, all of length `count`; repeated strings once, in `strings`. A page of many events
 * has its columns packed, in inert blocks `<script type="text/plain">`; see `Integers` and `Told`.
 * Days are whole days since 1970-01-01 in the proleptic Gregorian calendar; they may be negative.
 * What the page gives back to measuring tools is at the end.
 */

/** Index into `GeoData.strings`; the empty string must be there when it is used. */
export type StringId = number;
/** Days since 1970-01-01. */
export type Day = number;

export interface GeoData {
  version: 2;
  page: Page;
  accounting: Accounting;
  periods: Period[];
  categories: Category[];
  sources: Source[];
  documents: Document[];
  strings: string[];
  geometries: Geometry[];
  events: Events;
  /** Each list of actors once; the first is the empty one. */
  actor_lists: StringId[][];
  /** Which columns stand in blocks of rows, in the order in which a row has them; only where there are any. */
  texts?: TextBlocks;
  /**
   * Past 2.5 million events: the scripts beside the page that hold its blocks, by their relative addresses. Each is a
   * call `geoBlocks({"geo-data-…": base64, …})`. File K of rows has all integers of chunk K, file K of texts the
   * blocks of both groups from 64 × K on.
   */
  files?: { rows: string[]; days: (Day | null)[]; texts: string[] };
  /** Paragraphs of documents that events quote, each once; "…" stands where a very long one is cut. */
  passages: string[];
  layers: Layer[];
  /** Other names of the places in `events.place` and `to_place`; a place without any is left out. */
  spellings: [StringId, string[]][];
  /**
   * Places that the documents name without an event: no rows of the table, in no count of events. The most mentioned
   * first, at most 2,000. A mention has no date, so a page of one period has none; nor has a page made to be published.
   */
  mentions?: Mentions;
  /** How many more there are than `mentions` holds. */
  mentions_more?: number;
  /** Names in the documents that no place could be told for, or not for certain: at most 500, on the same page. */
  unplaced?: Unplaced[];
  unplaced_more?: number;
}

/** One place an entry; columns of equal length. */
export interface Mentions {
  name: StringId[];
  /** Degrees × 1e5. */
  lon: number[];
  lat: number[];
  geo_precision: StringId[];
  kind: StringId[];
  /** How often the documents name it. */
  count: number[];
  /** The first sentences that do, at most five: index into `documents` or -1, the sentence. */
  quotes: [number, StringId][][];
}

export interface Unplaced {
  name: string;
  /** Index into `documents`, or -1. */
  document: number;
  sentence: string;
  /** What it may be, at most three, best first; where: its division and country; degrees. */
  candidates: { name: string; where: string; lon: number; lat: number }[];
}

export interface Page {
  id: string;
  kind: "all" | "period";
  /** Id of the page's period when kind is "period". */
  period: string | null;
  title: string;
  kicker: string;
  headline: string;
  standfirst: string;
  /** ISO day. */
  as_of: string;
  /** BCP 47 tags; the first is the language of the interface. */
  languages: string[];
  /** Plain text; blank lines part paragraphs. */
  method: string;
  corrections: string;
  links: { href: string; title: string }[];
  /** First 16 hex digits of the data's SHA-256. */
  hash: string;
}

/** rows = on_map + without_place + undated + rejected + duplicates, of the whole table. */
export interface Accounting {
  rows: number;
  on_map: number;
  without_place: number;
  undated: number;
  rejected: number;
  duplicates: number;
  /** Of all these, how many were found by rules in documents and not reviewed. */
  suggested?: number;
}

export interface Period {
  id: string;
  title: string;
  /** First day; null when the start is open. */
  from: Day | null;
  /** Last day, inclusive; null when the stop is open. */
  to: Day | null;
  /** EDTF, as written. */
  start: string;
  stop: string;
  /** "#rrggbb" or "". */
  color: string;
  description: string;
  source: string;
  source_url: string;
}

export type Shape = "circle" | "square" | "triangle" | "diamond" | "cross" | "ring";

export interface Category {
  name: string;
  /** "#rrggbb", chosen for light paper; the script lightens it for the dark theme. */
  color: string;
  shape: Shape;
}

export interface Source {
  id: string;
  title: string;
  outlet: string;
  author: string;
  /** EDTF. */
  date: string;
  kind: string;
  url: string;
  licence: string;
}

export interface Document {
  id: string;
  title: string;
  source: string;
  /** EDTF. */
  date: string;
  url: string;
}

/**
 * Each part is one line, or one polygon ring, as x0, y0, dx, dy, dx, dy …; integers, degrees × scale, lon then lat.
 * Rings are filled by the even-odd rule, so holes are simply further rings; the last point need not repeat the first.
 * A line's points run in the direction of movement.
 */
export interface Geometry {
  type: "line" | "area";
  scale: number;
  parts: number[][];
}

/**
 * A column of integers: written out, one value for all, or packed. Packed, its bytes are those of each
 * value - least (+ 1 with nulls, of which each is 0), little-endian, `ints` of them, in planes: all low bytes, then
 * all second bytes, and so on. Raw deflate, base64, in the block `geo-data-NAME-K`; K counts chunks of 1,048,576 rows.
 */
export type Integers<T = number> = T[] | { all: T } | { ints: 1 | 2 | 3 | 4; least: number; nulls: boolean };

/**
 * A column of text: written out, one text for all, as codes, or in blocks of rows. Block B of a group has the rows
 * from 4,096 × B on: its columns (see `TextBlocks`) parted by U+001E, its rows by U+001F; UTF-8, raw deflate, base64,
 * in `geo-data-list-B` or `geo-data-card-B`.
 */
export type Told = string[] | { all: string } | { coded: Integers<StringId> } | { texts: "list" | "card" };

export interface TextBlocks {
  /** Of a block; the last may have fewer. */
  rows: number;
  list: string[];
  card: string[];
}

/**
 * Every event of the table that was neither rejected nor a duplicate, in the order of time: by first day (last day
 * where the start is open), last day, the table's order; undated ones last.
 */
export interface Events {
  count: number;
  id: Told;
  title: Told;
  /** EDTF as shown: one value or "a/b"; "" when undated. */
  date: Told;
  /** First and last day that the event may cover; null where open or unknown. Both null: undated. */
  from: Integers<Day | null>;
  to: Integers<Day | null>;
  date_precision: Integers<StringId>;
  /** "", "?", "~" or "%". */
  date_qualifier: Integers<StringId>;
  /** "", "stated", "anchored", "publication" or "inferred". */
  date_basis: Integers<StringId>;
  /** The date as the source words it. */
  date_text: Told;
  /** Degrees × 1e5, or null. For a line or an area: where its badge stands. */
  lon: Integers<number | null>;
  lat: Integers<number | null>;
  /** Index into `geometries`, or -1. */
  geometry: Integers;
  geo_precision: Integers<StringId>;
  /** Size of the place in metres, for its ring; 0 = unknown. */
  radius_m: Integers;
  place: Integers<StringId>;
  /** The name in the place's own script, or "". */
  local_name: Integers<StringId>;
  to_place: Integers<StringId>;
  /** Index into `categories`. */
  category: Integers;
  event_type: Integers<StringId>;
  /** The caption of a turning point; "" for all other events. */
  turning: Integers<StringId>;
  /** Index into `actor_lists`. */
  actors: Integers;
  /** Index into `sources`, or -1; then `publisher` names it, or the several, parted by "; ". */
  source: Integers;
  publisher: Integers<StringId>;
  source_locator: Told;
  url: Told;
  confidence: Integers<StringId>;
  status: Integers<StringId>;
  quote: Told;
  /** Index into `documents`, or -1. */
  document: Integers;
  /** Index into `passages`, or -1: no document holds the quote. */
  passage: Integers;
  /**
   * Flat triples start, end, kind, by start: offsets in UTF-16 code units over the passage, else over the quote.
   * Kind 0: the quoted words, once over a passage, never over a quote; 1 place, 2 date, 3 actor. Kinds 1 to 3
   * overlap neither each other nor an end of the quoted words; a kind that these do not say is marked around them.
   * Packed, each row's are JSON text, "" for none.
   */
  marks: number[][] | Told;
  notes: Told;
  place_reason: Told;
  /** As written ("", "2", "40–60"). */
  fatalities: Told;
  /** Columns of the table that the contract does not know, shown as plain rows. Packed: JSON text, "" for none. */
  extra: (Record<string, string> | null)[] | Told;
  /** "" when on the map, else "undated" or "without place". */
  set_aside: Integers<StringId>;
  /** Why it was set aside. */
  reason: Told;
  /** 1 when sources contradict each other about it: tagged "disputed", or denied. */
  disputed: Integers;
}

/** Columns that are always string ids. */
export type StringColumn =
  | "date_precision" | "date_qualifier" | "date_basis" | "geo_precision" | "place" | "local_name" | "to_place" | "event_type" | "turning"
  | "publisher" | "confidence" | "status" | "set_aside";

/** A row of the legend. An event is in the layers of its category in each period that it overlaps; else in period -1. */
export interface Layer {
  id: string;
  /** Index into `periods`; -1 = in no period. */
  period: number;
  category: number;
}

/** See geo/draw/basemap.py. */
export interface BaseMap {
  version: 1;
  attribution: string;
  policy: string;
  /** Coarse to fine. */
  tiers: Tier[];
  towns: Towns;
}

/** [minzoom, paths]: Base64 VLQ deltas, the pen carried on from path to path. */
export type PathGroup = [number, string[]];

export interface Tier {
  minzoom: number;
  /** West, south, east, north, degrees; east may exceed 180. */
  bounds: [number, number, number, number];
  scale: number;
  land: PathGroup[];
  lakes: PathGroup[];
  rivers: PathGroup[];
  borders: PathGroup[];
  disputed: PathGroup[];
  adm1: PathGroup[];
}

export interface Towns {
  scale: number;
  langs: string[];
  name: string[];
  local: string[];
  lang: number[];
  lon: number[];
  lat: number[];
  minzoom: number[];
  /** 0 town, 1 national capital, 2 capital of a first-order division. */
  capital: number[];
}

/**
 * What the page gives back.
 * - `performance.mark("geo:drawn")` and `<html data-geo="ready">` when the first marks are painted.
 * - `<html data-shown="N" data-possible="M">` after each change: N events on the map pass the filters, M of these
 *   N only possibly (their dates reach beyond the chosen time).
 * - `<input type="checkbox" data-layer="LAYER ID">` for each layer.
 * - `location.hash`: see `PageHash` and hash.js.
 * - the canvas of the marks has `data-geo-canvas`.
 */
export interface PageHash {
  /** `period=A,B` */
  periods: string[];
  /** `from=DAY` and `to=DAY` */
  from: Day | null;
  to: Day | null;
  /** `event=ID` */
  event: string | null;
  /** `q=WORDS` */
  query: string;
  /** `layer=ID,ID`, or `layer=!ID,ID` for all but these; null = all. */
  layers: Picked | null;
  /** `actor=A,B` and so on, one key a facet. */
  facets: Record<string, Picked>;
  /** `b=DAY/DAY`: the span to compare with. */
  compare: [Day, Day] | null;
  /** `mentions=on` or `off`: the mentioned places are drawn; null = as the page opens. */
  mentions: boolean | null;
  /** `story`: the turning points are being walked. */
  story: boolean;
  /** `view=ZOOM/LAT/LON` */
  view: View | null;
  /** `lang=TAG` */
  language: string;
  /** `embed`: the layout for a frame in another page. */
  embed: boolean;
  /** `data=HASH`: of the data that the link was made from. */
  data: string;
}

/** Names, and whether these are the ones left out. */
export interface Picked {
  names: string[];
  out: boolean;
}

/** Where the reader looks: Leaflet's zoom, degrees. */
export interface View {
  zoom: number;
  lat: number;
  lon: number;
}

declare global {
  /** Makes the tools out of `static/tools.js`; a page may stand without them. */
  var geoTools: (() => typeof import("./tools.js")) | undefined;
}
