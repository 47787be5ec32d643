import type { Locator, Page } from "playwright-core";
import { until } from "./wait.ts";

const rows = (page: Page) => page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
const input = (page: Page) => page.locator(".quick-input-widget:visible input:not([type=checkbox])").first();

/** Runs a command as a person does: by its title in the palette, which is gone then. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await showPalette(page, title);
  await take(page, title);
}

/** Clicks a row until the list has gone on: while rows are drawn anew a click hits none of them. */
async function take(page: Page, text: string | RegExp): Promise<void> {
  const row = rows(page).filter({ hasText: text }).first();
  const label = await labelOf(page);
  await until(`${text} is taken`, async () => {
    await row.click({ timeout: 5_000 }).catch(() => undefined);
    for (let looks = 0; looks < 100; looks += 1) {
      if ((await row.count()) === 0 || (await labelOf(page)) !== label) return true;
      await page.waitForTimeout(100);
    }
    return false;
  });
}

/** What a quick input asks. */
const labelOf = async (page: Page): Promise<string> => {
  const widget = page.locator(".quick-input-widget:visible");
  const [titles, placeholders] = await Promise.all([
    widget.locator(".quick-input-title").allInnerTexts(),
    widget.locator("input:not([type=checkbox])").evaluateAll((all) => all.map((one) => one.getAttribute("placeholder"))),
  ]);
  return JSON.stringify([titles, placeholders]);
};

/** The titles that the palette lists for what was typed. */
export async function commandTitles(page: Page, typed: string): Promise<string[]> {
  await showPalette(page, typed);
  const labels = await rows(page).locator(".label-name").allInnerTexts();
  await page.keyboard.press("Escape");
  return labels;
}

/** What opens just now, a panel for one, takes the focus and closes the palette: then it is opened again. */
async function showPalette(page: Page, typed: string): Promise<void> {
  await until(`the palette has ${typed}`, async () => {
    await page.keyboard.press("F1");
    try {
      await input(page).fill(`>${typed}`, { timeout: 5_000 });
      await rows(page).filter({ hasText: typed }).first().waitFor({ timeout: 10_000 });
      return true;
    } catch {
      return false;
    }
  });
}

/** Waits for a quick pick that has such a row, and takes it. */
export async function pick(page: Page, text: string | RegExp): Promise<void> {
  await rows(page).filter({ hasText: text }).first().waitFor();
  await take(page, text);
}

/** Ticks the first rows of a quick pick, then accepts. */
export async function pickFirst(page: Page, count: number): Promise<void> {
  await rows(page)
    .nth(count - 1)
    .waitFor();
  for (let index = 0; index < count; index++) await rows(page).nth(index).click();
  await page.locator(".quick-input-widget:visible .quick-input-count", { hasText: String(count) }).waitFor();
  await input(page).press("Enter");
}

/** Types into an input box and accepts. */
export async function answer(page: Page, text: string): Promise<void> {
  await input(page).waitFor();
  await input(page).fill(text);
  await input(page).press("Enter");
}

/** Answers VS Code's own save dialog, which has to be told once it has made its proposal: what is typed earlier is lost. */
export async function saveTo(page: Page, proposal: string, path: string): Promise<void> {
  await input(page).waitFor();
  await until("the save dialog proposes a name", async () => (await input(page).inputValue()).endsWith(proposal));
  await input(page).fill(path);
  await rows(page).first().waitFor();
  await until("the save dialog has the path", async () => (await input(page).inputValue()) === path);
  await page.locator(".quick-input-widget:visible").getByRole("button", { name: "OK" }).click();
}

export const quickPick = (page: Page): Locator => rows(page);
