import { button, h, icon } from "./dom.js";
import { MORE } from "./icons.js";
import { words } from "./words.js";

/** The further things one can do, behind one button: a plain list of buttons that opens and closes. */
export class Menu {
  constructor({ rate, download, print }) {
    this.button = button({ class: "quiet", "aria-label": words.menu, "aria-expanded": "false", onclick: () => this.toggle() }, icon(MORE));
    const entry = (label, act) => button({ onclick: () => (this.close(), act()) }, label);
    this.list = h("div", { class: "menu", hidden: true }, entry(words.rate, rate), entry(words.download, download), entry(words.print, print));
    this.element = h("div", { class: "menu-place" }, this.button, this.list);
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget)) this.toggle(false);
    });
  }

  get open() {
    return !this.list.hidden;
  }

  toggle(yes = !this.open) {
    this.list.hidden = !yes;
    this.button.setAttribute("aria-expanded", yes);
    if (yes) this.list.firstChild.focus();
  }

  close() {
    this.toggle(false);
    this.button.focus();
  }
}
