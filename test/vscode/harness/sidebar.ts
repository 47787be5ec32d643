import type { Locator, Page } from "playwright-core";
import { until } from "./wait.ts";

/** Shows a container of the activity bar. One that a restored window is about to show is waited for: a click on its icon would hide it. */
export async function showContainer(page: Page, title: string): Promise<void> {
  const icon = page.locator(`.activitybar .action-label[aria-label^="${title}"]`).first();
  await icon.waitFor({ timeout: 60_000 });
  const heading = page.locator(".sidebar .composite.title h2", { hasText: title });
  await heading.waitFor({ timeout: 3_000 }).catch(() => icon.click());
  await heading.waitFor();
}

export const treeRow = (page: Page, text: string | RegExp): Locator => page.locator(".sidebar .monaco-list-row", { hasText: text });

/** An inline action (an icon at a row's end): shown while the row is hovered. */
export async function inlineAction(row: Locator, title: string): Promise<void> {
  const action = row.locator(`.actions .action-label[aria-label^="${title}"]`);
  await until(`the row has the action ${title}`, async () => {
    await row.hover();
    return action.click({ timeout: 3_000 }).then(
      () => true,
      () => false, // the tree was drawn anew, and the row is hovered no more
    );
  });
}

/** Buttons of a view that has nothing to show. */
export const welcome = (page: Page): Locator => page.locator(".sidebar .welcome-view-content");
