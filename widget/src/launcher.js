import { Badge } from "./badge.js";
import { button, icon } from "./dom.js";
import { CHAT, DOWN } from "./icons.js";
import { fill, words } from "./words.js";

/** The round button that opens and closes the chat. */
export class Launcher {
  #badge = new Badge();
  #unread = 0;
  #open = false;

  constructor(press) {
    this.element = button({ class: "launcher", "aria-haspopup": "dialog", onclick: press });
    this.#show();
  }

  opened(yes) {
    this.#open = yes;
    this.#show();
  }

  unread(n) {
    this.#unread = n;
    this.#badge.count(n);
    this.#show();
  }

  #show() {
    const label = this.#open ? words.close : words.open;
    const news = this.#unread ? `, ${fill(words.newMessages, this.#unread)}` : "";
    this.element.setAttribute("aria-label", label + news);
    this.element.setAttribute("aria-expanded", this.#open);
    this.element.replaceChildren(icon(this.#open ? DOWN : CHAT), this.#badge.element);
  }
}
