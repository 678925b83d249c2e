import { button, h, icon } from "./dom.js";
import { CLIP, SEND } from "./icons.js";
import { fill, words } from "./words.js";

const MOST = 2_000;
const NEAR_END = 200;

/** Where the customer writes. `say(text)` gets what was written; `announce(text)` speaks the limit; `typing()` hears of each letter, `sendFile(file)` gets what was picked. */
export class Composer {
  #say;
  #announce;
  #near = false;
  field = h("textarea", { rows: "1", placeholder: words.placeholder, "aria-label": words.message, "aria-describedby": "left" });
  pick = h("input", { type: "file", hidden: true, accept: "image/*,.pdf,.txt" });
  clip = button({ class: "clip", "aria-label": words.file, hidden: true, onclick: () => this.pick.click() }, icon(CLIP));
  counter = h("span", { class: "counter", id: "left" });
  send = button({ class: "send", "aria-label": words.send, disabled: true, onclick: () => this.#submit() }, icon(SEND));

  constructor(say, announce, typing, sendFile) {
    const { clip, pick, field, send, counter } = this;
    this.#say = say;
    this.#announce = announce;
    field.addEventListener("input", () => {
      this.#changed();
      typing();
    });
    field.addEventListener("keydown", (event) => this.#key(event));
    pick.addEventListener("change", () => {
      for (const file of pick.files) sendFile(file);
      pick.value = "";
      this.focus();
    });
    this.element = h("div", { class: "composer" }, h("div", { class: "write" }, clip, pick, field, send), counter);
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  draft(text) {
    this.field.value = text;
    this.#changed();
  }

  #key(event) {
    // While an input method is open, Enter picks a word there and must not send half a sentence.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.field.value.trim();
    if (!text || this.#left() < 0) return;
    this.draft("");
    this.#say(text);
  }

  #left() {
    return MOST - [...this.field.value.trim()].length;
  }

  #changed() {
    const { field, send, counter } = this;
    const left = this.#left();
    const near = left <= NEAR_END;
    const label = fill(left < 0 ? words.tooLong : words.left, Math.abs(left));
    send.disabled = left < 0 || !field.value.trim();
    counter.textContent = near ? label : "";
    counter.classList.toggle("over", left < 0);
    field.setAttribute("aria-invalid", left < 0);
    if (near !== this.#near || left === -1) this.#announce(near ? label : "");
    this.#near = near;
    field.style.blockSize = "auto";
    field.style.blockSize = `${field.scrollHeight}px`;
  }
}
