import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber } from "../../geo/draw/page/dates.js";
import { placeTable, sortRows } from "../../geo/draw/page/placetable.js";
import { daysIn } from "../../geo/draw/page/spans.js";
import { decode } from "../../geo/draw/page/decode.js";
import { island, state } from "./golden.js";

/** A page of these events, each [place, first day, last day] and maybe [lon, lat] in degrees. */
function page(...events) {
  const raw = island();
  const first = structuredClone(raw.events);
  const base = first.id.indexOf("base");
  for (const [name, column] of Object.entries(first))
    if (Array.isArray(column)) raw.events[name] = events.map(() => column[base]);
  events.forEach(([place, from, to, lon = 36, lat = 35], i) => {
    raw.events.id[i] = `e${i}`;
    raw.strings.push(place);
    raw.events.place[i] = raw.strings.indexOf(place);
    [raw.events.from[i], raw.events.to[i]] = [from, to];
    [raw.events.lon[i], raw.events.lat[i]] = [lon * 1e5, lat * 1e5];
  });
  return decode({ ...raw, periods: [], layers: [], events: { ...raw.events, count: events.length } });
}

const day = (month, date) => dayNumber(2015, month, date);
const OCTOBER = [day(10, 1), day(10, 28)]; // four weeks
const SUMMER = [day(7, 1), day(8, 25)]; // eight
const times = (n, ...event) => Array.from({ length: n }, () => event);

/** The table of A and B over these events; its rows by place. */
function table(events, a = OCTOBER, b = SUMMER) {
  const data = page(...events);
  const { shown, other } = state(data, { span: a, compare: b });
  const whole = [Math.min(...data.from), Math.max(...data.to)];
  const made = placeTable(data, shown, other, daysIn([a], whole), daysIn([b], whole));
  const name = ({ members }) => data.events.place(members[0]);
  return { ...made, data, name, of: Object.fromEntries(made.rows.map((row) => [name(row), row])) };
}

test("places are new, gone, up, down or the same by events a week, not by number", () => {
  const { of, unit, total } = table([
    ...times(2, "New", day(10, 5), day(10, 5)),
    ...times(8, "Gone", day(7, 5), day(7, 5)),
    ...times(4, "Up", day(10, 5), day(10, 5)), // 1 a week
    ...times(4, "Up", day(7, 5), day(7, 5)), // 0.5 a week
    ...times(2, "Down", day(10, 5), day(10, 5)),
    ...times(16, "Down", day(7, 5), day(7, 5)),
    ...times(3, "Same", day(10, 5), day(10, 5)),
    ...times(6, "Same", day(7, 5), day(7, 5)),
  ]);
  const told = Object.fromEntries(Object.entries(of).map(([name, row]) => [name, [row.fate, row.rateA, row.rateB, row.change]]));
  assert.deepEqual(told, {
    New: ["new", 0.5, 0, 0.5],
    Gone: ["gone", 0, 1, -1],
    Up: ["up", 1, 0.5, 0.5],
    Down: ["down", 0.5, 2, -1.5],
    Same: ["same", 0.75, 0.75, 0],
  });
  assert.equal(unit, "week");
  assert.deepEqual([total.a.certain, total.b.certain, total.members.length], [11, 34, 45]);
});

test("less than half an event over the shorter span is no change", () => {
  const near = [...times(3, "P", day(10, 5), day(10, 5)), ...times(3, "P", day(9, 5), day(9, 5))];
  assert.equal(table(near, OCTOBER, [day(9, 1), day(9, 30)]).of.P.fate, "same"); // 28 and 30 days
});

test("possible events are counted apart, and count in the rate", () => {
  const { of } = table([...times(3, "P", day(10, 5), day(10, 5)), ["P", day(10, 20), day(11, 20)]]);
  assert.deepEqual([of.P.a, of.P.rateA], [{ certain: 3, possible: 1 }, 1]);
});

test("one event in both spans is one member, and counts in each", () => {
  const { of } = table([["P", day(8, 1), day(10, 20)]]);
  assert.deepEqual([of.P.members, of.P.a, of.P.b], [[0], { certain: 0, possible: 1 }, { certain: 0, possible: 1 }]);
});

test("a span without days divides nothing by zero", () => {
  const data = page(["P", day(10, 5), day(10, 5)]);
  const { shown, other } = state(data, { span: OCTOBER, compare: SUMMER });
  const { rows, total } = placeTable(data, shown, other, 0, 56);
  for (const row of [...rows, total]) assert.ok([row.rateA, row.rateB, row.change].every(Number.isFinite));
});

test("short spans are told by the day, long ones by the year", () => {
  const events = [["P", day(10, 5), day(10, 5)]];
  const short = table(events, [day(10, 4), day(10, 5)], OCTOBER);
  assert.deepEqual([short.unit, short.of.P.rateA], ["day", 0.5]);
  assert.equal(table(events, [day(1, 1), day(12, 31)], OCTOBER).unit, "week");
  const decade = [dayNumber(2010, 1, 1), dayNumber(2019, 12, 31)];
  assert.equal(table(events, decade, [dayNumber(2000, 1, 1), dayNumber(2009, 12, 31)]).unit, "year");
});

test("one name far apart is two places", () => {
  const at = day(10, 5);
  const { rows } = table([["Salem", at, at, 36, 35], ["Salem", at, at, 36.2, 35], ["Salem", at, at, -123, 45]]);
  assert.deepEqual(rows.map(({ members }) => members), [[0, 1], [2]]);
});

test("rows stand by the size of their change, and can be sorted by any column", () => {
  const { rows, name } = table([
    ...times(1, "B", day(10, 5), day(10, 5)),
    ...times(24, "C", day(7, 5), day(7, 5)),
    ...times(6, "A", day(10, 5), day(10, 5)),
  ]);
  const order = (by, falling) => sortRows(rows, by, falling, name).map(name).join("");
  assert.equal(rows.map(name).join(""), "CAB");
  assert.deepEqual([order("place", false), order("a", true), order("b", true), order("change", false)], ["ABC", "ABC", "CAB", "BAC"]);
});
