import assert from "node:assert/strict";
import { test } from "node:test";
import "./golden.js"; // the catalogues
import {
  OPEN_END,
  OPEN_START,
  dayNumber,
  isoDay,
  parseDay,
  spanLabel,
  whenLabel,
} from "../../geo/draw/page/dates.js";

const day = (iso) => parseDay(iso).from;
const when = (edtf, from, to) => whenLabel(edtf, day(from), day(to));

test("days count from 1970 and back before year 1", () => {
  assert.equal(dayNumber(1970, 1, 1), 0);
  assert.equal(dayNumber(2015, 9, 30), 16708);
  assert.equal(dayNumber(1, 1, 1), -719162);
  for (const iso of ["0001-01-01", "0099-12-31", "1677-09-20", "1956-02-29", "-0044-03-15"])
    assert.equal(isoDay(day(iso)), iso);
});

test("a text that is no day is null", () => {
  for (const text of ["", "2015-2", "2015-13", "2015-02-30", "30.9.2015", "2015-09-30T12:00", "999999", "-271821"])
    assert.equal(parseDay(text), null);
});

test("a month and a year cover their days", () => {
  assert.deepEqual(parseDay("2016-02"), { from: day("2016-02-01"), to: day("2016-02-29") });
  assert.deepEqual(parseDay("2015-12"), { from: day("2015-12-01"), to: day("2015-12-31") });
  assert.deepEqual(parseDay("2015"), { from: day("2015-01-01"), to: day("2015-12-31") });
});

test("spans say no more than needed", () => {
  const label = (from, to) => spanLabel(day(from), day(to));
  assert.equal(label("2015-10-01", "2015-12-31"), "1 Oct – 31 Dec 2015");
  assert.equal(label("2015-09-30", "2016-03-14"), "30 Sep 2015 – 14 Mar 2016");
  assert.equal(label("2016-07-08", "2016-07-09"), "8–9 Jul 2016");
  assert.equal(label("2016-07-08", "2016-07-08"), "8 Jul 2016");
  assert.equal(label("1956-01-01", "1991-12-31"), "1956–1991");
  assert.equal(label("2013-01-01", "2013-12-31"), "2013");
  assert.equal(spanLabel(OPEN_START, OPEN_END), "All dates");
  assert.equal(spanLabel(OPEN_START, day("2015-09-30")), "up to 30 Sep 2015");
  assert.equal(spanLabel(day("2015-09-30"), OPEN_END), "from 30 Sep 2015");
});

test("dates are said as exactly as they were written", () => {
  assert.equal(when("2015-09-30", "2015-09-30", "2015-09-30"), "30 September 2015");
  assert.equal(when("2015-09", "2015-09-01", "2015-09-30"), "September 2015");
  assert.equal(when("2015", "2015-01-01", "2015-12-31"), "2015");
  assert.equal(when("1980~", "1980-01-01", "1980-12-31"), "c. 1980");
  assert.equal(when("2015-09?", "2015-09-01", "2015-09-30"), "September 2015 (uncertain)");
  assert.equal(when("198X", "1980-01-01", "1989-12-31"), "1980s");
  assert.equal(when("2015-21", "2015-03-01", "2015-05-31"), "Spring 2015");
  assert.equal(when("2015-09-XX", "2015-09-01", "2015-09-30"), "September 2015");
});

test("intervals keep the precision of both ends", () => {
  assert.equal(when("2015-01/2015-08", "2015-01-01", "2015-08-31"), "Jan – Aug 2015");
  assert.equal(when("2015-12/2016-05", "2015-12-01", "2016-05-31"), "Dec 2015 – May 2016");
  assert.equal(when("2015-09-30/2016-03-14", "2015-09-30", "2016-03-14"), "30 Sep 2015 – 14 Mar 2016");
  assert.equal(when("1956/1991", "1956-01-01", "1991-12-31"), "1956–1991");
  assert.equal(when("2013/2015-09-29", "2013-01-01", "2015-09-29"), "2013 – 29 Sep 2015");
});

test("what the grammar does not know falls back to the days, and no date says so", () => {
  assert.equal(when("{2015-09-30,2015-10-01}", "2015-09-30", "2015-10-01"), "30 Sep – 1 Oct 2015");
  assert.equal(whenLabel("", OPEN_START, OPEN_END), "Undated");
  assert.equal(whenLabel("../2014", OPEN_START, day("2014-12-31")), "up to 31 Dec 2014");
});
