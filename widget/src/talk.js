import { Activity } from "./activity.js";
import { BackOff } from "./backoff.js";
import { Delivery } from "./delivery.js";
import { Link, isGone } from "./link.js";
import { Record } from "./record.js";
import { words } from "./words.js";

const QUIET_TRIES = 2;
const LARGEST = 10 * 1024 * 1024;
const TYPING_AGAIN = 3_000;
const PERSON = "talk-to-a-person";
const newId = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * One talk: what was said, what is on its way, and who answers.
 *
 * `tell(name, detail)` hears: message {message, live}, changed message, delivery, failed, activity kind, person bool,
 * promise text, files bool, online bool, unread n, gone.
 */
export class Talk {
  #api;
  #tell;
  #link;
  #line = Promise.resolve();
  #begun;
  #read = 0;
  #known = 0;
  #attended = false;
  record = new Record();
  delivery = new Delivery();
  unread = 0;
  person = false;
  promise = "";
  files = false;
  #typed = 0;

  constructor(api, tell) {
    this.#api = api;
    this.#tell = tell;
    this.#link = new Link(api, this);
    this.activity = new Activity((kind) => tell("activity", kind));
    this.#reset();
  }

  get last() {
    return this.record.last;
  }

  get conversation() {
    return this.#link.conversation;
  }

  start() {
    this.#link.start();
  }

  stop() {
    this.#link.stop();
    this.#reset();
  }

  /** Sends what the customer wrote. */
  say(text) {
    this.#send({ text }, text);
  }

  /** Presses a choice; `label` is what the customer saw on it. */
  choose(id, label) {
    this.#send({ choice: id }, label);
  }

  /** Sends a file for the dispute. */
  file(file) {
    this.#send({ file }, file.name);
  }

  /** The customer is writing: the person who has the talk may know. */
  typing() {
    if (!this.person || Date.now() - this.#typed < TYPING_AGAIN) return;
    this.#typed = Date.now();
    this.#api.typing(this.conversation).catch(() => {});
  }

  askPerson(label) {
    this.choose(PERSON, label);
  }

  again(item) {
    this.delivery.again(item.body.client_id);
    this.#queue(item);
  }

  /** Says whether the customer is looking at the talk: what comes meanwhile counts as read. */
  attend(yes) {
    this.#attended = yes;
    this.#seen();
  }

  begun({ id, unread = 0, last_seq: known = 0 }) {
    this.#known = known;
    this.#set("unread", unread);
    this.#begun.resolve(id);
    this.#seen();
  }

  event({ event, data, read }) {
    if (read) return this.#readElsewhere(read);
    if (event === "message") return this.#message(data);
    if (event === "changed") return this.#changed(data);
    if (event === "state") return this.#state(data);
  }

  online(yes) {
    this.#tell("online", yes);
    if (!yes) return;
    // Safe to post again: the server knows each message by its client id.
    for (const item of this.delivery.items) if (item.state === "failed" && item.unreached) this.again(item);
  }

  gone() {
    const unsent = this.delivery.items;
    this.#reset();
    this.#tell("gone");
    this.delivery.items = unsent;
    for (const item of unsent) this.again(item);
  }

  #message(message) {
    if (!this.record.add(message)) return;
    this.delivery.pair(message);
    const live = message.seq > this.#known;
    const own = message.from === "customer";
    if (!own) this.activity.none();
    this.#tell("message", { message, live });
    if (live && !own && !this.#attended) this.#set("unread", this.unread + 1);
    this.#seen();
  }

  #changed(data) {
    const message = this.record.change(data);
    if (message) this.#tell("changed", message);
  }

  #state({ state, promise, files = false }) {
    this.#set("files", files);
    if (state !== "working") this.#set("person", state === "person" || (this.person && state === "typing"));
    if (promise !== undefined) this.#tell("promise", (this.promise = promise));
    this.activity.state(state);
  }

  #set(name, value) {
    if (value !== this[name]) this.#tell(name, (this[name] = value));
  }

  #send(body, text) {
    const item = this.delivery.add({ client_id: newId(), ...body }, text);
    this.#queue(item);
  }

  #queue(item) {
    if (!this.person) this.activity.waiting();
    this.#tell("delivery");
    this.#line = this.#line.then(() => this.#deliver(item));
  }

  async #deliver(item) {
    const backOff = new BackOff();
    const { client_id: id } = item.body;
    const { delivery } = this;
    for (let tries = 0; delivery.items.includes(item); tries += 1) {
      try {
        await this.#post(await this.#begun.promise, item);
        delivery.accepted(id);
        break;
      } catch (error) {
        item.unreached = error.status === undefined;
        if (tries < QUIET_TRIES && (item.unreached || error.passes)) {
          await pause(backOff.next(error.wait));
          continue;
        }
        delivery.failed(id, error);
        this.activity.none();
        this.#tell("failed");
        if (isGone(error)) this.#link.gone();
        break;
      }
    }
    this.#tell("delivery");
  }

  async #post(conversation, item) {
    const { file, client_id: id } = item.body;
    if (!file) return this.#api.post(conversation, item.body);
    // The server breaks so large a body off, and its reason would be lost.
    if (file.size > LARGEST) throw { status: 413, message: words.tooLarge };
    return this.#api.file(conversation, file, id, (part) => {
      item.part = part;
      this.#tell("delivery");
    });
  }

  #seen() {
    if (!this.#attended || !this.conversation) return;
    this.#set("unread", 0);
    const { last } = this;
    if (last <= this.#read) return;
    this.#read = last;
    this.#link.tell({ read: last });
    // A lost "read" costs only a badge that is too high until the next one.
    this.#api.read(this.conversation, last).catch(() => {});
  }

  #readElsewhere(seq) {
    this.#read = Math.max(this.#read, seq);
    this.#set("unread", this.record.messages.filter((one) => one.from !== "customer" && one.seq > this.#read).length);
  }

  #reset() {
    this.#begun = {};
    this.#begun.promise = new Promise((resolve) => (this.#begun.resolve = resolve));
    this.#read = this.#known = 0;
    this.record = new Record();
    this.delivery = new Delivery();
    this.activity.none();
    this.#set("person", false);
    this.#set("files", false);
    this.#set("unread", 0);
  }
}
