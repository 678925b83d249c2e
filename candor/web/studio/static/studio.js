// What the studio's pages do beside htmx. Customers' words are put in as text, never as HTML.
(() => {
  "use strict";

  const MARK = /\[([^\[\]]+)\]\(([a-z_]+)\)/g;
  const csrf = () => document.querySelector('input[name="csrf"]')?.value ?? "";
  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const later = (wait, act) => {
    let timer = 0;
    return (...given) => {
      clearTimeout(timer);
      timer = setTimeout(() => act(...given), wait);
    };
  };
  const ask = async (address, fields) => {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRF-Token": csrf(), "HX-Request": "true" },
      body: new URLSearchParams(fields),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  // Marks: choose words with mouse or keyboard, then a button or Alt and its number. A mark in the choice is taken off first.
  const mark = (field, entity) => {
    const whole = field.value;
    let start = field.selectionStart;
    let end = field.selectionEnd;
    for (const found of whole.matchAll(MARK)) {
      const last = found.index + found[0].length;
      if (start <= last && end >= found.index) {
        start = Math.min(start, found.index);
        end = Math.max(end, last);
      }
    }
    const words = whole.slice(start, end).replaceAll(MARK, "$1");
    const trimmed = words.trim();
    if (!trimmed) return;
    const before = words.slice(0, words.indexOf(trimmed));
    const after = words.slice(before.length + trimmed.length);
    const put = before + (entity ? `[${trimmed}](${entity})` : trimmed) + after;
    field.focus();
    field.setRangeText(put, start, end, "select");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const preview = (lesson) => {
    const text = lesson.querySelector("textarea").value;
    const seen = lesson.querySelector(".seen");
    const parts = [];
    let last = 0;
    for (const found of text.matchAll(MARK)) {
      parts.push(text.slice(last, found.index));
      const marked = element("mark", found[1], `mark-of ${found[2]}`);
      marked.title = found[2];
      parts.push(marked);
      last = found.index + found[0].length;
    }
    parts.push(text.slice(last));
    seen.replaceChildren(...parts);
  };

  const look = later(400, async (lesson) => {
    const sentence = lesson.querySelector("textarea").value;
    const intent = lesson.querySelector("select").value;
    const beside = lesson.querySelector(".beside");
    if (!beside.firstChild) beside.replaceChildren(element("span", "Looking for what stands near it…"));
    try {
      const found = await ask("/studio/near", { sentence, intent });
      const rows = [];
      if (found.wrong) rows.push(element("span", `It can not stand like this: ${found.wrong}.`, "bad"));
      if (found.same) {
        const fits = !intent || found.same.intent === intent;
        rows.push(element("span", `Taught already as ${found.same.intent} in ${found.same.file}.`, fits ? "good" : "bad"));
      }
      for (const one of found.near) {
        const how = one.clash ? "Very near one of another intent" : "Near";
        rows.push(element("span", `${how}: “${one.text}” is ${one.intent} (${one.likeness.toFixed(2)})`, one.clash ? "bad" : ""));
      }
      beside.replaceChildren(...rows);
    } catch {
      beside.replaceChildren(element("span", "What stands near it can not be told now.", "bad"));
    }
  });

  const begin = (lesson) => {
    preview(lesson);
    if (lesson.querySelector("textarea").value.trim()) look(lesson);
  };

  document.addEventListener("input", (event) => {
    const lesson = event.target.closest?.(".lesson");
    if (lesson) begin(lesson);
    if (event.target.matches?.("#story textarea[name=text]")) {
      number(event.target.form, []);
      check(event.target.form);
    }
  });
  document.addEventListener("change", (event) => {
    const lesson = event.target.closest?.(".lesson");
    if (lesson && event.target.matches("select")) look(lesson);
  });
  document.addEventListener("mousedown", (event) => {
    // The choice in the field must outlast the press.
    if (event.target.closest?.("[data-mark]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    const lesson = button.closest(".lesson");
    if (button.dataset.mark !== undefined && lesson) mark(lesson.querySelector("textarea"), button.dataset.mark);
    if (button.dataset.line !== undefined) goTo(Number(button.dataset.line));
    if (button.dataset.drop !== undefined && lesson) {
      lesson.remove();
      document.querySelector("#lessons textarea")?.focus();
    }
    if (button.dataset.another !== undefined) {
      const made = document.getElementById("one-more").content.cloneNode(true);
      document.getElementById("lessons").append(made);
      document.querySelector("#lessons > .lesson:last-child select").focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const lesson = field.closest?.(".lesson");
    if (!lesson || !event.altKey || event.ctrlKey || event.metaKey || !field.matches("textarea")) return;
    const digit = event.code.replace(/^(Digit|Numpad)/, "");
    const button = lesson.querySelector(`[aria-keyshortcuts="Alt+${digit}"]`);
    if (button && /^\d$/.test(digit)) {
      event.preventDefault();
      mark(field, button.dataset.mark);
    }
  });

  // The numbers beside a story's text; a line that something speaks against is marked and says what.
  const number = (form, problems) => {
    const field = form.elements.text;
    const gutter = form.querySelector(".gutter");
    const wrong = new Map(problems.map((one) => [one.line, one.what]));
    const lines = field.value.split("\n").map((_, place) => {
      const made = element("span", String(place + 1), wrong.has(place + 1) ? "bad" : "");
      made.title = wrong.get(place + 1) ?? "";
      return made;
    });
    gutter.replaceChildren(...lines);
    gutter.scrollTop = field.scrollTop;
  };

  const goTo = (line) => {
    const field = document.querySelector("#story textarea[name=text]");
    const lines = field.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    field.scrollTop = (field.scrollHeight / lines.length) * Math.max(0, line - 5);
  };

  const told = (one) => {
    const row = element("li");
    const button = element("button", `Line ${one.line}`, "plain");
    button.type = "button";
    button.dataset.line = one.line;
    row.append(button, " ", element("span", one.what));
    return row;
  };

  const check = later(300, async (form) => {
    const place = document.getElementById("problems");
    try {
      const { problems } = await ask("/studio/stories/check", { kind: form.elements.kind.value, text: form.elements.text.value });
      place.className = problems.length ? "problems" : "problems fine";
      place.replaceChildren(...(problems.length ? problems.map(told) : [element("li", "Nothing stands against it.")]));
      number(form, problems);
    } catch {
      place.replaceChildren(element("li", "It can not be checked now."));
    }
  });

  const story = document.getElementById("story");
  if (story) {
    const field = story.elements.text;
    const first = [...document.querySelectorAll("#problems [data-at]")];
    number(story, first.map((row) => ({ line: Number(row.dataset.at), what: row.querySelector("span").textContent })));
    field.addEventListener("scroll", () => {
      story.querySelector(".gutter").scrollTop = field.scrollTop;
    });
  }

  for (const lesson of document.querySelectorAll("#lessons .lesson")) begin(lesson);
})();
