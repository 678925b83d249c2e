const FOCUSABLE = "button:not(:disabled), textarea, input, [tabindex='0']";

/** True on screens so narrow that the panel fills them. Must agree with the width in the style sheets. */
export const fullScreen = matchMedia("(max-width: 479.98px)");

/** Keeps Tab inside `panel`: used in full screen only, where the page behind can not be seen. */
export function keepInside(panel, event) {
  if (event.key !== "Tab") return;
  const all = [...panel.querySelectorAll(FOCUSABLE)].filter((one) => one.getClientRects().length);
  const [first, last] = event.shiftKey ? [all.at(-1), all[0]] : [all[0], all.at(-1)];
  const active = panel.getRootNode().activeElement;
  if (active !== last && panel.contains(active)) return;
  event.preventDefault();
  first.focus();
}
