import assert from "node:assert/strict";
import { test } from "node:test";
import { createBoxes } from "../../geo/draw/page/boxes.js";

const rect = (i) => {
  const [left, top] = [((i * 137.7) % 1400) - 200, ((i * 311.9) % 1100) - 150];
  return { left, top, right: left + 5 + ((i * 17) % 150), bottom: top + 4 + ((i * 5) % 30) };
};
const overlap = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

test("a rectangle meets those that it overlaps, and no other", () => {
  const boxes = createBoxes();
  const added = [];
  const answers = Array.from({ length: 300 }, (_, i) => {
    const one = rect(i);
    const meets = boxes.meets(one);
    assert.equal(meets, added.some((other) => overlap(one, other)));
    if (!meets) boxes.add(one);
    if (!meets) added.push(one);
    return meets;
  });
  assert.ok(answers.includes(true) && answers.includes(false));
});

test("edges that only touch do not overlap, across cells too", () => {
  const boxes = createBoxes();
  boxes.add({ left: 0, top: 0, right: 64, bottom: 64 });
  assert.equal(boxes.meets({ left: 64, top: 0, right: 80, bottom: 10 }), false);
  assert.equal(boxes.meets({ left: 63.5, top: 0, right: 80, bottom: 10 }), true);
});
