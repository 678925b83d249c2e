import { h } from "./dom.js";
import { words } from "./words.js";

/** The strip above the composer: being offline, and under it what was promised, or that a person has the talk. */
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
    const said = this.#promise || (this.#person ? words.withPerson : "");
    this.person.textContent = said;
    this.person.hidden = !said;
  }
}
