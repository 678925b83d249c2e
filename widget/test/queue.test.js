import assert from "node:assert/strict";
import test from "node:test";

import { takeCalls } from "../src/queue.js";

function page(...calls) {
  const candor = (...call) => (candor.q ??= []).push(call);
  for (const call of calls) candor(...call);
  return { candor };
}

test("what was asked before loading is done: labels first, then the customer, then the rest in order", () => {
  const { labels, customer, rest } = takeCalls(page(["open"], ["identify", 1], ["words", 2], ["on", "open", 3]), () => {});
  assert.deepEqual([labels, customer, rest], [[["words", 2]], [["identify", 1]], [["open"], ["on", "open", 3]]]);
});

test("a page that asked for nothing gives nothing", () => {
  assert.deepEqual(takeCalls({}, () => {}), { labels: [], customer: [], rest: [] });
});

test("afterwards a call goes straight through", () => {
  const scope = page();
  const done = [];
  takeCalls(scope, (...call) => done.push(call));
  scope.candor("open", { draft: "hello" });
  assert.deepEqual(done, [["open", { draft: "hello" }]]);
});
