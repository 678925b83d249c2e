import { button, h, unseen } from "./dom.js";
import { words } from "./words.js";

const STARS = [1, 2, 3, 4, 5];

/** Asks once how the talk went. `send({score, comment})` may throw a Problem; `end(words)` takes the form away. */
export function rating(send, end) {
  const comment = h("textarea", { rows: "2", maxlength: "1000", "aria-label": words.ratingComment, placeholder: words.ratingComment });
  const done = button({ class: "choice", onclick: submit }, words.ratingSend);
  const more = h("div", { class: "rating-more", hidden: true }, comment, done);
  let score = 0;

  async function submit() {
    done.disabled = true;
    try {
      await send({ score, ...(comment.value.trim() && { comment: comment.value.trim() }) });
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

  const star = (n) => {
    const input = h("input", { type: "radio", name: "score", value: n, onchange: () => choose(n) });
    return h("label", {}, input, "★", unseen(`${n}, ${words.ratings[n - 1]}`));
  };
  const stars = h("div", { class: "stars" }, ...STARS.map(star));
  const skip = button({ class: "plain", onclick: () => end("") }, words.ratingSkip);
  return h("fieldset", { class: "rating" }, h("legend", {}, words.ratingAsk), stars, more, skip);
}
