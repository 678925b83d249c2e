import { card, picture } from "./card.js";
import { button, h, unseen } from "./dom.js";
import { fill, words } from "./words.js";

const time = (at) => new Intl.DateTimeFormat(document.documentElement.lang || undefined, { timeStyle: "short" }).format(at);

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
    message.card && (message.card.svg ? picture : card)(message.card),
    own ? h("p", { class: "state" }, words.sent, " · ", when || "") : h("p", { class: "state" }, when || ""),
    choices?.element,
  );
  return { item, change: (words) => (said.textContent = words) };
}

/** Something said that the log does not show yet, with its delivery state. */
export function pendingBubble({ text, state, reason }, again) {
  const failed = state === "failed";
  return h(
    "li",
    { class: `own ${state}` },
    unseen(`${words.you}: `),
    h("div", { class: "text" }, text),
    h("p", { class: "state" }, failed ? why(reason) : words[state]),
    failed ? button({ class: "retry", onclick: again }, words.retry) : null,
  );
}

/** Says why a message was not delivered: in the server's words where it gave some. */
export function why({ status, wait, message }) {
  if (status === 429 && wait) return fill(words.tooFast, Math.ceil(wait / 1000));
  return `${words.failed} ${status ? message : words.notReached}`.trim();
}
