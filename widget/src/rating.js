import { button, h, unseen } from "./dom.js";
import { words } from "./words.js";

/**
 * Asks the one question that the server drew for this talk: `{kind, low, high}`, on its own scale.
 *
 * `send({kind, score, comment})` may throw a Problem; `end(words)` takes the form away.
 */
export function rating({ kind, low, high }, send, end) {
  const asked = words.questions[kind];
  const comment = h("textarea", { rows: "2", maxlength: "1000", "aria-label": words.ratingComment, placeholder: words.ratingComment });
  const done = button({ class: "choice", onclick: submit }, words.ratingSend);
  const more = h("div", { class: "rating-more", hidden: true }, comment, done);
  let score = 0;

  async function submit() {
    done.disabled = true;
    try {
      await send({ kind, score, ...(comment.value.trim() && { comment: comment.value.trim() }) });
      end(words.ratingDone);
    } catch (error) {
      if (error.status === 409) return end(words.ratingTwice);
      done.disabled = false;
      end(words.notDone, true);
    }
  }

  function choose(n) {
    score = n;
    more.hidden = false;
    more.scrollIntoView({ block: "nearest" });
  }

  const point = (n) => {
    const input = h("input", { type: "radio", name: "score", value: n, onchange: () => choose(n) });
    if (asked.names) return h("label", {}, input, "★", unseen(`${n}, ${asked.names[n - low]}`));
    const end = n === low ? asked.low : n === high ? asked.high : "";
    return h("label", {}, input, h("span", { "aria-hidden": "true" }, n), unseen(end ? `${n}, ${end}` : n));
  };
  const scale = h("div", { class: asked.names ? "stars" : "scale" }, ...Array.from({ length: high - low + 1 }, (_, i) => point(low + i)));
  const ends = asked.names ? [] : [h("p", { class: "ends", "aria-hidden": "true" }, h("span", {}, asked.low), h("span", {}, asked.high))];
  const skip = button({ class: "plain", onclick: () => end("") }, words.ratingSkip);
  return h("fieldset", { class: "rating" }, h("legend", {}, asked.ask), scale, ...ends, more, skip);
}
