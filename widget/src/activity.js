const TYPING_LASTS = 5_000;
const WORKING_AFTER = 3_000;
// Longer than the server's own budget for a turn: after it, silence is the more honest sign.
const WORKING_LASTS = 60_000;

/**
 * Decides whether "typing" or "still working on it" is shown: "", "typing" or "working".
 *
 * Typing that nobody renews ends by itself, so a lost "idle" can not leave the dots on for ever.
 */
export class Activity {
  #show;
  #timers;
  #ends;
  #slow;
  shown = "";

  constructor(show, timers = globalThis) {
    this.#show = show;
    this.#timers = timers;
  }

  /** The customer waits for an answer from now on. */
  waiting() {
    this.#stop();
    this.#slow = this.#timers.setTimeout(() => this.#set("working", WORKING_LASTS), WORKING_AFTER);
  }

  /** The server said what it is doing. */
  state(state) {
    if (state === "typing" && this.shown !== "working") this.#set("typing", TYPING_LASTS);
    else if (state === "working") this.#set("working", WORKING_LASTS);
    else if (state === "idle" || state === "person") this.none();
  }

  /** An answer came, or there is nobody to wait for. */
  none() {
    this.#stop();
    this.#put("");
  }

  #set(kind, lasts) {
    this.#timers.clearTimeout(this.#ends);
    this.#ends = this.#timers.setTimeout(() => this.#put(""), lasts);
    if (kind === "working") this.#timers.clearTimeout(this.#slow);
    this.#put(kind);
  }

  #put(kind) {
    if (kind === this.shown) return;
    this.shown = kind;
    this.#show(kind);
  }

  #stop() {
    this.#timers.clearTimeout(this.#slow);
    this.#timers.clearTimeout(this.#ends);
  }
}
