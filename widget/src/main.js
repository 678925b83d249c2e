import { CandorWidget } from "./element.js";
import { takeCalls } from "./queue.js";
import { words } from "./words.js";

const NAME = "candor-widget";
const script = document.currentScript;
const VERBS = ["open", "close", "toggle", "identify", "shutdown", "on"];
let widget;

function act(verb, ...rest) {
  if (verb === "words") Object.assign(words, rest[0]);
  else if (VERBS.includes(verb)) widget[verb](...rest);
  else throw new TypeError(`candor: there is no "${verb}"`);
}

/** Hands the settings on the script's tag to the element, where the element does not say otherwise. */
function settle(element) {
  const { api = script?.src && new URL(script.src).origin, greeting, theme } = script?.dataset ?? {};
  for (const [name, value] of Object.entries({ api, greeting, theme })) {
    if (value && !element.hasAttribute(name)) element.setAttribute(name, value);
  }
  return element;
}

/** The host page may have put the element where it wants it; else it stands at the end of the page. */
function begin() {
  const { labels, customer, rest } = takeCalls(window, act);
  for (const call of labels) act(...call);
  const there = document.querySelector(NAME);
  if (there) settle(there);
  customElements.define(NAME, CandorWidget);
  widget = there ?? settle(document.createElement(NAME));
  for (const call of customer) act(...call);
  if (!there) document.body.append(widget);
  for (const call of rest) act(...call);
}

if (!customElements.get(NAME)) {
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
}
