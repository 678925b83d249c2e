import { bubble, pendingBubble } from "./bubble.js";
import { Choices } from "./choices.js";
import { h, unseen } from "./dom.js";
import { fill, words } from "./words.js";

const NEAR = 96;
const EDGE = 12;

/** The list of messages: logged ones by their number, then what is on its way, then what the assistant does. */
export class Log {
  #talk;
  #done;
  #shown = new Map();
  #pending = new Map();
  #open;
  #atEnd = true;
  list = h("ol", { role: "list" });
  dots = h("div", { class: "dots", hidden: true });
  extra = h("div", { class: "extra" });

  /** `done(byKeyboard)` is called when the customer pressed a choice or tried a message again. */
  constructor(talk, done) {
    this.#talk = talk;
    this.#done = done;
    this.element = h(
      "div",
      { class: "log", tabindex: "0", role: "region", "aria-label": words.messages },
      this.list,
      this.dots,
      this.extra,
    );
    this.element.addEventListener("scroll", () => (this.#atEnd = this.#nearEnd()));
    // The field below grows with what is written: the last message must not slip behind it.
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(this.element);
  }

  /** Shows a message and gives its words for a screen reader. */
  message(message) {
    const stays = this.#nearEnd() || message.from === "customer";
    const choices = this.#choices(message);
    const made = bubble(message, choices);
    this.#shown.set(message.seq, made);
    this.#dropPaired();
    this.list.insertBefore(made.item, this.#after(message.seq));
    this.#day(message, made.item);
    if (stays) this.#follow(made.item);
    return spoken(message);
  }

  change({ seq, text }) {
    this.#shown.get(seq)?.change(text);
  }

  /** Shows what is on its way, each in its present state. */
  delivery() {
    this.#dropPaired();
    for (const item of this.#talk.delivery.items) {
      const made = pendingBubble(item, () => this.#again(item));
      const before = this.#pending.get(item);
      if (before) before.replaceWith(made);
      else this.list.append(made);
      this.#pending.set(item, made);
      if (!before || item.state === "failed") this.toEnd();
    }
  }

  activity(kind) {
    const near = this.#nearEnd();
    this.dots.hidden = !kind;
    this.dots.className = `dots ${kind}`;
    const dots = h("span", { class: "three", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.dots.replaceChildren(dots, kind === "working" ? words.working : unseen(words.typing));
    if (kind && near) this.toEnd();
  }

  clear() {
    this.list.replaceChildren();
    this.#shown.clear();
    this.#pending.clear();
    this.#open = undefined;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** A reply that is taller than the window is shown from its first line. */
  #follow(item) {
    this.toEnd();
    this.element.scrollTop = Math.min(this.element.scrollTop, item.offsetTop - EDGE);
  }

  #choices(message) {
    if (message.from === "customer" || message.seq !== this.#talk.record.newestAnswer) return undefined;
    this.#retire();
    if (!message.choices?.length) return undefined;
    return (this.#open = new Choices(message.choices, (choice, byKeyboard) => {
      this.#talk.choose(choice.id, choice.label);
      this.#done(byKeyboard);
    }));
  }

  /** Takes away the choices of an earlier question; a focus on them must not fall out of the chat. */
  #retire() {
    const old = this.#open?.element;
    this.#open = undefined;
    if (!old) return;
    const focused = old.contains(old.getRootNode().activeElement);
    old.remove();
    if (focused) this.#done(true);
  }

  #again(item) {
    this.#talk.again(item);
    this.#done(true);
  }

  #after(seq) {
    const later = [...this.#shown.keys()].filter((one) => one > seq);
    if (later.length) return this.#shown.get(Math.min(...later)).item;
    return this.#pending.values().next().value ?? null;
  }

  #dropPaired() {
    for (const [item, element] of this.#pending) {
      if (this.#talk.delivery.items.includes(item)) continue;
      element.remove();
      this.#pending.delete(item);
    }
  }

  #day(message, item) {
    const { messages } = this.#talk.record;
    const before = messages[messages.indexOf(message) - 1];
    const day = dayOf(message);
    if (!day || (before && dayOf(before) === day)) return;
    item.before(h("li", { class: "day" }, day === dayOf({ at: Date.now() }) ? words.today : day));
  }

  #nearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }
}

function dayOf({ at }) {
  const language = document.documentElement.lang || undefined;
  return at && new Intl.DateTimeFormat(language, { month: "long", day: "numeric" }).format(new Date(at));
}

function spoken({ from, text, name, choices }) {
  const picks = choices?.length ? `. ${fill(words.choices, choices.length)}` : "";
  return `${name || words[from]}: ${text ?? ""}${picks}`;
}
