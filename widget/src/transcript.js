import { words } from "./words.js";

/** Saves what the server wrote as a file. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads the file after this moment; freeing it at once would save an empty one.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Opens a plain page with the talk and the browser's print window. */
export function print(messages) {
  const page = open("", "_blank");
  if (!page) return;
  page.document.title = words.title;
  for (const { from, text, at, name } of messages) {
    const line = page.document.createElement("p");
    const who = name || words[from === "customer" ? "you" : from];
    line.textContent = `${at ? `${new Date(at).toLocaleString()}  ` : ""}${who}: ${text ?? ""}`;
    page.document.body.append(line);
  }
  page.print();
}
