import { button, h } from "./dom.js";
import { words } from "./words.js";

/**
 * Asks the one question that the server drew for this talk: `{kind, low, high, text}`, on its own scale.
 *
 * `send({kind, score, comment})` may throw a Problem; `end(words)` takes the form away.
 */
export function rating({ kind, low, high, text }, send, end) {
  const comment = h("textarea", { rows: "2", maxlength: "1000", "aria-label": words.ratingComment, placeholder: words.ratingComment });
  const done = button({ class: "choice", onclick: submit }, words.ratingSend);
  const more = h("div", { class: "rating-more", hidden: true }, comment, done);
  const scale = h("div", { class: "scale" });
  let score;

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

  for (let n = low; n <= high; n += 1) {
    scale.append(h("label", {}, h("input", { type: "radio", name: "score", onchange: () => choose(n) }), n));
  }
  const skip = button({ class: "plain", onclick: () => end("") }, words.ratingSkip);
  return h("fieldset", { class: "rating" }, h("legend", {}, text), scale, more, skip);
}
