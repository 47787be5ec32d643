import type { Locator, Page } from "playwright-core";

const activity = (page: Page, title: string) => page.locator(`.activitybar .action-label[aria-label^="${title}"]`);

/** Shows a container of the activity bar; leaves it alone where it is shown already. */
export async function showContainer(page: Page, title: string): Promise<void> {
  await activity(page, title).first().waitFor({ timeout: 60_000 });
  if (await page.locator(`.activitybar .action-item.checked .action-label[aria-label^="${title}"]`).count()) return;
  await activity(page, title).first().click();
}

export const treeRow = (page: Page, text: string | RegExp): Locator => page.locator(".sidebar .monaco-list-row", { hasText: text });

/** An inline action (an icon at a row's end): shown while the row is hovered. */
export async function inlineAction(row: Locator, title: string): Promise<void> {
  await row.hover();
  await row.locator(`.actions .action-label[aria-label^="${title}"]`).click();
}

/** Buttons of a view that has nothing to show. */
export const welcome = (page: Page): Locator => page.locator(".sidebar .welcome-view-content");
