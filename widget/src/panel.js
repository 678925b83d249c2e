import { Composer } from "./composer.js";
import { h, show } from "./dom.js";
import { fullScreen, keepInside } from "./focus.js";
import { Header } from "./header.js";
import { Log } from "./log.js";
import { Notice } from "./notice.js";
import { rating } from "./rating.js";
import { print, save } from "./transcript.js";
import { words } from "./words.js";

/** The chat window: made on first open, then shown and hidden. */
export class Panel {
  #talk;
  #api;
  #announcer;
  #onRated;

  constructor(talk, api, announcer, { close, rated }) {
    this.#talk = talk;
    this.#api = api;
    this.#announcer = announcer;
    this.#onRated = rated;
    this.log = new Log(talk, (byKeyboard) => byKeyboard && this.composer.focus());
    this.notice = new Notice();
    this.composer = new Composer((text) => talk.say(text), (text) => announcer.say(text), () => talk.typing(), (file) => talk.file(file));
    this.header = new Header({
      close,
      person: () => this.#askPerson(),
      rate: () => this.rate(true),
      download: () => this.#save(() => api.transcript(talk.conversation), "chat.txt"),
      print: () => print(talk.record.messages),
    });
    this.element = h("section", { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1", hidden: true });
    this.element.append(this.header.element, this.log.element, this.notice.element, this.composer.element);
    this.element.addEventListener("keydown", (event) => this.#key(event, close));
    for (const message of talk.record.messages) this.log.message(message);
    this.log.element.addEventListener("letter", ({ detail }) => this.#save(() => api.letter(detail.letter), `${detail.title}.pdf`));
    this.withPerson(talk.person);
    show(this.composer.clip, talk.files);
    this.notice.promise(talk.promise);
    this.#fit();
  }

  show(yes) {
    show(this.element, yes);
    this.element.setAttribute("aria-modal", fullScreen.matches);
    if (yes) this.log.toEnd();
  }

  /** Puts the focus where one goes on: the field, or on touch screens the window, so that no keyboard jumps up. */
  focus() {
    if (matchMedia("(pointer: coarse)").matches) this.element.focus({ preventScroll: true });
    else this.composer.focus();
  }

  withPerson(yes) {
    this.notice.withPerson(yes);
    show(this.header.person, !yes);
  }

  /** Offers the talk's question at the end of the log, where it has one. `asked`: the customer wants to say something. */
  async rate(asked) {
    const talk = this.#talk.conversation;
    const question = await this.#api.question(talk).catch(() => 0);
    if (!question) return asked && this.#rated(question === 0 ? words.notDone : words.ratingTwice);
    const form = rating(
      question,
      (given) => this.#api.rate(talk, given),
      (said, again) => this.#rated(said, again),
    );
    this.log.extra.replaceChildren(form);
    this.log.toEnd();
    if (asked) form.querySelector("input").focus();
  }

  #rated(said, again) {
    const note = h("p", { class: "thanks" }, said);
    if (again) this.log.extra.append(note);
    else this.log.extra.replaceChildren(...(said ? [note] : []));
    if (said) this.#announcer.say(said);
    if (again) return;
    this.#onRated();
    this.composer.focus();
  }

  #askPerson() {
    this.#talk.askPerson(words.person);
    this.log.toEnd();
  }

  async #save(ask, name) {
    try {
      save(await ask(), name);
    } catch {
      this.log.extra.replaceChildren(h("p", { class: "thanks" }, words.notDone));
      this.#announcer.say(words.notDone);
    }
  }

  #key(event, close) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (this.header.menu.open) this.header.menu.close();
      else close();
    } else if (fullScreen.matches) keepInside(this.element, event);
  }

  /** A phone's keyboard covers the page without telling its layout: the panel then takes only what is seen. */
  #fit() {
    const seen = window.visualViewport;
    seen?.addEventListener("resize", () => {
      const covered = fullScreen.matches && innerHeight - seen.height > 1;
      this.element.style.blockSize = covered ? `${seen.height}px` : "";
      if (covered) this.log.toEnd();
    });
  }
}
