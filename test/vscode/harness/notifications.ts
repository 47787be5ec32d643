import type { Locator, Page } from "playwright-core";

export const toast = (page: Page, text: string | RegExp): Locator =>
  page.locator(".notifications-toasts .notification-toast", { hasText: text });

export const toastButton = (page: Page, text: string | RegExp, button: string): Locator =>
  toast(page, text).locator(".monaco-button", { hasText: button });

/** A modal question, drawn in the page. */
export const dialog = (page: Page): Locator => page.locator(".monaco-dialog-box");

export const clearNotifications = async (page: Page): Promise<void> => {
  for (const close of await page.locator(".notifications-toasts .codicon-notifications-clear").all())
    await close.click().catch(() => undefined);
};
