// The timeline's pure parts: units, folds, spreading, axis, windows, typed dates, flags, ticks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cuts, dayAt, nearest, place, spread } from "../../geo/draw/page/axis.js";
import { isSoft } from "../../geo/draw/page/bands.js";
import { MOST_BARS, UNITS, after, domainOf, makeBins } from "../../geo/draw/page/bins.js";
import { between, moved, nudged } from "../../geo/draw/page/brush.js";
import { OPEN_END, OPEN_START, dayNumber, isoDay } from "../../geo/draw/page/dates.js";
import { FAILS } from "../../geo/draw/page/filter.js";
import { arrange } from "../../geo/draw/page/flags.js";
import { barsIn, nextWindow } from "../../geo/draw/page/player.js";
import { sentence } from "../../geo/draw/page/sentence.js";
import { tally } from "../../geo/draw/page/tally.js";
import { candidates, fitting } from "../../geo/draw/page/ticks.js";
import { typedSpan } from "../../geo/draw/page/typed.js";
import { golden, state } from "./golden.js";

const D = dayNumber;

/** Just what binning asks for: events as [from, to, category]. */
function table(...events) {
  return {
    count: events.length,
    from: Int32Array.from(events, ([from]) => from),
    to: Int32Array.from(events, ([from, to = from]) => to),
    onMap: new Uint8Array(events.length).fill(1),
    kind: new Uint8Array(events.length),
    suggested: new Uint8Array(events.length),
    disputed: new Uint8Array(events.length),
    memberStart: new Uint32Array(events.length + 1),
    category: Uint8Array.from(events, ([, , category = 0]) => category),
    home: [],
    raw: { periods: [], categories: [{}, {}] },
  };
}
const binned = (data, clip = false) => makeBins(data, domainOf(data, []), clip);
const none = (data) => ({ failed: null, ofTrait: new Uint8Array(data.count) });
const bars = ({ slots }) => slots.filter(({ fold }) => !fold);

test("each unit's bins meet, whatever the era", () => {
  for (const unit of UNITS) {
    let start = unit.start(D(-50, 5, 17));
    assert.ok(start <= D(-50, 5, 17));
    for (let i = 0; i < 60; i++) {
      const next = after(unit, start);
      assert.ok(next > start, unit.name);
      assert.equal(unit.start(next - 1), start, unit.name);
      assert.equal(unit.start(next), next, unit.name);
      start = next;
    }
  }
});

test("the unit is the finest that keeps the bars few", () => {
  const over = (days) => {
    const data = table(...Array.from({ length: 200 }, (_, i) => [Math.floor((i * days) / 199)]));
    const bins = binned(data);
    assert.ok(bars(bins).length <= MOST_BARS, bins.unit.name);
    return bins.unit.name;
  };
  assert.deepEqual([100, 400, 3000, 8000, 40000, 300000].map(over), ["day", "week", "month", "quarter", "year", "decade"]);
});

test("decades between events are folded, and the bars keep the finer unit", () => {
  const recent = Array.from({ length: 60 }, (_, i) => [D(2015, 1, 1) + i * 9]);
  const bins = binned(table([D(1956, 1, 1), D(1956, 12, 31)], [D(1980, 1, 1), D(1980, 12, 31)], ...recent));
  assert.equal(bins.unit.name, "month");
  const folds = bins.slots.filter(({ fold }) => fold).map(({ from, to }) => [isoDay(from), isoDay(to)]);
  assert.deepEqual(folds, [["1957-01-01", "1980-01-01"], ["1981-01-01", "2015-01-01"]]);
});

test("an event of decades keeps no axis from folding, and is not spread over bars", () => {
  const recent = Array.from({ length: 60 }, (_, i) => [D(2015, 1, 1) + i * 9]);
  const data = table([D(1956, 1, 1), D(1991, 12, 31)], ...recent);
  const bins = binned(data);
  assert.ok(bins.slots[0].fold);
  assert.equal(bins.long[0], 1);
  const counted = tally(data, bins, none(data));
  assert.deepEqual(counted.long, [0]);
  assert.equal(counted.solid.reduce((a, b) => a + b, 0) + counted.soft.reduce((a, b) => a + b, 0), 60);
});

test("an event over several bars spreads its weight evenly, one within a bar is solid", () => {
  const data = table([0, 3, 1], [1, 1, 0]);
  const bins = binned(data);
  const { solid, soft, touched, most } = tally(data, bins, none(data));
  const at = bins.slots.findIndex(({ from }) => from === 0);
  assert.deepEqual([0, 1, 2, 3, 4].map((s) => soft[(at + s) * 2 + 1]), [0.25, 0.25, 0.25, 0.25, 0]);
  assert.deepEqual([0, 1, 2].map((s) => solid[(at + s) * 2]), [0, 1, 0]);
  assert.deepEqual([touched[at], touched[at + 1], most], [1, 2, 1.25]);
});

test("bars show what fails by time alone, and nothing that fails otherwise", () => {
  const data = table([0], [0], [0, 0, 1], [0]);
  const judged = { failed: Uint16Array.of(0, 0, 0, FAILS.facet), ofTrait: Uint8Array.of(FAILS.time, FAILS.layer) };
  const counted = tally(data, binned(data), judged);
  assert.equal(counted.solid.reduce((a, b) => a + b, 0), 2);
});

test("no event, one event, open ends and years before Christ have an axis", () => {
  for (const data of [table(), table([5]), table([OPEN_START, 5], [OPEN_START, OPEN_END]), table([D(-300, 1, 1)], [D(-20, 1, 1)])]) {
    const bins = binned(data);
    const axis = spread(bins.slots, 500);
    assert.ok(bins.slots.length >= 1);
    assert.equal(axis.edges.at(-1), 1);
    assert.ok(Number.isFinite(tally(data, bins, none(data)).most));
  }
  assert.ok(bars(binned(table([5]))).length >= 12);
  assert.deepEqual([...binned(table([OPEN_START, 5], [9])).long], [1, 0]);
});

const slot = (from, to, fold = false, weight = 1) => ({ from, to, fold, weight });
const FOLDED = [slot(0, 10), slot(10, 20), slot(20, 9000, true), slot(9000, 9010), slot(9010, 9020)];

test("a day goes to the axis and back, and the axis never runs backwards", () => {
  const axis = spread(FOLDED, 400, [{ from: 9000, to: 9009, least: 200 }]);
  for (let day = 0, last = -1; day <= 9020; day += 1) {
    const share = place(axis, day);
    assert.ok(share > last && share <= 1);
    assert.ok(Math.abs(dayAt(axis, share) - day) < 1e-6);
    last = share;
  }
  assert.deepEqual([place(axis, -50), place(axis, 99999)], [0, 1]);
});

test("a period has the room that it needs, a fold stays small", () => {
  const axis = spread(FOLDED, 400, [{ from: 9000, to: 9009, least: 200 }]);
  assert.ok((place(axis, 9010) - place(axis, 9000)) * 400 >= 199);
  assert.ok((place(axis, 9000) - place(axis, 20)) * 400 < 50);
});

test("bars between folds are narrower where little happens", () => {
  const many = Array.from({ length: 60 }, (_, i) => [D(2015, 1, 1) + i * 9]);
  const { slots } = binned(table([D(1980, 1, 1), D(1980, 12, 31)], ...many));
  assert.ok(slots[0].weight < 0.5);
  assert.equal(slots.at(-1).weight, 1);
});

const STOPS = cuts(FOLDED);
const reach = { axis: spread(FOLDED, 400), stops: STOPS };

test("a handle goes a bin at a time, to the ends, and never over the other", () => {
  assert.deepEqual(nudged(STOPS, [0, 19], 0, 1), [10, 19]);
  assert.deepEqual(nudged(STOPS, [10, 19], 0, 1), [19, 19]);
  assert.deepEqual(nudged(STOPS, [0, 9], 1, 1), [0, 19]);
  assert.deepEqual(nudged(STOPS, [0, 9], 1, STOPS.length), [0, 9019]);
  assert.deepEqual(nudged(STOPS, [3, 9], 0, 1), [9, 9]);
  assert.deepEqual(nudged(STOPS, [3, 19], 0, -1), [0, 19]);
});

test("a drag on the ground makes a window of whole bars, a drag of the window keeps it on the axis", () => {
  const at = (day) => place(reach.axis, day);
  assert.deepEqual(between(reach, at(9), at(1)), [0, 9]);
  assert.deepEqual(between(reach, at(12), at(13)), [10, 19]);
  assert.deepEqual(moved(reach, [0, 9], at(10)), [10, 19]);
  assert.deepEqual(moved(reach, [9000, 9009], 5), [9010, 9019]);
  assert.equal(nearest(reach.axis, STOPS, at(17)), 20);
});

test("the window steps by its length, over what is empty and never across a fold", () => {
  assert.deepEqual(nextWindow(FOLDED, [1, 1, 0, 1, 1], null, 1, 1), [0, 9]);
  assert.deepEqual(nextWindow(FOLDED, [1, 0, 0, 0, 1], [0, 9], 1, 1), [9010, 9019]);
  assert.deepEqual(nextWindow(FOLDED, [1, 1, 0, 1, 1], [10, 19], 2, 1), [9000, 9019]);
  assert.deepEqual(nextWindow(FOLDED, [1, 1, 0, 1, 1], [9000, 9009], 2, -1), [0, 19]);
  assert.equal(nextWindow(FOLDED, [1, 1, 0, 1, 0], [9000, 9009], 1, 1), null);
  assert.deepEqual(nextWindow(FOLDED, [1, 1, 0, 1, 1], [0, 4], 1, 1), [5, 9]);
  assert.deepEqual([barsIn(FOLDED, null), barsIn(FOLDED, [0, 19]), barsIn(FOLDED, [0, 4])], [1, 2, 1]);
});

test("typed dates are years, months or days; nonsense is said to be so", () => {
  assert.deepEqual(typedSpan("2015", "2015-10", [0, 9]), { span: [D(2015, 1, 1), D(2015, 10, 31)] });
  assert.deepEqual(typedSpan("", " 2015-10-03 ", [0, 9]), { span: [0, D(2015, 10, 3)] });
  assert.equal(typedSpan("2015-13", "", [0, 9]).wrong, 0);
  assert.equal(typedSpan("2015", "soon", [0, 9]).wrong, 1);
  assert.equal(typedSpan("2016", "2015", [0, 9]).message, "timeline.typed.order");
});

test("flags stand apart within the row, and join when it is full", () => {
  const flags = arrange([0, 3, 5, 195, 200], 200);
  flags.forEach(({ left }, i) => {
    assert.ok(left >= 0 && left + 24 <= 200);
    if (i) assert.ok(left >= flags[i - 1].left + 24);
  });
  assert.equal(flags.length, 5);
  assert.deepEqual(arrange([0, 3], 200, 48).map(({ left }) => left), [0, 50], "large letters, large flags");
  const few = arrange(Array.from({ length: 9 }, (_, i) => i), 60);
  assert.deepEqual(few.flatMap(({ turns }) => turns), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.ok(few.length <= 2);
});

test("ticks never run into one another and every stretch says its year", () => {
  const years = [slot(D(1956, 3, 1), D(1956, 4, 1)), slot(D(1956, 4, 1), D(2015, 1, 1), true), slot(D(2015, 1, 1), D(2015, 2, 1)), slot(D(2015, 2, 1), D(2015, 3, 1))];
  const ticks = fitting(candidates(spread(years, 900), "month"), 900, (text) => text.length * 7);
  assert.deepEqual(ticks.map(({ text }) => text), ["Mar 1956", "59 y", "2015", "Feb"]);
  const tight = fitting(candidates(spread(years, 120), "month"), 120, (text) => text.length * 7);
  for (let i = 1; i < tight.length; i++) assert.ok(tight[i].left >= tight[i - 1].left + tight[i - 1].text.length * 7);
});

test("where the year has no room after a fold, the next date that has says it", () => {
  const day = (/** @type {number} */ at) => slot(at, at + 1);
  const last = D(2019, 9, 25);
  const slots = [day(D(2018, 10, 24)), slot(D(2018, 10, 25), last, true), ...Array.from({ length: 20 }, (_, d) => day(last + d))];
  const ticks = fitting(candidates(spread(slots, 700), "day"), 700, (text) => text.length * 7);
  assert.deepEqual(ticks.map(({ text }) => text).filter((text) => /\d{4}/.test(text)), ["24 Oct 2018", "26 Sep 2019"]);
  for (let i = 1; i < ticks.length; i++) assert.ok(ticks[i].left >= ticks[i - 1].left + ticks[i - 1].text.length * 7);
});

test("a boundary that is open, qualified or coarser than a day is soft", () => {
  assert.deepEqual(["2015-09-30", "2015", "2015-09", "..", "", "2015-09-30~"].map(isSoft), [false, true, true, true, true, true]);
});

test("the sentence says what is shown, and both stretches of a comparison", () => {
  const data = golden();
  const span = [D(2015, 10, 1), D(2015, 12, 31)];
  const alone = state(data, { span });
  assert.match(sentence(data, alone), /^1 Oct – 31 Dec 2015: \d+ events?/);
  const both = sentence(data, state(data, { span, compare: [D(2016, 1, 1), D(2016, 6, 30)] }));
  assert.ok(both.includes(sentence(data, alone)));
  assert.match(both, /1 Jan – 30 Jun 2016: \d+ event/);
});

test("gaps of a few years' part are not folded, nor what lies between events that are mostly long", () => {
  const long = Array.from({ length: 4 }, () => [0, 166]);
  assert.ok(binned(table(...long, [160], [166])).slots.every(({ fold }) => !fold));
  assert.ok(binned(table([0], [40], [80], [120], [166])).slots.every(({ fold }) => !fold));
});
