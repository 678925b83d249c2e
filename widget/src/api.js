import { request, send } from "./http.js";

const PATIENCE = 15_000;

/** The customer API, spoken with the session of the moment. Methods throw as `request` does. */
export class Api {
  constructor(base, session) {
    this.base = base;
    this.session = session;
  }

  async conversation() {
    return (await this.#call("POST", "/conversations", { body: {} })).json();
  }

  async post(conversation, body) {
    return (await this.#call("POST", `/conversations/${conversation}/messages`, { body })).json();
  }

  async read(conversation, seq) {
    await this.#call("POST", `/conversations/${conversation}/read`, { body: { seq } });
  }

  async typing(conversation) {
    await this.#call("POST", `/conversations/${conversation}/typing`, {});
  }

  /** The talk's one question as {kind, low, high}; null when there is none to ask. */
  async question(conversation) {
    const answer = await this.#call("GET", `/conversations/${conversation}/question`, {});
    return answer.status === 200 ? answer.json() : null;
  }

  async rate(conversation, rating) {
    await this.#call("POST", `/conversations/${conversation}/rating`, { body: rating });
  }

  async transcript(conversation) {
    const headers = { Accept: "text/plain" };
    return (await this.#call("GET", `/conversations/${conversation}/transcript`, { headers })).blob();
  }

  /** Opens the stream of events after `seq`; it ends when `signal` does. */
  events(conversation, seq, signal) {
    const headers = { Accept: "text/event-stream", ...(seq && { "Last-Event-ID": seq }) };
    return this.#call("GET", `/conversations/${conversation}/events`, { headers, signal });
  }

  /** Sends a file for a dispute; `progress` hears from 0 to 1. */
  file(conversation, file, id, progress) {
    const url = `${this.base}/conversations/${conversation}/files`;
    return this.#asked((token) => {
      const headers = { Authorization: `Bearer ${token}`, "Client-Id": id, "File-Name": encodeURIComponent(file.name) };
      return send(url, file, headers, progress);
    });
  }

  async letter(id) {
    return (await this.#call("GET", `/letters/${id}`, { headers: { Accept: "application/pdf" } })).blob();
  }

  #call(method, path, { signal = AbortSignal.timeout(PATIENCE), ...options }) {
    return this.#asked((token) => request(method, this.base + path, { ...options, signal, token }));
  }

  /** Asks once more with a new session when the server no longer knows this one. */
  async #asked(ask) {
    const token = await this.session.token();
    try {
      return await ask(token);
    } catch (error) {
      if (error.status !== 401) throw error;
      await this.session.refused(token);
      return ask(await this.session.token());
    }
  }
}
