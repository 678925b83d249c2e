/** Puts src/ together into one file and writes its integrity hash beside it: node build.mjs [folder]. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = process.argv[2] ?? join(here, "dist");
const target = ["chrome111", "firefox121", "safari16.4"];

const styles = {
  name: "styles",
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ entryPoints: [path], bundle: true, minify: true, target, write: false });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target,
  charset: "utf8",
  legalComments: "none",
  plugins: [styles],
  write: false,
});
const [{ contents }] = outputFiles;
const integrity = `sha384-${createHash("sha384").update(contents).digest("base64")}`;
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "candor.js"), contents);
await writeFile(join(folder, "candor.js.sri"), `${integrity}\n`);
