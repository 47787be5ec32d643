import type { Locator, Page } from "playwright-core";
import { quickPick, runCommand } from "./palette.ts";
import { until } from "./wait.ts";

/** Opens a file of the folder by its name, as Ctrl+P does. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+P");
  const input = page.locator(".quick-input-widget:visible input:not([type=checkbox])").first();
  await input.waitFor();
  await input.fill(name);
  await quickPick(page).filter({ hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
  await tab(page, name).first().waitFor();
}

export const tab = (page: Page, name: string): Locator => page.locator(`.tabs-container .tab[aria-label^="${name}"]`);

/** Goes to what is open already. Tabs move while their labels and marks arrive, so a click can hit the one beside it. */
export async function showTab(page: Page, name: string): Promise<void> {
  const wanted = tab(page, name).first();
  await until(`the tab ${name} is in front`, async () => {
    if ((await wanted.getAttribute("aria-selected")) === "true") return true;
    await wanted.click();
    return false;
  });
}

/** Clicks a lens that has come to rest: one that is drawn anew under the mouse is not clicked. */
export async function clickLens(page: Page, text: string | RegExp): Promise<void> {
  const lens = codeLens(page, text).first();
  await lens.waitFor();
  const drawn = () => lens.evaluate((one) => `${one.id} ${one.textContent} ${JSON.stringify(one.getBoundingClientRect())}`).catch(() => "");
  let before = "";
  let alike = 0;
  await until(`the lens ${text} has come to rest`, async () => {
    const now = await drawn();
    alike = now === before && now !== "" ? alike + 1 : 0;
    before = now;
    return alike >= 5;
  });
  await lens.click();
}

export const codeLens = (page: Page, text: string | RegExp): Locator => page.locator(".codelens-decoration a", { hasText: text });

export const statusBarItem = (page: Page, text: string | RegExp): Locator => page.locator(".statusbar .statusbar-item", { hasText: text });

/** Waits until the editor shows what was written to its file. */
export const editorShows = (page: Page, text: string): Promise<void> =>
  page.locator(".editor-instance .view-line", { hasText: text }).first().waitFor();

/** Saves what is open; `written` reads the file, and what it says is given. */
export async function saveFile(page: Page, written: () => string): Promise<string> {
  await runCommand(page, "File: Save");
  await until("the file is saved", async () => (await page.locator(".tabs-container .tab.dirty").count()) === 0);
  // It is emptied before it is written, and a document that is as it was saved is not dirty meanwhile.
  await until("the file is written", () => written() !== "");
  return written();
}
