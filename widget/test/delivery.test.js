import assert from "node:assert/strict";
import test from "node:test";

import { Delivery } from "../src/delivery.js";

const said = (delivery, id, text) => delivery.add({ client_id: id, text }, text);

test("two equal texts are told apart by client id", () => {
  const delivery = new Delivery();
  said(delivery, "a", "hello");
  const second = said(delivery, "b", "hello");
  assert.equal(delivery.pair({ client_id: "b", text: "hello" }), second);
  assert.deepEqual(delivery.items.map((item) => item.body.client_id), ["a"]);
});

test("an equal text from another tab pairs with nothing", () => {
  const delivery = new Delivery();
  said(delivery, "a", "hello");
  assert.equal(delivery.pair({ client_id: "z", text: "hello" }), undefined);
  assert.equal(delivery.pair({ client_id: null, text: "hello" }), undefined);
  assert.equal(delivery.items.length, 1);
});

test("a message goes from sending to sent", () => {
  const delivery = new Delivery();
  const item = said(delivery, "a", "hello");
  assert.equal(item.state, "sending");
  delivery.accepted("a");
  assert.equal(item.state, "sent");
});

test("a failed message keeps its reason until it is tried again under the same id", () => {
  const delivery = new Delivery();
  const item = said(delivery, "a", "hello");
  delivery.failed("a", "no server");
  assert.deepEqual([item.state, item.reason], ["failed", "no server"]);
  delivery.again("a");
  assert.deepEqual([item.state, item.reason, item.body.client_id], ["sending", "", "a"]);
});

test("a late failure does not undo what the log has shown", () => {
  const delivery = new Delivery();
  said(delivery, "a", "hello");
  delivery.pair({ client_id: "a" });
  delivery.failed("a", "answer lost");
  assert.deepEqual(delivery.items, []);
});
