/**
 * Reads a server-sent event stream piece by piece (WHATWG HTML, 9.2.6).
 *
 * A piece may end anywhere, even between the two characters of a line end.
 */
export class EventReader {
  #rest = "";
  #fields = {};

  /** Takes the next piece of text and gives the events it completes: {event, id, data}. */
  take(piece) {
    const text = this.#rest + piece;
    // A lone CR at the end may be the first half of CR LF: it waits for the next piece.
    const end = text.endsWith("\r") ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(/\r\n|\r|\n/);
    this.#rest = lines.pop() + text.slice(end);
    const events = [];
    for (const line of lines) this.#line(line, events);
    return events;
  }

  #line(line, events) {
    if (line === "") return this.#dispatch(events);
    if (line[0] === ":") return;
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    const before = this.#fields.data;
    this.#fields[name] = name === "data" && before !== undefined ? `${before}\n${value}` : value;
  }

  #dispatch(events) {
    const { event = "message", id, data } = this.#fields;
    this.#fields = {};
    if (data !== undefined) events.push({ event, id, data });
  }
}
