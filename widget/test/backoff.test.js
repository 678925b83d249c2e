import assert from "node:assert/strict";
import test from "node:test";

import { BackOff } from "../src/backoff.js";

test("waits double up to fifteen seconds", () => {
  const backOff = new BackOff(() => 1);
  const waits = Array.from({ length: 8 }, () => backOff.next());
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
});

test("half of a wait is random", () => {
  assert.equal(new BackOff(() => 0).next(), 250);
  assert.equal(new BackOff(() => 0.5).next(), 375);
});

test("after a good connection the first wait is short again", () => {
  const backOff = new BackOff(() => 1);
  backOff.next();
  backOff.next();
  backOff.reset();
  assert.equal(backOff.next(), 500);
});

test("what the server asks for is the least", () => {
  const backOff = new BackOff(() => 1);
  assert.equal(backOff.next(9000), 9000);
  assert.equal(backOff.next(0), 1000);
});
