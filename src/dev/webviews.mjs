// Bundles the webviews into dist/webview: part of build.mjs, or alone: `node src/dev/webviews.mjs [--minify]`.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const panels = ["profile", "run", "history", "experiment", "report"];

// The toolkit tries out :focus-visible by adding a <style>, which a strict CSP refuses. Each browser that VS Code runs in knows it.
const focusVisible = {
  name: "focus-visible",
  setup(plugin) {
    plugin.onLoad({ filter: /fast-web-utilities[\\/]dist[\\/]dom\.js$/ }, async ({ path }) => {
      const question = "export function canUseFocusVisible() {";
      const source = await readFile(path, "utf8");
      if (!source.includes(question)) throw new Error(`${path} has no canUseFocusVisible to answer.`);
      return { contents: source.replace(question, `${question}\n    return true;`) };
    });
  },
};

/** esbuild options: for each panel `dist/webview/<panel>.js` and `.css`. */
export const webviews = {
  platform: "browser",
  format: "iife",
  target: "es2022",
  loader: { ".svg": "text" },
  charset: "utf8",
  plugins: [focusVisible],
  entryPoints: Object.fromEntries(panels.map((panel) => [panel, `webview/${panel}/main.ts`])),
  outdir: "dist/webview",
};

/** Builds them into `outdir` alone. */
export const buildWebviews = ({ minify = false, outdir = webviews.outdir } = {}) =>
  build({ absWorkingDir: root, bundle: true, minify, sourcemap: !minify, logLevel: "warning", legalComments: "none", ...webviews, outdir });

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWebviews({ minify: process.argv.includes("--minify") });
