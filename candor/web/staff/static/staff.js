// What the pages of the bank's people do beside htmx. No word of a customer goes through here as HTML.
(() => {
  "use strict";

  // A notice goes away when it is closed, and with Escape.
  const dismiss = () => document.getElementById("notices")?.replaceChildren();
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-dismiss]")) dismiss();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss();
  });

  // htmx says nothing when a request can not be sent at all: somebody has to.
  const tell = (words) => {
    const place = document.getElementById("notices");
    if (!place) return;
    const notice = document.createElement("p");
    notice.className = "trouble";
    notice.setAttribute("role", "alert");
    notice.textContent = words;
    place.replaceChildren(notice);
  };
  document.addEventListener("htmx:error", (event) => {
    if (event.detail?.error?.name === "TypeError") tell("The server can not be reached. What you wrote is still here; try again.");
  });
})();
