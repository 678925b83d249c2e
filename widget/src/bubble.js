import { card, letter, picture } from "./card.js";
import { button, h, unseen } from "./dom.js";
import { fill, words } from "./words.js";

const time = (at) => new Intl.DateTimeFormat(document.documentElement.lang || undefined, { timeStyle: "short" }).format(at);

const CARDS = { picture, letter };

/** A logged message as a list item; its text can be changed afterwards. */
export function bubble(message, choices) {
  const { from, text, at } = message;
  const own = from === "customer";
  const said = h("div", { class: "text" }, text);
  const when = at && h("time", { datetime: at }, time(new Date(at)));
  const item = h(
    "li",
    { class: own ? "own" : from, "data-seq": message.seq },
    from === "agent" ? h("span", { class: "from" }, message.name || words.agent) : unseen(`${words[own ? "you" : from]}: `),
    text ? said : null,
    message.card && (CARDS[message.card.type] ?? card)(message.card),
    own ? h("p", { class: "state" }, words.sent, " · ", when || "") : h("p", { class: "state" }, when || ""),
    choices?.element,
  );
  return { item, change: (words) => (said.textContent = words) };
}

/** Something said that the log does not show yet, with its delivery state. */
export function pendingBubble({ text, state, reason, part, body }, again) {
  const failed = state === "failed";
  // A file that was refused stays refused: trying again is for lines that broke and for servers that failed.
  const final = body.file && reason.status < 500;
  return h(
    "li",
    { class: `own ${state}` },
    unseen(`${words.you}: `),
    h("div", { class: "text" }, text),
    h("p", { class: "state" }, failed ? why(reason) : words[state] + (part < 1 ? ` ${Math.round(part * 100)}%` : "")),
    failed && !final ? button({ class: "retry", onclick: again }, words.retry) : null,
  );
}

/** Says why a message was not delivered: in the server's words where it gave some. */
export function why({ status, wait, message }) {
  if (status === 429 && wait) return fill(words.tooFast, Math.ceil(wait / 1000));
  return `${words.failed} ${status ? message : words.notReached}`.trim();
}
