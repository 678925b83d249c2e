import assert from "node:assert/strict";
import test from "node:test";

import { Activity } from "../src/activity.js";

/** Timers that run when told to. */
class Timers {
  now = 0;
  #waiting = new Map();
  #last = 0;
  setTimeout = (run, after) => (this.#waiting.set((this.#last += 1), [this.now + after, run]), this.#last);
  clearTimeout = (id) => this.#waiting.delete(id);

  pass(milliseconds) {
    this.now += milliseconds;
    for (const [id, [at, run]] of [...this.#waiting]) {
      if (at > this.now) continue;
      this.#waiting.delete(id);
      run();
    }
  }
}

function begin() {
  const shown = [];
  const timers = new Timers();
  return { shown, timers, activity: new Activity((kind) => shown.push(kind), timers) };
}

test("typing that is not renewed ends after five seconds", () => {
  const { shown, timers, activity } = begin();
  activity.state("typing");
  timers.pass(4999);
  assert.deepEqual(shown, ["typing"]);
  timers.pass(1);
  assert.deepEqual(shown, ["typing", ""]);
});

test("typing that is renewed goes on", () => {
  const { shown, timers, activity } = begin();
  activity.state("typing");
  timers.pass(4000);
  activity.state("typing");
  timers.pass(4000);
  assert.deepEqual(shown, ["typing"]);
});

test("after three seconds without an answer it says that it is still working", () => {
  const { shown, timers, activity } = begin();
  activity.waiting();
  activity.state("typing");
  timers.pass(3000);
  assert.deepEqual(shown, ["typing", "working"]);
  timers.pass(10_000);
  assert.deepEqual(shown, ["typing", "working"]);
});

test("an answer ends both, and nothing comes after it", () => {
  const { shown, timers, activity } = begin();
  activity.waiting();
  activity.state("working");
  activity.none();
  timers.pass(120_000);
  assert.deepEqual(shown, ["working", ""]);
});

test("a quick answer shows nothing at all", () => {
  const { shown, timers, activity } = begin();
  activity.waiting();
  timers.pass(500);
  activity.state("idle");
  timers.pass(120_000);
  assert.deepEqual(shown, []);
});

test("working does not fall back to typing, and ends by itself in the end", () => {
  const { shown, timers, activity } = begin();
  activity.state("working");
  activity.state("typing");
  timers.pass(60_000);
  assert.deepEqual(shown, ["working", ""]);
});
