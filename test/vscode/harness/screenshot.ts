import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { answer, runCommand } from "./palette.ts";
import { SCREENSHOTS } from "./places.ts";
import { until } from "./wait.ts";

/** Our name for a theme -> VS Code's, and the class that its workbench then has. */
const THEMES = {
  light: ["Light Modern", ".monaco-workbench.vs"],
  dark: ["Dark Modern", ".monaco-workbench.vs-dark"],
  "high-contrast": ["Default High Contrast", ".monaco-workbench.hc-black"],
} as const;

export type Theme = keyof typeof THEMES;

async function switchTheme(page: Page, theme: Theme): Promise<void> {
  const [name, selector] = THEMES[theme];
  await until(`VS Code is ${theme}`, async () => {
    await runCommand(page, "Preferences: Color Theme");
    await answer(page, name);
    return page.waitForSelector(selector, { state: "attached", timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  });
}

/** Pictures of what is shown now in every theme: `artifacts/screenshots/<name>-<theme>.png`; back to light afterwards. */
export async function pictures(page: Page, name: string): Promise<void> {
  if (process.env.TRAINYARD_VSIX) return; // the packaged extension looks the same
  for (const theme of ["dark", "high-contrast", "light"] as const) {
    await switchTheme(page, theme);
    await picture(page, `${name}-${theme}`);
  }
}

/** One picture, once short animations are over. */
export async function picture(page: Page, name: string, dir = SCREENSHOTS): Promise<void> {
  mkdirSync(dir, { recursive: true });
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(dir, `${name}.png`) });
}
