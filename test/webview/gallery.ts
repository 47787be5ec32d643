// Pictures of every scene to look at: `node out/test/webview/gallery.js FOLDER [PART OF A SCENE'S NAME] [THEME:WIDTH:ZOOM ...]`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadReportAssets } from "../../src/engine/report/assets.ts";
import { renderReport } from "../../src/engine/report/page.ts";
import { runReport } from "./fixtures/report.ts";
import { SCENES } from "./scenes.ts";
import { builtWebviews } from "./support/bundles.ts";
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
  if ("report".includes(part)) await reports();
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

async function reports(): Promise<void> {
  const assets = await loadReportAssets(await builtWebviews());
  const profile = { ...runReport(), run: null, curve: null, evaluation: null, title: "penguins.csv" };
  for (const [name, report] of Object.entries({ run: runReport(), profile })) {
    const path = join(folder, `report-${name}.html`);
    writeFileSync(path, renderReport(report, assets));
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 800 } });
      await page.goto(pathToFileURL(resolve(path)).href);
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(folder, `report-${name}-${colorScheme}.png`), fullPage: true });
      await page.close();
    }
  }
}
