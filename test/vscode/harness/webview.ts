import { setTimeout as sleep } from "node:timers/promises";
import type { Frame, Page } from "playwright-core";

/**
 * The content of the webview for which `test` is true: `iframe.webview` > `iframe#active-frame`.
 * A panel that is not shown has no frame.
 */
export async function webviewFrame(page: Page, test: (frame: Frame) => Promise<boolean>, timeoutMs = 30_000): Promise<Frame> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      if ((await isContent(frame)) && (await test(frame).catch(() => false))) return frame;
    }
    await sleep(100);
  }
  throw new Error(`No webview like that within ${timeoutMs / 1000} s; there are: ${await describeFrames(page)}`);
}

/** The panel that says `text` somewhere in what can be seen of it. */
export const panelWith = (page: Page, text: string | RegExp, timeoutMs?: number): Promise<Frame> =>
  webviewFrame(page, async (frame) => (await frame.locator("body").innerText()).search(text) >= 0, timeoutMs);

async function isContent(frame: Frame): Promise<boolean> {
  try {
    const element = await frame.frameElement();
    return (await element.getAttribute("id")) === "active-frame" && (await element.isVisible());
  } catch {
    return false; // the frame went away while we looked
  }
}

async function describeFrames(page: Page): Promise<string> {
  const texts = [];
  for (const frame of page.frames()) {
    if (await isContent(frame)) {
      texts.push(
        await frame
          .locator("body")
          .innerText()
          .catch(() => "(gone)"),
      );
    }
  }
  return texts.map((text) => JSON.stringify(text.slice(0, 300))).join(" | ") || "none";
}
