import { button, h, icon } from "./dom.js";
import { CLOSE, PERSON } from "./icons.js";
import { Menu } from "./menu.js";
import { words } from "./words.js";

/** The top of the panel: what this is, a person one press away, the menu, and the way out. */
export class Header {
  constructor({ person, close, ...entries }) {
    this.menu = new Menu(entries);
    this.person = h("div", { class: "foot" }, button({ class: "person", onclick: person }, icon(PERSON), words.person));
    this.element = h(
      "div",
      { class: "head" },
      h("div", { class: "titles" }, h("h2", { id: "title" }, words.title), h("p", {}, words.subtitle)),
      this.menu.element,
      button({ class: "quiet", "aria-label": words.close, onclick: close }, icon(CLOSE)),
      this.person,
    );
  }
}
