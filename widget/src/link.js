import { BackOff } from "./backoff.js";
import { EventReader } from "./sse.js";
import { Tabs } from "./tabs.js";

// The server sends a heartbeat every 15 s: two missed ones mean that the line is dead.
const SILENCE = 35_000;
const OFFLINE_AFTER = 5_000;

export const isGone = ({ status }) => [403, 404, 410].includes(status);

/**
 * Keeps the stream of one talk open: begins the conversation, replays what was missed, comes back after a loss.
 *
 * `talk` gives `last` (the newest number it has) and hears `begun(conversation)`, `event(event)`, `gone()` when
 * the conversation is no longer ours, and `online(true|false)`; false only after five seconds without a line.
 */
export class Link {
  #api;
  #talk;
  #backOff = new BackOff();
  #stop;
  #tabs;
  #offline;
  #line;
  #hurry = () => {};
  conversation;

  constructor(api, talk) {
    this.#api = api;
    this.#talk = talk;
  }

  start() {
    if (this.#stop) return;
    this.#stop = new AbortController();
    this.#lost();
    addEventListener("online", () => this.#hurry(), { signal: this.#stop.signal });
    this.#keep(this.#stop.signal);
  }

  stop() {
    this.#stop?.abort();
    this.#stop = undefined;
    this.#leave();
    clearTimeout(this.#offline);
  }

  /** The server says that this conversation is not ours, or no more: the next one begins. */
  gone() {
    if (!this.conversation) return;
    this.#leave();
    this.#line?.abort();
    this.#talk.gone();
  }

  /** Tells the other tabs. */
  tell(what) {
    this.#tabs?.tell(what);
  }

  async #keep(signal) {
    while (!signal.aborted) {
      let wait = 0;
      try {
        await this.#begin(signal);
        if (!(await this.#tabs.lead((turn) => this.#stream(turn), signal))) continue;
      } catch (error) {
        wait = error.wait;
        if (isGone(error) && !signal.aborted) this.gone();
      }
      if (signal.aborted) return;
      this.#lost();
      this.tell({ online: false });
      await this.#pause(this.#backOff.next(wait));
    }
  }

  async #begin(signal) {
    if (this.conversation) return;
    const conversation = await this.#api.conversation();
    if (signal.aborted) return;
    this.conversation = conversation.id;
    this.#tabs = new Tabs(conversation.id, (told) => this.#told(told));
    this.#talk.begun(conversation);
  }

  async #stream(signal) {
    const dead = (this.#line = new AbortController());
    const end = () => dead.abort();
    signal.addEventListener("abort", end);
    let watch = setTimeout(end, SILENCE);
    const reader = new EventReader();
    const decoder = new TextDecoder();
    try {
      const response = await this.#api.events(this.conversation, this.#talk.last, dead.signal);
      this.#found();
      this.tell({ online: true });
      const pieces = response.body.getReader();
      for (let piece; !(piece = await pieces.read()).done; ) {
        clearTimeout(watch);
        watch = setTimeout(end, SILENCE);
        this.#backOff.reset();
        for (const event of reader.take(decoder.decode(piece.value, { stream: true }))) this.#event(event);
      }
    } finally {
      clearTimeout(watch);
      signal.removeEventListener("abort", end);
    }
  }

  #event({ event, data }) {
    const told = { event, data: JSON.parse(data), after: this.#talk.last };
    this.tell(told);
    this.#talk.event(told);
  }

  /** Another tab passes on what it heard. What would leave a hole is left to our own replay. */
  #told(told) {
    if (told.online === false) return this.#lost();
    if (told.online) return this.#found();
    if (!told.event || told.after <= this.#talk.last) this.#talk.event(told);
  }

  #found() {
    clearTimeout(this.#offline);
    this.#offline = undefined;
    this.#talk.online(true);
  }

  #lost() {
    this.#offline ??= setTimeout(() => this.#talk.online(false), OFFLINE_AFTER);
  }

  #leave() {
    this.#tabs?.close();
    this.#tabs = this.conversation = undefined;
  }

  #pause(milliseconds) {
    return new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      this.#hurry = () => (clearTimeout(timer), done());
      this.#stop?.signal.addEventListener("abort", this.#hurry, { once: true });
    });
  }
}
