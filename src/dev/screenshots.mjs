// `node src/dev/screenshots.mjs`: takes the pictures that the README shows from artifacts/screenshots (made by `npm test`) into media/.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ARTIFACTS, ROOT } from "./lib/paths.mjs";

const PICTURES = ["eda", "data", "form", "prepare", "live", "run", "report", "compare", "history", "explorer"];
const THEMES = ["light", "dark", "high-contrast"];

const names = PICTURES.flatMap((picture) => THEMES.map((theme) => `${picture}-${theme}.png`));
const missing = names.filter((name) => !existsSync(join(ARTIFACTS, "screenshots", name)));
if (missing.length > 0) {
  console.error(`error: ${missing.join(", ")} not in artifacts/screenshots. Run \`npm test -- --only vscode-ui\` first.`);
  process.exit(1);
}
mkdirSync(join(ROOT, "media", "screenshots"), { recursive: true });
for (const name of names) copyFileSync(join(ARTIFACTS, "screenshots", name), join(ROOT, "media", "screenshots", name));
console.log(`${names.length} pictures are in media/screenshots.`);
