import { request } from "./http.js";

/**
 * Holds the session token: of the customer whom the host page vouches for, else of a guest.
 *
 * A customer's token stays in memory, so nothing on the page's disk can speak for them. A guest has no other
 * way back to the talk after a reload, so a guest's token is kept for the life of the tab.
 */
export class Session {
  #url;
  #memory;
  #identify;
  #token;

  constructor(base, memory) {
    this.#url = `${base}/session`;
    this.#memory = memory;
  }

  /** `fresh` is asked for a new signed token whenever a session begins. */
  identify(fresh) {
    this.#identify = fresh;
    this.#token = undefined;
  }

  get identified() {
    return Boolean(this.#identify);
  }

  token() {
    const begun = (this.#token ??= this.#begin().catch((error) => {
      if (this.#token === begun) this.#token = undefined;
      throw error;
    }));
    return begun;
  }

  /** The server no longer knows this token: the next call of token() begins anew. */
  async refused(token) {
    if ((await this.token().catch(() => token)) !== token) return;
    this.#token = undefined;
    this.#memory.forget("guest");
  }

  /** Forgets whose session it was, and ends it on the server too; one that could not be reached ends it by itself. */
  forget() {
    const held = Promise.resolve(this.#token ?? this.#memory.recall("guest"));
    this.identify(undefined);
    this.#memory.forget("guest");
    const end = (token) => token && request("DELETE", this.#url, { token, keepalive: true });
    held.then(end).catch(() => {});
  }

  async #begin() {
    const fresh = this.#identify;
    const proof = fresh && (await fresh());
    const kept = !proof && this.#memory.recall("guest");
    if (kept) return kept;
    const answer = await request("POST", this.#url, { body: proof ? { token: proof } : {} });
    const { session } = await answer.json();
    if (!proof && fresh === this.#identify) this.#memory.keep("guest", session);
    return session;
  }
}
