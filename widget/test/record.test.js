import assert from "node:assert/strict";
import test from "node:test";

import { Record } from "../src/record.js";

const numbers = (record) => record.messages.map((message) => message.seq);

test("messages stand in the order of their numbers, however they come", () => {
  const record = new Record();
  for (const seq of [2, 5, 1, 3]) record.add({ seq, from: "bot" });
  assert.deepEqual(numbers(record), [1, 2, 3, 5]);
  assert.equal(record.last, 5);
});

test("a replayed message is not added twice", () => {
  const record = new Record();
  assert.equal(record.add({ seq: 1 }), true);
  assert.equal(record.add({ seq: 1 }), false);
  assert.deepEqual(numbers(record), [1]);
});

test("a redacted message gets its new words, and an unknown one is left alone", () => {
  const record = new Record();
  record.add({ seq: 1, text: "card 4111" });
  assert.equal(record.change({ seq: 1, text: "card [hidden]" }).text, "card [hidden]");
  assert.equal(record.change({ seq: 9, text: "x" }), undefined);
});

test("only the newest answer can still be pressed", () => {
  const record = new Record();
  assert.equal(record.newestAnswer, undefined);
  for (const [seq, from] of [[1, "bot"], [2, "agent"], [3, "customer"]]) record.add({ seq, from });
  assert.equal(record.newestAnswer, 2);
});
