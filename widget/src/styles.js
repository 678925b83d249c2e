import base from "./styles/base.css";
import card from "./styles/card.css";
import composer from "./styles/composer.css";
import launcher from "./styles/launcher.css";
import log from "./styles/log.css";
import panel from "./styles/panel.css";
import rating from "./styles/rating.css";

/** One constructed sheet, so that a strict policy without inline styles is kept. */
export function sheets() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(base + launcher + panel + log + card + composer + rating);
  return [sheet];
}
