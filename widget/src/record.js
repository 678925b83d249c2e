/** The logged messages in order of their number, each once, however often the stream repeats it. */
export class Record {
  messages = [];

  get last() {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** Adds a message; false when it was here already. */
  add(message) {
    let at = this.messages.length;
    while (at > 0 && this.messages[at - 1].seq > message.seq) at -= 1;
    if (this.messages[at - 1]?.seq === message.seq) return false;
    this.messages.splice(at, 0, message);
    return true;
  }

  /** Puts other words in an earlier message; gives it, or undefined when it is not here. */
  change({ seq, text }) {
    const message = this.messages.find((one) => one.seq === seq);
    if (message && text !== undefined) message.text = text;
    return message;
  }

  /** The number of the newest message that is not the customer's: only its choices can still be pressed. */
  get newestAnswer() {
    return this.messages.findLast((one) => one.from !== "customer")?.seq;
  }
}
