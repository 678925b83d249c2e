import { h } from "./dom.js";

const DELAY = 250;
const KEPT = 7_000;

/**
 * The one place that speaks to screen readers. A second one would say everything twice.
 *
 * It waits a quarter of a second: NVDA misses what comes in the same moment as a change of focus.
 */
export class Announcer {
  element = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
  #waiting = [];
  #replayed;
  #timer;

  say(text) {
    this.#waiting.push(text);
    this.#soon();
  }

  /** Of a replayed talk only the newest message is spoken. */
  replay(text) {
    this.#replayed = text;
    this.#soon();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#speak(), DELAY);
  }

  #speak() {
    const texts = [this.#replayed, ...this.#waiting].filter(Boolean);
    const line = h("p", {}, texts.join(" \n"));
    this.#replayed = undefined;
    this.#waiting = [];
    this.element.append(line);
    setTimeout(() => line.remove(), KEPT);
  }
}
