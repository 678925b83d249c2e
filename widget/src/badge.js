import { h } from "./dom.js";

/** The number of new messages on the launcher; the launcher's own label says it in words. */
export class Badge {
  element = h("span", { class: "badge", "aria-hidden": "true", hidden: true });

  count(n) {
    this.element.hidden = n === 0;
    this.element.textContent = n > 99 ? "99+" : String(n);
  }
}
