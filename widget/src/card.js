import { button, h } from "./dom.js";
import { words } from "./words.js";

/** A charge as a card: name, amount, date, status, the name on the bill, and further rows. */
export function card({ name, amount, date, status, descriptor, rows = [] }) {
  const facts = descriptor ? [[words.shownAs, descriptor], ...rows] : rows;
  return h(
    "div",
    { class: "card", role: "group", "aria-label": [name, amount, date, status].filter(Boolean).join(", ") },
    h("div", { class: "card-top" }, h("strong", {}, name ?? ""), h("strong", { class: "amount" }, amount ?? "")),
    h("div", { class: "card-top" }, h("span", { class: "date" }, date ?? ""), status && pill(status)),
    facts.length ? h("dl", {}, ...facts.map(row)) : null,
  );
}

/** A sum as a picture. Its words stand in the bubble above: where it can not be shown, nothing is lost. */
export function picture({ title, svg }) {
  const src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return h("img", { class: "card picture", alt: title, src, onerror: (event) => event.target.remove() });
}

/** A button that asks the panel for a letter, to be saved. */
export function letter(card) {
  const ask = ({ target }) => target.dispatchEvent(new CustomEvent("letter", { detail: card, bubbles: true }));
  return button({ class: "retry", title: card.title, onclick: ask }, card.label);
}

function pill(status) {
  return h("span", { class: "status", "data-status": status.toLowerCase() }, status);
}

function row([label, value]) {
  return h("div", {}, h("dt", {}, label), h("dd", {}, value));
}
