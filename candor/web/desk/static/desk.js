// The desk's keys, clocks, drafts and the state of the line. What customers wrote is only ever handled as text.
(() => {
  "use strict";

  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Clocks: the server says what time it is; between two looks we count on from there.
  let ahead = 0;
  const setClock = () => {
    const said = one("#now")?.dataset.now;
    if (said && said !== setClock.said) {
      setClock.said = said;
      ahead = Date.parse(said) - Date.now();
    }
  };
  const stretch = (ms) => {
    const s = Math.floor(Math.abs(ms) / 1000);
    if (s < 60) return `${s} s`;
    if (s < 3600) return `${Math.floor(s / 60)} min`;
    if (s < 86400) return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, "0")} min`;
    return s < 172800 ? "1 day" : `${Math.floor(s / 86400)} days`;
  };
  const tick = () => {
    setClock();
    const now = Date.now() + ahead;
    for (const time of all("time[data-since]")) time.textContent = stretch(now - Date.parse(time.dateTime));
    for (const time of all("time[data-due]")) {
      const left = Date.parse(time.dateTime) - now;
      time.textContent = `${stretch(left)} ${left <= 0 ? "late" : "left"}`;
      time.classList.toggle("bad", left <= 0);
      time.classList.toggle("warn", left > 0 && left < 900000);
    }
  };
  setInterval(tick, 1000);

  // What is sent carries an id made here, so that sending it twice is sending it once.
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(12))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const renew = (form) => { const field = one("[data-once]", form); if (field) field.value = fresh(); };
  // The talk: at its end when it was at its end; only its agent may write to the customer.
  const log = one("#talk");
  const toEnd = () => { if (log) log.scrollTop = log.scrollHeight; };
  let atEnd = true;
  log?.addEventListener("scroll", () => { atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60; });
  const settle = () => {
    const mine = one(".who-has")?.dataset.mine === "yes";
    const reply = one("#reply");
    if (reply && reply.hidden === mine) {
      reply.hidden = !mine;
      // Whoever may not write to the customer can write a note.
      if (!mine) one("#note-box").open = true;
    }
    const silent = one("#silent");
    if (silent && log?.children.length) silent.hidden = true;
    for (const field of all("[data-once]")) field.value ||= fresh();
    if (atEnd) toEnd();
    tick();
  };
  document.addEventListener("htmx:after:swap", settle);
  document.addEventListener("htmx:sse:after:message", settle);

  document.addEventListener("sent", (event) => {
    const form = event.target.closest?.("form");
    if (!form) return;
    form.reset();
    renew(form);
    atEnd = true;
    one("textarea", form)?.focus();
  });

  // Typing is told at most every two seconds, and only from the field for the customer.
  let told = 0;
  document.addEventListener("input", (event) => {
    const path = event.target.dataset?.typing;
    if (!path || !event.target.value || Date.now() - told < 2000) return;
    told = Date.now();
    const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}");
    fetch(path, { method: "POST", headers, credentials: "same-origin" }).catch(() => {});
  });

  // Ready replies and explanations go into the field, to be read and changed before they are sent.
  const insert = (id, text) => {
    const field = document.getElementById(id);
    if (!field || field.closest("[hidden]")) return;
    field.value = field.value ? `${field.value.trimEnd()}\n${text}` : text;
    field.focus();
  };
  document.addEventListener("change", (event) => {
    const select = event.target;
    if (!select.matches?.("select[data-insert-into]") || !select.value) return;
    insert(select.dataset.insertInto, select.value);
    select.value = "";
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-insert-into]");
    if (button) insert(button.dataset.insertInto, button.dataset.text);
    if (event.target.closest?.("[data-keys]")) one("#keys")?.showModal();
  });

  // The line to the server.
  const offline = (is) => { const place = one("#offline"); if (place) place.hidden = !is; };
  document.addEventListener("htmx:sse:error", () => offline(true));
  document.addEventListener("htmx:sse:after:connection", () => offline(false));
  one("#live")?.addEventListener("ended", () => location.reload());

  // Keys. They can be switched off, because some people's tools type letters by themselves (WCAG 2.1.4).
  const box = one("#keys-on");
  const STORE = "candor-desk-keys";
  if (box) {
    box.checked = localStorage.getItem(STORE) !== "off";
    box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "on" : "off"));
  }
  const rows = () => all("[data-row]");
  const move = (by) => {
    const list = rows();
    if (!list.length) return;
    const at = list.indexOf(document.activeElement);
    list[Math.min(list.length - 1, Math.max(0, at < 0 ? 0 : at + by))].focus();
  };
  const claim = () => {
    const row = document.activeElement?.closest?.("tr");
    const button = (row && one(".do button", row)) || one('#side [data-key="c"]');
    button?.click();
  };
  const go = (key) => {
    const found = all(`[data-key="${CSS.escape(key)}"]`).find((element) => !element.closest("[hidden]"));
    if (!found) return false;
    if (found.matches("a")) found.click();
    else {
      const box = found.closest("details");
      if (box) box.open = true;
      found.focus();
    }
    return true;
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input, textarea, select");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field?.form) {
      event.preventDefault();
      field.form.requestSubmit();
      return;
    }
    if (event.key === "Escape" && field) field.blur();
    if (field || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]") || !box?.checked) return;
    const acts = { "?": () => one("#keys")?.showModal(), j: () => move(1), k: () => move(-1), c: claim };
    if (acts[event.key]) acts[event.key]();
    else if (!["/", "r", "n", "d"].includes(event.key) || !go(event.key)) return;
    event.preventDefault();
  });

  settle();
  toEnd();
})();
