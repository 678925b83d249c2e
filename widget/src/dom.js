const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element: h("button", { class: "send", onclick: run }, "Send").
 *
 * Text goes in as text nodes only, so that nothing anybody writes can become markup.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Makes a button that does not send a form. */
export function button(properties, ...children) {
  return h("button", { type: "button", ...properties }, ...children);
}

/** Makes a little picture of lines on a 24 by 24 grid; the words stand beside it or in a label. */
export function icon(path) {
  const picture = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}

/** Text for screen readers only. */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

/** Shows or hides without a style attribute. */
export function show(element, yes) {
  element.hidden = !yes;
}
