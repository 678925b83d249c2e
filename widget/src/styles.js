import all from "./styles/all.css";

/** One constructed sheet, so that a strict policy without inline styles is kept. */
export function sheets() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(all);
  return [sheet];
}
