import { Announcer } from "./announcer.js";
import { Api } from "./api.js";
import { h, show } from "./dom.js";
import { fullScreen } from "./focus.js";
import { greeting } from "./greeting.js";
import { Launcher } from "./launcher.js";
import { Memory } from "./memory.js";
import { Panel } from "./panel.js";
import { Session } from "./session.js";
import { sheets } from "./styles.js";
import { Talk } from "./talk.js";
import { followTheme } from "./theme.js";
import { fill, words } from "./words.js";

const GREET_AFTER = 3_000;
const NAMED_WITHIN = 3_000;
const RATE_AFTER = 90_000;

/**
 * <candor-widget api="https://help.example" greeting="off|words" theme="light|dark|auto">
 *
 * Nothing is asked of the server and nothing is stored before the visitor opens it for the first time.
 */
export class CandorWidget extends HTMLElement {
  static observedAttributes = ["theme"];
  #listeners = new EventTarget();
  #theme;
  #root;
  #talk;
  #panel;
  #announcer;
  #launcher;
  #greeting;
  #rate;
  #named;
  #begun = false;

  connectedCallback() {
    if (this.#root) return;
    this.#setUp();
    this.#build();
    // A moment later: the customer may be named in the very script that made this element.
    queueMicrotask(() => {
      this.#begun = true;
      this.#resume();
    });
  }

  attributeChangedCallback() {
    this.#theme?.();
  }

  get isOpen() {
    return Boolean(this.#panel) && !this.#panel.element.hidden;
  }

  /** Opens the panel; `draft` is put into the field, `quiet` leaves the focus where it is. */
  open({ draft, quiet } = {}) {
    this.#greet(false);
    this.#panel ??= this.#makePanel();
    if (!this.isOpen) this.#shown(true);
    if (draft) this.#panel.composer.draft(draft);
    if (!quiet) this.#panel.focus();
    this.#start();
  }

  close() {
    if (!this.isOpen) return;
    this.#shown(false);
    this.#launcher.element.focus();
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** `fresh` gives a new signed token for the customer (or null for a guest) each time a session begins. */
  identify(fresh) {
    this.#setUp();
    this.#empty();
    this.session.identify(fresh);
    if (this.isOpen) this.memory.keep("used", "1", true);
    if (this.#begun) this.#resume();
  }

  /** Forgets the customer and everything said, for a sign-out. */
  shutdown() {
    if (this.isOpen) this.#shown(false);
    this.#empty();
    this.session.forget();
    this.memory.forget("used", "open", "rated", "greeted");
  }

  on(name, run) {
    this.#listeners.addEventListener(name, ({ detail }) => run(detail));
  }

  #setUp() {
    if (this.api) return;
    const base = `${this.getAttribute("api") ?? location.origin}/v1`;
    this.memory = new Memory(base);
    this.session = new Session(base, this.memory);
    this.api = new Api(base, this.session);
  }

  #build() {
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = sheets();
    this.#announcer = new Announcer();
    this.#launcher = new Launcher(() => this.toggle());
    this.#talk = new Talk(this.api, (name, detail) => this.#hear(name, detail));
    this.#root = h("div", { class: "root" }, this.#launcher.element, this.#announcer.element);
    this.#theme = followTheme(this.#root, () => this.getAttribute("theme"));
    shadow.append(this.#root);
    document.addEventListener("visibilitychange", () => this.#attend());
    setTimeout(() => this.#greet(true), GREET_AFTER);
  }

  #makePanel() {
    const rated = () => this.memory.keep("rated", this.#talk.conversation);
    const panel = new Panel(this.#talk, this.api, this.#announcer, { close: () => this.close(), rated });
    // Before the launcher, so that Tab goes through the talk first and a narrow panel covers the button.
    this.#root.prepend(panel.element);
    return panel;
  }

  #resume() {
    if (this.isOpen) this.#start();
    else if (this.memory.recall("open") && !fullScreen.matches) this.open({ quiet: true });
    else if (this.memory.recall(this.session.identified ? "used" : "guest")) this.#talk.start();
  }

  /** Where a customer was named before, one will most likely be named in a moment: no guest's talk is begun till then. */
  #start() {
    const awaited = !this.session.identified && this.memory.recall("used");
    clearTimeout(this.#named);
    if (awaited) this.#named = setTimeout(() => this.#talk.start(), NAMED_WITHIN);
    else this.#talk.start();
  }

  #shown(yes) {
    this.#panel.show(yes);
    this.#root.classList.toggle("open", yes);
    this.#launcher.opened(yes);
    if (yes) this.memory.keep("open", "1");
    else this.memory.forget("open");
    if (yes && this.session.identified) this.memory.keep("used", "1", true);
    this.#attend();
    this.#emit(yes ? "open" : "close");
  }

  #attend() {
    this.#talk.attend(this.isOpen && !document.hidden);
  }

  #empty() {
    this.#talk?.stop();
    this.#panel?.log.clear();
    this.#panel?.log.extra.replaceChildren();
    this.#panel?.notice.promise("");
    clearTimeout(this.#rate);
    clearTimeout(this.#named);
  }

  #hear(name, detail) {
    const panel = this.#panel;
    if (name === "message") this.#message(detail);
    else if (name === "unread") this.#unread(detail);
    else if (name === "gone") panel?.log.clear();
    else if (name === "changed") panel?.log.change(detail);
    else if (name === "delivery") panel?.log.delivery();
    else if (name === "failed") this.#announcer.say(words.failed);
    else if (name === "activity") panel?.log.activity(detail);
    else if (name === "person") panel?.withPerson(detail);
    else if (name === "files") panel && show(panel.composer.clip, detail);
    else if (name === "promise") panel?.notice.promise(detail);
    else if (name === "online") this.#online(detail);
  }

  #message({ message, live }) {
    const spoken = this.#panel?.log.message(message) ?? "";
    const own = message.from === "customer";
    if (!own && spoken) this.#announcer[live ? "say" : "replay"](spoken);
    else if (!own && live) this.#announcer.say(fill(words.newMessages, 1));
    if (!live) return;
    this.#emit("message", { from: message.from, text: message.text });
    this.#rateLater();
  }

  #online(yes) {
    const before = this.#panel?.notice.offline.hidden;
    this.#panel?.notice.online(yes);
    if (before && !yes) this.#announcer.say(words.offline);
  }

  #unread(n) {
    this.#launcher.unread(n);
    this.#emit("unread", n);
  }

  #rateLater() {
    clearTimeout(this.#rate);
    this.#rate = setTimeout(() => {
      const { record, person, conversation } = this.#talk;
      const said = record.messages.filter((one) => one.from === "customer").length;
      if (said < 2 || person || !this.isOpen || this.memory.recall("rated") === conversation) return;
      if (!this.#panel.log.extra.firstChild) this.#panel.rate();
    }, RATE_AFTER);
  }

  #greet(yes) {
    const text = this.getAttribute("greeting") || words.greeting;
    const used = this.isOpen || ["guest", "used", "greeted"].some((name) => this.memory.recall(name));
    this.#greeting?.remove();
    this.#greeting = undefined;
    if (!yes || used || text === "off") return;
    const hide = () => {
      this.#greet(false);
      this.memory.keep("greeted", "1");
      this.#launcher.element.focus();
    };
    this.#greeting = greeting(text, { open: () => this.open(), hide });
    this.#root.prepend(this.#greeting);
    this.#announcer.say(text);
  }

  #emit(name, detail) {
    this.#listeners.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
