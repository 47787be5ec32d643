import type { Locator, Page } from "playwright-core";
import { until } from "./wait.ts";

const rows = (page: Page) => page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
const input = (page: Page) => page.locator(".quick-input-widget:visible input:not([type=checkbox])").first();

/** Runs a command as a person does: by its title in the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await showPalette(page, title);
  await rows(page).filter({ hasText: title }).first().click();
}

/** The titles that the palette lists for what was typed. */
export async function commandTitles(page: Page, typed: string): Promise<string[]> {
  await showPalette(page, typed);
  const labels = await rows(page).locator(".label-name").allInnerTexts();
  await page.keyboard.press("Escape");
  return labels;
}

/** What opens just now, a panel for one, takes the focus and closes the palette: then it is opened again. */
async function showPalette(page: Page, typed: string): Promise<void> {
  await until("the palette takes a command", async () => {
    await page.keyboard.press("F1");
    const fill = input(page).fill(`>${typed}`, { timeout: 5_000 });
    return fill.then(
      () => true,
      () => false,
    );
  });
  await rows(page).filter({ hasText: typed }).first().waitFor({ timeout: 20_000 });
}

/** Waits for a quick pick that has such a row, and takes it. */
export async function pick(page: Page, text: string | RegExp): Promise<void> {
  const row = rows(page).filter({ hasText: text }).first();
  await row.waitFor({ timeout: 20_000 });
  await row.click();
}

/** Ticks the first rows of a quick pick, then accepts. */
export async function pickFirst(page: Page, count: number): Promise<void> {
  await rows(page)
    .nth(count - 1)
    .waitFor({ timeout: 20_000 });
  for (let index = 0; index < count; index++) await rows(page).nth(index).click();
  await input(page).press("Enter");
}

/** Types into an input box and accepts. */
export async function answer(page: Page, text: string): Promise<void> {
  await input(page).waitFor({ timeout: 20_000 });
  await input(page).fill(text);
  await input(page).press("Enter");
}

/** Answers VS Code's own save dialog, which has to be told once it has made its proposal: what is typed earlier is lost. */
export async function saveTo(page: Page, proposal: string, path: string): Promise<void> {
  await input(page).waitFor({ timeout: 20_000 });
  await until("the save dialog proposes a name", async () => (await input(page).inputValue()).endsWith(proposal));
  await input(page).fill(path);
  await rows(page).first().waitFor();
  await until("the save dialog has the path", async () => (await input(page).inputValue()) === path);
  await page.locator(".quick-input-widget:visible").getByRole("button", { name: "OK" }).click();
}

export const quickPick = (page: Page): Locator => rows(page);
