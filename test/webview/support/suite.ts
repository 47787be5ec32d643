import type { Browser } from "playwright-core";
import { findChromium, startChromium } from "./chromium.ts";
import { type OpenPanel, openPanel, type PanelOptions } from "./panel.ts";
import { type PanelServer, servePanels } from "./server.ts";

export interface WebviewSuite {
  readonly browser: Browser;
  /** Opens a panel that is closed after the test. */
  open(options: PanelOptions): Promise<OpenPanel>;
}

/** Call inside `describe`: a browser and a server for its tests. Without Chromium the tests are skipped, and it says so. */
export function withChromium(): WebviewSuite {
  let browser: Browser | null = null;
  let server: PanelServer | null = null;
  const open: OpenPanel[] = [];

  before("start Chromium", async function () {
    this.timeout(300_000);
    const executable = findChromium();
    if (!executable) {
      process.stdout.write("      skipped: no Chromium found (install it, or set CHROMIUM)\n");
      this.skip();
    }
    server = await servePanels();
    browser = await startChromium(executable);
  });

  afterEach("close panels", async () => {
    await Promise.all(open.splice(0).map((panel) => panel.close()));
  });

  after("stop Chromium", async () => {
    await browser?.close();
    await server?.close();
  });

  return {
    get browser() {
      return browser as Browser;
    },
    open: async (options) => {
      const panel = await openPanel(browser as Browser, server as PanelServer, options);
      open.push(panel);
      return panel;
    },
  };
}
