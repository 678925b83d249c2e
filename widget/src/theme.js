/** Keeps `root` in the theme that `choice()` names: "light", "dark", or else what the visitor's system has. */
export function followTheme(root, choice) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const chosen = choice();
    root.dataset.theme = ["light", "dark"].includes(chosen) ? chosen : dark.matches ? "dark" : "light";
  };
  dark.addEventListener("change", apply);
  apply();
  return apply;
}
