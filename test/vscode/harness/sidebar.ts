import type { Locator, Page } from "playwright-core";
import { runCommand } from "./palette.ts";

const heading = (page: Page, title: string) => page.locator(".sidebar .composite.title h2", { hasText: title });

/** Shows a container of the activity bar; a click on its icon would hide it where it is shown already. */
export async function showContainer(page: Page, title: string): Promise<void> {
  await page.locator(`.activitybar .action-label[aria-label^="${title}"]`).first().waitFor({ timeout: 60_000 });
  if (!(await heading(page, title).isVisible())) await runCommand(page, `View: Show ${title}`);
  await heading(page, title).waitFor();
}

export const treeRow = (page: Page, text: string | RegExp): Locator => page.locator(".sidebar .monaco-list-row", { hasText: text });

/** An inline action (an icon at a row's end): shown while the row is hovered. */
export async function inlineAction(row: Locator, title: string): Promise<void> {
  await row.hover();
  await row.locator(`.actions .action-label[aria-label^="${title}"]`).click();
}

/** Buttons of a view that has nothing to show. */
export const welcome = (page: Page): Locator => page.locator(".sidebar .welcome-view-content");
