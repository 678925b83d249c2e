import { button, h } from "./dom.js";
import { words } from "./words.js";

/**
 * The quick replies under a message. `press(choice, byKeyboard)` is called once; then all are shut.
 *
 * They are shut for good when a newer answer comes, since they answer a question that is no longer asked.
 */
export class Choices {
  #buttons;
  open = true;

  constructor(choices, press) {
    this.#buttons = choices.map((choice) =>
      button({ class: "choice", onclick: (event) => this.#press(choice, event, press) }, choice.label),
    );
    this.element = h("div", { class: "choices", role: "group", "aria-label": words.choices.replace("{n}", choices.length) });
    this.element.append(...this.#buttons);
  }

  shut(pressed) {
    this.open = false;
    for (const one of this.#buttons) {
      one.disabled = true;
      if (one === pressed) one.setAttribute("aria-pressed", "true");
    }
  }

  #press(choice, event, press) {
    if (!this.open) return;
    this.shut(event.currentTarget);
    // A key press has no pointer detail; only then may the focus move without calling up a phone's keyboard.
    press(choice, event.detail === 0);
  }
}
