/**
 * What the customer has said and the log does not show yet, in the order it was said.
 *
 * An item is paired with its logged message by client id only: two equal texts are two messages.
 */
export class Delivery {
  items = [];

  /** Adds something said: `body` is what is posted, `text` what the customer sees. */
  add(body, text) {
    const item = { body, text, state: "sending", reason: "" };
    this.items.push(item);
    return item;
  }

  accepted(clientId) {
    this.#mark(clientId, "sent");
  }

  /** Marks an item as not delivered, unless the log has shown it meanwhile. */
  failed(clientId, reason) {
    this.#mark(clientId, "failed", reason);
  }

  again(clientId) {
    this.#mark(clientId, "sending");
  }

  /** Takes out the item that this logged message is; gives it, or undefined when it was said elsewhere. */
  pair(message) {
    const at = this.#at(message.client_id);
    return at < 0 ? undefined : this.items.splice(at, 1)[0];
  }

  clear() {
    this.items = [];
  }

  #at(clientId) {
    return clientId ? this.items.findIndex((item) => item.body.client_id === clientId) : -1;
  }

  #mark(clientId, state, reason = "") {
    const item = this.items[this.#at(clientId)];
    if (item) Object.assign(item, { state, reason });
  }
}
