import assert from "node:assert/strict";
import test from "node:test";

import { EventReader } from "../src/sse.js";

const STREAM = ': hello\n\nevent: message\nid: 7\ndata: {"a":\ndata: 1}\n\nevent: state\ndata: x\n\n';
const EVENTS = [
  { event: "message", id: "7", data: '{"a":\n1}' },
  { event: "state", id: undefined, data: "x" },
];

test("an event ends with an empty line and its data lines are joined", () => {
  assert.deepEqual(new EventReader().take(STREAM), EVENTS);
});

test("a stream cut after any character gives the same events", () => {
  for (let cut = 0; cut <= STREAM.length; cut += 1) {
    const reader = new EventReader();
    const events = [...reader.take(STREAM.slice(0, cut)), ...reader.take(STREAM.slice(cut))];
    assert.deepEqual(events, EVENTS, `cut after ${cut}`);
  }
});

test("the three line ends mean the same, wherever the stream is cut", () => {
  for (const end of ["\r\n", "\r", "\n"]) {
    const stream = STREAM.replaceAll("\n", end);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const reader = new EventReader();
      const events = [...reader.take(stream.slice(0, cut)), ...reader.take(stream.slice(cut)), ...reader.take(":\n")];
      assert.deepEqual(events, EVENTS, `${JSON.stringify(end)} cut after ${cut}`);
    }
  }
});

test("a heartbeat and an event without data say nothing", () => {
  assert.deepEqual(new EventReader().take(":\n\nevent: state\n\nid: 3\n\n"), []);
});

test("an event that is not finished is not given", () => {
  assert.deepEqual(new EventReader().take("data: half\n"), []);
});

test("one space after the colon is taken away, and only one", () => {
  assert.equal(new EventReader().take("data:  two\n\n")[0].data, " two");
  assert.equal(new EventReader().take("data:none\n\n")[0].data, "none");
});
