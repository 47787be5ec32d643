// Pictures of every scene to look at: `node out/test/webview/gallery.js FOLDER [PART OF A SCENE'S NAME] [THEME:WIDTH:ZOOM ...]`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SCENES } from "./scenes.ts";
import { findChromium, startChromium } from "./support/chromium.ts";
import { openPanel } from "./support/panel.ts";
import { servePanels } from "./support/server.ts";
import type { Theme } from "./support/themes.ts";

const ALL = ["light:1200:1", "dark:1200:1", "high-contrast:1200:1", "dark:700:1", "light:300:1", "dark:1200:2"];
const [folder = "artifacts/gallery", part = "", ...views] = process.argv.slice(2);

const executable = findChromium();
if (!executable) throw new Error("The gallery needs Chromium: install it, or set CHROMIUM.");
mkdirSync(folder, { recursive: true });
const server = await servePanels();
const browser = await startChromium(executable);
try {
  for (const [name, scene] of Object.entries(SCENES).filter(([known]) => known.includes(part))) {
    for (const view of views.length > 0 ? views : ALL) {
      const [theme, width, zoom] = view.split(":");
      const panel = await openPanel(browser, server, { ...scene, theme: theme as Theme, width: Number(width), zoom: Number(zoom) });
      await panel.page.waitForSelector(scene.ready, { timeout: 5000 }).catch((error: Error) => panel.problems.push(error.message));
      await scene.act?.(panel.page).catch((error: Error) => panel.problems.push(error.message));
      await panel.page.waitForTimeout(250);
      await panel.page.screenshot({ path: join(folder, `${name}-${view.replaceAll(":", "-")}.png`) });
      if (panel.problems.length > 0) process.stdout.write(`${name} ${view}: ${panel.problems.join("\n  ")}\n`);
      await panel.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
