// Which spans are compared at first, and the order and time of the story.

import assert from "node:assert/strict";
import { test } from "node:test";
import { OPEN_END, OPEN_START, dayNumber } from "../../geo/draw/page/dates.js";
import { decode } from "../../geo/draw/page/decode.js";
import { closed, daysIn, extent, suggestion } from "../../geo/draw/page/spans.js";
import { captionOf, spanUpTo, turningPoints } from "../../geo/draw/page/turning.js";
import { golden, island, rows } from "./golden.js";

const data = golden();
const BUILD_UP = [dayNumber(2015, 1, 1), dayNumber(2015, 9, 29)];
const ACTIVE = [dayNumber(2015, 9, 30), dayNumber(2016, 3, 14)];
const nothing = { span: null, periods: [] };

test("the data's extent is that of what is on the map, open ends aside", () => {
  const raw = island();
  raw.events.to[rows(data, "nowhere")[0]] = 99999;
  assert.deepEqual(extent(decode(raw)), [dayNumber(1956, 1, 1), dayNumber(2016, 7, 8)]);
});

test("open ends stand at the data's, and never before the other end", () => {
  assert.deepEqual(closed([OPEN_START, 50], [10, 90]), [10, 50]);
  assert.deepEqual(closed([50, OPEN_END], [10, 90]), [50, 90]);
  assert.deepEqual(closed([95, OPEN_END], [10, 90]), [95, 95]);
  assert.deepEqual(closed([OPEN_START, OPEN_END], [10, 90]), [10, 90]);
});

test("days are counted over all stretches; all time is the data's", () => {
  assert.equal(daysIn([[1, 7], [11, 17]], [0, 99]), 14);
  assert.equal(daysIn(null, [0, 99]), 100);
  assert.equal(daysIn([], [0, 99]), 0);
});

test("a span is compared with as long a stretch before it", () => {
  assert.deepEqual(suggestion(data, { span: [16700, 16709], periods: [] }), { compare: [16690, 16699] });
});

test("a period is compared with the one before it; the first with the next", () => {
  assert.deepEqual(suggestion(data, { span: null, periods: [2] }), { compare: BUILD_UP });
  assert.deepEqual(suggestion(data, { span: null, periods: [0] }), { compare: BUILD_UP });
});

test("with nothing chosen: the last period that has events, and the one before", () => {
  assert.deepEqual(suggestion(data, nothing), { periods: [2], compare: BUILD_UP });
  const raw = island();
  raw.periods.push({ ...raw.periods[0], id: "future", from: ACTIVE[1] + 900, to: ACTIVE[1] + 999 });
  assert.deepEqual(suggestion(decode(raw), nothing), { periods: [2], compare: BUILD_UP });
});

test("without periods: the halves of the data's span; a single day with the day before", () => {
  const bare = decode({ ...island(), periods: [], layers: [] });
  const { span, compare } = suggestion(bare, nothing);
  assert.deepEqual([compare[0], span[1], span[0] - compare[1]], [...extent(bare), 1]);
  assert.ok(Math.abs(span[1] - span[0] - (compare[1] - compare[0])) <= 1);
  assert.deepEqual(suggestion(bare, { span: [7, 7], periods: [] }).compare, [6, 6]);
});

/** The golden page with captions. */
function told(captions) {
  const raw = island();
  raw.events.turning = raw.events.id.map((id) => raw.strings.push(captions[id] ?? "") - 1);
  return decode(raw);
}

test("the story goes by time, through what has no place, the undated last", () => {
  const story = told({ sometime: "Once", lost: "Helicopter lost", nowhere: "A meeting", ships: "Ships", base: "  " });
  const points = Array.from(turningPoints(story));
  assert.deepEqual(points, rows(story, "ships", "nowhere", "lost", "sometime"));
  assert.deepEqual(points.map((i) => captionOf(story, i)), ["Ships", "A meeting", "Helicopter lost", "Once"]);
});

test("data without turning points has no story", () => {
  const raw = island();
  delete raw.events.turning;
  assert.equal(turningPoints(decode(raw)).length, 0);
});

test("a step shows all up to the latest end that was told; what is undated, everything", () => {
  const [ships, begin, base, sometime] = rows(data, "ships", "begin", "base", "sometime");
  assert.deepEqual(spanUpTo(data, [ships]), [OPEN_START, data.to[ships]]);
  assert.deepEqual(spanUpTo(data, [begin, ships]), [OPEN_START, data.to[begin]]);
  assert.ok(data.to[begin] > data.to[ships]);
  assert.equal(spanUpTo(data, [base, sometime]), null);
  const raw = island();
  raw.events.to[ships] = null;
  assert.deepEqual(spanUpTo(decode(raw), [ships]), [OPEN_START, data.from[ships]]);
});
