import { h } from "./dom.js";
import { words } from "./words.js";

/** The strip above the composer: being offline, and under it who has the talk and what was promised. */
export class Notice {
  offline = h("p", { class: "notice offline", hidden: true }, words.offline);
  person = h("p", { class: "notice", hidden: true });
  element = h("div", {}, this.person, this.offline);
  #person = false;
  #promise = "";

  online(yes) {
    this.offline.hidden = yes;
  }

  withPerson(yes) {
    this.#person = yes;
    this.#show();
  }

  promise(text) {
    this.#promise = text ?? "";
    this.#show();
  }

  #show() {
    const said = [this.#person && words.withPerson, this.#promise].filter(Boolean).join(" ");
    this.person.textContent = said;
    this.person.hidden = !said;
  }
}
