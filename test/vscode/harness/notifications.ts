import type { Locator, Page } from "playwright-core";
import { runCommand } from "./palette.ts";

export const toast = (page: Page, text: string | RegExp): Locator =>
  page.locator(".notifications-toasts .notification-toast", { hasText: text });

export const toastButton = (page: Page, text: string | RegExp, button: string): Locator =>
  toast(page, text).locator(".monaco-button", { hasText: button });

/** Waits for a message in the list of them: while a question is still closing, VS Code shows none as a toast. */
export async function listed(page: Page, text: string | RegExp): Promise<void> {
  await runCommand(page, "Notifications: Show Notifications");
  await page.locator(".notifications-center .notification-list-item", { hasText: text }).waitFor();
  await runCommand(page, "Notifications: Hide Notifications");
}

/** A modal question, drawn in the page. */
export const dialog = (page: Page): Locator => page.locator(".monaco-dialog-box");

export const clearNotifications = async (page: Page): Promise<void> => {
  for (const close of await page.locator(".notifications-toasts .codicon-notifications-clear").all())
    await close.click({ timeout: 2_000 }).catch(() => undefined);
};
