import { setTimeout as sleep } from "node:timers/promises";
import type { Frame, Page } from "playwright-core";

const LIMIT_MS = 60_000;

/**
 * The content of our panel of this kind that can be seen now: `iframe.webview` > `iframe#active-frame` > `body[data-panel]`.
 * `says`: wait until it says so.
 */
export async function panel(
  page: Page,
  kind: "profile" | "run" | "history" | "experiment",
  says?: string | RegExp,
  timeoutMs = LIMIT_MS,
): Promise<Frame> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      if (!(await isShown(frame)) || (await frame.locator(`body[data-panel="${kind}"]`).count()) === 0) continue;
      if (says === undefined || (await textOf(frame)).search(says) >= 0) return frame;
    }
    await sleep(100);
  }
  throw new Error(
    `No ${kind} panel${says === undefined ? "" : ` that says ${says}`} within ${timeoutMs / 1000} s. Shown: ${await describeFrames(page)}`,
  );
}

/** All that can be read in a panel, shadow roots included. */
export const textOf = (frame: Frame): Promise<string> => frame.locator("body").ariaSnapshot();

async function isShown(frame: Frame): Promise<boolean> {
  try {
    const content = await frame.frameElement();
    if ((await content.getAttribute("id")) !== "active-frame") return false;
    const outer = await frame.parentFrame()?.frameElement();
    return (await content.isVisible()) && (await outer?.isVisible()) === true;
  } catch {
    return false; // the frame went away while we looked
  }
}

async function describeFrames(page: Page): Promise<string> {
  const texts = [];
  for (const frame of page.frames()) if (await isShown(frame)) texts.push(await textOf(frame).catch(() => "(gone)"));
  const tabs = await page
    .locator(".tabs-container .tab")
    .evaluateAll((all) =>
      all.map((one) => `${one.getAttribute("aria-label")}${one.getAttribute("aria-selected") === "true" ? " (in front)" : ""}`),
    );
  return `${texts.map((text) => JSON.stringify(text.slice(0, 600))).join(" | ") || "none"}. Tabs: ${tabs.join(" | ") || "none"}`;
}
