import { button, h, icon } from "./dom.js";
import { CLOSE } from "./icons.js";
import { words } from "./words.js";

/** The short line beside the launcher that offers help before it is asked for. */
export function greeting(text, { open, hide }) {
  const line = button({ class: "greeting-line", onclick: open }, text);
  const close = button({ class: "quiet", "aria-label": words.hideGreeting, onclick: hide }, icon(CLOSE));
  return h("div", { class: "greeting" }, line, close);
}
